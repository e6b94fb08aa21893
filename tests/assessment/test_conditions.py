"""Conditions: answers, margins and gaps."""

from __future__ import annotations

import pytest

from detente.agreements.model import (
    AllOf,
    AnyOf,
    Coded,
    Compare,
    DatedValue,
    Evidence,
    EvidenceLevel,
    Not,
    Quantity,
)
from detente.assessment.conditions import compile_condition
from detente.assessment.finding import Answer, Gap, Margin, Missing
from detente.kernel.errors import PackError
from detente.kernel.instants import PartialDate
from detente.messages.values import Amount, Qualifier, Strength

MODEL = Evidence(EvidenceLevel.MODEL)
UNKNOWN = Evidence(EvidenceLevel.UNKNOWN)


def look(condition, activity, near_permille=900):
    outcome = compile_condition(condition, near_permille)(activity)
    return outcome.answer, list(outcome.margins), list(outcome.gaps)


def margin(needed, declared, reached, near=False, measure="personnel", evidence=MODEL):
    return Margin(measure, needed, declared, reached, near, evidence)


def test_a_threshold_is_reached_or_exceeded(build, drill):
    reached = margin(9000, Amount(9000), Answer.YES)
    assert look(build.at_least("personnel", 9000), drill(personnel=9000)) == (Answer.YES, [reached], [])


@pytest.mark.parametrize(
    ("declared", "near"),
    [(Amount(12900), True), (Amount(11700), True), (Amount(11699), False)],
)
def test_near_is_from_ninety_per_cent(build, drill, declared, near):
    found = look(build.at_least("personnel", 13000), drill(personnel=declared))
    assert found == (Answer.NO, [margin(13000, declared, Answer.NO, near)], [])


def test_more_than_just_under_is_unclear_and_near(build, drill):
    declared = Amount(12900, Qualifier.MORE_THAN)
    assert look(build.at_least("personnel", 13000), drill(personnel=declared)) == (
        Answer.UNCLEAR,
        [margin(13000, declared, Answer.UNCLEAR, near=True)],
        [Gap(Missing.STRENGTH, "personnel")],
    )


def test_a_value_the_agreement_does_not_give_is_never_computed_with(build, drill):
    assert look(build.at_least("personnel", None), drill(personnel=10**6)) == (
        Answer.UNCLEAR,
        [margin(None, Amount(10**6), Answer.UNCLEAR, evidence=UNKNOWN)],
        [Gap(Missing.TREATY_VALUE, "personnel")],
    )


def test_what_is_certain_stays_certain_and_leaves_no_gap(build, drill):
    big, tanks = build.at_least("personnel", 9000), build.at_least("battle-tanks", 250)
    told = [
        margin(9000, Amount(9000), Answer.YES),
        margin(250, None, Answer.UNCLEAR, measure="battle-tanks"),
    ]
    gap = [Gap(Missing.STRENGTH, "battle-tanks")]
    assert look(AnyOf((big, tanks)), drill()) == (Answer.YES, told, [])
    assert look(AllOf((big, tanks)), drill()) == (Answer.UNCLEAR, told, gap)
    assert look(AllOf((Not(big), tanks)), drill()) == (Answer.NO, told, [])
    assert look(Not(AnyOf((Not(big), tanks))), drill()) == (Answer.UNCLEAR, told, gap)


def test_coded_facts(drill):
    live = Coded("activity.type", ("live-exercise",))
    assert look(live, drill()) == (Answer.YES, [], [])
    assert look(live, drill(type="command-staff-exercise")) == (Answer.NO, [], [])
    gap = [Gap(Missing.ACTIVITY_TYPE, "activity.type")]
    assert look(live, drill(type=None)) == (Answer.UNCLEAR, [], gap)
    assert look(live, drill(type="not-stated")) == (Answer.UNCLEAR, [], gap)
    either = Coded("activity.type", ("live-exercise", "not-stated"))
    assert look(either, drill(type=None)) == look(either, drill(type="not-stated")) == (Answer.YES, [], [])
    assert look(Coded("activity.participants", ("XB",)), drill(participants=("XA", "XB")))[0] is Answer.YES


@pytest.mark.parametrize("condition", [Coded("activity.colour", ("green",)), AllOf(()), AnyOf((AllOf(()),))])
def test_a_condition_that_cannot_be_asked_is_the_packs_fault(condition):
    with pytest.raises(PackError):
        compile_condition(condition, 900)


@pytest.mark.parametrize(
    ("start", "told", "needed"),
    [
        ("2029-12-31", None, 13000),
        ("2030-01-01", None, 9000),
        (None, "2029-06-01", 13000),
        (None, None, 9000),
    ],
)
def test_the_number_in_force_on_the_day_is_used(drill, start, told, needed):
    versions = (DatedValue(13000, MODEL), DatedValue(9000, MODEL, PartialDate("2030-01-01")))
    activity = drill(start=start, end=None, told=told, strength=Strength({}, {}))
    _, [found], _ = look(Compare("personnel", Quantity(versions)), activity)
    assert found.needed == needed
