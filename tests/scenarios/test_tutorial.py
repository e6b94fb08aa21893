"""The tutorial's scenarios hold for its pack, before its amendment and after; those of the how-to for a toy."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.every_topic import every_format

from detente.agreements.load import PackLoader
from detente.agreements.reader import read_vocabulary
from detente.assessment.scenarios import play_scenarios, without_scenario
from detente.geography.reader import read_sample_borders

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL = (DOCS / "tutorial" / "write-a-pack.md").read_text(encoding="utf-8")
HOW_TO = (DOCS / "how-to" / "write-scenarios.md").read_text(encoding="utf-8")
#: What the how-to's example is about: a return by 15 December of the year before.
EXCHANGE = b"""id: exchange.forces
kind: exchange
article: "2"
title: {en: Forces, ru: Forces, zh: Forces}
duty: must
bearer: each-state
as_of: "01-01"
due: {date: "12-15", years: -1, of: period}
format: annual-return
evidence: {level: model}
"""
BLOCK = re.compile(r"\*\*`([^`]+)`\*\*\n\n```(?:yaml|markdown)\n(.*?)```", re.DOTALL)


@pytest.mark.parametrize("end", ["## 11.", "## Next"])
def test_what_the_tutorial_tells_follows(end: str) -> None:
    text = TUTORIAL.partition(end)[0]
    files = {path: body.encode() for path, body in BLOCK.findall(text)}
    agreement = PackLoader(read_vocabulary()).load(files, "quiet-river-2031")
    played = play_scenarios(agreement, read_sample_borders())
    assert len(played) == 4
    assert [one.found for one in played] == [one.scenario.then for one in played]
    assert without_scenario(agreement) == ()


def test_what_the_how_to_tells_follows() -> None:
    files = every_format()
    listed = files["articles.yaml"].replace(b"[notify.large]", b"[notify.large, exchange.forces]")
    [example] = re.findall(r"```yaml\n(.*?)```", HOW_TO, re.DOTALL)
    files |= {
        "articles.yaml": listed,
        "provisions/exchange.forces.yaml": EXCHANGE,
        "scenarios/exchange.forces.yaml": example.encode(),
    }
    agreement = PackLoader(read_vocabulary()).load(files)
    played = [
        one for one in play_scenarios(agreement, read_sample_borders()) if one.provision == "exchange.forces"
    ]
    assert len(played) == 2
    assert [one.found for one in played] == [one.scenario.then for one in played]
