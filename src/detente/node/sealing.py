"""Sealing this node's messages to their addressees, and opening what peers sealed to it.

A message is sealed to those addressees whose sealing keys are known when it is sent, and to our own archive. For
one whose key comes later it is sealed again: another entry of the log, with the same document inside.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson
from sqlalchemy import Connection, delete, insert, select, update

from detente.exchange.age import find_file_key
from detente.exchange.files import FILES_TYPE, FileList, format_files
from detente.exchange.seal import PLAIN, SEALING_SUITES, AgeSuite, SealingSuite, choose_suite, seal
from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import DocumentId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.ledger.agefile import parse_header
from detente.ledger.directory import StateKeys
from detente.ledger.envelope import sign
from detente.ledger.leaf import Leaf, LeafKind, format_leaf
from detente.ledger.sealing_keys import SEALED_SUITES
from detente.messages.codec import document_from_stored
from detente.messages.document import Audience, Document
from detente.node.actors import Actor, Right, require
from detente.node.events import record_event
from detente.node.filestore import insert_file, seal_file
from detente.node.keyring import document_signers, history_of_state
from detente.node.node import Node
from detente.node.seen import dated
from detente.node.storage.awaited import await_receipts
from detente.node.storage.database import AnyRow
from detente.node.storage.schema import message, sealed_copy, unsealed
from detente.node.storage.schema import peer as peer_table

Directory = Mapping[StateCode, StateKeys]


@dataclass(frozen=True, slots=True)
class SealedCopy:
    """A message sealed; ``missing`` are the addressees whose sealing key is not known."""

    message: DocumentId
    leaf: Leaf
    blob: bytes
    missing: tuple[StateCode, ...]
    files: SealedFiles | None = None


@dataclass(frozen=True, slots=True)
class SealedFiles:
    """The attachments of a message, each sealed, and the list of them, sealed to the same states."""

    listed: FileList
    leaf: Leaf
    blob: bytes


def known_keys(node: Node) -> Directory:
    """The keys of every peer, by state."""
    with node.reading() as connection:
        states = connection.execute(select(peer_table.c.state)).scalars().all()
    return {state: history_of_state(node, state).newest for state in states}


def sealing_suites(node: Node, directory: Directory | None = None) -> Mapping[str, SealingSuite]:
    """Every suite of this node: to open, and where a directory is given, to seal to its states.

    A node that has no sealing keys yet opens no more than what is public.
    """
    suites = {
        identity.recipient.suite: AgeSuite(
            identity.recipient.suite, node.keys.sealing, identity.recipient, directory or {}, node.entropy
        )
        for identity in node.keys.sealing
    }
    return {**SEALING_SUITES, **suites}


def seal_copies(node: Node, rows: Sequence[AnyRow]) -> list[SealedCopy]:
    """Seal messages, given their ids, documents and envelopes, each to the addressees whose keys are known.

    Raises:
        OperatorError: this node has no sealing keys.
    """
    directory = known_keys(node)
    suites = sealing_suites(node, directory)
    return [_seal_one(node, row, directory, suites) for row in rows]


def _seal_one(
    node: Node, row: AnyRow, directory: Directory, suites: Mapping[str, SealingSuite]
) -> SealedCopy:
    document = document_from_stored(orjson.loads(row.document))
    if document.audience is Audience.PUBLIC:
        blob = seal(row.envelope, document.to, PLAIN, suites)
        files = _seal_files(node, row.id, document, document.to, PLAIN, suites)
        return SealedCopy(row.id, Leaf.of(blob, suite=PLAIN), blob, (), files)
    able = [state for state in document.to if state in directory and directory[state].seal]
    return _close(node, row.id, row.envelope, document, able, directory, suites)


def _close(
    node: Node,
    identity: DocumentId,
    envelope: bytes,
    document: Document,
    able: Sequence[StateCode],
    directory: Directory,
    suites: Mapping[str, SealingSuite],
) -> SealedCopy:
    if not node.keys.sealing:
        raise OperatorError(
            "no-sealing-keys",
            f"The node {node.folder} has no sealing keys yet.",
            "Open it once for writing, with detente serve or detente pull; then give peers its public/keys.txt.",
        )
    suite = choose_suite(able, directory)
    blob = seal(envelope, able, suite, suites)
    missing = tuple(state for state in document.to if state not in able)
    files = _seal_files(node, identity, document, able, suite, suites)
    return SealedCopy(identity, Leaf.of(blob, suite=suite), blob, missing, files)


def _seal_files(
    node: Node,
    identity: DocumentId,
    document: Document,
    able: Sequence[StateCode],
    suite: str,
    suites: Mapping[str, SealingSuite],
) -> SealedFiles | None:
    if not document.attachments:
        return None
    named = dict.fromkeys((str(one["sha256"]), int(str(one["size"]))) for one in document.attachments)
    sealed = [seal_file(node, digest, size, list(able), suite, suites) for digest, size in named]
    listed = FileList(document.sender, identity, tuple(sealed))
    envelope = sign(format_files(listed), FILES_TYPE, document_signers(node))
    blob = seal(envelope, able, suite, suites)
    return SealedFiles(listed, Leaf.of(blob, LeafKind.FILES, suite), blob)


def keep_copies(node: Node, copies: Sequence[SealedCopy], *, again: bool = False) -> None:
    """Keep sealed blobs where peers fetch them, then note durably what each message was sealed into."""
    blobs = {copy.leaf.commit: copy.blob for copy in copies}
    blobs |= {copy.files.leaf.commit: copy.files.blob for copy in copies if copy.files}
    node.blobs_of(node.settings.state).put(blobs)
    with node.writing() as connection:
        for copy in copies:
            if copy.files:
                _keep_files(node, connection, copy.message, copy.files)
            leaf = copy.leaf
            values = {"blob_sha256": leaf.commit, "suite": leaf.suite, "size_class": leaf.size}
            connection.execute(insert(sealed_copy).values(message=copy.message, **values))
            if not again:
                kept = {"blob_sha256": leaf.commit, "size_class": leaf.size}
                connection.execute(update(message).where(message.c.id == copy.message).values(**kept))
            _note_missing(connection, copy)


def _keep_files(node: Node, connection: Connection, identity: DocumentId, files: SealedFiles) -> None:
    leaf = files.leaf
    values = {
        "blob_sha256": leaf.commit,
        "suite": leaf.suite,
        "size_class": leaf.size,
        "kind": leaf.kind.value,
    }
    connection.execute(insert(sealed_copy).values(message=identity, **values))
    for one in files.listed.files:
        insert_file(connection, node.settings.state, identity, one, "held")


def waiting_lists(node: Node, references: Sequence[Reference]) -> list[Leaf]:
    """The lists of files of messages that are to be sent; they are logged before the messages."""
    query = select(sealed_copy).join(message, sealed_copy.c.message == message.c.id)
    query = query.where(sealed_copy.c.kind == LeafKind.FILES.value, message.c.reference.in_(references))
    query = query.where(sealed_copy.c.log_index.is_(None)).order_by(sealed_copy.c.blob_sha256)
    with node.reading() as connection:
        return [leaf_of(row, LeafKind.FILES) for row in connection.execute(query)]


def _note_missing(connection: Connection, copy: SealedCopy) -> None:
    connection.execute(delete(unsealed).where(unsealed.c.message == copy.message))
    if copy.missing:
        rows = [{"message": copy.message, "state": state} for state in copy.missing]
        connection.execute(insert(unsealed), rows)


def seal_again(node: Node, actor: Actor, at: Instant) -> list[Reference]:
    """Seal what was sent to the addressees whose keys came since, and register that; safe to repeat.

    Raises:
        NotAllowed: the actor may neither send nor administer.
        OperatorError: the disk or the log refuses.
    """
    require(actor, Right.ADMINISTER if actor.may(Right.ADMINISTER) else Right.SEND)
    directory = known_keys(node)
    able = {state for state, keys in directory.items() if keys.seal}
    columns = select(message.c.id, message.c.document, message.c.envelope, unsealed.c.state)
    query = columns.join(unsealed, unsealed.c.message == message.c.id)
    query = query.where(message.c.stage == "sent", unsealed.c.state.in_(able))
    with node.reading() as connection:
        rows = connection.execute(query.order_by(message.c.log_index, unsealed.c.state)).all()
    waiting: dict[DocumentId, list[AnyRow]] = {}
    for row in rows:
        waiting.setdefault(row.id, []).append(row)
    suites = sealing_suites(node, directory)
    copies = [_close_again(node, found, directory, suites) for found in waiting.values()]
    if copies:
        keep_copies(node, copies, again=True)
    return _register_copies(node, actor, at)


def _close_again(
    node: Node, rows: Sequence[AnyRow], directory: Directory, suites: Mapping[str, SealingSuite]
) -> SealedCopy:
    first = rows[0]
    document = document_from_stored(orjson.loads(first.document))
    able = [row.state for row in rows]
    copy = _close(node, first.id, first.envelope, document, able, directory, suites)
    with node.reading() as connection:
        query = select(unsealed.c.state).where(unsealed.c.message == first.id, unsealed.c.state.not_in(able))
        missing = tuple(connection.execute(query.order_by(unsealed.c.state)).scalars())
    return SealedCopy(copy.message, copy.leaf, copy.blob, missing, copy.files)


def _register_copies(node: Node, actor: Actor, at: Instant) -> list[Reference]:
    """Log every copy that has no place yet, of messages that have one."""
    query = select(sealed_copy, message.c.reference).join(message, sealed_copy.c.message == message.c.id)
    query = query.where(sealed_copy.c.log_index.is_(None), message.c.stage == "sent")
    with node.reading() as connection:
        rows = connection.execute(query.order_by(message.c.log_index, sealed_copy.c.blob_sha256)).all()
    if not rows:
        return []
    entries = dated(node, [leaf_of(row, LeafKind(row.kind)) for row in rows])
    places = node.log.append([format_leaf(leaf) for leaf in entries])
    with node.writing() as connection:
        for row, place in zip(rows, places, strict=True):
            await_receipts(connection, row.message, at)
            same = sealed_copy.c.blob_sha256 == row.blob_sha256
            connection.execute(update(sealed_copy).where(same).values(log_index=place))
            record_event(connection, actor, "sealed again", row.reference, at)
    return [row.reference for row in rows]


def leaf_of(row: AnyRow, kind: LeafKind = LeafKind.MESSAGE) -> Leaf:
    """The log entry of a sealed message, from its ``blob_sha256``, ``size_class`` and ``suite``."""
    return Leaf(kind, row.blob_sha256, row.size_class, row.suite or PLAIN)


def not_sealed_to(node: Node, actor: Actor, reference: Reference) -> list[StateCode]:
    """The addressees that cannot open our message, since no sealing key of theirs is known here.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    query = select(unsealed.c.state).join(message, unsealed.c.message == message.c.id)
    with node.reading() as connection:
        query = query.where(message.c.reference == reference).order_by(unsealed.c.state)
        return list(connection.execute(query).scalars())


def key_of_blob(node: Node, leaf: Leaf, blob: bytes) -> bytes | None:
    """The key that opens this one blob, to be handed on with its evidence; None where it is not encrypted.

    Raises:
        PeerError: it is sealed to others.
        ProofError: it is damaged.
    """
    if leaf.suite not in SEALED_SUITES:
        return None
    return find_file_key(parse_header(blob), node.keys.sealing)
