"""The deadlines of an activity: what its clocks are counted from, and when it was first told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache

from detente.agreements.model import BEARER_CALENDAR, Clock, Event, TimeLimit
from detente.assessment.clocks import Counting
from detente.assessment.conditions import day_in_question
from detente.assessment.finding import Gap, Missing
from detente.assessment.standing import NO_LIMIT, Limit, Occasion, limit_of
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import FIRST_INSTANT, Instant, Interval, PartialDate
from detente.record.activities import Activity, Invitation, Telling
from detente.record.periods import interval_of

Moment = PartialDate | Instant
#: The deadline of an activity for the state whose duty it is; an invitation where the clock runs towards
#: the observers' arrival.
LimitOf = Callable[[Activity, Invitation | None, StateCode | None], Limit]

_KEPT = 16_384  # deadlines kept for each clock: of every day in forty years


def compile_clock(limit: TimeLimit | None, counting: Counting) -> LimitOf:
    """A time limit as a function of an activity; deadlines are kept, since many activities share a date.

    An event that is none of an activity's own counts as not known.
    """
    if limit is None:
        return lambda _activity, _invitation, _bearer: NO_LIMIT
    clock = limit if isinstance(limit, Clock) else None
    event = limit.event
    dated = clock is not None and len(clock.span.amount.versions) > 1
    by_bearer = clock is not None and clock.span.calendar == BEARER_CALENDAR

    @lru_cache(maxsize=_KEPT)
    def at(moment: str | Instant | None, about: str, day: Instant | None, bearer: StateCode | None) -> Limit:
        gap = Gap(_UNKNOWN.get(event, Missing.START_DATE), about)
        known = PartialDate(moment) if isinstance(moment, str) else moment
        when = None if known is None else interval_of(known)
        return limit_of(limit, Occasion(when, gap, about), counting, day, bearer)

    def limit_for(activity: Activity, invitation: Invitation | None, bearer: StateCode | None) -> Limit:
        moment, about = _moment_of(event, activity, invitation)
        text = moment.text if isinstance(moment, PartialDate) else moment  # looked up sooner than the date
        day = day_in_question(activity) if dated else None
        return at(text, about, day, bearer if by_bearer else None)

    return limit_for


def _moment_of(
    event: Event | None, activity: Activity, invitation: Invitation | None
) -> tuple[Moment | None, str]:
    """When an event of an activity is (None: not known), and how a gap names it."""
    period = activity.period
    if event is Event.ACTIVITY_START:
        return period.start if period else None, "activity.start"
    if event is Event.ACTIVITY_END:
        return period.end if period else None, "activity.end"
    if event is Event.OBSERVERS_ARRIVAL and invitation is not None:
        return invitation.arrival, invitation.reference
    return None, activity.id


def first_told(tellings: Sequence[Telling]) -> Interval | None:
    """When an activity was first told; None: not known.

    Where the time of the first telling is not known, it was no later than the next that is known.
    """
    if not tellings or tellings[0].told is not None:
        return tellings[0].told if tellings else None
    later = next((one.told for one in tellings if one.told is not None), None)
    return Interval(FIRST_INSTANT, later.latest) if later else None


_UNKNOWN: dict[Event | None, Missing] = {Event.OBSERVERS_ARRIVAL: Missing.ARRIVAL_DATE}
