"""Where a duty stands as time passes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.assessment.finding import FindingState, Gap, Missing
from detente.assessment.standing import Limit, Standing, standing_of_open, standing_of_told
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
