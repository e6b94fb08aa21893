"""Stretches of days as sets of bits."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from detente.assessment.planning.days import Part, Stretch, numbers, runs, touching

STRETCH = Stretch(date(2031, 1, 30), date(2031, 2, 4))


def test_days_of_a_stretch():
    assert (STRETCH.count, STRETCH.whole) == (6, 0b111111)
    assert STRETCH.days(date(2031, 2, 1), date(2031, 2, 2)) == 0b1100
    assert STRETCH.days(date(2030, 1, 1), date(2032, 1, 1)) == STRETCH.whole
    assert STRETCH.days(date(2031, 2, 5), date(2031, 2, 9)) == 0
    assert STRETCH.days(date(2031, 2, 2), date(2031, 2, 1)) == 0


def test_an_empty_stretch():
    assert (
        Stretch(date(2031, 1, 2), date(2031, 1, 1)).count,
        Stretch(date(2031, 1, 2), date(2031, 1, 1)).whole,
    ) == (0, 0)


def test_months_and_weeks():
    assert STRETCH.months() == (Part(date(2031, 1, 1), 0b11), Part(date(2031, 2, 1), 0b111100))
    assert STRETCH.weeks() == (Part(date(2031, 1, 27), 0b1111), Part(date(2031, 2, 3), 0b110000))


@given(st.integers(0, 2**40))
def test_runs_and_numbers_are_the_set(days):
    assert sum(1 << number for number in numbers(days)) == days
    found = list(runs(days))
    assert [n for first, last in found for n in range(first, last + 1)] == list(numbers(days))
    assert all(other[0] > one[1] + 1 for one, other in pairwise(found))


@given(st.integers(0, 2**20), st.integers(1, 6), st.integers(0, 20))
def test_what_touches_a_set(days, length, start):
    touched = any(days >> day & 1 for day in range(start, start + length))
    assert bool(touching(days, length) >> start & 1) is touched


@given(st.integers(0, 5))
def test_number_and_day(number):
    assert STRETCH.number(STRETCH.day(number)) == number
    assert STRETCH.day(number) - STRETCH.first == timedelta(days=number)
