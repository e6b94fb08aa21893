"""The planner: what is in each other's way in a stretch of time, and a proposal for a year's visits.

Nothing is asked for and nobody is told. Finding a proposal takes seconds and all of one processor core; the
solver is loaded when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from detente.agreements.model import Agreement
from detente.assessment.finding import Finding
from detente.assessment.planning.books import drill_days, one_at_a_time, passive_quotas, standing_visits
from detente.assessment.planning.conflicts import Conflict, Known, find_conflicts
from detente.assessment.planning.request import Limits, PlanRequest
from detente.assessment.planning.stays import DrillTime, Stay, drill_time, stays_of
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, Interval
from detente.node.activities import activities_between
from detente.node.actors import Actor, Right, require
from detente.node.findings import open_duties
from detente.node.node import Node
from detente.node.storage.record import SqlRecord
from detente.node.visits import VisitFilter, visits_between
from detente.record.activities import Activity
from detente.record.visits import Visit

if TYPE_CHECKING:
    from detente.assessment.planning.plan import Plan

#: More of one sort than this are not shown in one stretch.
MOST = 300
_MOST_CLOCKS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Planner:
    """Everything of a stretch of time, and what of it is in each other's way.

    ``clocks``: open findings that fall due in the stretch, of all agreements in use. ``more``: there are more visits,
    which are not looked at.
    """

    stretch: Interval
    visits: tuple[Visit, ...]
    drills: tuple[Activity, ...]
    clocks: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    more: bool = False


def look_ahead(
    node: Node,
    actor: Actor,
    stretch: Interval,
    at: Instant,
    state: StateCode | None = None,
    teams: Mapping[StateCode, int] | None = None,
) -> Planner:
    """All visits, drills and clocks of a stretch, of one state or of all, with their conflicts.

    ``teams``: how many visits a state can carry out at one time; one without an entry is not counted. Persons in
    two teams at once are found only for those who may see personal data.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    found = visits_between(node, actor, stretch, at, VisitFilter(state=state), MOST + 1)
    visits = found[:MOST]
    drills = [one for one in activities_between(node, actor, stretch, MOST) if state in (None, one.host)]
    duties = open_duties(node, actor, at, state, _MOST_CLOCKS, stretch.earliest, stretch.latest)
    clocks = [one.finding for one in duties if one.finding.due is not None]
    known = Known(
        stays=[stay for one in visits for stay in stays_of(one, persons_of(one), one.area)],
        drills=[time for one in drills if (time := drill_time(one)) is not None],
        findings=clocks,
        one_at_a_time=one_at_a_time(node.in_use.values(), stretch.earliest.year),
        teams=teams or {},
    )
    return Planner(
        stretch=stretch,
        visits=tuple(visits),
        drills=tuple(drills),
        clocks=tuple(clocks),
        conflicts=find_conflicts(known, stretch, at),
        more=len(found) > MOST,
    )


def plan_year(
    node: Node, actor: Actor, request: PlanRequest, at: Instant, limits: Limits | None = None
) -> Plan:
    """A proposal within the request, the quotas of the agreements in use, and what stands at this node already.

    Quotas are those of the year in which the stretch begins; those of a provision that the request has quotas of
    itself are left out.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    from detente.assessment.planning.plan import plan_visits

    return plan_visits(with_what_stands(node, actor, request, at), limits)


def with_what_stands(node: Node, actor: Actor, request: PlanRequest, at: Instant) -> PlanRequest:
    """The request with quotas, visits and drills of this node beside its own.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    stretch = Interval(_first_of(request), _last_of(request))
    planned = {one.code for one in request.states}
    own = {(one.agreement, one.provision) for one in request.quotas}
    with node.reading() as connection:
        record = SqlRecord(node, connection)
        quotas = [
            quota
            for agreement in _agreements(node, request)
            for quota in passive_quotas(agreement, record, request.first.year)
            if (quota.agreement, quota.provision) not in own
        ]
    stays = _stays(visits_between(node, actor, stretch, at, most=MOST))
    drills = _drill_times(activities_between(node, actor, stretch, MOST))
    return replace(
        request,
        quotas=(*request.quotas, *quotas),
        standing=(
            *request.standing,
            *(one for one in standing_visits(stays) if {one.host, one.guest} & planned),
        ),
        drills=(*request.drills, *(one for one in drill_days(drills) if one.host in planned)),
    )


def persons_of(visit: Visit) -> Mapping[StateCode, Sequence[str]]:
    """Who comes from each guest, by name."""
    return {
        team.state: tuple(next(iter(one.person.name.by_language.values()), "") for one in team.members)
        for team in visit.teams
    }


def _agreements(node: Node, request: PlanRequest) -> list[Agreement]:
    """Those the wishes name; where one names none, all in use."""
    wanted = {one.agreement for one in request.wishes}
    return [one for one in node.in_use.values() if None in wanted or one.id in wanted]


def _stays(visits: Iterable[Visit]) -> list[Stay]:
    return [stay for one in visits for stay in stays_of(one)]


def _drill_times(drills: Iterable[Activity]) -> list[DrillTime]:
    return [time for one in drills if (time := drill_time(one)) is not None]


def _first_of(request: PlanRequest) -> Instant:
    return datetime(request.first.year, request.first.month, request.first.day, tzinfo=UTC)


def _last_of(request: PlanRequest) -> Instant:
    last = datetime(request.last.year, request.last.month, request.last.day, tzinfo=UTC)
    return last + timedelta(days=1, seconds=-1)
