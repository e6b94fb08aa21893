"""Waiting for a peer: never longer than a quarter of an hour, never not at all, spread at random."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from detente.exchange.backoff import MOST_SECONDS, next_try

NOW = datetime(2024, 5, 1, tzinfo=UTC)


@given(st.integers(1, 10**9), st.floats(0, 1, exclude_max=True))
def test_it_is_tried_again_within_a_quarter_of_an_hour_however_often_it_failed(
    failures: int, draw: float
) -> None:
    assert NOW < next_try(failures, NOW, draw) <= NOW + timedelta(seconds=MOST_SECONDS)


def test_the_longest_wait_doubles_until_its_limit() -> None:
    longest = [int((next_try(failures, NOW, 0.999999) - NOW).total_seconds()) for failures in range(1, 10)]
    assert longest == [10, 20, 40, 80, 160, 320, 640, 900, 900]


def test_the_wait_is_drawn_from_the_whole_span() -> None:
    waits = {int((next_try(8, NOW, number / 1000) - NOW).total_seconds()) for number in range(1000)}
    assert (min(waits), max(waits)) == (1, 900)
    assert len(waits) > 800
