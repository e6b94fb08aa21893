"""Deliveries: what became of our messages at their addressees, as they and we have signed it.

A receipt that comes after our notice that there was none stands beside it; nothing replaces anything.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import orjson
from sqlalchemy import Connection, delete, or_, select

from detente.exchange.receipts import MAX_LINES, Answered, OpenedReceipts, ReceiptCode
from detente.kernel.errors import InputError, PeerError
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.leaf import LeafKind, parse_leaf
from detente.messages.codec import document_from_stored
from detente.node.actors import Actor, Right, require
from detente.node.cosigning import receipts_of
from detente.node.keyring import can_sign, history_of_state
from detente.node.node import Node
from detente.node.published import open_published
from detente.node.receipts import Made, insert_list, keep_own_lists, make_list, register_statements
from detente.node.sealing import known_keys, not_sealed_to
from detente.node.storage.database import AnyRow, from_seconds, to_seconds
from detente.node.storage.documents import NO_MESSAGE, SEE_REGISTER, stored_document
from detente.node.storage.schema import awaited, message, sealed_copy, statement, statement_line, unsealed


@dataclass(frozen=True, slots=True)
class Told:
    """What ``sender`` has signed of a message, for ``to``, by its own clock.

    ``index`` is the place in its log; none before it is registered.
    """

    sender: StateCode
    to: StateCode
    answer: ReceiptCode
    issued_at: Instant
    index: int | None


def answers_on(node: Node, actor: Actor, reference: Reference) -> list[Told]:
    """What was signed of a message, by the time it bears: receipts, and notices that none came.

    For our message, what each addressee answered and what we noted; for a peer's, what we answered and what it noted.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node knows no such message.
    """
    require(actor, Right.READ)
    query = select(message.c.id, message.c.sender, message.c.log_index)
    with node.reading() as connection:
        row = connection.execute(query.where(message.c.reference == reference)).first()
        if row is None:
            raise InputError("no-message", NO_MESSAGE.fill(reference=reference), SEE_REGISTER)
        copies = select(sealed_copy.c.log_index).where(sealed_copy.c.message == row.id)
        stands = or_(statement_line.c.entry == row.log_index, statement_line.c.entry.in_(copies))
        found = connection.execute(
            select(statement, statement_line.c.answer)
            .join(statement_line, statement_line.c.statement == statement.c.blob_sha256)
            .where(statement_line.c.log_of == row.sender, stands)
            .order_by(statement.c.issued_at, statement.c.known_at, statement.c.sender, statement.c.log_index)
        ).all()
    return [
        Told(one.sender, one.receiver, ReceiptCode(one.answer), from_seconds(one.issued_at), one.log_index)
        for one in found
    ]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What is known of a message at one addressee.

    ``closed``: it could not be sealed to it yet, so it cannot be opened there. ``held_at``: since when its node says
    that it holds the entry. ``answers``: receipts and notices that none came, by their time.
    """

    state: StateCode
    closed: bool
    held_at: Instant | None
    answers: tuple[Told, ...]


def deliveries_of(node: Node, actor: Actor, reference: Reference) -> list[Delivery]:
    """How far a message has come, by addressee; of a peer's message, what there is between it and us.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node knows no such message.
    """
    told = answers_on(node, actor, reference)
    with node.reading() as connection:
        document = stored_document(connection, reference)
    if document.sender != node.settings.state:
        return [Delivery(node.settings.state, False, None, tuple(told))]
    held = {one.state: one.held_at for one in receipts_of(node, actor, reference)}
    closed = not_sealed_to(node, actor, reference)
    return [
        Delivery(
            state,
            state in closed,
            held.get(state),
            tuple(one for one in told if state in (one.sender, one.to)),
        )
        for state in document.to
    ]


def check_receipts(node: Node, state: StateCode, opened: OpenedReceipts) -> None:
    """Check that a peer's list speaks of the log it must, and a receipt of our entries as they stand there.

    Raises:
        PeerError: it speaks of another log, of another history of ours, or of other entries.
    """
    receipts = opened.receipts
    is_receipt = opened.leaf.kind is LeafKind.RECEIPT
    spoken_of = history_of_state(node, node.settings.state if is_receipt else state).newest
    if receipts.log != spoken_of.origin:
        raise PeerError("receipt-log", _OTHER_LOG.fill(state=state), _TELL_PEER)
    if not is_receipt:
        return
    log = open_published(node.files_of(node.settings.state), spoken_of)
    if receipts.size > log.size or log.root_at(receipts.size) != receipts.root:
        raise PeerError(
            "receipt-history", _OTHER_HISTORY.fill(state=state, size=str(receipts.size)), _COMPARE
        )
    if any(parse_leaf(log.entry(one.index)).commit != one.commit for one in receipts.lines):
        raise PeerError("receipt-entries", _OTHER_ENTRIES.fill(state=state), _TELL_PEER)


