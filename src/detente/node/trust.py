"""Trust: what this node knows of its own log, of who keeps a copy, of its peers' keys; and examining any file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from detente.exchange.examining import Examined, FileKind, Said, examine
from detente.exchange.introduction import (
    Introduction,
    fingerprint,
    format_introduction,
    parse_introduction,
)
from detente.kernel.errors import InputError, OperatorError, ProofError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.checkpoints import parse_checkpoint
from detente.ledger.cosignatures import verify_cosignatures
from detente.ledger.directory import StateKeys
from detente.ledger.evidence import StepOutcome
from detente.ledger.notes import parse_note
from detente.ledger.policy import Answer
from detente.node.actors import Actor, Right, require
from detente.node.events import record_event
from detente.node.keyring import history_of_state
from detente.node.node import Node
from detente.node.peers import Declined, Peer, list_declined, list_peers
from detente.node.policies import policies_in_use
from detente.node.published import open_published
from detente.node.storage.database import from_seconds
from detente.node.storage.schema import alarm, mirrored
from detente.node.witnessing import WitnessStanding, list_witnesses


@dataclass(frozen=True, slots=True)
class OwnLog:
    """This node's log under its newest checkpoint: ``size`` in entries, ``root`` as 64 hex digits."""

    keys: StateKeys
    fingerprint: str
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class Holding:
    """What a peer has said it keeps of our log: its first ``size`` entries, since when by its clock."""

    size: int
    since: Instant


@dataclass(frozen=True, slots=True)
class PeerTrust:
    """A peer, its fingerprint, and what it has said it keeps of our log; None: nothing yet."""

    peer: Peer
    fingerprint: str
    holding: Holding | None


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something that does not hold, kept until it was looked at. ``proven``: others can check it from a file."""

    id: int
    at: Instant
    state: StateCode
    code: str
    reason: str
    proven: bool


@dataclass(frozen=True, slots=True)
class Witnessed:
    """What the policy of an agreement says of our newest checkpoint: whether its quorum cosigned, and why not.

    ``existed_by``: when the quorum had cosigned it; None: it has not.
    """

    agreement: AgreementId
    answer: Answer
    existed_by: Instant | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Trust:
    """All of it. Alarms with the newest first; ``witnessed`` for each agreement in use that has a policy."""

    own: OwnLog
    witnesses: tuple[WitnessStanding, ...]
    witnessed: tuple[Witnessed, ...]
    peers: tuple[PeerTrust, ...]
    alarms: tuple[Alarm, ...]
    declined: tuple[Declined, ...]


def show_trust(node: Node, actor: Actor) -> Trust:
    """What is known of logs and keys. Time grows with the number of peers and alarms, not of messages.

    Raises:
        NotAllowed: the actor may not read.
        OperatorError: a file of a policy is none.
    """
    require(actor, Right.READ)
    holdings = _holdings(node)
    return Trust(
        own=_own(node),
        witnesses=tuple(list_witnesses(node)),
        witnessed=tuple(_witnessed(node)),
        peers=tuple(
            PeerTrust(one, fingerprint(one.keys), holdings.get(one.state)) for one in list_peers(node, actor)
        ),
        alarms=_alarms(node),
        declined=tuple(list_declined(node, actor)),
    )


def _own(node: Node) -> OwnLog:
    keys = history_of_state(node, node.settings.state).newest
    checkpoint = open_published(node.files_of(node.settings.state), keys).checkpoint.checkpoint
    return OwnLog(keys, fingerprint(keys), checkpoint.size, checkpoint.root.hex())


def _witnessed(node: Node) -> Iterator[Witnessed]:
    keys = history_of_state(node, node.settings.state).newest
    newest = open_published(node.files_of(node.settings.state), keys).checkpoint
    for agreement, policy in policies_in_use(node).items():
        found = verify_cosignatures(newest.note, policy.keys)
        yield Witnessed(agreement, policy.satisfied(one.key for one in found), policy.existed_by(found))


def _holdings(node: Node) -> Mapping[StateCode, Holding]:
    newest = select(mirrored.c.state, func.max(mirrored.c.size).label("size")).group_by(mirrored.c.state)
    of = newest.subquery()
    same = (mirrored.c.state == of.c.state) & (mirrored.c.size == of.c.size)
    query = select(mirrored.c.state, mirrored.c.size, mirrored.c.at).join(of, same)
    with node.reading() as connection:
        return {row.state: Holding(row.size, from_seconds(row.at)) for row in connection.execute(query)}


def _alarms(node: Node) -> tuple[Alarm, ...]:
    columns = (alarm.c.id, alarm.c.at, alarm.c.peer, alarm.c.code, alarm.c.reason)
    query = select(*columns, alarm.c.proof.is_not(None).label("proven")).order_by(alarm.c.id.desc())
    with node.reading() as connection:
        rows = connection.execute(query).all()
    return tuple(
        Alarm(row.id, from_seconds(row.at), row.peer, row.code, row.reason, bool(row.proven)) for row in rows
    )


def proof_of_alarm(node: Node, actor: Actor, number: int) -> bytes:
    """The file by which others can check an alarm.

    Raises:
        NotAllowed: the actor may not read.
        InputError: no such alarm, or none that leaves a proof.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        proof = connection.execute(select(alarm.c.proof).where(alarm.c.id == number)).scalar()
    if proof is None:
        raise InputError("no-alarm", _NO_ALARM.fill(number=number), _SEE_TRUST)
    return bytes(proof)


