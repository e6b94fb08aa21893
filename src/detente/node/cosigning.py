"""Cosigning peers' checkpoints once their logs are kept here, and fetching what peers say of ours.

Our cosignature over a peer's checkpoint lies at ``public/cosigned/<hex SHA-256 of its origin>/checkpoint``, where that
peer finds it when it pulls from us. Source: docs/spec/ledger.md §11.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import func, insert, select

from detente.exchange.fork import ForkProof, format_fork
from detente.kernel.errors import InputError, PeerError, ProofError
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.checkpoints import SignedCheckpoint, verify_checkpoint
from detente.ledger.cosignatures import cosign, verify_cosignatures
from detente.ledger.directory import StateKeys
from detente.ledger.merkle import verify_consistency
from detente.ledger.notes import MAX_NOTE_BYTES, parse_note
from detente.node.actors import Actor, Right, require
from detente.node.durable import FileTree, disk_errors, read_file
from detente.node.keyring import history_of_state
from detente.node.node import Node
from detente.node.published import open_published
from detente.node.storage.database import from_seconds, to_seconds
from detente.node.storage.documents import NO_MESSAGE, SEE_REGISTER
from detente.node.storage.schema import alarm, message, mirrored
from detente.node.transport import Transport

#: A cosignature from further in the future than this is not counted. Source: docs/spec/ledger.md §11.4
MOST_AHEAD_SECONDS = 30


def cosigned_path(origin: str) -> str:
    """Where a mirror shows the newest checkpoint of a log that it has cosigned (C2SP tlog-witness)."""
    return f"cosigned/{sha256(origin.encode()).hexdigest()}/checkpoint"


def cosign_mirror(node: Node, keys: StateKeys, note: bytes, at: Instant) -> None:
    """Say that all a peer's checkpoint covers is kept here. Called once it is; saying it again changes nothing.

    Raises:
        OperatorError: the disk refuses.
    """
    if node.keys.mirror is None:
        return
    public = node.files_of(node.settings.state)
    path = cosigned_path(keys.origin)
    shown = read_file(public / path)
    if shown is not None and parse_note(shown).text == parse_note(note).text:
        return
    own = verify_checkpoint(note, keys.origin, keys.log)
    with disk_errors(public):
        (public / path).parent.mkdir(parents=True, exist_ok=True)
    files = FileTree(public, public / ".aside-cosigned")
    files.replace(path, cosign(own.note, node.keys.mirror, to_seconds(at)))
    files.settle()


def collect_cosignature(node: Node, state: StateCode, transport: Transport, at: Instant) -> None:
    """Fetch and keep what a peer says it holds of our log.

    Raises:
        ProofError: what it shows is not our checkpoint, was not cosigned by it, or is from the future.
        PeerError: it cannot be reached, or holds a history of our log that is not ours: the alarm is raised.
    """
    own = history_of_state(node, node.settings.state).newest
    mirrors = history_of_state(node, state).newest.mirror
    note = transport.fetch(cosigned_path(own.origin), MAX_NOTE_BYTES) if mirrors else None
    if note is None:
        return
    theirs = verify_checkpoint(note, own.origin, own.log)
    found = verify_cosignatures(note, mirrors)
    if not found:
        raise ProofError("cosignature-none", _NOT_COSIGNED.fill(state=state), _TELL_PEER)
    if found[0].seconds > to_seconds(at) + MOST_AHEAD_SECONDS:
        raise ProofError("cosignature-ahead", _AHEAD.fill(state=state), _CLOCKS)
    check_ours(node, state, own, theirs, at)
    _keep(node, state, theirs, found[0].seconds)


def check_ours(node: Node, state: StateCode, own: StateKeys, theirs: SignedCheckpoint, at: Instant) -> None:
    """Our own signature stands under what the peer holds: either it is our history, or we have signed two.

    Raises:
        PeerError: we have, or our log has lost entries; the alarm is raised.
    """
    log = open_published(node.files_of(node.settings.state), own)
    ours, held = log.checkpoint.checkpoint, theirs.checkpoint
    if held.size > ours.size:
        values = {"state": state, "size": str(held.size), "ours": str(ours.size)}
        problem = PeerError("own-log-behind", _BEHIND.fill(**values), _DO_NOT_SEND)
        raise_alarm(node, state, problem, theirs.note, at)
        raise problem
    proof = log.consistency(held.size)
    try:
        verify_consistency(held.size, held.root, ours.size, ours.root, proof)
    except ProofError:
        problem = PeerError("own-log-forked", _FORKED.fill(state=state, size=str(held.size)), _DO_NOT_SEND)
        root = log.root_at(held.size)
        fork = format_fork(ForkProof(theirs.note, log.checkpoint.note, root, tuple(proof)))
        raise_alarm(node, state, problem, fork, at)
        raise problem from None


def raise_alarm(node: Node, state: StateCode, problem: PeerError, proof: bytes, at: Instant) -> None:
    """Keep what was found with its proof, once however often it is met."""
    with node.writing() as connection:
        same = (alarm.c.peer == state) & (alarm.c.code == problem.code) & (alarm.c.proof == proof)
        if connection.execute(select(alarm.c.id).where(same)).first() is None:
            values = {"at": to_seconds(at), "peer": state, "code": problem.code, "reason": str(problem)}
            connection.execute(insert(alarm).values(proof=proof, **values))


def _keep(node: Node, state: StateCode, theirs: SignedCheckpoint, seconds: int) -> None:
    size = theirs.checkpoint.size
    with node.writing() as connection:
        same = (mirrored.c.state == state) & (mirrored.c.size == size)
        # The first time counts: what is said of it later adds nothing.
        if connection.execute(select(mirrored.c.at).where(same)).first() is None:
            connection.execute(insert(mirrored).values(state=state, size=size, at=seconds, note=theirs.note))


@dataclass(frozen=True, slots=True)
class Receipt:
    """What an addressee's node has said of our message: since when it holds the entry, by its clock."""

    state: StateCode
    held_at: Instant | None


