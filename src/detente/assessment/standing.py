"""Where one duty stands: told in time or late, still open, not received, or unclear."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple

from detente.agreements.model import Clock, TimeUnit
from detente.assessment.clocks import Counting, deadline, just_after, shifted, told_in_time
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, FindingState, Gap, Missing
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


def limit_of(clock: Clock | None, occasion: Occasion, counting: Counting, day: Instant | None) -> Limit:
    """The deadline that a clock sets."""
    if clock is None:
        return NO_LIMIT
    gaps = []
    if value_on(clock.span.amount, day).value is None:
        gaps.append(Gap(Missing.TREATY_VALUE, "clock"))
    if occasion.when is None:
        gaps.append(occasion.unknown)
    last = deadline(clock, occasion.when, counting, day) if occasion.when else None
    if last is None:
        return Limit(gaps=tuple(gaps))
    return Limit(last, coarse=_coarse(clock, occasion, counting) if last.earliest != last.latest else ())


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


def _coarse(clock: Clock, occasion: Occasion, counting: Counting) -> tuple[Gap, ...]:
    """Why a deadline is an interval: its date is coarse, or the rule on the start day is not known."""
    when = occasion.when
    gaps = []
    exact = clock.span.unit is TimeUnit.HOURS
    if when and (when.earliest != when.latest if exact else when.earliest.date() != when.latest.date()):
        gaps.append(Gap(Missing.DATE_PRECISION, occasion.name))
    if not exact and len(counting.start_day_shifts) > 1:
        gaps.append(Gap(Missing.TREATY_VALUE, "start_day_counts"))
    return tuple(gaps)
