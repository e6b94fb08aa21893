"""Quotas: how large, what uses them up, each partner's share, each object, and that all are told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import (
    Bearer,
    Evidence,
    EvidenceLevel,
    Formula,
    ObjectLimit,
    Purpose,
    Rounding,
    Share,
    Suspension,
)
from detente.agreements.reader import read_vocabulary
from detente.assessment.assess import touched_duties
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.assessment.rules import YearDuty
from detente.assessment.wording import finding_sentence
from detente.messages.values import Amount, Qualifier

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
ABOUT = "TR30/XA/2030/quota.toy"


@pytest.fixture
def formula(build):
    return Formula(
        per=build.quantity(60),
        of="units",
        rounding=Rounding.UP,
        at_most=build.quantity(15),
        returns="annual-return",
    )


@pytest.fixture
def fifth(build):
    return Share(
        numerator=1, denominator=5, rounding=Rounding.DOWN, at_least=build.quantity(1), evidence=MODEL
    )


def visits(a, number, guest="XB", first=1, **changes):
    return [
        a.visit(first + index, guest, asked=f"2030-03-{first + index:02}T00:00:00Z", **changes)
        for index in range(number)
    ]


@pytest.mark.parametrize(
    ("units", "quota"),
    [
        (0, 0),
        (1, 1),
        (60, 1),
        (61, 2),
        (179, 3),
        (180, 3),
        (181, 4),
        (840, 14),
        (841, 15),
        (900, 15),
        (901, 15),
    ],
)
def test_the_formula_gives_the_numbers_of_the_table(build, promise, a, in_year, formula, units, quota):
    agreement = build.agreement(promise.quota(formula))
    [found] = in_year(agreement, [a.units(units)])
    assert [margin.needed for margin in found.margins] == [quota]
    assert found.state is (S.AVAILABLE if quota else S.USED_UP)
    assert found.messages == ("TR30/XA/2029/0001/IR/O",)


@pytest.mark.parametrize(("quota", "share"), [(1, 1), (4, 1), (5, 1), (9, 1), (10, 2), (14, 2), (15, 3)])
def test_one_partner_has_a_fifth_and_at_least_one(build, promise, a, in_year, fifth, quota, share):
    agreement = build.agreement(promise.quota(build.quantity(quota), same_partner=fifth))
    found = in_year(agreement, visits(a, 1))
    assert [one.margins[0].needed for one in found] == [quota, share]


def test_rounding_down_leaves_a_part_out(build, promise, a, in_year, formula):
    agreement = build.agreement(promise.quota(replace(formula, rounding=Rounding.DOWN)))
    [found] = in_year(agreement, [a.units(179)])
    assert found.margins[0].needed == 2


def test_without_a_return_it_is_unclear_and_says_whose_is_missing(build, promise, in_year, formula, finding):
    [found] = in_year(build.agreement(promise.quota(formula)), [])
    assert found == finding(
        "quota",
        "quota",
        about=ABOUT,
        year=2030,
        state=S.UNCLEAR,
        messages=(),
        gaps=(Gap(Missing.RETURN, "XA"),),
        margins=(Margin("visits", None, Amount(0), Answer.UNCLEAR, False, MODEL, limit=True),),
    )


@pytest.mark.parametrize(
    ("returns", "needed"),
    [
        ([{"as_of": "2029-01-01"}], None),
        ([{"withdrawn": True}], None),
        ([{"number": None, "nil": True}], 0),
        ([{"number": None}], None),
        ([{"number": 61}, {"number": 1, "serial": 2, "on": "2030-01-20T00:00:00Z"}], 1),
        ([{"number": 61, "as_of": "2030-06-01"}, {"number": 1, "serial": 2}], 2),
        ([{"format": "other"}], None),
        ([{"state": "XB"}], None),
    ],
)
def test_the_newest_return_of_the_year_counts(build, promise, a, in_year, formula, returns, needed):
    known = [a.units(**{"number": 61} | one) for one in returns]
    [found] = in_year(build.agreement(promise.quota(formula)), known)
    assert found.margins[0].needed == needed


@pytest.mark.parametrize(
    ("changes", "counts"),
    [
        ({}, True),  # not answered yet: kept free for it
        ({"replies": "accepted"}, True),
        ({"withdrawn": True}, False),
        ({"replies": ("force-majeure",)}, False),
        ({"replies": ("quota-full",)}, False),
        ({"replies": ("security",)}, True),
        ({"replies": (None,)}, None),
        ({"reports": [(True, None)]}, True),
        ({"reports": [(False, "force-majeure")]}, False),
        ({"reports": [(False, "late-arrival")]}, True),
        ({"reports": [(False, None)]}, None),
        ({"reports": [(False, "force-majeure"), (True, None)]}, None),
        ({"reports": [(True, None)], "withdrawn": True}, True),
        ({"agreement": "other"}, False),
        ({"format": "other"}, False),
        ({"arrival": "2031-01-02"}, False),
    ],
)
def test_what_uses_the_quota_up(build, promise, a, in_year, changes, counts):
    plain = dict(changes)
    if "replies" in plain:
        said = plain["replies"]
        plain["replies"] = (a.reply() if said == "accepted" else a.reply(False, said[0]),)
    if "reports" in plain:
        plain["reports"] = tuple(
            a.report(held, reason, state)
            for (held, reason), state in zip(plain["reports"], ("XB", "XA"), strict=False)
        )
    [found] = in_year(build.agreement(promise.quota(build.quantity(1))), [a.visit(**plain)])
    assert found.state is {True: S.USED_UP, False: S.AVAILABLE, None: S.UNCLEAR}[counts]


def test_a_visit_counts_in_the_year_of_arrival(build, promise, a, in_year):
    known = [a.visit(arrival="2031-01-02")]
    agreement = build.agreement(promise.quota(build.quantity(1)))
    assert [one.state for one in in_year(agreement, known, year=2031)] == [S.USED_UP]
    asked = replace(known[0], arrival=None)
    assert [one.state for one in in_year(agreement, [asked], year=2030)] == [S.USED_UP]


@pytest.mark.parametrize(
    ("used", "state"),
    [(0, S.AVAILABLE), (8, S.AVAILABLE), (9, S.NEAR), (10, S.USED_UP), (11, S.EXCEEDED)],
)
def test_states_of_a_quota_of_ten(build, promise, a, in_year, used, state):
    [found] = in_year(build.agreement(promise.quota(build.quantity(10))), visits(a, used))
    assert (found.state, found.margins[0].declared, found.margins[0].near) == (
        state,
        Amount(used),
        state is S.NEAR,
    )


def test_requests_that_cross_are_ordered_by_when_they_were_told_and_then_by_number(
    build, promise, a, in_year, finding
):
    first = a.visit(7, "XC", asked="2030-03-01T00:00:00Z")
    second = a.visit(1, "XB", asked="2030-03-01T00:00:05Z")
    same = a.visit(2, "XB", asked="2030-03-01T00:00:05Z")
    agreement = build.agreement(promise.quota(build.quantity(1)))
    expected = finding(
        "quota",
        "quota",
        about=ABOUT,
        year=2030,
        state=S.EXCEEDED,
        messages=tuple(f"{one.id}/O" for one in (first, second, same)),
        margins=(Margin("visits", 1, Amount(3), Answer.YES, False, MODEL, limit=True),),
        counterparts=(first.id, second.id, same.id),
    )
    for known in ([first, second, same], [same, second, first]):
        assert in_year(agreement, known) == [expected]
    assert finding_sentence(expected, agreement, read_vocabulary()).en.endswith(
        ": more visits were asked for than the quota holds. Visits: at most 1, 3 counted. "
        "Above the number: TR30/XB/2030/0001/VR, TR30/XB/2030/0002/VR."
    )


def test_a_sector_counts_alone_and_one_that_is_not_stated_may_be_any(build, promise, a, in_year):
    agreement = build.agreement(promise.quota(build.quantity(1), sector="eastern"))
    west, east = a.visit(1, sector="western"), a.visit(2, sector="eastern")
    assert [one.state for one in in_year(agreement, [west])] == [S.AVAILABLE]
    assert [one.state for one in in_year(agreement, [west, east])] == [S.USED_UP]
    [found] = in_year(agreement, [a.visit()])
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.ACTIVITY_TYPE, "visit.sector"),))
    assert found.margins[0].declared == Amount(1, Qualifier.UP_TO)


def test_sides_have_one_quota_together_and_use_none_of_their_own(build, promise, a, in_year):
    agreement = build.agreement(promise.quota(build.quantity(2), bearer=Bearer.EACH_SIDE))
    known = [
        a.visit(1, "XA", "XB", hosts=("XB", "XC")),
        a.visit(2, "XA", "XC"),
        a.visit(3, "XC", "XB"),
    ]
    [found] = in_year(agreement, known, bearer="south")
    assert (found.state, found.counterparts) == (S.USED_UP, (known[0].id, known[1].id))


def test_transfers_move_shares(build, promise, a, in_year, brief):
    agreement = build.agreement(promise.quota(build.quantity(10), same_partner=build.quantity(2)))
    given = a.on_quota(Purpose.QUOTA_TRANSFER)
    known = [*visits(a, 2, "XB"), *visits(a, 3, "XC", first=5), given]
    _, of_giver, of_receiver = in_year(agreement, known)
    assert brief([of_giver, of_receiver]) == [
        ("share", "XA", "XB", S.EXCEEDED),
        ("share", "XA", "XC", S.USED_UP),
    ]
    assert [one.margins[0].needed for one in (of_giver, of_receiver)] == [1, 3]
    assert given.id in of_giver.counterparts
    assert given.messages[0] in of_receiver.messages


@pytest.mark.parametrize(
    ("changes", "gaps"),
    [
        ({"amount": None}, (Gap(Missing.ACTIVITY_TYPE, "quota.amount"),)),
        ({"to": ("XC", "XD")}, (Gap(Missing.RECEIVER, "TR30/XB/2030/0001/QT"),)),
    ],
)
def test_a_transfer_that_does_not_say_all_leaves_the_share_unclear(build, promise, a, in_year, changes, gaps):
    sides = {"XA": None, "XB": None, "XC": None, "XD": None}
    agreement = build.agreement(
        promise.quota(build.quantity(10), same_partner=build.quantity(2)), sides=sides
    )
    found = in_year(agreement, [a.on_quota(Purpose.QUOTA_TRANSFER, **changes)])
    assert [(one.state, one.gaps) for one in found[1:2]] == [(S.UNCLEAR, gaps)]


def test_transfers_of_another_year_or_of_another_quota_change_nothing(build, promise, a, in_year):
    agreement = build.agreement(promise.quota(build.quantity(10), same_partner=build.quantity(2)))
    for other in ({"year": "2031"}, {"partner": "XC"}, {"partner": None}):
        found = in_year(agreement, [*visits(a, 1), a.on_quota(Purpose.QUOTA_TRANSFER, **other)])
        assert [one.margins[0].needed for one in found] == [10, 2]


def test_one_object_is_visited_so_often_by_all_and_by_one(build, promise, a, in_year, brief):
    limit = ObjectLimit(per_period=build.quantity(2), same_partner=build.quantity(1))
    agreement = build.agreement(promise.quota(build.quantity(10), same_object=limit))
    known = [
        a.visit(1, object="Barracks 7"),
        a.visit(2, "XC", object="barracks  7"),
        a.visit(3, object="Barracks 8"),
        a.visit(4, object="Barracks 8"),
    ]
    assert brief(in_year(agreement, known)[1:]) == [
        ("object.Barracks 7", "XA", None, S.USED_UP),
        ("object.Barracks 7", "XA", "XB", S.USED_UP),
        ("object.Barracks 7", "XA", "XC", S.USED_UP),
        ("object.Barracks 8", "XA", None, S.USED_UP),
        ("object.Barracks 8", "XA", "XB", S.EXCEEDED),
    ]
    *_, last = in_year(agreement, [*known[:1], a.visit(5)])
    assert (last.state, last.gaps) == (S.UNCLEAR, (Gap(Missing.ACTIVITY_TYPE, "visit.object"),))


def test_when_it_is_used_up_all_are_told_at_once(build, promise, a, in_year, brief):
    agreement = build.agreement(promise.quota(build.quantity(1), full_format="full"))
    notice = a.on_quota(Purpose.QUOTA_FULL, owner="XA", to=("XB", "XC"))
    assert brief(in_year(agreement, [])[1:]) == [("full", "XA", None, S.NOT_TRIGGERED)]
    assert brief(in_year(agreement, visits(a, 1))[1:]) == [("full", "XA", None, S.DUE)]
    assert brief(in_year(agreement, [*visits(a, 1), notice])[1:]) == [("full", "XA", None, S.MET)]


def test_whether_it_is_used_up_is_asked_only_where_something_was_used(
    build, promise, a, in_year, formula, brief
):
    agreement = build.agreement(promise.quota(formula, full_format="full"))
    assert brief(in_year(agreement, []))[1:] == [("full", "XA", None, S.NOT_TRIGGERED)]
    assert brief(in_year(agreement, visits(a, 1)))[1:] == [("full", "XA", None, S.UNCLEAR)]


def test_what_a_matter_touches(build, promise, a, formula):
    agreement = build.agreement(promise.quota(formula))

    def touched(known):
        return touched_duties(agreement, known, 900)

    def duty(bearer, year):
        return YearDuty("quota.toy", bearer, year)

    assert touched(a.visit(arrival="2031-05-01")) == [duty("XA", 2031)]
    assert touched(a.visit(asked=None)) == [duty("XA", 2030)]
    assert touched(a.on_quota(Purpose.QUOTA_TRANSFER)) == [duty("XA", 2030)]
    assert touched(a.units(1, state="XC", as_of="2032-01-01")) == [duty("XC", 2032)]
    assert touched(a.meeting("2030-01-01")) == []
    assert touched(a.visit(format="other")) == []


def test_between_two_states_that_suspended_it_a_request_takes_nothing(build, promise, a, in_year):
    agreement = build.agreement(promise.quota(build.quantity(1)))
    since = a.visit(arrival="2030-01-01").arrival
    pause = Suspension(between=("XA", "XB"), since=since, until=None, provisions=(), evidence=MODEL)
    [found] = in_year(replace(agreement, suspensions=(pause,)), visits(a, 1))
    assert found.state is S.AVAILABLE
