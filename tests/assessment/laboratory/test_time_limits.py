"""Time limits in the laboratory: what counts working days has a length to turn, a fixed date has none."""

from __future__ import annotations

from dataclasses import replace

from detente.agreements.model import Event, Evidence, EvidenceLevel, FixedDate, TimeUnit, YearDay
from detente.assessment.laboratory.knobs import LEAD, Variant, apply_variant, knobs_of

MID_NOVEMBER = FixedDate(YearDay((11, 15), Evidence(EvidenceLevel.MODEL)), -2, Event.ACTIVITY_START)


def test_a_fixed_date_is_nothing_to_turn(build) -> None:
    agreement = build.agreement(build.notify(build.when(build.at_least("personnel", 9000)), MID_NOVEMBER))
    assert [knob.name for knob in knobs_of(agreement)] == ["personnel"]
    turned = apply_variant(Variant(agreement, "", {("notify.toy", "personnel"): 5000}))
    assert turned.provisions["notify.toy"].clock == MID_NOVEMBER


def test_working_days_keep_their_calendar_when_they_are_turned(build) -> None:
    clock = build.before(10, "working_days")
    clock = replace(clock, span=replace(clock.span, calendar="AT"))
    agreement = build.agreement(build.notify(build.when(build.at_least("personnel", 9000)), clock))
    assert [(knob.name, knob.unit) for knob in knobs_of(agreement)] == [
        ("personnel", None),
        (LEAD, TimeUnit.WORKING_DAYS),
    ]
    span = (
        apply_variant(Variant(agreement, "", {("notify.toy", LEAD): 5})).provisions["notify.toy"].clock.span
    )
    assert (span.amount.versions[0].value, span.unit, span.calendar) == (5, TimeUnit.WORKING_DAYS, "AT")
