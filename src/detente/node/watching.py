"""This node as a witness of the logs of its peers. Source: docs/spec/ledger.md §13.3-13.6."""

from __future__ import annotations

from contextlib import suppress

from detente.exchange.fork import ForkProof, format_fork, verify_fork
from detente.kernel.errors import PeerError, ProofError
from detente.kernel.languages import Text
from detente.ledger.directory import StateKeys
from detente.ledger.witness import Cosigned, Logs, Request
from detente.node.actors import operator
from detente.node.clock import Clock
from detente.node.cosigning import raise_alarm
from detente.node.keyring import history_of_state
from detente.node.logstore import WITNESS_STORE
from detente.node.node import Node
from detente.node.peers import list_peers
from detente.node.witness import Witness, WitnessStore


def open_witness(node: Node, clock: Clock) -> Witness | None:
    """The witness that this node is to its peers; None: it has no witness keys.

    A second history of a peer's log that is submitted to it becomes an alarm here. Close its ``store`` in the end.

    Raises:
        OperatorError: the memory that belongs to the keys is missing or damaged.
    """
    if not node.keys.witness:
        return None
    store = WitnessStore(node.folder / WITNESS_STORE)

    def alarmed(request: Request, held: Cosigned | None) -> None:
        _alarm(node, request, held, clock)

    return Witness(node.keys.witness, store, lambda: _logs(node), clock, alarmed)


def _logs(node: Node) -> Logs:
    """Every peer's; one that has shown two histories is cosigned no more."""
    return {keys.origin: keys.log for keys in _followed(node)}


def _followed(node: Node) -> list[StateKeys]:
    peers = [peer.state for peer in list_peers(node, operator()) if not peer.stopped]
    return [history_of_state(node, state).newest for state in peers]


def _alarm(node: Node, request: Request, held: Cosigned | None, clock: Clock) -> None:
    """Two roots at one size convict the log by themselves; else the request is kept in the witness's memory alone."""
    new = request.checkpoint
    if held is None or held.size != new.size or held.root == new.root:
        return
    keys = next((one for one in _followed(node) if one.origin == new.origin), None)
    if keys is None:
        return
    proof = ForkProof(held.note, request.signed, new.root)
    with suppress(ProofError):
        verify_fork(proof, new.origin, keys.log)
        size = str(new.size)
        problem = PeerError("witness-fork", _FORK.fill(state=keys.state, size=size), _KEEP)
        raise_alarm(node, keys.state, problem, format_fork(proof), clock())


_FORK = Text(
    "The log of {state} has signed two histories of {size} entries; the second was submitted to this node's witness.",
    "Журнал государства {state} подписал два варианта при {size} записях; второй представлен свидетелю этого узла.",
    "{state} 的日志在{size}条条目时签署了两个版本；第二个版本已提交本节点的见证服务。",
)
_KEEP = Text(
    "It was not cosigned. The proof is kept with the alarm; settle it between the ministries.",
    "Он не подписан. Доказательство сохранено вместе с сигналом тревоги; вопрос решается между министерствами.",
    "未予副署。证据与警报一并保存；请由双方主管部门商定。",
)
