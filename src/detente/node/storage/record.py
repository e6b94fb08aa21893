"""The record as the database holds it: other matters an assessment may need to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from sqlalchemy import ColumnElement, Connection, Select, Table, or_, select

from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval
from detente.node.node import Node
from detente.node.storage.database import to_seconds
from detente.node.storage.documents import known_messages
from detente.node.storage.schema import concern, matter
from detente.record.notices import EventNotice
from detente.record.record import KnownMatter, M, fold_matter
from detente.record.returns import Return


@dataclass(frozen=True, slots=True)
class SqlRecord:
    """Matters of others, folded from their messages when asked for."""

    node: Node
    connection: Connection

    def matters_of(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterable[M]:
        """Matters of a topic that these states own; with ``overlapping``, those that may touch it."""
        query = select(matter.c.id).where(matter.c.topic == topic.__name__, matter.c.owner.in_(states))
        return self._folded(topic, query.where(*_touching(matter, overlapping)).order_by(matter.c.id))

    def matters_concerning(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterable[M]:
        """Matters of a topic that others direct at these states; with ``overlapping``, as above."""
        query = select(concern.c.matter).where(concern.c.topic == topic.__name__, concern.c.state.in_(states))
        query = query.where(*_touching(concern, overlapping)).distinct()
        return self._folded(topic, query.order_by(concern.c.matter))

    def _folded(self, topic: type[M], query: Select[str]) -> Iterator[M]:
        waiting = iter([MatterId(one) for one in self.connection.execute(query).scalars()])
        while part := list(islice(waiting, _BATCH)):
            for known in self._known(topic, part):
                if isinstance(known, topic):
                    yield known

    def _known(self, topic: type[M], matters: Sequence[MatterId]) -> Iterable[KnownMatter | None]:
        formats = self.node.formats
        if topic in (Return, EventNotice):  # some list thousands of units, and are looked at again and again
            return self.node.forces_kept.fold(self.connection, matters, formats)
        messages = known_messages(self.connection, matters)
        return (fold_matter(one, messages[one], formats) for one in matters)


def _touching(table: Table, wanted: Interval | None) -> list[ColumnElement[bool]]:
    """What may touch an interval; what has no time may touch any."""
    if wanted is None:
        return []
    earliest, latest = to_seconds(wanted.earliest), to_seconds(wanted.latest)
    begins = table.c.span_from
    return [
        or_(begins.is_(None), begins <= latest),
        or_(begins.is_(None), table.c.span_until >= earliest),
    ]


_BATCH = 500
