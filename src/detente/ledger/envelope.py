"""The signed envelope of a document: DSSE 1.0.2 in canonical JSON.

Source: DSSE protocol.md and envelope.md, 1.0.2; docs/spec/ledger.md §4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import orjson

from detente.kernel.errors import DetenteBug, InputError, ProofError
from detente.ledger.canonical import MAX_DOCUMENT_BYTES, JsonValue, parse_canonical
from detente.ledger.encoding import decode_base64, encode_base64
from detente.ledger.keys import PublicKey, Purpose, Signer
from detente.ledger.sentences import refuse

PAYLOAD_TYPE = "application/vnd.detente.message.v1+json"
MAX_ENVELOPE_BYTES = 2 * MAX_DOCUMENT_BYTES
MAX_SIGNATURES = 16


@dataclass(frozen=True, slots=True)
class VerifiedPayload:
    """Bytes that every required key signed, exactly as they were signed."""

    payload: bytes
    payload_type: str
    signed_by: tuple[PublicKey, ...]


def pre_authentication(payload: bytes, payload_type: str) -> bytes:
    """The bytes that are signed: type and payload with their lengths. Source: DSSE protocol.md, PAE."""
    kind = payload_type.encode()
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def sign(
    payload: bytes, payload_type: str, signers: Sequence[Signer], purpose: Purpose = Purpose.DOCUMENT
) -> bytes:
    """An envelope with one signature of each signer, in the order given.

    Raises:
        DetenteBug: no signer was given, or one whose key is for another purpose.
        InputError: the envelope would be longer than ``MAX_ENVELOPE_BYTES``.
    """
    if not signers:
        raise _wrong_signer()
    return _write(payload, payload_type, _signatures(payload, payload_type, signers, purpose))


def add_signature(data: bytes, signer: Signer, payload_type: str, purpose: Purpose) -> bytes:
    """The envelope with one signature more, or with this key's signature made anew.

    Raises:
        ProofError: not an envelope of that type.
        DetenteBug: the signer's key is for another purpose.
    """
    kind, payload, signatures = _parse(data)
    if kind != payload_type:
        raise refuse(ProofError, "envelope-type", type=payload_type)
    mine = _signatures(payload, kind, [signer], purpose)
    return _write(payload, kind, [pair for pair in signatures if pair[0] != mine[0][0]] + mine)


def _signatures(
    payload: bytes, payload_type: str, signers: Sequence[Signer], purpose: Purpose
) -> list[tuple[str, bytes]]:
    message = pre_authentication(payload, payload_type)
    if any(signer.key.purpose is not purpose for signer in signers):
        raise _wrong_signer()
    return [(signer.key.key.key_id, signer.sign(message)) for signer in signers]


def _write(payload: bytes, payload_type: str, signatures: Sequence[tuple[str, bytes]]) -> bytes:
    signed = [{"keyid": key_id, "sig": encode_base64(signature)} for key_id, signature in signatures]
    # Canonical by construction: keys in order, every value plain ASCII.
    data = orjson.dumps(
        {"payload": encode_base64(payload), "payloadType": payload_type, "signatures": signed}
    )
    if len(data) > MAX_ENVELOPE_BYTES:
        raise refuse(InputError, "canonical-size", size=len(data), limit=MAX_ENVELOPE_BYTES)
    return data


def verify_envelope(
    data: bytes, keys: Sequence[PublicKey], payload_type: str = PAYLOAD_TYPE
) -> VerifiedPayload:
    """The payload, once **every** one of ``keys`` has signed it.

    Signatures of other keys are passed over; they prove nothing to us.

    Raises:
        ProofError: not such an envelope, another payload type, no key to check with, a required
            signature absent, given twice or wrong.
    """
    verified = verify_quorum(data, keys, 1, payload_type)
    for key in keys:
        if key not in verified.signed_by:
            raise refuse(ProofError, "envelope-unsigned", key=key.key_id[:8])
    return verified


def verify_quorum(
    data: bytes, keys: Sequence[PublicKey], threshold: int, payload_type: str
) -> VerifiedPayload:
    """The payload, once ``threshold`` of ``keys`` have signed it.

    Raises:
        ProofError: not such an envelope, another payload type, no key to check with, a signature of a known key
            twice or wrong, or too few.
    """
    kind, payload, signatures = _parse(data)
    if kind != payload_type:
        raise refuse(ProofError, "envelope-type", type=payload_type)
    if not keys or threshold < 1:
        raise refuse(ProofError, "envelope-no-keys")
    message = pre_authentication(payload, kind)
    signed: list[PublicKey] = []
    for key in dict.fromkeys(keys):
        mine = [signature for key_id, signature in signatures if key_id == key.key_id]
        if len(mine) > 1 or (mine and not key.verify(message, mine[0])):
            raise refuse(ProofError, "envelope-signature", key=key.key_id[:8])
        signed += [key] * len(mine)
    if len(signed) < threshold:
        missing = next(key for key in keys if key not in signed)
        raise refuse(ProofError, "envelope-unsigned", key=missing.key_id[:8])
    return VerifiedPayload(payload, kind, tuple(signed))


def peek_payload(data: bytes) -> bytes:
    """What an envelope holds, with nothing verified: to show, or to look up by whom it should be signed.

    Raises:
        ProofError: not an envelope.
    """
    return _parse(data)[1]


def _parse(data: bytes) -> tuple[str, bytes, list[tuple[str, bytes]]]:
    try:
        value = parse_canonical(data, MAX_ENVELOPE_BYTES)
    except InputError as problem:
        raise refuse(ProofError, "envelope-json", reason=problem.message) from None
    if not isinstance(value, dict) or len(value) != 3:
        raise refuse(ProofError, "envelope-form")
    match value:
        case {"payload": str(payload), "payloadType": str(kind), "signatures": list(signatures)} if (
            len(signatures) <= MAX_SIGNATURES
        ):
            pairs = [_parse_signature(signature) for signature in signatures]
            return kind, decode_base64(payload, "payload"), pairs
    raise refuse(ProofError, "envelope-form")


def _parse_signature(value: JsonValue) -> tuple[str, bytes]:
    if not isinstance(value, dict) or len(value) != 2:
        raise refuse(ProofError, "envelope-form")
    match value:
        case {"keyid": str(key_id), "sig": str(signature)}:
            return key_id, decode_base64(signature, "sig")
    raise refuse(ProofError, "envelope-form")


def _wrong_signer() -> DetenteBug:
    return DetenteBug("key-purpose", "An envelope is signed with keys for its purpose, and at least one.")
