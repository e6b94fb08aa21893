"""Deadlines, counted as the agreement counts, and whether something was told by them.

Hours are exact. Days, months and years are those of the calendar in UTC, working days those of a state,
and the last day counts whole: a deadline ends with its last second. Where the start day counts, it is the
first of the days. A fixed date is a day of the year of an event. What is known only to a day, month or year
gives a deadline known only within an interval, and so does an agreement of which it is not known whether
it counts the start day; nothing is decided by a coin (docs/explanation/assessment.md).
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, time, timedelta

from detente.agreements.model import Agreement, Clock, EvidenceLevel, FixedDate, TimeLimit, TimeUnit
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer
from detente.assessment.working_days import calendar_of, count_working_days
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import FIRST_INSTANT, SECOND, Instant, Interval

LAST_INSTANT = datetime.max.replace(microsecond=0, tzinfo=UTC)
_MONTHS = 12
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


def deadline(
    limit: TimeLimit,
    event: Interval,
    counting: Counting,
    day: Instant | None,
    bearer: StateCode | None = None,
) -> Interval | None:
    """The last instant in time, within the interval in which it lies for sure.

    ``event`` is when what the limit runs from or towards happens; ``day`` decides which version of the
    amount holds; ``bearer``: whose duty it is, for working days of its calendar. None: the agreement's
    number or day is not available, or no calendar is.
    """
    if isinstance(limit, FixedDate):
        return _yearly(limit, event)
    amount = value_on(limit.span.amount, day).value
    if amount is None:
        return None
    if limit.span.unit is TimeUnit.HOURS:
        count = _hours(-amount if limit.before else amount)
        return Interval(count(event.earliest), count(event.latest))
    ways = list(_last_days(limit, amount, event, counting, bearer))
    if not all(ways):
        return None
    ends = [_last_second(last) for way in ways for last in way]
    return Interval(min(ends), max(ends))


def hangs_on_an_estimate(
    clock: Clock, event: Interval, counting: Counting, day: Instant | None, bearer: StateCode | None
) -> bool:
    """Whether a deadline is an interval because a feast of the calendar is only estimated."""
    amount = value_on(clock.span.amount, day).value
    if amount is None or clock.span.unit is not TimeUnit.WORKING_DAYS:
        return False
    return any(len(way) > 1 for way in _last_days(clock, amount, event, counting, bearer))


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


def _yearly(limit: FixedDate, event: Interval) -> Interval | None:
    if limit.day.month_day is None:
        return None
    month, day = limit.day.month_day
    first, last = (
        _last_second(_day_in(edge.year + limit.years, month, day)) for edge in (event.earliest, event.latest)
    )
    return Interval(first, last)


def _last_days(
    clock: Clock, amount: int, event: Interval, counting: Counting, bearer: StateCode | None
) -> Iterator[tuple[date, ...]]:
    """The last day in time for each way in which event and counting may be meant.

    Two days where it hangs on estimated feasts; none where no calendar tells.
    """
    for edge in dict.fromkeys((event.earliest.date(), event.latest.date())):
        for shift in counting.start_day_shifts:
            yield _count_days(edge, clock, amount, shift, bearer)


def _count_days(
    start: date, clock: Clock, amount: int, shift: int, bearer: StateCode | None
) -> tuple[date, ...]:
    """``shift`` 1: the start day counts, so the count ends a day nearer to it."""
    before = clock.before is not None
    sign = -1 if before else 1
    counted, days = start, 0
    match clock.span.unit:
        case TimeUnit.WORKING_DAYS:
            calendar = calendar_of(clock.span, bearer)
            if calendar is None:
                return ()
            return count_working_days(calendar, start, amount, before=before, counts_start=bool(shift))
        case TimeUnit.MONTHS:
            counted = _add_months(start, sign * amount)
        case TimeUnit.YEARS:
            counted = _add_months(start, sign * amount * _MONTHS)
        case _:
            days = amount
    return (_add_days(counted, sign * (days - (shift if amount else 0))),)


def _add_days(start: date, days: int) -> date:
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def _add_months(start: date, months: int) -> date:
    year, index = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    return _day_in(year, index + 1, start.day)


def _day_in(year: int, month: int, day: int) -> date:
    """That day of the month; where the month is shorter, its last. At the ends of the calendar it stays there."""
    if year < MINYEAR:
        return date.min
    return date.max if year > MAXYEAR else date(year, month, min(day, monthrange(year, month)[1]))


def _last_second(day: date) -> Instant:
    return datetime.combine(day, _LAST_SECOND)
