"""What is in each other's way: visits, drills, holidays, persons and clocks. Nothing is decided by it.

A conflict is sure where all it rests on is sure; otherwise it may be one, and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from itertools import islice
from types import MappingProxyType
from typing import NamedTuple

from detente.assessment.finding import Answer, BearerName, Finding, FindingState
from detente.assessment.planning.nearness import near_each_other
from detente.assessment.planning.stays import DrillTime, FormatKey, Stay
from detente.kernel.calendars import free_year
from detente.kernel.identifiers import AgreementId, ProvisionId, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate


class ConflictBy(StrEnum):
    """What is in the way."""

    TWO_AT_ONCE = "two-at-once"
    HOLIDAY = "holiday"
    PERSON = "person"
    TEAMS = "teams"
    DRILL = "drill"
    CLOCK = "clock"


class Cited(NamedTuple):
    """A provision, by its article."""

    agreement: AgreementId
    provision: ProvisionId
    article: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """One thing in the way of another. ``sure`` False: it may be; what is not known decides.

    ``remark``: no agreement forbids it. ``about``: visits and drills by their ids; ``state``: whose territory,
    holiday, team or duty. ``when``: the time they share, or the deadline. ``persons``: who is in both.
    ``rests_on``: the messages. ``provision``: by which article, where one says it. ``number``: how many at
    one time there can be. ``step``: of a duty whose time has passed.
    """

    by: ConflictBy
    sure: bool
    remark: bool
    about: tuple[str, ...]
    state: BearerName
    when: Interval
    persons: tuple[str, ...] = ()
    rests_on: tuple[str, ...] = ()
    provision: Cited | None = None
    number: int | None = None
    step: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Everything of a stretch of time that may be in each other's way.

    ``findings``: the open ones of all agreements. ``one_at_a_time``: where an agreement says that a state receives
    one visit at a time, by the format in which such a visit is asked for. ``teams``: how many a state has; one
    without an entry is not counted.
    ``calendars``: whose holidays hold in a state, where not its own.
    """

    stays: Sequence[Stay]
    drills: Sequence[DrillTime] = ()
    findings: Sequence[Finding] = ()
    one_at_a_time: Mapping[FormatKey, Cited] = field(default_factory=lambda: MappingProxyType({}))
    teams: Mapping[StateCode, int] = field(default_factory=lambda: MappingProxyType({}))
    calendars: Mapping[StateCode, str] = field(default_factory=lambda: MappingProxyType({}))


#: A visit and a drill nearer than this are at one place.
NEAR_KM = 50


def find_conflicts(
    known: Known, stretch: Interval, at: Instant, near_km: int = NEAR_KM
) -> tuple[Conflict, ...]:
    """Every conflict that touches the stretch, by time and then by what it is about."""
    stays = sorted((one for one in known.stays if one.possible.overlaps(stretch)), key=_stay_key)
    found = [
        *_two_at_once(stays, known),
        *_holidays(stays, known),
        *_persons(stays),
        *_teams(stays, known),
        *_drills(stays, known.drills, near_km),
        *_clocks(stays, known.findings, stretch, at),
    ]
    touching = [one for one in found if one.when.overlaps(stretch) or one.by is ConflictBy.CLOCK]
    return tuple(sorted(touching, key=lambda one: (one.when.earliest, one.by, one.about, one.state)))


def _two_at_once(stays: Sequence[Stay], known: Known) -> Iterator[Conflict]:
    for one, other in _pairs(stays):
        shared = _shared(one, other)
        if shared is None or one.id == other.id or one.host != other.host:
            continue
        rule = known.one_at_a_time.get(one.key) if one.key == other.key else None
        when, sure = shared
        yield Conflict(
            by=ConflictBy.TWO_AT_ONCE,
            sure=sure,
            remark=rule is None,
            about=(one.id, other.id),
            state=one.host,
            when=when,
            rests_on=_messages(one, other),
            provision=rule,
        )


def _holidays(stays: Sequence[Stay], known: Known) -> Iterator[Conflict]:
    """Each visit with the holidays it lies on, taken together."""
    for one in stays:
        calendar = known.calendars.get(one.host, one.host)
        days = list(_free_days(calendar, one.possible))
        if not days:
            continue
        sure = any(not estimated and _covers(one.certain, day) for day, estimated in days)
        first, last = days[0][0], days[-1][0]
        yield Conflict(
            by=ConflictBy.HOLIDAY,
            sure=sure,
            remark=True,
            about=(one.id,),
            state=one.host,
            when=Interval(_whole(first).earliest, _whole(last).latest),
            rests_on=one.messages,
        )


def _free_days(calendar: str, span: Interval) -> Iterator[tuple[date, bool]]:
    """The holidays in a span, and whether each is only estimated; none where no calendar is known."""
    first, last = span.earliest.date(), span.latest.date()
    for year in range(first.year, min(last.year, first.year + 1) + 1):
        known = free_year(calendar, year)
        if known is not None:
            sure = frozenset(known.holidays)
            yield from ((day, day not in sure) for day in known.possible if first <= day <= last)


