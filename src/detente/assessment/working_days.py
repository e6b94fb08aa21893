"""Counting working days on the calendar of a state, with a finger put from one working day to the next."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date

from detente.agreements.model import BEARER_CALENDAR, Duration
from detente.kernel.calendars import WorkingYear, has_calendar, working_year
from detente.kernel.identifiers import StateCode


def calendar_of(span: Duration, bearer: StateCode | None) -> str | None:
    """The calendar a duration is counted on; None: the bearer's is meant, and it is not known who that is."""
    return bearer if span.calendar == BEARER_CALENDAR else span.calendar


def is_known(span: Duration, bearer: StateCode | None) -> bool:
    """Whether a duration can be counted: it counts no working days, or its calendar is known."""
    calendar = calendar_of(span, bearer)
    return span.calendar is None or (calendar is not None and has_calendar(calendar))


def count_working_days(
    calendar: str, start: date, amount: int, *, before: bool, counts_start: bool
) -> tuple[date, ...]:
    """The last of ``amount`` working days after (or before) a day.

    ``counts_start``: where the start day is a working day, it is the first of them. Two days where it hangs
    on feasts that are only estimated: the deadline lies between them. None where no calendar is known.
    """
    if not amount:
        return (start,)
    first, last = (
        _count(calendar, start, amount, before=before, counts_start=counts_start, sure=sure)
        for sure in (False, True)
    )
    return tuple(dict.fromkeys((first, last))) if first and last else ()


def _count(
    calendar: str, start: date, amount: int, *, before: bool, counts_start: bool, sure: bool
) -> date | None:
    year, left = start.year, amount
    while (known := working_year(calendar, year)) is not None:
        ahead = _ahead(known, start, before=before, counts_start=counts_start, sure=sure)
        if left <= len(ahead):
            return ahead[-left] if before else ahead[left - 1]
        left -= len(ahead)
        year += -1 if before else 1
    return None


def _ahead(
    known: WorkingYear, start: date, *, before: bool, counts_start: bool, sure: bool
) -> tuple[date, ...]:
    """The working days of a year that lie before or after the start, in order of the calendar."""
    days = known.sure if sure else known.possible
    if before:
        return days[: (bisect_right if counts_start else bisect_left)(days, start)]
    return days[(bisect_left if counts_start else bisect_right)(days, start) :]
