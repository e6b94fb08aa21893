"""Those who come, and the days of a programme: the tables that visits and the observation of drills share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from detente.kernel.instants import PartialDate
from detente.messages.values import FreeText, ItemValue, Person, Place


@dataclass(frozen=True, slots=True)
class Member:
    """A person of a team. Each of the rest is None where the message does not carry it, or no longer does."""

    person: Person
    rank: FreeText | None = None
    function: FreeText | None = None
    passport: str | None = None
    born: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ProgrammeLine:
    """One line of a programme; ``time`` as its author wrote it."""

    day: PartialDate
    what: FreeText | None = None
    time: FreeText | None = None
    where: Place | None = None


def read_members(value: ItemValue | None) -> tuple[Member, ...] | None:
    """The people in a table, in its order; None: there is no table."""
    if not isinstance(value, tuple):
        return None
    found = []
    for row in value:
        if isinstance(row, Mapping):
            person = next((cell for cell in row.values() if isinstance(cell, Person)), None)
            if person is not None:
                found.append(_member(person, row))
    return tuple(found)


def read_programme(value: ItemValue | None) -> tuple[ProgrammeLine, ...] | None:
    """The lines of a table, in its order; None: there is no table."""
    if not isinstance(value, tuple):
        return None
    found = []
    for row in value:
        if isinstance(row, Mapping):
            day = next((cell for cell in row.values() if isinstance(cell, PartialDate)), None)
            if day is not None:
                found.append(ProgrammeLine(day, _text(row, "what"), _text(row, "time"), _place(row)))
    return tuple(found)


def _member(person: Person, row: Mapping[str, ItemValue]) -> Member:
    passport, born = _text(row, "passport"), row.get("born")
    return Member(
        person,
        _text(row, "rank"),
        _text(row, "function"),
        next(iter(passport.by_language.values())) if passport else None,
        born if isinstance(born, PartialDate) else None,
    )


def _text(row: Mapping[str, ItemValue], column: str) -> FreeText | None:
    value = row.get(column)
    return value if isinstance(value, FreeText) else None


def _place(row: Mapping[str, ItemValue]) -> Place | None:
    value = row.get("where")
    return value if isinstance(value, Place) else None
