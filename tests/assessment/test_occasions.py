"""Deadlines of drills: what a time limit is counted from, and on whose calendar."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.agreements.model import Event, Evidence, EvidenceLevel, FixedDate, YearDay
from detente.assessment.clocks import Counting
from detente.assessment.finding import Gap, Missing
from detente.assessment.occasions import compile_clock
from detente.assessment.standing import NO_LIMIT, Limit
from detente.kernel.instants import Interval

COUNTING = Counting((0,))


def end_of(year, month, day):
    last = datetime(year, month, day, 23, 59, 59, tzinfo=UTC)
    return Limit(Interval(last, last))


def on(clock, calendar):
    return replace(clock, span=replace(clock.span, calendar=calendar))


def test_without_a_time_limit_there_is_no_deadline(drill):
    assert compile_clock(None, COUNTING)(drill(), None, "XA") == NO_LIMIT


def test_working_days_of_the_bearer_are_those_of_each_state(build, drill):
    """Austria keeps 1 and 9 May 2024; Kazakhstan 1, 7 and 9 May, and the 8th, for which the 4th is worked."""
    limit = compile_clock(on(build.before(10, "working_days"), "bearer"), COUNTING)
    activity = drill(start="2024-05-13", end="2024-05-14")
    assert limit(activity, None, "AT") == end_of(2024, 4, 25)
    assert limit(activity, None, "KZ") == end_of(2024, 4, 24)
    assert limit(activity, None, "XA") == Limit(gaps=(Gap(Missing.CALENDAR, "XA"),))
    assert limit(activity, None, None) == Limit(gaps=(Gap(Missing.CALENDAR, "bearer"),))


@pytest.mark.parametrize("bearer", ["AT", "XA", None])
def test_a_calendar_that_is_named_is_the_same_for_all(build, drill, bearer):
    limit = compile_clock(on(build.before(10, "working_days"), "AT"), COUNTING)
    assert limit(drill(start="2024-05-13"), None, bearer) == end_of(2024, 4, 25)


def test_a_fixed_date_lies_in_the_year_of_the_drill(drill):
    date = FixedDate(YearDay((11, 15), Evidence(EvidenceLevel.MODEL)), -2, Event.ACTIVITY_START)
    limit = compile_clock(date, COUNTING)
    assert limit(drill(start="2030-06-01"), None, None) == end_of(2028, 11, 15)
    assert limit(drill(start="2030"), None, None) == end_of(2028, 11, 15)
    assert limit(drill(start=None), None, None) == Limit(gaps=(Gap(Missing.START_DATE, "activity.start"),))
