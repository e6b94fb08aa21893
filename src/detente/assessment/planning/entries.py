"""Entries of a plan file, taken one key at a time; what is not as it should be becomes a fault with its line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from detente.agreements.parts import Part
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Precision, parse_partial_date
from detente.kernel.languages import Text
from detente.kernel.states import parse_state_or_invented

#: Larger numbers than this are slips of the pen.
MOST = 1_000


@dataclass(slots=True)
class Faults:
    """Everything found wrong, in the order of the file."""

    found: list[Fault] = field(default_factory=list)

    def add(self, part: Part, code: str, what: Text, mend: Text) -> None:
        """Something is wrong at a part of the file."""
        self.found.append(Fault(code, part.place, what, mend))


@dataclass(frozen=True, slots=True)
class Entry:
    """A mapping of the file. A value that cannot be taken is told of, and read as if it were left out."""

    part: Part
    faults: Faults

    def only(self, *keys: str) -> Entry:
        """The same; keys other than these are told of."""
        for key in self.part.keys():  # noqa: SIM118 - a part is no mapping
            if key not in keys:
                what = _UNKNOWN_KEY.fill(key=key)
                self.faults.add(self.part.at(key), "unknown-key", what, _KEYS.fill(keys=", ".join(keys)))
        return self

    def has(self, key: str) -> bool:
        """Whether the key is there."""
        return self.part.find(key) is not None

    def text(self, key: str) -> str | None:
        """Words; None where left out."""
        found = self.part.find(key)
        if found is None:
            return None
        if not isinstance(found.value, str) or not found.value.strip():
            self._wrong(found, key, _TEXT)
            return None
        return found.string()

    def needed(self, key: str) -> str:
        """Words that must be there; empty where they are not."""
        if not self.has(key):
            self.faults.add(self.part, "missing", _MISSING.fill(key=key), _ADD.fill(key=key))
        return self.text(key) or ""

    def integer(self, key: str, otherwise: int, least: int = 0) -> int:
        """A whole number from ``least`` on; ``otherwise`` where it is left out."""
        found = self.part.find(key)
        if found is None:
            return otherwise
        value = found.value
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= MOST:
            self._wrong(found, key, _NUMBER.fill(least=least, most=MOST))
            return otherwise
        return value

    def optional(self, key: str, least: int = 0) -> int | None:
        """A whole number; None where it is left out, or not known (``null``)."""
        found = self.part.find(key)
        return None if found is None or found.value is None else self.integer(key, least, least)

    def flag(self, key: str) -> bool:
        """True or false; false where it is left out."""
        found = self.part.find(key)
        if found is not None and not isinstance(found.value, bool):
            self._wrong(found, key, _FLAG)
            return False
        return found is not None and found.flag()

    def day(self, key: str) -> date | None:
        """A day, such as "2031-05-12"; None where it is left out."""
        found, text = self.part.find(key), self.text(key)
        if found is None or text is None:
            return None
        try:
            known = parse_partial_date(text)
        except InputError:
            known = None
        if known is None or known.precision is not Precision.DAY:
            self._wrong(found, key, _DAY)
            return None
        return known.interval.earliest.date()

    def needed_day(self, key: str, otherwise: date) -> date:
        """A day that must be there."""
        if not self.has(key):
            self.faults.add(self.part, "missing", _MISSING.fill(key=key), _ADD.fill(key=key))
        return self.day(key) or otherwise

    def state(self, key: str, known: Sequence[StateCode] | None) -> StateCode:
        """A state that must be there; one of those ``known``, where they are given."""
        text = self.needed(key)
        return self._state(self.part.find(key) or self.part, text, known) if text else StateCode("")

    def states(self, key: str, known: Sequence[StateCode]) -> tuple[StateCode, ...]:
        """States, in the order written, each once; none where left out."""
        found = self.part.find(key)
        if found is None:
            return ()
        if not isinstance(found.value, list) or not all(isinstance(one, str) for one in found.value):
            self._wrong(found, key, _STATES)
            return ()
        return tuple(dict.fromkeys(self._state(one, one.string(), known) for one in found.parts()))

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The mappings of a list; none where it is left out."""
        found = self.part.find(key)
        if found is None:
            return ()
        if not isinstance(found.value, list):
            self._wrong(found, key, _LIST)
            return ()
        wrong = [one for one in found.parts() if not isinstance(one.value, dict)]
        for one in wrong:
            self._wrong(one, key, _LIST)
        return tuple(Entry(one, self.faults) for one in found.parts() if isinstance(one.value, dict))

    def _state(self, part: Part, text: str, known: Sequence[StateCode] | None) -> StateCode:
        try:
            state = parse_state_or_invented(text)
        except InputError as problem:
            self.faults.add(part, "state", problem.message, problem.mend)
            return StateCode(text)
        if known is not None and state not in known:
            self.faults.add(part, "state", _NOT_LISTED.fill(state=text), _LIST_IT)
        return state

    def _wrong(self, part: Part, key: str, wanted: Text) -> None:
        self.faults.add(part, "value", _WRONG.fill(key=key), wanted)


_UNKNOWN_KEY = Text("“{key}” is not known here.", "«{key}» здесь не известно.", "此处不识别“{key}”。")
_KEYS = Text("Known are: {keys}.", "Известны: {keys}.", "可用的有：{keys}。")
_MISSING = Text("“{key}” is missing.", "Не указано «{key}».", "缺少“{key}”。")
_ADD = Text("Add “{key}”.", "Добавьте «{key}».", "请补充“{key}”。")
_WRONG = Text("“{key}” cannot be read.", "«{key}» не читается.", "“{key}”无法读取。")
_TEXT = Text("Write words.", "Запишите словами.", "请填写文字。")
_NUMBER = Text(
    "Write a whole number from {least} to {most}.",
    "Запишите целое число от {least} до {most}.",
    "请填写{least}至{most}的整数。",
)
_FLAG = Text("Write true or false.", "Запишите true или false.", "请填写 true 或 false。")
_DAY = Text(
    'Write a day as "2031-05-12", in quotes.',
    'Запишите день в виде "2031-05-12", в кавычках.',
    '请写作 "2031-05-12"，加引号。',
)
_STATES = Text(
    "Write a list of state codes, such as [KZ, CN].",
    "Запишите список кодов государств, например [KZ, CN].",
    "请填写国家代码列表，如 [KZ, CN]。",
)
_LIST = Text(
    "Write a list of entries, each with its keys.",
    "Запишите список, в каждой строке — ключи и значения.",
    "请填写条目列表，每条含键和值。",
)
_NOT_LISTED = Text(
    "{state} is not among the states.", "{state} нет среди государств.", "{state}不在国家列表中。"
)
_LIST_IT = Text("List it under states.", "Внесите его в states.", "请将其列入 states。")
