"""Requests for clarification, folded from messages: who asked whom, and what was answered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.agreements.model import ItemType, MessageKind, Purpose
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Interval
from detente.messages.document import Origin
from detente.record.facts import SAYING, Entry
from detente.record.matters import host_of, touched_matters
from detente.record.message import KnownMessage


@dataclass(frozen=True, slots=True)
class Answered:
    """One state's answer to a request."""

    state: StateCode
    reference: Reference
    format: FormatId
    told: Interval | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is known of one request for clarification.

    ``told``: when it was asked (None: not known). ``flags``: the items of type flag that its newest
    message sets, such as the one that marks it urgent. ``about``: other matters it names. ``answers`` are
    oldest first, ``messages`` all of the matter in the order they became known.
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    reference: Reference
    asker: StateCode
    asked: tuple[StateCode, ...]
    told: Interval | None
    flags: tuple[str, ...]
    withdrawn: bool
    about: tuple[MatterId, ...]
    origin: Origin
    answers: tuple[Answered, ...]
    messages: tuple[Reference, ...]


def fold_request(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> Request | None:
    """What is known of the request of ``matter``; None where it is not one.

    Takes messages and entries as ``fold_activity`` does. Whom it asks is fixed by its first message.
    """
    asker = host_of(matter)
    asking = [
        entry
        for entry in entries
        if entry.has(Purpose.CLARIFICATION_REQUEST)
        and entry.document.matter == matter
        and entry.document.sender == asker
    ]
    saying = [entry for entry in asking if entry.document.kind in SAYING]
    if not saying:
        return None
    first, newest = saying[0], saying[-1]
    named = dict.fromkeys(one for entry in saying for one in touched_matters(entry.document))
    return Request(
        id=matter,
        agreement=first.document.agreement,
        format=first.document.format,
        reference=first.document.reference,
        asker=asker,
        asked=first.document.to,
        told=first.message.told if first.document.kind is MessageKind.ORIGINAL else None,
        flags=_flags(newest),
        withdrawn=any(entry.document.kind is MessageKind.CANCELLATION for entry in asking),
        about=tuple(one for one in named if one != matter),
        origin=first.document.origin,
        answers=_answers(entries, first.document.to),
        messages=tuple(one.document.reference for one in messages),
    )


def _flags(entry: Entry) -> tuple[str, ...]:
    items = (item.id for item in entry.format.items if item.type is ItemType.FLAG)
    return tuple(item for item in items if entry.document.content.get(item) is True)


def _answers(entries: Sequence[Entry], asked: tuple[StateCode, ...]) -> tuple[Answered, ...]:
    replies = (
        entry
        for entry in entries
        if entry.has(Purpose.CLARIFICATION_REPLY)
        and entry.document.kind in SAYING
        and entry.document.sender in asked
    )
    return tuple(
        Answered(one.document.sender, one.document.reference, one.document.format, one.message.told)
        for one in replies
    )
