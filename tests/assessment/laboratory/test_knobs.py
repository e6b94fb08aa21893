"""Variants: what can be turned, what it is called, and what becomes of the agreement."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.agreements.model import AllOf, AnyOf, Not, TimeUnit
from detente.assessment.laboratory.knobs import (
    LEAD,
    Variant,
    apply_variant,
    fullest,
    knobs_of,
    parse_address,
    parse_number,
)
from detente.kernel.errors import InputError


@pytest.fixture
def agreement(build):
    condition = AnyOf(
        (
            build.at_least("personnel", 9000),
            AllOf((build.at_least("personnel", 3000), Not(build.at_least("battle-tanks", 50)))),
        )
    )
    return build.agreement(
        build.notify(build.when(condition), build.before(42, "days")),
        build.observe(build.when(build.at_least("personnel", None)), None),
        build.respond(build.after(7, "days")),
    )


def test_every_number_has_an_address(agreement) -> None:
    found = [(knob.address, knob.agreed.value, knob.unit) for knob in knobs_of(agreement)]
    assert found == [
        ("notify.toy.personnel", 9000, None),
        ("notify.toy.personnel~2", 3000, None),
        ("notify.toy.battle-tanks", 50, None),
        ("notify.toy.lead", 42, TimeUnit.DAYS),
        ("observe.toy.personnel", None, None),
    ]


def test_a_variant_is_the_agreement_with_other_numbers(agreement, build) -> None:
    changes = {
        ("notify.toy", "personnel~2"): 4000,
        ("notify.toy", "battle-tanks"): 60,
        ("notify.toy", LEAD): 30,
        ("observe.toy", "personnel"): 13000,
    }
    turned = apply_variant(Variant(agreement, "", changes))
    assert [knob.agreed.value for knob in knobs_of(turned)] == [9000, 4000, 60, 30, 13000]
    back = {(knob.provision, knob.name): knob.quantity for knob in knobs_of(agreement)}
    assert back[("notify.toy", LEAD)] == build.quantity(42)
    assert turned.provisions["respond.toy"] is agreement.provisions["respond.toy"]
    assert replace(turned, provisions={}) == replace(agreement, provisions={})


def test_without_changes_it_is_the_agreement_itself(agreement) -> None:
    assert apply_variant(Variant(agreement)) is agreement


@pytest.mark.parametrize(
    "address", ["notify.toy.artillery", "observe.toy.lead", "respond.toy.lead", "lead", ""]
)
def test_a_number_that_is_not_there_is_refused(agreement, address: str) -> None:
    with pytest.raises(InputError) as problem:
        parse_address(agreement, address)
    assert problem.value.code == "no-number"
    assert "notify.toy.personnel~2" in problem.value.mend.zh


@pytest.mark.parametrize("text", ["", "-1", "1.5", "many", "10000001", "٣", "9" * 5000])
def test_what_is_no_number_is_refused(agreement, text: str) -> None:
    with pytest.raises(InputError) as problem:
        parse_number(knobs_of(agreement)[0], text)
    assert problem.value.code == "wrong-number"


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("13,000", 13000), ("13 000", 13000), ("10000000", 10**7)]
)
def test_a_number_may_be_grouped(agreement, text: str, value: int) -> None:
    assert parse_number(knobs_of(agreement)[0], text) == value


def test_a_variant_out_of_range_is_refused(agreement) -> None:
    with pytest.raises(InputError):
        apply_variant(Variant(agreement, "", {("notify.toy", LEAD): 10_000}))


def test_a_time_is_no_longer_than_calendars_reach(build) -> None:
    years = build.agreement(build.notify(build.when(), build.before(1, "years")))
    days = build.agreement(build.notify(build.when(), build.before(1, "days")))
    assert [knobs_of(one)[0].most for one in (years, days)] == [99, 9_999]
    with pytest.raises(InputError):
        parse_number(knobs_of(years)[0], "100")


def test_to_begin_with_is_the_agreement_of_which_most_is_known(agreement, build) -> None:
    unknown = build.agreement(*(build.notify(build.when(build.at_least("personnel", None)), None),) * 2)
    shown = build.agreement(build.respond(build.after(7, "days")))
    assert fullest([shown, unknown, agreement]) is agreement
    assert fullest([shown, unknown]) is unknown
    assert fullest([shown]) is None
