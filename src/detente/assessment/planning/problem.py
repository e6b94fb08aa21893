"""A request made ready to be solved: which wish may be met where, under which quota, beginning on which days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from detente.assessment.finding import BearerName
from detente.assessment.planning.closing import StateDays, closed_days
from detente.assessment.planning.days import NO_DAYS, DaySet, Part, Stretch, touching
from detente.assessment.planning.leads import Earliest, earliest_arrival
from detente.assessment.planning.request import PassiveQuota, PlanRequest, PlanState, Wish
from detente.kernel.identifiers import StateCode

Pair = tuple[StateCode, StateCode]
ROLES = ("host", "guest")


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to meet a wish: at a host, under a quota; by ``copies`` visits at most.

    ``starts``: the days on which one may begin, other planned visits apart. ``near``: those of them on which
    it is near to a holiday of one of the two, and of both. ``earliest``: by the clocks alone.
    """

    wish: int
    quota: int
    guest: StateCode
    host: StateCode
    partner: BearerName
    days: int
    copies: int
    starts: DaySet
    near: tuple[DaySet, DaySet]
    earliest: Earliest

    def near_on(self, start: int) -> int:
        """How many of the two have a holiday near to a visit that begins on this day."""
        return sum(days >> start & 1 for days in self.near)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Everything that a solver or a checker needs, in a fixed order.

    ``fair``: how many visits a host receives where all receive about as many; ``month_share``: likewise of a
    month. ``standing_pairs``, ``standing_months``: what stands already, by guest and host and by month.
    """

    request: PlanRequest
    stretch: Stretch
    states: Mapping[StateCode, PlanState]
    closed: Mapping[StateCode, StateDays]
    options: tuple[Option, ...]
    months: tuple[Part, ...]
    fair: int
    month_share: int
    standing_pairs: Mapping[Pair, int]
    standing_months: Mapping[tuple[str, StateCode, int], int]

    def wish(self, option: Option) -> Wish:
        """Whose wish it meets."""
        return self.request.wishes[option.wish]

    def quota(self, option: Option) -> PassiveQuota:
        """What it counts under."""
        return self.request.quotas[option.quota]

    def month_of(self, start: int) -> int:
        """The index of the month in which a day lies."""
        day = self.stretch.day(start)
        return (day.year - self.stretch.first.year) * 12 + day.month - self.stretch.first.month


def build_problem(request: PlanRequest) -> Problem:
    """The request made ready."""
    stretch = Stretch(request.first, request.last)
    states = {one.code: one for one in request.states}
    builder = _Builder(
        request,
        stretch,
        closed_days(request),
        {(role, one.code): full_days(request, role, one) for one in request.states for role in ROLES},
    )
    options = tuple(builder.options())
    hosts = {one.host for one in options}
    wanted = sum(one.number for one in request.wishes)
    open_months = [one for one in stretch.months() if any(each.starts & one.days for each in options)]
    pairs = Counter((one.guest, one.host) for one in request.standing)
    months: Counter[tuple[str, StateCode, int]] = Counter()
    problem = Problem(
        request=request,
        stretch=stretch,
        states=states,
        closed=builder.closed,
        options=options,
        months=stretch.months(),
        fair=-(-(wanted + len(request.standing)) // max(len(hosts), 1)),
        month_share=-(-(wanted + len(request.standing)) // max(len(open_months), 1)),
        standing_pairs=pairs,
        standing_months=months,
    )
    for one in request.standing:
        number = stretch.number(one.first)
        if 0 <= number < stretch.count:
            month = problem.month_of(number)
            months.update([("host", one.host, month), ("guest", one.guest, month)])
    return problem


@dataclass(slots=True)
class _Builder:
    request: PlanRequest
    stretch: Stretch
    closed: Mapping[StateCode, StateDays]
    full: dict[tuple[str, StateCode], DaySet]

    def options(self) -> Iterator[Option]:
        cached: dict[tuple[StateCode, int], DaySet] = {}
        for index, wish in enumerate(self.request.wishes):
            if wish.guest not in self.closed or wish.days < 1:
                continue
            for number, quota in enumerate(self.request.quotas):
                for host in _hosts(wish, quota):
                    if host in self.closed:
                        yield self._option(index, number, host, cached)

    def _option(
        self, wish_index: int, quota_index: int, host: StateCode, cached: dict[tuple[StateCode, int], DaySet]
    ) -> Option:
        wish, quota = self.request.wishes[wish_index], self.request.quotas[quota_index]
        earliest = earliest_arrival(quota.lead, wish.guest, host, self.request.today, self.stretch)
        starts = _window(wish, self.stretch) & ~((1 << earliest.number) - 1)
        starts &= ~touching(self.closed[host].closed_days(hosting=True), wish.days)
        starts &= ~touching(self.closed[wish.guest].closed_days(hosting=False), wish.days)
        rest = self.request.spacing_days
        starts &= ~touching(self.full["host", host], wish.days + rest)
        starts &= ~touching(self.full["guest", wish.guest], wish.days)
        for state in (host, wish.guest):
            if (state, wish.days) not in cached:
                cached[state, wish.days] = self._near(state, wish.days)
        near_host, near_guest = cached[host, wish.days], cached[wish.guest, wish.days]
        return Option(
            wish=wish_index,
            quota=quota_index,
            guest=wish.guest,
            host=host,
            partner=quota.partners[wish.guest],
            days=wish.days,
            copies=copies_of(wish, quota),
            starts=starts,
            near=(starts & (near_host | near_guest), starts & near_host & near_guest),
            earliest=earliest,
        )

    def _near(self, state: StateCode, length: int) -> DaySet:
        """The days on which a visit of that length begins near to a holiday of a state."""
        found, margin = NO_DAYS, self.request.near_days
        for holiday in self.closed[state].holidays or ():
            number = self.stretch.number(holiday)
            first, last = max(number - length + 1 - margin, 0), number + margin
            if last >= first:
                found |= ((1 << (last - first + 1)) - 1) << first
        return found & self.stretch.whole


def _hosts(wish: Wish, quota: PassiveQuota) -> tuple[StateCode, ...]:
    """The states at which a wish may be met under a quota, quotas that are used up or not known among them."""
    if wish.guest not in quota.partners or wish.guest in quota.hosts:
        return ()
    asked = (wish.agreement, wish.provision, wish.sector)
    given = (quota.agreement, quota.provision, quota.sector)
    if any(one not in (None, other) for one, other in zip(asked, given, strict=True)):
        return ()
    return tuple(host for host in quota.hosts if not wish.hosts or host in wish.hosts)


def copies_of(wish: Wish, quota: PassiveQuota) -> int:
    """How many visits of a wish a quota allows at most, at one host."""
    if not quota.is_known:
        return 0
    most = [wish.number, wish.number if quota.left is None else quota.left]
    partner = quota.partners[wish.guest]
    if partner in quota.shares:
        most.append(quota.shares[partner] or 0)
    if wish.object is not None:
        most += object_room(quota, wish.object, partner).values()
    return max(min(most), 0)


def object_room(quota: PassiveQuota, name: str, partner: BearerName) -> dict[BearerName | None, int]:
    """How many visits to an object are left: under None to all, under the partner's name to it."""
    room: dict[BearerName | None, int] = {}
    used = [one for one in quota.object_uses if same_object(one.object) == same_object(name)]
    if quota.per_object is not None:
        room[None] = quota.per_object - sum(one.number for one in used)
    if quota.per_object_partner is not None:
        own = sum(one.number for one in used if one.partner == partner)
        room[partner] = quota.per_object_partner - own
    return room


