"""What a quota book shows: figures with the messages they rest on, requests, partners, objects, transfers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from detente.agreements.model import DatedValue, Formula
from detente.assessment.finding import BearerName, Gap
from detente.kernel.identifiers import MatterId, ProvisionId, Reference, SectorId, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.kernel.languages import Text
from detente.record.visits import VisitStatus


class Figure(NamedTuple):
    """A number with what it rests on: from ``low`` to ``high`` (the same where it is sure); None: not known."""

    low: int | None
    high: int | None
    messages: tuple[Reference, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def value(self) -> int | None:
        """The number where it is sure."""
        return self.low if self.low == self.high else None


class UseState(StrEnum):
    """What became of the part of a quota that a request asked for."""

    USED = "used"
    RESERVED = "reserved"
    FREED = "freed"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaEntry:
    """A request in the order in which it counts. ``place``: the how-manieth that counts, from 1; None: it does not.

    ``over``: it is one more than the quota holds. ``doubts``: why it is not sure that it counts.
    ``reason``: why it was freed (None: it was withdrawn, or is not freed).
    """

    matter: MatterId
    reference: Reference
    partner: BearerName
    guest: StateCode
    host: StateCode | None
    object: str | None
    told: Interval | None
    arrival: PartialDate | Instant | None
    status: VisitStatus
    state: UseState
    place: int | None
    over: bool
    reason: str | None
    doubts: tuple[Gap, ...]
    messages: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaTransfer:
    """A part of the quota that one partner gave to another; ``amount`` or ``receiver`` None: not stated."""

    giver: BearerName
    receiver: BearerName | None
    amount: int | None
    matter: MatterId
    messages: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountGrounds:
    """How the amount comes about: a number of the agreement, or ``formula`` of what was ``counted`` in ``returns``."""

    number: DatedValue
    formula: Formula | None
    counted: int | None
    returns: tuple[MatterId, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerView:
    """What one partner may use of the quota, and did; ``share`` is after what was given and received.

    ``left``: of the share, and never more than is left of the whole.
    """

    partner: BearerName
    share: Figure
    used: Figure
    reserved: Figure
    left: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectView:
    """How often one object was asked for by ``partner`` (None: by all), and how often it may be (None: no limit)."""

    object: str
    partner: BearerName | None
    limit: Figure | None
    used: Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaBookView:
    """One quota of one state or side in one year.

    ``amount``, ``used``, ``reserved`` and ``left`` are whole; ``over``: how many requests are above it.
    ``entries``: every request, freed ones among them. ``full``: messages that tell that it is used up.
    """

    provision: ProvisionId
    article: str
    title: Text
    bearer: BearerName
    year: int
    sector: SectorId | None
    grounds: AmountGrounds
    amount: Figure
    used: Figure
    reserved: Figure
    left: Figure
    over: int
    settled: bool
    entries: tuple[QuotaEntry, ...]
    partners: tuple[PartnerView, ...]
    objects: tuple[ObjectView, ...]
    transfers: tuple[QuotaTransfer, ...]
    full: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entitlement:
    """What ``partner`` may still ask of ``bearer`` in the year, and how much of that quota it has asked for."""

    provision: ProvisionId
    partner: BearerName
    bearer: BearerName
    year: int
    sector: SectorId | None
    asked: Figure
    left: Figure
