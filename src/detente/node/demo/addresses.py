"""Where the nodes of a demonstration find each other: over HTTP those that run, from their folders the others.

Those that run are also each other's witnesses.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.ledger.directory import StateKeys, format_directory
from detente.ledger.keys import format_vkey
from detente.node.actors import operator
from detente.node.lifecycle import open_node
from detente.node.logstore import PUBLIC
from detente.node.peers import add_peer, list_peers
from detente.node.policies import set_policy
from detente.node.settings import load_settings


def set_addresses(
    folder: Path, states: Sequence[StateCode], running: Mapping[StateCode, str], at: Instant
) -> None:
    """Tell the nodes of ``states`` where every other one is found now; their keys stay as they are.

    Each asks the others of ``states`` for cosignatures where they run, and counts on all of them.
    """
    for state in states:
        node = open_node(folder / state, {}, at, writable=False)
        try:
            peers = list_peers(node, operator())
            beside = [peer.keys for peer in peers if peer.state in states and peer.keys.witness]
            if beside:
                set_policy(node, None, _policy(beside, running).encode())
            for peer in peers:
                other = folder / peer.state
                token = load_settings(other, {}).exchange_token if peer.state in running else ""
                address = running.get(peer.state, str((other / PUBLIC).resolve()))
                add_peer(node, operator(), format_directory([peer.keys]), address, at, token)
        finally:
            node.close()


def _policy(beside: Sequence[StateKeys], running: Mapping[StateCode, str]) -> str:
    """Every one of these states, by either of its witness keys (C2SP tlog-policy)."""
    lines: list[str] = []
    for keys in beside:
        url = f" {running[keys.state]}/witness" if keys.state in running else ""
        names = [f"{keys.state}-{number}" for number in range(1, len(keys.witness) + 1)]
        lines += [
            f"witness {name} {format_vkey(key)}{url}" for name, key in zip(names, keys.witness, strict=True)
        ]
        lines.append(f"group {keys.state} any {' '.join(names)}")
    lines.append(f"group neighbours all {' '.join(keys.state for keys in beside)}")
    return "\n".join([*lines, "quorum neighbours", ""])
