"""What is set aside as a column: only what plainly does not count, and that without fail."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    Trigger,
)
from detente.assessment.finding import Answer
from detente.assessment.sieve import Declarations
from detente.assessment.trigger import compile_trigger
from detente.kernel.instants import PartialDate
from detente.messages.values import Amount, Qualifier, Strength

MODEL = Evidence(EvidenceLevel.MODEL)
MEASURES = st.sampled_from(["personnel", "battle-tanks"])
TYPES = ["live-exercise", "air-exercise", "not-stated"]
VALUES = st.sampled_from([None, 0, 9, 10, 11, 2**53 - 1])
QUANTITIES = st.builds(
    lambda first, later: Quantity(
        (DatedValue(first, MODEL), *(DatedValue(one, MODEL, PartialDate("2030-06-01")) for one in later))
    ),
    VALUES,
    st.lists(VALUES, max_size=1),
)
LEAVES = st.builds(Compare, MEASURES, QUANTITIES) | st.builds(
    Coded, st.just("activity.type"), st.lists(st.sampled_from(TYPES), min_size=1).map(tuple)
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda parts: (
        st.builds(AllOf, st.lists(parts, min_size=1, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3).map(tuple))
        | st.builds(Not, parts)
    ),
    max_leaves=6,
)
NUMBERS = st.dictionaries(
    MEASURES, st.builds(Amount, VALUES.filter(lambda one: one is not None), st.sampled_from(Qualifier))
)
STRENGTHS = st.builds(Strength, NUMBERS, st.dictionaries(st.sampled_from(["XA", "XB"]), NUMBERS))


@given(
    condition=st.none() | CONDITIONS,
    types=st.lists(st.sampled_from(TYPES), max_size=2).map(tuple),
    near_permille=st.sampled_from([0, 500, 900, 999, 1000, 1200]),
    facts=st.lists(
        st.fixed_dictionaries(
            {
                "strength": STRENGTHS,
                "type": st.sampled_from([None, *TYPES]),
                "start": st.sampled_from([None, "2030-05", "2030-06-01"]),
                "participants": st.sampled_from([("XA",), ("XA", "XB")]),
            }
        )
    ),
)
def test_nothing_is_set_aside_that_may_apply_or_is_near(drill, condition, types, near_permille, facts):
    activities = [drill(**one) for one in facts]
    trigger = compile_trigger(Trigger(types, None, condition, None), near_permille)
    marks = trigger.plainly_not(Declarations(activities))
    assert len(marks) == len(activities)
    for activity, marked in zip(activities, marks.tolist(), strict=True):
        outcome = trigger.declared(activity)
        near = any(margin.near for margin in outcome.margins)
        assert not marked or (outcome.answer is Answer.NO and not near)


@pytest.fixture(scope="module")
def aside(drill):
    """Whether one drill is set aside."""

    def look(trigger, near_permille=900, **facts):
        declared = Declarations([drill(**facts)])
        [marked] = compile_trigger(trigger, near_permille).plainly_not(declared).tolist()
        return marked

    return look


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (Amount(8099), True),
        (Amount(8100), False),
        (Amount(8099, Qualifier.ABOUT), True),
        (Amount(8099, Qualifier.UP_TO), True),
        (Amount(9000, Qualifier.UP_TO), False),
        (Amount(1, Qualifier.MORE_THAN), False),
        (None, False),
    ],
)
def test_a_number_far_below_the_threshold_is_set_aside(build, aside, declared, expected):
    assert aside(build.when(build.at_least("personnel", 9000)), personnel=declared) is expected


def test_what_reaches_the_threshold_is_kept_whatever_counts_as_near(build, aside):
    trigger = build.when(build.at_least("personnel", 9000))
    assert [aside(trigger, 1200, personnel=number) for number in (8999, 9000)] == [True, False]


def test_a_threshold_that_is_not_available_sets_nothing_aside(build, aside):
    assert not aside(build.when(build.at_least("personnel", None)), personnel=1)
    assert not aside(build.when(), personnel=1)


def test_of_several_versions_the_lowest_counts(build, aside):
    versions = (DatedValue(13000, MODEL), DatedValue(9000, MODEL, PartialDate("2030-01-01")))
    trigger = build.when(Compare("personnel", Quantity(versions)))
    assert [aside(trigger, personnel=number) for number in (8099, 8100)] == [True, False]


def test_another_type_is_set_aside_but_none_that_is_not_stated(build, aside):
    trigger = build.when(types=("live-exercise",))
    stated = {one: aside(trigger, type=one) for one in (None, *TYPES)}
    assert stated == {None: False, "live-exercise": False, "air-exercise": True, "not-stated": False}


def test_any_of_needs_all_far_below_and_all_of_one_but_none_near(build, aside):
    people, tanks = build.at_least("personnel", 9000), build.at_least("battle-tanks", 250)
    small = Strength({"personnel": Amount(100), "battle-tanks": Amount(1)}, {})
    close = Strength({"personnel": Amount(100), "battle-tanks": Amount(240)}, {})
    for joined in (AnyOf((people, tanks)), AllOf((people, tanks))):
        assert aside(build.when(joined), strength=small)
        assert not aside(build.when(joined), strength=close)
    assert not aside(build.when(Not(people)), strength=small)
