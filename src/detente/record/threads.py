"""A matter as a thread: what its owner opened it with, what later messages changed, who answered.

The topics that are told and answered (returns, visits, notices of events, meetings, disclosures) are all
folded on this. Only the owner's own messages open, change or call off its matter.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from detente.agreements.model import MessageKind, Purpose
from detente.kernel.identifiers import MatterId, Reference, StateCode
from detente.kernel.instants import Instant, Interval, PartialDate
from detente.messages.values import ItemValue
from detente.record.facts import SAYING, Entry, read_known_facts
from detente.record.matters import host_of


@dataclass(frozen=True, slots=True)
class Thread:
    """What the owner of a matter says in it.

    ``first`` is the earliest message known; ``told``: when the matter was opened, None where that message is
    not known. ``facts``: as the newest message leaves them; ``nil``: it says that there is nothing to tell.
    """

    owner: StateCode
    first: Entry
    told: Interval | None
    facts: Mapping[str, ItemValue]
    nil: bool
    withdrawn: bool

    @property
    def reference(self) -> Reference:
        """The number of the earliest message known."""
        return self.first.document.reference


_OPENING = frozenset({MessageKind.ORIGINAL, MessageKind.NIL})


def read_thread(matter: MatterId, entries: Sequence[Entry], purposes: Collection[Purpose]) -> Thread | None:
    """The thread of ``matter``, where its owner opened it for one of ``purposes``; otherwise None.

    ``entries`` are all that touch the matter, in the order in which they became known. An amendment or
    correction changes the items it carries; a nil message takes back what was told before it.
    """
    owner = host_of(matter)
    own = [
        entry
        for entry in entries
        if entry.format.purpose in purposes
        and entry.document.matter == matter
        and entry.document.sender == owner
    ]
    said = [entry for entry in own if entry.document.kind in SAYING or entry.document.kind is MessageKind.NIL]
    if not said:
        return None
    facts: dict[str, ItemValue] = {}
    for entry in said:
        known = read_known_facts(entry)
        facts = known if entry.document.kind is MessageKind.NIL else facts | known
    first = said[0]
    return Thread(
        owner=owner,
        first=first,
        told=first.message.told if first.document.kind in _OPENING else None,
        facts=facts,
        nil=said[-1].document.kind is MessageKind.NIL,
        withdrawn=any(entry.document.kind is MessageKind.CANCELLATION for entry in own),
    )


def moment(facts: Mapping[str, ItemValue], name: str) -> PartialDate | Instant | None:
    """A date or instant among facts, or None."""
    value = facts.get(name)
    return value if isinstance(value, PartialDate | Instant) else None
