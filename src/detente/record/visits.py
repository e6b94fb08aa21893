"""Visits and inspections: what is known of one, and where it stands. How it is read: ``visits_folding``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model import Purpose
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, SectorId, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.messages.document import Origin
from detente.messages.values import Area, FreeText, Place
from detente.record.members import Member, ProgrammeLine
from detente.record.periods import interval_of


class VisitStatus(StrEnum):
    """Where a visit stands, as its messages tell it and the calendar has it."""

    ASKED = "asked"
    OFFERED = "offered"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    POSTPONED = "postponed"
    UNDER_WAY = "under-way"
    END_NOT_TOLD = "end-not-told"
    ENDED = "ended"
    REPORTED = "reported"


@dataclass(frozen=True, slots=True)
class VisitReply:
    """A state's answer to an invitation or a request. ``accepted`` None: it does not say.

    ``arrival``, ``end`` and ``team``: what it proposes instead, or says of those who come.
    """

    state: StateCode
    reference: Reference
    format: FormatId
    told: Interval | None
    accepted: bool | None
    reason: str | None
    arrival: PartialDate | Instant | None = None
    end: PartialDate | Instant | None = None
    team: int | None = None


@dataclass(frozen=True, slots=True)
class VisitReport:
    """What a state reports of a visit. ``took_place`` None: it does not say. ``joint``: host and guest speak both."""

    state: StateCode
    reference: Reference
    format: FormatId
    told: Interval | None
    took_place: bool | None
    reason: str | None
    team: int | None
    arrival: PartialDate | Instant | None
    end: PartialDate | Instant | None
    findings: FreeText | None = None
    lessons: FreeText | None = None
    joint: bool = False


@dataclass(frozen=True, slots=True)
class Postponement:
    """The visit was moved: from when, to when (None: the new date is to follow), and by whom."""

    state: StateCode
    reference: Reference
    told: Interval | None
    before: PartialDate | Instant | None
    after: PartialDate | Instant | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class VisitTeam:
    """Those who come from one guest, as its newest list names them."""

    state: StateCode
    reference: Reference
    told: Interval | None
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class VisitLog:
    """What one state has logged on the spot; each instant None where it has not been logged."""

    state: StateCode
    references: tuple[Reference, ...]
    arrived: Instant | None = None
    site_named: Instant | None = None
    report_handed: Instant | None = None
    remarks_made: Instant | None = None
    diagrams: int | None = None
    end: PartialDate | Instant | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known of one visit after its newest message.

    ``opened_by``: whether its owner invited (``visit.invitation``) or asked (``visit.request``). ``hosts``
    and ``guests``: who is visited, and who visits. ``object``: what is visited, by name (None: not stated).
    ``sequential``: whether several places are visited one after another (None: not said).
    ``arrival``, ``end``, ``team`` and ``programme``: as announced last, by whichever side. ``teams``: one list
    for each guest that gave one; ``logs``: one for each state that kept one.
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    opened_by: Purpose
    owner: StateCode
    hosts: tuple[StateCode, ...]
    guests: tuple[StateCode, ...]
    reference: Reference
    told: Interval | None
    object: str | None
    sector: SectorId | None
    arrival: PartialDate | Instant | None
    end: PartialDate | Instant | None
    team: int | None
    withdrawn: bool
    replies: tuple[VisitReply, ...]
    reports: tuple[VisitReport, ...]
    origin: Origin
    messages: tuple[Reference, ...]
    purpose: FreeText | None = None
    area: Area = ()
    entry: Place | None = None
    exit: Place | None = None
    interpreters: int | None = None
    language: str | None = None
    costs: FreeText | None = None
    sequential: bool | None = None
    programme: tuple[ProgrammeLine, ...] = ()
    teams: tuple[VisitTeam, ...] = ()
    logs: tuple[VisitLog, ...] = ()
    postponements: tuple[Postponement, ...] = ()

    @property
    def asked(self) -> tuple[StateCode, ...]:
        """Those who were asked, or invited."""
        return self.hosts if self.opened_by is Purpose.VISIT_REQUEST else self.guests

    @property
    def arrived(self) -> Interval | None:
        """When the team did arrive: between the instants that the states logged; None: none did."""
        return _between([one.arrived for one in self.logs])

    @property
    def site_named(self) -> Interval | None:
        """When the first site was named, as above."""
        return _between([one.site_named for one in self.logs])

    @property
    def report_handed(self) -> Interval | None:
        """When the report was handed to the escort, as above."""
        return _between([one.report_handed for one in self.logs])

    @property
    def remarks_made(self) -> Interval | None:
        """When the escort had made its remarks, as above."""
        return _between([one.remarks_made for one in self.logs])

    @property
    def span(self) -> Interval | None:
        """The time it is about; where no arrival is stated, when it was told of."""
        if self.arrival is not None:
            last = interval_of(self.end or self.arrival)
            first = interval_of(self.arrival)
            return Interval(first.earliest, max(first.latest, last.latest))
        return self.told


def status_of(visit: Visit, at: Instant, longest: Instant | None = None) -> VisitStatus:
    """Where the visit stands at ``at``, as far as its messages say.

    A day counts whole: a visit is under way from the first second of the day of arrival to the last of the
    day on which it ends. Of one whose end nobody stated that is the last day of its programme, without one
    ``longest`` (the last instant that its agreement lets it last; None: not known), and without that the day of
    arrival; from then on its end is not told. A visit that was moved is postponed until the other side agrees to
    it again, or the team has arrived.
    """
    if visit.reports and not (visit.withdrawn and all(one.took_place is None for one in visit.reports)):
        return VisitStatus.REPORTED
    if visit.withdrawn:
        return VisitStatus.WITHDRAWN
    answered = _answered(visit)
    arrived = visit.arrived is not None and visit.arrived.earliest <= at
    if arrived or (answered is VisitStatus.AGREED and _has_begun(visit, at)):
        return _since_it_began(visit, at, longest)
    return answered


def told_end(visit: Visit) -> Instant | None:
    """The last instant of it, as logged, otherwise as announced; None: nobody told."""
    logged = [one.end for one in visit.logs if one.end is not None]
    end = logged[-1] if logged else visit.end
    return interval_of(end).latest if end is not None else None


def under_way_until(visit: Visit, longest: Instant | None) -> Instant | None:
    """Until when it counts as under way though its end was not told, as above; None: it has no day of arrival."""
    planned = max((one.day.interval.latest for one in visit.programme), default=None)
    arrived = visit.arrived.latest if visit.arrived else None
    if arrived is None and visit.arrival is not None:
        arrived = interval_of(visit.arrival).latest
    day_of_arrival = (
        None if arrived is None else arrived.replace(hour=23, minute=59, second=59, microsecond=0)
    )
    until = planned or longest or day_of_arrival
    return until if until is None or day_of_arrival is None else max(until, day_of_arrival)


def _answered(visit: Visit) -> VisitStatus:
    """What has been agreed so far, whatever the calendar says."""
    newest = {one.state: one for one in visit.replies}
    agreed = [one for one in newest.values() if one.accepted]
    moved = visit.postponements[-1] if visit.postponements else None
    if agreed:
        settled = moved is None or any(_follows(one, moved, visit) for one in agreed)
        return VisitStatus.AGREED if settled else VisitStatus.POSTPONED
    if visit.asked and all(state in newest and newest[state].accepted is False for state in visit.asked):
        return VisitStatus.DECLINED
    if moved is not None and moved.after is None:
        return VisitStatus.POSTPONED
    return VisitStatus.ASKED if visit.opened_by is Purpose.VISIT_REQUEST else VisitStatus.OFFERED


def _follows(reply: VisitReply, moved: Postponement, visit: Visit) -> bool:
    """Whether the reply came after the move, and the move said when."""
    places = {reference: place for place, reference in enumerate(visit.messages)}
    return moved.after is not None and places.get(reply.reference, 0) > places.get(moved.reference, 0)


def _has_begun(visit: Visit, at: Instant) -> bool:
    return visit.arrival is not None and interval_of(visit.arrival).earliest <= at


def _since_it_began(visit: Visit, at: Instant, longest: Instant | None) -> VisitStatus:
    end = told_end(visit)
    if end is not None:
        return VisitStatus.ENDED if end < at else VisitStatus.UNDER_WAY
    until = under_way_until(visit, longest)
    return VisitStatus.END_NOT_TOLD if until is not None and until < at else VisitStatus.UNDER_WAY


def _between(logged: list[Instant | None]) -> Interval | None:
    known = [one for one in logged if one is not None]
    return Interval(min(known), max(known)) if known else None
