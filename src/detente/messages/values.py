"""Values of items: their immutable form inside the program.

The JSON form of each item type, as it stands in a document's ``content`` (no floats anywhere):

=================  =====================================================================================
text, long-text    ``{"en": "…", "ru": "…"}``: the same words in one language or more (BCP 47 codes)
number             integer in the item's unit
measures           ``{"total": {measure: amount}, "by_state": {state: {measure: amount}}}``; either may be absent;
                   an amount is an integer, or ``{"about": n}``, ``{"more-than": n}``, ``{"up-to": n}``
date               ``"2024-05-12"``, ``"2024-05"`` or ``"2024"``
instant            ``"2024-05-12T06:00:00Z"``
period             ``{"start": date-or-instant, "end": date-or-instant}``; ``end`` may be absent
state, states      ``"KZ"``; ``["KZ", "RU"]``, sorted, no repeats
place              ``{"name": text, "positions": ["+43.5400+075.2100/"], "accuracy_km": 15}``; one position is a
                   point, three or more a polygon; positions and accuracy may be absent
area               list of places, never empty
choice             a code of the item's list
flag               true or false
person             ``{"name": text, "post": text}``; ``post`` may be absent
unit-reference     text of the unit's number
message-reference  ``"SH96/KZ/2024/0007/EX/O"``
attachment         ``{"name": "…", "type": "application/pdf", "size": bytes, "sha256": hex}``
table              list of rows, each an object of the columns' values
=================  =====================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from detente.geography.position import Position
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.kernel.languages import Language


class Qualifier(StrEnum):
    """What a number in a report claims to be."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more-than"
    UP_TO = "up-to"


@dataclass(frozen=True, slots=True)
class Amount:
    """A declared number, with what it claims to be."""

    value: int
    qualifier: Qualifier = Qualifier.EXACT


@dataclass(frozen=True, slots=True)
class FreeText:
    """The same words in one language or more; keys are BCP 47 codes, never empty."""

    by_language: Mapping[str, str]

    def in_(self, language: Language) -> str:
        """The words in ``language``, else in English, else in whichever there is."""
        known = self.by_language
        return known.get(language.value) or known.get("en") or next(iter(known.values()))


@dataclass(frozen=True, slots=True)
class Strength:
    """Declared numbers: of the whole, and of each participating state. Either may be empty."""

    total: Mapping[MeasureId, Amount]
    by_state: Mapping[StateCode, Mapping[MeasureId, Amount]]


@dataclass(frozen=True, slots=True)
class Period:
    """From ``start`` to ``end``; ``end`` is None where it was not declared."""

    start: PartialDate | Instant
    end: PartialDate | Instant | None


@dataclass(frozen=True, slots=True)
class Place:
    """A named place: no position, a point, or a polygon of three points or more, good to ``accuracy_km``."""

    name: FreeText
    positions: tuple[Position, ...] = ()
    accuracy_km: int | None = None


Area = tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """A person by name, and the post held (None: not given)."""

    name: FreeText
    post: FreeText | None = None


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that travels beside the message: ``size`` in bytes, ``sha256`` lower-case hex of its bytes."""

    name: str
    type: str
    size: int
    sha256: str


#: What an item may hold once read; see the table above for which type gives which.
ItemValue = (
    FreeText
    | Strength
    | Period
    | PartialDate
    | Instant
    | Place
    | Person
    | Attachment
    | bool
    | int
    | str
    | tuple[str, ...]
    | tuple[Place, ...]
    | tuple[Mapping[str, "ItemValue"], ...]
)


def as_interval(moment: PartialDate | Instant) -> Interval:
    """The instants a date or an instant may mean."""
    return moment.interval if isinstance(moment, PartialDate) else Interval(moment, moment)
