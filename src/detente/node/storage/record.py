"""The record as the database holds it: other activities an assessment may need to look at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval
from detente.node.node import Node
from detente.node.storage.database import to_seconds
from detente.node.storage.documents import known_messages
from detente.node.storage.schema import activity
from detente.record.activities import Activity
from detente.record.record import fold_matter


@dataclass(frozen=True, slots=True)
class SqlRecord:
    """Activities of others, folded from their messages when asked for."""

    node: Node
    connection: Connection

    def activities_of(self, states: Sequence[StateCode], overlapping: Interval | None) -> Iterable[Activity]:
        """Activities these states host; with ``overlapping``, only those whose dates may touch it."""
        query = select(activity.c.id).where(activity.c.host.in_(states))
        if overlapping is not None:
            query = query.where(
                activity.c.start_from <= to_seconds(overlapping.latest),
                activity.c.may_last_until >= to_seconds(overlapping.earliest),
            )
        matters = [MatterId(one) for one in self.connection.execute(query).scalars()]
        formats = self.node.formats
        for matter, messages in known_messages(self.connection, matters).items():
            known = fold_matter(matter, messages, formats)
            if isinstance(known, Activity):
                yield known
