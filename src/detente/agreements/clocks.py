"""Time limits from their files: durations, clocks that run to or from an event, fixed yearly dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from detente.agreements.model import (
    BEARER_CALENDAR,
    WEEKENDS_ONLY,
    Clock,
    Duration,
    Event,
    Evidence,
    FixedDate,
    TimeLimit,
    TimeUnit,
    YearDay,
)
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_quantity, check_known_or_unknown, find_evidence
from detente.kernel.calendars import has_calendar

_LEAP_YEAR = 2000  # so that 29 February is a day of the year


def build_duration(part: Part, inherited: Evidence, reading: Reading) -> Duration:
    """A length of time in one unit."""
    calendar = part.find("calendar")
    (unit,) = (key for key in part.keys() if key != "calendar")  # noqa: SIM118 - a Part is no mapping
    amount = build_quantity(part.at(unit), inherited, reading)
    return Duration(TimeUnit(unit), amount, _build_calendar(calendar, reading) if calendar else None)


def _build_calendar(part: Part, reading: Reading) -> str:
    """Whose working days; a fault where they cannot be known."""
    name = part.string()
    if name not in (BEARER_CALENDAR, WEEKENDS_ONLY) and not has_calendar(name):
        what = f"No calendar of working days is known of {name}."
        mend = f"Use the code of another state, {BEARER_CALENDAR} (the state whose duty it is) or {WEEKENDS_ONLY}."
        reading.fault(part, "unknown-calendar", what, mend)
    return name


def find_limit(
    part: Part, key: str, inherited: Evidence, reading: Reading, events: Sequence[str]
) -> TimeLimit | None:
    """The time limit under ``key``; None where it is left out."""
    found = part.find(key)
    return build_limit(found, inherited, reading, events) if found else None


def build_limit(part: Part, inherited: Evidence, reading: Reading, events: Sequence[str]) -> TimeLimit:
    """A time limit; ``events`` are those possible here, as ``before activity.start`` or ``of period``."""
    if part.find("date"):
        return _build_fixed(part, inherited, reading, events)
    return build_clock(part, inherited, reading, events)


def build_clock(part: Part, inherited: Evidence, reading: Reading, events: Sequence[str]) -> Clock:
    """A clock that runs to or from one of ``events``."""
    before, after, silence = part.find("before"), part.find("after"), part.find("silence")
    word, event = ("before", before) if before else ("after", part.at("after"))
    _check_event(event, word, reading, events)
    return Clock(
        build_duration(part.at("at_least" if before else "at_most"), inherited, reading),
        before=Event(before.string()) if before else None,
        after=Event(after.string()) if after else None,
        silence=silence.string() if silence else None,
    )


def _build_fixed(part: Part, inherited: Evidence, reading: Reading, events: Sequence[str]) -> FixedDate:
    years, of = part.find("years"), part.at("of")
    _check_event(of, "of", reading, events)
    day = build_year_day(part.at("date"), inherited, reading)
    return FixedDate(day, (years.number() or 0) if years else 0, Event(of.string()))


def _check_event(part: Part, word: str, reading: Reading, events: Sequence[str]) -> None:
    if f"{word} {part.string()}" not in events:
        named = "A fixed date" if word == "of" else "A clock that runs"
        what = f"{named} “{word} {part.string()}” does not fit here."
        reading.fault(part, "clock-event", what, f"Use one of: {', '.join(events)}.")


def build_year_day(part: Part, inherited: Evidence, reading: Reading) -> YearDay:
    """A day of every year: ``"12-15"``, or ``{value, evidence}``."""
    own = isinstance(part.value, dict)
    value, evidence = (part.at("value"), find_evidence(part, inherited)) if own else (part, inherited)
    check_known_or_unknown(value, evidence, reading, known=value.value is not None)
    if value.value is None:
        return YearDay(None, evidence)
    month, day = (int(each) for each in value.string().split("-"))
    try:
        date(_LEAP_YEAR, month, day)
    except ValueError:
        what = f"“{value.string()}” is no day of a year."
        reading.fault(value, "no-such-date", what, 'Write month and day, as in "12-15".')
    return YearDay((month, day), evidence)
