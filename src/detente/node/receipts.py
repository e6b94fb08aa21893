"""Receipts that we give: what we answer to peers' messages, signed and in our own log.

An answer is owed in the transaction that takes a message in or declines it. Later those owed to one peer are signed
as one list, kept with its blob, and registered; so a stop at any point loses nothing and says nothing twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, update

from detente.exchange.receipts import (
    MAX_LINES,
    PAYLOAD_TYPES,
    Answered,
    ReceiptCode,
    ReceiptList,
    format_receipts,
    is_news,
)
from detente.exchange.seal import choose_suite, seal
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.ledger.checkpoints import Checkpoint, parse_checkpoint
from detente.ledger.envelope import sign
from detente.ledger.leaf import Leaf, LeafKind, format_leaf
from detente.ledger.notes import parse_note
from detente.node.keyring import can_sign, document_signers, history_of_state
from detente.node.node import Node
from detente.node.peers import peer_row
from detente.node.sealing import sealing_suites
from detente.node.seen import dated
from detente.node.storage.database import AnyRow, to_seconds
from detente.node.storage.schema import owed_receipt, statement, statement_line


@dataclass(frozen=True, slots=True)
class Made:
    """A list that is signed and sealed, to be kept and registered."""

    kind: LeafKind
    receipts: ReceiptList
    leaf: Leaf
    blob: bytes
    envelope: bytes


def owe_receipt(connection: Connection, state: StateCode, line: Answered) -> None:
    """Note what is to be answered to a peer about an entry of its log; what was said is not said again."""
    given = (
        select(statement_line.c.answer)
        .join(statement, statement.c.blob_sha256 == statement_line.c.statement)
        .where(statement_line.c.log_of == state, statement_line.c.entry == line.index)
        .where(statement.c.receiver == state)
    )
    same = (owed_receipt.c.state == state) & (owed_receipt.c.entry == line.index)
    waiting = select(owed_receipt.c.answer).where(same)
    said = [ReceiptCode(one) for query in (given, waiting) for one in connection.execute(query).scalars()]
    if is_news(line.answer, said):
        values = {"commit": line.commit, "document": line.document, "answer": line.answer.value}
        connection.execute(insert(owed_receipt).values(state=state, entry=line.index, **values))


def give_receipts(node: Node, state: StateCode, at: Instant) -> int:
    """Answer what is owed to a peer, in lists in our own log; returns how many lists. Repeating says nothing twice.

    Where its sealing key is not known, or our document keys are not at hand, the answers wait.

    Raises:
        OperatorError: the disk or the log refuses.
    """
    keys = history_of_state(node, state).newest
    row = peer_row(node, state)
    made = 0
    if row.checkpoint is not None and keys.seal and can_sign(node):
        checkpoint = parse_checkpoint(parse_note(row.checkpoint).text)
        while lines := _owed(node, state):
            keep_own_lists(node, [make_list(node, LeafKind.RECEIPT, state, checkpoint, lines, at)], at)
            made += 1
    register_statements(node)
    return made


def _owed(node: Node, state: StateCode) -> list[Answered]:
    query = select(owed_receipt).where(owed_receipt.c.state == state)
    with node.reading() as connection:
        rows = connection.execute(query.order_by(owed_receipt.c.entry).limit(MAX_LINES)).all()
    # Where two answers to one entry are owed, the second goes into a list of its own.
    return list(
        {
            row.entry: Answered(row.entry, row.commit, ReceiptCode(row.answer), row.document) for row in rows
        }.values()
    )


def make_list(
    node: Node,
    kind: LeafKind,
    to: StateCode,
    checkpoint: Checkpoint,
    lines: Sequence[Answered],
    at: Instant,
) -> Made:
    """Sign and seal a list of at most ``MAX_LINES`` lines to one state."""
    receipts = ReceiptList(
        sender=node.settings.state,
        to=to,
        log=checkpoint.origin,
        size=checkpoint.size,
        root=checkpoint.root,
        issued_at=at.replace(microsecond=0),
        lines=tuple(lines),
    )
    envelope = sign(format_receipts(receipts), PAYLOAD_TYPES[kind], document_signers(node))
    directory = {to: history_of_state(node, to).newest}
    suite = choose_suite([to], directory)
    blob = seal(envelope, [to], suite, sealing_suites(node, directory))
    return Made(kind, receipts, Leaf.of(blob, kind, suite), blob, envelope)


def keep_own_lists(node: Node, made: Sequence[Made], at: Instant) -> None:
    """Keep lists of ours where peers fetch them; what they answer is owed no more."""
    own = node.settings.state
    node.blobs_of(own).put({one.leaf.commit: one.blob for one in made})
    with node.writing() as connection:
        for one in made:
            log_of = one.receipts.to if one.kind is LeafKind.RECEIPT else own
            insert_list(connection, one.receipts, one.leaf, one.envelope, log_of, None, at)
            for line in one.receipts.lines if one.kind is LeafKind.RECEIPT else ():
                same = (owed_receipt.c.state == one.receipts.to) & (owed_receipt.c.entry == line.index)
                connection.execute(delete(owed_receipt).where(same, owed_receipt.c.answer == line.answer))


def insert_list(
    connection: Connection,
    receipts: ReceiptList,
    leaf: Leaf,
    envelope: bytes,
    log_of: StateCode,
    place: int | None,
    at: Instant,
) -> None:
    """Keep a list and its lines; ``place`` is its number in its sender's log."""
    connection.execute(
        insert(statement).values(
            blob_sha256=leaf.commit,
            sender=receipts.sender,
            receiver=receipts.to,
            kind=leaf.kind.value,
            issued_at=to_seconds(receipts.issued_at),
            suite=leaf.suite,
            size_class=leaf.size,
            log_index=place,
            known_at=to_seconds(at),
            envelope=envelope,
        )
    )
    rows = [
        {
            "log_of": log_of,
            "entry": line.index,
            "statement": leaf.commit,
            "answer": line.answer.value,
            "document": line.document,
        }
        for line in receipts.lines
    ]
    connection.execute(insert(statement_line), rows)


def register_statements(node: Node) -> list[int]:
    """Register every list of ours that has no place in the log yet; returns their places. Safe to repeat."""
    query = select(statement).where(
        statement.c.sender == node.settings.state, statement.c.log_index.is_(None)
    )
    with node.reading() as connection:
        rows = connection.execute(query.order_by(statement.c.issued_at, statement.c.blob_sha256)).all()
    if not rows:
        return []
    entries = dated(node, [_leaf_of(row) for row in rows])
    places = node.log.append([format_leaf(leaf) for leaf in entries])
    with node.writing() as connection:
        for row, place in zip(rows, places, strict=True):
            same = statement.c.blob_sha256 == row.blob_sha256
            connection.execute(update(statement).where(same).values(log_index=place))
    return places


def _leaf_of(row: AnyRow) -> Leaf:
    return Leaf(LeafKind(row.kind), row.blob_sha256, row.size_class, row.suite)
