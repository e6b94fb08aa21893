"""Why a visit lies when it lies, and what stands against one that could not be placed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.assessment.finding import Gap
from detente.assessment.planning.closing import Closed, ClosedBy
from detente.assessment.planning.counting import Room, Rule, rooms_of
from detente.assessment.planning.days import NO_DAYS, DaySet, Part, numbers, touching
from detente.assessment.planning.problem import Option, Problem, standing_load
from detente.assessment.planning.score import Placement
from detente.kernel.identifiers import StateCode


@dataclass(frozen=True, slots=True)
class ClosedWeeks:
    """Weeks, each named by its Monday, in which the visit could not begin for this reason, alone or with others."""

    by: ClosedBy
    state: StateCode | None
    about: str
    weeks: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class WhyThen:
    """The weeks of the stretch as one visit saw them, everything else in the plan as it is.

    ``open_weeks``: how many it could begin in; ``as_good``: how many of these would cost no more.
    ``near``: how many of guest and host have a holiday nearby; ``month_alone``: neither has another visit
    that begins in its month. ``gaps``: clocks that are not known, and so held nothing back.
    """

    open_weeks: int
    as_good: int
    near: int
    month_alone: bool
    closed: tuple[ClosedWeeks, ...]
    gaps: tuple[Gap, ...]


class AgainstBy(StrEnum):
    """What stands against a visit at one host."""

    NO_RIGHT = "no-right"
    NOT_KNOWN = "not-known"
    QUOTA = "quota"
    SHARE = "share"
    OBJECT = "object"
    CLOCK = "clock"
    CLOSED = "closed"
    HOST_BUSY = "host-busy"
    GUEST_BUSY = "guest-busy"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Against:
    """One reason, and the hosts for which it holds; ``quota``: under which, by its place in the request."""

    by: AgainstBy
    hosts: tuple[StateCode, ...]
    quota: int | None = None


@dataclass(frozen=True, slots=True)
class Unplaced:
    """So many visits of a wish for which there was no room, and what stands against each host."""

    wish: int
    number: int
    against: tuple[Against, ...]


def why_then(problem: Problem, placed: Sequence[Placement], index: int) -> WhyThen:
    """Why a planned visit begins in its week."""
    one, option = placed[index], problem.options[placed[index].option]
    closings = list(_closings(problem, option, placed, index))
    open_days = problem.stretch.whole
    for closed in closings:
        open_days &= ~closed.days
    weeks = problem.stretch.weeks()
    crowded, cost = _crowded_months(problem, option, placed, index), option.near_on(one.start)
    month = problem.month_of(one.start)
    good = [
        day
        for day in numbers(open_days)
        if (problem.month_of(day) not in crowded or month in crowded) and option.near_on(day) <= cost
    ]
    shut = [week for week in weeks if not week.days & open_days]
    return WhyThen(
        open_weeks=len(weeks) - len(shut),
        as_good=sum(any(week.days >> day & 1 for day in good) for week in weeks),
        near=cost,
        month_alone=month not in crowded,
        closed=tuple(_closed_weeks(closings, shut)),
        gaps=option.earliest.gaps,
    )


def _closed_weeks(closings: Sequence[_Shut], shut: Sequence[Part]) -> Iterator[ClosedWeeks]:
    """What closed each week: one thing where one with the weekend does it alone, otherwise all that had part."""
    weekend = NO_DAYS
    for one in closings:
        weekend |= one.days if one.by is ClosedBy.WEEKEND else NO_DAYS
    found: dict[int, list[date]] = defaultdict(list)
    for week in shut:
        worked = week.days & ~weekend
        if not worked:
            alone = next(number for number, one in enumerate(closings) if one.by is ClosedBy.WEEKEND)
            found[alone].append(week.first)
            continue
        having = [number for number, one in enumerate(closings) if worked & one.days]
        whole = [number for number in having if not worked & ~closings[number].days]
        for number in whole[:1] or having:
            found[number].append(week.first)
    for number in sorted(found):
        one = closings[number]
        yield ClosedWeeks(one.by, one.state, one.about, tuple(found[number]))


def _closings(
    problem: Problem, option: Option, placed: Sequence[Placement], skipped: int | None
) -> Iterator[_Shut]:
    """Every reason for which a visit cannot begin on some days."""
    stretch, wish = problem.stretch, problem.wish(option)
    early = (1 << min(option.earliest.number, stretch.count)) - 1
    yield _Shut(ClosedBy.CLOCK, option.guest, "", early)
    last = min(stretch.number(wish.last), stretch.count - 1) if wish.last else stretch.count - 1
    fits = stretch.days(wish.first or stretch.first, stretch.day(last - option.days + 1))
    yield _Shut(ClosedBy.WINDOW, None, "", stretch.whole & ~fits)
    for state, hosting in ((option.host, True), (option.guest, False)):
        for one in problem.closed[state].closed:
            if hosting or not one.hosting:
                yield _shut(one, option.days)
    for by, state, days in _busy(problem, option, placed, skipped):
        yield _Shut(by, state, "", days)


def _busy(
    problem: Problem, option: Option, placed: Sequence[Placement], skipped: int | None
) -> Iterator[tuple[ClosedBy, StateCode, DaySet]]:
    """The days on which host or guest have as many other visits as they can."""
    rest = problem.request.spacing_days
    host = _full(problem, "host", option.host, placed, skipped)
    guest = _full(problem, "guest", option.guest, placed, skipped)
    yield ClosedBy.HOST_BUSY, option.host, touching(host, option.days + rest)
    yield ClosedBy.GUEST_BUSY, option.guest, touching(guest, option.days)


def _full(
    problem: Problem, role: str, state: StateCode, placed: Sequence[Placement], skipped: int | None
) -> DaySet:
    load = standing_load(problem.request, role, state)
    rest = problem.request.spacing_days if role == "host" else 0
    for index, one in enumerate(placed):
        option = problem.options[one.option]
        if index != skipped and state == (option.host if role == "host" else option.guest):
            for day in range(one.start, one.start + option.days + rest):
                load[day] = load.get(day, 0) + 1
    known = problem.states[state]
    most = known.at_once if role == "host" else known.teams
    return sum(1 << day for day, number in load.items() if number >= most)


def _crowded_months(
    problem: Problem, option: Option, placed: Sequence[Placement], skipped: int
) -> frozenset[int]:
    """The months in which another visit of the same guest or host begins."""
    found = {
        month
        for (role, state, month) in problem.standing_months
        if state == (option.host if role == "host" else option.guest)
    }
    for index, one in enumerate(placed):
        other = problem.options[one.option]
        if index != skipped and (other.host == option.host or other.guest == option.guest):
            found.add(problem.month_of(one.start))
    return frozenset(found)


def unplaced_of(problem: Problem, placed: Sequence[Placement]) -> tuple[Unplaced, ...]:
    """The wishes that are not met in full, each with what stands against every host it may be met at."""
    missing = [one.number for one in problem.request.wishes]
    for one in placed:
        missing[problem.options[one.option].wish] -= 1
    found = []
    for wish, number in enumerate(missing):
        if number > 0:
            found.append(Unplaced(wish, number, tuple(_against(problem, placed, wish))))
    return tuple(found)


def _against(problem: Problem, placed: Sequence[Placement], wish: int) -> Iterator[Against]:
    options = [index for index, one in enumerate(problem.options) if one.wish == wish]
    if not options:
        yield Against(AgainstBy.NO_RIGHT, problem.request.wishes[wish].hosts)
        return
    full = list(_full_rooms(problem, placed))
    grouped: dict[tuple[AgainstBy, int | None], list[StateCode]] = defaultdict(list)
    for index in options:
        option = problem.options[index]
        by = _number_against(problem, full, index) or _days_against(problem, option, placed)
        named = by in _NUMBERS and len(problem.quota(option).hosts) > 1
        grouped[by, option.quota if named else None].append(option.host)
    for (by, quota), hosts in grouped.items():
        yield Against(by, tuple(dict.fromkeys(hosts)), quota)


def _full_rooms(problem: Problem, placed: Sequence[Placement]) -> Iterator[Room]:
    for room in rooms_of(problem, range(len(problem.options))):
        if sum(one.option in room.options for one in placed) >= room.most:
            yield room


def _number_against(problem: Problem, full: Sequence[Room], index: int) -> AgainstBy | None:
    """The number that is used up."""
    option = problem.options[index]
    quota = problem.quota(option)
    if not quota.is_known or quota.shares.get(option.partner, 0) is None:
        return AgainstBy.NOT_KNOWN
    for room in full:
        if index in room.options:
            return _RULES[room.rule]
    return None


def _days_against(problem: Problem, option: Option, placed: Sequence[Placement]) -> AgainstBy:
    """What leaves no day."""
    stretch = problem.stretch
    open_days = stretch.whole
    for closed in _closings(problem, option, placed, None):
        open_days &= ~closed.days
        if not open_days:
            return _DAYS.get(closed.by, AgainstBy.CLOSED)
    return AgainstBy.OPEN


@dataclass(frozen=True, slots=True)
class _Shut:
    """Days on which a visit of a certain length cannot begin."""

    by: ClosedBy
    state: StateCode | None
    about: str
    days: DaySet


def _shut(closed: Closed, length: int) -> _Shut:
    return _Shut(closed.by, closed.state, closed.about, touching(closed.days, length))


_RULES = {Rule.QUOTA: AgainstBy.QUOTA, Rule.SHARE: AgainstBy.SHARE, Rule.OBJECT: AgainstBy.OBJECT}
_NUMBERS = frozenset({AgainstBy.QUOTA, AgainstBy.SHARE, AgainstBy.NOT_KNOWN})
_DAYS = {
    ClosedBy.CLOCK: AgainstBy.CLOCK,
    ClosedBy.HOST_BUSY: AgainstBy.HOST_BUSY,
    ClosedBy.GUEST_BUSY: AgainstBy.GUEST_BUSY,
}
