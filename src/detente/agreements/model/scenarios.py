"""Scenarios of a pack: what is told, and what its author expects to follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from detente.agreements.model.formats import MessageKind, Purpose
from detente.agreements.scalars import Plain
from detente.kernel.identifiers import FormatId, ProvisionId, StateCode
from detente.kernel.instants import Instant

#: What a message makes known, by the fact: ``activity.type``; of one sector alone, ``forces.holdings@eastern``.
Facts = Mapping[str, Plain]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence: who does what, and what the message says.

    ``deed`` is its verb. ``on`` None: known from public reports alone, without a day. ``to``: empty where it
    goes to whom it concerns without naming them. ``format``: where the sentence names one. ``ground``: the
    place among the sentences of the one that this builds on (an answer on what it answers), from 0.

    ``facts``: what it says, in the form of messages, but that a place stands for any item that can name one
    and a day for any moment of it; a format must have an item for each. ``instead``: the same in other
    facts, for a format that asks for it so. ``implied``: what goes without saying, put in where the format
    has an item for it. ``references``: facts that name the message of an earlier sentence, by its place.
    """

    text: str
    deed: str
    purpose: Purpose
    kind: MessageKind
    state: StateCode
    on: Instant | None
    to: tuple[StateCode, ...] = ()
    format: FormatId | None = None
    ground: int | None = None
    facts: Facts = field(default_factory=dict)
    instead: Facts | None = None
    implied: Facts = field(default_factory=dict)
    references: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story: what is told, the instant at which it is looked at, and the findings, whole and in order.

    ``place`` is where it stands in the pack: ``scenarios/observe.yaml:14``. ``since``: from when what is owed
    in years is judged; None: from the first message told. ``of``: whose findings are looked at; empty:
    everybody's.
    """

    it: str
    when: tuple[Told, ...]
    at: Instant
    then: tuple[str, ...]
    place: str
    since: Instant | None = None
    of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScenarioLine:
    """A border line given for a scenario alone: two states in alphabetical order, positions in ISO 6709."""

    states: tuple[StateCode, StateCode]
    positions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScenarioSet:
    """A file of scenarios, all about one provision. ``borders`` empty: the lines at hand are used."""

    id: str
    provision: ProvisionId
    borders: tuple[ScenarioLine, ...]
    scenarios: tuple[Scenario, ...]
