"""What both sides hold: does the other side's drill count?"""

from __future__ import annotations

import pytest

from detente.agreements.model import Duty, Together
from detente.assessment.assess import assess_activity
from detente.assessment.finding import FindingState, Gap, Missing
from detente.record.activities import ActivityStatus

S = FindingState
OTHER = "TR30/XB/2030/0002/EX"


@pytest.fixture
def found(build, known, places, at):
    """State, gaps, messages and counterparts of the first finding on a drill, given the others."""

    def find(together, activity, *others):
        when = build.when(build.at_least("personnel", 9000), zone="band", both=together)
        provision = build.observe(when, build.before(30, "days"), duty=Duty.RECIPROCAL)
        first = assess_activity(
            build.agreement(provision), activity, known([activity, *others]), at("2030-05-20"), places
        )[0]
        return first.state, first.gaps, first.messages[1:], first.counterparts

    return find


APART = {"start": "2031-02-01", "end": "2031-02-02"}
COARSE = {"start": "2030-06", "end": "2030-06"}
COUNTED = ((f"{OTHER}/O",), (OTHER,))


def gap(what):
    return (Gap(what, OTHER),)


@pytest.mark.parametrize("together", Together)
def test_an_overlapping_drill_of_the_other_side_counts(found, drill, together):
    assert found(together, drill(), drill("XB", 2)) == (S.MISSED, (), *COUNTED)
    same_day = drill("XB", 2, start="2030-06-10", end="2030-06-20")
    assert found(together, drill(), same_day) == (S.MISSED, (), *COUNTED)


@pytest.mark.parametrize("together", Together)
@pytest.mark.parametrize(
    "other",
    [
        {"host": "XA"},
        {"personnel": 8999},
        {"status": ActivityStatus.CANCELLED},
        {"host": "XZ"},
    ],
)
def test_own_side_smaller_cancelled_or_no_party_does_not_count(found, drill, together, other):
    plain = {"host": "XB", "serial": 2}
    assert found(together, drill(), drill(**plain | other)) == (S.NOT_TRIGGERED, (), (), ())


def test_a_drill_apart_in_time_counts_only_if_the_agreement_does_not_say(found, drill):
    apart = drill("XB", 2, **APART)
    assert found(Together.OVERLAPPING, drill(), apart) == (S.NOT_TRIGGERED, (), (), ())
    assert found(Together.UNKNOWN, drill(), apart) == (S.UNCLEAR, gap(Missing.TIME_RELATION), *COUNTED)


def test_dates_too_coarse_to_tell(found, drill):
    coarse = drill("XB", 2, **COARSE)
    expected = (S.UNCLEAR, gap(Missing.DATE_PRECISION), *COUNTED)
    assert found(Together.OVERLAPPING, drill(), coarse) == expected
    undated = drill("XB", 2, start=None)
    expected = (S.UNCLEAR, gap(Missing.START_DATE), *COUNTED)
    assert found(Together.OVERLAPPING, drill(), undated) == expected


def test_what_is_missing_of_the_other_drill_is_said_of_it(found, drill):
    unknown = drill("XB", 2, personnel=None)
    expected = (S.UNCLEAR, gap(Missing.STRENGTH), *COUNTED)
    assert found(Together.OVERLAPPING, drill(), unknown) == expected


def test_others_are_asked_for_only_where_they_matter(build, known, places, drill, at):
    when = build.when(build.at_least("personnel", 9000), both=Together.UNKNOWN)
    agreement = build.agreement(build.observe(when, None))
    source = known()
    assess_activity(agreement, drill(personnel=100), source, at("2030-05-20"), places)
    assert source.asked == []
