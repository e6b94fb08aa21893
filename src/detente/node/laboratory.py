"""Every drill a node knows, for the laboratory: folded once, and again when something was told."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from sqlalchemy import func, select

from detente.node.actors import Actor, Right, require
from detente.node.node import Node
from detente.node.readmodel import matters_now
from detente.node.storage.schema import activity, message
from detente.record.activities import Activity

#: The laboratory takes the newest so many drills; folding more would keep a reader waiting.
MOST_DRILLS = 2_000

_Stamp = tuple[int, int, int, int]


@dataclass
class Shelf:
    """The drills as they were last folded, with what the register was like then."""

    _stamp: _Stamp | None = None
    _drills: tuple[Activity, ...] = ()
    _turn: threading.Lock = field(default_factory=threading.Lock)

    def drills(self, node: Node, actor: Actor) -> tuple[Activity, ...]:
        """The newest drills, latest start first, those without a date last.

        Raises:
            NotAllowed: the actor may not read.
        """
        require(actor, Right.READ)
        with self._turn:
            stamp = _stamp(node)
            if stamp != self._stamp:
                self._drills, self._stamp = _fold(node), stamp
            return self._drills


def _stamp(node: Node) -> _Stamp:
    """Changes with every message that is written, sent or received."""
    columns = func.count(), func.max(message.c.known_at), func.count(message.c.log_index)
    drills = select(func.count()).select_from(activity)  # a new one is listed a moment after its message
    with node.reading() as connection:
        count, newest, logged = connection.execute(select(*columns).select_from(message)).one()
        listed = connection.execute(drills).scalar_one()
    return int(count), int(newest or 0), int(logged), int(listed)


def _fold(node: Node) -> tuple[Activity, ...]:
    newest = select(activity.c.id).order_by(activity.c.start_from.desc().nulls_last(), activity.c.id)
    with node.reading() as connection:
        matters = list(connection.execute(newest.limit(MOST_DRILLS)).scalars())
        known = matters_now(node, connection, matters)
    return tuple(one for matter in matters if isinstance(one := known.get(matter), Activity))
