"""Every scenario says what it must, and every computed provision has its three: met, not met, unclear."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from detente.agreements.model import Kind

FILES = {
    file: yaml.safe_load(file.read_text("utf-8")) for file in sorted(Path(__file__).parent.glob("*/*.yaml"))
}
STORIES = [
    pytest.param(told, story, id=f"{file.parent.name}-{file.stem}-{story['it']}")
    for file, told in FILES.items()
    for story in told["scenarios"]
]


@pytest.mark.parametrize(("told", "story"), STORIES)
def test_scenario(follow, told, story):
    found = follow(told["agreement"], told["provision"], told.get("places", {}), story)
    assert found == story["then"]


def test_every_computed_provision_has_scenarios(packs):
    told = {(one["agreement"], one["provision"]) for one in FILES.values()}
    computed = {
        (agreement.id, provision.id)
        for agreement in packs.values()
        for provision in agreement.provisions.values()
        if provision.kind is not Kind.PRINCIPLE
    }
    assert told == computed


@pytest.mark.parametrize("told", FILES.values(), ids=[file.stem for file in FILES])
def test_each_has_one_that_applies_one_that_does_not_and_one_unclear(told):
    """Where the agreement's number is not available, nothing can apply for sure."""
    states = {line.split(": ")[1].split(";")[0] for story in told["scenarios"] for line in story["then"]}
    applies = states & {"met", "met-late", "missed", "due", "upcoming", "available", "offered"}
    assert "unclear" in states
    assert applies or told.get("number") == "not available"
    assert states & {"not-triggered", "missed", "met-late"}


def test_scenarios_read_as_sentences():
    for told in FILES.values():
        names = [story["it"] for story in told["scenarios"]]
        assert len(set(names)) == len(names)
        assert all(len(name.split()) > 3 for name in names)
