"""Every scenario says what it must, and every computed provision has its three: kept, not kept, unclear."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from tests.scenarios.outcomes import Outcome, excused, shown

from detente.agreements.model import Agreement, Kind, Told
from detente.agreements.new import TEMPLATE_ID, new_pack
from detente.agreements.parts import Part, whole
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.agreements.reading import Reading
from detente.agreements.sentences.told import Story, build_told
from detente.agreements.source import read_source
from detente.assessment.scenarios import Played, without_scenario
from detente.kernel.identifiers import ProvisionId

NAMES = [*shipped_packs(), TEMPLATE_ID]


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
def test_each_shows_that_it_is_kept_that_it_is_not_and_what_is_unclear(
    name: str, packs: Mapping[str, Agreement]
) -> None:
    """Only what cannot be shown may be left out, and only what is unclear is asked of every one."""
    lacking = {}
    for provision in packs[name].provisions.values():
        asked = {*Outcome} - excused(packs[name], provision).keys()
        missing = asked - shown(packs[name], provision)
        if missing:
            lacking[provision.id] = sorted(missing)
    assert lacking == {}


def test_only_what_is_not_known_or_cannot_be_missed_is_excused(packs: Mapping[str, Agreement]) -> None:
    """Where all numbers are known everything is asked; otherwise the reason is named."""
    template = packs[TEMPLATE_ID]
    assert {one.id: excused(template, one) for one in template.provisions.values()} == {
        "notify.large": {},
        "observe.very-large": {},
        "respond.clarification": {},
        "principle.no-force": dict.fromkeys(Outcome, "is only shown"),
    }
    shanghai = packs["shanghai-1996"]
    named = ("notify.troop-movement", "observe.one-side", "respond.clarification")
    assert {name: excused(shanghai, shanghai.provisions[ProvisionId(name)]) for name in named} == {
        "notify.troop-movement": {Outcome.KEPT: "the number of personnel"},
        "observe.one-side": {},
        "respond.clarification": {},
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_is_told_is_what_the_sentences_say(name: str, packs: Mapping[str, Agreement]) -> None:
    """Each sentence, read again after those before it, gives what was loaded."""
    reading = Reading(read_vocabulary())
    files = {**shipped_packs(), TEMPLATE_ID: new_pack(TEMPLATE_ID)}[name]
    for one in packs[name].scenarios:
        source = read_source("a.yaml", files[f"scenarios/{one.id}.yaml"], reading.faults)
        assert source is not None
        places = whole(source).find("places")
        known = {each: places.at(each).string() for each in places.keys()} if places else {}  # noqa: SIM118
        for scenario in one.scenarios:
            told: list[Told | None] = []
            for each in scenario.when:
                part = Part(source, ("id",), each.text)
                told.append(build_told(part, Story(known, told), reading))
            assert tuple(told) == scenario.when
    assert reading.faults == []


@pytest.mark.parametrize("name", NAMES)
def test_scenarios_read_as_sentences(name: str, played: Mapping[str, list[Played]]) -> None:
    assert [one.scenario.it for one in played[name] if len(one.scenario.it.split()) < 4] == []
