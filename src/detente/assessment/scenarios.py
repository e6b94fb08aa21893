"""Plays a pack's scenarios: from sentences to messages, from the record to findings, and compares."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from detente.agreements.model import Agreement, Kind, Scenario, ScenarioLine, ScenarioSet
from detente.assessment.assess import assess
from detente.assessment.places import Places
from detente.assessment.saying import say
from detente.assessment.stage import Stage
from detente.geography.borders import BorderSet, parse_borders
from detente.geography.position import parse_position
from detente.kernel.identifiers import ProvisionId
from detente.record.facts import formats_of
from detente.record.record import fold


@dataclass(frozen=True, slots=True)
class Played:
    """A scenario and the findings on its provision of those looked at, in the order in which they are found."""

    provision: ProvisionId
    scenario: Scenario
    found: tuple[str, ...]

    @property
    def agrees(self) -> bool:
        """Whether what follows is what was expected, no more and no less."""
        return self.found == self.scenario.then


def play_scenarios(agreement: Agreement, borders: BorderSet) -> list[Played]:
    """Every scenario of the pack; ``borders`` are used where a file gives none of its own."""
    shared = Places(agreement, borders)
    found = []
    for one in agreement.scenarios:
        places = Places(agreement, draw_borders(one.borders)) if one.borders else shared
        found += [play(agreement, one, scenario, places) for scenario in one.scenarios]
    return found


def play(agreement: Agreement, told: ScenarioSet, scenario: Scenario, places: Places) -> Played:
    """One scenario."""
    stage = Stage(agreement, scenario.at)
    for sentence in scenario.when:
        stage.play(sentence)
    record = fold(stage.messages, formats_of([agreement]))
    findings = assess(agreement, record, scenario.at, places, since=scenario.since)
    found = tuple(
        say(one)
        for one in findings
        if one.provision == told.provision and (not scenario.of or str(one.bearer) in scenario.of)
    )
    return Played(told.provision, scenario, found)


def without_scenario(agreement: Agreement) -> tuple[ProvisionId, ...]:
    """Provisions that are computed and that no scenario is about."""
    told = {one.provision for one in agreement.scenarios}
    provisions = agreement.provisions.values()
    return tuple(one.id for one in provisions if one.kind is not Kind.PRINCIPLE and one.id not in told)


def draw_borders(lines: Sequence[ScenarioLine]) -> BorderSet:
    """Border lines that hold for a scenario alone, exact."""
    document = {
        "type": "FeatureCollection",
        "id": "scenario",
        "version": "1",
        "licence": "part of the pack",
        "uncertainty_km": 0,
        "title": {
            "en": "Lines of the scenario",
            "ru": "Линии, заданные сценарием",
            "zh": "情景所给边界线",
        },
        "features": [_feature(line) for line in lines],
    }
    return parse_borders(json.dumps(document).encode())


def _feature(line: ScenarioLine) -> dict[str, object]:
    coordinates = [list(parse_position(each)) for each in line.positions]
    return {
        "type": "Feature",
        "properties": {"states": list(line.states), "disputed": False},
        "geometry": {"type": "LineString", "coordinates": coordinates},
    }