def keep_receipts(
    node: Node, connection: Connection, state: StateCode, opened: OpenedReceipts, at: Instant
) -> None:
    """Keep a peer's list that was checked; one that is kept is left as it is."""
    same = statement.c.blob_sha256 == opened.leaf.commit
    if connection.execute(select(statement.c.kind).where(same)).first() is not None:
        return
    is_receipt = opened.leaf.kind is LeafKind.RECEIPT
    log_of = node.settings.state if is_receipt else state
    insert_list(connection, opened.receipts, opened.leaf, opened.envelope, log_of, opened.index, at)


def note_missing_receipts(node: Node, at: Instant) -> int:
    """State in our log, and to each addressee, for which messages no receipt came in time; returns how many lists.

    A receipt that comes later is kept beside it.

    Raises:
        OperatorError: the disk or the log refuses.
    """
    hours = node.settings.receipt_hours
    if not hours or not can_sign(node):
        return 0
    overdue = _overdue(node, to_seconds(at - timedelta(hours=hours)))
    made = [_notice(node, state, rows, at) for state, rows in _silent(node, overdue).items()]
    keep_own_lists(node, made, at)
    with node.writing() as connection:
        identities = [row.id for row in overdue]
        connection.execute(delete(awaited).where(awaited.c.message.in_(identities)))
    register_statements(node)
    return len(made)


def _overdue(node: Node, last: int) -> list[AnyRow]:
    """Our messages for which receipts have been awaited since ``last`` or longer."""
    columns = select(message.c.id, message.c.log_index, message.c.blob_sha256, message.c.document)
    query = columns.join(awaited, awaited.c.message == message.c.id).where(awaited.c.since <= last)
    with node.reading() as connection:
        return list(connection.execute(query.order_by(message.c.log_index).limit(MAX_LINES)))


def _silent(node: Node, overdue: Sequence[AnyRow]) -> dict[StateCode, list[AnyRow]]:
    """By addressee, the messages that were sealed to it, that it has not answered, and of which that is not noted."""
    identities = [row.id for row in overdue]
    told = (
        select(sealed_copy.c.message, statement.c.sender, statement.c.receiver)
        .join(statement_line, statement_line.c.entry == sealed_copy.c.log_index)
        .join(statement, statement.c.blob_sha256 == statement_line.c.statement)
        .where(statement_line.c.log_of == node.settings.state, sealed_copy.c.message.in_(identities))
    )
    unable = select(unsealed.c.message, unsealed.c.state).where(unsealed.c.message.in_(identities))
    with node.reading() as connection:
        said = {(row.message, state) for row in connection.execute(told) for state in row[1:]}
        said |= {(row.message, row.state) for row in connection.execute(unable)}
    able = {state for state, keys in known_keys(node).items() if keys.seal}
    found: dict[StateCode, list[AnyRow]] = {}
    for row in overdue:
        for state in document_from_stored(orjson.loads(row.document)).to:
            if state in able and (row.id, state) not in said:
                found.setdefault(state, []).append(row)
    return found


def _notice(node: Node, state: StateCode, rows: Sequence[AnyRow], at: Instant) -> Made:
    keys = history_of_state(node, node.settings.state).newest
    log = open_published(node.files_of(node.settings.state), keys)
    lines = [Answered(row.log_index, row.blob_sha256, ReceiptCode.NO_RECEIPT, row.id) for row in rows]
    return make_list(node, LeafKind.NOTICE, state, log.checkpoint.checkpoint, lines, at)


_OTHER_LOG = Text(
    "The list of receipts of {state} speaks of another log.",
    "Перечень квитанций государства {state} относится к другому журналу.",
    "{state} 的回执清单所指的是另一日志。",
)
_OTHER_HISTORY = Text(
    "The receipts of {state} are for a history of this node's log, of {size} entries, that is not this one.",
    "Квитанции государства {state} выданы на иной вариант журнала этого узла, при {size} записях.",
    "{state} 的回执针对的是本节点日志在{size}条条目时的另一版本。",
)
_OTHER_ENTRIES = Text(
    "The receipts of {state} name entries that do not stand so in this node's log.",
    "В квитанциях государства {state} названы записи, которых в таком виде в журнале этого узла нет.",
    "{state} 的回执所列条目与本节点日志中的条目不符。",
)
_TELL_PEER = Text(
    "They do not count. Tell the peer.",
    "Они не учитываются. Уведомите другое государство.",
    "不予计入。请告知对方。",
)
_COMPARE = Text(
    "Compare checkpoints with the peer by another way: one of the two logs was shown in two versions.",
    "Сверьте контрольные точки с другим государством по иному каналу: один из журналов показан в двух вариантах.",
    "请经其他渠道与对方核对检查点：其中一方的日志出现了两个版本。",
)
