"""Deadlines against a plain calendar that walks day by day."""

from __future__ import annotations

import calendar
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.model import Event, Evidence, EvidenceLevel, FixedDate, YearDay
from detente.assessment.clocks import Counting, counting_of, deadline, told_in_time
from detente.assessment.finding import Answer
from detente.kernel.instants import SECOND, Interval, PartialDate, parse_instant

DAYS = st.dates(date(1990, 1, 1), date(2040, 12, 31))
COUNTS = st.integers(0, 400)


def end_of(day):
    return datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=UTC)


def walk(start, steps, counts_start, direction):
    """Count on a calendar with a finger: put it on the next day, or on the start day if that counts."""
    counted, day = 0, start
    if steps and counts_start:
        counted = 1
    while counted < steps:
        day += timedelta(days=direction)
        counted += 1
    return day


@given(day=DAYS, amount=COUNTS, counts_start=st.booleans(), before=st.booleans())
def test_days_are_counted_as_on_a_calendar(build, day, amount, counts_start, before):
    clock = build.before(amount, "days") if before else build.after(amount, "days")
    event = PartialDate(day.isoformat()).interval
    last = end_of(walk(day, amount, counts_start, -1 if before else 1))
    counting = Counting((1 if counts_start else 0,))
    assert deadline(clock, event, counting, None) == Interval(last, last)


@given(day=DAYS, amount=st.integers(0, 30), before=st.booleans())
def test_months_keep_the_day_of_the_month_where_there_is_one(build, day, amount, before):
    clock = build.before(amount, "months") if before else build.after(amount, "months")
    year, month = day.year, day.month
    for _ in range(amount):
        month += -1 if before else 1
        year, month = (year - 1, 12) if month == 0 else (year + 1, 1) if month == 13 else (year, month)
    last = end_of(date(year, month, min(day.day, calendar.monthrange(year, month)[1])))
    event = PartialDate(day.isoformat()).interval
    assert deadline(clock, event, Counting((0,)), None) == Interval(last, last)


def walk_months(start, months, direction):
    """Go from day to day until so many months were left behind, then on to the day of the month, or its end."""
    day, passed = start, 0
    while passed < months:
        step = day + timedelta(days=direction)
        passed += step.month != day.month
        day = step
    day = day.replace(day=1)
    while day.day < start.day and (day + timedelta(days=1)).month == day.month:
        day += timedelta(days=1)
    return day


@given(day=DAYS, amount=st.integers(0, 12), unit=st.sampled_from(["months", "years"]), before=st.booleans())
def test_months_and_years_against_a_walk(build, day, amount, unit, before):
    clock = build.before(amount, unit) if before else build.after(amount, unit)
    months = amount * 12 if unit == "years" else amount
    last = end_of(walk_months(day, months, -1 if before else 1))
    event = PartialDate(day.isoformat()).interval
    assert deadline(clock, event, Counting((0,)), None) == Interval(last, last)


def on(clock, calendar):
    return replace(clock, span=replace(clock.span, calendar=calendar))


@given(
    month=st.dates(date(2001, 1, 1), date(2030, 12, 1)),
    amount=st.integers(0, 100),
    unit=st.sampled_from(["days", "working_days", "months", "years"]),
    before=st.booleans(),
    shifts=st.sampled_from([(0,), (1,), (0, 1)]),
)
def test_an_event_known_to_the_month_may_be_on_any_of_its_days(build, month, amount, unit, before, shifts):
    clock = build.before(amount, unit) if before else build.after(amount, unit)
    if unit == "working_days":
        clock = on(clock, "AT")
    event = PartialDate(f"{month:%Y-%m}").interval
    found = deadline(clock, event, Counting(shifts), None)
    days = [event.earliest + timedelta(days=index) for index in range(event.latest.day)]
    ends = [
        deadline(clock, Interval(day, day), Counting((shift,)), None).earliest
        for day in days
        for shift in shifts
    ]
    assert found == Interval(min(ends), max(ends))


@given(
    day=DAYS,
    later=st.integers(0, 60),
    amount=st.integers(0, 100),
    unit=st.sampled_from(["days", "working_days", "months", "years"]),
    before=st.booleans(),
)
def test_a_later_event_has_no_earlier_deadline(build, day, later, amount, unit, before):
    clock = build.before(amount, unit) if before else build.after(amount, unit)
    if unit == "working_days":
        clock = on(clock, "monday-to-friday")
    first, second = (
        deadline(clock, PartialDate(one.isoformat()).interval, Counting((0,)), None)
        for one in (day, day + timedelta(days=later))
    )
    assert first.earliest <= second.earliest


def test_working_days_are_those_of_the_calendar_named(build):
    """Wednesday, 1 May 2024 is free in Austria."""
    event = PartialDate("2024-05-06").interval
    ends = [
        deadline(on(build.before(5, "working_days"), calendar), event, Counting((0,)), None, "AT").latest
        for calendar in ("monday-to-friday", "AT", "bearer")
    ]
    assert [one.date() for one in ends] == [date(2024, 4, 29), date(2024, 4, 26), date(2024, 4, 26)]


def test_without_a_calendar_working_days_give_no_deadline(build):
    event = PartialDate("2024-05-06").interval
    clock = on(build.before(5, "working_days"), "bearer")
    assert [deadline(clock, event, Counting((0,)), None, bearer) for bearer in (None, "XA")] == [None, None]


