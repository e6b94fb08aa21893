"""Three-valued logic against the two-valued one: unclear exactly where both are still possible."""

from __future__ import annotations

from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from detente.assessment.finding import Answer
from detente.assessment.logic import all_of, any_of, opposite

ANSWERS = st.lists(st.sampled_from(list(Answer)), max_size=5)
POSSIBLE = {Answer.YES: (True,), Answer.NO: (False,), Answer.UNCLEAR: (True, False)}


def by_cases(answers, join):
    results = {join(case) for case in product(*(POSSIBLE[answer] for answer in answers))}
    return {(True,): Answer.YES, (False,): Answer.NO}.get(tuple(results), Answer.UNCLEAR)


@given(ANSWERS)
def test_all_of(answers):
    assert all_of(answers) is by_cases(answers, all)


@given(ANSWERS)
def test_any_of(answers):
    assert any_of(answers) is by_cases(answers, any)


def test_opposite():
    assert [opposite(one) for one in Answer] == [Answer.NO, Answer.YES, Answer.UNCLEAR]
