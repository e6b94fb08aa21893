"""Keys that change while messages are exchanged: made offline, registered, followed, and what stays evidence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from tests.node.stories import ADMIN, DUTY, NOW, READER, OpenNode, tell_drill

from detente.kernel.errors import InputError, OperatorError, ProofError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import format_directory, parse_directory
from detente.ledger.envelope import sign
from detente.ledger.evidence import verify_evidence
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.keystatement import KEYS_TYPE, KeyTrouble, Standing
from detente.node.keyring import (
    adopt_root,
    draft_statement,
    history_of_state,
    key_standing,
    publish_statement,
)
from detente.node.messages import export_evidence
from detente.node.node import Node
from detente.node.peers import add_peer, keys_of_state, list_declined
from detente.node.pulling import pull
from detente.node.signers import read_registry, write_secret

KZ, CN = StateCode("KZ"), StateCode("CN")
LATER = NOW + timedelta(hours=3)
ROOT = [
    Ed25519Signer.from_seed(f"kz.example/root-{one}", Purpose.ROOT, bytes([one]) * 32) for one in (1, 2, 3)
]
ROOTS = "".join(f"root {one.vkey()}\n" for one in ROOT) + "threshold 2\n"


def exchange_keys(one: Node, other: Node) -> None:
    for node, of in ((one, other), (other, one)):
        text = (of.folder / "public/keys.txt").read_text()
        add_peer(node, ADMIN, text, str(of.folder / "public"), NOW)


@pytest.fixture
def rooted(kz: Node, cn: Node) -> Node:
    adopt_root(kz, ADMIN, ROOTS, NOW)
    exchange_keys(kz, cn)
    return kz


def replace_document_key(folder: Path) -> None:
    """A new Ed25519 key for documents in the place of the first."""
    fresh = Ed25519Signer.from_seed("x", Purpose.DOCUMENT, b"new" * 10 + b"!!")
    write_secret(folder / "keys/document.pem", fresh.to_pem(), again=True)
    assert len(read_registry(folder / "keys")) == 7


def publish(node: Node, **options: object) -> int:
    data = draft_statement(node, ADMIN, **options)  # type: ignore[arg-type]
    return publish_statement(node, ADMIN, sign(data, KEYS_TYPE, ROOT[:2], Purpose.ROOT), LATER)


def test_new_keys_hold_from_their_statement_on_and_old_messages_stay_proven(
    rooted: Node, cn: Node, make_node: OpenNode
) -> None:
    first = tell_drill(rooted)
    pull(cn, DUTY, KZ, LATER)
    rooted.close()
    replace_document_key(rooted.folder)
    kz = make_node("KZ")
    with pytest.raises(OperatorError, match="not in its registry"):
        tell_drill(kz)
    assert publish(kz) == 1
    second = tell_drill(kz)
    assert pull(cn, DUTY, KZ, LATER).accepted == [second]
    histories = [history_of_state(node, KZ) for node in (kz, cn)]
    assert histories[0].placed == histories[1].placed
    for node in (kz, cn):
        for reference, index in ((first, 0), (second, 2)):
            keys = history_of_state(node, KZ).at(index)
            assert verify_evidence(export_evidence(node, READER, reference), [keys]).proven


def test_a_newcomer_verifies_the_whole_log_by_the_first_keys(
    rooted: Node, cn: Node, make_node: OpenNode
) -> None:
    rooted.close()
    replace_document_key(rooted.folder)
    kz = make_node("KZ")
    publish(kz)
    mn = make_node("TJ")
    exchange_keys(kz, mn)
    reference = tell_drill(kz)
    assert pull(mn, DUTY, KZ, LATER).accepted == [reference]
    assert keys_of_state(mn, KZ).document == history_of_state(kz, KZ).newest.document
    [handed] = parse_directory((kz.folder / "public/keys.txt").read_text())
    assert (handed.root, handed.threshold) == (tuple(one.key for one in ROOT), 2)
    assert handed.document == history_of_state(kz, KZ).first.document


def test_a_revoked_key_is_shown_with_what_it_signed_and_nothing_is_erased(rooted: Node, cn: Node) -> None:
    first, second = tell_drill(rooted), tell_drill(rooted)
    assert pull(cn, DUTY, KZ, LATER).accepted == [first, second]
    key = rooted.keys.document[0].key.key.key_id
    publish(rooted, troubles=[KeyTrouble(key, Standing.REVOKED, 1)])
    third = tell_drill(rooted)
    assert pull(cn, DUTY, KZ, LATER).declined == [(3, "key-revoked")]
    assert [key_standing(cn, KZ, index) for index in (0, 1)] == [Standing.GOOD, Standing.REVOKED]
    assert verify_evidence(export_evidence(cn, READER, second), [keys_of_state(cn, KZ)]).proven
    assert third not in [one.reason for one in list_declined(cn, READER)]


def test_what_too_few_signed_is_not_published(rooted: Node) -> None:
    data = draft_statement(rooted, ADMIN)
    with pytest.raises(ProofError):
        publish_statement(rooted, ADMIN, sign(data, KEYS_TYPE, ROOT[:1], Purpose.ROOT), LATER)
    assert rooted.log.size == 0
    whole = sign(data, KEYS_TYPE, ROOT, Purpose.ROOT)
    assert (
        publish_statement(rooted, ADMIN, whole, LATER) == publish_statement(rooted, ADMIN, whole, LATER) == 0
    )


def test_root_keys_are_adopted_once_and_then_only_rotated(rooted: Node) -> None:
    with pytest.raises(InputError) as caught:
        adopt_root(rooted, ADMIN, ROOTS, NOW)
    assert caught.value.code == "root-known"
    others = [Ed25519Signer.from_seed(f"r{one}", Purpose.ROOT, bytes([one]) * 32) for one in (7, 8)]
    lines = "".join(f"root {one.vkey()}\n" for one in others) + "threshold 1\n"
    data = draft_statement(rooted, ADMIN, roots=lines)
    with pytest.raises(ProofError):
        publish_statement(rooted, ADMIN, sign(data, KEYS_TYPE, ROOT, Purpose.ROOT), LATER)
    publish_statement(rooted, ADMIN, sign(data, KEYS_TYPE, [*ROOT, others[1]], Purpose.ROOT), LATER)
    assert history_of_state(rooted, KZ).newest.root == tuple(one.key for one in others)


def test_a_statement_withheld_holds_back_what_its_keys_signed_until_it_comes(
    rooted: Node, cn: Node, make_node: OpenNode
) -> None:
    rooted.close()
    replace_document_key(rooted.folder)
    kz = make_node("KZ")
    publish(kz)
    blob = next((kz.folder / "public/blob").rglob("*/*"))
    aside = blob.rename(kz.folder / "aside")
    reference = tell_drill(kz)
    declined = pull(cn, DUTY, KZ, LATER).declined
    assert declined == [(0, "blob-withheld"), (1, "envelope-unsigned")]
    aside.rename(blob)
    assert pull(cn, DUTY, KZ, LATER).accepted == [reference]
    assert list_declined(cn, READER) == []


def test_a_node_without_root_keys_publishes_none(kz: Node) -> None:
    with pytest.raises(InputError) as caught:
        draft_statement(kz, ADMIN)
    assert caught.value.code == "no-root"
    assert format_directory([kz.keys.public(KZ)]) == (kz.folder / "public/keys.txt").read_text()
