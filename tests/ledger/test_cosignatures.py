"""Cosignatures: what a mirror says of a checkpoint, when it said so, and every way it can be wrong."""

from __future__ import annotations

import pytest

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint, verify_checkpoint
from detente.ledger.cosignatures import Cosignature, cosign, verify_cosignatures
from detente.ledger.keys import Ed25519Signer, Purpose, format_vkey, parse_vkey

LOG = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
MIRROR = Ed25519Signer.from_seed("cn.example/log/mirror", Purpose.MIRROR, b"M" * 32)
OTHER = Ed25519Signer.from_seed("ru.example/log/mirror", Purpose.MIRROR, b"O" * 32)
NOTE = sign_checkpoint(Checkpoint("kz.example/log", 3, b"r" * 32), [LOG]).note
AT = 1_714_111_200


def test_a_cosigned_checkpoint_is_still_the_logs_and_says_since_when_it_is_held() -> None:
    note = cosign(cosign(NOTE, MIRROR, AT), OTHER, AT + 5)
    assert verify_checkpoint(note, "kz.example/log", [LOG.key]).checkpoint.size == 3
    assert verify_cosignatures(note, [MIRROR.key]) == (Cosignature(MIRROR.key, AT),)
    assert verify_cosignatures(note, [OTHER.key, MIRROR.key]) == (
        Cosignature(OTHER.key, AT + 5),
        Cosignature(MIRROR.key, AT),
    )
    assert verify_cosignatures(NOTE, [MIRROR.key]) == verify_cosignatures(note, []) == ()


def test_the_line_is_that_of_the_standard() -> None:
    line = cosign(NOTE, MIRROR, AT).removeprefix(NOTE).decode()
    assert line.startswith("— cn.example/log/mirror ")
    assert MIRROR.key.encoded[:1] == b"\x04"
    assert parse_vkey(format_vkey(MIRROR.key)) == MIRROR.key
    text = NOTE.rpartition(b"\n\n")[0] + b"\n"
    signature = MIRROR.sign(b"cosignature/v1\ntime %d\n" % AT + text)
    from detente.ledger.encoding import decode_base64

    data = decode_base64(line.split(" ")[2].strip(), "line")
    assert data == MIRROR.key.note_id + AT.to_bytes(8, "big") + signature


def test_another_checkpoint_time_or_signature_is_refused() -> None:
    other = sign_checkpoint(Checkpoint("kz.example/log", 4, b"r" * 32), [LOG]).note
    line = cosign(NOTE, MIRROR, AT).removeprefix(NOTE)
    twice = cosign(cosign(NOTE, MIRROR, AT), MIRROR, AT + 1)
    later = cosign(NOTE, MIRROR, AT + 1).removeprefix(NOTE)
    mixed = later[:40] + line[40:] if later[:40] != line[:40] else later[:50] + line[50:]
    for wrong, code in (
        (other + line, "note-signature"),
        (NOTE + mixed, "note-signature"),
        (twice, "note-twice"),
    ):
        with pytest.raises(ProofError) as caught:
            verify_cosignatures(wrong, [MIRROR.key])
        assert caught.value.code == code


@pytest.mark.parametrize(("signer", "seconds"), [(LOG, AT), (MIRROR, 0), (MIRROR, 1 << 63)])
def test_only_a_mirror_cosigns_and_at_a_time(signer: Ed25519Signer, seconds: int) -> None:
    with pytest.raises(DetenteBug):
        cosign(NOTE, signer, seconds)
