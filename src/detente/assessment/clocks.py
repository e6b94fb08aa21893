"""Deadlines, counted as the agreement counts, and whether something was told by them.

Hours are exact. Days and months are calendar days in UTC, and the last day counts whole: a deadline ends
with its last second. Where the start day counts, it is the first of the days. What is known only to a
day, month or year gives a deadline known only within an interval, and so does an agreement of which it
is not known whether it counts the start day; nothing is decided by a coin (docs/explanation/assessment.md).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from detente.agreements.model import Agreement, Clock, EvidenceLevel, TimeUnit
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer
from detente.kernel.instants import FIRST_INSTANT, SECOND, Instant, Interval

LAST_INSTANT = datetime.max.replace(microsecond=0, tzinfo=UTC)
_LAST_SECOND = time(23, 59, 59, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Counting:
    """How an agreement counts: the shifts, in days, that its rule on the start day may mean."""

    start_day_shifts: tuple[int, ...]


def counting_of(agreement: Agreement) -> Counting:
    """Counting with the start day, without it, or either where the rule is not known."""
    evidence = agreement.evidence_of.get("start_day_counts")
    if evidence is not None and evidence.level is EvidenceLevel.UNKNOWN:
        return Counting((0, 1))
    return Counting((1,) if agreement.start_day_counts else (0,))


def deadline(clock: Clock, event: Interval, counting: Counting, day: Instant | None) -> Interval | None:
    """The last instant in time, within the interval in which it lies for sure.

    ``event`` is when what the clock runs from or towards happens; ``day`` decides which version of the
    amount holds. None: the agreement's amount is not available.
    """
    amount = value_on(clock.span.amount, day).value
    if amount is None:
        return None
    if clock.span.unit is TimeUnit.HOURS:
        count = _hours(-amount if clock.before else amount)
        return Interval(count(event.earliest), count(event.latest))
    ends = [
        _last_second(_count_days(edge, clock, amount, shift))
        for edge in dict.fromkeys((event.earliest.date(), event.latest.date()))
        for shift in counting.start_day_shifts
    ]
    return Interval(min(ends), max(ends))


def told_in_time(told: Interval, last: Interval) -> Answer:
    """Whether something told within ``told`` was told by a deadline that lies within ``last``."""
    if told.latest <= last.earliest:
        return Answer.YES
    return Answer.NO if told.earliest > last.latest else Answer.UNCLEAR


def shifted(instant: Instant, by: timedelta) -> Instant:
    """The instant moved; at the ends of the calendar it stays there."""
    try:
        return instant + by
    except OverflowError:
        return FIRST_INSTANT if by < timedelta(0) else LAST_INSTANT


def just_after(instant: Instant) -> Instant | None:
    """The next second; None after the last one there is."""
    return instant + SECOND if instant < LAST_INSTANT else None


def _hours(amount: int) -> Callable[[Instant], Instant]:
    return lambda instant: shifted(instant, timedelta(hours=amount))


def _count_days(start: date, clock: Clock, amount: int, shift: int) -> date:
    """The last day in time. ``shift`` 1: the start day counts, so the count ends a day nearer to it."""
    sign = -1 if clock.before else 1
    if clock.span.unit is TimeUnit.MONTHS:
        counted, days = _add_months(start, sign * amount), 0
    else:
        counted, days = start, amount
    try:
        return counted + sign * timedelta(days=days - (shift if amount else 0))
    except OverflowError:
        return date.min if sign < 0 else date.max


def _add_months(start: date, months: int) -> date:
    """The same day of the month; where the month is shorter, its last day."""
    month = start.year * 12 + start.month - 1 + months
    year, index = divmod(month, 12)
    if year < date.min.year:
        return date.min
    if year > date.max.year:
        return date.max
    return date(year, index + 1, min(start.day, _days_in(year, index + 1)))


def _days_in(year: int, month: int) -> int:
    if month == 12:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days


def _last_second(day: date) -> Instant:
    return datetime.combine(day, _LAST_SECOND)
