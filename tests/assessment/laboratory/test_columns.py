"""Numbers compared by their place among all: the same as comparing the numbers."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.conftest import make_drill

from detente.assessment.laboratory.columns import NONE, Columns, is_near, reaches
from detente.messages.values import Amount, Qualifier

numbers = st.sampled_from([0, 1, 2, 89, 90, 100, 101, 10**6])
amounts = st.none() | st.builds(Amount, numbers, st.sampled_from(list(Qualifier)))


@given(st.lists(amounts, max_size=8), st.sampled_from([NONE, 0, 1, 3, 100, 101, 10**6, 10**9]))
def test_one_number_is_compared_as_a_number_for_each_is(told: list[Amount | None], needed: int) -> None:
    columns = Columns([make_drill(serial=index, personnel=one) for index, one in enumerate(told)])
    found = columns.amounts("personnel")
    each = np.full(len(told), needed, np.int64)
    assert reaches(found, needed).tolist() == reaches(found, each).tolist()
    assert is_near(found, needed, 900).tolist() == is_near(found, each, 900).tolist()
