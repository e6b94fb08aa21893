"""Working days against a plain calendar: a finger that goes from day to day and asks of each whether it is worked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.model import DatedValue, Duration, Evidence, EvidenceLevel, Quantity, TimeUnit
from detente.assessment.working_days import calendar_of, count_working_days, is_known

#: Years in which no feast of these states is merely estimated.
YEARS = range(2016, 2026)
FREE = {
    code: country_holidays(code, years=[*YEARS, YEARS.start - 1, YEARS.stop])
    for code in ("AT", "CN", "IN", "KZ", "IL", "AE")
}
CODES = st.sampled_from(sorted(FREE))
DAYS = st.dates(date(2018, 1, 1), date(2024, 3, 31))
AMOUNTS = st.integers(0, 250)
ONE_DAY = timedelta(days=1)
Worked = Callable[[date], bool]


def walk(worked: Worked, start: date, amount: int, *, before: bool, counts_start: bool) -> date:
    """The day on which the finger lies once it has counted so many worked days."""
    day = start
    counted = int(amount > 0 and counts_start and worked(start))
    while counted < amount:
        day += -ONE_DAY if before else ONE_DAY
        counted += worked(day)
    return day


def of(code: str) -> Worked:
    return FREE[code].is_working_day


@given(code=CODES, start=DAYS, amount=AMOUNTS, before=st.booleans(), counts_start=st.booleans())
def test_working_days_are_counted_as_on_a_calendar(code, start, amount, before, counts_start):
    found = count_working_days(code, start, amount, before=before, counts_start=counts_start)
    assert found == (walk(of(code), start, amount, before=before, counts_start=counts_start),)


@given(start=DAYS, amount=AMOUNTS, before=st.booleans(), counts_start=st.booleans())
def test_monday_to_friday(start, amount, before, counts_start):
    found = count_working_days("monday-to-friday", start, amount, before=before, counts_start=counts_start)
    last = walk(lambda day: day.weekday() < 5, start, amount, before=before, counts_start=counts_start)
    assert found == (last,)


@given(
    code=CODES,
    start=DAYS,
    later=st.integers(0, 40),
    amount=st.integers(1, 200),
    more=st.integers(0, 20),
    before=st.booleans(),
    counts_start=st.booleans(),
)
def test_later_starts_end_no_sooner_and_more_days_no_nearer(
    code, start, later, amount, more, before, counts_start
):
    def count(day: date, days: int, first: bool) -> date:
        [found] = count_working_days(code, day, days, before=before, counts_start=first)
        return found

    last = count(start, amount, counts_start)
    assert last <= count(start + timedelta(days=later), amount, counts_start)
    sign = -1 if before else 1
    assert (count(start, amount + more, counts_start) - last).days * sign >= more
    assert (count(start, amount, False) - count(start, amount, True)).days * sign >= 0
    assert of(code)(last)


@given(
    code=st.sampled_from(["IN", "KZ"]),
    start=st.dates(date(2027, 1, 1), date(2032, 12, 31)),
    amount=st.integers(1, 120),
    shift=st.sampled_from([-1, 0, 1]),
    before=st.booleans(),
    counts_start=st.booleans(),
)
def test_wherever_an_estimated_feast_falls_the_deadline_lies_between(
    code, start, amount, shift, before, counts_start
):
    free = country_holidays(code, years=range(2025, 2035))
    estimated = {day for day, name in free.items() if "estimated" in name}
    assert estimated
    moved = {day + timedelta(days=shift) for day in estimated}

    def worked(day: date) -> bool:
        if day in estimated or day in moved:
            return day not in moved and day.weekday() < 5
        return free.is_working_day(day)

    found = count_working_days(code, start, amount, before=before, counts_start=counts_start)
    assert min(found) <= walk(worked, start, amount, before=before, counts_start=counts_start) <= max(found)
    assert len(set(found)) == len(found)


@pytest.mark.parametrize(
    ("calendar", "start", "amount", "before"),
    [
        ("XA", date(2024, 1, 1), 1, False),
        ("AT", date(2100, 12, 31), 1, False),
        ("AT", date(1934, 1, 1), 1, True),
        ("IN", date(2035, 12, 1), 60, False),
        ("monday-to-friday", date(9999, 12, 30), 3, False),
        ("monday-to-friday", date(1, 1, 1), 1, True),
    ],
)
def test_where_no_calendar_reaches_nothing_is_counted(calendar, start, amount, before):
    assert count_working_days(calendar, start, amount, before=before, counts_start=False) == ()


FIVE = Quantity((DatedValue(5, Evidence(EvidenceLevel.MODEL)),))


@pytest.mark.parametrize(
    ("calendar", "bearer", "counted_on", "known"),
    [
        ("AT", "KZ", "AT", True),
        ("bearer", "KZ", "KZ", True),
        ("bearer", "XA", "XA", False),
        ("bearer", None, None, False),
        ("monday-to-friday", None, "monday-to-friday", True),
    ],
)
def test_whose_calendar(calendar, bearer, counted_on, known):
    span = Duration(TimeUnit.WORKING_DAYS, FIVE, calendar)
    assert (calendar_of(span, bearer), is_known(span, bearer)) == (counted_on, known)


def test_other_units_need_no_calendar():
    assert is_known(Duration(TimeUnit.DAYS, FIVE), None)
