"""Limits in number: years above them, with other numbers, and what does not count."""

from __future__ import annotations

import pytest
from tests.assessment.conftest import Told, make_drill
from tests.assessment.test_compare import restrain

from detente.agreements.model import CountLimit, Forbidden, SimultaneousLimit
from detente.assessment.compare import Lead, compare
from detente.assessment.finding import FindingState
from detente.assessment.laboratory.effects import Effect
from detente.assessment.laboratory.knobs import COUNT, SIMULTANEOUS, YEARS, Variant, knobs_of
from detente.record.activities import ActivityStatus


@pytest.fixture
def drills():
    return [
        make_drill("XA", 1, personnel=50_000, start="2030-03-01", end="2030-03-20"),
        make_drill("XA", 2, personnel=45_000, start="2030-03-10", end="2030-03-30"),
        make_drill("XA", 3, personnel=41_000, start="2031-05-01", end="2031-05-10"),
        make_drill("XA", 4, personnel=90_000, start="2031-06-01", status=ActivityStatus.CANCELLED),
        make_drill("XA", 5, personnel=None, start="2032-06-01", end="2032-06-02"),
        make_drill("XB", 6, personnel=60_000, start="2031-07-01", end="2031-07-02"),
        make_drill("XB", 7, personnel=39_000, start="2031-08-01", end="2031-08-02"),
    ]


def above(reading) -> list[tuple[str, int]]:
    [limit] = reading.limits
    return [(one.bearer, one.year) for one in limit.findings if one.state is FindingState.EXCEEDED]


def test_how_often_a_number_a_year_is_exceeded(build, drills) -> None:
    limit = CountLimit(build.quantity(1), build.quantity(1))
    agreement = build.agreement(
        restrain("restrain.number", build.when(build.at_least("personnel", 40_000)), limit)
    )
    assert [(knob.name, knob.most) for knob in knobs_of(agreement)] == [
        ("personnel", 10_000_000),
        (COUNT, 999),
        (YEARS, 99),
    ]
    variants = [
        Variant(agreement),
        Variant(agreement, "", {("restrain.number", YEARS): 2}),
        Variant(agreement, "", {("restrain.number", COUNT): 2}),
        Variant(agreement, "", {("restrain.number", "personnel"): 39_000}),
    ]
    stands, longer, more, lower = compare(variants, drills, lambda _id: Told()).readings
    assert above(stands) == [("XA", 2030)]
    assert above(longer) == [("XA", 2030), ("XA", 2031)]
    assert above(more) == []
    assert above(lower) == [("XA", 2030), ("XB", 2031)]
    assert stands.effects() == (Effect.COUNTED,)
    counted = stands.effect(Effect.COUNTED)
    assert (counted.applies, counted.unclear, counted.near.tolist()) == (4, 1, [False] * 6 + [True])
    assert stands.leads(Effect.COUNTED) == [None] * len(drills)


def test_how_often_too_many_are_held_at_one_time(build, drills) -> None:
    limit = SimultaneousLimit(build.quantity(None))
    agreement = build.agreement(
        restrain("restrain.number", build.when(build.at_least("personnel", 40_000)), limit)
    )
    one = Variant(agreement, "", {("restrain.number", SIMULTANEOUS): 1})
    stands, turned = compare([agreement, one], drills, lambda _id: Told()).readings
    assert above(stands) == []
    assert {finding.state for finding in stands.limits[0].findings} == {FindingState.UNCLEAR}
    assert above(turned) == [("XA", 2030)]


def test_what_is_forbidden_is_restrained_and_nobody_tells_of_it_in_time(build, drills) -> None:
    agreement = build.agreement(
        restrain("restrain.toy", build.when(build.at_least("personnel", 41_000)), Forbidden()),
        build.notify(build.when(build.at_least("personnel", 41_000)), build.before(42, "days")),
    )
    [reading] = compare([agreement], drills, lambda _id: Told()).readings
    assert reading.effects() == (Effect.TOLD, Effect.RESTRAINED)
    assert reading.limits == ()
    restrained = reading.effect(Effect.RESTRAINED)
    assert restrained.answers.tolist() == [2, 2, 2, 0, 1, 2, 0]
    assert reading.leads(Effect.RESTRAINED) == [None] * len(drills)
    assert reading.leads(Effect.TOLD)[3] is Lead.KEPT
