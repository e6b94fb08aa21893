"""Every scenario says what it must, and every computed provision has its three: met, not met, unclear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from detente.agreements.model import Agreement, Kind, Provision, Quantity, YearDay
from detente.agreements.new import TEMPLATE_ID
from detente.agreements.reader import shipped_packs
from detente.assessment.scenarios import Played, without_scenario

NAMES = [*shipped_packs(), TEMPLATE_ID]
APPLIES = {
    "met",
    "met-late",
    "missed",
    "due",
    "upcoming",
    "available",
    "offered",
    "within",
    "exceeded",
    "used-up",
}


@pytest.mark.parametrize("name", NAMES)
def test_what_follows_is_what_is_expected(name: str, played: Mapping[str, list[Played]]) -> None:
    assert played[name]
    found = {(one.scenario.place, one.scenario.it): one.found for one in played[name]}
    assert found == {(one.scenario.place, one.scenario.it): one.scenario.then for one in played[name]}


@pytest.mark.parametrize("name", NAMES)
def test_every_computed_provision_has_scenarios(name: str, packs: Mapping[str, Agreement]) -> None:
    told = {one.provision for one in packs[name].scenarios}
    provisions = packs[name].provisions.values()
    assert told == {one.id for one in provisions if one.kind is not Kind.PRINCIPLE}
    assert without_scenario(packs[name]) == ()


@pytest.mark.parametrize("name", NAMES)
def test_each_has_one_that_applies_one_that_does_not_and_one_unclear(
    name: str, packs: Mapping[str, Agreement]
) -> None:
    """Where one of the agreement's own values is not available, nothing need apply for sure.

    Nor can anything fail then, unless it is about activities: of these some are not meant in any case.
    """
    lacking = []
    for provision in packs[name].provisions.values():
        states = expected_states(packs[name], provision)
        unknown = lacks_a_value(packs[name], provision)
        applies = bool(states & APPLIES) or unknown
        fails = bool(states & {"not-triggered", "missed", "met-late", "exceeded"})
        fails |= unknown and not hasattr(provision, "when")
        if provision.kind is not Kind.PRINCIPLE and not (applies and fails and "unclear" in states):
            lacking.append((provision.id, sorted(states)))
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_scenarios_read_as_sentences(name: str, played: Mapping[str, list[Played]]) -> None:
    assert [one.scenario.it for one in played[name] if len(one.scenario.it.split()) < 4] == []


def expected_states(agreement: Agreement, provision: Provision) -> set[str]:
    told = [each for one in agreement.scenarios if one.provision == provision.id for each in one.scenarios]
    return {line.split(": ")[1].split(";")[0] for each in told for line in each.then}


def lacks_a_value(agreement: Agreement, provision: Provision) -> bool:
    """Whether a number or a day of the provision, or the depth of its zone, is not available."""
    when = getattr(provision, "when", None)
    zones = [agreement.zones[when.where.zone]] if when and when.where else []
    return any(is_unknown(value) for value in inside((provision, *zones)))


def is_unknown(value: object) -> bool:
    match value:
        case Quantity():
            return any(version.value is None for version in value.versions)
        case YearDay():
            return value.month_day is None
        case _:
            return False


def inside(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for part in value:
            yield from inside(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from inside(getattr(value, name))
