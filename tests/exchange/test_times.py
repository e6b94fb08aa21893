"""An interval for each registration: what narrows it, and that it is never empty."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.times import not_before, registered
from detente.kernel.instants import Instant, Interval
from detente.ledger.leaf import Seen

NINE = datetime(2024, 5, 1, 9, tzinfo=UTC)
instants = st.integers(0, 10**6).map(lambda seconds: NINE + timedelta(seconds=seconds))


def at(hour: int) -> Instant:
    return NINE.replace(hour=hour)


@pytest.mark.parametrize(
    ("claimed", "earliest", "existed_by", "interval"),
    [
        (at(9), None, [at(9)], (9, 9)),
        (at(9), None, [at(12)], (9, 12)),
        (at(9), None, [at(12), at(10)], (9, 10)),
        (at(9), at(8), [at(12)], (9, 12)),
        (at(9), at(11), [at(12)], (11, 12)),  # back-dated: it names a checkpoint made later than its claim
        (at(14), None, [at(12)], (12, 12)),  # dated ahead: it existed before its claim
        (at(9), at(14), [at(12)], (12, 12)),  # clocks that disagree: what shows that it existed holds
    ],
)
def test_a_claim_is_narrowed_by_what_is_shown(
    claimed: Instant, earliest: Instant | None, existed_by: list[Instant], interval: tuple[int, int]
) -> None:
    assert registered(claimed, earliest, existed_by) == Interval(at(interval[0]), at(interval[1]))


@given(instants, st.none() | instants, st.lists(instants, min_size=1))
def test_an_interval_is_never_empty_and_ends_at_what_is_shown_first(
    claimed: Instant, earliest: Instant | None, existed_by: list[Instant]
) -> None:
    found = registered(claimed, earliest, existed_by)
    assert found.earliest <= found.latest == min(existed_by)


def test_of_several_checkpoints_the_one_made_last_counts_and_unknown_ones_do_not() -> None:
    made = {"a": at(7), "b": at(9)}
    seen = [Seen(origin, 1, bytes(32)) for origin in ("a", "b", "c")]
    assert not_before(seen, lambda one: made.get(one.origin)) == at(9)
    assert not_before(seen[2:], lambda one: made.get(one.origin)) is None
    assert not_before([], lambda one: at(1)) is None
