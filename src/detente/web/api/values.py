"""Shapes that several topics share. Each is read from the attributes of the object of ours it is named after."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from detente.agreements.model import EvidenceLevel
from detente.kernel.instants import PartialDate, format_instant
from detente.messages.values import FreeText, Qualifier

_MOST_ROWS = 200
_MOST_PAGES = 1_000_000
#: The largest number that a reader of JSON keeps exactly, and that the storage takes.
LARGEST = 2**53 - 1


class Shape(BaseModel):
    """Something that is answered."""

    model_config = ConfigDict(from_attributes=True)

    @classmethod
    def of(cls, thing: object, **others: object) -> Self:
        """Read from the attributes of ``thing`` that have the same names, but for those given."""
        same = {name: getattr(thing, name) for name in cls.model_fields if name not in others}
        return cls.model_validate({**same, **others})


class Asked(BaseModel):
    """Something that is sent: nothing unknown in it."""

    model_config = ConfigDict(extra="forbid")


def _written(moment: object) -> object:
    if isinstance(moment, PartialDate):
        return moment.text
    return format_instant(moment) if isinstance(moment, datetime) else moment


def _by_language(words: object) -> object:
    return dict(words.by_language) if isinstance(words, FreeText) else words


def _listed(by_id: object) -> object:
    return list(by_id.values()) if isinstance(by_id, Mapping) else by_id


#: A date known to the day, month or year (2024-05-12, 2024-05, 2024), or an instant.
Moment = Annotated[str, BeforeValidator(_written), Field(json_schema_extra={"format": "moment"})]
#: The same words in one language or more, by BCP 47 code.
FreeWords = Annotated[dict[str, str], BeforeValidator(_by_language)]
#: Parameters of lists: which page, and how many rows on it; a short word to filter by.
PageNumber = Annotated[int, Field(ge=1, le=_MOST_PAGES)]
PageSize = Annotated[int, Field(ge=1, le=_MOST_ROWS)]
Word = Annotated[str, Field(max_length=200)]
#: Makes a list of what is kept by its id.
Listed = BeforeValidator(_listed)


class Text(Shape):
    """A sentence or name in English, Russian and Chinese."""

    en: str
    ru: str
    zh: str


class Interval(Shape):
    """Within these two instants, both included."""

    earliest: datetime
    latest: datetime


class Source(Shape):
    """Where a value was read."""

    title: str
    url: str | None


class Evidence(Shape):
    """How a value is known."""

    level: EvidenceLevel
    source: Source | None
    note: Text | None


class Amount(Shape):
    """A declared number, with what it claims to be."""

    value: int
    qualifier: Qualifier
