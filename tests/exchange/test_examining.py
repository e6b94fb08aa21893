"""Whatever file is brought: what it is, what it proves under keys of one's own, and what it does not."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.exchange.conftest import RU, Peer, make_document

from detente.exchange.examining import FileKind, examine, kind_of
from detente.exchange.fork import ForkProof, format_fork
from detente.exchange.introduction import Introduction, format_introduction
from detente.kernel.errors import InputError
from detente.ledger.cosignatures import cosign
from detente.ledger.directory import StateKeys, format_directory
from detente.ledger.evidence import StepOutcome
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.proofs import format_proof

PASSED, FAILED, NOT_CHECKED = StepOutcome.PASSED, StepOutcome.FAILED, StepOutcome.NOT_CHECKED


@pytest.fixture
def peer() -> Peer:
    peer = Peer()
    peer.send(make_document(1))
    return peer


def outcomes(data: bytes, *directory: StateKeys) -> list[StepOutcome]:
    return [one.outcome for one in examine(data, directory).said]


def note_of(peer: Peer) -> bytes:
    return peer.storage.read("checkpoint") or b""


def test_a_checkpoint_and_its_cosignature(peer: Peer) -> None:
    mirror = Ed25519Signer.from_seed("ru.example/mirror", Purpose.MIRROR, b"m" * 32)
    other = Peer(b"r", RU).keys
    keys = StateKeys(other.state, other.log, other.document, mirror=(mirror.key,))
    note = cosign(note_of(peer), mirror, 1_714_000_000)
    found = examine(note, [peer.keys, keys])
    assert (found.kind, found.holds) == (FileKind.CHECKPOINT, True)
    assert [one.sentence.en for one in found.said] == [
        "KZ has signed that its log “kz.example/log” had 1 entries.",
        "RU has cosigned it at 2024-04-24T23:06:40Z, by its own clock.",
    ]
    assert outcomes(note) == [NOT_CHECKED]


def test_a_checkpoint_of_another_signer_does_not_hold(peer: Peer) -> None:
    assert outcomes(note_of(peer), Peer(b"x").keys) == [FAILED]


def test_a_proof_says_that_the_entry_is_elsewhere(peer: Peer) -> None:
    found = examine(format_proof(peer.log.proof(0)), [peer.keys])
    assert found.kind is FileKind.PROOF
    assert [one.outcome for one in found.said] == [PASSED, NOT_CHECKED]
    assert not found.holds


def test_two_histories_are_told_by_whoever_has_the_key(peer: Peer) -> None:
    rival = Peer()
    rival.send(make_document(2))
    proof = format_fork(ForkProof(note_of(peer), note_of(rival), rival.log.checkpoint.checkpoint.root))
    assert outcomes(proof, peer.keys) == [PASSED]
    assert outcomes(proof) == [NOT_CHECKED]
    same = format_fork(ForkProof(note_of(peer), note_of(peer), peer.log.checkpoint.checkpoint.root))
    assert outcomes(same, peer.keys) == [FAILED]


def test_keys_are_the_known_ones_others_or_not_known(peer: Peer) -> None:
    file = format_introduction(Introduction(peer.keys, "https://kz.example")).encode()
    assert outcomes(file, peer.keys) == [PASSED, PASSED]
    assert outcomes(file, Peer(b"x").keys) == [PASSED, FAILED]
    assert outcomes(file) == [PASSED, NOT_CHECKED]
    assert kind_of(format_directory([peer.keys]).encode()) is FileKind.INTRODUCTION


@given(st.binary(max_size=200))
def test_anything_else_is_refused(data: bytes) -> None:
    assume(kind_of(data) is None)
    with pytest.raises(InputError, match="none of those"):
        examine(data, [Peer().keys])


@given(
    st.sampled_from([b"PK\x03\x04", b'{"consistency":', b"c2sp.org/tlog-proof@v1\n", b"state "]), st.binary()
)
def test_what_only_begins_like_one_proves_nothing(begins: bytes, rest: bytes) -> None:
    assert not examine(begins + rest, [Peer().keys]).holds
