"""Cosignatures: what another than the log's owner says of a checkpoint, with the time at which it said so.

A mirror's cosignature says that every entry the checkpoint covers is kept durably by the mirror, and that it has
seen no other history. Source: C2SP tlog-cosignature, cosignature/v1 (5ba5ee83); docs/spec/ledger.md §11.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.encoding import SIZE_LIMIT, encode_base64
from detente.ledger.keys import Purpose, Signer, VerifierKey
from detente.ledger.notes import parse_note
from detente.ledger.sentences import refuse

_TIME_BYTES = 8


@dataclass(frozen=True, slots=True)
class Cosignature:
    """A known key's cosignature; ``seconds`` since 1970-01-01T00:00:00Z by the cosigner's clock."""

    key: VerifierKey
    seconds: int


def cosign(note: bytes, signer: Signer, seconds: int) -> bytes:
    """The note with one line more.

    Raises:
        DetenteBug: the key is for another purpose, or the time is not one that a cosignature can bear.
        ProofError: it is no note.
    """
    if signer.key.purpose is not Purpose.MIRROR or not 0 < seconds < SIZE_LIMIT:
        raise DetenteBug("key-purpose", "A cosignature is made with a mirror's key, at a time after 1970.")
    signature = signer.sign(_message(parse_note(note).text, seconds))
    line = signer.key.note_id + seconds.to_bytes(_TIME_BYTES, "big") + signature
    return note + f"— {signer.key.name} {encode_base64(line)}\n".encode()


def verify_cosignatures(note: bytes, keys: Sequence[VerifierKey]) -> tuple[Cosignature, ...]:
    """The cosignatures of ``keys`` on a note; lines of unknown keys are passed over. There may be none.

    Raises:
        ProofError: it is no note, or a known key's line is wrong or stands twice.
    """
    parsed = parse_note(note)
    found: list[Cosignature] = []
    for key in keys:
        lines = [one for one in parsed.signatures if (one.name, one.note_id) == (key.name, key.note_id)]
        if len(lines) > 1:
            raise refuse(ProofError, "note-twice", name=key.name)
        for line in lines:
            seconds = int.from_bytes(line.signature[:_TIME_BYTES], "big")
            message = _message(parsed.text, seconds)
            if not 0 < seconds < SIZE_LIMIT or not key.key.verify(message, line.signature[_TIME_BYTES:]):
                raise refuse(ProofError, "note-signature", name=key.name)
            found.append(Cosignature(key, seconds))
    return tuple(found)


def _message(text: str, seconds: int) -> bytes:
    return f"cosignature/v1\ntime {seconds}\n{text}".encode()
