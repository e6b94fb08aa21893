"""The three languages, and texts that carry all of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language every page, finding and notice is offered in (ISO 639-1)."""

    EN = "en"
    RU = "ru"
    ZH = "zh"


#: Thin no-break space: groups digits in Russian, keeps a number on one line.
THIN_SPACE = "\u202f"


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence or name in English, Russian and Chinese."""

    en: str
    ru: str
    zh: str

    def in_(self, language: Language) -> str:
        """The text in ``language``."""
        value: str = getattr(self, language.value)
        return value

    def fill(self, **values: Text | int | str) -> Text:
        """Put ``values`` into the ``{named}`` places of each language; whole numbers are grouped.

        Raises:
            KeyError: a place has no value.
        """
        return Text(*(self._fill_one(language, values) for language in Language))

    def _fill_one(self, language: Language, values: Mapping[str, Text | int | str]) -> str:
        shown = {name: _show(value, language) for name, value in values.items()}
        return self.in_(language).format(**shown)


def same_text(value: str) -> Text:
    """A text that reads the same in every language: a reference, a name, a number."""
    return Text(value, value, value)


def as_text(value: Text | str) -> Text:
    """``value`` itself, or the same words for all languages."""
    return value if isinstance(value, Text) else same_text(value)


def format_integer(value: int, language: Language) -> str:
    """A whole number with its digits grouped as the language does: 35,000 or 35 000."""
    grouped = f"{value:,}"
    return grouped.replace(",", THIN_SPACE) if language is Language.RU else grouped


def _show(value: Text | int | str, language: Language) -> str:
    if isinstance(value, Text):
        return value.in_(language)
    if isinstance(value, int):
        return format_integer(value, language)
    return value
