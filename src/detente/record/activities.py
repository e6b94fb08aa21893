"""Military activities, folded from messages: what was told, amended, called off, and who was invited."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.kernel.identifiers import AgreementId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.messages.document import Origin
from detente.messages.values import Area, FreeText, Period, Strength
from detente.record.members import Member, ProgrammeLine


class ActivityStatus(StrEnum):
    """Whether an activity still stands."""

    TOLD = "told"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Telling:
    """One message about an activity: which, and when the others were told (None: not known)."""

    reference: Reference
    told: Interval | None


@dataclass(frozen=True, slots=True)
class Reply:
    """A state's answer to an invitation; ``team``: the observers it names, for accreditation."""

    state: StateCode
    reference: Reference
    told: Interval | None
    accepted: bool
    observers: int | None
    team: tuple[Member, ...] = ()


@dataclass(frozen=True, slots=True)
class ObserversReport:
    """What the observers of a state report. ``took_place`` None: it does not say."""

    state: StateCode
    reference: Reference
    told: Interval | None
    took_place: bool | None
    observers: int | None
    findings: FreeText | None
    lessons: FreeText | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation of observers to an activity, with the answers to it and what the observers reported.

    ``arrival``, ``departure`` and ``programme``: as announced last.
    """

    reference: Reference
    to: tuple[StateCode, ...]
    told: Interval | None
    arrival: PartialDate | Instant | None
    replies: tuple[Reply, ...] = ()
    departure: PartialDate | Instant | None = None
    programme: tuple[ProgrammeLine, ...] = ()
    reports: tuple[ObserversReport, ...] = ()


@dataclass(frozen=True, slots=True)
class ActivityReport:
    """A strength that some state reports of an activity, beside what its host declared; never a verdict."""

    state: StateCode
    reference: Reference
    told: Interval | None
    source: FreeText | None
    strength: Strength


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """What is known of one military activity after its newest message.

    Every fact may be missing (None or empty): a message need not have stated it. ``tellings`` are the
    notification and its amendments and corrections, oldest first; ``messages`` all messages of the
    matter and those that refer to it, in the order they became known. ``formation`` and ``direction`` are
    codes of the vocabulary; ``reports`` what was reported of it later, oldest first.
    """

    id: MatterId
    agreement: AgreementId
    host: StateCode
    status: ActivityStatus
    name: FreeText | None
    type: str | None
    period: Period | None
    area: Area
    strength: Strength
    participants: tuple[StateCode, ...]
    purpose: FreeText | None
    origin: Origin
    tellings: tuple[Telling, ...]
    invitations: tuple[Invitation, ...]
    messages: tuple[Reference, ...]
    formation: str | None = None
    direction: str | None = None
    reports: tuple[ActivityReport, ...] = ()
