"""Assessment as a whole: all at once is one by one, and nothing changes before it says it will."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.agreements.model import (
    AllOf,
    AnyOf,
    Bearer,
    Coded,
    Compare,
    DatedValue,
    Duty,
    Evidence,
    EvidenceLevel,
    Kind,
    Not,
    Principle,
    Quantity,
    Together,
)
from detente.assessment.assess import assess, assess_activity, assess_matter, tells_something
from detente.assessment.finding import Answer, FindingState
from detente.assessment.places import Located
from detente.assessment.registry import KINDS
from detente.kernel.errors import DetenteBug
from detente.kernel.instants import Interval, PartialDate, parse_instant
from detente.kernel.languages import same_text
from detente.messages.document import Origin
from detente.messages.values import Amount, Qualifier, Strength
from detente.record.activities import ActivityStatus, Invitation, Reply
from detente.record.requests import Answered, Request

START = parse_instant("2030-05-01T00:00:00Z")
STATES = ("XA", "XB", "XC", "XZ")


@dataclass
class Everything:
    """What is known, as the record holds it."""

    activities: Mapping = field(default_factory=dict)
    requests: Mapping = field(default_factory=dict)

    def matters(self):
        return self.requests.values()

    def begins(self, agreement):
        return None


def moments(days):
    exact = st.integers(-days, days).map(lambda day: START + timedelta(day))
    return (
        exact
        | exact.map(lambda one: PartialDate(f"{one:%Y-%m-%d}"))
        | exact.map(lambda one: PartialDate(f"{one:%Y-%m}"))
    )


def intervals(days):
    return st.none() | st.builds(
        lambda start, length: Interval(START + timedelta(start), START + timedelta(start, length)),
        st.integers(-days, days),
        st.sampled_from([0, 60, 10**6]),
    )


REPLIES = st.builds(
    Reply,
    st.sampled_from(STATES),
    st.just("R"),
    intervals(40),
    st.booleans(),
    st.none() | st.integers(0, 8),
)
INVITATIONS = st.builds(
    Invitation,
    st.just("I"),
    st.lists(st.sampled_from(STATES), min_size=1, unique=True).map(tuple),
    intervals(40),
    st.none() | moments(40),
    st.lists(REPLIES, max_size=2).map(tuple),
)
AMOUNTS = st.builds(Amount, st.sampled_from([100, 225, 8500, 9000, 20000]), st.sampled_from(Qualifier))
NUMBERS = st.dictionaries(st.sampled_from(["personnel", "battle-tanks", "artillery"]), AMOUNTS)
STRENGTHS = st.builds(Strength, NUMBERS, st.dictionaries(st.sampled_from(STATES), NUMBERS))


@st.composite
def drills(draw, drill, count=6):
    found = []
    for serial in range(draw(st.integers(1, count))):
        host = draw(st.sampled_from(STATES))
        changes = {
            "status": draw(st.sampled_from(ActivityStatus)),
            "invitations": tuple(draw(st.lists(INVITATIONS, max_size=2))),
            "participants": tuple(sorted({host, *draw(st.sets(st.sampled_from(STATES)))})),
        }
        if draw(st.booleans()):
            changes["tellings"] = ()
        found.append(
            drill(
                host,
                serial,
                strength=draw(STRENGTHS),
                start=draw(st.sampled_from([None, "2030-05", "2030-05-20", "2030-06-03", "2031-01-01"])),
                end=draw(st.sampled_from([None, "2030-06-10", "2031-06"])),
                told=draw(st.sampled_from([None, "2030-04-01", "2030-05-03T00:00:00Z", "2030-04"])),
                type=draw(st.sampled_from([None, "live-exercise", "air-exercise"])),
                **changes,
            )
        )
    return found


@pytest.fixture(scope="session")
def agreement(build):
    """Every kind and every way to count, in one agreement."""
    large = AnyOf((build.at_least("personnel", 9000), build.at_least("battle-tanks", None)))
    live = build.when(large, types=("live-exercise",), zone="band")
    both = build.when(build.at_least("personnel", 9000), zone="band", both=Together.OVERLAPPING)
    unsaid = build.when(build.at_least("personnel", 9000), both=Together.UNKNOWN)
    versions = (DatedValue(20000, _evidence()), DatedValue(9000, _evidence(), PartialDate("2030-06")))
    amended = AnyOf((Compare("personnel", Quantity(versions)), build.at_least("artillery", 250)))
    live_or_air = Coded("activity.type", ("live-exercise", "air-exercise"))
    mixed = AllOf((live_or_air, Not(build.at_least("battle-tanks", 250)), build.at_least("personnel", 9000)))
    reply = build.before(10, "days", "observers.arrival", silence="declined")
    provisions = [
        build.notify(live, build.before(30, "days"), Bearer.EACH_PARTICIPANT),
        build.notify(build.when(), build.after(24, "hours", "activity.start")),
        build.notify(build.when(build.at_least("personnel", 9000)), build.before(1, "months")),
        build.observe(live, build.before(30, "days"), reply, per_activity=6, per_state=3),
        build.observe(both, build.before(30, "days"), reply, duty=Duty.RECIPROCAL),
        build.observe(unsaid, build.before(720, "hours"), None, duty=Duty.MAY),
        build.notify(build.when(amended, types=("live-exercise", "not-stated")), build.before(30, "days")),
        build.notify(build.when(mixed), build.before(30, "days")),
        build.respond(build.after(7, "days"), build.after(48, "hours")),
    ]
    numbered = [_renamed(one, number) for number, one in enumerate(provisions)]
    return build.agreement(*numbered)


def _evidence():
    return Evidence(EvidenceLevel.MODEL)


def _renamed(provision, number):
    return replace(provision, id=f"{number}.{provision.id}")


PLACES = {"XB": Located(Answer.UNCLEAR), "XC": Located(Answer.NO)}


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_all_at_once_is_one_by_one(agreement, drill, known, located_by, at, data):
    activities = sorted(data.draw(drills(drill)), key=lambda one: one.id)
    places, when = located_by(PLACES), at("2030-05-15")
    source, everything = known(activities), Everything({one.id: one for one in reversed(activities)})
    together = assess(agreement, everything, when, places)
    assert together == [
        found for one in activities for found in assess_activity(agreement, one, source, when, places)
    ]
    listed = assess(agreement, everything, when, places, whole=False)
    assert listed == [one for one in together if tells_something(one)]
    key = lambda one: (one.provision, one.about, one.step, one.bearer, one.other or "")  # noqa: E731
    assert len({key(one) for one in together}) == len(together)
    for one in together:
        assert (one.state is FindingState.UNCLEAR) == bool(one.gaps) or one.gaps == ()


@settings(max_examples=120, deadline=None)
@given(data=st.data(), first=st.integers(-80 * 24, 80 * 24), later=st.integers(0, 80 * 24))
def test_time_alone_changes_nothing_before_changes_at(
    agreement, drill, known, located_by, data, first, later
):
    activities = data.draw(drills(drill, count=3))
    begin = START + timedelta(hours=first)
    end = begin + timedelta(hours=later)
    places, source = located_by(PLACES), known(activities)
    for one in activities:
        before = assess_activity(agreement, one, source, begin, places)
        after = assess_activity(agreement, one, source, end, places)
        for old, new in zip(before, after, strict=True):
            assert old.changes_at is None or old.changes_at > begin
            if old.changes_at is None or old.changes_at > end:
                assert old == new


def asked(told, answers=()):
    return Request(
        id="TR30/XA/2030/0001/CQ",
        agreement="toy",
        format="question",
        reference="Q",
        asker="XA",
        asked=("XB", "XC"),
        told=told,
        flags=(),
        withdrawn=False,
        about=(),
        origin=Origin(),
        answers=answers,
        messages=("Q",),
    )


@given(first=st.integers(-40, 40), later=st.integers(0, 60), spread=st.sampled_from([0, 5, 50]))
def test_requests_change_at_changes_at(agreement, known, located_by, first, later, spread):
    request = asked(Interval(START, START + timedelta(spread)), (Answered("XC", "A", "answer", None),))
    begin = START + timedelta(first)
    end = begin + timedelta(later)
    before, after = (assess_matter(agreement, request, known(), when, located_by()) for when in (begin, end))
    assert assess(agreement, Everything({}, {request.id: request}), begin, located_by()) == before
    for old, new in zip(before, after, strict=True):
        if old.changes_at is None or old.changes_at > end:
            assert old == new


@pytest.mark.parametrize(
    ("start", "bound"),
    [("2029-12-31", False), ("2030-01-01", True), ("2031-12-31", True), ("2032-01-01", False)],
)
def test_an_agreement_is_assessed_only_for_parties_of_the_day(build, drill, findings_of, start, bound):
    agreement = build.agreement(
        build.notify(build.when(), None), since={"XA": "2030-01-01"}, until={"XA": "2031"}
    )
    found = findings_of(agreement, drill(start=start), "2030-07-01")
    assert [one.state for one in found] == [FindingState.MET] * bound


def test_a_host_whose_day_is_not_known_is_taken_as_a_party(build, drill, findings_of):
    agreement = build.agreement(build.notify(build.when(), None), since={"XA": "2030-01-01"})
    found = findings_of(agreement, drill(start=None, tellings=()), "2030-07-01")
    assert [one.state for one in found] == [FindingState.DUE]


def test_no_party_no_finding(build, drill, findings_of):
    agreement = build.agreement(build.notify(build.when(), None))
    assert findings_of(agreement, drill("XZ"), "2030-07-01") == []


def test_another_type_is_never_placed_on_the_map(build, drill, known, located_by, at):
    when = build.when(build.at_least("personnel", 9000), types=("air-exercise",), zone="band")
    places = located_by()
    assess_activity(build.agreement(build.notify(when, None)), drill(), known(), at("2030-07-01"), places)
    assert places.asked == []


def test_a_principle_yields_nothing_and_a_kind_must_fit_its_class(build, drill, findings_of):
    plain = {
        "id": "principle.toy",
        "article": "1",
        "title": same_text("Peace"),
        "summary": None,
        "evidence": Evidence(EvidenceLevel.MODEL),
    }
    assert findings_of(build.agreement(Principle(kind=Kind.PRINCIPLE, **plain)), drill(), "2030-07-01") == []
    with pytest.raises(DetenteBug):
        findings_of(build.agreement(Principle(kind=Kind.NOTIFY, **plain)), drill(), "2030-07-01")


def test_the_registry_lists_the_kinds_that_packs_may_use():
    assert set(KINDS) == set(Kind)
