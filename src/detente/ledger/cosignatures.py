"""Cosignatures: what another than the log's owner says of a checkpoint, with the time at which it said so.

A witness's says that it has seen no other history of the log, and at that time no longer one. A mirror's says
besides that every entry the checkpoint covers is kept durably. Source: C2SP tlog-cosignature (5ba5ee83);
docs/spec/ledger.md §11, §13.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.encoding import SIZE_LIMIT
from detente.ledger.keys import COSIGNING, Signer, VerifierKey
from detente.ledger.notes import format_line, parse_note
from detente.ledger.sentences import refuse
from detente.ledger.timestamped import sign_timestamped, verify_timestamped


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
    return note + cosignature_line(parse_note(note).text, signer, seconds)


def cosignature_line(text: str, signer: Signer, seconds: int) -> bytes:
    """The line alone, over the text of a checkpoint.

    Raises:
        DetenteBug: the key is for another purpose, or the time is not one that a cosignature can bear.
        ProofError: for a key of type 06, the text is of no checkpoint.
    """
    if signer.key.purpose not in COSIGNING or not 0 < seconds < SIZE_LIMIT:
        raise DetenteBug("key-purpose", "A cosignature is made with a cosigner's key, at a time after 1970.")
    return format_line(signer.key, sign_timestamped(signer, text, seconds)).encode()


def verify_cosignatures(note: bytes, keys: Sequence[VerifierKey]) -> tuple[Cosignature, ...]:
    """The cosignatures of ``keys`` on a note; lines of unknown keys are passed over. There may be none.

    Raises:
        ProofError: it is no note, or a known key's line is wrong, without a time, or stands twice.
    """
    parsed = parse_note(note)
    found: list[Cosignature] = []
    for key in keys:
        lines = [one for one in parsed.signatures if (one.name, one.note_id) == (key.name, key.note_id)]
        if len(lines) > 1:
            raise refuse(ProofError, "note-twice", name=key.name)
        for line in lines:
            seconds = verify_timestamped(key, parsed.text, line.signature)
            if not seconds:  # None, or NO_TIME: it would not say when
                raise refuse(ProofError, "note-signature", name=key.name)
            found.append(Cosignature(key, seconds))
    return tuple(found)