def introduce(node: Node, actor: Actor, address: str, at: Instant) -> str:
    """The file that another ministry adds this node by. It holds the exchange token: hand it over directly.

    Raises:
        NotAllowed: the actor is no administrator.
        InputError: no address is given.
    """
    require(actor, Right.ADMINISTER)
    if not address.strip() or not address.isprintable():
        raise InputError("introduction-address", _NO_ADDRESS, _GIVE_ADDRESS)
    keys = history_of_state(node, node.settings.state).newest
    with node.writing() as connection:
        record_event(connection, actor, "introduction written", address, at)
    return format_introduction(Introduction(keys, address.strip(), node.settings.exchange_token))


def read_introduction(node: Node, actor: Actor, text: str) -> tuple[Introduction, str]:
    """What a file says of another node, and the fingerprint to compare before it is added.

    Raises:
        NotAllowed: the actor is no administrator.
        InputError: it is none, or this node's own.
        ProofError: its keys are not well formed.
    """
    require(actor, Right.ADMINISTER)
    found = parse_introduction(text)
    if found.keys.state == node.settings.state:
        raise InputError("introduction-own", _OWN, _ASK_FILE)
    return found, fingerprint(found.keys)


def examine_file(node: Node, actor: Actor, data: bytes) -> Examined:
    """What a file proves under the keys this node knows; a checkpoint is also held against what is kept here.

    Raises:
        NotAllowed: the actor may not read.
        InputError: it is none of the files that can be checked.
    """
    require(actor, Right.READ)
    states = [node.settings.state, *(one.state for one in list_peers(node, actor))]
    directory = [history_of_state(node, state).newest for state in states]
    found = examine(data, directory)
    if found.kind is not FileKind.CHECKPOINT or not found.holds:
        return found
    return Examined(found.kind, (*found.said, _against_kept(node, data, directory)))


def _against_kept(node: Node, note: bytes, directory: list[StateKeys]) -> Said:
    """Whether the log as it is kept here has the root that a checkpoint gives for its size."""
    claimed = parse_checkpoint(parse_note(note).text)
    keys = next(one for one in directory if one.origin == claimed.origin)
    try:
        log = open_published(node.files_of(keys.state), keys)
    except (ProofError, OperatorError):
        return Said(StepOutcome.NOT_CHECKED, _NOT_KEPT.fill(state=keys.state))
    size = log.checkpoint.checkpoint.size
    if size < claimed.size:
        return Said(StepOutcome.NOT_CHECKED, _KEPT_LESS.fill(state=keys.state, size=size))
    same = log.root_at(claimed.size) == claimed.root
    words = _KEPT_SAME if same else _KEPT_OTHER
    return Said(StepOutcome.PASSED if same else StepOutcome.FAILED, words.fill(state=keys.state))


_NO_ALARM = Text(
    "There is no proof of an alarm {number}.",
    "Доказательства тревоги № {number} нет.",
    "没有第{number}号警报的证据。",
)
_SEE_TRUST = Text(
    "See the alarms on the trust page.", "См. тревоги на странице «Доверие».", "请查看“信任”页的警报。"
)
_NO_ADDRESS = Text("No address was given.", "Адрес не указан.", "未填写地址。")
_GIVE_ADDRESS = Text(
    "Give the address at which the other node reaches this one: https://… or a shared folder.",
    "Укажите адрес, по которому другой узел обращается к этому: https://… или общая папка.",
    "请填写对方节点访问本节点所用的地址：https://… 或共享文件夹。",
)
_OWN = Text(
    "The file introduces this node itself.", "Файл представляет сам этот узел.", "该文件介绍的是本节点。"
)
_ASK_FILE = Text(
    "Ask the other ministry for the file its node writes.",
    "Запросите файл, который создаёт узел другого министерства.",
    "请向对方主管部门索取其节点生成的文件。",
)
_NOT_KEPT = Text(
    "Nothing of the log of {state} is kept here yet to hold it against.",
    "Журнала государства {state} здесь пока нет, сверить не с чем.",
    "此处尚无{state}的日志可供对照。",
)
_KEPT_LESS = Text(
    "Of the log of {state} {size} entries are kept here, fewer than it covers; pull, and check it again.",
    "Здесь хранится записей журнала ({state}): {size} — меньше, чем охвачено; получите новые и проверьте снова.",
    "此处只保存{state}日志的{size}条条目，少于其所涵盖；请接收后再核验。",
)
_KEPT_SAME = Text(
    "It is the history of {state} that is kept here.",
    "Это тот же вариант журнала ({state}), что хранится здесь.",
    "与此处保存的{state}日志一致。",
)
_KEPT_OTHER = Text(
    "It is not the history of {state} that is kept here: {state} has signed two. Keep the file.",
    "Это не тот вариант журнала ({state}), что хранится здесь: подписаны два. Сохраните файл.",
    "与此处保存的{state}日志不一致：{state}签署了两个版本。请保存该文件。",
)
