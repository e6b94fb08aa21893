"""Envelopes: every required key signs, foreign readers agree, and nothing else passes."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from securesystemslib.dsse import Envelope
from securesystemslib.signer import SSlibKey

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.canonical import canonical_bytes
from detente.ledger.envelope import (
    PAYLOAD_TYPE,
    VerifiedPayload,
    pre_authentication,
    sign,
    verify_envelope,
)
from detente.ledger.keys import Ed25519Signer, Purpose

ONE, TWO, OTHER = (Ed25519Signer.from_seed(f"{n}", Purpose.DOCUMENT, n.encode() * 32) for n in "123")
K1, K2 = ONE.key.key, TWO.key.key
PAYLOAD = '{"a":"учение"}'.encode()


def test_the_signed_bytes_are_those_of_dsse() -> None:
    # The example of the DSSE protocol document.
    assert pre_authentication(b"hello world", "http://example.com/HelloWorld") == (
        b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"
    )


def test_a_foreign_reader_accepts_our_envelope_and_no_altered_one() -> None:
    keys = [SSlibKey(k.key_id, "ed25519", "ed25519", {"public": k.raw.hex()}) for k in (K1, K2)]
    data = sign(PAYLOAD, PAYLOAD_TYPE, [ONE, TWO])
    foreign = Envelope.from_dict(json.loads(data))
    assert set(foreign.verify(keys, 2)) == {K1.key_id, K2.key_id}
    assert (foreign.payload, foreign.payload_type) == (PAYLOAD, PAYLOAD_TYPE)
    assert foreign.pae() == pre_authentication(PAYLOAD, PAYLOAD_TYPE)


def test_every_required_key_must_have_signed() -> None:
    data = sign(PAYLOAD, PAYLOAD_TYPE, [ONE, TWO])
    assert verify_envelope(data, [K1, K2]) == VerifiedPayload(PAYLOAD, PAYLOAD_TYPE, (K1, K2))
    assert verify_envelope(data, [K2]) == VerifiedPayload(PAYLOAD, PAYLOAD_TYPE, (K2,))
    assert verify_envelope(sign(PAYLOAD, PAYLOAD_TYPE, [ONE, OTHER]), [K1]).signed_by == (K1,)


def _altered(change: Callable[[dict[str, object]], object]) -> bytes:
    value = json.loads(sign(PAYLOAD, PAYLOAD_TYPE, [ONE]))
    change(value)
    return canonical_bytes(value)


def _first(value: dict[str, object]) -> dict[str, object]:
    signatures = value["signatures"]
    assert isinstance(signatures, list)
    found = signatures[0]
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (sign(PAYLOAD, PAYLOAD_TYPE, [TWO]), "envelope-unsigned"),
        (sign(PAYLOAD, "application/json", [ONE]), "envelope-type"),
        (_altered(lambda v: v.update(payload="e30=")), "envelope-signature"),
        (_altered(lambda v: _first(v).update(sig="AAAA")), "envelope-signature"),
        (_altered(lambda v: v.update(signatures=[_first(v), _first(v)])), "envelope-signature"),
        (_altered(lambda v: v.update(signatures=[])), "envelope-unsigned"),
        (_altered(lambda v: v.update(signatures=[_first(v)] * 17)), "envelope-form"),
        (_altered(lambda v: v.update(extra=1)), "envelope-form"),
        (_altered(lambda v: _first(v).update(alg="none")), "envelope-form"),
        (_altered(lambda v: _first(v).pop("keyid")), "envelope-form"),
        (_altered(lambda v: v.update(payload="eyJhIjoxfR")), "base64"),
        (b'{"payload":"e30=", "payloadType":"x","signatures":[]}', "envelope-json"),
        (b"[]", "envelope-form"),
    ],
)
def test_what_was_not_signed_so_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(ProofError) as caught:
        verify_envelope(data, [K1])
    assert caught.value.code == code


def test_no_key_proves_nothing() -> None:
    with pytest.raises(ProofError) as caught:
        verify_envelope(sign(PAYLOAD, PAYLOAD_TYPE, [ONE]), [])
    assert caught.value.code == "envelope-no-keys"


def test_a_key_for_logs_signs_no_document_and_nobody_signs_none() -> None:
    for signers in ([], [Ed25519Signer.from_seed("x", Purpose.LOG, b"x" * 32)]):
        with pytest.raises(DetenteBug):
            sign(PAYLOAD, PAYLOAD_TYPE, signers)


@given(st.binary(max_size=200))
def test_any_payload_comes_back_as_the_same_bytes(payload: bytes) -> None:
    assert verify_envelope(sign(payload, PAYLOAD_TYPE, [ONE]), [K1]).payload == payload


@given(st.integers(0, 400), st.binary(min_size=1, max_size=3))
def test_a_changed_envelope_raises_only_our_error(at: int, noise: bytes) -> None:
    data = sign(PAYLOAD, PAYLOAD_TYPE, [ONE])
    changed = data[:at] + noise + data[at + len(noise) :]
    try:
        assert verify_envelope(changed, [K1]).payload == PAYLOAD
    except ProofError:
        assert changed != data
