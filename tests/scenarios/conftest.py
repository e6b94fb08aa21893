"""Reads scenarios told as sentences, plays them, and says in sentences what follows.

What can be told (a date is ``2024-05-01`` for noon, or an instant)::

    KZ tells on 2024-05-01 of a live-exercise at Zharkent from 2024-08-01 to 2024-08-10 with 36,000 personnel
    KZ amends on 2024-06-01 with about 12,900 personnel and 310 battle-tanks
    KZ cancels on 2024-06-10
    KZ invites CN on 2024-06-20 to arrive on 2024-08-01
    CN accepts on 2024-07-01 with 4 observers        CN declines on 2024-07-01
    CN asks KZ on 2024-05-01 urgently                KZ answers on 2024-05-02
    CN withdraws on 2024-05-03

``drill`` is an exercise of no stated type, ``an unknown day`` a public report without a date; at, from, to
and with may each be left out. Numbers may be ``about``, ``more than`` or ``up to``, and ``of KZ`` gives those of
one state. Invitations go to the newest drill of their host, replies to the newest invitation of that state.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, Format, MessageKind, Purpose
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.assess import assess
from detente.assessment.finding import Finding
from detente.assessment.places import Places
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, Interval, parse_instant
from detente.messages.document import Audience, Document, JsonValue, Origin, OriginKind
from detente.messages.references import ReferenceParts, format_reference, matter_id
from detente.messages.values import Qualifier
from detente.record.facts import formats_of
from detente.record.matters import refer_in_full
from detente.record.message import KnownMessage
from detente.record.record import fold

STATE = r"(?P<state>[A-Z]{2})"
ON = r" on (?P<on>an unknown day|\S+)"
TAIL = r"(?: at (?P<place>.+?))?(?: from (?P<start>\S+))?(?: to (?P<end>\S+))?(?: with (?P<with>.+))?"
AMOUNT = re.compile(
    r"(?:(?P<qualifier>about|more than|up to) )?(?P<number>[\d,]+) (?P<measure>[a-z-]+)(?: of (?P<of>[A-Z]{2}))?"
)
QUALIFIERS = {"about": Qualifier.ABOUT, "more than": Qualifier.MORE_THAN, "up to": Qualifier.UP_TO}
TYPE = r" of an? (?P<type>[a-z-]+)"
SENTENCES = {
    "tell": re.compile(STATE + " tells" + ON + TYPE + TAIL),
    "amend": re.compile(STATE + " amends" + ON + TAIL),
    "cancel": re.compile(STATE + " cancels" + ON),
    "invite": re.compile(STATE + " invites (?P<to>.+?)" + ON + r"(?: to arrive on (?P<arrival>\S+))?"),
    "accept": re.compile(STATE + " accepts" + ON + r"(?: with (?P<observers>\d+) observers)?"),
    "decline": re.compile(STATE + " declines" + ON),
    "ask": re.compile(STATE + " asks (?P<to>.+?)" + ON + "(?P<urgent> urgently)?"),
    "answer": re.compile(STATE + " answers" + ON),
    "withdraw": re.compile(STATE + " withdraws" + ON),
}


@dataclass
class Stage:
    """Where a scenario is played: one agreement, the messages sent so far, and the places it names."""

    agreement: Agreement
    places: Mapping[str, str]
    messages: list[KnownMessage] = field(default_factory=list)

    def play(self, sentence: str) -> None:
        """Send the message that a sentence tells of."""
        for name, pattern in SENTENCES.items():
            match = pattern.fullmatch(sentence)
            if match:
                said = {key: value for key, value in match.groupdict().items() if value is not None}
                getattr(self, f"_{name}")(said)
                return
        raise AssertionError(f"no such sentence: {sentence}")

    def _tell(self, said: Mapping[str, str]) -> None:
        self._send(said, Purpose.ACTIVITY_NOTIFICATION, MessageKind.ORIGINAL, self._facts(said))

    def _amend(self, said: Mapping[str, str]) -> None:
        drill = self._newest(Purpose.ACTIVITY_NOTIFICATION, said["state"])
        self._send(said, Purpose.ACTIVITY_NOTIFICATION, MessageKind.AMENDMENT, self._facts(said), drill)

    def _cancel(self, said: Mapping[str, str]) -> None:
        drill = self._newest(Purpose.ACTIVITY_NOTIFICATION, said["state"])
        self._send(said, Purpose.ACTIVITY_CANCELLATION, MessageKind.CANCELLATION, {}, drill)

    def _invite(self, said: Mapping[str, str]) -> None:
        drill = self._newest(Purpose.ACTIVITY_NOTIFICATION, said["state"])
        facts = {"observation.arrival": f"{said['arrival']}T08:00:00Z"} if "arrival" in said else {}
        self._send(said, Purpose.OBSERVATION_INVITATION, MessageKind.ORIGINAL, facts, drill)

    def _accept(self, said: Mapping[str, str]) -> None:
        facts: dict[str, JsonValue] = {"observation.accepted": True}
        if "observers" in said:
            facts["observation.observers"] = int(said["observers"])
        self._reply(said, facts)

    def _decline(self, said: Mapping[str, str]) -> None:
        self._reply(said, {"observation.accepted": False})

    def _reply(self, said: Mapping[str, str], facts: Mapping[str, JsonValue]) -> None:
        invitation = self._newest(Purpose.OBSERVATION_INVITATION, to=said["state"])
        self._send(said, Purpose.OBSERVATION_REPLY, MessageKind.ORIGINAL, facts, invitation)

    def _ask(self, said: Mapping[str, str]) -> None:
        facts = {"clarification.urgent": "urgent" in said, "clarification.subject": {"en": "What is this?"}}
        self._send(said, Purpose.CLARIFICATION_REQUEST, MessageKind.ORIGINAL, facts)

    def _answer(self, said: Mapping[str, str]) -> None:
        question = self._newest(Purpose.CLARIFICATION_REQUEST, to=said["state"])
        facts = {"clarification.answer": {"en": "A drill."}}
        self._send(said, Purpose.CLARIFICATION_REPLY, MessageKind.ORIGINAL, facts, question)

    def _withdraw(self, said: Mapping[str, str]) -> None:
        question = self._newest(Purpose.CLARIFICATION_REQUEST, said["state"])
        self._send(said, Purpose.CLARIFICATION_REQUEST, MessageKind.CANCELLATION, {}, question)

    def _facts(self, said: Mapping[str, str]) -> dict[str, JsonValue]:
        facts: dict[str, JsonValue] = {}
        if said.get("type", "drill") != "drill":
            facts["activity.type"] = said["type"]
        if "start" in said:
            facts["activity.period"] = {key: said[key] for key in ("start", "end") if key in said}
        if "place" in said:
            position = self.places[said["place"]]
            facts["activity.area"] = [{"name": {"en": said["place"]}, "positions": [position]}]
        if "with" in said:
            facts["activity.strength"] = _strength(said["with"])
        return facts

    def _send(
        self,
        said: Mapping[str, str],
        purpose: Purpose,
        kind: MessageKind,
        facts: Mapping[str, JsonValue],
        about: Document | None = None,
    ) -> None:
        form = self._format(purpose)
        state = StateCode(said["state"])
        parts = self._parts(state, form, kind, about)
        earlier = {one.document.reference: one.document for one in self.messages}
        known_day = said["on"] != "an unknown day"
        told = _told(said["on"]) if known_day else parse_instant("2024-01-01T00:00:00Z")
        others = re.findall("[A-Z]{2}", said.get("to", "")) or list(self.agreement.states())
        document = Document(
            agreement=self.agreement.id,
            format=form.id,
            reference=format_reference(parts),
            matter=matter_id(parts),
            sender=state,
            to=tuple(sorted(StateCode(one) for one in others if one != state)),
            kind=kind,
            refers_to=refer_in_full([about.reference] if about else [], earlier),
            issued_at=told,
            language="en",
            audience=Audience.PARTIES,
            origin=Origin() if known_day else Origin(OriginKind.RECONSTRUCTED),
            content={item.id: facts[item.fact] for item in form.items if item.fact in facts},
        )
        index = sum(one.document.sender == state for one in self.messages)
        # Of an unknown day no more can be said than that it was over long before anyone looks back at it.
        until = told if known_day else parse_instant("2030-01-01T00:00:00Z")
        self.messages.append(KnownMessage(document, index, Interval(told, until)))

    def _parts(
        self, state: StateCode, form: Format, kind: MessageKind, about: Document | None
    ) -> ReferenceParts:
        code = self.agreement.code
        mark = {MessageKind.AMENDMENT: "A1", MessageKind.CANCELLATION: "X"}.get(kind, "O")
        if about is not None and kind is not MessageKind.ORIGINAL:
            _, _, year, serial, topic, _ = about.reference.split("/")
            return ReferenceParts(code, state, int(year), int(serial), topic, mark)
        return ReferenceParts(code, state, 2024, len(self.messages) + 1, form.topic, mark)

    def _format(self, purpose: Purpose) -> Format:
        return next(one for one in self.agreement.formats.values() if one.purpose is purpose)

    def _newest(self, purpose: Purpose, sender: str | None = None, to: str | None = None) -> Document:
        form = self._format(purpose)
        for message in reversed(self.messages):
            document = message.document
            right = document.format == form.id and document.kind is MessageKind.ORIGINAL
            if right and sender in (None, document.sender) and (to is None or to in document.to):
                return document
        raise AssertionError(f"nothing to build on: {purpose.value}")


def _strength(text: str) -> JsonValue:
    total: dict[str, JsonValue] = {}
    by_state: dict[str, JsonValue] = {}
    for part in re.split(r" and |, (?=[a-z\d])", text):
        match = AMOUNT.fullmatch(part)
        assert match, part
        number = int(match["number"].replace(",", ""))
        qualifier = QUALIFIERS.get(match["qualifier"] or "")
        amount: JsonValue = {qualifier.value: number} if qualifier else number
        column = by_state.setdefault(match["of"], {}) if match["of"] else total
        assert isinstance(column, dict)
        column[match["measure"]] = amount
    return {name: table for name, table in (("total", total), ("by_state", by_state)) if table}


def _told(text: str) -> Instant:
    return parse_instant(text if "T" in text else f"{text}T12:00:00Z")


def say(finding: Finding) -> str:
    """A finding as a scenario expects it, whole but for what the agreement itself fixes."""
    towards = f" towards {finding.other}" if finding.other else ""
    parts = [f"{finding.bearer}, {finding.step}{towards}: {finding.state.value}"]
    if finding.due:
        parts.append(f"by {_day(finding.due)}")
    if finding.silence:
        parts.append(f"silence means {finding.silence}")
    for margin in finding.margins:
        near = " (near)" if margin.near else ""
        declared = (
            "?" if margin.declared is None else f"{_claim(margin.declared.qualifier)}{margin.declared.value}"
        )
        parts.append(f"{margin.measure} {declared} of {margin.needed or '?'}{near}")
    parts += [f"not known: {gap.what.value} of {gap.about}" for gap in finding.gaps]
    return "; ".join(parts)


def _claim(qualifier: Qualifier) -> str:
    return "" if qualifier is Qualifier.EXACT else f"{qualifier.value} "


def _day(due: Instant) -> str:
    last_second = (due + timedelta(seconds=1)).time() == datetime.min.time()
    return f"{due:%Y-%m-%d}" if last_second else f"{due:%Y-%m-%dT%H:%M:%SZ}"


@pytest.fixture(scope="session")
def vocabulary():
    return read_vocabulary()


@pytest.fixture(scope="session")
def packs(vocabulary):
    return {name: load_pack(files, vocabulary) for name, files in shipped_packs().items()}


@pytest.fixture(scope="session")
def maps(packs):
    borders = read_sample_borders()
    return {name: Places(agreement, borders) for name, agreement in packs.items()}


@pytest.fixture(scope="session")
def follow(packs, maps):
    """What follows from a story under one provision, in sentences."""

    def find(agreement_id: str, provision: str, places: Mapping[str, str], story: Mapping) -> list[str]:
        agreement = packs[agreement_id]
        stage = Stage(agreement, places)
        for sentence in story["when"]:
            stage.play(sentence)
        record = fold(stage.messages, formats_of([agreement]))
        found = assess(agreement, record, _told(str(story["at"])), maps[agreement_id])
        return [say(one) for one in found if one.provision == provision]

    return find
