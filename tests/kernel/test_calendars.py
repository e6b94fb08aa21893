"""Working days of states, on days that are known from elsewhere."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from detente.kernel.calendars import (
    MONDAY_TO_FRIDAY,
    FreeYear,
    WorkingYear,
    free_year,
    has_calendar,
    working_year,
)


def works(code: str, day: date) -> bool:
    known = working_year(code, day.year)
    assert known is not None
    return day in known.sure


@pytest.mark.parametrize(
    ("code", "day", "worked"),
    [
        ("AT", date(2024, 5, 1), False),  # a Wednesday, and a holiday
        ("AT", date(2024, 5, 2), True),
        ("AT", date(2024, 5, 4), False),  # a Saturday
        ("CN", date(2024, 2, 4), True),  # a Sunday, worked for a day off in the Spring Festival
        ("CN", date(2024, 2, 16), False),  # that day off
        ("CN", date(2005, 12, 31), True),  # a Saturday, worked for a day off in the next year
        ("IL", date(2024, 8, 2), False),  # a Friday
        ("IL", date(2024, 8, 4), True),  # a Sunday
        ("AE", date(2021, 8, 1), True),  # a Sunday, while the weekend was Friday and Saturday
        ("AE", date(2022, 7, 31), False),  # a Sunday, after it had been moved
        (MONDAY_TO_FRIDAY, date(2024, 5, 1), True),
        (MONDAY_TO_FRIDAY, date(2024, 5, 4), False),
    ],
)
def test_which_days_are_worked(code, day, worked):
    assert works(code, day) is worked


def test_weekends_alone():
    first = date(2023, 1, 1)
    days = tuple(day for index in range(365) if (day := first + timedelta(index)).isoweekday() < 6)
    assert working_year(MONDAY_TO_FRIDAY, 2023) == WorkingYear(days, days)


@pytest.mark.parametrize("code", ["XA", "QM", "ZZ", "", "at", "AUT", "bearer"])
def test_no_calendar(code):
    assert not has_calendar(code)
    assert working_year(code, 2024) is None


@pytest.mark.parametrize(
    ("code", "year"),
    [
        ("AT", 1900),
        ("AT", 2101),
        ("IN", 1995),
        ("IN", 2036),
        (MONDAY_TO_FRIDAY, 0),
        (MONDAY_TO_FRIDAY, 10000),
    ],
)
def test_years_of_which_the_calendar_knows_nothing_or_a_part(code, year):
    assert has_calendar(code)
    assert working_year(code, year) is None


def test_the_last_year_known_needs_nothing_of_the_next():
    assert working_year("IN", 2035) is not None


def test_a_feast_that_is_estimated_may_fall_a_day_sooner_or_later():
    """Eid al-Adha is expected on Sunday, 16 May 2027; it may be the Monday. A Saturday is free anyway."""
    known = working_year("KZ", 2027)
    assert known is not None
    assert set(known.possible) - set(known.sure) == {date(2027, 5, 17)}


def test_a_year_long_past_has_no_estimates():
    known = working_year("KZ", 2020)
    assert known is not None
    assert known.sure == known.possible


def test_holidays_and_weekends_are_told_apart():
    known = free_year("AT", 2024)
    assert known is not None
    assert date(2024, 5, 1) in known.holidays
    assert date(2024, 5, 4) in known.weekends
    assert date(2024, 5, 2) not in {*known.possible, *known.weekends}
    assert date(2024, 5, 1) not in known.weekends


def test_a_weekend_that_is_worked_is_none():
    known = free_year("CN", 2024)
    assert known is not None
    assert date(2024, 2, 4) not in known.weekends  # a Sunday, worked for a day off in the Spring Festival


def test_estimated_holidays_are_only_possible():
    known = free_year("KZ", 2027)
    assert known is not None
    assert set(known.possible) - set(known.holidays) == {
        date(2027, 5, 15),
        date(2027, 5, 16),
        date(2027, 5, 17),
    }


def test_what_is_free_is_what_is_not_worked():
    free, worked = free_year("KZ", 2027), working_year("KZ", 2027)
    assert free is not None
    assert worked is not None
    every = {date(2027, 1, 1) + timedelta(index) for index in range(365)}
    assert every - set(worked.sure) == {*free.possible, *free.weekends}


def test_weekends_alone_have_no_holidays():
    known = free_year(MONDAY_TO_FRIDAY, 2023)
    assert known == FreeYear((), (), known.weekends if known else ())
    assert known is not None
    assert len(known.weekends) == 105


@pytest.mark.parametrize(("code", "year"), [("XA", 2024), ("AT", 1900), (MONDAY_TO_FRIDAY, 0)])
def test_nothing_is_known_of_days_off(code, year):
    assert free_year(code, year) is None
