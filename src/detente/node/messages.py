"""The register of messages: list, read, and the evidence of each."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

import orjson
from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, select, update

from detente.agreements.model import Item
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId, DocumentId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant, Interval
from detente.ledger.evidence import build_evidence
from detente.ledger.leaf import parse_leaf
from detente.messages.amend import ItemChange, changed_items
from detente.messages.codec import document_from_stored
from detente.messages.document import Document
from detente.messages.personal import personal_items
from detente.node.actors import Actor, Right, require
from detente.node.forces_right import require_message, visible
from detente.node.keyring import history_of_state
from detente.node.node import Node
from detente.node.peers import keys_of_state
from detente.node.personal import documents_seen, has_personal
from detente.node.published import open_published, read_blob
from detente.node.sealing import key_of_blob
from detente.node.storage.database import AnyRow, from_seconds, to_seconds
from detente.node.storage.documents import NO_MESSAGE, SEE_REGISTER
from detente.node.storage.schema import matter_message, message, read_mark, user
from detente.node.times import Times, times_of
from detente.node.witnessing import WitnessedLog

T = TypeVar("T")

#: Counting stops here: a register says "more than" and stays as quick as ever.
COUNT_LIMIT = 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFilter:
    """Which messages to list; None or empty: any. ``stage``: released, sent or received."""

    agreement: AgreementId | None = None
    format: FormatId | None = None
    sender: StateCode | None = None
    stage: str | None = None
    words: str = ""
    unread_by: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageRow:
    """One line of the register; ``registered`` follows from ``times``, both None before it is registered."""

    id: DocumentId
    reference: Reference
    matter: MatterId
    agreement: AgreementId
    format: FormatId
    kind: str
    sender: StateCode
    own: bool
    title: str
    origin: str
    issued_at: Instant
    known_at: Instant
    stage: str
    log_index: int | None
    registered: Interval | None
    times: Times | None
    unread: bool


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a long list; ``total`` stops at ``COUNT_LIMIT`` + 1, which means "more than"."""

    rows: list[T]
    total: int
    number: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageView:
    """A message with its thread. ``changes``: item by item against the message before it in the matter.

    ``withheld``: items with personal data that the reader is not shown; ``envelope``, which holds everything that
    was signed, is then None.
    """

    row: MessageRow
    document: Document
    thread: list[MessageRow]
    changes: list[ItemChange]
    envelope: bytes | None
    checkpoint_size: int | None
    withheld: tuple[Item, ...] = ()


def list_messages(
    node: Node, actor: Actor, wanted: MessageFilter, page: int = 1, size: int = 50
) -> Page[MessageRow]:
    """The register, newest first.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        chosen = _wanted(actor, wanted).where(visible(node, connection))
        rows = connection.execute(chosen.order_by(*_NEWEST).limit(size).offset((page - 1) * size)).all()
        counted = chosen.with_only_columns(message.c.id).limit(COUNT_LIMIT + 1).subquery()
        total = connection.execute(select(func.count()).select_from(counted)).scalar_one()
    return Page([_row(row) for row in rows], total, page, size)


def show_message(node: Node, actor: Actor, reference: Reference) -> MessageView:
    """One message, its thread and its changes; marks it as read by the actor.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: this node knows no such message.
    """
    require(actor, Right.READ)
    row, data, envelope = _stored(node, actor, reference)
    whole = document_from_stored(orjson.loads(data))
    with node.reading() as connection:
        (document,) = documents_seen(node, connection, actor, [whole])
        same_matter = _select(actor).where(message.c.matter == row.matter, visible(node, connection))
        thread = [_row(one) for one in connection.execute(same_matter.order_by(*_OLDEST))]
    _mark_read(node, actor, row)
    withheld = () if document == whole else personal_items(whole, node.formats[row.agreement, row.format])
    return MessageView(
        row=row,
        document=document,
        thread=thread,
        changes=_changes(node, actor, document, thread),
        envelope=None if withheld else envelope,
        checkpoint_size=_checkpoint_size(node, row),
        withheld=withheld,
    )


def messages_touching(node: Node, actor: Actor, matter: MatterId) -> list[MessageRow]:
    """Every message of a matter and every one that refers to it, oldest first.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    touching = select(matter_message.c.message).where(matter_message.c.matter == matter)
    query = _select(actor).where(message.c.id.in_(touching)).order_by(*_OLDEST)
    with node.reading() as connection:
        query = query.where(visible(node, connection))
        return [_row(one) for one in connection.execute(query)]


def read_document(node: Node, actor: Actor, reference: Reference) -> Document:
    """Just the document, as the actor may see it.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: this node knows no such message.
    """
    require(actor, Right.READ)
    whole = document_from_stored(orjson.loads(_stored(node, actor, reference)[1]))
    with node.reading() as connection:
        return documents_seen(node, connection, actor, [whole])[0]


