"""Plans: each rule holds by itself, the best is found, and none is ever broken."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from detente.assessment.finding import Gap, Missing
from detente.assessment.planning.plan import plan_visits
from detente.assessment.planning.reasons import Against, AgainstBy, Unplaced
from detente.assessment.planning.request import Closure, DrillDays, Limits, ObjectUse, StandingVisit
from detente.assessment.planning.score import Cost

MONDAY, FRIDAY, SUNDAY = date(2031, 8, 4), date(2031, 8, 8), date(2031, 8, 10)
BUSY = StandingVisit("TR31/XC/2031/0001/IN", "XB", "XC", MONDAY, SUNDAY)
AWAY = StandingVisit("TR31/XA/2031/0001/IN", "XC", "XA", MONDAY, SUNDAY)
NOT_KNOWN = (Gap(Missing.TREATY_VALUE, "visits"),)


def seen(plan):
    return [(one.guest, one.host, one.arrival) for one in plan.visits]


def test_a_visit_that_nothing_stands_against(make, plan):
    found = plan(make.request())
    assert [(one.guest, one.host, one.article, one.bearer) for one in found.visits] == [
        ("XA", "XB", "4(2)", "XB")
    ]
    assert (found.cost, found.value, found.bound, found.proven) == (Cost(), 0, 0, True)
    assert (found.unplaced, found.contradictions, found.gap_permille) == ((), (), 0)


@pytest.mark.parametrize(
    ("changes", "by"),
    [
        ({"wishes": lambda m: (m.wish("XA", agreement="other"),)}, AgainstBy.NO_RIGHT),
        ({"wishes": lambda m: (m.wish("XA", provision="other"),)}, AgainstBy.NO_RIGHT),
        ({"wishes": lambda m: (m.wish("XA", sector="eastern"),)}, AgainstBy.NO_RIGHT),
        ({"wishes": lambda m: (m.wish("XA", hosts=("XC",)),)}, AgainstBy.NO_RIGHT),
        ({"quotas": lambda m: (m.quota("XB", ["XC"]),)}, AgainstBy.NO_RIGHT),
        ({"quotas": lambda m: (m.quota("XB", ["XA"], None, gaps=NOT_KNOWN),)}, AgainstBy.NOT_KNOWN),
        ({"quotas": lambda m: (m.quota("XB", ["XA"], shares={"XA": None}),)}, AgainstBy.NOT_KNOWN),
        ({"quotas": lambda m: (m.quota("XB", ["XA"], 0),)}, AgainstBy.QUOTA),
        ({"quotas": lambda m: (m.quota("XB", ["XA"], 5, shares={"XA": 0}),)}, AgainstBy.SHARE),
        ({"quotas": lambda m: (m.quota("XB", ["XA"], lead=m.lead(notice=230)),)}, AgainstBy.CLOCK),
        ({"quotas": lambda m: (m.quota("XB", ["XA"], lead=m.lead(reply=230)),)}, AgainstBy.CLOCK),
        ({"today": lambda m: datetime(2031, 8, 11, tzinfo=UTC)}, AgainstBy.CLOCK),
        ({"wishes": lambda m: (m.wish("XA", days=6),)}, AgainstBy.CLOSED),
        ({"wishes": lambda m: (m.wish("XA", first=date(2031, 8, 11)),)}, AgainstBy.CLOSED),
        ({"wishes": lambda m: (m.wish("XA", last=date(2031, 8, 3)),)}, AgainstBy.CLOSED),
        ({"wishes": lambda m: (m.wish("XA", first=FRIDAY, days=2),)}, AgainstBy.CLOSED),
        ({"drills": lambda m: (DrillDays("Tulip", "XB", MONDAY, FRIDAY),)}, AgainstBy.CLOSED),
        ({"closures": lambda m: (Closure("XA", MONDAY, FRIDAY, "none free"),)}, AgainstBy.CLOSED),
        ({"closures": lambda m: (Closure("XB", MONDAY, FRIDAY, "no escorts"),)}, AgainstBy.CLOSED),
        ({"standing": lambda m: (BUSY,)}, AgainstBy.HOST_BUSY),
        ({"standing": lambda m: (AWAY,)}, AgainstBy.GUEST_BUSY),
    ],
)
def test_each_rule_alone_keeps_a_visit_out(make, plan, changes, by):
    request = make.request(("XA", "XB"), **{key: value(make) for key, value in changes.items()})
    found = plan(request)
    assert found.visits == ()
    [unplaced] = found.unplaced
    assert [one.by for one in unplaced.against] == [by]
    assert (found.cost.unplaced, found.proven) == (1, True)


def test_holidays_of_host_and_of_guest_keep_a_visit_out(make, plan):
    """21 to 25 March are holidays in Kazakhstan; the week from 20 to 26 March 2031 has a day before and after."""
    week = {"first": date(2031, 3, 20), "last": date(2031, 3, 26), "weekends": True}
    for calendars in ({"XA": "KZ"}, {"XB": "KZ"}):
        states = tuple(
            make.state(code, **({"calendar": "KZ"} if code in calendars else {})) for code in ("XA", "XB")
        )
        request = make.request(states=states, wishes=(make.wish("XA", days=2),), **week)
        assert plan(request).visits == ()
        assert len(plan(replace(request, states=tuple(map(make.state, ("XA", "XB"))))).visits) == 1


def test_weekends_are_open_where_the_request_says_so(make, plan):
    request = make.request(wishes=(make.wish("XA", days=7),))
    assert plan(request).visits == ()
    assert seen(plan(replace(request, weekends=True))) == [("XA", "XB", MONDAY)]


def test_a_drill_of_the_guest_stands_in_no_ones_way(make, plan):
    assert len(plan(make.request(drills=(DrillDays("Tulip", "XA", MONDAY, SUNDAY),))).visits) == 1


@pytest.mark.parametrize(
    ("limits", "placed"),
    [({}, 2), ({"per_object": 1}, 1), ({"per_object_partner": 1}, 1), ({"per_object_partner": 2}, 2)],
)
def test_one_object_no_more_often_than_the_article_says(make, plan, limits, placed):
    quota = make.quota("XB", ["XA"], 5, **limits)
    request = make.request(quotas=(quota,), wishes=(make.wish("XA", 2, object="Air base Rena"),))
    assert len(plan(request).visits) == placed
    used = replace(quota, object_uses=(ObjectUse(partner="XC", object="air  base rena"),))
    left = placed - (limits.get("per_object") is not None)
    assert len(plan(replace(request, quotas=(used,))).visits) == left
    elsewhere = replace(request, quotas=(used,), wishes=(make.wish("XA", 2),))
    assert len(plan(elsewhere).visits) == 2


def test_one_object_wished_for_twice_over(make, plan):
    """By two states, or twice by one: each wish alone would fit."""
    rena = {"object": "Rena"}
    quota = make.quota("XB", ["XA", "XC"], 5, per_object=1)
    by_two = (make.wish("XA", **rena), make.wish("XC", **rena))
    request = make.request(("XA", "XB", "XC"), quotas=(quota,), wishes=by_two)
    assert len(plan(request).visits) == 1
    assert len(plan(replace(request, quotas=(replace(quota, per_object=2),))).visits) == 2
    of_one = replace(quota, per_object=None, per_object_partner=1)
    assert len(plan(replace(request, quotas=(of_one,))).visits) == 2
    twice = (make.wish("XA", **rena), make.wish("XA", **rena))
    assert len(plan(replace(request, quotas=(of_one,), wishes=twice)).visits) == 1


def test_a_share_is_that_of_the_side(make, plan):
    """Two states of one side share what is left to it."""
    quota = make.quota("XC", [], 5, partners={"XA": "south", "XB": "south"}, shares={"south": 1})
    wishes = (make.wish("XA"), make.wish("XB"))
    request = make.request(("XA", "XB", "XC"), quotas=(quota,), wishes=wishes)
    assert len(plan(request).visits) == 1
    apart = replace(quota, partners={"XA": "XA", "XB": "XB"}, shares={"XA": 1, "XB": 1})
    assert len(plan(replace(request, quotas=(apart,))).visits) == 2


def test_a_quota_of_a_side_is_used_up_at_any_of_its_states(make, plan):
    quota = make.quota("south", ["XC"], 1, hosts=("XA", "XB"))
    request = make.request(("XA", "XB", "XC"), quotas=(quota,), wishes=(make.wish("XC", 2),))
    found = plan(request)
    assert len(found.visits) == 1
    [unplaced] = found.unplaced
    assert unplaced == Unplaced(0, 1, (Against(AgainstBy.QUOTA, ("XA", "XB"), 0),))


@pytest.mark.parametrize(
    ("changes", "placed"),
    [({}, 3), ({"spacing_days": 1}, 2), ({"spacing_days": 2}, 2), ({"spacing_days": 3}, 1)],
)
def test_free_days_between_two_visits_to_one_host(make, plan, check, changes, placed):
    """From Monday to Wednesday fit three visits of a day, or two with a day between; with weekends shut."""
    quotas = (make.quota("XB", ["XA", "XC"], 9),)
    wishes = (make.wish("XA", 1), make.wish("XC", 2))
    last = date(2031, 8, 6) if changes.get("spacing_days") != 2 else date(2031, 8, 7)
    request = make.request(("XA", "XB", "XC"), quotas=quotas, wishes=wishes, last=last, **changes)
    found = plan(request)
    assert (len(found.visits), check(request, found.visits)) == (placed, [])


@pytest.mark.parametrize(("most", "placed"), [(1, 1), (2, 2)])
def test_as_many_visits_at_one_time_as_a_host_receives(make, plan, most, placed):
    states = (make.state("XA"), make.state("XB", at_once=most), make.state("XC"))
    wishes = (make.wish("XA", days=5), make.wish("XC", days=5))
    quotas = (make.quota("XB", ["XA", "XC"], 9),)
    assert len(plan(make.request(states=states, quotas=quotas, wishes=wishes)).visits) == placed


@pytest.mark.parametrize(("teams", "placed"), [(1, 1), (2, 2)])
def test_as_many_visits_at_one_time_as_a_guest_has_teams(make, plan, teams, placed):
    states = (make.state("XA", teams=teams), make.state("XB"), make.state("XC"))
    request = make.request(("XA", "XB", "XC"), states=states, wishes=(make.wish("XA", 2, days=5),))
    assert len(plan(request).visits) == placed


def test_one_team_is_not_at_two_places_though_it_has_days_enough(make, plan):
    """Tuesday and Wednesday here, Wednesday and Thursday there; only the third wish is free to move."""
    tuesday, wednesday, thursday = (date(2031, 8, day) for day in (5, 6, 7))
    wishes = (
        make.wish("XA", days=2, hosts=("XB",), first=tuesday, last=wednesday),
        make.wish("XA", days=2, hosts=("XC",), first=wednesday, last=thursday),
        make.wish("XA", hosts=("XD",)),
    )
    assert len(plan(make.request(("XA", "XB", "XC", "XD"), wishes=wishes)).visits) == 2


def test_standing_visits_leave_the_second_team_free(make, plan, check):
    states = (make.state("XA", teams=2), make.state("XB"), make.state("XC"))
    wishes = (make.wish("XA", 2, days=5),)
    request = make.request(("XA", "XB", "XC"), states=states, wishes=wishes, standing=(AWAY,))
    found = plan(request)
    assert (seen(found), check(request, found.visits)) == ([("XA", "XB", MONDAY)], [])


def test_more_standing_visits_than_teams_are_planned_around(make, plan):
    """What stands already is taken as it is, also where it stands in its own way."""
    twice = (AWAY, replace(AWAY, host="XD", last=MONDAY))
    found = plan(make.request(("XA", "XB", "XC"), standing=twice, wishes=(make.wish("XC", hosts=("XB",)),)))
    assert len(found.visits) == 1


def test_partners_are_varied_and_hosts_evenly_visited(make, plan):
    codes = ("XA", "XB", "XC", "XD")
    quotas = tuple(make.quota(one, [each for each in codes if each != one], 9) for one in codes)
    wishes = tuple(make.wish(one, 3) for one in codes)
    year = {"first": date(2031, 1, 6), "last": date(2031, 12, 19), "today": datetime(2030, 12, 1, tzinfo=UTC)}
    found = plan(make.request(codes, quotas=quotas, wishes=wishes, **year))
    assert (found.cost, found.proven) == (Cost(), True)
    assert len({(one.guest, one.host) for one in found.visits}) == 12
    months = [(one.host, one.arrival.month) for one in found.visits]
    assert len(set(months)) == 12
    assert {months.count(one) for one in months} == {1}


def test_what_stands_already_counts_towards_the_balance(make, plan):
    """XA was at XB in the year: now it goes to XC."""
    standing = StandingVisit("TR31/XA/2031/0001/IN", "XB", "XA", date(2031, 2, 3), date(2031, 2, 4))
    year = {"first": date(2031, 1, 6), "last": date(2031, 12, 19)}
    request = make.request(("XA", "XB", "XC"), standing=(standing,), **year)
    assert [one.host for one in plan(request).visits] == ["XC"]


@pytest.mark.parametrize(("visited", "other"), [("XD", "XE"), ("XE", "XD")])
def test_a_host_that_received_many_receives_no_more_than_a_fair_share(make, plan, visited, other):
    """Of four visits in the year one host has had two, by states that do not come again; the rest go elsewhere."""
    day = date(2031, 2, 3)
    standing = tuple(StandingVisit(f"S{one}", visited, one, day, day) for one in ("XB", "XC"))
    codes = ("XA", "XB", "XC", "XD", "XE", "XF")
    quotas = tuple(make.quota(one, codes[:3] + codes[5:], 9) for one in ("XD", "XE"))
    wishes = (make.wish("XA"), make.wish("XF"))
    year = {"first": date(2031, 1, 6), "last": date(2031, 12, 19)}
    found = plan(make.request(codes, quotas=quotas, wishes=wishes, standing=standing, **year))
    assert ([one.host for one in found.visits], found.cost) == ([other, other], Cost())


def test_a_visit_keeps_away_from_holidays(make, plan):
    """16 December is a holiday in Kazakhstan; of the week around it only its Friday lies three days off."""
    states = (make.state("XA"), make.state("XB", calendar="KZ"))
    week = {
        "first": date(2031, 12, 15),
        "last": date(2031, 12, 19),
        "today": datetime(2031, 1, 1, tzinfo=UTC),
    }
    request = make.request(states=states, **week)
    assert seen(plan(request)) == [("XA", "XB", date(2031, 12, 19))]
    assert plan(replace(request, near_days=3)).cost == Cost(near=1)


def test_the_last_moment_to_ask(make, plan):
    quota = make.quota("XB", ["XA"], lead=make.lead(notice=42))
    [visit] = plan(make.request(quotas=(quota,), last=MONDAY)).visits
    assert visit.ask_by == datetime(2031, 6, 23, 23, 59, 59, tzinfo=UTC)


def test_as_early_as_the_clocks_allow(make, plan):
    """Asked for on 1 August with ten days' notice, a visit can begin on the eleventh; with a reply after ten, a
    day later."""
    stretch = {
        "first": date(2031, 8, 1),
        "last": date(2031, 8, 12),
        "today": datetime(2031, 8, 1, tzinfo=UTC),
    }
    for lead, first in ((make.lead(notice=10), date(2031, 8, 11)), (make.lead(reply=10), date(2031, 8, 12))):
        quota = make.quota("XB", ["XA"], lead=lead)
        request = make.request(quotas=(quota,), **stretch)
        assert len(plan(replace(request, last=first)).visits) == 1
        assert plan(replace(request, last=first.replace(day=first.day - 1))).visits == ()


def test_a_clock_that_is_not_known_holds_nothing_back_and_is_told(make, plan):
    quota = make.quota("XB", ["XA"], lead=make.lead(notice=1))
    amount = replace(quota.lead.request.span.amount.versions[0], value=None)
    span = replace(
        quota.lead.request.span, amount=replace(quota.lead.request.span.amount, versions=(amount,))
    )
    quota = replace(quota, lead=replace(quota.lead, request=replace(quota.lead.request, span=span)))
    [visit] = plan(make.request(quotas=(quota,))).visits
    assert (visit.why.gaps, visit.ask_by) == ((Gap(Missing.TREATY_VALUE, "request"),), None)


def test_nothing_wished_for_nothing_planned(make, plan):
    found = plan(make.request(wishes=()))
    assert (found.visits, found.cost, found.proven) == ((), Cost(), True)


def test_the_same_request_gives_the_same_plan(make):
    codes = ("XA", "XB", "XC", "XD", "XE")
    quotas = tuple(make.quota(one, [each for each in codes if each != one], 3) for one in codes)
    year = {"first": date(2031, 1, 6), "last": date(2031, 12, 19)}
    request = make.request(codes, quotas=quotas, wishes=tuple(make.wish(one, 3) for one in codes), **year)
    assert plan_visits(request) == plan_visits(request)


def test_with_no_work_allowed_nothing_is_claimed(make, check):
    codes = ("XA", "XB", "XC")
    request = make.request(codes, wishes=tuple(make.wish(one, 2) for one in codes))
    found = plan_visits(request, Limits(whom=0, when=0, together=0, core=0))
    assert check(request, found.visits) == []
    assert found.bound <= found.value


CODES = ("XA", "XB", "XC")
DAYS = st.dates(date(2031, 12, 12), date(2031, 12, 21))


@st.composite
def requests(draw, make, most_wishes=3):
    """Ten days with a weekend and, for some, a holiday; everything that limits a plan may be there."""
    calendars = st.sampled_from(["monday-to-friday", "KZ", "CN", None])
    states = tuple(
        make.state(
            code, calendar=draw(calendars), teams=draw(st.integers(1, 2)), at_once=draw(st.integers(1, 2))
        )
        for code in CODES
    )
    quotas = tuple(
        make.quota(
            code,
            [one for one in CODES if one != code],
            draw(st.integers(0, 3)),
            shares=draw(st.dictionaries(st.sampled_from(CODES), st.integers(0, 2), max_size=2)),
            per_object=draw(st.none() | st.integers(0, 2)),
            per_object_partner=draw(st.none() | st.integers(0, 2)),
            lead=make.lead(draw(st.none() | st.integers(0, 4)), draw(st.none() | st.integers(0, 3))),
        )
        for code in CODES
    )
    wish = st.builds(
        make.wish,
        st.sampled_from(CODES),
        st.just(1),
        st.integers(1, 3),
        hosts=st.sets(st.sampled_from(CODES), max_size=2).map(lambda found: tuple(sorted(found))),
        object=st.none() | st.just("Rena"),
    )
    standing = st.builds(
        lambda day, days, pair: StandingVisit(
            "stands", *pair, day, day + days * (date(2, 1, 2) - date(2, 1, 1))
        ),
        DAYS,
        st.integers(0, 2),
        st.permutations(CODES).map(lambda found: tuple(found[:2])),
    )
    return make.request(
        CODES,
        first=date(2031, 12, 12),
        last=date(2031, 12, 21),
        today=datetime(2031, 12, 9, tzinfo=UTC),
        states=states,
        quotas=quotas,
        wishes=tuple(draw(st.lists(wish, min_size=1, max_size=most_wishes))),
        standing=tuple(draw(st.lists(standing, max_size=2))),
        drills=tuple(
            DrillDays("Tulip", draw(st.sampled_from(CODES)), day, day)
            for day in draw(st.sets(DAYS, max_size=2))
        ),
        closures=tuple(
            Closure(draw(st.sampled_from(CODES)), day, day, "shut") for day in draw(st.sets(DAYS, max_size=2))
        ),
        spacing_days=draw(st.integers(0, 2)),
        near_days=draw(st.integers(0, 2)),
        weekends=draw(st.booleans()),
    )


SLOW = settings(deadline=None, max_examples=30, suppress_health_check=list(HealthCheck))


@SLOW
@given(data=st.data())
def test_the_best_of_all_plans_is_found(make, plan, check, cheapest, data):
    request = data.draw(requests(make, most_wishes=2))
    found = plan(request)
    assert check(request, found.visits) == []
    assert (found.value, found.bound) == (cheapest(request), found.value)


@SLOW
@given(data=st.data())
def test_no_plan_breaks_a_rule(make, plan, check, data):
    request = data.draw(requests(make, most_wishes=6))
    found = plan(request)
    assert check(request, found.visits) == []
    assert found.cost.unplaced == sum(one.number for one in found.unplaced)
    assert len(found.visits) + found.cost.unplaced == sum(one.number for one in request.wishes)
    assert found.bound <= found.value
