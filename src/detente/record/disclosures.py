"""Disclosures: who asks to pass on what was exchanged, who agreed, what was passed on; folded from messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.agreements.model import Purpose
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Interval
from detente.messages.document import Origin
from detente.messages.values import ItemValue
from detente.record.facts import (
    DISCLOSURE_AGREED,
    DISCLOSURE_PUBLIC,
    DISCLOSURE_SUBJECT,
    DISCLOSURE_TO,
    SAYING,
    Entry,
    fact,
    read_known_facts,
)
from detente.record.message import KnownMessage
from detente.record.threads import read_thread


@dataclass(frozen=True, slots=True)
class ConsentGiven:
    """A state's answer to a request. ``agreed`` None: it does not say."""

    state: StateCode
    reference: Reference
    told: Interval | None
    agreed: bool | None


@dataclass(frozen=True, slots=True)
class PassedOn:
    """A notice that something was passed on."""

    state: StateCode
    reference: Reference
    told: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure:
    """What is known of one request to pass on a message, or of its having been passed on without one.

    ``subject``: the message it is about (None: not stated). ``requested``: False where it was opened by the
    notice itself. ``to``: who was asked. ``receivers``: the states that shall have it, where it names any.
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    owner: StateCode
    to: tuple[StateCode, ...]
    reference: Reference
    told: Interval | None
    subject: Reference | None
    public: bool
    requested: bool
    consents: tuple[ConsentGiven, ...]
    passed_on: tuple[PassedOn, ...]
    withdrawn: bool
    origin: Origin
    messages: tuple[Reference, ...]
    receivers: tuple[StateCode, ...] = ()

    @property
    def span(self) -> Interval | None:
        """The time it is about."""
        return self.told


def fold_disclosure(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> Disclosure | None:
    """What is known of the disclosure of ``matter``; None where it is not one."""
    thread = read_thread(matter, entries, {Purpose.DISCLOSURE_REQUEST, Purpose.DISCLOSURE_NOTICE})
    if thread is None:
        return None
    document = thread.first.document
    subject = fact(thread.facts, DISCLOSURE_SUBJECT, str)
    said = [one for one in entries if one.document.kind in SAYING]
    return Disclosure(
        id=matter,
        agreement=document.agreement,
        format=document.format,
        owner=thread.owner,
        to=document.to,
        reference=document.reference,
        told=thread.told,
        subject=Reference(subject) if subject else None,
        public=fact(thread.facts, DISCLOSURE_PUBLIC, bool) is True,
        requested=thread.first.has(Purpose.DISCLOSURE_REQUEST),
        consents=tuple(_consent(one) for one in said if one.has(Purpose.DISCLOSURE_CONSENT)),
        passed_on=tuple(
            PassedOn(one.document.sender, one.document.reference, one.message.told)
            for one in said
            if one.has(Purpose.DISCLOSURE_NOTICE)
        ),
        withdrawn=thread.withdrawn,
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
        receivers=_receivers(thread.facts.get(DISCLOSURE_TO)),
    )


def _receivers(value: ItemValue | None) -> tuple[StateCode, ...]:
    return tuple(StateCode(one) for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()


def _consent(entry: Entry) -> ConsentGiven:
    agreed = fact(read_known_facts(entry), DISCLOSURE_AGREED, bool)
    return ConsentGiven(entry.document.sender, entry.document.reference, entry.message.told, agreed)
