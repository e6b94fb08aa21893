"""What cannot stand together: smallest sets, each part needed, and nothing claimed where all fits."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from detente.assessment.planning.contradiction import Ground, GroundBy, find_contradictions
from detente.assessment.planning.problem import build_problem
from detente.assessment.planning.request import Closure, DrillDays, StandingVisit

G = GroundBy
MONDAY, FRIDAY, SUNDAY = date(2031, 8, 4), date(2031, 8, 8), date(2031, 8, 10)


def found(request, work=2):
    return find_contradictions(build_problem(request), work)


def test_none_where_all_fits(make):
    assert found(make.request()) == ()


def test_none_is_claimed_without_work(make):
    assert found(make.request(quotas=(make.quota("XB", ["XA"], 0),)), work=0) == ()


def test_no_right(make):
    request = make.request(wishes=(make.wish("XA", 2, agreement="other"), make.wish("XA")))
    assert found(request) == ((Ground(G.WISH, "XA", wish=0, number=2), Ground(G.NO_RIGHT)),)


def test_a_quota_and_the_wishes_for_it(make):
    quotas = (make.quota("XC", ["XA", "XB"], 1),)
    request = make.request(("XA", "XB", "XC"), quotas=quotas, wishes=(make.wish("XA"), make.wish("XB")))
    wishes = (Ground(G.WISH, "XA", wish=0, number=1), Ground(G.WISH, "XB", wish=1, number=1))
    assert found(request) == ((*wishes, Ground(G.QUOTA, "XC", quota=0, number=1)),)


def test_a_share(make):
    quotas = (make.quota("XB", ["XA"], 5, shares={"XA": 1}),)
    request = make.request(quotas=quotas, wishes=(make.wish("XA", 2),))
    share = Ground(G.SHARE, "XB", quota=0, partner="XA", number=1)
    assert found(request) == ((Ground(G.WISH, "XA", wish=0, number=2), share),)


def test_an_object(make):
    quotas = (make.quota("XB", ["XA"], 5, per_object=1),)
    request = make.request(quotas=quotas, wishes=(make.wish("XA", 2, object="Rena"),))
    limit = Ground(G.OBJECT, "XB", quota=0, about="rena", number=1)
    assert found(request) == ((Ground(G.WISH, "XA", wish=0, number=2), limit),)


def test_a_drill_and_days_given_together(make):
    """A drill leaves Thursday and Friday, which are closed by words; neither alone is in the way."""
    drills = (DrillDays("Tulip", "XB", MONDAY, date(2031, 8, 6)),)
    closures = (Closure("XA", date(2031, 8, 7), FRIDAY, "none free"),)
    request = make.request(drills=drills, closures=closures, weekends=True, last=FRIDAY)
    assert set(found(request)[0]) == {
        Ground(G.DRILL, "XB", about="Tulip"),
        Ground(G.GIVEN, "XA", about="none free"),
        Ground(G.WISH, "XA", wish=0, number=1),
    }
    assert found(replace(request, drills=())) == found(replace(request, closures=())) == ()


def test_clock_and_window(make):
    quotas = (make.quota("XB", ["XA"], lead=make.lead(notice=217)),)
    wishes = (make.wish("XA", last=date(2031, 8, 5)),)
    request = make.request(quotas=quotas, wishes=wishes)
    assert set(found(request)[0]) == {
        Ground(G.CLOCK, "XA", quota=0),
        Ground(G.WINDOW, "XA", wish=0),
        Ground(G.WISH, "XA", wish=0, number=1),
    }


def test_weekends_and_holidays(make):
    """23 to 25 March 2031 are holidays in Kazakhstan, the 22nd is a Saturday and one too."""
    states = (make.state("XA"), make.state("XB", calendar="KZ"))
    span = {"first": date(2031, 3, 21), "last": date(2031, 3, 25)}
    request = make.request(states=states, **span)
    wish = Ground(G.WISH, "XA", wish=0, number=1)
    assert found(request) == ((Ground(G.HOLIDAY, "XB"), wish),)
    weekend = make.request(first=date(2031, 8, 9))
    assert found(weekend) == ((Ground(G.WEEKEND, "XB"), wish),)


def test_one_at_a_time_and_teams(make):
    quotas = (make.quota("XB", ["XA", "XC"], 5),)
    wishes = (make.wish("XA", days=3), make.wish("XC", days=3))
    request = make.request(("XA", "XB", "XC"), quotas=quotas, wishes=wishes, weekends=True, last=FRIDAY)
    assert Ground(G.HOST_ALONE, "XB", number=1) in found(request)[0]
    alone = (make.wish("XA", days=3, hosts=("XB",)), make.wish("XA", days=3, hosts=("XC",)))
    other = make.request(("XA", "XB", "XC"), wishes=alone, weekends=True, last=FRIDAY)
    assert found(other) == (
        (
            Ground(G.WISH, "XA", wish=0, number=1),
            Ground(G.WISH, "XA", wish=1, number=1),
            Ground(G.TEAMS, "XA", number=1),
        ),
    )


def test_what_stands_already(make):
    standing = (StandingVisit("TR31/XC/2031/0001/IN", "XB", "XC", MONDAY, SUNDAY),)
    wish = Ground(G.WISH, "XA", wish=0, number=1)
    assert found(make.request(standing=standing)) == ((Ground(G.STANDING, "XB"), wish),)


def test_two_that_have_nothing_to_do_with_each_other(make):
    codes = ("XA", "XB", "XC", "XD")
    quotas = (make.quota("XB", ["XA"], 0), make.quota("XD", ["XC"], 0))
    request = make.request(codes, quotas=quotas, wishes=(make.wish("XA"), make.wish("XC")))
    sets = {frozenset(one) for one in found(request)}
    assert sets == {
        frozenset({Ground(G.WISH, "XA", wish=0, number=1), Ground(G.QUOTA, "XB", quota=0, number=0)}),
        frozenset({Ground(G.WISH, "XC", wish=1, number=1), Ground(G.QUOTA, "XD", quota=1, number=0)}),
    }
