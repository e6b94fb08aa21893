"""What peers' mirrors say of our log: receipts, and the alarm where they hold what we have not."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.node.stories import ADMIN, DUTY, NOW, READER, OpenNode, tell_drill

from detente.exchange.fork import parse_fork, verify_fork
from detente.kernel.errors import PeerError, ProofError
from detente.kernel.identifiers import StateCode
from detente.node.cosigning import Receipt, cosigned_path, receipts_of
from detente.node.logstore import create_log_store
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.pulling import pull
from detente.node.storage.schema import alarm

KZ, CN = StateCode("KZ"), StateCode("CN")
LATER, LAST = NOW + timedelta(hours=3), NOW + timedelta(hours=5)


@pytest.fixture(autouse=True)
def _both_follow(kz: Node, cn: Node) -> None:
    for node, of in ((kz, cn), (cn, kz)):
        text = (of.folder / "public/keys.txt").read_text()
        add_peer(node, ADMIN, text, str(of.folder / "public"), NOW)


def test_what_a_peer_holds_is_known_once_both_have_pulled(kz: Node, cn: Node) -> None:
    first = tell_drill(kz)
    assert receipts_of(kz, READER, first) == []
    pull(cn, DUTY, KZ, LATER)
    pull(kz, DUTY, CN, LAST)
    assert receipts_of(kz, READER, first) == [Receipt(CN, LATER)]
    second = tell_drill(kz)
    assert receipts_of(kz, READER, second) == [Receipt(CN, None)]
    pull(cn, DUTY, KZ, LAST)
    pull(kz, DUTY, CN, LAST)
    assert [receipts_of(kz, READER, one) for one in (first, second)] == [
        [Receipt(CN, LATER)],
        [Receipt(CN, LAST)],
    ]


def test_pulling_again_makes_no_new_cosignature(kz: Node, cn: Node) -> None:
    tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    shown = cn.folder / "public" / cosigned_path("kz.example/log")
    before = shown.read_bytes()
    pull(cn, DUTY, KZ, LAST)
    assert shown.read_bytes() == before


def shown_by(cn: Node) -> Path:
    return cn.folder / "public" / cosigned_path("kz.example/log")


def test_a_receipt_that_is_not_the_peers_own_does_not_count(kz: Node, cn: Node, make_node: OpenNode) -> None:
    reference = tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    note = shown_by(cn).read_bytes()
    lines = note.splitlines(keepends=True)
    for wrong, code in (
        (b"".join(lines[:-1]), "cosignature-none"),
        (b"".join([*lines[:-3], lines[-1]]), "note-unsigned"),
        (note.replace(b"\n1\n", b"\n2\n", 1), "note-signature"),
        (b"".join(lines[:-1]) + lines[-1][:-6] + b"AAA=\n", "note-signature"),
    ):
        shown_by(cn).write_bytes(wrong)
        with pytest.raises(ProofError) as caught:
            pull(kz, DUTY, CN, LAST)
        assert caught.value.code in {code, "base64"}
    assert receipts_of(kz, READER, reference) == []
    shown_by(cn).write_bytes(note)
    with pytest.raises(ProofError) as caught:
        pull(kz, DUTY, CN, NOW)
    assert caught.value.code == "cosignature-ahead"


def alarms(node: Node) -> list[tuple[str, bool]]:
    with node.reading() as connection:
        rows = connection.execute(select(alarm.c.code, alarm.c.proof).order_by(alarm.c.id)).all()
    return [(row.code, row.proof is not None) for row in rows]


def test_a_node_restored_from_an_old_copy_learns_it_from_its_peers(
    kz: Node, cn: Node, make_node: OpenNode, tmp_path: Path
) -> None:
    kz.close()
    copy = shutil.copytree(kz.folder, tmp_path / "copy")
    kz = make_node("KZ")
    tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    kz.close()
    shutil.rmtree(tmp_path / "KZ")
    copy.rename(tmp_path / "KZ")
    restored = make_node("KZ")
    for _ in range(2):
        with pytest.raises(PeerError) as caught:
            pull(restored, DUTY, CN, LAST)
        assert caught.value.code == "own-log-behind"
    assert alarms(restored) == [("receipt-history", True), ("own-log-behind", True)]


def test_two_nodes_with_one_key_are_shown_by_a_proof(
    kz: Node, cn: Node, make_node: OpenNode, tmp_path: Path
) -> None:
    first = shutil.copytree(kz.folder / "keys", tmp_path / "keys")
    peers = (tmp_path / "CN/public/keys.txt").read_text()
    tell_drill(kz)
    pull(cn, DUTY, KZ, LATER)
    kz.close()
    (tmp_path / "KZ").rename(tmp_path / "aside")
    twin = make_node("KZ")
    twin.close()
    shutil.rmtree(tmp_path / "KZ/keys")
    shutil.rmtree(tmp_path / "KZ/signing")
    first.rename(tmp_path / "KZ/keys")
    (tmp_path / "KZ/public/checkpoint").unlink()
    from detente.node.keys import load_keys

    create_log_store(tmp_path / "KZ", load_keys(tmp_path / "KZ", "kz.example/log").log)
    twin = make_node("KZ")
    add_peer(twin, ADMIN, peers, str(cn.folder / "public"), NOW)
    tell_drill(twin, designation={"en": "Another history"})
    with pytest.raises(PeerError) as caught:
        pull(twin, DUTY, CN, LAST)
    assert caught.value.code == "own-log-forked"
    assert alarms(twin) == [("receipt-history", True), ("own-log-forked", True)]
    with twin.reading() as connection:
        proof = parse_fork(
            connection.execute(select(alarm.c.proof).where(alarm.c.code == "own-log-forked")).scalar_one()
        )
    verify_fork(proof, "kz.example/log", [twin.keys.log.key])
