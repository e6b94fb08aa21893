"""What a browser sent: values by dotted name, rows by their number: ``area.0.name.1.words``."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that was sent with a form."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Fields:
    """Values of a form by name, in the order sent: in normal form C, lines ended by a line feed alone."""

    by_name: Mapping[str, tuple[str, ...]]
    files: Mapping[str, SentFile] = field(default_factory=dict)

    def one(self, name: str) -> str:
        """The last value of that name without blanks around it; empty where there is none."""
        values = self.by_name.get(name)
        return values[-1].strip() if values else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Every value of that name that is not blank."""
        return tuple(value.strip() for value in self.by_name.get(name, ()) if value.strip())

    def rows(self, name: str) -> list[str]:
        """Names of the rows of a list, in order: ``area.0``, ``area.1``."""
        prefix = f"{name}."
        numbers = {
            rest.split(".", 1)[0]
            for known in (*self.by_name, *self.files)
            if known.startswith(prefix) and (rest := known.removeprefix(prefix))
        }
        return [f"{name}.{number}" for number in sorted(filter(_is_number, numbers), key=int)]

    def without(self, row: str) -> Fields:
        """The same without a row of a list."""
        prefix = f"{row}."
        return Fields(
            {name: values for name, values in self.by_name.items() if not name.startswith(prefix)},
            {name: file for name, file in self.files.items() if not name.startswith(prefix)},
        )


def build_fields(pairs: Iterable[tuple[str, str]], files: Mapping[str, SentFile] | None = None) -> Fields:
    """Fields from what was sent, in normal form."""
    gathered: dict[str, list[str]] = {}
    for name, value in pairs:
        gathered.setdefault(name, []).append(_normal(value))
    return Fields({name: tuple(values) for name, values in gathered.items()}, files or {})


def _normal(value: str) -> str:
    return unicodedata.normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= 4
