"""The auditor's list: who did what, about what, and when."""

from __future__ import annotations

from sqlalchemy import Connection, insert

from detente.kernel.instants import Instant
from detente.node.actors import Actor
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import event


def record_event(connection: Connection, actor: Actor, what: str, about: str, at: Instant) -> None:
    """Add one line to the auditor's list, in the transaction of the act itself."""
    connection.execute(insert(event).values(at=to_seconds(at), actor=actor.name, what=what, about=about))
