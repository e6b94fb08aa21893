"""Notices of events: what a state tells of something that happened, folded from messages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.agreements.model import Purpose
from detente.kernel.identifiers import (
    AgreementId,
    FormatId,
    MatterId,
    MeasureId,
    Reference,
    SectorId,
    StateCode,
)
from detente.kernel.instants import Interval
from detente.messages.document import Origin
from detente.messages.values import Amount, ItemValue, Period, Strength
from detente.record.facts import (
    EVENT_AMOUNTS,
    EVENT_PERIOD,
    EVENT_TIME,
    EVENT_TYPE,
    FORCES_POST_CHANGES,
    FORCES_UNIT_CHANGES,
    Entry,
    fact,
)
from detente.record.forces_rows import PostChange, UnitChange, read_post_changes, read_unit_changes
from detente.record.message import KnownMessage
from detente.record.periods import interval_of
from detente.record.threads import Thread, moment, read_thread


@dataclass(frozen=True, slots=True, kw_only=True)
class EventNotice:
    """What is known of one event after the newest message about it.

    ``happened``: when, within this interval (None: not stated); ``ends``: when it is over (None: not
    stated). ``amounts``: the numbers it is about, of a sector or of all together (None). ``unit_changes`` and
    ``post_changes``: what it says has changed of these.
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    state: StateCode
    reference: Reference
    told: Interval | None
    event: str | None
    happened: Interval | None
    ends: Interval | None
    amounts: Mapping[SectorId | None, Mapping[MeasureId, Amount]]
    withdrawn: bool
    origin: Origin
    messages: tuple[Reference, ...]
    unit_changes: tuple[UnitChange, ...] = ()
    post_changes: tuple[PostChange, ...] = ()

    @property
    def owner(self) -> StateCode:
        """Whose matter it is."""
        return self.state

    @property
    def span(self) -> Interval | None:
        """The time it is about."""
        if self.happened is None:
            return None
        return Interval(self.happened.earliest, (self.ends or self.happened).latest)


def fold_notice(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> EventNotice | None:
    """What is known of the event of ``matter``; None where it is not one."""
    thread = read_thread(matter, entries, {Purpose.EVENT_NOTICE})
    if thread is None:
        return None
    document = thread.first.document
    happened, ends = _when(thread)
    return EventNotice(
        id=matter,
        agreement=document.agreement,
        format=document.format,
        state=thread.owner,
        reference=document.reference,
        told=thread.told,
        event=fact(thread.facts, EVENT_TYPE, str),
        happened=happened,
        ends=ends,
        amounts=_amounts(thread.facts),
        withdrawn=thread.withdrawn,
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
        unit_changes=read_unit_changes(thread.facts.get(FORCES_UNIT_CHANGES)),
        post_changes=read_post_changes(thread.facts.get(FORCES_POST_CHANGES)),
    )


def _when(thread: Thread) -> tuple[Interval | None, Interval | None]:
    period = fact(thread.facts, EVENT_PERIOD, Period)
    if period is not None:
        end = interval_of(period.end) if period.end else None
        return Interval(interval_of(period.start).earliest, interval_of(period.start).latest), end
    at = moment(thread.facts, EVENT_TIME)
    return (interval_of(at), None) if at else (None, None)


def _amounts(facts: Mapping[str, ItemValue]) -> dict[SectorId | None, Mapping[MeasureId, Amount]]:
    found: dict[SectorId | None, Mapping[MeasureId, Amount]] = {}
    for name, value in facts.items():
        what, _, sector = name.partition("@")
        if what == EVENT_AMOUNTS and isinstance(value, Strength):
            found[SectorId(sector) if sector else None] = value.total
    return found
