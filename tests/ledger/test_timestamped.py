"""Signatures of type 06 on checkpoints: what is signed, byte for byte, and what does not hold."""

from __future__ import annotations

import pytest

from detente.kernel.errors import ProofError
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint, verify_checkpoint
from detente.ledger.cosignatures import Cosignature, cosign, verify_cosignatures
from detente.ledger.encoding import decode_base64
from detente.ledger.keys import Ed25519Signer, Purpose, Signer, format_vkey, parse_vkey
from detente.ledger.mldsa import MlDsa44Signer, signer_from_pem
from detente.ledger.notes import sign_note
from detente.ledger.timestamped import NO_TIME, bears_time, subtree_message, verify_timestamped

ORIGIN = "kz.example/log"
OLD = Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)
NEW = MlDsa44Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)
WITNESS = MlDsa44Signer.from_seed("witness.example/w", Purpose.WITNESS, b"W" * 32)
SECOND = Ed25519Signer.from_seed("witness.example/w", Purpose.WITNESS, b"W" * 32)
CHECKPOINT = Checkpoint(ORIGIN, 3, b"r" * 32)
AT = 1_714_111_200


def _signature(note: bytes, signer: Signer) -> bytes:
    lines = [line.split(" ") for line in note.decode().split("\n") if line.startswith("— ")]
    found = [decode_base64(text, "line") for _, name, text in lines if name == signer.key.name]
    return next(data[4:] for data in found if data[:4] == signer.key.note_id)


def test_a_log_signs_with_both_and_either_is_enough() -> None:
    signed = sign_checkpoint(CHECKPOINT, [OLD, NEW])
    for keys in ([OLD.key], [NEW.key], [NEW.key, OLD.key]):
        assert verify_checkpoint(signed.note, ORIGIN, keys).checkpoint == CHECKPOINT
    assert len(_signature(signed.note, NEW)) == 8 + 2420
    assert len(_signature(signed.note, OLD)) == 64


def test_the_signed_bytes_are_those_of_the_standard() -> None:
    note = cosign(sign_checkpoint(CHECKPOINT, [OLD]).note, WITNESS, AT)
    message = (
        b"subtree/v1\n\0\x11witness.example/w"
        + AT.to_bytes(8, "big")
        + b"\x0ekz.example/log"
        + bytes(8)
        + bytes(7)
        + b"\x03"
        + b"r" * 32
    )
    assert subtree_message("witness.example/w", AT, ORIGIN, (0, 3), b"r" * 32) == message
    data = _signature(note, WITNESS)
    assert data[:8] == AT.to_bytes(8, "big")
    assert WITNESS.key.key.verify(message, data[8:])
    assert WITNESS.key.encoded[:1] == NEW.key.encoded[:1] == b"\x06"


def test_a_witness_cosigns_with_each_of_its_keys() -> None:
    note = sign_checkpoint(CHECKPOINT, [OLD, NEW]).note
    for signer in (WITNESS, SECOND):
        note = cosign(note, signer, AT)
    keys = [WITNESS.key, SECOND.key]
    assert verify_cosignatures(note, keys) == tuple(Cosignature(key, AT) for key in keys)
    assert verify_checkpoint(note, ORIGIN, [NEW.key]).checkpoint == CHECKPOINT


def test_a_key_is_read_for_the_purpose_of_its_place() -> None:
    for signer in (WITNESS, NEW):
        vkey = format_vkey(signer.key)
        assert parse_vkey(vkey, purpose=signer.key.purpose) == signer.key
        with pytest.raises(ProofError) as caught:
            parse_vkey(vkey, purpose=Purpose.DOCUMENT)
        assert caught.value.code == "vkey-type"
        again = signer_from_pem(signer.key.name, signer.key.purpose, signer.to_pem())
        assert again.key == signer.key
    assert repr(NEW) == "MlDsa44Signer(kz.example/log)"
    document = MlDsa44Signer.from_seed("kz.example/document", Purpose.DOCUMENT, b"D" * 32)
    with pytest.raises(ProofError):
        parse_vkey(format_vkey(document.key))


def test_another_tree_name_time_or_purpose_does_not_hold() -> None:
    note = cosign(sign_checkpoint(CHECKPOINT, [OLD]).note, WITNESS, AT)
    line = note.split(b"\n\n")[1].split(b"\n")[1] + b"\n"
    for other in (Checkpoint(ORIGIN, 4, b"r" * 32), Checkpoint(ORIGIN, 3, b"s" * 32)):
        with pytest.raises(ProofError) as caught:
            verify_cosignatures(sign_checkpoint(other, [OLD]).note + line, [WITNESS.key])
        assert caught.value.code == "note-signature"
    text = f"{ORIGIN}\n3\n{'cnJy' * 10}cnI=\n"
    made = _signature(note, WITNESS)
    assert verify_timestamped(WITNESS.key, text, made) == AT
    assert verify_timestamped(WITNESS.key, text, (AT + 1).to_bytes(8, "big") + made[8:]) is None
    assert verify_timestamped(WITNESS.key, text, made[:-1]) is None
    assert verify_timestamped(WITNESS.key, text, b"") is None
    # It does not cover extension lines, and so vouches for no text that has some.
    assert verify_timestamped(WITNESS.key, text + "extension\n", made) is None
    assert verify_timestamped(WITNESS.key, "no checkpoint\n", made) is None


def test_without_a_time_it_is_a_logs_signature_and_no_cosignature() -> None:
    text = f"{ORIGIN}\n3\n{'cnJy' * 10}cnI=\n"
    note = sign_note(text, [OLD]) + sign_note(text, [WITNESS]).split(b"\n\n")[1]
    assert verify_timestamped(WITNESS.key, text, _signature(note, WITNESS)) == NO_TIME
    with pytest.raises(ProofError) as caught:
        verify_cosignatures(note, [WITNESS.key])
    assert caught.value.code == "note-signature"
    assert [bears_time(one.key) for one in (OLD, NEW, WITNESS, SECOND)] == [False, True, True, True]


@pytest.mark.parametrize("name", ["", "n" * 256])
def test_a_name_must_fit_its_length_byte(name: str) -> None:
    with pytest.raises(ProofError) as caught:
        subtree_message(name, AT, ORIGIN, (0, 3), b"r" * 32)
    assert caught.value.code == "cosigned-name"
