"""Visits and inspections: who is to be visited, what was answered, what came of it, folded from messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.agreements.model import Purpose
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, SectorId, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.messages.document import Origin
from detente.messages.values import FreeText, ItemValue, Place
from detente.record.facts import (
    SAYING,
    VISIT_ACCEPTED,
    VISIT_ARRIVAL,
    VISIT_END,
    VISIT_OBJECT,
    VISIT_REASON,
    VISIT_SECTOR,
    VISIT_TEAM,
    VISIT_TOOK_PLACE,
    Entry,
    fact,
    read_known_facts,
)
from detente.record.message import KnownMessage
from detente.record.periods import interval_of
from detente.record.threads import moment, read_thread


@dataclass(frozen=True, slots=True)
class VisitReply:
    """A state's answer to an invitation or a request. ``accepted`` None: it does not say."""

    state: StateCode
    reference: Reference
    format: FormatId
    told: Interval | None
    accepted: bool | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class VisitReport:
    """What a state reports of a visit. ``took_place`` None: it does not say."""

    state: StateCode
    reference: Reference
    format: FormatId
    told: Interval | None
    took_place: bool | None
    reason: str | None
    team: int | None
    arrival: PartialDate | Instant | None
    end: PartialDate | Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """What is known of one visit after its newest message.

    ``opened_by``: whether its owner invited (``visit.invitation``) or asked (``visit.request``). ``hosts``
    and ``guests``: who is visited, and who visits. ``object``: what is visited, by name (None: not stated).
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    opened_by: Purpose
    owner: StateCode
    hosts: tuple[StateCode, ...]
    guests: tuple[StateCode, ...]
    reference: Reference
    told: Interval | None
    object: str | None
    sector: SectorId | None
    arrival: PartialDate | Instant | None
    end: PartialDate | Instant | None
    team: int | None
    withdrawn: bool
    replies: tuple[VisitReply, ...]
    reports: tuple[VisitReport, ...]
    origin: Origin
    messages: tuple[Reference, ...]

    @property
    def span(self) -> Interval | None:
        """The time it is about; where no arrival is stated, when it was told of."""
        if self.arrival is not None:
            last = interval_of(self.end or self.arrival)
            first = interval_of(self.arrival)
            return Interval(first.earliest, max(first.latest, last.latest))
        return self.told


def fold_visit(matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]) -> Visit | None:
    """What is known of the visit of ``matter``; None where it is not one.

    Who is asked or invited is fixed by the first message.
    """
    thread = read_thread(matter, entries, {Purpose.VISIT_INVITATION, Purpose.VISIT_REQUEST})
    if thread is None:
        return None
    document, purpose = thread.first.document, thread.first.format.purpose
    owner, others = (thread.owner,), document.to
    hosts, guests = (owner, others) if purpose is Purpose.VISIT_INVITATION else (others, owner)
    sector = fact(thread.facts, VISIT_SECTOR, str)
    return Visit(
        id=matter,
        agreement=document.agreement,
        format=document.format,
        opened_by=purpose,
        owner=thread.owner,
        hosts=hosts,
        guests=guests,
        reference=document.reference,
        told=thread.told,
        object=_object(thread.facts.get(VISIT_OBJECT)),
        sector=SectorId(sector) if sector else None,
        arrival=moment(thread.facts, VISIT_ARRIVAL),
        end=moment(thread.facts, VISIT_END),
        team=fact(thread.facts, VISIT_TEAM, int),
        withdrawn=thread.withdrawn,
        replies=tuple(_reply(one) for one in entries if _says(one, Purpose.VISIT_REPLY, others)),
        reports=tuple(_report(one) for one in entries if _says(one, Purpose.VISIT_REPORT, owner + others)),
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
    )


def _says(entry: Entry, purpose: Purpose, states: Sequence[StateCode]) -> bool:
    return entry.has(purpose) and entry.document.kind in SAYING and entry.document.sender in states


def _reply(entry: Entry) -> VisitReply:
    facts, document = read_known_facts(entry), entry.document
    return VisitReply(
        document.sender,
        document.reference,
        document.format,
        entry.message.told,
        fact(facts, VISIT_ACCEPTED, bool),
        fact(facts, VISIT_REASON, str),
    )


def _report(entry: Entry) -> VisitReport:
    facts, document = read_known_facts(entry), entry.document
    return VisitReport(
        document.sender,
        document.reference,
        document.format,
        entry.message.told,
        fact(facts, VISIT_TOOK_PLACE, bool),
        fact(facts, VISIT_REASON, str),
        fact(facts, VISIT_TEAM, int),
        moment(facts, VISIT_ARRIVAL),
        moment(facts, VISIT_END),
    )


def _object(value: ItemValue | None) -> str | None:
    """A name by which the same object is known again."""
    if isinstance(value, Place):
        value = value.name
    if isinstance(value, FreeText):
        return value.by_language.get("en") or next(iter(value.by_language.values()))
    return value if isinstance(value, str) else None
