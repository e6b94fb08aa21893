"""Cosignatures are asked for, kept and shown; a witness that lies, tarries or knows more than we do is found out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from tests.node.stories import ADMIN, NOW, OpenNode, tell_drill

from detente.exchange.fork import parse_fork, verify_fork
from detente.kernel.errors import PeerError
from detente.kernel.identifiers import StateCode
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint, verify_checkpoint
from detente.ledger.cosignatures import cosignature_line, verify_cosignatures
from detente.ledger.keys import Purpose, VerifierKey, format_vkey
from detente.ledger.merkle import hash_leaf
from detente.ledger.mldsa import MlDsa44Signer
from detente.ledger.notes import parse_note
from detente.ledger.policy import Policy
from detente.ledger.witness import format_request, origin_hash
from detente.node.lone_witness import add_logs, create_lone_witness, open_lone_witness
from detente.node.node import Node
from detente.node.peers import add_peer
from detente.node.policies import policy_of, set_policy
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import alarm, message
from detente.node.transport import UNREACHABLE
from detente.node.watching import open_witness
from detente.node.witness import Witness
from detente.node.witness_client import Answer
from detente.node.witnessing import (
    FIRST_RETRY_SECONDS,
    HEARTBEAT_SECONDS,
    WitnessStanding,
    collect_cosignatures,
    list_witnesses,
    witnessed_checkpoint,
)

KZ, CN = StateCode("KZ"), StateCode("CN")
ORIGIN = "kz.example/log"
ALONE, NODE = "https://alone.example/", "https://cn.example/witness"
SECOND = timedelta(seconds=1)


@dataclass
class Near:
    """A witness in the same process, with a knob for each way in which it can behave otherwise."""

    witness: Witness
    instead: Callable[[bytes], Answer] | None = None
    asked: list[bytes] = field(default_factory=list)

    def submit(self, body: bytes) -> Answer:
        self.asked.append(body)
        if self.instead is not None:
            return self.instead(body)
        reply = self.witness.add_checkpoint(body)
        return Answer(reply.status, reply.body)

    def newest(self, origin: str) -> bytes | None:
        return self.witness.store.newest(origin_hash(origin))


@dataclass
class Time:
    at = NOW

    def __call__(self) -> object:
        return self.at


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def alone(tmp_path: Path, kz: Node, time: Time) -> Iterator[Near]:
    folder = tmp_path / "alone"
    create_lone_witness(folder, "alone.example", kz.entropy)
    add_logs(folder, [signer.key for signer in kz.keys.every_log])
    witness = open_lone_witness(folder, {}, time)  # type: ignore[arg-type]
    yield Near(witness)
    witness.store.close()


@pytest.fixture
def beside(kz: Node, cn: Node, time: Time) -> Iterator[Near]:
    """The witness that the node of CN is to KZ."""
    add_peer(cn, ADMIN, (kz.folder / "public/keys.txt").read_text(), str(kz.folder / "public"), NOW)
    witness = open_witness(cn, time)  # type: ignore[arg-type]
    assert witness is not None
    yield Near(witness)
    witness.store.close()


def keys_of(near: Near) -> list[VerifierKey]:
    return [signer.key for signer in near.witness.signers]


@pytest.fixture
def policy(kz: Node, alone: Near, beside: Near) -> Policy:
    """Each has two keys, of which one is enough; both witnesses are needed."""
    lines = []
    for name, url, near in (("alone", ALONE, alone), ("cn", NODE, beside)):
        keys = keys_of(near)
        lines += [
            f"witness {name}-{number} {format_vkey(key)} {url}" for number, key in enumerate(keys, start=1)
        ]
        lines.append(f"group {name} any {name}-1 {name}-2")
    lines += ["group both all alone cn", "quorum both", ""]
    return set_policy(kz, None, "\n".join(lines).encode())


@pytest.fixture
def collect(kz: Node, alone: Near, beside: Near, time: Time, policy: Policy) -> Callable[..., int]:
    def run(after: timedelta = timedelta()) -> int:
        time.at += after
        return collect_cosignatures(kz, time.at, {ALONE: alone, NODE: beside}.__getitem__)

    return run


def shown(node: Node) -> bytes:
    return (node.folder / "public/checkpoint").read_bytes()


def standing(node: Node) -> dict[str, WitnessStanding]:
    return {one.url: one for one in list_witnesses(node)}


def test_a_new_checkpoint_is_shown_with_every_witnesss_line(
    kz: Node, collect: Callable[..., int], policy: Policy, make_node: OpenNode
) -> None:
    tell_drill(kz)
    signed = kz.log.checkpoint.note
    assert collect(SECOND) == 4
    assert shown(kz).startswith(signed)
    assert verify_checkpoint(shown(kz), ORIGIN, [kz.keys.log.key]).checkpoint.size == kz.log.size
    found = verify_cosignatures(shown(kz), policy.keys)
    assert [one.key for one in found] == list(policy.keys)
    assert policy.existed_by(found) == NOW + SECOND
    assert {(one.size, one.cosigned_at, one.trouble) for one in standing(kz).values()} == {
        (kz.log.size, to_seconds(NOW + SECOND), "")
    }
    # A proof carries them, and after a restart they are there again.
    assert kz.log.proof(0).note == shown(kz)
    before = shown(kz)
    kz.close()
    again = make_node("KZ")
    assert shown(again) == signed
    assert collect_cosignatures(again, NOW + SECOND, {}.__getitem__) == 0
    assert shown(again) == before


def test_nothing_new_is_not_asked_again_until_an_hour_has_passed(
    kz: Node, collect: Callable[..., int], alone: Near, policy: Policy
) -> None:
    tell_drill(kz)
    collect()
    first = shown(kz)
    assert (collect(SECOND), len(alone.asked)) == (0, 1)
    assert collect(timedelta(seconds=HEARTBEAT_SECONDS)) == 4
    assert standing(kz)[ALONE].cosigned_at == to_seconds(NOW + SECOND + timedelta(seconds=HEARTBEAT_SECONDS))
    # Of each witness the first cosignature counts for the time, and stays.
    assert shown(kz) == first


def test_the_next_checkpoint_comes_with_its_proof_and_without_a_question(
    kz: Node, collect: Callable[..., int], alone: Near
) -> None:
    tell_drill(kz)
    collect()
    size = kz.log.size
    tell_drill(kz)
    assert collect(SECOND) == 4
    assert [body.split(b"\n")[0] for body in alone.asked] == [b"old 0", b"old %d" % size]


def test_a_witness_that_remembers_another_size_is_asked_from_there(
    kz: Node, collect: Callable[..., int], alone: Near
) -> None:
    tell_drill(kz)
    assert alone.submit(format_request(0, [], kz.log.checkpoint.note)).status == 200
    tell_drill(kz)
    assert collect(SECOND) == 4
    assert [body.split(b"\n")[0] for body in alone.asked][1:] == [b"old 0", b"old 1"]


def test_who_is_away_keeps_nobody_waiting_and_is_asked_later(
    kz: Node, collect: Callable[..., int], alone: Near
) -> None:
    def away(_body: bytes) -> Answer:
        raise PeerError(UNREACHABLE, "It is away.")

    tell_drill(kz)
    alone.instead = away
    assert collect() == 2
    assert (standing(kz)[ALONE].trouble, standing(kz)[NODE].trouble) == ("It is away.", "")
    assert collect() == 0  # its turn has not come
    alone.instead = None
    assert collect(timedelta(seconds=2 * FIRST_RETRY_SECONDS + 1)) == 2
    assert standing(kz)[ALONE].trouble == ""


def wrong_key(body: bytes) -> bytes:
    note = parse_note(body.partition(b"\n\n")[2])
    stranger = MlDsa44Signer.from_seed("stranger.example", Purpose.WITNESS, b"S" * 32)
    return cosignature_line(note.text, stranger, to_seconds(NOW))


@pytest.mark.parametrize(
    ("answer", "trouble"),
    [
        (lambda body, near: Answer(200, wrong_key(body)), "without a cosignature"),
        (lambda body, near: Answer(200, b""), "without a cosignature"),
        (lambda body, near: Answer(200, b"\xff" * 40), "UTF-8"),
        (
            lambda body, near: Answer(
                200, cosignature_line("kz.example/log\n9\n\n", near.witness.signers[0], to_seconds(NOW))
            ),
            "signature",
        ),
        (
            lambda body, near: Answer(
                200,
                cosignature_line(
                    parse_note(body.partition(b"\n\n")[2]).text, near.witness.signers[0], to_seconds(NOW) + 60
                ),
            ),
            "future",
        ),
        (lambda body, near: Answer(409, b"many\n"), "409"),
        (lambda body, near: Answer(409, b"0\n"), "409"),
        (lambda body, near: Answer(302, b""), "302"),
        (lambda body, near: Answer(503, b"later\n"), "503: later"),
        (lambda body, near: Answer(422, b"no\n"), "422: no"),
    ],
)
def test_what_a_witness_may_answer_wrongly_counts_for_nothing(
    kz: Node,
    collect: Callable[..., int],
    alone: Near,
    answer: Callable[[bytes, Near], Answer],
    trouble: str,
) -> None:
    tell_drill(kz)
    alone.instead = lambda body: answer(body, alone)
    assert collect() == 2
    assert trouble in standing(kz)[ALONE].trouble
    assert standing(kz)[ALONE].cosigned_at is None


def alarms(node: Node) -> list[tuple[str, bytes]]:
    with node.reading() as connection:
        return [(row.code, row.proof) for row in connection.execute(select(alarm).order_by(alarm.c.id))]


def test_a_witness_that_has_seen_more_of_our_log_than_there_is_raises_the_alarm(
    kz: Node, collect: Callable[..., int], alone: Near
) -> None:
    tell_drill(kz)
    elsewhere = sign_checkpoint(Checkpoint(ORIGIN, 9, b"9" * 32), kz.keys.every_log).note
    assert alone.submit(format_request(0, [], elsewhere)).status == 200
    assert collect() == 2
    assert [code for code, _ in alarms(kz)] == ["own-log-behind"]
    assert "It has cosigned 9 entries." in standing(kz)[ALONE].trouble


def test_a_witness_that_has_seen_another_history_of_our_log_raises_the_alarm(
    kz: Node, collect: Callable[..., int], alone: Near
) -> None:
    tell_drill(kz)
    elsewhere = sign_checkpoint(Checkpoint(ORIGIN, 1, b"9" * 32), kz.keys.every_log).note
    assert alone.submit(format_request(0, [], elsewhere)).status == 200
    assert collect() == 2
    [(code, proof)] = alarms(kz)
    assert code == "own-log-forked"
    verify_fork(parse_fork(proof), ORIGIN, [kz.keys.log.key])


def test_a_fork_that_is_submitted_to_a_nodes_witness_is_refused_and_proven(
    kz: Node, cn: Node, beside: Near, collect: Callable[..., int]
) -> None:
    tell_drill(kz)
    collect()
    before = beside.newest(ORIGIN)
    rival = sign_checkpoint(Checkpoint(ORIGIN, 1, hash_leaf(b"another")), kz.keys.every_log).note
    assert [beside.submit(format_request(1, [], rival)).status for _ in range(2)] == [422, 422]
    assert beside.newest(ORIGIN) == before
    [(code, proof)] = alarms(cn)
    assert code == "witness-fork"
    verify_fork(parse_fork(proof), ORIGIN, [kz.keys.log.key])


def test_the_first_checkpoint_that_the_quorum_cosigned_covers_an_entry(
    kz: Node, collect: Callable[..., int], policy: Policy
) -> None:
    keys = kz.keys.public(KZ)
    assert witnessed_checkpoint(kz, keys, 0, policy) is None
    tell_drill(kz)
    collect()
    tell_drill(kz)
    collect(SECOND)
    found = [witnessed_checkpoint(kz, keys, index, policy) for index in (0, 1)]
    assert [one and one.checkpoint.size for one in found] == [1, 2]
    assert witnessed_checkpoint(kz, keys, 2, policy) is None


def test_policies_are_by_agreement_with_one_for_all_others(kz: Node, policy: Policy) -> None:
    agreement = next(iter(kz.in_use))
    assert policy_of(kz, agreement) == policy
    own = b"witness one %s\nquorum one\n" % format_vkey(policy.keys[0]).encode()
    set_policy(kz, agreement, own)
    assert policy_of(kz, agreement) == Policy.parse(own)
    assert policy_of(kz, None) == policy


def test_messages_learn_by_when_they_existed(kz: Node, collect: Callable[..., int]) -> None:
    reference = tell_drill(kz)
    collect(timedelta(seconds=20))
    with kz.reading() as connection:
        row = connection.execute(select(message).where(message.c.reference == reference)).one()
    assert (row.existed_by, row.unwitnessed) == (to_seconds(NOW) + 20, False)
