"""What peers fetch, and that one that comes is not waited for."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from pathlib import Path

import pytest
from tests.web.conftest import Client, make_node
from tests.web.stories import AT

from detente.kernel.identifiers import StateCode
from detente.ledger.directory import format_directory
from detente.node.actors import operator
from detente.node.ground import Ground
from detente.node.peers import add_peer, list_peers
from detente.node.pulling import pull_all
from detente.node.transport import STATE_HEADER
from detente.web.app import build_app


@pytest.mark.parametrize(
    ("token", "state", "path", "waits"),
    [
        ("secret", "CN", "checkpoint", False),
        ("secret", "CN", "keys.txt", True),
        ("secret", "RU", "checkpoint", True),
        ("wrong", "CN", "checkpoint", True),
    ],
)
def test_a_peer_that_comes_with_the_token_is_tried_at_once(
    tmp_path: Path, ground: Ground, runner: asyncio.Runner, token: str, state: str, path: str, waits: bool
) -> None:
    node, other = (
        make_node(tmp_path / "KZ", "KZ", ground, exchange_token="secret"),
        make_node(tmp_path / "CN", "CN", ground),
    )
    keys = format_directory([other.keys.public(StateCode("CN"))])
    add_peer(node, operator(), keys, str(tmp_path / "nowhere"), AT)
    assert len(pull_all(node, operator(), AT)[1]) == 1
    client = Client(build_app(node, lambda: AT), runner)
    answer = client.get(
        f"/exchange/{path}", headers={"Authorization": f"Bearer {token}", STATE_HEADER: state}
    )
    assert answer.status_code == 200
    [peer] = list_peers(node, operator())
    assert (peer.retry_at is not None) == waits
    assert peer.retry_at is None or peer.retry_at <= AT + timedelta(minutes=15)
    node.close()
    other.close()
