"""Peers: whose logs this node follows, by which keys and from where."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import exists, insert, select, update

from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.directory import StateKeys, format_directory, parse_directory
from detente.node.actors import Actor, Right, require
from detente.node.events import record_event
from detente.node.keyring import ADD_PEER, NO_PEER, history_of_state
from detente.node.node import Node
from detente.node.storage.database import AnyRow, from_seconds
from detente.node.storage.schema import alarm, declined
from detente.node.storage.schema import peer as peer_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """A state whose log this node follows.

    ``trouble``: why the last pull failed; ``refused`` where it was reached, and what it served did not hold.
    ``stopped``: a fork was proven, nothing more is pulled. ``retry_at``: before when it is not tried again by itself.
    """

    state: StateCode
    keys: StateKeys
    address: str
    next_index: int
    contacted_at: Instant | None
    trouble: str
    refused: bool
    stopped: bool
    retry_at: Instant | None


def add_peer(
    node: Node, actor: Actor, keys_text: str, address: str, at: Instant, token: str = ""
) -> StateCode:
    """Follow a state's log, by the keys it handed over and the address or folder of its public files.

    Raises:
        NotAllowed: the actor is no administrator.
        InputError: it is this node's own state, or followed already with other keys.
        ProofError: the text is no list with one state's keys.
    """
    require(actor, Right.ADMINISTER)
    entries = parse_directory(keys_text)
    if len(entries) != 1 or entries[0].state == node.settings.state:
        raise InputError("peer-keys", _ONE_STATE, _ASK_FILE)
    keys = entries[0]
    values = {"address": address, "token": token, "retry_at": None}
    with node.writing() as connection:
        known = connection.execute(select(peer_table).where(peer_table.c.state == keys.state)).first()
        if known is None:
            new = {"state": keys.state, "origin": keys.origin, "keys": format_directory([keys])}
            fresh = {"next_index": 0, "trouble": "", "stopped": False}
            connection.execute(insert(peer_table).values(**new, **values, **fresh))
        elif not _continues(parse_directory(known.keys)[0], keys):
            raise InputError("peer-other-keys", _OTHER_KEYS.fill(state=keys.state), _CALL_THEM)
        else:
            same = peer_table.c.state == keys.state
            connection.execute(update(peer_table).where(same).values(keys=format_directory([keys]), **values))
        record_event(connection, actor, "peer added", keys.state, at)
    return keys.state


def _continues(known: StateKeys, given: StateKeys) -> bool:
    """The same keys, with keys of other purposes where none were known: nothing that was relied on has changed."""
    if not known.seal:
        given = replace(given, seal=())
    if not known.root:
        given = replace(given, root=(), threshold=0)
    if not known.mirror:
        given = replace(given, mirror=())
    if not known.witness:
        given = replace(given, witness=())
    if given.log[: len(known.log)] == known.log:
        given = replace(given, log=known.log)
    return given == known


def list_peers(node: Node, actor: Actor) -> list[Peer]:
    """Every peer, by state.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    raised = exists().where(alarm.c.peer == peer_table.c.state, alarm.c.reason == peer_table.c.trouble)
    query = select(peer_table, raised.label("refused")).order_by(peer_table.c.state)
    with node.reading() as connection:
        return [_peer(row) for row in connection.execute(query)]


def heard_from(node: Node, state: StateCode) -> None:
    """A peer has come to us, so it can be reached: it is not waited for any longer."""
    waiting = (peer_table.c.state == state) & peer_table.c.retry_at.is_not(None)
    with node.reading() as connection:
        if connection.execute(select(peer_table.c.state).where(waiting)).first() is None:
            return
    with node.writing() as connection:
        connection.execute(update(peer_table).where(waiting).values(retry_at=None))


@dataclass(frozen=True, slots=True)
class Declined:
    """A registered message that could not be taken in, and why; it is tried again at each pull."""

    state: StateCode
    index: int
    code: str
    reason: str


def list_declined(node: Node, actor: Actor) -> list[Declined]:
    """What could not be taken in, by state and place in its log.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    query = select(declined).order_by(declined.c.peer, declined.c.log_index)
    with node.reading() as connection:
        rows = connection.execute(query).all()
    return [Declined(row.peer, row.log_index, row.code, row.reason) for row in rows]


def keys_of_state(node: Node, state: StateCode) -> StateKeys:
    """The keys by which this node verifies a state's log and newest messages, its own included.

    Raises:
        InputError: no such peer.
    """
    return history_of_state(node, state).newest


def peer_row(node: Node, state: StateCode) -> AnyRow:
    """What is kept about a peer.

    Raises:
        InputError: no such peer.
    """
    with node.reading() as connection:
        row = connection.execute(select(peer_table).where(peer_table.c.state == state)).first()
    if row is None:
        raise InputError("no-peer", NO_PEER.fill(state=state), ADD_PEER)
    return row


def _peer(row: AnyRow) -> Peer:
    return Peer(
        state=row.state,
        keys=parse_directory(row.keys)[0],
        address=row.address,
        next_index=row.next_index,
        contacted_at=None if row.contacted_at is None else from_seconds(row.contacted_at),
        trouble=row.trouble,
        refused=row.refused,
        stopped=row.stopped,
        retry_at=None if row.retry_at is None else from_seconds(row.retry_at),
    )


_ONE_STATE = Text(
    "A peer's file lists the keys of exactly one other state.",
    "Файл узла другого государства должен содержать ключи ровно одного государства.",
    "对方节点的文件应恰好列出一个他国的密钥。",
)
_ASK_FILE = Text(
    "Ask the peer for its public/keys.txt.",
    "Запросите у другого государства файл public/keys.txt его узла.",
    "请向对方索取其节点的 public/keys.txt。",
)
_OTHER_KEYS = Text(
    "{state} is followed already with other keys.",
    "Узел государства {state} уже добавлен с другими ключами.",
    "{state} 的节点已以其他密钥添加。",
)
_CALL_THEM = Text(
    "Do not replace keys on trust: compare them with the ministry by another way.",
    "Не заменяйте ключи без проверки: сверьте их с министерством по другому каналу.",
    "请勿未经核对更换密钥：应通过其他渠道与对方主管部门核对。",
)
