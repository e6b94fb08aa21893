"""Returns and notices on forces as they were folded last, so that large ones are not folded for every page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Connection, select

from detente.kernel.identifiers import MatterId
from detente.node.storage.documents import known_messages
from detente.node.storage.schema import matter_message, message
from detente.record.facts import Formats
from detente.record.notices import EventNotice
from detente.record.record import KnownMatter, fold_matter
from detente.record.returns import Return

#: How many rows of tables are kept at most, of all matters together; five returns of the largest.
MOST_ROWS = 100_000

#: From how many rows on it is worth keeping what was folded by the way.
LONG = 100

_Messages = tuple[str, ...]
_Known = Return | EventNotice


@dataclass
class KeptForces:
    """Folded matters by the messages they were folded from; the least recently used are dropped first."""

    most_rows: int = MOST_ROWS
    _kept: OrderedDict[MatterId, tuple[_Messages, _Known]] = field(default_factory=OrderedDict)
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def fold(self, connection: Connection, matters: Sequence[MatterId], formats: Formats) -> list[_Known]:
        """The returns and notices among these matters, in their order, as all their messages leave them."""
        messages = _messages_of(connection, matters)
        found = {one: self._find(one, messages.get(one, ())) for one in matters}
        missing = [one for one, known in found.items() if known is None]
        for one, told in known_messages(connection, missing).items():
            known = fold_matter(one, told, formats)
            if isinstance(known, Return | EventNotice):
                found[one] = known
                self._keep(one, messages.get(one, ()), known)
        return [known for known in found.values() if known is not None]

    def find(self, connection: Connection, matters: Sequence[MatterId]) -> dict[MatterId, _Known]:
        """Those of these matters that are kept, as all their messages leave them."""
        with self._turn:
            maybe = [one for one in matters if one in self._kept]
        messages = _messages_of(connection, maybe) if maybe else {}
        found = {one: self._find(one, messages.get(one, ())) for one in maybe}
        return {one: known for one, known in found.items() if known is not None}

    def keep(self, connection: Connection, known: KnownMatter) -> None:
        """Keep a matter just folded from all its messages, if it is a return or notice with a long table."""
        if isinstance(known, Return | EventNotice) and _rows(known) > LONG:
            self._keep(known.id, _messages_of(connection, [known.id]).get(known.id, ()), known)

    def _find(self, matter: MatterId, messages: _Messages) -> _Known | None:
        with self._turn:
            kept = self._kept.get(matter)
            if kept is None or kept[0] != messages:
                return None
            self._kept.move_to_end(matter)
            return kept[1]

    def _keep(self, matter: MatterId, messages: _Messages, known: _Known) -> None:
        with self._turn:
            self._kept[matter] = (messages, known)
            self._kept.move_to_end(matter)
            rows = sum(_rows(one) for _, one in self._kept.values())
            while rows > self.most_rows and len(self._kept) > 1:
                _, (_, dropped) = self._kept.popitem(last=False)
                rows -= _rows(dropped)


def _rows(known: _Known) -> int:
    if isinstance(known, Return):
        return 1 + len(known.structure or ()) + len(known.leadership or ())
    return 1 + len(known.unit_changes) + len(known.post_changes)


def _messages_of(connection: Connection, matters: Sequence[MatterId]) -> Mapping[MatterId, _Messages]:
    """The messages that count for each matter, by what would change if one were added or became known otherwise."""
    query = (
        select(
            matter_message.c.matter,
            message.c.id,
            message.c.log_index,
            message.c.registered_from,
            message.c.registered_until,
            message.c.known_at,
        )
        .join_from(matter_message, message, matter_message.c.message == message.c.id)
        .where(matter_message.c.matter.in_(matters), message.c.log_index.is_not(None))
        .order_by(message.c.id)
    )
    found: dict[MatterId, list[str]] = {}
    for row in connection.execute(query):
        found.setdefault(row.matter, []).append(" ".join(map(str, row[1:])))
    return {matter: tuple(each) for matter, each in found.items()}
