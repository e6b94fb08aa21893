"""Findings of ``notify``, whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import Bearer, Evidence, EvidenceLevel
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.kernel.instants import SECOND
from detente.messages.values import Amount
from detente.record.activities import ActivityStatus, Telling

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
REACHED = (Margin("personnel", 9000, Amount(9000), Answer.YES, False, MODEL),)


@pytest.fixture
def agreement(build):
    when = build.when(build.at_least("personnel", 9000), types=("live-exercise",))
    return build.agreement(build.notify(when, build.before(30, "days")))


@pytest.fixture
def expected(finding, last_second):
    def make(state, **changes):
        plain = {"state": state, "due": last_second("2030-05-02"), "margins": REACHED}
        return finding("notify", "notification", **plain | changes)

    return make


@pytest.mark.parametrize(
    ("told", "state"),
    [("2030-05-02T23:59:59Z", S.MET), ("2030-05-03T00:00:00Z", S.MET_LATE), ("2030-05-02", S.MET)],
)
def test_told_in_time_or_late(agreement, drill, findings_of, expected, told, state):
    assert findings_of(agreement, drill(told=told), "2030-07-01") == [expected(state)]


def test_what_has_no_known_time_is_unclear(agreement, drill, findings_of, expected):
    activity = drill(told=None)
    gap = Gap(Missing.TOLD_DATE, f"{activity.id}/O")
    assert findings_of(agreement, activity, "2030-07-01") == [expected(S.UNCLEAR, gaps=(gap,))]


def test_told_before_a_later_telling_that_was_in_time_is_in_time(
    agreement, drill, findings_of, expected, told
):
    tellings = (Telling("TR30/XA/2030/0001/EX/O", None), Telling("A1", told("2030-05-01")))
    assert findings_of(agreement, drill(tellings=tellings), "2030-07-01") == [expected(S.MET)]


def test_told_before_a_later_telling_that_was_late_is_unclear(agreement, drill, findings_of, expected, told):
    tellings = (Telling("TR30/XA/2030/0001/EX/O", None), Telling("A1", told("2030-05-09")))
    gap = Gap(Missing.TOLD_DATE, "TR30/XA/2030/0001/EX/O")
    assert findings_of(agreement, drill(tellings=tellings), "2030-07-01") == [
        expected(S.UNCLEAR, gaps=(gap,))
    ]


@pytest.mark.parametrize(
    ("when", "state", "changes"),
    [
        ("2030-04-01", S.UPCOMING, "2030-04-25T23:59:59Z"),
        ("2030-05-01", S.DUE, "2030-05-03T00:00:00Z"),
        ("2030-05-04", S.MISSED, None),
    ],
)
def test_known_but_not_told(agreement, drill, findings_of, expected, at, when, state, changes):
    changes_at = at(changes) if changes else None
    assert findings_of(agreement, drill(tellings=()), when) == [expected(state, changes_at=changes_at)]


def test_a_start_known_to_the_month_is_unclear_between(agreement, drill, findings_of, expected, last_second):
    activity = drill(start="2030-06", end=None, tellings=())
    gap = (Gap(Missing.DATE_PRECISION, "activity.start"),)
    changes_at = last_second("2030-05-31") + SECOND
    assert findings_of(agreement, activity, "2030-05-20") == [
        expected(S.UNCLEAR, gaps=gap, changes_at=changes_at)
    ]
    assert findings_of(agreement, activity, "2030-06-01") == [expected(S.MISSED)]


@pytest.mark.parametrize(
    ("changes", "margins"),
    [
        ({"type": "command-staff-exercise"}, ()),
        ({"personnel": 8999}, (Margin("personnel", 9000, Amount(8999), Answer.NO, True, MODEL),)),
    ],
)
def test_not_triggered(agreement, drill, findings_of, expected, changes, margins):
    assert findings_of(agreement, drill(**changes), "2030-07-01") == [
        expected(S.NOT_TRIGGERED, due=None, margins=margins)
    ]


def test_unclear_says_what_is_missing(agreement, drill, findings_of, expected):
    gaps = (Gap(Missing.ACTIVITY_TYPE, "activity.type"), Gap(Missing.STRENGTH, "personnel"))
    margin = Margin("personnel", 9000, None, Answer.UNCLEAR, False, MODEL)
    assert findings_of(agreement, drill(type=None, personnel=None), "2030-07-01") == [
        expected(S.UNCLEAR, gaps=gaps, margins=(margin,))
    ]


def test_without_a_start_the_deadline_is_missing(agreement, drill, findings_of, expected):
    gap = Gap(Missing.START_DATE, "activity.start")
    assert findings_of(agreement, drill(start=None), "2030-07-01") == [
        expected(S.UNCLEAR, due=None, gaps=(gap,))
    ]


def test_a_time_limit_that_is_not_available_is_unclear(build, drill, findings_of, expected):
    agreement = build.agreement(build.notify(build.when(), build.before(None, "days")))
    gap = Gap(Missing.TREATY_VALUE, "clock")
    assert findings_of(agreement, drill(), "2030-07-01") == [
        expected(S.UNCLEAR, due=None, gaps=(gap,), margins=())
    ]


def test_after_the_start_within_hours(build, drill, findings_of, expected, at):
    agreement = build.agreement(build.notify(build.when(), build.after(24, "hours", "activity.start")))
    activity = drill(start="2030-06-01T06:00:00Z", told="2030-06-02T06:00:00Z")
    due = at("2030-06-02T06:00:00Z")
    assert findings_of(agreement, activity, "2030-07-01") == [expected(S.MET, due=due, margins=())]


def test_a_cancelled_drill_has_no_open_duties(agreement, drill, findings_of, expected):
    called_off = {"status": ActivityStatus.CANCELLED}
    told = drill(**called_off)
    assert findings_of(agreement, told, "2030-07-01") == [expected(S.MET)]
    for untold in (drill(tellings=(), **called_off), drill(told=None, **called_off)):
        assert findings_of(agreement, untold, "2030-07-01") == [expected(S.NOT_TRIGGERED, due=None)]


def test_each_participant_that_is_a_party_bears_it(build, drill, findings_of, expected):
    provision = build.notify(build.when(), build.before(30, "days"), Bearer.EACH_PARTICIPANT)
    agreement = build.agreement(provision)
    activity = drill(participants=("XA", "XB", "XZ"))
    assert findings_of(agreement, activity, "2030-07-01") == [
        expected(S.MET, margins=()),
        expected(S.MET, margins=(), bearer="XB"),
    ]


def test_each_participant_has_the_working_days_of_its_own_calendar(build, drill, findings_of, last_second):
    clock = build.before(10, "working_days")
    clock = replace(clock, span=replace(clock.span, calendar="bearer"))
    provision = build.notify(build.when(), clock, Bearer.EACH_PARTICIPANT)
    agreement = build.agreement(provision, sides={"AT": None, "KZ": None, "XA": None})
    activity = drill(
        "AT",
        participants=("AT", "KZ", "XA"),
        start="2024-05-13",
        end="2024-05-14",
        told="2024-04-25T12:00:00Z",
    )
    found = findings_of(agreement, activity, "2024-07-01")
    assert [(one.bearer, one.state, one.due, one.gaps) for one in found] == [
        ("AT", S.MET, last_second("2024-04-25"), ()),
        ("KZ", S.MET_LATE, last_second("2024-04-24"), ()),
        ("XA", S.UNCLEAR, None, (Gap(Missing.CALENDAR, "XA"),)),
    ]
