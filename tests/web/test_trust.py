"""The trust page: what is known, what a file proves, and two nodes getting to know each other."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert
from tests.web.conftest import AT, PASSWORD, make_node, token_in

from detente.exchange.introduction import parse_introduction
from detente.node.actors import Role, operator
from detente.node.ground import Ground
from detente.node.messages import MessageFilter, export_evidence, list_messages
from detente.node.peers import list_peers
from detente.node.storage.schema import alarm
from detente.node.trust import introduce, show_trust
from detente.node.users import add_user


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
def test_it_shows_the_log_and_each_peer_with_its_fingerprint(told: Any, language: str) -> None:
    page = told.visit("reader", language).get("/trust").text
    trust = show_trust(told.node, operator())
    assert trust.own.root in page
    for mark in (trust.own.fingerprint, *(one.fingerprint for one in trust.peers)):
        assert f'<code class="fingerprint">{mark}</code>' in page
    assert 'name="address"' not in page


def send_file(client: Any, path: str, data: bytes, **fields: str) -> Any:
    token = token_in(client.get("/trust").text)
    return client.post(path, data={"token": token, **fields}, files={"file": ("file.bin", data)})


def test_evidence_is_checked_and_a_changed_one_does_not_hold(told: Any) -> None:
    node = told.node
    reference = list_messages(node, operator(), MessageFilter()).rows[-1].reference
    pack = export_evidence(node, operator(), reference)
    client = told.visit("reader", "en")
    assert "It holds." in send_file(client, "/trust/check", pack).text
    changed = bytearray(pack)
    changed[len(pack) // 2] ^= 1
    answer = send_file(client, "/trust/check", bytes(changed))
    assert (answer.status_code, "Not all of it is proven." in answer.text) == (200, True)


def test_a_file_of_no_known_kind_says_which_can_be_checked(told: Any) -> None:
    answer = send_file(told.visit("reader", "ru"), "/trust/check", b"anything")
    assert answer.status_code == 422
    assert "Выберите доказательства сообщения" in answer.text


def test_nobody_but_an_administrator_adds_or_introduces(told: Any) -> None:
    client = told.visit("duty")
    token = token_in(client.get("/trust").text)
    for path in ("/trust/peers", "/trust/introduction"):
        assert client.post(path, data={"token": token, "address": "x"}).status_code == 403


def test_two_nodes_get_to_know_each_other_by_one_file_each_way(
    fresh: Any, tmp_path: Path, ground: Ground
) -> None:
    add_user(fresh.node, operator(), "chief", PASSWORD, frozenset({Role.ADMINISTRATOR}), AT)
    other = make_node(tmp_path / "CN", "CN", ground)
    try:
        theirs = introduce(other, operator(), str(other.folder / "public"), AT).encode()
    finally:
        other.close()
    client = fresh.visit("chief")
    ours = send_file(client, "/trust/introduction", b"", address="https://kz.example").text
    assert parse_introduction(ours).address == "https://kz.example"
    offered = send_file(client, "/trust/peers", theirs).text
    assert list_peers(fresh.node, operator()) == []
    given = dict(re.findall(r'name="(keys|access|address)" value="([^"]*)"', offered))
    token = token_in(offered)
    answer = client.post("/trust/peers", data={"token": token, **given, "compared": "yes"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/trust#peers")
    assert [(one.state, one.address) for one in list_peers(fresh.node, operator())] == [
        ("CN", str(other.folder / "public"))
    ]


def test_the_own_file_is_not_taken_for_anothers(fresh: Any) -> None:
    add_user(fresh.node, operator(), "chief", PASSWORD, frozenset({Role.ADMINISTRATOR}), AT)
    own = introduce(fresh.node, operator(), "x", AT).encode()
    answer = send_file(fresh.visit("chief"), "/trust/peers", own)
    assert answer.status_code == 422
    assert "introduces this node itself" in answer.text


def test_an_alarm_is_shown_with_its_proof(fresh: Any) -> None:
    with fresh.node.writing() as connection:
        values = {"at": 1_714_000_000, "peer": "CN", "code": "pull-fork", "reason": "Two <b>histories</b>."}
        connection.execute(insert(alarm).values(**values, proof=b"{}"))
    client = fresh.visit("reader")
    assert "Two &lt;b&gt;histories&lt;/b&gt;." in client.get("/trust").text
    assert client.get("/trust/alarms/1").content == b"{}"
    assert client.get("/trust/alarms/2").status_code == 404