def receipts_of(node: Node, actor: Actor, reference: Reference) -> list[Receipt]:
    """For each peer, by state: whether its node holds the log entry of our message, and since when.

    It proves that the peer's node has the registration, not that anyone there has read the message.

    Raises:
        NotAllowed: the actor may not read.
        InputError: no such message of ours.
    """
    require(actor, Right.READ)
    query = select(message.c.log_index).where(message.c.reference == reference, message.c.own)
    with node.reading() as connection:
        row = connection.execute(query).first()
        if row is None:
            raise InputError("no-message", NO_MESSAGE.fill(reference=reference), SEE_REGISTER)
        if row.log_index is None:
            return []
        first = func.min(mirrored.c.at).filter(mirrored.c.size > row.log_index).label("at")
        rows = connection.execute(
            select(mirrored.c.state, first).group_by(mirrored.c.state).order_by(mirrored.c.state)
        ).all()
    return [Receipt(row.state, None if row.at is None else from_seconds(row.at)) for row in rows]


_NOT_COSIGNED = Text(
    "{state} shows our checkpoint without its own cosignature.",
    "Узел государства {state} предоставляет нашу контрольную точку без своей подписи.",
    "{state} 的节点展示了我方检查点，但没有其副署。",
)
_TELL_PEER = Text(
    "It does not count as a receipt. Tell the peer; it is asked again.",
    "Подтверждением это не считается. Уведомите другое государство; запрос повторится.",
    "不视为回执。请告知对方；将再次询问。",
)
_AHEAD = Text(
    "The cosignature of {state} bears a time in the future.",
    "Подпись узла государства {state} датирована будущим временем.",
    "{state} 的副署所载时间在将来。",
)
_CLOCKS = Text("Compare the clocks.", "Сверьте часы.", "请核对时钟。")
_BEHIND = Text(
    "{state} holds {size} entries of this node's log, signed by this node, which itself has {ours}.",
    "У государства {state} — {size} записей журнала этого узла с его подписью; на самом узле их {ours}.",
    "{state} 持有本节点日志中由本节点签署的{size}条条目，而本节点只有{ours}条。",
)
_FORKED = Text(
    "{state} holds a history of this node's log, signed by this node at {size} entries, that is not this one.",
    "У государства {state} — иной вариант журнала этого узла, подписанный этим узлом при {size} записях.",
    "{state} 持有本节点日志的另一版本，由本节点在{size}条条目时签署。",
)
_DO_NOT_SEND = Text(
    "Stop this node and send nothing more: it was restored from an older copy, or its key is used elsewhere.",
    "Остановите узел и ничего не отправляйте: он восстановлен из старой копии, либо его ключ используют в другом "
    "месте.",
    "请停止本节点，勿再发送：它可能由旧副本恢复，或其密钥在别处使用。",
)
