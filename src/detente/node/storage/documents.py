"""Documents in the database: stored bytes back to documents and known messages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import orjson
from sqlalchemy import Connection, select

from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Interval
from detente.kernel.languages import Text
from detente.messages.codec import document_from_stored
from detente.messages.document import Document
from detente.node.storage.database import AnyRow, from_seconds
from detente.node.storage.schema import matter_message, message
from detente.record.message import KnownMessage


def stored_document(connection: Connection, reference: Reference) -> Document:
    """The document of that reference.

    Raises:
        InputError: this node knows no such message.
    """
    data = connection.execute(select(message.c.document).where(message.c.reference == reference)).scalar()
    if data is None:
        raise InputError("no-message", NO_MESSAGE.fill(reference=reference), SEE_REGISTER)
    return document_from_stored(orjson.loads(data))


def documents_of_matter(connection: Connection, matter: MatterId | str) -> list[Document]:
    """Every document of a matter, in the order it became known."""
    query = select(message.c.document).where(message.c.matter == matter).order_by(message.c.known_at)
    return [document_from_stored(orjson.loads(data)) for data in connection.execute(query).scalars()]


def known_messages(connection: Connection, matters: Sequence[MatterId]) -> dict[MatterId, list[KnownMessage]]:
    """The messages that touch each matter and count (sent or received), in the order they became known."""
    found: dict[MatterId, list[KnownMessage]] = {matter: [] for matter in matters}
    query = (
        select(matter_message.c.matter, *_COLUMNS)
        .join_from(matter_message, message, matter_message.c.message == message.c.id)
        .where(matter_message.c.matter.in_(matters), message.c.log_index.is_not(None))
        .order_by(matter_message.c.known_at, message.c.sender, message.c.log_index)
    )
    for row in connection.execute(query):
        found[row.matter].append(_known(row))
    return found


def all_known_messages(connection: Connection) -> Iterable[KnownMessage]:
    """Every message that counts, in the order it became known; read as a stream."""
    query = select(*_COLUMNS).where(message.c.log_index.is_not(None))
    query = query.order_by(message.c.known_at, message.c.sender, message.c.log_index)
    for row in connection.execution_options(yield_per=1000).execute(query):
        yield _known(row)


_COLUMNS = (
    message.c.document,
    message.c.log_index,
    message.c.registered_from,
    message.c.registered_until,
)


def _known(row: AnyRow) -> KnownMessage:
    return KnownMessage(
        document_from_stored(orjson.loads(row.document)),
        row.log_index,
        Interval(from_seconds(row.registered_from), from_seconds(row.registered_until)),
    )


NO_MESSAGE = Text(
    "This node knows no message {reference}.",
    "Узлу не известно сообщение {reference}.",
    "本节点没有电文 {reference}。",
)
SEE_REGISTER = Text(
    "Check the number in the register of messages.",
    "Проверьте номер в журнале сообщений.",
    "请在电文登记簿中核对编号。",
)
