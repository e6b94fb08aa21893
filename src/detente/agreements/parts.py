"""A part of a file that has passed its schema: typed access to its value, and its place for faults."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from detente.agreements.scalars import Plain
from detente.agreements.source import Path, SourceFile
from detente.kernel.errors import DetenteBug


@dataclass(frozen=True, slots=True)
class Part:
    """A value and where it stands.

    Every accessor raises DetenteBug where the value is of another type: the schema should have said so.
    """

    source: SourceFile
    path: Path
    value: Plain

    @property
    def place(self) -> str:
        """``provisions/observe.yaml:14``."""
        return self.source.place(self.path)

    def find(self, key: str) -> Part | None:
        """The part under ``key``, or None."""
        mapping = self._mapping()
        return Part(self.source, (*self.path, key), mapping[key]) if key in mapping else None

    def at(self, key: str) -> Part:
        """The part under ``key``, which must be there."""
        return self.find(key) or self._bug(f"a key “{key}”")

    def keys(self) -> tuple[str, ...]:
        """The keys of a mapping, as written."""
        return tuple(self._mapping())

    def parts(self) -> tuple[Part, ...]:
        """The entries of a list."""
        if not isinstance(self.value, list):
            self._bug("a list")
        return tuple(Part(self.source, (*self.path, index), each) for index, each in enumerate(self.value))

    def list_at(self, key: str) -> tuple[Part, ...]:
        """The entries of the list under ``key``; none where it is left out."""
        found = self.find(key)
        return found.parts() if found else ()

    def string(self) -> str:
        """A text, without the spaces around it."""
        return self.value.strip() if isinstance(self.value, str) else self._bug("text")

    def flag(self) -> bool:
        """True or false."""
        return self.value if isinstance(self.value, bool) else self._bug("true or false")

    def number(self) -> int | None:
        """A whole number, or None where it is not known."""
        if self.value is None:
            return None
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            self._bug("a whole number")
        return self.value

    def _mapping(self) -> dict[str, Plain]:
        return self.value if isinstance(self.value, dict) else self._bug("a mapping")

    def _bug(self, wanted: str) -> NoReturn:
        raise DetenteBug("schema-gap", f"{self.place}: {wanted} should be here; its schema let it pass.")


def whole(source: SourceFile) -> Part:
    """All of a file."""
    return Part(source, (), source.value)
