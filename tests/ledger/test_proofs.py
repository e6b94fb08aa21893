"""Proof files: they read back, verify, and convict every change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import ProofError
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.log import Log
from detente.ledger.proofs import InclusionProof, format_proof, parse_proof, verify_proof

KEY = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32).key
ENTRIES = [b"%d" % n for n in range(7)]


@pytest.fixture
def proof(new_log: Callable[[], Log]) -> InclusionProof:
    log = new_log()
    log.append(ENTRIES)
    return log.proof(4)


def test_a_proof_reads_back_and_verifies(proof: InclusionProof) -> None:
    for one in (proof, replace(proof, extra=b""), replace(proof, extra=b"anything")):
        assert parse_proof(format_proof(one)) == one
    signed = verify_proof(proof, ENTRIES[4], KEY.name, [KEY])
    assert (signed.checkpoint.size, signed.note) == (7, proof.note)


def test_the_form_is_that_of_c2sp(proof: InclusionProof) -> None:
    head, _, note = format_proof(proof).decode().partition("\n\n")
    assert head.split("\n")[:2] == ["c2sp.org/tlog-proof@v1", "index 4"]
    assert len(head.split("\n")) == 2 + len(proof.hashes) == 5
    assert note.startswith("kz.example/log\n7\n")


def test_what_is_not_in_the_log_is_not_proven(proof: InclusionProof) -> None:
    for entry, changed, code in (
        (ENTRIES[3], proof, "inclusion-root"),
        (ENTRIES[4], replace(proof, index=5), "inclusion-root"),
        (ENTRIES[4], replace(proof, index=7), "inclusion-index"),
        (ENTRIES[4], replace(proof, hashes=proof.hashes[:-1]), "inclusion-length"),
        (ENTRIES[4], replace(proof, note=proof.note.replace(b"\n7\n", b"\n8\n")), "note-signature"),
    ):
        with pytest.raises(ProofError) as caught:
            verify_proof(changed, entry, KEY.name, [KEY])
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"tlog-proof@v1", b"tlog-proof@v2", "proof-form"),
        (b"index 4", b"index 04", "decimal"),
        (b"index 4", b"index4", "proof-form"),
        (b"index 4\n", b"", "proof-form"),
        (b"index 4\n", b"index 4\nAAAA\n", "hash-length"),
        (b"index 4\n", b"index 4\r\n", "decimal"),
        (b"index 4\n", b"extra A\nindex 4\n", "base64"),
        (b"\n\n", b"\n", "base64"),
        (b"index", b"\xff", "proof-form"),
        (b"index 4\n", b"index 4\n" + (b"A" * 43 + b"=\n") * 64, "proof-form"),
    ],
)
def test_a_malformed_proof_file_is_refused(proof: InclusionProof, old: bytes, new: bytes, code: str) -> None:
    with pytest.raises(ProofError) as caught:
        parse_proof(format_proof(proof).replace(old, new, 1))
    assert caught.value.code == code


@given(st.binary(max_size=100))
def test_any_bytes_are_refused_as_proof(data: bytes) -> None:
    with pytest.raises(ProofError):
        verify_proof(parse_proof(data), b"x", KEY.name, [KEY])