def same_object(name: str) -> str:
    """The name without what two spellings of it differ in."""
    return " ".join(name.split()).casefold()


def standing_load(request: PlanRequest, role: str, state: StateCode) -> dict[int, int]:
    """How many standing visits each day has, by number; for a host (``role``) with the free days after them."""
    stretch = Stretch(request.first, request.last)
    rest = request.spacing_days if role == "host" else 0
    load: dict[int, int] = {}
    for one in request.standing:
        if state == (one.host if role == "host" else one.guest):
            first, last = stretch.number(one.first), stretch.number(one.last) + rest
            for day in range(max(first, 0), min(last, stretch.count - 1 + rest) + 1):
                load[day] = load.get(day, 0) + 1
    return load


def full_days(request: PlanRequest, role: str, state: PlanState) -> DaySet:
    """The days on which a state receives, or sends, as many visits already as it can at one time."""
    most = state.at_once if role == "host" else state.teams
    load = standing_load(request, role, state.code)
    return sum(1 << day for day, number in load.items() if number >= most)


def _window(wish: Wish, stretch: Stretch) -> DaySet:
    """The days on which a visit may begin so that it lies in the wish's own time, and in the stretch."""
    first = max(stretch.number(wish.first), 0) if wish.first else 0
    end = min(stretch.number(wish.last), stretch.count - 1) if wish.last else stretch.count - 1
    last = end - wish.days + 1
    return ((1 << (last - first + 1)) - 1) << first if last >= first else NO_DAYS


def usable(options: Sequence[Option]) -> list[int]:
    """The options by which anything can be placed at all."""
    return [index for index, one in enumerate(options) if one.copies and one.starts]
