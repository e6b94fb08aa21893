"""The tutorial's scenarios hold for its pack, before its amendment and after; the reference shows real sentences."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from detente.agreements.load import PackLoader
from detente.agreements.reader import read_vocabulary
from detente.assessment.scenarios import play_scenarios, without_scenario
from detente.geography.reader import read_sample_borders

DOCS = Path(__file__).parents[2] / "docs"
TUTORIAL = (DOCS / "tutorial" / "write-a-pack.md").read_text(encoding="utf-8")
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
