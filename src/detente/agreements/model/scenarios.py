"""Scenarios of a pack: what is told, and what its author expects to follow from it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from detente.agreements.model.formats import MessageKind, Purpose
from detente.kernel.identifiers import MeasureId, ProvisionId, StateCode
from detente.kernel.instants import Instant


class Deed(StrEnum):
    """What a state does in a sentence: its verb."""

    TELLS = "tells"
    AMENDS = "amends"
    CANCELS = "cancels"
    INVITES = "invites"
    ACCEPTS = "accepts"
    DECLINES = "declines"
    ASKS = "asks"
    ANSWERS = "answers"
    WITHDRAWS = "withdraws"


#: The message each deed is done with.
MESSAGES: Mapping[Deed, tuple[Purpose, MessageKind]] = MappingProxyType(
    {
        Deed.TELLS: (Purpose.ACTIVITY_NOTIFICATION, MessageKind.ORIGINAL),
        Deed.AMENDS: (Purpose.ACTIVITY_NOTIFICATION, MessageKind.AMENDMENT),
        Deed.CANCELS: (Purpose.ACTIVITY_CANCELLATION, MessageKind.CANCELLATION),
        Deed.INVITES: (Purpose.OBSERVATION_INVITATION, MessageKind.ORIGINAL),
        Deed.ACCEPTS: (Purpose.OBSERVATION_REPLY, MessageKind.ORIGINAL),
        Deed.DECLINES: (Purpose.OBSERVATION_REPLY, MessageKind.ORIGINAL),
        Deed.ASKS: (Purpose.CLARIFICATION_REQUEST, MessageKind.ORIGINAL),
        Deed.ANSWERS: (Purpose.CLARIFICATION_REPLY, MessageKind.ORIGINAL),
        Deed.WITHDRAWS: (Purpose.CLARIFICATION_REQUEST, MessageKind.CANCELLATION),
    }
)


class Claim(StrEnum):
    """How a number is declared; the words are those of messages."""

    ABOUT = "about"
    MORE_THAN = "more-than"
    UP_TO = "up-to"


@dataclass(frozen=True, slots=True)
class Declared:
    """A number in a sentence: ``claim`` None: exact; ``state`` None: of all together."""

    measure: MeasureId
    number: int
    claim: Claim | None
    state: StateCode | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One sentence: who does what, and what the message says.

    ``on`` None: known from public reports alone, without a day. ``to``: empty where it goes to all other
    parties. ``start``, ``end`` and ``arrival`` are dates or instants as messages write them; ``position``
    is that of ``place``.
    """

    text: str
    deed: Deed
    state: StateCode
    on: Instant | None
    to: tuple[StateCode, ...] = ()
    type: str | None = None
    place: str | None = None
    position: str | None = None
    start: str | None = None
    end: str | None = None
    numbers: tuple[Declared, ...] = ()
    arrival: str | None = None
    observers: int | None = None
    urgent: bool = False


@dataclass(frozen=True, slots=True)
class Scenario:
    """One story: what is told, the instant at which it is looked at, and the findings, whole and in order.

    ``place`` is where it stands in the pack: ``scenarios/observe.yaml:14``.
    """

    it: str
    when: tuple[Told, ...]
    at: Instant
    then: tuple[str, ...]
    place: str


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
