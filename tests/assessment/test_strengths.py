"""What declared numbers say at least and at most, against every number they may mean."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.assessment.finding import Answer
from detente.assessment.strengths import NOTHING, Bounds, Declared, bounds_of, declared
from detente.messages.values import Amount, Qualifier, Strength

EXACT, ABOUT, MORE, UP_TO = Qualifier
AMOUNTS = st.builds(Amount, st.integers(0, 30), st.sampled_from(Qualifier))


@pytest.mark.parametrize(
    ("amount", "needed", "reached"),
    [
        (Amount(13000), 13000, Answer.YES),
        (Amount(12999), 13000, Answer.NO),
        (Amount(13000, ABOUT), 13000, Answer.YES),
        (Amount(12900, ABOUT), 13000, Answer.NO),
        (Amount(13000, MORE), 13000, Answer.YES),
        (Amount(12000, MORE), 13000, Answer.UNCLEAR),
        (Amount(12999, UP_TO), 13000, Answer.NO),
        (Amount(13000, UP_TO), 13000, Answer.UNCLEAR),
    ],
)
def test_one_number_against_a_threshold(amount, needed, reached):
    assert bounds_of(amount).reaches(needed) is reached


def by_state(drill, *participants, **amounts):
    states = {state: {"personnel": amount} for state, amount in amounts.items()}
    return drill(strength=Strength({}, states), participants=participants)


def test_the_declared_total_comes_before_the_sum(drill):
    activity = drill(strength=Strength({"personnel": Amount(10)}, {"XB": {"personnel": Amount(99)}}))
    assert declared(activity, "personnel") == Declared(Bounds(10, 10), Amount(10))


@pytest.mark.parametrize(
    ("amounts", "expected"),
    [
        ({"XA": Amount(5), "XB": Amount(6)}, Declared(Bounds(11, 11), Amount(11))),
        ({"XA": Amount(5), "XB": Amount(6, ABOUT)}, Declared(Bounds(11, 11), Amount(11, ABOUT))),
        ({"XA": Amount(5), "XB": Amount(6, MORE)}, Declared(Bounds(11, None), Amount(11, MORE))),
        ({"XA": Amount(5), "XB": Amount(6, UP_TO)}, Declared(Bounds(5, 11), Amount(11, UP_TO))),
        ({"XA": Amount(5)}, Declared(Bounds(5, None), Amount(5, MORE))),
        ({"XA": Amount(5, UP_TO)}, Declared(Bounds(0, None), None)),
        ({}, NOTHING),
    ],
)
def test_the_sum_of_two_states(drill, amounts, expected):
    assert declared(by_state(drill, "XA", "XB", **amounts), "personnel") == expected


def meanings(amount, highest=60):
    low, high = bounds_of(amount)
    return range(low, (highest if high is None else high) + 1)


@given(one=AMOUNTS, other=st.none() | AMOUNTS, needed=st.integers(1, 60))
def test_a_sum_is_certain_exactly_where_every_meaning_agrees(drill, one, other, needed):
    amounts = {"XA": one} | ({"XB": other} if other else {})
    bounds = declared(by_state(drill, "XA", "XB", **amounts), "personnel").bounds
    sums = {
        first + second >= needed
        for first in meanings(one)
        for second in (meanings(other) if other else range(61))
    }
    assert bounds.reaches(needed) is (
        Answer.UNCLEAR if len(sums) == 2 else Answer.YES if sums == {True} else Answer.NO
    )
