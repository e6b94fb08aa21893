"""Visits and drills as the search for conflicts sees them: who is where, from when to when, surely or perhaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from detente.agreements.model import Purpose
from detente.assessment.finding import Answer
from detente.assessment.visiting import acceptance, arrival_of, end_of, is_over
from detente.kernel.identifiers import AgreementId, FormatId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.values import Area, Period
from detente.record.activities import Activity, ActivityStatus
from detente.record.periods import certain_span, possible_span
from detente.record.visits import Visit

#: A format of an agreement.
FormatKey = tuple[AgreementId, FormatId]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One guest at one host. ``id``: the matter's, or a name that a plan gives; ``format``: that of its opening.

    ``possible``: all the time it may take; ``certain``: the time it takes for sure (None: no instant is sure,
    or it is not agreed yet). ``persons``: who comes, by name. ``area``: where, empty where it is not known.
    ``ask_by``: until when it can be asked for in time, where it has not been asked for.
    """

    id: str
    agreement: AgreementId
    format: FormatId
    host: StateCode
    guest: StateCode
    possible: Interval
    certain: Interval | None
    persons: tuple[str, ...] = ()
    area: Area = ()
    messages: tuple[str, ...] = ()
    ask_by: Instant | None = None

    @property
    def key(self) -> FormatKey:
        """In which format of which agreement it was opened."""
        return self.agreement, self.format


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillTime:
    """When and where a drill takes place, as far as is known."""

    id: str
    host: StateCode
    possible: Interval
    certain: Interval | None
    area: Area
    messages: tuple[str, ...] = ()


_NOBODY: Mapping[StateCode, tuple[str, ...]] = MappingProxyType({})


def stays_of(
    visit: Visit, persons: Mapping[StateCode, Sequence[str]] = _NOBODY, area: Area = ()
) -> tuple[Stay, ...]:
    """The stays that come of a visit; none where it was withdrawn or declined, or has no date.

    ``persons``: the names on the team list of each guest.
    """
    arrival = arrival_of(visit)
    if arrival is None or is_over(visit):
        return ()
    period = Period(arrival, end_of(visit) or arrival)
    found = []
    for host in visit.hosts:
        for guest in visit.guests:
            answer = _agreed(visit, host, guest)
            if answer is not Answer.NO:
                found.append(
                    Stay(
                        id=visit.id,
                        agreement=visit.agreement,
                        format=visit.format,
                        host=host,
                        guest=guest,
                        possible=possible_span(period),
                        certain=certain_span(period) if answer is Answer.YES else None,
                        persons=tuple(persons.get(guest, ())),
                        area=area,
                        messages=visit.messages,
                    )
                )
    return tuple(found)


def drill_time(activity: Activity) -> DrillTime | None:
    """When and where an activity takes place; None where it was called off, or has no dates."""
    if activity.period is None or activity.status is ActivityStatus.CANCELLED:
        return None
    return DrillTime(
        id=activity.id,
        host=activity.host,
        possible=possible_span(activity.period),
        certain=certain_span(activity.period),
        area=activity.area,
        messages=activity.messages,
    )


def _agreed(visit: Visit, host: StateCode, guest: StateCode) -> Answer | None:
    """Whether whoever was asked or invited accepts; None: not answered."""
    invited = visit.opened_by is Purpose.VISIT_INVITATION
    return acceptance(visit, None, guest if invited else host)