def _persons(stays: Sequence[Stay]) -> Iterator[Conflict]:
    """One person named in the teams of two visits at one time."""
    for one, other in _pairs(stays):
        both = {_name(each): each for each in one.persons}
        persons = [both[_name(each)] for each in other.persons if _name(each) in both]
        shared = _shared(one, other) if persons and one.id != other.id else None
        if shared is not None:
            yield Conflict(
                by=ConflictBy.PERSON,
                sure=shared[1],
                remark=False,
                about=(one.id, other.id),
                state=other.guest,
                when=shared[0],
                persons=tuple(dict.fromkeys(persons)),
                rests_on=_messages(one, other),
            )


def _teams(stays: Sequence[Stay], known: Known) -> Iterator[Conflict]:
    """More visits of a guest at one time than it has teams, as they are when one of them begins."""
    seen: set[tuple[str, ...]] = set()
    for one in stays:
        most = known.teams.get(one.guest)
        if most is None:
            continue
        begins = Interval(one.possible.earliest, one.possible.earliest)
        together = [each for each in stays if each.guest == one.guest and each.possible.overlaps(begins)]
        about = tuple(each.id for each in together)
        if len(together) <= most or about in seen:
            continue
        seen.add(about)
        certain = [each.certain for each in together if each.certain is not None]
        shared = _common(certain) if len(certain) == len(together) else None
        possible = _common([each.possible for each in together])
        yield Conflict(
            by=ConflictBy.TEAMS,
            sure=shared is not None,
            remark=False,
            about=about,
            state=one.guest,
            when=shared or possible or begins,
            rests_on=_messages(*together),
            number=most,
        )


def _drills(stays: Sequence[Stay], drills: Iterable[DrillTime], near_km: int) -> Iterator[Conflict]:
    """A visit at the time of a drill of the host, at its place, or at a place that is not known."""
    for drill in drills:
        for one in stays:
            shared = _shared(one, drill) if one.host == drill.host else None
            place = near_each_other(one.area, drill.area, near_km)
            if shared is not None and place is not Answer.NO:
                yield Conflict(
                    by=ConflictBy.DRILL,
                    sure=shared[1] and place is Answer.YES,
                    remark=True,
                    about=(one.id, drill.id),
                    state=one.host,
                    when=shared[0],
                    rests_on=_messages(one, drill),
                )


def _clocks(
    stays: Sequence[Stay], findings: Iterable[Finding], stretch: Interval, at: Instant
) -> Iterator[Conflict]:
    """Duties whose time has passed, and visits that can no longer be asked for in time."""
    for one in findings:
        passed = one.state is FindingState.MISSED and one.due is not None
        if passed and one.due is not None and stretch.earliest <= one.due <= stretch.latest:
            yield Conflict(
                by=ConflictBy.CLOCK,
                sure=True,
                remark=False,
                about=(one.about,),
                state=one.bearer,
                when=Interval(one.due, one.due),
                rests_on=one.messages,
                provision=Cited(one.agreement, one.provision, one.article),
                step=one.step,
            )
    for stay in stays:
        if stay.ask_by is not None and stay.ask_by < at:
            yield Conflict(
                by=ConflictBy.CLOCK,
                sure=True,
                remark=False,
                about=(stay.id,),
                state=stay.guest,
                when=Interval(stay.ask_by, stay.ask_by),
                rests_on=stay.messages,
                step="visit-request",
            )


def _pairs(stays: Sequence[Stay]) -> Iterator[tuple[Stay, Stay]]:
    """Those whose times may touch, of stays in the order in which they may begin."""
    for place, one in enumerate(stays, start=1):
        for other in islice(stays, place, None):
            if other.possible.earliest > one.possible.latest:
                break
            yield one, other


def _shared(one: Stay, other: Stay | DrillTime) -> tuple[Interval, bool] | None:
    """The time two share, and whether they surely do; None: they cannot."""
    if one.certain and other.certain and one.certain.overlaps(other.certain):
        return _both(one.certain, other.certain), True
    if one.possible.overlaps(other.possible):
        return _both(one.possible, other.possible), False
    return None


def _both(one: Interval, other: Interval) -> Interval:
    return Interval(max(one.earliest, other.earliest), min(one.latest, other.latest))


def _common(spans: Sequence[Interval]) -> Interval | None:
    first, last = max(one.earliest for one in spans), min(one.latest for one in spans)
    return Interval(first, last) if first <= last else None


def _covers(span: Interval | None, day: date) -> bool:
    return span is not None and span.overlaps(_whole(day))


def _whole(day: date) -> Interval:
    return PartialDate(day.isoformat()).interval


def _messages(*known: Stay | DrillTime) -> tuple[str, ...]:
    return tuple(dict.fromkeys(message for one in known for message in one.messages))


def _name(person: str) -> str:
    return " ".join(person.split()).casefold()


def _stay_key(stay: Stay) -> tuple[Instant, str, str, str]:
    return stay.possible.earliest, stay.id, stay.host, stay.guest
