"""Where a duty stands as time passes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.model import Event, Evidence, EvidenceLevel, FixedDate, YearDay
from detente.assessment.clocks import Counting
from detente.assessment.finding import FindingState, Gap, Missing
from detente.assessment.standing import (
    Limit,
    Occasion,
    Standing,
    limit_of,
    standing_of_open,
    standing_of_told,
)
from detente.kernel.instants import SECOND, Interval, parse_instant

S = FindingState
DUE = parse_instant("2030-05-10T23:59:59Z")
COARSE = (Gap(Missing.DATE_PRECISION, "activity.start"),)
EXACT = Limit(Interval(DUE, DUE))
WIDE = Limit(Interval(DUE, DUE + timedelta(days=30)), coarse=COARSE)
LATER = DUE + timedelta(days=30)


@pytest.mark.parametrize(
    ("at", "limit", "silence", "expected"),
    [
        (DUE - timedelta(days=7) - SECOND, EXACT, None, Standing(S.UPCOMING, DUE, DUE - timedelta(days=7))),
        (DUE - timedelta(days=7), EXACT, None, Standing(S.DUE, DUE, DUE + SECOND)),
        (DUE, EXACT, None, Standing(S.DUE, DUE, DUE + SECOND)),
        (DUE + SECOND, EXACT, None, Standing(S.MISSED, DUE)),
        (DUE + SECOND, EXACT, "declined", Standing(S.MET, DUE, silence="declined")),
        (DUE + SECOND, WIDE, None, Standing(S.UNCLEAR, DUE, LATER + SECOND, COARSE)),
        (LATER, WIDE, None, Standing(S.UNCLEAR, DUE, LATER + SECOND, COARSE)),
        (LATER + SECOND, WIDE, None, Standing(S.MISSED, DUE)),
        (DUE, Limit(), None, Standing(S.DUE)),
        (DUE, Limit(gaps=COARSE), None, Standing(S.UNCLEAR, gaps=COARSE)),
    ],
)
def test_an_open_duty(at, limit, silence, expected):
    assert standing_of_open(limit, at, silence) == expected


@pytest.mark.parametrize(
    ("told", "limit", "expected"),
    [
        (Interval(DUE, DUE), EXACT, Standing(S.MET, DUE)),
        (Interval(DUE + SECOND, DUE + SECOND), EXACT, Standing(S.MET_LATE, DUE)),
        (
            Interval(DUE, DUE + SECOND),
            EXACT,
            Standing(S.UNCLEAR, DUE, gaps=(Gap(Missing.DATE_PRECISION, "R"),)),
        ),
        (Interval(LATER, LATER), WIDE, Standing(S.UNCLEAR, DUE, gaps=COARSE)),
        (Interval(LATER + SECOND, LATER + SECOND), WIDE, Standing(S.MET_LATE, DUE)),
        (None, EXACT, Standing(S.UNCLEAR, DUE, gaps=(Gap(Missing.TOLD_DATE, "R"),))),
        (None, Limit(), Standing(S.MET)),
        (Interval(DUE, DUE), Limit(gaps=COARSE), Standing(S.UNCLEAR, gaps=COARSE)),
    ],
)
def test_a_duty_carried_out(told, limit, expected):
    assert standing_of_told(told, "R", limit) == expected


@given(
    width=st.integers(0, 90),
    silence=st.sampled_from([None, "declined"]),
    first=st.integers(-20 * 86400, 120 * 86400),
    later=st.integers(0, 60 * 86400),
)
def test_nothing_changes_before_changes_at(width, silence, first, later):
    limit = Limit(Interval(DUE, DUE + timedelta(days=width)), coarse=COARSE)
    at = DUE + timedelta(seconds=first)
    standing = standing_of_open(limit, at, silence)
    then = at + timedelta(seconds=later)
    if standing.changes_at is None or standing.changes_at > then:
        assert standing_of_open(limit, then, silence) == standing
    else:
        assert standing.changes_at > at
        assert standing_of_open(limit, standing.changes_at, silence) != standing


DAY = parse_instant("2027-05-19T00:00:00Z")
UNDATED = Gap(Missing.START_DATE, "activity.start")
VALUE = Gap(Missing.TREATY_VALUE, "clock")


def gaps_of(limit, when=DAY, bearer=None):
    occasion = Occasion(Interval(when, when) if when else None, UNDATED, "activity.start")
    found = limit_of(limit, occasion, Counting((0,)), None, bearer)
    return found.gaps or found.coarse


@pytest.mark.parametrize(
    ("amount", "calendar", "when", "bearer", "expected"),
    [
        (5, "AT", DAY, None, ()),
        (5, "bearer", DAY, "AT", ()),
        (5, "bearer", DAY, None, (Gap(Missing.CALENDAR, "bearer"),)),
        (5, "bearer", DAY, "XA", (Gap(Missing.CALENDAR, "XA"),)),
        (None, "bearer", None, "XA", (VALUE, Gap(Missing.CALENDAR, "XA"), UNDATED)),
        (5, "AT", parse_instant("1934-01-03T00:00:00Z"), None, (Gap(Missing.CALENDAR, "AT"),)),
        (2, "KZ", DAY, None, (Gap(Missing.CALENDAR, "KZ"),)),  # Eid al-Adha is only estimated
    ],
)
def test_what_working_days_need(build, amount, calendar, when, bearer, expected):
    clock = build.before(amount, "working_days")
    assert gaps_of(replace(clock, span=replace(clock.span, calendar=calendar)), when, bearer) == expected


def test_what_a_fixed_date_needs():
    known = FixedDate(YearDay((12, 15), Evidence(EvidenceLevel.MODEL)), -1, Event.ACTIVITY_START)
    unknown = replace(known, day=YearDay(None, Evidence(EvidenceLevel.UNKNOWN)))
    assert gaps_of(known) == ()
    assert gaps_of(unknown, None) == (VALUE, UNDATED)
    two_years = Interval(DAY, DAY + timedelta(days=300))
    found = limit_of(known, Occasion(two_years, UNDATED, "activity.start"), Counting((0,)), None)
    ends = parse_instant("2026-12-15T23:59:59Z"), parse_instant("2027-12-15T23:59:59Z")
    assert found == Limit(Interval(*ends), coarse=(Gap(Missing.DATE_PRECISION, "activity.start"),))
