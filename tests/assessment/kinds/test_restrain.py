"""Limits on drills: none at all, so many in so many years, so many at one time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.model import (
    Bearer,
    CountLimit,
    Evidence,
    EvidenceLevel,
    Forbidden,
    SimultaneousLimit,
    Together,
)
from detente.agreements.reader import read_vocabulary
from detente.assessment.assess import touched_duties
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.assessment.kinds.simultaneous import deepest
from detente.assessment.places import Located
from detente.assessment.wording import finding_sentence
from detente.kernel.instants import Interval, PartialDate
from detente.messages.values import Amount, Qualifier
from detente.record.activities import ActivityStatus

S = FindingState
MODEL = Evidence(EvidenceLevel.MODEL)
LARGE = 9000


@pytest.fixture
def large(build):
    """9,000 and more within the band."""
    return build.when(build.at_least("personnel", LARGE), types=("live-exercise",), zone="band")


@pytest.fixture
def none_allowed(build, promise, large):
    return build.agreement(promise.restrain(large, Forbidden()))


def reached(personnel, near=False):
    answer = Answer.YES if personnel >= LARGE else Answer.NO
    return Margin("personnel", LARGE, Amount(personnel), answer, near, MODEL)


HELD = Margin("activities", 0, Amount(1), Answer.YES, False, MODEL, limit=True)


@pytest.mark.parametrize(
    ("personnel", "state", "margins"),
    [
        (8099, S.NOT_TRIGGERED, (reached(8099),)),
        (8100, S.NEAR, (reached(8100, near=True),)),
        (8999, S.NEAR, (reached(8999, near=True),)),
        (9000, S.EXCEEDED, (reached(9000), HELD)),
    ],
)
def test_a_drill_that_is_not_to_be_held(none_allowed, drill, findings_of, finding, personnel, state, margins):
    found = findings_of(none_allowed, drill(personnel=personnel), "2030-05-01")
    assert found == [finding("restrain", "restraint", state=state, margins=margins)]


def test_it_is_said_in_plain_words(none_allowed, drill, findings_of):
    [found] = findings_of(none_allowed, drill(), "2030-05-01")
    said = finding_sentence(found, none_allowed, read_vocabulary()).en
    assert said.endswith(
        ": a drill was declared; the article provides for none of this kind. "
        "Personnel: 9,000 needed, 9,000 declared, 100.0\u202f%. Drills: at most 0, 1 counted."
    )


@pytest.mark.parametrize("personnel", [8999, 9000])
@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNCLEAR])
def test_what_is_only_near_is_not_unclear_because_of_its_place(
    none_allowed, drill, known, located_by, at, personnel, answer
):
    from detente.assessment.assess import assess_activity

    gaps = (Gap(Missing.AREA, "activity.area"),) if answer is Answer.UNCLEAR else ()
    places = located_by({"XA": Located(answer, gaps)})
    [found] = assess_activity(none_allowed, drill(personnel=personnel), known(), at("2030-05-01"), places)
    unclear = answer is Answer.UNCLEAR and personnel == LARGE
    assert (found.state, found.gaps) == (S.UNCLEAR, gaps) if unclear else (S.NOT_TRIGGERED, ())


def test_the_duty_ends_when_the_drill_is_called_off(none_allowed, drill, findings_of):
    off = drill(status=ActivityStatus.CANCELLED)
    assert [one.state for one in findings_of(none_allowed, off, "2030-05-01")] == [S.NOT_TRIGGERED]


def test_each_participant_where_the_article_says_so(build, promise, large, drill, findings_of):
    agreement = build.agreement(promise.restrain(large, Forbidden(), Bearer.EACH_PARTICIPANT))
    found = findings_of(agreement, drill(participants=("XA", "XB", "XZ")), "2030-05-01")
    assert [(one.bearer, one.state) for one in found] == [("XA", S.EXCEEDED), ("XB", S.EXCEEDED)]


@pytest.fixture
def counted(build, promise, large):
    """At most so many in so many years."""

    def make(most, years=1, **changes):
        limit = CountLimit(build.quantity(most), build.quantity(years))
        return build.agreement(promise.restrain(large, limit, **changes))

    return make


def held(drill, *starts, **changes):
    return [
        drill(serial=index, start=start, end=None, **changes) for index, start in enumerate(starts, start=1)
    ]


@pytest.mark.parametrize(("number", "state"), [(0, S.WITHIN), (1, S.WITHIN), (2, S.NEAR), (3, S.EXCEEDED)])
def test_so_many_in_a_year(counted, drill, in_year, finding, number, state):
    known = held(drill, *["2030-05-01", "2030-06-01", "2030-07-01"][:number])
    above = Answer.YES if number > 2 else Answer.NO
    assert in_year(counted(2), known) == [
        finding(
            "restrain",
            "count",
            about="TR30/XA/2030/restrain.toy",
            year=2030,
            state=state,
            messages=tuple(f"{one.id}/O" for one in known),
            margins=(Margin("activities", 2, Amount(number), above, state is S.NEAR, MODEL, limit=True),),
            counterparts=tuple(one.id for one in known),
        )
    ]


def test_in_order_of_their_beginning_the_last_is_above(counted, drill, in_year):
    agreement = counted(1)
    [found] = in_year(agreement, held(drill, "2030-09-01", "2030-05-01"))
    said = finding_sentence(found, agreement, read_vocabulary()).en
    assert said.endswith("Above the number: TR30/XA/2030/0001/EX.")


@pytest.mark.parametrize(
    ("starts", "year", "number"),
    [
        (["2028-01-01", "2029-01-01", "2030-12-31"], 2030, 3),
        (["2027-12-31", "2030-01-01"], 2030, 1),
        (["2031-01-01"], 2030, 0),
        (["2028"], 2030, 1),
    ],
)
def test_in_three_successive_years(counted, drill, in_year, starts, year, number):
    [found] = in_year(counted(1, 3), held(drill, *starts), year=year)
    assert found.margins[0].declared == Amount(number)


@pytest.mark.parametrize(
    "changes",
    [
        {"status": ActivityStatus.CANCELLED},
        {"personnel": 8999},
        {"type": "air-exercise"},
        {"host": "XB"},
        {"start": "2031-01-01"},
    ],
)
def test_what_does_not_count(counted, drill, in_year, changes):
    [found] = in_year(counted(2), [drill(**changes)])
    assert (found.state, found.margins[0].declared) == (S.WITHIN, Amount(0))


def test_what_is_not_clear_makes_the_number_lie_between_two(counted, drill, in_year):
    vague = drill(serial=1, personnel=None)
    undated = drill(serial=2, start=None)
    [found] = in_year(counted(1), [vague, undated])
    assert (found.state, found.margins[0].declared) == (S.UNCLEAR, Amount(2, Qualifier.UP_TO))
    assert found.gaps == (Gap(Missing.START_DATE, undated.id), Gap(Missing.STRENGTH, vague.id))
    [found] = in_year(counted(2), [vague, undated])
    assert (found.state, found.gaps) == (S.NEAR, ())
    [found] = in_year(counted(0), [drill(serial=3), vague])
    assert (found.state, found.margins[0].declared) == (S.EXCEEDED, Amount(1))


def test_a_number_that_is_not_available(counted, drill, in_year):
    [found] = in_year(counted(None), held(drill, "2030-05-01"))
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "activities"),))
    [found] = in_year(counted(1, None), held(drill, "2030-05-01"))
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.TREATY_VALUE, "years"),))


def test_a_side_counts_what_all_its_states_hold(counted, drill, in_year):
    agreement = counted(1, bearer=Bearer.EACH_SIDE)
    [found] = in_year(agreement, [drill("XB"), drill("XC")], bearer="south")
    assert found.state is S.EXCEEDED


def test_a_count_of_what_two_sides_hold_together(build, promise, drill, in_year):
    when = build.when(build.at_least("personnel", LARGE), both=Together.OVERLAPPING)
    limit = CountLimit(build.quantity(0), build.quantity(1))
    agreement = build.agreement(promise.restrain(when, limit))
    apart = drill("XB", start="2030-08-01", end="2030-08-02")
    assert [one.state for one in in_year(agreement, [drill(), apart])] == [S.WITHIN]
    assert [one.state for one in in_year(agreement, [drill(), drill("XB")])] == [S.EXCEEDED]
    assert {one.bearer for one in touched_duties(agreement, drill("XB"), 900)} == {"XA", "XB"}


@pytest.fixture
def at_once(build, promise, large):
    return lambda most: build.agreement(promise.restrain(large, SimultaneousLimit(build.quantity(most))))


@pytest.mark.parametrize(
    ("periods", "year", "state", "number"),
    [
        ([("2030-05-01", "2030-05-10"), ("2030-05-10", "2030-05-20")], 2030, S.EXCEEDED, Amount(2)),
        ([("2030-05-01", "2030-05-10"), ("2030-05-11", "2030-05-20")], 2030, S.NEAR, Amount(1)),
        ([("2030-05", "2030-06"), ("2030-05-11", "2030-05-20")], 2030, S.UNCLEAR, Amount(2, Qualifier.UP_TO)),
        ([("2030-05-01", None), ("2030-08-11", "2030-08-20")], 2030, S.UNCLEAR, Amount(2, Qualifier.UP_TO)),
        ([("2029-12-01", "2030-01-05"), ("2030-01-05", "2030-01-06")], 2030, S.EXCEEDED, Amount(2)),
        ([("2029-12-01", "2030-01-05"), ("2029-12-05", "2029-12-06")], 2030, S.NEAR, Amount(1)),
        ([("2029-12-01", "2030-01-05"), ("2029-12-05", "2029-12-06")], 2029, S.EXCEEDED, Amount(2)),
        ([], 2030, S.WITHIN, Amount(0)),
    ],
)
def test_at_one_time(at_once, drill, in_year, periods, year, state, number):
    known = [drill(serial=index, start=start, end=end) for index, (start, end) in enumerate(periods, start=1)]
    [found] = in_year(at_once(1), known, year=year)
    assert (found.step, found.state, found.margins[0].declared) == ("simultaneous", state, number)
    assert bool(found.gaps) is (state is S.UNCLEAR)


def test_a_drill_without_dates_may_be_held_at_any_time_of_its_year_or_the_next(at_once, drill, in_year):
    known = [drill(serial=1), drill(serial=2, start=None)]
    [found] = in_year(at_once(1), known)
    assert (found.state, found.gaps) == (S.UNCLEAR, (Gap(Missing.START_DATE, known[1].id),))
    assert [one.margins[0].declared for one in in_year(at_once(1), known, year=2032)] == [Amount(0)]


SPANS = st.dictionaries(
    st.sampled_from("ABCDEFG"),
    st.builds(
        lambda day, length: Interval(
            PartialDate(f"2030-01-{day:02}").interval.earliest,
            PartialDate(f"2030-01-{min(day + length, 31):02}").interval.earliest,
        ),
        st.integers(1, 31),
        st.integers(0, 9),
    ),
)


@given(spans=SPANS)
def test_the_most_at_one_time_is_what_a_walk_through_all_days_finds(spans):
    january = PartialDate("2030-01").interval
    days = [PartialDate(f"2030-01-{day:02}").interval.earliest for day in range(1, 32)]
    held = [tuple(sorted(k for k, one in spans.items() if one.earliest <= day <= one.latest)) for day in days]
    most = max(map(len, held), default=0)
    found = deepest(spans, january)
    assert len(found) == most
    assert found in held or not found


@pytest.mark.parametrize(
    ("start", "end", "years"),
    [
        ("2030-05-01", "2030-05-02", [2030]),
        ("2030-12-31", "2031-01-01", [2030, 2031]),
        ("2030-05-01", None, [2030, 2031]),
        (None, None, [2030, 2031]),
        ("2030-05-01", "9999-01-01", list(range(2030, 2041))),
    ],
)
def test_years_that_a_drill_touches(at_once, drill, start, end, years):
    found = touched_duties(at_once(1), drill(start=start, end=end), 900)
    assert [(one.bearer, one.year) for one in found] == [("XA", year) for year in years]


def test_a_drill_that_does_not_count_touches_nothing(counted, drill):
    for one in (drill(personnel=8999), drill(status=ActivityStatus.CANCELLED), drill("XZ")):
        assert touched_duties(counted(1), one, 900) == []
    found = touched_duties(counted(1, 3), drill(), 900)
    assert [one.year for one in found] == [2030, 2031, 2032]


def test_the_version_in_force_at_the_beginning_of_the_year_holds(counted, drill, in_year):
    agreement = counted(1)
    [provision] = agreement.provisions.values()
    version = provision.limit.at_most.versions[0]
    later = replace(version, value=0, since=PartialDate("2030-06-01"))
    limit = replace(provision.limit, at_most=replace(provision.limit.at_most, versions=(version, later)))
    dated = replace(agreement, provisions={provision.id: replace(provision, limit=limit)})
    numbers = [in_year(dated, [], year=year)[0].margins[0].needed for year in (2030, 2031)]
    assert numbers == [1, 0]
