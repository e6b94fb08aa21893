from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.web.conftest import make_node
from tests.web.stories import AT, DRILL, DUTY, NOTIFICATION, SCO, tell

from detente.ledger.directory import format_directory
from detente.node.actors import operator
from detente.node.drafts import start_draft
from detente.node.node import Node
from detente.node.peers import add_peer


@pytest.fixture
def peer(call_fresh: Any, tmp_path: Path, ground: Any) -> Any:
    """China's node, with a drill told, followed by Kazakhstan's."""
    other, own = make_node(tmp_path / "CN", "CN", ground), call_fresh().node
    ours = format_directory([own.keys.public(own.settings.state)])
    add_peer(other, operator(), ours, str(own.folder / "public"), AT)
    content = {**DRILL, "participants": ["CN"]}
    tell(other, start_draft(other, DUTY, SCO, NOTIFICATION, AT, content=content), AT)
    keys = format_directory([other.keys.public(other.settings.state)])
    add_peer(own, operator(), keys, str(other.folder / "public"), AT)
    yield other
    other.close()


def test_a_pull_brings_what_was_told(call_fresh: Any, peer: Node) -> None:
    duty = call_fresh("duty")
    expected = {
        "state": "CN",
        "keys": format_directory([peer.keys.public(peer.settings.state)]),
        "address": str(peer.folder / "public"),
        "next_index": 0,
        "contacted_at": None,
        "trouble": "",
        "stopped": False,
    }
    assert duty.get("/peers").json() == [expected]
    pulled = {"state": "CN", "accepted": ["SCO24/CN/2024/0001/EX/O"], "declined": [], "caught_up": True}
    assert duty.post("/peers/CN/pull").json() == pulled
    assert duty.get("/peers").json() == [expected | {"next_index": 1, "contacted_at": "2024-04-26T06:30:00Z"}]
    assert duty.get("/activities/SCO24/CN/2024/0001/EX").status_code == 200


def test_a_log_that_does_not_hold_is_the_peers_fault(call_fresh: Any, peer: Node) -> None:
    checkpoint = peer.folder / "public" / "checkpoint"
    checkpoint.write_bytes(checkpoint.read_bytes().replace(b"\n1\n", b"\n2\n", 1))
    answer = call_fresh("duty").post("/peers/CN/pull")
    assert answer.status_code == 502
    assert set(answer.json()) == {"code", "message", "mend", "faults"}
    trouble = call_fresh("duty").get("/peers").json()[0]["trouble"]
    assert answer.json()["message"]["en"] in trouble


@pytest.mark.parametrize(
    ("name", "state", "status", "code"),
    [("duty", "RU", 404, "no-peer"), ("duty", "%00", 404, "no-peer"), ("reader", "CN", 403, "not-allowed")],
)
def test_what_cannot_be_pulled(call_fresh: Any, name: str, state: str, status: int, code: str) -> None:
    answer = call_fresh(name).post(f"/peers/{state}/pull")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