def yearly(month_day, years=0):
    evidence = Evidence(EvidenceLevel.MODEL if month_day else EvidenceLevel.UNKNOWN)
    return FixedDate(YearDay(month_day, evidence), years, Event.ACTIVITY_START)


@given(
    event=DAYS,
    month=st.integers(1, 12),
    day=st.integers(1, 31),
    years=st.integers(-10, 10),
    precision=st.sampled_from(["%Y-%m-%d", "%Y-%m", "%Y"]),
)
def test_a_fixed_date_is_found_by_walking_through_its_year(event, month, day, years, precision):
    last = date(event.year + years, 1, 1)
    while last.month < month or last.day < day:
        step = last + timedelta(days=1)
        if (step.year, step.month) > (event.year + years, month):
            break  # the month has no such day: its last one it is
        last = step
    found = deadline(
        yearly((month, day), years), PartialDate(event.strftime(precision)).interval, Counting((1,)), None
    )
    assert found == Interval(end_of(last), end_of(last))


def test_an_event_in_one_of_two_years_gives_two_fixed_dates():
    event = Interval(parse_instant("2029-12-31T00:00:00Z"), parse_instant("2030-01-01T00:00:00Z"))
    found = deadline(yearly((12, 15), -1), event, Counting((0,)), None)
    assert found == Interval(end_of(date(2028, 12, 15)), end_of(date(2029, 12, 15)))


def test_a_fixed_date_that_has_not_been_seen_gives_no_deadline():
    assert deadline(yearly(None), PartialDate("2030").interval, Counting((0,)), None) is None


@pytest.mark.parametrize(("event", "years", "last"), [("0003", -5, date.min), ("9998", 5, date.max)])
def test_fixed_dates_end_where_the_calendar_ends(event, years, last):
    found = deadline(yearly((6, 15), years), PartialDate(event).interval, Counting((0,)), None)
    assert found == Interval(end_of(last), end_of(last))


@given(seconds=st.integers(0, 10**9), amount=st.integers(0, 5000))
def test_hours_are_exact(build, seconds, amount):
    moment = datetime(1995, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    event = Interval(moment, moment + SECOND)
    shift = timedelta(hours=amount)
    clock = build.after(amount, "hours")
    assert deadline(clock, event, Counting((0,)), None) == Interval(moment + shift, event.latest + shift)
    clock = build.before(amount, "hours")
    assert deadline(clock, event, Counting((0,)), None) == Interval(moment - shift, event.latest - shift)


@pytest.mark.parametrize(
    ("start", "counts", "earliest", "latest"),
    [
        ("2030-06-01", False, "2030-05-02", "2030-05-02"),
        ("2030-06-01", True, "2030-05-03", "2030-05-03"),
        ("2030-06", False, "2030-05-02", "2030-05-31"),
        ("2030", False, "2029-12-02", "2030-12-01"),
    ],
)
def test_thirty_days_before(build, start, counts, earliest, latest):
    event = PartialDate(start).interval
    found = deadline(build.before(30, "days"), event, Counting((int(counts),)), None)
    assert found == Interval(end_of(date.fromisoformat(earliest)), end_of(date.fromisoformat(latest)))


def test_where_the_rule_on_the_start_day_is_not_known_both_are_possible(build):
    unknown = build.agreement(evidence_of={"start_day_counts": Evidence(EvidenceLevel.UNKNOWN)})
    found = deadline(build.before(30, "days"), PartialDate("2030-06-01").interval, counting_of(unknown), None)
    assert found == Interval(end_of(date(2030, 5, 2)), end_of(date(2030, 5, 3)))


def test_an_amount_that_is_not_available_gives_no_deadline(build):
    event = PartialDate("2030-06-01").interval
    assert deadline(build.before(None, "days"), event, Counting((0,)), None) is None


@pytest.mark.parametrize("unit", ["hours", "days", "months", "years"])
@pytest.mark.parametrize(("start", "before"), [("0001-01-01", True), ("9999-12-30", False)])
def test_deadlines_end_where_the_calendar_ends(build, unit, start, before):
    clock = build.before(500, unit) if before else build.after(500, unit)
    event = PartialDate(start).interval
    found = deadline(clock, event, Counting((0,)), None)
    assert found is not None
    assert found.earliest.year == (1 if before else 9999)


LAST = Interval(parse_instant("2030-05-01T12:00:00Z"), parse_instant("2030-05-02T12:00:00Z"))


@pytest.mark.parametrize(
    ("earliest", "latest", "answer"),
    [
        ("2030-05-01T11:00:00Z", "2030-05-01T12:00:00Z", Answer.YES),
        ("2030-05-01T12:00:00Z", "2030-05-01T12:00:01Z", Answer.UNCLEAR),
        ("2030-05-02T12:00:00Z", "2030-05-02T12:00:00Z", Answer.UNCLEAR),
        ("2030-05-02T12:00:01Z", "2030-05-02T12:00:01Z", Answer.NO),
    ],
)
def test_told_in_time_for_sure_late_for_sure_or_unclear(earliest, latest, answer):
    told = Interval(parse_instant(earliest), parse_instant(latest))
    assert told_in_time(told, LAST) is answer
