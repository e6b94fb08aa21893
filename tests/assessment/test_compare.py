"""The laboratory against ``assess``, and the sweep against one variant after the other."""

from __future__ import annotations

from collections.abc import Iterable
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.assessment.conftest import Build, Told, make_drill

from detente.agreements.model import (
    ActivityLimit,
    Agreement,
    AllOf,
    AnyOf,
    Bearer,
    Coded,
    Compare,
    CountLimit,
    DatedValue,
    Duty,
    Forbidden,
    Kind,
    Not,
    Quantity,
    Restrain,
    SimultaneousLimit,
    Together,
    Trigger,
)
from detente.assessment.assess import assess
from detente.assessment.compare import Lead, Reading, compare
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Missing
from detente.assessment.laboratory.effects import Effect, effect_of
from detente.assessment.laboratory.knobs import LEAD, Variant, apply_variant, knobs_of
from detente.assessment.laboratory.limits import Hosts
from detente.assessment.places import Located
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import ProvisionId
from detente.kernel.instants import PartialDate
from detente.kernel.languages import same_text
from detente.messages.values import Amount, Qualifier, Strength
from detente.record.activities import Activity, ActivityStatus

AT = Build.instant("2030-05-20")
MEASURES = ("personnel", "battle-tanks")
HOSTS = ("XA", "XB", "XC", "XZ")

# --- What may be drawn ------------------------------------------------------------------------------

numbers = st.sampled_from([0, 1, 90, 95, 100, 101, 120, 200])
leaves = st.builds(Build.at_least, st.sampled_from(MEASURES), st.none() | numbers) | st.builds(
    lambda one, other: Compare(
        "personnel", Quantity((*Build.quantity(one).versions, _since(other, "2030-06-03")))
    ),
    numbers,
    numbers,
)
coded = st.just(Coded("activity.host", ("XA",))) | st.just(Coded("activity.participants", ("XC",)))
conditions = st.recursive(
    leaves | coded,
    lambda parts: (
        st.builds(lambda some: AnyOf(tuple(some)), st.lists(parts, min_size=1, max_size=3))
        | st.builds(lambda some: AllOf(tuple(some)), st.lists(parts, min_size=1, max_size=3))
        | st.builds(Not, parts)
    ),
    max_leaves=4,
)
triggers = st.builds(
    lambda condition, types, zone, both: Build.when(condition, types=types, zone=zone, both=both),
    st.none() | conditions,
    st.sampled_from([(), ("live-exercise",), ("live-exercise", "not-stated")]),
    st.sampled_from([None, "band"]),
    st.sampled_from([None, None, *Together]),
)
clocks = st.none() | st.builds(
    Build.before, st.none() | st.integers(0, 60), st.sampled_from(["days", "hours", "months"])
)
forbidding = st.builds(lambda when: restrain("restrain.toy", when, Forbidden()), triggers)
counting = st.builds(
    lambda when, limit, bearer: restrain("restrain.number", when, limit, bearer),
    triggers,
    st.builds(
        lambda most, years: CountLimit(Build.quantity(most), Build.quantity(years)),
        st.none() | st.integers(0, 3),
        st.none() | st.integers(1, 3),
    )
    | st.builds(lambda most: SimultaneousLimit(Build.quantity(most)), st.none() | st.integers(0, 3)),
    st.sampled_from([Bearer.EACH_STATE, Bearer.EACH_SIDE]),
)
notifies = st.builds(Build.notify, triggers, clocks, st.sampled_from([Bearer.HOST, Bearer.EACH_PARTICIPANT]))
observes = st.builds(Build.observe, triggers, clocks, st.none(), st.sampled_from(list(Duty)))


def restrain(name: str, when: Trigger, limit: ActivityLimit, bearer: Bearer = Bearer.EACH_STATE) -> Restrain:
    return Restrain(
        id=ProvisionId(name),
        kind=Kind.RESTRAIN,
        article="2",
        title=same_text("Restraint"),
        summary=None,
        evidence=Build.quantity(1).versions[0].evidence,
        bearer=bearer,
        when=when,
        limit=limit,
    )


def _since(value: int, day: str) -> DatedValue:
    return DatedValue(value, Build.quantity(value).versions[0].evidence, PartialDate(day))


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    parts = [draw(notifies), draw(observes), draw(forbidding), draw(counting)]
    sides = draw(st.sampled_from([None, {"XA": None, "XB": None, "XC": None}]))
    return Build.agreement(*parts, sides=sides, since=draw(st.sampled_from([{}, {"XC": "2030-06-04"}])))


amounts = st.builds(Amount, numbers, st.sampled_from(list(Qualifier)))


