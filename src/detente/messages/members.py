"""Take the members of a JSON object one by one, and keep every fault found on the way."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from detente.kernel.errors import Fault, InputError
from detente.kernel.languages import Text
from detente.messages import codec_wording as wording
from detente.messages.document import JsonValue

Kind = TypeVar("Kind", bound=StrEnum)
Parsed = TypeVar("Parsed")

_MOST_DEPTH = 16
_LARGEST = 2**53 - 1
_SURROGATE = re.compile("[\ud800-\udfff]")


class Members:
    """The members of one object. Each ``take`` gives the value, or None with a fault noted in ``faults``."""

    faults: list[Fault]

    def __init__(self, value: Mapping[str, JsonValue], name: str = "") -> None:
        self._value = value
        self._name = name
        self.faults = []

    def where(self, member: str) -> str:
        """A member as faults name it: ``origin.kind``."""
        return f"{self._name}.{member}" if self._name else member

    def refuse_others(self, known: Sequence[str]) -> None:
        """Note every member that is not ``known``."""
        for member in self._value:
            if member not in known:
                listed = ", ".join(known)
                self.faults.append(wording.UNKNOWN.at(self.where(member[:40]), known=listed))

    def require(self, *members: str) -> None:
        """Note every one of these members that is missing."""
        self.faults += [
            wording.MISSING.at(self.where(member)) for member in members if member not in self._value
        ]

    def has(self, member: str) -> bool:
        """Whether the member is there."""
        return member in self._value

    def take_text(self, member: str) -> str | None:
        """A text."""
        value = self._take(member, str, wording.TEXT)
        return value if isinstance(value, str) else None

    def take_object(self, member: str) -> dict[str, JsonValue] | None:
        """An object whose values are JSON that every reader keeps exactly."""
        value = self._take(member, dict, wording.OBJECT)
        if not isinstance(value, dict):
            return None
        return value if self.check_exact(member, value) else None

    def take_whole(self, member: str) -> int | None:
        """A whole number."""
        value = self._take(member, int, wording.WHOLE)
        return value if isinstance(value, int) else None

    def take_list(self, member: str) -> list[JsonValue] | None:
        """A list."""
        value = self._take(member, list, wording.LIST)
        return value if isinstance(value, list) else None

    def take_texts(self, member: str) -> list[str] | None:
        """A list of texts."""
        value = self.take_list(member)
        if value is None:
            return None
        texts = [one for one in value if isinstance(one, str)]
        if len(texts) < len(value):
            self.faults.append(wording.TYPE.at(self.where(member), wanted=wording.TEXTS))
            return None
        return texts

    def take_kind(self, member: str, kinds: type[Kind]) -> Kind | None:
        """One of a closed set of words."""
        value = self.take_text(member)
        if value is None:
            return None
        known = {kind.value: kind for kind in kinds}
        if value not in known:
            self.faults.append(wording.WORD.at(self.where(member), value=value[:40], known=", ".join(known)))
        return known.get(value)

    def take_parsed(self, member: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """A text that ``parse`` reads."""
        value = self.take_text(member)
        return None if value is None else self.parsed(member, value, parse)

    def take_all_parsed(self, member: str, parse: Callable[[str], Parsed]) -> tuple[Parsed, ...] | None:
        """A list of texts that ``parse`` reads, all of them or None."""
        values = self.take_texts(member)
        if values is None:
            return None
        found = [self.parsed(member, value, parse) for value in values]
        whole = tuple(one for one in found if one is not None)
        return whole if len(whole) == len(found) else None

    def parsed(self, member: str, value: str, parse: Callable[[str], Parsed]) -> Parsed | None:
        """What ``parse`` reads in ``value``; its error becomes a fault."""
        try:
            return parse(value)
        except InputError as error:
            self.faults.append(Fault(error.code, self.where(member), error.message, error.mend))
            return None

    def check_exact(self, member: str, value: JsonValue, depth: int = 0) -> bool:
        """Whether the value is JSON that every reader keeps exactly; if not, a fault says where."""
        if depth > _MOST_DEPTH:
            self.faults.append(wording.DEEP.at(self.where(member)))
            return False
        before = len(self.faults)
        if isinstance(value, dict):
            for key, one in value.items():
                if not key.isascii():
                    self.faults.append(wording.NAME.at(self.where(member[:80])))
                self.check_exact(f"{member}.{key}", one, depth + 1)
        elif isinstance(value, list):
            for one in value:
                self.check_exact(member, one, depth + 1)
        elif not _is_exact(value):
            self.faults.append(wording.EXACT.at(self.where(member[:80])))
        return len(self.faults) == before

    def _take(self, member: str, kind: type, name: Text) -> JsonValue:
        if member not in self._value:
            self.faults.append(wording.MISSING.at(self.where(member)))
            return None
        value = self._value[member]
        if not isinstance(value, kind) or isinstance(value, bool):
            self.faults.append(wording.TYPE.at(self.where(member), wanted=name))
            return None
        return value


def _is_exact(value: object) -> bool:
    if isinstance(value, str):
        return not _SURROGATE.search(value) and unicodedata.is_normalized("NFC", value)
    if value is None or isinstance(value, bool):
        return True
    return isinstance(value, int) and -_LARGEST <= value <= _LARGEST
