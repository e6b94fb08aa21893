"""Which of our messages receipts are awaited for."""

from __future__ import annotations

from sqlalchemy import Connection, delete, insert

from detente.kernel.identifiers import DocumentId
from detente.kernel.instants import Instant
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import awaited


def await_receipts(connection: Connection, identity: DocumentId, at: Instant) -> None:
    """From now on receipts for this message are awaited; or anew, where it was sealed to more states."""
    connection.execute(delete(awaited).where(awaited.c.message == identity))
    connection.execute(insert(awaited).values(message=identity, since=to_seconds(at)))
