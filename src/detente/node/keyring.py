"""States' keys over time: what was handed over first, and every statement that their root keys signed since.

This node's own root keys lie elsewhere, offline; here is only what they signed. Source: docs/spec/ledger.md §10.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from sqlalchemy import Connection, insert, select

from detente.exchange.seal import PLAIN
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.directory import StateKeys, format_directory, parse_directory
from detente.ledger.keys import Signer
from detente.ledger.keystatement import (
    KeyHistory,
    KeyStatement,
    KeyTrouble,
    Placed,
    Standing,
    format_statement,
    history_of,
)
from detente.ledger.leaf import Leaf, LeafKind, format_leaf
from detente.ledger.padding import pad
from detente.node.actors import Actor, Right, require
from detente.node.events import record_event
from detente.node.keys import FOLDER, write_public_keys
from detente.node.node import Node
from detente.node.seen import dated
from detente.node.storage.schema import key_statement
from detente.node.storage.schema import peer as peer_table

FIRST = "first.txt"


def history_of_state(node: Node, state: StateCode) -> KeyHistory:
    """All that is known of a state's keys, this node's own included.

    Raises:
        InputError: no such peer.
    """
    with node.reading() as connection:
        rows = connection.execute(
            select(key_statement.c.log_index, key_statement.c.envelope)
            .where(key_statement.c.state == state)
            .order_by(key_statement.c.number)
        ).all()
        handed = select(peer_table.c["keys"]).where(peer_table.c.state == state)
        text = connection.execute(handed).scalar()
    if state == node.settings.state:
        first = _own_first(node)
    elif text is not None:
        first = parse_directory(text)[0]
    else:
        raise InputError("no-peer", NO_PEER.fill(state=state), ADD_PEER)
    return history_of(first, [(row.log_index, row.envelope) for row in rows])


def keep_statement(connection: Connection, state: StateCode, placed: Placed) -> None:
    """Keep a verified statement."""
    connection.execute(
        insert(key_statement).values(
            state=state,
            number=placed.statement.number,
            log_index=placed.index,
            envelope=placed.envelope,
        )
    )


def document_signers(node: Node) -> tuple[Signer, ...]:
    """The signers of this node's messages: those of its newest key statement, all of them.

    Raises:
        OperatorError: one of them is not in the registry.
    """
    listed = history_of_state(node, node.settings.state).newest.document
    mine = {signer.key.key: signer for signer in node.keys.document}
    missing = [key.name for key in listed if key.key not in mine]
    if missing:
        raise OperatorError(
            "keys",
            f"The key {missing[0]}, by which messages of this node must be signed, is not in its registry.",
            "Put it back into keys/signers.txt, or publish a key statement without it.",
        )
    return tuple(mine[key.key] for key in listed)


def can_sign(node: Node) -> bool:
    """Whether every key by which messages of this node must be signed is at hand."""
    mine = {signer.key.key for signer in node.keys.document}
    return all(key.key in mine for key in history_of_state(node, node.settings.state).newest.document)


def adopt_root(node: Node, actor: Actor, roots: str, at: Instant) -> StateKeys:
    """Take root keys as those that change this node's keys from now on; they stand in its public keys.

    ``roots`` are the lines ``root`` and ``threshold`` that were made with them.

    Raises:
        NotAllowed: the actor is no administrator.
        InputError: it has root keys already; those change by a statement alone.
        ProofError: the lines are no root keys.
    """
    require(actor, Right.ADMINISTER)
    if _first_path(node).exists():
        raise InputError("root-known", _ROOT_KNOWN, _ROTATE)
    own = node.keys.public(node.settings.state)
    [first] = parse_directory(format_directory([own]) + roots)
    _first_path(node).write_text(format_directory([first]), encoding="utf-8")
    _publish_keys(node)
    with node.writing() as connection:
        record_event(connection, actor, "root keys adopted", "", at)
    return first


def draft_statement(
    node: Node, actor: Actor, *, roots: str = "", troubles: Sequence[KeyTrouble] = ()
) -> bytes:
    """The next statement, still unsigned: the keys that the registry holds now, and the troubles given.

    ``roots`` replace the root keys; then quorums of both must sign.

    Raises:
        NotAllowed: the actor is no administrator.
        InputError: this node has no root keys.
        ProofError: those given are none.
    """
    require(actor, Right.ADMINISTER)
    history = history_of_state(node, node.settings.state)
    newest = history.newest
    if not newest.root:
        raise InputError("no-root", _NO_ROOT, _ADOPT)
    own = replace(node.keys.public(node.settings.state), root=newest.root, threshold=newest.threshold)
    if roots:
        bare = replace(own, root=(), threshold=0)
        [own] = parse_directory(format_directory([bare]) + roots)
    last = history.placed[-1].statement if history.placed else None
    number, previous = (last.number + 1, last.identity) if last else (1, "")
    return format_statement(KeyStatement(number, previous, own, tuple(troubles)))


def publish_statement(node: Node, actor: Actor, envelope: bytes, at: Instant) -> int:
    """Register a statement that enough root keys signed; returns its number in the log. Repeating is harmless.

    Raises:
        NotAllowed: the actor is no administrator.
        ProofError: too few signed, or it does not follow the one before.
        OperatorError: the disk or the log refuses.
    """
    require(actor, Right.ADMINISTER)
    state = node.settings.state
    history = history_of_state(node, state)
    known = [placed for placed in history.placed if placed.envelope == envelope]
    if known:
        return known[0].index
    history.verify(envelope)
    blob = pad(envelope)
    leaf = Leaf.of(blob, LeafKind.KEY, PLAIN)
    node.blobs_of(state).put({leaf.commit: blob})
    [index] = node.log.append([format_leaf(one) for one in dated(node, [leaf])])
    with node.writing() as connection:
        keep_statement(connection, state, history.followed_by(index, envelope).placed[-1])
        record_event(connection, actor, "keys published", str(index), at)
    _publish_keys(node)
    return index


def key_standing(node: Node, state: StateCode, index: int) -> Standing:
    """The worst that a state has said by now of the keys that signed entry ``index`` of its log.

    Raises:
        InputError: no such peer.
    """
    history = history_of_state(node, state)
    found = [history.standing(key.key, index) for key in history.at(index).document]
    return max(found, key=list(Standing).index, default=Standing.GOOD)


def is_rooted(folder: Path) -> bool:
    """Whether root keys decide on the keys of the node in ``folder``."""
    return (folder / FOLDER / FIRST).exists()


def _own_first(node: Node) -> StateKeys:
    path = _first_path(node)
    if not path.exists():
        return node.keys.public(node.settings.state)
    return parse_directory(path.read_text(encoding="utf-8"))[0]


def _publish_keys(node: Node) -> None:
    """Whoever follows from now on begins with the first keys, and with the log and sealing keys of today."""
    history = history_of_state(node, node.settings.state)
    newest = history.newest
    write_public_keys(
        node.folder, replace(history.first, log=newest.log, seal=newest.seal, mirror=newest.mirror)
    )


def _first_path(node: Node) -> Path:
    return node.folder / FOLDER / FIRST


NO_PEER = Text(
    "{state} is no peer of this node.",
    "Узел государства {state} здесь не добавлен.",
    "尚未添加 {state} 的节点。",
)
ADD_PEER = Text(
    "Add it with its keys first.", "Сначала добавьте его вместе с ключами.", "请先连同密钥一并添加。"
)
_NO_ROOT = Text(
    "This node has no root keys, so nobody can state its keys anew.",
    "У этого узла нет корневых ключей, поэтому заявить его новые ключи некому.",
    "本节点没有根密钥，因此无人能重新声明其密钥。",
)
_ADOPT = Text(
    "Make them offline with detente keys root init, then adopt them.",
    "Создайте их автономно командой detente keys root init, затем примите.",
    "请先用 detente keys root init 离线生成，再予采用。",
)
_ROOT_KNOWN = Text(
    "This node has root keys already.",
    "У этого узла уже есть корневые ключи.",
    "本节点已有根密钥。",
)
_ROTATE = Text(
    "They are changed by a key statement that quorums of both sign.",
    "Они меняются заявлением о ключах, подписанным кворумами прежних и новых ключей.",
    "须以新旧双方法定数签署的密钥声明予以更换。",
)
