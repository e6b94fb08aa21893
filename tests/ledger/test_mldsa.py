"""ML-DSA-65 beside Ed25519: both must sign, and neither can stand in for the other."""

from __future__ import annotations

import pytest
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA65PrivateKey, MLDSA65PublicKey

from detente.kernel.errors import OperatorError, ProofError
from detente.ledger.envelope import PAYLOAD_TYPE, pre_authentication, sign, verify_envelope
from detente.ledger.keys import Ed25519Signer, PublicKey, Purpose, format_vkey, parse_vkey
from detente.ledger.mldsa import MlDsa65Signer, signer_from_pem
from detente.ledger.suites import ED25519, ML_DSA_65

CLASSIC = Ed25519Signer.from_seed("kz.example/document", Purpose.DOCUMENT, b"D" * 32)
LASTING = MlDsa65Signer.from_seed("kz.example/document-ml-dsa-65", Purpose.DOCUMENT, b"M" * 32)
BOTH = [CLASSIC.key.key, LASTING.key.key]


def test_a_document_counts_once_both_kinds_of_key_signed_it() -> None:
    envelope = sign(b"{}", PAYLOAD_TYPE, [CLASSIC, LASTING])
    assert verify_envelope(envelope, BOTH).signed_by == tuple(BOTH)
    for alone in (CLASSIC, LASTING):
        with pytest.raises(ProofError) as caught:
            verify_envelope(sign(b"{}", PAYLOAD_TYPE, [alone]), BOTH)
        assert caught.value.code == "envelope-unsigned"


def test_an_altered_document_or_signature_is_refused() -> None:
    message = pre_authentication(b"{}", PAYLOAD_TYPE)
    signature, key = LASTING.sign(message), LASTING.key.key
    assert key.verify(message, signature)
    assert not key.verify(message + b" ", signature)
    for wrong in (signature[:-1], signature + b"x", signature[:-1] + bytes([signature[-1] ^ 1]), b""):
        assert not key.verify(message, wrong)


def test_a_signature_made_for_another_protocol_does_not_count() -> None:
    private_key = MLDSA65PrivateKey.from_seed_bytes(b"M" * 32)
    for context in (None, b"", b"another"):
        assert not LASTING.key.key.verify(b"message", private_key.sign(b"message", context))
    MLDSA65PublicKey.from_public_bytes(LASTING.key.key.raw).verify(LASTING.sign(b"m"), b"m", b"detente/v1")


def test_the_key_is_handed_over_as_text() -> None:
    text = format_vkey(LASTING.key)
    assert parse_vkey(text) == LASTING.key
    with pytest.raises(ProofError):
        parse_vkey(text, {ED25519.name: ED25519})
    for length in (32, 1951, 1953):
        with pytest.raises(ProofError) as caught:
            PublicKey(ML_DSA_65, bytes(length))
        assert caught.value.code == "key-length"


def test_key_files_of_both_kinds_are_read_and_no_other() -> None:
    for signer in (CLASSIC, LASTING):
        assert signer_from_pem(signer.key.name, Purpose.DOCUMENT, signer.to_pem()).key == signer.key
        assert "PRIVATE" not in repr(signer)
    for wrong in (b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"):
        with pytest.raises(OperatorError):
            signer_from_pem("x", Purpose.DOCUMENT, wrong)
