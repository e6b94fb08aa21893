"""Small requests of invented states, and a checker that knows nothing of the solver."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise, product

import pytest

from detente.agreements.model import (
    Clock,
    DatedValue,
    Duration,
    Event,
    Evidence,
    EvidenceLevel,
    Quantity,
    TimeUnit,
)
from detente.assessment.planning.plan import Plan, plan_visits
from detente.assessment.planning.request import (
    Lead,
    Limits,
    PassiveQuota,
    PlanRequest,
    PlanState,
    Wish,
)
from detente.kernel.calendars import free_year

ONE_DAY = timedelta(days=1)


def days_clock(number: int, *, before: Event | None = None, after: Event | None = None) -> Clock:
    amount = Quantity((DatedValue(number, Evidence(EvidenceLevel.MODEL)),))
    return Clock(Duration(TimeUnit.DAYS, amount), before=before, after=after)


@dataclass
class Make:
    """Requests in as few words as the tests need."""

    @staticmethod
    def state(code, **changes):
        return PlanState(code=code, **{"calendar": "monday-to-friday"} | changes)

    @staticmethod
    def lead(notice=None, reply=None):
        return Lead(
            request=None if notice is None else days_clock(notice, before=Event.VISIT_ARRIVAL),
            reply=None if reply is None else days_clock(reply, after=Event.REQUEST),
        )

    @staticmethod
    def quota(host, guests, left=1, **changes):
        plain = {
            "agreement": "toy",
            "provision": "quota.toy",
            "article": "4(2)",
            "bearer": host,
            "hosts": (host,),
            "partners": {one: one for one in guests},
            "left": left,
        }
        return PassiveQuota(**plain | changes)

    @staticmethod
    def wish(guest, number=1, days=1, **changes):
        return Wish(guest=guest, number=number, days=days, **changes)

    @classmethod
    def request(cls, codes=("XA", "XB"), **changes):
        """A week from Monday, 4 to 10 August 2031, seen long before; every state may visit every other once."""
        plain = {
            "first": date(2031, 8, 4),
            "last": date(2031, 8, 10),
            "today": datetime(2031, 1, 1, tzinfo=UTC),
            "states": tuple(cls.state(code) for code in codes),
            "quotas": tuple(cls.quota(one, [each for each in codes if each != one]) for one in codes),
            "wishes": (cls.wish("XA"),),
        }
        return PlanRequest(**plain | changes)


@pytest.fixture(scope="session")
def make():
    return Make


@pytest.fixture(scope="session")
def plan():
    """Plans a request with little work, which is enough for small ones."""

    def find(request: PlanRequest) -> Plan:
        return plan_visits(request, Limits(whom=2, when=2, together=6, core=2))

    return find


@pytest.fixture(scope="session")
def check():
    return faults_of


@pytest.fixture(scope="session")
def cheapest():
    return least_cost


def faults_of(request: PlanRequest, visits) -> list[str]:
    """Every rule that a plan does not keep, day by day; the independent reading of what a plan may do."""
    return [
        *_wishes(request, visits),
        *_numbers(request, visits),
        *_days(request, visits),
        *_clocks(request, visits),
        *_at_one_time(request, visits),
    ]


def span(first, last):
    return [first + ONE_DAY * number for number in range((last - first).days + 1)]


def quota_of(request, visit):
    [found] = [
        one
        for one in request.quotas
        if (one.agreement, one.provision, one.bearer) == (visit.agreement, visit.provision, visit.bearer)
    ]
    return found


def _wishes(request, visits):  # noqa: C901 - a list of rules, one after the other
    for index, wish in enumerate(request.wishes):
        own = [one for one in visits if one.wish == index]
        if len(own) > wish.number:
            yield "wish: too many"
        for one in own:
            quota = quota_of(request, one)
            if one.guest != wish.guest or (wish.hosts and one.host not in wish.hosts):
                yield "wish: who"
            if len(span(one.arrival, one.end)) != wish.days:
                yield "wish: length"
            if one.arrival < (wish.first or request.first) or one.end > (wish.last or request.last):
                yield "wish: window"
            if one.arrival < request.first or one.end > request.last:
                yield "stretch"
            if one.host not in quota.hosts or one.guest not in quota.partners or one.guest in quota.hosts:
                yield "quota: right"
            for asked, given in ((wish.agreement, quota.agreement), (wish.sector, quota.sector)):
                if asked not in (None, given):
                    yield "wish: agreement"


def _numbers(request, visits):  # noqa: C901 - likewise
    for quota in request.quotas:
        own = [one for one in visits if quota_of(request, one) is quota]
        if own and quota.left is None and quota.gaps:
            yield "quota: not known"
        if quota.left is not None and len(own) > quota.left:
            yield "quota"
        by = Counter(quota.partners[one.guest] for one in own)
        for partner, number in by.items():
            if partner in quota.shares and number > (quota.shares[partner] or 0):
                yield "share"
        objects = Counter()
        for one in own:
            if one.object:
                objects[one.object.lower(), None] += 1
                objects[one.object.lower(), quota.partners[one.guest]] += 1
        for use in quota.object_uses:
            if (use.object.lower(), None) in objects:
                objects[use.object.lower(), None] += use.number
            if (use.object.lower(), use.partner) in objects:
                objects[use.object.lower(), use.partner] += use.number
        for (_, partner), number in objects.items():
            most = quota.per_object if partner is None else quota.per_object_partner
            if most is not None and number > most:
                yield "object"


def free_days(request, state, *, holidays):
    code = next(one.calendar or one.code for one in request.states if one.code == state)
    years = [free_year(code, year) for year in range(request.first.year, request.last.year + 1)]
    if None in years:
        everything = span(request.first, request.last)
        return set() if holidays else {day for day in everything if day.weekday() > 4}
    return {day for year in years for day in (year.possible if holidays else year.weekends)}


def _days(request, visits):
    for one in visits:
        days = set(span(one.arrival, one.end))
        for state in (one.host, one.guest):
            if days & free_days(request, state, holidays=True):
                yield f"holiday: {state}"
            for given in request.closures:
                if given.state == state and days & set(span(given.first, given.last)):
                    yield "given"
        if not request.weekends and days & free_days(request, one.host, holidays=False):
            yield "weekend"
        for drill in request.drills:
            if drill.host == one.host and days & set(span(drill.first, drill.last)):
                yield "drill"


def _clocks(request, visits):
    today = request.today.date()
    for one in visits:
        lead = quota_of(request, one).lead
        if lead.request and today > one.arrival - ONE_DAY * _amount(lead.request):
            yield "notice"
        if lead.reply and today + ONE_DAY * _amount(lead.reply) >= one.arrival:
            yield "reply"
        if today >= one.arrival:
            yield "past"


def _amount(clock):
    return clock.span.amount.versions[0].value


def _at_one_time(request, visits):
    taken = [(one.host, one.guest, one.arrival, one.end) for one in visits]
    standing = [(one.host, one.guest, one.first, one.last) for one in request.standing]
    for state in request.states:
        for place, most, rest in ((0, state.at_once, request.spacing_days), (1, state.teams, 0)):
            own = [one for one in taken if one[place] == state.code]
            others = [one for one in standing if one[place] == state.code]
            load = Counter(day for one in own + others for day in span(one[2], one[3] + ONE_DAY * rest))
            for one in own:
                if any(load[day] > most for day in span(one[2], one[3] + ONE_DAY * rest)):
                    yield f"at one time: {('host', 'guest')[place]}"
    for host in {one[0] for one in taken}:
        if next(one.at_once for one in request.states if one.code == host) == 1:
            order = sorted((one[2], one[3]) for one in taken if one[0] == host)
            if any((later[0] - sooner[1]).days <= request.spacing_days for sooner, later in pairwise(order)):
                yield "spacing"


@dataclass(frozen=True)
class Visit:
    """What the checker needs to know of a visit."""

    wish: int
    guest: str
    host: str
    arrival: date
    end: date
    agreement: str
    provision: str
    bearer: str
    object: str | None


def least_cost(request: PlanRequest) -> int:
    """The cost of the best of all plans, each of which is looked at."""
    slots = [
        [None, *_ways(request, index, wish)]
        for index, wish in enumerate(request.wishes)
        for _ in range(wish.number)
    ]
    best = None
    for chosen in product(*slots):
        visits = [one for one in chosen if one is not None]
        cost = cost_by_hand(request, visits)
        if (best is None or cost < best) and not faults_of(request, visits):
            best = cost
    return best


def _ways(request, index, wish):
    for quota in request.quotas:
        for host in quota.hosts:
            for day in span(request.first, request.last):
                one = Visit(
                    index,
                    wish.guest,
                    host,
                    day,
                    day + ONE_DAY * (wish.days - 1),
                    quota.agreement,
                    quota.provision,
                    quota.bearer,
                    wish.object,
                )
                if wish.guest in quota.partners and not faults_of(request, [one]):
                    yield one


def cost_by_hand(request: PlanRequest, visits) -> int:
    """What a plan costs, beyond what stands already."""
    weights = request.weights
    wanted = sum(one.number for one in request.wishes)
    each = wanted * (weights.repeated + weights.uneven + 3 * weights.crowded + 2 * weights.near) + 1
    before = [(one.guest, one.host, one.first) for one in request.standing]
    after = before + [(one.guest, one.host, one.arrival) for one in visits]
    near = 0
    for one in visits:
        around = span(one.arrival - ONE_DAY * request.near_days, one.end + ONE_DAY * request.near_days)
        near += sum(bool(set(around) & _holidays_around(request, state)) for state in (one.host, one.guest))
    return (
        each * (wanted - len(visits))
        + weights.near * near
        + sum(
            weight * (_above(after, key, most) - _above(before, key, most))
            for weight, key, most in _counted(request)
        )
    )


def _counted(request):
    """What is counted by which key, and from what number on it costs."""
    ways = [one for index, wish in enumerate(request.wishes) for one in _rights(request, index, wish)]
    hosts = {host for _, host, _ in ways}
    months = {day.replace(day=1) for _, _, days in ways for day in days}
    total = sum(one.number for one in request.wishes) + len(request.standing)
    yield request.weights.repeated, lambda one: one[:2], 1
    yield request.weights.uneven, lambda one: one[1], -(-total // max(len(hosts), 1))
    inside = request.first, request.last
    for place in (0, 1):
        yield request.weights.crowded, _by_month(inside, place), 1
    yield request.weights.crowded, _by_month(inside, None), -(-total // max(len(months), 1))


def _by_month(inside, place):
    first, last = inside

    def key(one):
        if not first <= one[2] <= last:
            return None
        return one[2].replace(day=1), None if place is None else one[place]

    return key


def _rights(request, index, wish):
    """Each host at which a wish may be met, with the days on which one visit alone may begin."""
    for quota in request.quotas:
        for host in quota.hosts:
            named = wish.guest in quota.partners and wish.guest not in quota.hosts
            if named and (not wish.hosts or host in wish.hosts):
                free = replace(
                    request,
                    quotas=(
                        replace(quota, left=9, shares={}, gaps=(), per_object=None, per_object_partner=None),
                    ),
                )
                yield index, host, [one.arrival for one in _ways(free, index, wish) if one.host == host]


def _above(visits, key, most):
    counted = Counter(key(one) for one in visits)
    return sum(max(number - most, 0) for name, number in counted.items() if name is not None)


def _holidays_around(request, state):
    code = next(one.calendar or one.code for one in request.states if one.code == state)
    margin = ONE_DAY * request.near_days
    years = [
        free_year(code, year)
        for year in range((request.first - margin).year, (request.last + margin).year + 1)
    ]
    return set() if None in years else {day for year in years for day in year.possible}
