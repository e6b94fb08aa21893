"""Verbs: each is one of a kind, shows how it is written, and builds only on verbs that there are."""

from __future__ import annotations

import re
from importlib import import_module
from pkgutil import iter_modules

from detente.agreements import sentences
from detente.agreements.sentences.registry import VERBS


def test_every_topic_is_there_and_no_two_have_the_same_verb() -> None:
    names = [one.name for one in iter_modules(sentences.__path__) if one.name not in {"registry", "told"}]
    modules = [import_module(f"{sentences.__name__}.{name}") for name in names]
    verbs = [verb for module in modules for verb in getattr(module, "VERBS", ())]
    assert sorted(verb.name for verb in verbs) == sorted(VERBS)
    assert {verb.name: verb for verb in verbs} == VERBS


def test_verbs_build_on_verbs() -> None:
    named = {deed for verb in VERBS.values() if verb.on for deed in verb.on.deeds}
    assert named <= {*VERBS}
    groups = {name: re.compile(verb.after).groupindex for name, verb in VERBS.items()}
    assert [name for name, each in groups.items() if "on" not in each or "format" not in each] == []
    unless = {name: verb.on.unless for name, verb in VERBS.items() if verb.on and verb.on.unless}
    assert unless == {"discloses": "subject", "records": "another"}
    assert all(group in groups[name] for name, group in unless.items())


def test_a_verb_without_a_purpose_has_that_of_what_it_changes() -> None:
    assert [name for name, verb in VERBS.items() if verb.purpose is None and verb.on is None] == []
    assert [name for name, verb in VERBS.items() if verb.purpose is None] == ["corrects", "withdraws"]
