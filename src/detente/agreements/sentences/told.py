"""A sentence becomes what it says: verb, day, format, what it builds on, and the facts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.agreements.explain import show, suggest
from detente.agreements.model import Facts, MessageKind, Purpose, Told
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.sentences.grounds import GroundSearch
from detente.agreements.sentences.registry import VERBS
from detente.agreements.sentences.said import Said, build_day
from detente.agreements.sentences.verbs import STATE, UNKNOWN_DAY, Verb
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import FormatId, StateCode

_HEAD = re.compile(rf"(?P<state>{STATE}) (?P<verb>[a-z]+)\b")


@dataclass(frozen=True, slots=True)
class Story:
    """Where sentences are told: the places of their file, and what was told before; None for one with faults."""

    places: Mapping[str, str]
    earlier: Sequence[Told | None] = ()


def build_told(part: Part, story: Story, reading: Reading) -> Told | None:
    """The sentence at ``part``; None, and a fault, where it says nothing that can be played."""
    text = " ".join(part.string().split())
    before = len(reading.faults)
    head = _head(part, text, reading)
    words = _match(part, text, head, reading) if head else None
    if head is None or words is None:
        return None
    verb, state = VERBS[head["verb"]], StateCode(head["state"])
    place = _find_ground(part, verb, state, words, story, reading)
    if len(reading.faults) > before:
        return None
    said = Said(
        part=part,
        text=text,
        state=state,
        words=words,
        places=story.places,
        earlier=story.earlier,
        ground=place,
        reading=reading,
    )
    if state in said.states("to"):
        said.fault(
            "to-itself", f"What {state} {verb.name} cannot go to {state} itself.", "Name another state."
        )
    told = _told(said, verb)
    return told if len(reading.faults) == before else None


def _told(said: Said, verb: Verb) -> Told:
    meaning, on, form = verb.read(said), said.words["on"], said.word("format")
    return Told(
        text=said.text,
        deed=verb.name,
        purpose=_purpose(said, verb),
        kind=MessageKind.NIL if meaning.nil else verb.kind,
        state=said.state,
        on=None if on == UNKNOWN_DAY else build_day(said.part, on, said.reading),
        to=said.states("to"),
        format=FormatId(form) if form else None,
        ground=said.ground,
        facts=_without_none(meaning.facts),
        instead=None if meaning.instead is None else _without_none(meaning.instead),
        implied=_without_none(meaning.implied),
        references=meaning.references,
    )


def _purpose(said: Said, verb: Verb) -> Purpose:
    """A change of a message of any topic serves what that message serves."""
    if verb.purpose is not None:
        return verb.purpose
    if said.builds_on is None:
        raise DetenteBug("verb", f"The verb {verb.name} has no purpose, and builds on nothing.")
    return said.builds_on.purpose


def _find_ground(
    part: Part, verb: Verb, state: StateCode, words: Mapping[str, str], story: Story, reading: Reading
) -> int | None:
    ground = verb.builds_on(words)
    if ground is None:
        return None
    whose = StateCode(words["whose"]) if "whose" in words else None
    search = GroundSearch(verb, ground, state, whose, story.earlier)
    place = search.find()
    fault = search.fault(place)
    if fault is not None:
        reading.fault(part, *fault)
    return place


def _without_none(facts: Facts) -> Facts:
    return {name: value for name, value in facts.items() if value is not None}


def _head(part: Part, text: str, reading: Reading) -> re.Match[str] | None:
    head = _HEAD.match(text)
    if head is None:
        mend = "Begin with a state's code and a verb, as in: XA tells on 2031-05-01 of a live-exercise."
        reading.fault(part, "no-sentence", f"{show(text)} does not begin like a sentence.", mend)
        return None
    verb = head["verb"]
    if verb not in VERBS:
        reading.fault(part, "unknown-verb", f"“{verb}” is no verb of a scenario.", suggest(verb, VERBS))
        return None
    return head


def _match(part: Part, text: str, head: re.Match[str], reading: Reading) -> Mapping[str, str] | None:
    verb = VERBS[head["verb"]]
    match = re.fullmatch(verb.after, text[head.end() :])
    if match is None:
        what = f"{show(text)} cannot be read after “{verb.name}”."
        mend = f"Write it as: {head['state']} {verb.name} {verb.form}."
        reading.fault(part, "no-sentence", what, mend)
        return None
    return {name: word for name, word in match.groupdict().items() if word is not None}