@st.composite
def drills(draw: st.DrawFn) -> list[Activity]:
    found = []
    for serial in range(draw(st.integers(0, 6))):
        host = draw(st.sampled_from(HOSTS))
        others = draw(st.sets(st.sampled_from(HOSTS), max_size=3))
        strength = Strength(
            draw(st.dictionaries(st.sampled_from(MEASURES), amounts, max_size=2)),
            draw(
                st.dictionaries(
                    st.sampled_from(HOSTS),
                    st.dictionaries(st.sampled_from(MEASURES), amounts, max_size=2),
                    max_size=2,
                )
            ),
        )
        start = draw(st.sampled_from([None, "2030-06", "2030-06-01", "2030-06-05", "2030-06-20", "2030"]))
        found.append(
            make_drill(
                host,
                serial,
                start=start,
                end=draw(st.sampled_from([None, "2030-06-25", "2030-07"])),
                told=draw(st.sampled_from([None, "2030-04-20", "2030-05", "2030-05-06T07:00:00Z"])),
                type=draw(st.sampled_from([None, "not-stated", "live-exercise", "air-exercise"])),
                strength=strength,
                participants=tuple(sorted({host, *others, *strength.by_state})),
                status=draw(st.sampled_from(list(ActivityStatus))),
            )
        )
    return found


def _places() -> Told:
    return Told({"XB": Located(Answer.UNCLEAR, (Gap(Missing.AREA, "x"),)), "XC": Located(Answer.NO)})


def _assess(agreement: Agreement, activities: list[Activity]) -> dict[tuple[str, str], list[Finding]]:
    """The findings on each first step, by provision and activity."""
    record = SimpleNamespace(
        activities={one.id: one for one in activities}, matters=lambda: (), begins=lambda _agreement: None
    )
    found: dict[tuple[str, str], list[Finding]] = {}
    for one in assess(agreement, record, AT, _places()):
        if one.step in ("notification", "invitation", "restraint"):
            found.setdefault((one.provision, one.about), []).append(one)
    return found


def _check(reading: Reading, activities: list[Activity]) -> None:
    """Whether every answer is the one ``assess`` gives."""
    findings = _assess(reading.agreement, activities)
    assert _effects(reading, Effect.RESTRAINED) == _restrained(findings, activities)
    _check_limits(reading, activities)
    told = {key: one for key, one in reading.judged.items() if not key.startswith("restrain")}
    for provision, judged in told.items():
        leads = reading.bench.leads(reading.agreement.provisions[provision], judged.answers == 2)
        for index, activity in enumerate(activities):
            found = findings.get((provision, activity.id), [])
            answer, lead = int(judged.answers[index]), int(leads[index])
            states = {one.state for one in found}
            if (
                activity.status is ActivityStatus.CANCELLED
            ):  # what is open ends there; here it counts as announced
                states -= {FindingState.NOT_TRIGGERED} if answer else set()
            assert states <= _states(provision, answer, lead)
            assert found or answer == 0
            near = any(margin.near for one in found for margin in one.margins)
            assert bool(judged.near[index]) == (near and answer == 0)


def _effects(reading: Reading, effect: Effect) -> list[Answer]:
    return [reading.effect(effect).of(index) for index in range(len(reading.bound))]


def _restrained(findings: dict[tuple[str, str], list[Finding]], activities: list[Activity]) -> list[Answer]:
    answers = {FindingState.EXCEEDED: Answer.YES, FindingState.UNCLEAR: Answer.UNCLEAR}
    states = [{one.state for one in findings.get(("restrain.toy", one.id), [])} for one in activities]
    return [next((answers[one] for one in found if one in answers), Answer.NO) for found in states]


def _check_limits(reading: Reading, activities: list[Activity]) -> None:
    """Whether the years above a limit, and those not clear, are those ``assess`` gives."""
    record = SimpleNamespace(
        activities={one.id: one for one in activities},
        matters=lambda: (),
        begins=lambda _agreement: None,
        matters_of=Hosts(activities).matters_of,
        matters_concerning=lambda *_: (),
    )
    since = Build.instant("2029-01-01")
    known = assess(reading.agreement, record, Build.instant("2032-01-01"), _places(), since=since)
    [limit] = reading.limits
    last = max((one.year or 0 for one in limit.findings), default=0)
    number = [one for one in known if one.provision == "restrain.number" and (one.year or 0) <= last]
    for state in (FindingState.EXCEEDED, FindingState.NEAR):
        assert _years(limit.findings, state) == _years(number, state)
    assert limit.count(FindingState.EXCEEDED) == len(_years(number, FindingState.EXCEEDED))


def _years(findings: Iterable[Finding], state: FindingState) -> set[tuple[str, int | None]]:
    return {(one.bearer, one.year) for one in findings if one.state is state}


def _states(provision: str, answer: int, lead: int) -> set[FindingState]:
    """Where a first step may stand, for an answer of the laboratory."""
    if answer < 2:
        return {FindingState.UNCLEAR if answer else FindingState.NOT_TRIGGERED}
    if provision == "notify.toy":
        return {(FindingState.MET_LATE, FindingState.UNCLEAR, FindingState.MET)[lead - 1]}
    return set(FindingState) - {FindingState.NOT_TRIGGERED}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(agreement=agreements(), activities=drills())
