"""The record as the database holds it: other matters an assessment may need to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval
from detente.node.node import Node
from detente.node.storage.database import to_seconds
from detente.node.storage.documents import known_messages
from detente.node.storage.schema import activity, message
from detente.record.activities import Activity
from detente.record.record import M, fold_matter, span_of


@dataclass(frozen=True, slots=True)
class SqlRecord:
    """Matters of others, folded from their messages when asked for."""

    node: Node
    connection: Connection

    def matters_of(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterable[M]:
        """Matters of a topic that these states own; with ``overlapping``, those that may touch it."""
        formats = self.node.formats
        matters = self._candidates(topic, states, overlapping)
        for matter, messages in known_messages(self.connection, matters).items():
            known = fold_matter(matter, messages, formats)
            if isinstance(known, topic) and _touches(span_of(known), overlapping):
                yield known

    def _candidates(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> list[MatterId]:
        if topic is not Activity:
            query = select(message.c.matter).where(message.c.sender.in_(states)).distinct()
            return [MatterId(one) for one in self.connection.execute(query).scalars()]
        query = select(activity.c.id).where(activity.c.host.in_(states))
        if overlapping is not None:
            query = query.where(
                activity.c.start_from <= to_seconds(overlapping.latest),
                activity.c.may_last_until >= to_seconds(overlapping.earliest),
            )
        return [MatterId(one) for one in self.connection.execute(query).scalars()]


def _touches(span: Interval | None, wanted: Interval | None) -> bool:
    return span is None or wanted is None or span.overlaps(wanted)
