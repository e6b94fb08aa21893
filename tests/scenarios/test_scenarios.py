"""Every scenario says what it must, and every computed provision has its three: met, not met, unclear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pytest

from detente.agreements.model import Agreement, AllOf, AnyOf, Compare, Condition, Kind, Not, Provision
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
    """Where the agreement's own number is not available, nothing can apply for sure."""
    lacking = []
    for provision in packs[name].provisions.values():
        states = expected_states(packs[name], provision)
        applies = bool(states & APPLIES) or is_without_number(provision)
        fails = bool(states & {"not-triggered", "missed", "met-late", "exceeded"})
        if provision.kind is not Kind.PRINCIPLE and not (applies and fails and "unclear" in states):
            lacking.append((provision.id, sorted(states)))
    assert lacking == []


@pytest.mark.parametrize("name", NAMES)
def test_scenarios_read_as_sentences(name: str, played: Mapping[str, list[Played]]) -> None:
    assert [one.scenario.it for one in played[name] if len(one.scenario.it.split()) < 4] == []


def expected_states(agreement: Agreement, provision: Provision) -> set[str]:
    told = [each for one in agreement.scenarios if one.provision == provision.id for each in one.scenarios]
    return {line.split(": ")[1].split(";")[0] for each in told for line in each.then}


def is_without_number(provision: Provision) -> bool:
    when = getattr(provision, "when", None)
    thresholds = [*compares(when.condition)] if when and when.condition else []
    values = [version.value for one in thresholds for version in one.at_least.versions]
    return bool(values) and all(value is None for value in values)


def compares(condition: Condition) -> Iterator[Compare]:
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, Not):
        yield from compares(condition.part)
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from compares(part)
