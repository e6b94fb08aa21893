"""How many visits take place at one time: agreed ones, over years, and where their days are not known closely."""

from __future__ import annotations

import pytest

from detente.assessment.assess import touched_duties
from detente.assessment.finding import FindingState, Gap, Missing
from detente.assessment.rules import YearDuty
from detente.messages.values import Amount, Qualifier

S = FindingState
DOUBT = (Gap(Missing.DATE_PRECISION, "TR30/XC/2030/0002/VR"),)


@pytest.fixture
def one_at_once(build, promise):
    return build.agreement(promise.quota(build.quantity(10), at_once=build.quantity(1)))


@pytest.fixture
def agreed(a):
    def agreed(serial, guest, arrival, end=None):
        return a.visit(serial, guest, arrival=arrival, end=end or arrival, replies=(a.reply(),))

    return agreed


def at_once(found):
    """Of the findings, those on visits at one time: state, number, what is not known, and which visits."""
    return [
        (one.state, one.margins[0].declared, one.gaps, one.counterparts)
        for one in found
        if one.step == "at-once"
    ]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        (("2030-05-04", "2030-05-05"), [(S.WITHIN, Amount(1), ())]),
        (("2030-05-03", "2030-05-05"), [(S.EXCEEDED, Amount(2), ())]),
        (("2030-05", "2030-05-09"), [(S.UNCLEAR, Amount(2, Qualifier.UP_TO), DOUBT)]),
        (("2031-05-02", "2031-05-03"), []),
    ],
)
def test_visits_that_share_an_instant(one_at_once, agreed, in_year, second, said):
    known = [agreed(1, "XB", "2030-05-01", "2030-05-03"), agreed(2, "XC", *second)]
    assert [one[:3] for one in at_once(in_year(one_at_once, known))] == said


def test_those_that_share_it_are_named(one_at_once, agreed, in_year):
    known = [agreed(1, "XB", "2030-05-01"), agreed(2, "XC", "2030-05-08"), agreed(3, "XB", "2030-05-08")]
    names = ("TR30/XB/2030/0003/VR", "TR30/XC/2030/0002/VR")
    assert at_once(in_year(one_at_once, known)) == [(S.EXCEEDED, Amount(2), (), names)]


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"replies": "declined"},
        {"replies": "agreed", "withdrawn": True},
        {"replies": "agreed", "reports": "not held"},
        {"replies": "agreed", "arrival": None},
        {"replies": "agreed", "format": "other"},
    ],
)
def test_what_does_not_take_place_shares_nothing(one_at_once, agreed, a, in_year, changes):
    said = {
        "agreed": (a.reply(),),
        "declined": (a.reply(accepted=False),),
        "not held": (a.report(took_place=False),),
    }
    told = {
        name: said.get(value, value) if isinstance(value, str) else value for name, value in changes.items()
    }
    other = a.visit(2, "XC", **{"arrival": "2030-05-01", "end": "2030-05-01"} | told)
    assert at_once(in_year(one_at_once, [agreed(1, "XB", "2030-05-01"), other])) == []


def test_without_a_limit_nothing_is_said(build, promise, agreed, in_year):
    agreement = build.agreement(promise.quota(build.quantity(10)))
    assert at_once(in_year(agreement, [agreed(1, "XB", "2030-05-01"), agreed(2, "XC", "2030-05-01")])) == []


def test_a_visit_over_the_turn_of_the_year_is_held_in_both(one_at_once, agreed, in_year):
    over = agreed(1, "XB", "2029-12-30", "2030-01-02")
    touched = touched_duties(one_at_once, over, 900)
    assert touched == [YearDuty("quota.toy", "XA", year) for year in (2029, 2030)]
    found = at_once(in_year(one_at_once, [over, agreed(2, "XC", "2030-01-02")]))
    assert [one[:2] for one in found] == [(S.EXCEEDED, Amount(2))]