def test_an_agreement_as_it_is_reads_as_assess_reads_it(
    agreement: Agreement, activities: list[Activity]
) -> None:
    [reading] = compare([agreement], activities, lambda _id: _places()).readings
    assert reading.agreement is agreement
    _check(reading, activities)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(agreement=agreements(), activities=drills(), data=st.data())
def test_a_variant_reads_as_the_agreement_it_would_be(
    agreement: Agreement, activities: list[Activity], data: st.DataObject
) -> None:
    changes = {
        knob.key: min(data.draw(numbers, label=knob.address), knob.most)
        for knob in knobs_of(agreement)
        if data.draw(st.booleans())
    }
    variants = [agreement, Variant(agreement, "other", changes), agreement]
    before, turned, after = compare(variants, activities, lambda _id: _places()).readings
    assert turned.agreement == apply_variant(Variant(agreement, "", changes))
    _check(turned, activities)
    for effect in Effect:
        assert before.effect(effect).answers.tolist() == after.effect(effect).answers.tolist()


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(agreement=agreements(), activities=drills())
def test_a_sweep_counts_what_one_variant_after_the_other_counts(
    agreement: Agreement, activities: list[Activity]
) -> None:
    values = [0, 1, 89, 90, 100, 101, 150, 201, 500]
    [base] = compare([agreement], activities, lambda _id: _places()).readings
    for knob in knobs_of(agreement):
        if knob.measure is None:
            continue
        swept = base.sweep(knob, np.array(values))
        variants = [Variant(agreement, "", {knob.key: value}) for value in values]
        effect = effect_of(base.bench.provisions[knob.provision])
        single = [one.effect(effect) for one in compare(variants, activities, lambda _id: _places()).readings]
        assert swept.applies.tolist() == [one.applies for one in single]
        assert swept.unclear.tolist() == [one.unclear for one in single]


# --- By hand ----------------------------------------------------------------------------------------


@pytest.fixture
def shanghai_like(build: Build) -> Agreement:
    return build.agreement(
        build.notify(build.when(build.at_least("personnel", 9000)), build.before(42, "days")),
        build.observe(build.when(build.at_least("personnel", 13000)), build.before(30, "days")),
    )


def test_variants_side_by_side(shanghai_like: Agreement) -> None:
    activities = [
        make_drill(serial=1, personnel=13000),
        make_drill(serial=2, personnel=12900, told="2030-05-10"),
        make_drill(serial=3, personnel=8100),
        make_drill(serial=4, personnel=None),
        make_drill(serial=5, personnel=Amount(5000, Qualifier.MORE_THAN)),
        make_drill("XZ", 6, personnel=50000),
    ]
    lower = Variant(shanghai_like, "lower", {("notify.toy", "personnel"): 5000, ("notify.toy", LEAD): 20})
    agreed, turned = compare([shanghai_like, lower], activities, lambda _id: Told()).readings
    assert agreed.bound.tolist() == [True] * 5 + [False]
    assert agreed.effects() == (Effect.TOLD, Effect.OBSERVED)
    told, observed = agreed.effect(Effect.TOLD), agreed.effect(Effect.OBSERVED)
    assert [told.of(index) for index in range(6)] == [
        *(Answer.YES, Answer.YES, Answer.NO, Answer.UNCLEAR, Answer.UNCLEAR, Answer.NO)
    ]
    assert (told.applies, told.unclear, told.nearly) == (2, 2, 1)
    assert told.near.tolist() == [False, False, True, False, False, False]
    assert (observed.applies, observed.unclear, observed.nearly) == (1, 2, 1)
    assert agreed.leads(Effect.TOLD) == [Lead.KEPT, Lead.LATE, None, None, None, None]
    assert agreed.missing(Effect.TOLD, 3) == (Gap(Missing.STRENGTH, "personnel"),)
    told = turned.effect(Effect.TOLD)
    assert turned.name == "lower"
    assert (told.applies, told.unclear, told.nearly) == (4, 1, 0)
    assert turned.leads(Effect.TOLD) == [Lead.KEPT, Lead.KEPT, Lead.KEPT, None, Lead.KEPT, None]
    assert agreed.effect(Effect.MAY_BE_TOLD).applies == 0


def test_a_lead_time_cannot_be_swept(shanghai_like: Agreement) -> None:
    [reading] = compare([shanghai_like], [], lambda _id: Told()).readings
    lead = next(knob for knob in knobs_of(shanghai_like) if knob.name == LEAD)
    with pytest.raises(DetenteBug):
        reading.sweep(lead, [1])


def test_what_is_missing_on_the_other_side_is_said(build: Build) -> None:
    both = build.when(build.at_least("personnel", 100), both=Together.UNKNOWN)
    agreement = build.agreement(build.notify(both, None))
    activities = [
        make_drill("XA", 1, start="2030-06-01", end="2030-06-02"),
        make_drill("XB", 2, start="2031-06-01", end="2031-06-02"),
    ]
    [reading] = compare([agreement], activities, lambda _id: Told()).readings
    assert reading.effect(Effect.TOLD).unclear == 2
    assert reading.missing(Effect.TOLD, 0) == (Gap(Missing.TIME_RELATION, activities[0].id),)