def export_evidence(node: Node, actor: Actor, reference: Reference) -> bytes:
    """The evidence pack of one message, which anyone can check with the public keys alone.

    It holds everything that was signed, personal data that was forgotten too: nothing less could be checked.

    Raises:
        NotAllowed: the actor may not read it, or may not see the personal data in it.
        InputError: no such message, or it is not registered yet.
    """
    require(actor, Right.READ)
    row, data, envelope = _stored(node, actor, reference)
    if has_personal(node, document_from_stored(orjson.loads(data))):
        require(actor, Right.PERSONAL)
    if row.log_index is None:
        raise InputError("not-registered", NO_MESSAGE.fill(reference=reference), SEE_REGISTER)
    history = history_of_state(node, row.sender)
    # The document counts by the keys of its time; the checkpoint is today's.
    keys = replace(history.at(row.log_index), log=history.newest.log)
    log = open_published(node.files_of(row.sender), keys)
    blob = read_blob(node.files_of(row.sender), _blob_hash(node, reference))
    return build_evidence(
        document=data,
        envelope=envelope,
        blob=blob,
        index=row.log_index,
        log=WitnessedLog(node, log, keys, row.agreement),
        keys=keys,
        file_key=key_of_blob(node, parse_leaf(log.entry(row.log_index)), blob),
    )


def _blob_hash(node: Node, reference: Reference) -> str:
    with node.reading() as connection:
        query = select(message.c.blob_sha256).where(message.c.reference == reference)
        return str(connection.execute(query).scalar_one())


def mark_all_read(node: Node, actor: Actor, until: Instant) -> None:
    """Mark every message known up to ``until`` as read by the actor.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    with node.writing() as connection:
        connection.execute(update(user).where(user.c.name == actor.name).values(read_until=to_seconds(until)))
        connection.execute(delete(read_mark).where(read_mark.c.user == actor.name))


def _changes(node: Node, actor: Actor, document: Document, thread: list[MessageRow]) -> list[ItemChange]:
    place = next(i for i, row in enumerate(thread) if row.reference == document.reference)
    message_format = node.agreement(document.agreement).formats[document.format]
    before = [row for row in thread[:place] if row.format == document.format]
    if not before:
        return []
    with node.reading() as connection:
        data = connection.execute(
            select(message.c.document).where(message.c.id == before[-1].id)
        ).scalar_one()
        (earlier,) = documents_seen(node, connection, actor, [document_from_stored(orjson.loads(data))])
    return changed_items(earlier, document, message_format)


def _checkpoint_size(node: Node, row: MessageRow) -> int | None:
    if row.log_index is None:
        return None
    return open_published(node.files_of(row.sender), keys_of_state(node, row.sender)).size


def _stored(node: Node, actor: Actor, reference: Reference) -> tuple[MessageRow, bytes, bytes]:
    query = _select(actor).add_columns(message.c.document, message.c.envelope)
    with node.reading() as connection:
        row = connection.execute(query.where(message.c.reference == reference)).first()
    if row is None:
        raise InputError("no-message", NO_MESSAGE.fill(reference=reference), SEE_REGISTER)
    if not row.own:
        with node.reading() as connection:
            require_message(node, connection, actor, reference)
    return _row(row), row.document, row.envelope


def _mark_read(node: Node, actor: Actor, row: MessageRow) -> None:
    if row.unread:
        # A full disk keeps nobody from reading: the message just stays marked as new.
        with suppress(OperatorError), node.writing() as connection:
            connection.execute(
                insert(read_mark).prefix_with("OR IGNORE").values(user=actor.name, message=row.id)
            )


_LISTED = (
    message.c.id,
    message.c.reference,
    message.c.matter,
    message.c.agreement,
    message.c.format,
    message.c.kind,
    message.c.sender,
    message.c.own,
    message.c.title,
    message.c.origin,
    message.c.issued_at,
    message.c.known_at,
    message.c.stage,
    message.c.log_index,
    message.c.registered_from,
    message.c.registered_until,
    message.c.claimed_at,
    message.c.not_before,
    message.c.existed_by,
    message.c.unwitnessed,
)
_NEWEST = (message.c.known_at.desc(), message.c.reference.desc())
_OLDEST = (message.c.known_at, message.c.log_index, message.c.reference)


def _select(actor: Actor) -> Select[Any]:
    return select(*_LISTED, _unread(actor.name).label("unread"))


def _unread(name: str) -> ColumnElement[bool]:
    marked = select(read_mark.c.message).where(read_mark.c.message == message.c.id, read_mark.c.user == name)
    read_until = select(user.c.read_until).where(user.c.name == name).scalar_subquery()
    newer = message.c.known_at > func.coalesce(read_until, 0)
    return and_(message.c.stage == "received", newer, ~marked.exists())


def _wanted(actor: Actor, wanted: MessageFilter) -> Select[Any]:
    query = _select(actor)
    for column, value in (
        (message.c.agreement, wanted.agreement),
        (message.c.format, wanted.format),
        (message.c.sender, wanted.sender),
        (message.c.stage, wanted.stage),
    ):
        if value:
            query = query.where(column == value)
    if wanted.words:
        like = f"%{wanted.words.replace('%', '')}%"
        query = query.where(message.c.title.ilike(like) | message.c.reference.ilike(like))
    if wanted.unread_by:
        query = query.where(_unread(wanted.unread_by))
    return query


def _row(row: AnyRow) -> MessageRow:
    registered = None
    if row.registered_from is not None:
        registered = Interval(from_seconds(row.registered_from), from_seconds(row.registered_until))
    return MessageRow(
        id=row.id,
        reference=row.reference,
        matter=row.matter,
        agreement=row.agreement,
        format=row.format,
        kind=row.kind,
        sender=row.sender,
        own=row.own,
        title=row.title,
        origin=row.origin,
        issued_at=from_seconds(row.issued_at),
        known_at=from_seconds(row.known_at),
        stage=row.stage,
        log_index=row.log_index,
        registered=registered,
        times=times_of(row),
        unread=bool(row.unread),
    )
