"""How many visitors come and how long they stay, against what an article allows: a part of ``host``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.agreements.model import Clock, DatedValue, Duration, Event, Host, Purpose, TimeUnit
from detente.assessment.clocks import deadline, shifted
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.logic import any_of, opposite
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp
from detente.assessment.standing import Standing
from detente.assessment.strengths import Bounds
from detente.assessment.tallies import DAYS, DAYS_AT_LEAST, HOURS, HOURS_AT_LEAST, TEAM, measure_limit
from detente.assessment.visiting import arrival_of, end_of, is_over, only, others_of
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import SECOND, Instant, Interval
from detente.messages.values import Amount
from detente.record.periods import interval_of
from detente.record.visits import Visit

_HOUR = 3600


@dataclass(frozen=True, slots=True)
class VisitNumbers:
    """The limits on size and length of one provision."""

    scope: Scope
    provision: Host
    team: Stamp
    length: Stamp

    def findings(self, visit: Visit) -> Iterator[Finding]:
        """Nothing on what is not stated, nor on a visit that does not take place."""
        if not is_over(visit):
            yield from self._team(visit)
            yield from self._length(visit)

    def _team(self, visit: Visit) -> Iterator[Finding]:
        """All visitors together under the host, and those of each state under its own name."""
        by_guest = _teams(visit)
        everybody = visit.team
        if by_guest and len(by_guest) == len(visit.guests):
            everybody = sum(by_guest.values())
        day = visit.told.latest if visit.told else None
        host = only(visit.hosts) or visit.owner
        if self.provision.team and everybody is not None:
            yield self._size(visit, value_on(self.provision.team, day), everybody, host, only(visit.guests))
        if self.provision.visitors_per_state:
            most = value_on(self.provision.visitors_per_state, day)
            for guest in sorted(by_guest):
                yield self._size(visit, most, by_guest[guest], guest, only(visit.hosts))

    def _size(
        self, visit: Visit, most: DatedValue, number: int, bearer: StateCode, other: StateCode | None
    ) -> Finding:
        bounds = Bounds(number, number)
        standing, margin = measure_limit(TEAM, bounds, most, self.scope.near_permille, ())
        if standing.state is FindingState.NEAR:  # three of three is what the article provides for
            standing = Standing(FindingState.WITHIN)
        return self.team.mark(visit.id, standing, bearer, other, visit.messages, (margin,))

    def _length(self, visit: Visit) -> Iterator[Finding]:
        """From arrival to end, where both are known."""
        arrival, end = arrival_of(visit), end_of(visit)
        limits = (self.provision.length_at_least, self.provision.length_at_most)
        if arrival is None or end is None or limits == (None, None):
            return
        stay = _Stay(self.scope, visit, interval_of(arrival), interval_of(end))
        shortest, longest = limits
        parts = [stay.shorter_than(shortest)] if shortest else []
        parts += [stay.longer_than(longest)] if longest else []
        outside = any_of(one.outside for one in parts)
        gaps = dict.fromkeys(gap for one in parts for gap in one.gaps)
        standing = Standing(_STATES[outside], gaps=tuple(gaps) if outside is Answer.UNCLEAR else ())
        margins = tuple(one.margin for one in parts if one.margin is not None)
        yield self.length.mark(
            visit.id, standing, visit.owner, only(others_of(visit)), visit.messages, margins
        )


@dataclass(frozen=True, slots=True)
class _Compared:
    """How a stay compares with a limit: whether it lies outside, in numbers, and what is missing."""

    outside: Answer
    margin: Margin | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class _Stay:
    """A visit from the instant of arrival to that of its end, each within an interval."""

    scope: Scope
    visit: Visit
    arrival: Interval
    end: Interval

    def shorter_than(self, length: Duration) -> _Compared:
        """Against the least: hours are exact; in days, it has to reach the last of them."""
        last = self._last_of(length)
        exact = length.unit is TimeUnit.HOURS
        bound = last if last is None or exact else Interval(_midnight(last.earliest), _midnight(last.latest))
        return self._compared(length, None if bound is None else _is_before(self.end, bound), _LEAST)

    def longer_than(self, length: Duration) -> _Compared:
        """Against the most: hours are exact; in days, the last of them counts whole."""
        last = self._last_of(length)
        bound = None if last is None else Interval(_next(last.earliest), _next(last.latest))
        outside = None if bound is None else opposite(_is_before(self.end, bound))
        return self._compared(length, outside, _MOST)

    def _last_of(self, length: Duration) -> Interval | None:
        clock, host = Clock(length, after=Event.VISIT_ARRIVAL), only(self.visit.hosts)
        return deadline(clock, self.arrival, self.scope.counting, self.arrival.latest, host)

    def _compared(
        self, length: Duration, outside: Answer | None, measures: Mapping[TimeUnit, MeasureId]
    ) -> _Compared:
        version = value_on(length.amount, self.arrival.latest)
        margin = self._margin(length.unit, version, measures)
        if outside is not None:
            return _Compared(outside, margin, (Gap(Missing.DATE_PRECISION, "visit.end"),))
        missing = Missing.TREATY_VALUE if version.value is None else Missing.CALENDAR
        return _Compared(Answer.UNCLEAR, margin, (Gap(missing, "length"),))

    def _margin(
        self, unit: TimeUnit, version: DatedValue, measures: Mapping[TimeUnit, MeasureId]
    ) -> Margin | None:
        """The limit in numbers; None where it is counted in months, years or working days."""
        measure = measures.get(unit)
        if measure is None:
            return None
        number = self._hours() if unit is TimeUnit.HOURS else self._days()
        most, reached = measures is _MOST, Answer.UNCLEAR
        if number is not None and version.value is not None:
            beyond = number > version.value if most else number >= version.value
            reached = Answer.YES if beyond else Answer.NO
        declared = None if number is None else Amount(number)
        return Margin(
            measure, version.value, declared, reached, near=False, evidence=version.evidence, limit=most
        )

    def _days(self) -> int | None:
        """Days from arrival to end, the first counted where the agreement counts it; None: not known."""
        first, last = self.arrival, self.end
        if first.earliest.date() != first.latest.date() or last.earliest.date() != last.latest.date():
            return None
        shifts = self.scope.counting.start_day_shifts
        return (last.earliest.date() - first.earliest.date()).days + shifts[0] if len(shifts) == 1 else None

    def _hours(self) -> int | None:
        """Whole hours, begun ones counted; None where either is not known to the second."""
        first, last = self.arrival, self.end
        if first.earliest != first.latest or last.earliest != last.latest:
            return None
        return -(-int((last.earliest - first.earliest).total_seconds()) // _HOUR)


def _teams(visit: Visit) -> dict[StateCode, int]:
    """How many of each guest came, as reported last; before that, what it announced, and whom it named.

    Of what a guest announced the larger counts: a list may be longer than the number, or not whole yet.
    """
    reported = {one.state: one.team for one in visit.reports if one.team is not None}
    named = {one.state: len(one.members) for one in visit.teams}
    alone = only(visit.guests)
    announced = visit.team if visit.opened_by is Purpose.VISIT_REQUEST else None
    known = {}
    for guest in visit.guests:
        before = [named.get(guest), announced if guest == alone else None]
        number = reported.get(guest) or max((one for one in before if one is not None), default=None)
        if number is not None:
            known[guest] = number
    return known


def _midnight(instant: Instant) -> Instant:
    return instant.replace(hour=0, minute=0, second=0)


def _next(instant: Instant) -> Instant:
    return shifted(instant, SECOND)


def _is_before(moment: Interval, bound: Interval) -> Answer:
    """Whether something within ``moment`` lies before an instant within ``bound``."""
    if moment.latest < bound.earliest:
        return Answer.YES
    return Answer.NO if moment.earliest >= bound.latest else Answer.UNCLEAR


_STATES = {
    Answer.YES: FindingState.EXCEEDED,
    Answer.NO: FindingState.WITHIN,
    Answer.UNCLEAR: FindingState.UNCLEAR,
}
_MOST: Mapping[TimeUnit, MeasureId] = MappingProxyType({TimeUnit.DAYS: DAYS, TimeUnit.HOURS: HOURS})
_LEAST: Mapping[TimeUnit, MeasureId] = MappingProxyType(
    {TimeUnit.DAYS: DAYS_AT_LEAST, TimeUnit.HOURS: HOURS_AT_LEAST}
)
