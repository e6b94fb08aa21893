"""How a visit is held, as logged on the spot, against what an article says: a part of ``host``.

Nothing is said of what nobody has logged, but for a first place that several in a row make due. Where the
logs of two states differ, what happened lies between them, and a deadline in between makes it unclear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from detente.agreements.model import Clock, DatedValue, Event, Host, TimeLimit
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.scope import Scope
from detente.assessment.stamp import stamp_of
from detente.assessment.standing import (
    Limit,
    Occasion,
    Standing,
    limit_of,
    standing_of_open,
    standing_of_told,
)
from detente.assessment.strengths import Bounds
from detente.assessment.tallies import DIAGRAMS_AT_LEAST, POINTS_AT_LEAST, shown
from detente.assessment.visiting import is_over, only
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.record.periods import interval_of
from detente.record.visits import Visit

_ARRIVED = "visit.arrived"


@dataclass(frozen=True, slots=True)
class VisitConduct:
    """The rules of one provision on arrival, first place, area, diagrams and remarks."""

    scope: Scope
    provision: Host

    def findings(self, visit: Visit, at: Instant) -> Iterator[Finding]:
        """What follows from what is announced and logged of a visit."""
        yield from self._area(visit)
        yield from self._arrival(visit)
        if not self.is_too_late(visit) and not is_over(visit):
            yield from self._first_site(visit, at)
            yield from self._diagrams(visit)
            yield from self._remarks(visit, at)

    def is_too_late(self, visit: Visit) -> bool:
        """Whether the team surely came so late that the visit does not take place."""
        standing = self._lateness(visit)
        return standing is not None and standing.state is FindingState.MET_LATE

    def _area(self, visit: Visit) -> Iterator[Finding]:
        """How many points bound each area named; the area with the fewest counts."""
        if self.provision.area_points is not None and visit.area and not visit.withdrawn:
            number = min(len(set(place.positions)) for place in visit.area)
            needed = value_on(self.provision.area_points, _day_of(visit))
            bounds = Bounds(number, number)
            yield self._counted("area", visit, POINTS_AT_LEAST, bounds, needed, visit.owner)

    def _arrival(self, visit: Visit) -> Iterator[Finding]:
        standing = self._lateness(visit)
        if standing is not None:
            yield self._mark("lateness", visit, standing, _guest(visit), only(visit.hosts))

    def _lateness(self, visit: Visit) -> Standing | None:
        """None: the article knows no lateness, or it is not known when the team came, or was to come."""
        arrived = _arrived(visit)
        if self.provision.lateness is None or arrived is None or visit.arrival is None:
            return None
        clock = Clock(self.provision.lateness, after=Event.VISIT_ARRIVAL)
        return standing_of_told(arrived, _ARRIVED, self._limit(clock, visit, _guest(visit)))

    def _first_site(self, visit: Visit, at: Instant) -> Iterator[Finding]:
        """The first of several places; where it is not said that there are several, only what was logged."""
        clock, arrived = self.provision.first_site, _arrived(visit)
        if clock is None or arrived is None:
            return
        limit = self._limit(clock, visit, _guest(visit))
        if visit.site_named is not None:
            standing = standing_of_told(visit.site_named, "visit.site-named", limit)
        elif visit.sequential:
            standing = standing_of_open(limit, at)
        else:
            return
        yield self._mark("visit-first-site", visit, standing, _guest(visit), only(visit.hosts))

    def _diagrams(self, visit: Visit) -> Iterator[Finding]:
        """How many copies the host handed over, as each state logged it."""
        logged = [one.diagrams for one in visit.logs if one.diagrams is not None]
        if self.provision.diagrams is not None and logged:
            needed = value_on(self.provision.diagrams, _day_of(visit))
            bounds = Bounds(min(logged), max(logged))
            yield self._counted("diagrams", visit, DIAGRAMS_AT_LEAST, bounds, needed, _host(visit))

    def _remarks(self, visit: Visit, at: Instant) -> Iterator[Finding]:
        """The escort may make some; that it made none is no more than that."""
        clock, handed = self.provision.remarks, visit.report_handed
        if clock is None or handed is None:
            return
        limit = self._limit(clock, visit, _host(visit))
        if visit.remarks_made is not None:
            standing = standing_of_told(visit.remarks_made, "visit.remarks-made", limit)
        else:
            standing = standing_of_open(limit, at)
            standing = standing._replace(state=_LEFT_OPEN.get(standing.state, standing.state))
        yield self._mark("visit-remarks", visit, standing, _host(visit), only(visit.guests))

    def _counted(
        self,
        step: str,
        visit: Visit,
        measure: MeasureId,
        bounds: Bounds,
        needed: DatedValue,
        bearer: StateCode,
    ) -> Finding:
        """A number that is to be reached."""
        enough = Answer.UNCLEAR if needed.value is None else bounds.reaches(needed.value)
        gap = Gap(Missing.TREATY_VALUE, measure)
        if needed.value is not None:
            gap = Gap(Missing.DIFFERENT_REPORTS, visit.id)
        standing = Standing(_REACHED[enough], gaps=(gap,) if enough is Answer.UNCLEAR else ())
        margin = Margin(measure, needed.value, shown(bounds, enough), enough, False, needed.evidence)
        other = only(visit.guests) if bearer in visit.hosts else only(visit.hosts)
        return self._mark(step, visit, standing, bearer, other, (margin,))

    def _limit(self, clock: TimeLimit, visit: Visit, bearer: StateCode) -> Limit:
        when, name = _event(clock.event, visit), clock.event.value
        occasion = Occasion(when, Gap(Missing.START_DATE, name), name)
        return limit_of(clock, occasion, self.scope.counting, _day_of(visit), bearer)

    def _mark(
        self,
        step: str,
        visit: Visit,
        standing: Standing,
        bearer: StateCode,
        other: StateCode | None,
        margins: tuple[Margin, ...] = (),
    ) -> Finding:
        stamp = stamp_of(self.scope.agreement.id, self.provision, step)
        return stamp.mark(visit.id, standing, bearer, other, visit.messages, margins)


def _event(event: Event, visit: Visit) -> Interval | None:
    match event:
        case Event.VISIT_ARRIVED:
            return _arrived(visit)
        case Event.VISIT_REPORT_HANDED:
            return visit.report_handed
        case _:
            return None if visit.arrival is None else interval_of(visit.arrival)


def _arrived(visit: Visit) -> Interval | None:
    """When the team came: as logged; otherwise as reported, where that is known to the second."""
    if visit.arrived is not None:
        return visit.arrived
    reported = [one.arrival for one in visit.reports if isinstance(one.arrival, datetime)]
    return Interval(min(reported), max(reported)) if reported else None


def _guest(visit: Visit) -> StateCode:
    return only(visit.guests) or visit.owner


def _host(visit: Visit) -> StateCode:
    return only(visit.hosts) or visit.owner


def _day_of(visit: Visit) -> Instant | None:
    return visit.told.latest if visit.told else None


_REACHED = {
    Answer.YES: FindingState.WITHIN,
    Answer.NO: FindingState.EXCEEDED,
    Answer.UNCLEAR: FindingState.UNCLEAR,
}
#: Remarks are a right: while there is time they are possible, and none after it is nothing that was owed.
_LEFT_OPEN = {
    FindingState.UPCOMING: FindingState.AVAILABLE,
    FindingState.DUE: FindingState.AVAILABLE,
    FindingState.MISSED: FindingState.NOT_TRIGGERED,
}
