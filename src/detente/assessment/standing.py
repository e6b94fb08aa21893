"""Where one duty stands: told in time or late, still open, not received, or unclear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from detente.agreements.model import BEARER_CALENDAR, Clock, FixedDate, TimeLimit, TimeUnit
from detente.assessment.clocks import (
    Counting,
    deadline,
    hangs_on_an_estimate,
    just_after,
    shifted,
    told_in_time,
)
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, FindingState, Gap, Missing
from detente.assessment.working_days import calendar_of, is_known
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, Interval

#: A duty is due from seven days before its deadline; before that it is upcoming.
DUE_DAYS = 7


class Standing(NamedTuple):
    """A duty at one instant; the fields are those of a finding."""

    state: FindingState
    due: Instant | None = None
    changes_at: Instant | None = None
    gaps: tuple[Gap, ...] = ()
    silence: str | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """The deadline of a duty, or why it is not known.

    ``last``: the interval in which the deadline lies for sure. None with ``gaps``: not known; None without:
    the article sets none. ``coarse``: why the interval is longer than an instant.
    """

    last: Interval | None = None
    gaps: tuple[Gap, ...] = ()
    coarse: tuple[Gap, ...] = ()

    @property
    def due(self) -> Instant | None:
        """The last instant that is in time for sure."""
        return self.last.earliest if self.last else None


NO_LIMIT = Limit()


@dataclass(frozen=True, slots=True)
class Occasion:
    """What a clock is counted from or towards: when it is (None: not known), and how a gap names it."""

    when: Interval | None
    unknown: Gap
    name: str


def limit_of(
    limit: TimeLimit | None,
    occasion: Occasion,
    counting: Counting,
    day: Instant | None,
    bearer: StateCode | None = None,
) -> Limit:
    """The deadline that a time limit of the agreement sets.

    ``bearer``: the state whose duty it is, for working days of its calendar; None where it is none's alone.
    """
    if limit is None:
        return NO_LIMIT
    gaps = _not_available(limit, day, bearer)
    if occasion.when is None:
        gaps = (*gaps, occasion.unknown)
    if gaps or occasion.when is None:
        return Limit(gaps=gaps)
    last = deadline(limit, occasion.when, counting, day, bearer)
    if last is None:  # the calendar does not reach that far
        return Limit(gaps=(_no_calendar(limit, bearer),))
    if last.earliest == last.latest:
        return Limit(last)
    return Limit(last, coarse=_coarse(limit, occasion.when, occasion.name, counting, day, bearer))


def _not_available(limit: TimeLimit, day: Instant | None, bearer: StateCode | None) -> tuple[Gap, ...]:
    """What the agreement or a calendar does not tell."""
    if isinstance(limit, FixedDate):
        return (Gap(Missing.TREATY_VALUE, "clock"),) if limit.day.month_day is None else ()
    unknown = value_on(limit.span.amount, day).value is None
    gaps = (Gap(Missing.TREATY_VALUE, "clock"),) if unknown else ()
    return gaps if is_known(limit.span, bearer) else (*gaps, _no_calendar(limit, bearer))


def _no_calendar(limit: TimeLimit, bearer: StateCode | None) -> Gap:
    calendar = calendar_of(limit.span, bearer) if isinstance(limit, Clock) else None
    return Gap(Missing.CALENDAR, calendar or BEARER_CALENDAR)


def standing_of_told(told: Interval | None, message: str, limit: Limit) -> Standing:
    """A duty that was carried out by ``message``; ``told`` None: at an unknown time."""
    if limit.gaps:
        return Standing(FindingState.UNCLEAR, gaps=limit.gaps)
    if limit.last is None:
        return Standing(FindingState.MET)
    if told is None:
        return Standing(FindingState.UNCLEAR, limit.due, gaps=(Gap(Missing.TOLD_DATE, message),))
    answer = told_in_time(told, limit.last)
    if answer is not Answer.UNCLEAR:
        return Standing(_TOLD[answer], limit.due)
    vague = Missing.DATE_PRECISION if told.has_beginning else Missing.TOLD_DATE
    spread = (Gap(vague, message),) if told.earliest != told.latest else ()
    return Standing(FindingState.UNCLEAR, limit.due, gaps=limit.coarse + spread)


def standing_of_open(limit: Limit, at: Instant, silence: str | None = None) -> Standing:
    """A duty that has not been carried out. ``silence``: what the article says no answer in time means.

    Silence that has a meaning is an answer: the duty is met by it, and the finding says so.
    """
    if limit.gaps:
        return Standing(FindingState.UNCLEAR, gaps=limit.gaps)
    last, due = limit.last, limit.due
    if last is None or due is None:
        return Standing(FindingState.DUE)
    if at <= due:
        return _before(due, at)
    if at <= last.latest:
        return Standing(FindingState.UNCLEAR, due, just_after(last.latest), limit.coarse)
    if silence is not None:
        return Standing(FindingState.MET, due, silence=silence)
    return Standing(FindingState.MISSED, due)


def _before(due: Instant, at: Instant) -> Standing:
    due_from = shifted(due, -timedelta(days=DUE_DAYS))
    if at < due_from:
        return Standing(FindingState.UPCOMING, due, due_from)
    return Standing(FindingState.DUE, due, just_after(due))


_TOLD = {
    Answer.YES: FindingState.MET,
    Answer.NO: FindingState.MET_LATE,
}


def _coarse(
    limit: TimeLimit,
    when: Interval,
    name: str,
    counting: Counting,
    day: Instant | None,
    bearer: StateCode | None,
) -> tuple[Gap, ...]:
    """Why a deadline is an interval: a coarse date, an unknown rule on the start day, or estimated feasts."""
    if isinstance(limit, FixedDate):
        return (Gap(Missing.DATE_PRECISION, name),)
    gaps = []
    exact = limit.span.unit is TimeUnit.HOURS
    if when.earliest != when.latest if exact else when.earliest.date() != when.latest.date():
        gaps.append(Gap(Missing.DATE_PRECISION, name))
    if not exact and len(counting.start_day_shifts) > 1:
        gaps.append(Gap(Missing.TREATY_VALUE, "start_day_counts"))
    if hangs_on_an_estimate(limit, when, counting, day, bearer):
        gaps.append(_no_calendar(limit, bearer))
    return tuple(gaps)
