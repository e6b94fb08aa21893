"""Where the nodes of a demonstration find each other: over HTTP those that run, from their folders the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.ledger.directory import format_directory
from detente.node.actors import operator
from detente.node.lifecycle import open_node
from detente.node.logstore import PUBLIC
from detente.node.peers import add_peer, list_peers
from detente.node.settings import load_settings


def set_addresses(
    folder: Path, states: Sequence[StateCode], running: Mapping[StateCode, str], at: Instant
) -> None:
    """Tell the nodes of ``states`` where every other one is found now; their keys stay as they are."""
    for state in states:
        node = open_node(folder / state, {}, at, writable=False)
        try:
            for peer in list_peers(node, operator()):
                other = folder / peer.state
                token = load_settings(other, {}).exchange_token if peer.state in running else ""
                address = running.get(peer.state, str((other / PUBLIC).resolve()))
                add_peer(node, operator(), format_directory([peer.keys]), address, at, token)
        finally:
            node.close()
