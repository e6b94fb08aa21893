"""Meetings: as many as the article provides for, and those that were asked for besides."""

from __future__ import annotations

import pytest

from detente.agreements.model import Bearer, Duty, Evidence, EvidenceLevel
from detente.assessment.assess import standing_duties, touched_duties
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.kernel.instants import parse_instant
from detente.messages.values import Amount

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)


@pytest.fixture
def twice(build, promise):
    return lambda **changes: build.agreement(promise.meet(build.quantity(2), **changes))


def held(a, *dates, **changes):
    return [a.meeting(date, serial=index, **changes) for index, date in enumerate(dates, start=1)]


@pytest.mark.parametrize(
    ("dates", "when", "state", "changes"),
    [
        (["2030-04-01"], "2030-07-01", S.UPCOMING, "2030-12-24T23:59:59Z"),
        (["2030-04-01"], "2030-12-26", S.DUE, "2031-01-01T00:00:00Z"),
        (["2030-04-01"], "2031-01-01", S.MISSED, None),
        (["2030-04-01", "2030-09"], "2030-10-01", S.MET, None),
        (["2030-04-01", "2029-12-31", "2031-01-01"], "2031-02-01", S.MISSED, None),
    ],
)
def test_twice_a_year(twice, a, in_year, finding, *, dates, when, state, changes):
    known = held(a, *dates)
    counted = [one for one, date in zip(known, dates, strict=True) if date.startswith("2030")]
    reached = Answer.YES if len(counted) >= 2 else Answer.NO
    assert in_year(twice(), known, "all-parties", when=when) == [
        finding(
            "meet",
            "meeting",
            bearer="all-parties",
            about="TR30/all-parties/2030/meet.toy",
            year=2030,
            state=state,
            due=parse_instant("2030-12-31T23:59:59Z"),
            changes_at=parse_instant(changes) if changes else None,
            messages=tuple(f"{one.id}/O" for one in counted),
            margins=(Margin("meetings", 2, Amount(len(counted)), reached, False, MODEL),),
            counterparts=tuple(one.id for one in counted),
        )
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"withdrawn": True},
        {"agreement": "other"},
        {"format": "other"},
        {"extraordinary": True},
        {"held": None},
        {"owner": "XZ"},
    ],
)
def test_what_does_not_count(twice, a, in_year, changes):
    known = [a.meeting(**{"held": "2030-05-01"} | changes)]
    [found] = in_year(twice(), known, "all-parties")
    assert found.margins[0].declared == Amount(0)


def test_each_side_meets(twice, a, in_year):
    agreement = twice(bearer=Bearer.EACH_SIDE)
    known = held(a, "2030-04-01", "2030-05-01", states=("XA", "XB"))
    only_south = a.meeting("2030-06-01", serial=3, states=("XB", "XC"))
    numbers = [
        in_year(agreement, [*known, only_south], side)[0].margins[0].declared.value
        for side in ("north", "south")
    ]
    assert numbers == [2, 3]


def test_no_fixed_number_is_possible_and_one_not_available_unclear(build, promise, in_year):
    [free] = in_year(build.agreement(promise.meet(None)), [], "all-parties")
    assert (free.state, free.due) == (S.AVAILABLE, None)
    [unknown] = in_year(build.agreement(promise.meet(build.quantity(None))), [], "all-parties")
    assert (unknown.state, unknown.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "meetings"),))
    voluntary = build.agreement(promise.meet(build.quantity(1), duty=Duty.MAY))
    assert [one.state for one in in_year(voluntary, [], "all-parties", when="2031-02-01")] == [S.AVAILABLE]


def test_once_in_three_years(build, promise, a, in_year, at):
    agreement = build.agreement(promise.meet(build.quantity(1), build.quantity(3)))
    known = held(a, "2028-02-01")
    years = [2029, 2030, 2031]
    states = [in_year(agreement, known, "all-parties", year, "2032-01-01")[0].state for year in years]
    assert states == [S.MET, S.MET, S.MISSED]
    assert [one.year for one in standing_duties(agreement, at("2030-05-01"), at("2030-06-01"))] == [2032]
    assert [one.year for one in touched_duties(agreement, known[0], 900)] == [2028, 2029, 2030]


@pytest.mark.parametrize(
    ("changes", "when", "state"),
    [
        ({}, "2030-05-05", S.DUE),
        ({}, "2030-05-12", S.MISSED),
        ({"held": "2030-05-11"}, "2030-05-20", S.MET),
        ({"held": "2030-05-12"}, "2030-05-20", S.MET_LATE),
        ({"held": "2030-05"}, "2030-05-20", S.UNCLEAR),
        ({"withdrawn": True}, "2030-05-20", S.NOT_TRIGGERED),
    ],
)
def test_a_meeting_that_was_asked_for(build, promise, a, on_matter, last_second, *, changes, when, state):
    agreement = build.agreement(promise.meet(None, clock=build.after(10, "days")))
    meeting = a.meeting(**{"held": None, "asked": "2030-05-01T06:00:00Z"} | changes)
    [found] = on_matter(agreement, meeting, when)
    assert (found.bearer, found.other, found.state) == ("all-parties", "XA", state)
    assert found.due == (None if state is S.NOT_TRIGGERED else last_second("2030-05-11"))


def test_without_a_time_it_is_due_until_it_is_held(build, promise, a, on_matter):
    agreement = build.agreement(promise.meet(None, bearer=Bearer.EACH_SIDE))
    asked = a.meeting(None, asked="2030-05-01T06:00:00Z")
    found = on_matter(agreement, asked, "2031-01-01")
    assert [(one.bearer, one.state, one.due) for one in found] == [
        ("north", S.DUE, None),
        ("south", S.DUE, None),
    ]
    assert on_matter(agreement, a.meeting("2030-05-05"), "2031-01-01") == []
