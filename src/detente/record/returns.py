"""Information returns: what a state tells of itself every year, folded from messages."""

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
from detente.kernel.instants import Interval, PartialDate
from detente.messages.document import Origin
from detente.messages.values import Amount, ItemValue, Strength
from detente.record.facts import (
    AS_OF,
    BUDGET_APPROVAL,
    FORCES_POSTS,
    FORCES_UNITS,
    HOLDINGS,
    UNITS,
    Entry,
    fact,
)
from detente.record.forces_rows import Post, Unit, read_posts, read_units
from detente.record.message import KnownMessage
from detente.record.threads import read_thread

#: Holdings of a sector, or of everywhere together where the sector is None.
Holdings = Mapping[SectorId | None, Mapping[MeasureId, Amount]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Return:
    """What is known of one return after its newest message.

    ``as_of``: the day, or the year alone, for which it is true. ``told``: when it was given (None: not
    known). ``nil``: it says that there is nothing to tell; ``withdrawn``: it was taken back. ``structure`` and
    ``leadership``: the units and posts it lists (None: it lists none); ``units``: how many units it counts.
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    state: StateCode
    reference: Reference
    told: Interval | None
    as_of: PartialDate | None
    budget_approved: PartialDate | None
    nil: bool
    units: int | None
    holdings: Holdings
    withdrawn: bool
    origin: Origin
    messages: tuple[Reference, ...]
    structure: tuple[Unit, ...] | None = None
    leadership: tuple[Post, ...] | None = None

    @property
    def owner(self) -> StateCode:
        """Whose matter it is."""
        return self.state

    @property
    def span(self) -> Interval | None:
        """The time it is about."""
        return self.as_of.interval if self.as_of else None


def fold_return(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> Return | None:
    """What is known of the return of ``matter``; None where it is not one."""
    thread = read_thread(matter, entries, {Purpose.INFORMATION_RETURN})
    if thread is None:
        return None
    document = thread.first.document
    return Return(
        id=matter,
        agreement=document.agreement,
        format=document.format,
        state=thread.owner,
        reference=document.reference,
        told=thread.told,
        as_of=fact(thread.facts, AS_OF, PartialDate),
        budget_approved=fact(thread.facts, BUDGET_APPROVAL, PartialDate),
        nil=thread.nil,
        units=fact(thread.facts, UNITS, int),
        holdings=_holdings(thread.facts),
        withdrawn=thread.withdrawn,
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
        structure=read_units(thread.facts.get(FORCES_UNITS)),
        leadership=read_posts(thread.facts.get(FORCES_POSTS)),
    )


def _holdings(facts: Mapping[str, ItemValue]) -> dict[SectorId | None, Mapping[MeasureId, Amount]]:
    found: dict[SectorId | None, Mapping[MeasureId, Amount]] = {}
    for name, value in facts.items():
        what, _, sector = name.partition("@")
        if what == HOLDINGS and isinstance(value, Strength):
            found[SectorId(sector) if sector else None] = value.total
    return found
