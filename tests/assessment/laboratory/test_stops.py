"""Where a slider stops."""

from __future__ import annotations

import pytest

from detente.agreements.model import TimeUnit
from detente.assessment.laboratory.knobs import Knob
from detente.assessment.laboratory.stops import stops_of


def knob(build, measure=None, unit=None):
    return Knob("notify.toy", "name", build.quantity(5), measure, unit)


def test_a_threshold_stops_at_round_numbers_up_to_one_above_every_drill(build) -> None:
    stops = stops_of(knob(build, "personnel"), 123)
    assert stops[:8] == (0, 1, 2, 3, 4, 5, 6, 7)
    assert stops[-3:] == (100, 120, 150)
    assert list(stops) == sorted(set(stops))


@pytest.mark.parametrize("largest", [0, 9, 10, 99, 100, 12_900, 300_000])
def test_the_last_stop_is_above_the_largest(build, largest: int) -> None:
    before, last = stops_of(knob(build, "personnel"), largest)[-2:]
    assert before <= max(largest, 10) < last


@pytest.mark.parametrize("unit", [None, *TimeUnit])
def test_times_and_counts_have_their_own(build, unit: TimeUnit | None) -> None:
    found = knob(build, unit=unit)
    stops = stops_of(found, 0)
    assert list(stops) == sorted(set(stops))
    assert stops[0] == 0
    assert stops[-1] <= found.most
