"""Conflicts: what is in whose way, how surely, and what it rests on."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.agreements.model import Kind
from detente.assessment.finding import FindingState
from detente.assessment.planning.conflicts import Cited, Conflict, ConflictBy, Known, find_conflicts
from detente.assessment.planning.stays import DrillTime, Stay
from detente.geography.position import Position
from detente.kernel.instants import Interval, PartialDate
from detente.messages.values import FreeText, Place

YEAR = PartialDate("2031").interval
AT = datetime(2031, 1, 15, tzinfo=UTC)
RULE = Cited("toy", "quota.inspection", "9(2)")
RULES = {("toy", "inspection-request"): RULE}
RENA = Place(FreeText({"en": "Rena"}), (Position(11.4, 61.1),))
NEAR = Place(FreeText({"en": "Elverum"}), (Position(11.6, 60.9),))
FAR = Place(FreeText({"en": "Bodo"}), (Position(14.4, 67.3),))
NOWHERE = Place(FreeText({"en": "in the north"}))


def days(first, last=None):
    return Interval(PartialDate(first).interval.earliest, PartialDate(last or first).interval.latest)


def stay(id_, guest, first, last=None, host="XA", agreed=True, **changes):
    span = days(first, last)
    plain = {"id": id_, "agreement": "toy", "format": "inspection-request", "host": host, "guest": guest}
    plain["messages"] = (f"{id_}/O",)
    return Stay(**plain | {"possible": span, "certain": span if agreed else None} | changes)


def drill(first, last, *area, host="XA"):
    span = days(first, last)
    return DrillTime(id="D", host=host, possible=span, certain=span, area=area, messages=("D/O",))


def found(*stays, at=AT, **known):
    return find_conflicts(Known(stays=stays, **known), YEAR, at)


def test_nothing_in_the_way():
    assert found(stay("V1", "XB", "2031-05-12"), stay("V2", "XC", "2031-05-13")) == ()


def test_two_visits_at_once_are_a_remark_where_no_article_speaks_of_it():
    one, two = stay("V1", "XB", "2031-05-12", "2031-05-14"), stay("V2", "XC", "2031-05-14", "2031-05-15")
    plain = Conflict(
        by=ConflictBy.TWO_AT_ONCE,
        sure=True,
        remark=True,
        about=("V1", "V2"),
        state="XA",
        when=days("2031-05-14"),
        rests_on=("V1/O", "V2/O"),
    )
    assert found(one, two) == (plain,)
    assert found(one, two, one_at_a_time=RULES) == (replace(plain, remark=False, provision=RULE),)
    for other in (replace(two, agreement="another"), replace(two, format="visit-request")):
        assert found(one, other, one_at_a_time=RULES) == (plain,)


def test_what_is_not_agreed_yet_may_be_in_the_way():
    [conflict] = found(stay("V1", "XB", "2031-05-12"), stay("V2", "XC", "2031-05-12", agreed=False))
    assert (conflict.by, conflict.sure) == (ConflictBy.TWO_AT_ONCE, False)
    [conflict] = found(
        stay("V1", "XB", "2031-05-12"),
        stay("V2", "XC", "2031-05", certain=None),
    )
    assert (conflict.sure, conflict.when) == (False, days("2031-05-12"))


def test_guests_of_one_visit_and_visits_elsewhere_are_not_two_at_once():
    assert found(stay("V1", "XB", "2031-05-12"), stay("V1", "XC", "2031-05-12")) == ()
    assert found(stay("V1", "XB", "2031-05-12"), stay("V2", "XC", "2031-05-12", host="XD")) == ()


def test_a_holiday_of_the_host():
    [conflict] = found(stay("V1", "XB", "2031-03-19", "2031-03-22"), calendars={"XA": "KZ"})
    assert conflict == Conflict(
        by=ConflictBy.HOLIDAY,
        sure=True,
        remark=True,
        about=("V1",),
        state="XA",
        when=days("2031-03-21", "2031-03-22"),
        rests_on=("V1/O",),
    )
    assert found(stay("V1", "XB", "2031-03-19", "2031-03-22")) == ()
    assert found(stay("V1", "XB", "2031-03-19", "2031-03-20"), calendars={"XA": "KZ"}) == ()
    assert found(stay("V1", "KZ", "2031-03-21")) == ()


def test_a_holiday_that_is_only_estimated():
    """The first Eid of 2031 is expected on 2 April; it may be the day after."""
    [conflict] = found(stay("V1", "XB", "2031-04-03"), calendars={"XA": "KZ"})
    assert (conflict.by, conflict.sure) == (ConflictBy.HOLIDAY, False)


def test_one_person_in_two_teams():
    one = stay("V1", "XB", "2031-05-12", "2031-05-14", persons=("A. Ivanova", "B. Li"))
    two = stay("V2", "XB", "2031-05-14", host="XC", persons=("a.  ivanova",))
    assert found(one, two) == (
        Conflict(
            by=ConflictBy.PERSON,
            sure=True,
            remark=False,
            about=("V1", "V2"),
            state="XB",
            when=days("2031-05-14"),
            persons=("A. Ivanova",),
            rests_on=("V1/O", "V2/O"),
        ),
    )
    later = replace(two, possible=days("2031-05-15"), certain=days("2031-05-15"))
    assert found(one, later) == ()
    assert found(one, replace(two, persons=("C. Roy",))) == ()


def test_more_visits_at_one_time_than_teams():
    stays = [stay(f"V{n}", "XB", "2031-05-12", f"2031-05-1{3 + n}", host=f"X{n}") for n in range(3)]
    assert found(*stays) == found(*stays, teams={"XB": 3}) == ()
    [conflict] = found(*stays, teams={"XB": 2})
    assert conflict == Conflict(
        by=ConflictBy.TEAMS,
        sure=True,
        remark=False,
        about=("V0", "V1", "V2"),
        state="XB",
        when=days("2031-05-12", "2031-05-13"),
        rests_on=("V0/O", "V1/O", "V2/O"),
        number=2,
    )
    unsure = replace(stays[0], certain=None)
    [conflict] = found(unsure, *stays[1:], teams={"XB": 2})
    assert conflict.sure is False


@pytest.mark.parametrize(
    ("here", "there", "sure"),
    [
        ((RENA,), (NEAR,), True),
        ((RENA,), (FAR,), None),
        ((RENA,), (FAR, NEAR), True),
        ((), (NEAR,), False),
        ((RENA,), (), False),
        ((RENA,), (NOWHERE,), False),
        ((RENA,), (replace(FAR, accuracy_km=800),), False),
    ],
)
def test_a_drill_of_the_host_at_the_same_time(here, there, sure):
    conflicts = found(
        stay("V1", "XB", "2031-05-12", area=here), drills=[drill("2031-05-01", "2031-05-31", *there)]
    )
    assert [(one.by, one.sure, one.about, one.rests_on) for one in conflicts] == (
        [] if sure is None else [(ConflictBy.DRILL, sure, ("V1", "D"), ("V1/O", "D/O"))]
    )


def test_within_a_large_area_whose_corners_are_far():
    corners = ((5, 55), (20, 55), (20, 66), (5, 66))
    area = Place(FreeText({"en": "large"}), tuple(Position(*one) for one in corners))
    [conflict] = found(
        stay("V1", "XB", "2031-05-12", area=(RENA,)), drills=[drill("2031-05-01", "2031-05-31", area)]
    )
    assert conflict.sure is True


def test_across_the_meridian_where_the_day_changes():
    one = Place(FreeText({"en": "east"}), (Position(179.9, 65.0),))
    other = Place(FreeText({"en": "west"}), (Position(-179.9, 65.0),))
    [conflict] = found(
        stay("V1", "XB", "2031-05-12", area=(one,)), drills=[drill("2031-05-12", "2031-05-12", other)]
    )
    assert conflict.sure is True


def test_a_drill_at_another_time_or_of_another_state():
    visit = stay("V1", "XB", "2031-05-12", area=(RENA,))
    assert found(visit, drills=[drill("2031-05-13", "2031-05-31", RENA)]) == ()
    assert found(visit, drills=[drill("2031-05-01", "2031-05-31", RENA, host="XB")]) == ()


@pytest.fixture
def missed(finding, last_second):
    return finding(
        "host",
        "visit-reply",
        about="V1",
        bearer="XA",
        article="9(1)",
        state=FindingState.MISSED,
        due=last_second("2031-05-12"),
        messages=("V1/O",),
    )


def test_a_clock_that_has_run_out(missed, last_second):
    due = last_second("2031-05-12")
    assert found(findings=[missed]) == (
        Conflict(
            by=ConflictBy.CLOCK,
            sure=True,
            remark=False,
            about=("V1",),
            state="XA",
            when=Interval(due, due),
            rests_on=("V1/O",),
            provision=Cited(missed.agreement, missed.provision, "9(1)"),
            step="visit-reply",
        ),
    )
    assert missed.kind is Kind.HOST
    open_ = missed._replace(state=FindingState.DUE)
    before = missed._replace(due=last_second("2030-05-12"))
    assert found(findings=[open_, before, missed._replace(due=None)]) == ()


def test_a_visit_that_can_no_longer_be_asked_for_in_time():
    visit = stay("plan-1", "XB", "2031-02-01", ask_by=datetime(2031, 1, 14, tzinfo=UTC))
    [conflict] = found(visit)
    assert (conflict.by, conflict.state, conflict.step) == (ConflictBy.CLOCK, "XB", "visit-request")
    assert found(visit, at=datetime(2031, 1, 14, tzinfo=UTC)) == ()


def test_only_what_touches_the_stretch_in_order_of_time():
    before = [stay("A1", "XB", "2030-05-12"), stay("A2", "XC", "2030-05-12")]
    later = [stay("B1", "XB", "2031-06-12"), stay("B2", "XC", "2031-06-12")]
    sooner = [stay("C1", "XB", "2031-02-12"), stay("C2", "XC", "2031-02-12")]
    assert [one.about for one in found(*before, *later, *sooner)] == [("C1", "C2"), ("B1", "B2")]
