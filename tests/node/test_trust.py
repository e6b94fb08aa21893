"""What a node knows of logs and keys; introducing itself; examining what is brought."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import insert
from tests.node.stories import ADMIN, DUTY, NOW, READER, tell_drill
from tests.node.test_witnessing import Near

from detente.exchange.examining import FileKind
from detente.exchange.introduction import Introduction, fingerprint
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.ledger.directory import format_directory
from detente.ledger.evidence import StepOutcome
from detente.ledger.keys import format_vkey
from detente.node.actors import NotAllowed
from detente.node.keyring import history_of_state
from detente.node.messages import export_evidence
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.policies import set_policy
from detente.node.pulling import pull
from detente.node.storage.schema import alarm
from detente.node.trust import (
    Holding,
    examine_file,
    introduce,
    proof_of_alarm,
    read_introduction,
    show_trust,
)
from detente.node.watching import open_witness
from detente.node.witnessing import collect_cosignatures

KZ, CN = StateCode("KZ"), StateCode("CN")
LATER = NOW + timedelta(hours=3)


def introduce_both(kz: Node, cn: Node) -> None:
    """One file each way."""
    for node, of in ((kz, cn), (cn, kz)):
        found, _ = read_introduction(node, ADMIN, introduce(of, ADMIN, str(of.folder / "public"), NOW))
        add_peer(node, ADMIN, format_directory([found.keys]), found.address, NOW, found.token)


def test_one_file_each_way_and_two_nodes_follow_one_another(kz: Node, cn: Node) -> None:
    introduce_both(kz, cn)
    reference = tell_drill(kz)
    assert pull(cn, DUTY, KZ, LATER).accepted == [reference]
    pull(kz, DUTY, CN, LATER)
    trust = show_trust(kz, READER)
    size = trust.own.size
    assert [(one.peer.state, one.holding) for one in trust.peers] == [(CN, Holding(size, LATER))]
    assert trust.peers[0].fingerprint == show_trust(cn, READER).own.fingerprint
    assert trust.own.root == kz.log.checkpoint.checkpoint.root.hex()
    assert (trust.alarms, trust.declined) == ((), ())


def test_an_introduction_says_who_where_and_by_which_keys(kz: Node, cn: Node) -> None:
    text = introduce(kz, ADMIN, " https://kz.example ", NOW)
    keys = history_of_state(kz, KZ).newest
    assert read_introduction(cn, ADMIN, text) == (
        Introduction(keys, "https://kz.example", kz.settings.exchange_token),
        fingerprint(keys),
    )
    with pytest.raises(InputError, match="introduces this node itself"):
        read_introduction(kz, ADMIN, text)
    with pytest.raises(InputError, match="No address"):
        introduce(kz, ADMIN, "  ", NOW)


def test_only_an_administrator_introduces(kz: Node) -> None:
    for act in (lambda: introduce(kz, DUTY, "x", NOW), lambda: read_introduction(kz, DUTY, "x")):
        with pytest.raises(NotAllowed):
            act()


def test_a_checkpoint_is_held_against_what_is_kept(kz: Node, cn: Node) -> None:
    introduce_both(kz, cn)
    tell_drill(kz)
    note = (kz.folder / "public/checkpoint").read_bytes()
    assert outcomes(cn, note)[-1] is StepOutcome.NOT_CHECKED
    pull(cn, DUTY, KZ, LATER)
    assert examine_file(cn, READER, note).holds
    tell_drill(kz)
    newer = (kz.folder / "public/checkpoint").read_bytes()
    assert outcomes(cn, newer)[-1] is StepOutcome.NOT_CHECKED
    assert "fewer than it covers" in examine_file(cn, READER, newer).said[-1].sentence.en


def outcomes(node: Node, data: bytes) -> list[StepOutcome]:
    return [one.outcome for one in examine_file(node, READER, data).said]


def test_evidence_is_examined_by_the_keys_of_this_node_alone(kz: Node, cn: Node) -> None:
    reference = tell_drill(kz)
    pack = export_evidence(kz, READER, reference)
    assert not examine_file(cn, READER, pack).holds
    introduce_both(kz, cn)
    assert (examine_file(cn, READER, pack).kind, examine_file(cn, READER, pack).holds) == (
        FileKind.EVIDENCE,
        True,
    )


def test_an_alarm_is_listed_and_its_proof_handed_out(kz: Node) -> None:
    with kz.writing() as connection:
        for proof in (b"proof", None):
            values = {"at": 1_714_000_000, "peer": "CN", "code": "pull-fork", "reason": "Two."}
            connection.execute(insert(alarm).values(**values, proof=proof))
    alarms = show_trust(kz, READER).alarms
    assert [(one.id, one.state, one.proven) for one in alarms] == [(2, CN, False), (1, CN, True)]
    assert proof_of_alarm(kz, READER, 1) == b"proof"
    for number in (2, 3):
        with pytest.raises(InputError, match="no proof"):
            proof_of_alarm(kz, READER, number)


def test_what_the_policy_says_of_the_newest_checkpoint(kz: Node, cn: Node) -> None:
    assert show_trust(kz, READER).witnessed == ()
    add_peer(cn, ADMIN, (kz.folder / "public/keys.txt").read_text(), str(kz.folder / "public"), NOW)
    witness = open_witness(cn, lambda: LATER)
    assert witness is not None
    key = witness.signers[0].key
    policy = f"witness cn {format_vkey(key)} https://cn.example/witness\nquorum cn\n"
    set_policy(kz, None, policy.encode())
    tell_drill(kz)
    before = show_trust(kz, READER)
    assert {(one.answer.satisfied, one.existed_by) for one in before.witnessed} == {(False, None)}
    assert [one.cosigned_at for one in before.witnesses] == [None]
    collect_cosignatures(kz, LATER, lambda _: Near(witness))
    after = show_trust(kz, READER)
    assert {(one.answer.satisfied, one.existed_by) for one in after.witnessed} == {(True, LATER)}
    assert [one.size for one in after.witnesses] == [after.own.size]
    witness.store.close()
