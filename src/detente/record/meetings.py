"""Meetings: what was asked for, and what was held, folded from messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.agreements.model import Purpose
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Interval
from detente.messages.document import Origin
from detente.messages.values import ItemValue
from detente.record.facts import (
    MEETING_EXTRAORDINARY,
    MEETING_STATES,
    MEETING_TIME,
    SAYING,
    Entry,
    fact,
    read_known_facts,
)
from detente.record.message import KnownMessage
from detente.record.periods import interval_of
from detente.record.threads import moment, read_thread


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """A meeting that was asked for, or that is recorded as held.

    ``held``: when, within this interval (None: not known to have been held). ``requested``: the request
    that opened it (None: held without one). ``states``: who took part, as far as it is said.
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    owner: StateCode
    reference: Reference
    told: Interval | None
    held: Interval | None
    requested: Reference | None
    states: tuple[StateCode, ...]
    extraordinary: bool
    withdrawn: bool
    origin: Origin
    messages: tuple[Reference, ...]

    @property
    def span(self) -> Interval | None:
        """The time it is about."""
        return self.held or self.told


def fold_meeting(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> Meeting | None:
    """What is known of the meeting of ``matter``; None where it is not one.

    A record that names a request belongs to the request's matter and shows that it was held.
    """
    thread = read_thread(matter, entries, {Purpose.MEETING_REQUEST, Purpose.MEETING_RECORD})
    if thread is None:
        return None
    document = thread.first.document
    asked = thread.first.has(Purpose.MEETING_REQUEST)
    records = [one for one in entries if one.has(Purpose.MEETING_RECORD) and one.document.kind in SAYING]
    facts = thread.facts
    for record in records if asked else ():
        facts = {**facts, **read_known_facts(record)}
    held = moment(facts, MEETING_TIME) if records or not asked else None
    return Meeting(
        id=matter,
        agreement=document.agreement,
        format=document.format,
        owner=thread.owner,
        reference=document.reference,
        told=thread.told,
        held=interval_of(held) if held else None,
        requested=document.reference if asked else None,
        states=_states(facts),
        extraordinary=asked or fact(facts, MEETING_EXTRAORDINARY, bool) is True,
        withdrawn=thread.withdrawn,
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
    )


def _states(facts: Mapping[str, ItemValue]) -> tuple[StateCode, ...]:
    value = facts.get(MEETING_STATES)
    return tuple(StateCode(one) for one in value if isinstance(one, str)) if isinstance(value, tuple) else ()
