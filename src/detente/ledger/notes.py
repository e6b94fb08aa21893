"""Signed notes: a short text with signature lines below it.

Source: C2SP signed-note (5ba5ee83).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.encoding import decode_base64, encode_base64
from detente.ledger.keys import Signer, VerifierKey, check_key_name
from detente.ledger.sentences import refuse
from detente.ledger.timestamped import NO_TIME, bears_time, sign_timestamped, verify_timestamped

MAX_NOTE_BYTES = 1 << 18
MAX_SIGNATURES = 100

_CONTROL = re.compile("[\x00-\x09\x0b-\x1f]")


@dataclass(frozen=True, slots=True)
class SignatureLine:
    """One line below a note: who claims to have signed, and the signature."""

    name: str
    note_id: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Note:
    """A note taken apart; nothing in it is verified yet. ``text`` ends with a line feed."""

    text: str
    signatures: tuple[SignatureLine, ...]


@dataclass(frozen=True, slots=True)
class VerifiedNote:
    """A note's text and the known keys that signed it; a public key counts once, under its first name."""

    text: str
    signed_by: tuple[VerifierKey, ...]


def sign_note(text: str, signers: Sequence[Signer]) -> bytes:
    """The note with one signature line for each signer.

    Raises:
        DetenteBug: no signer, or a text that no note can carry.
    """
    if not signers or not text.endswith("\n") or _CONTROL.search(text):
        raise DetenteBug("note-text", "A note needs a signer and a text that ends with a line feed.")
    message = text.encode()
    made = [
        sign_timestamped(one, text, NO_TIME) if bears_time(one.key) else one.sign(message) for one in signers
    ]
    lines = [format_line(one.key, data) for one, data in zip(signers, made, strict=True)]
    return (text + "\n" + "".join(lines)).encode()


def format_line(key: VerifierKey, signature: bytes) -> str:
    """The line of a signature, with its line feed."""
    return f"— {key.name} {encode_base64(key.note_id + signature)}\n"


def parse_note(data: bytes) -> Note:
    """Take a note apart at its last empty line.

    Raises:
        ProofError: too long, not UTF-8, a control character, no signature line or a malformed one, more
            than ``MAX_SIGNATURES``, or no line feed at the end.
    """
    if len(data) > MAX_NOTE_BYTES:
        raise refuse(ProofError, "note-size", limit=MAX_NOTE_BYTES)
    try:
        whole = data.decode("utf-8")
    except UnicodeDecodeError:
        raise refuse(ProofError, "note-characters") from None
    if _CONTROL.search(whole):
        raise refuse(ProofError, "note-characters")
    text, blank, below = whole.rpartition("\n\n")
    if not blank or not below.endswith("\n"):
        raise refuse(ProofError, "note-form")
    lines = below[:-1].split("\n")
    if len(lines) > MAX_SIGNATURES:
        raise refuse(ProofError, "note-signatures", limit=MAX_SIGNATURES)
    return Note(text + "\n", tuple(_parse_line(line) for line in lines))


def verify_note(data: bytes, keys: Sequence[VerifierKey]) -> VerifiedNote:
    """The text, once at least one of ``keys`` has signed it and none of them wrongly.

    Raises:
        ProofError: malformed; a known key's signature is wrong or stands twice; no known key signed.
    """
    note = parse_note(data)
    known = {(key.name, key.note_id): key for key in keys}
    signed: dict[tuple[str, bytes], VerifierKey] = {}
    ours = [line for line in note.signatures if (line.name, line.note_id) in known]
    for line in ours:
        key = known[line.name, line.note_id]
        if sum((other.name, other.note_id) == (line.name, line.note_id) for other in ours) > 1:
            raise refuse(ProofError, "note-twice", name=line.name)
        if not _holds(key, note.text, line.signature):
            raise refuse(ProofError, "note-signature", name=line.name)
        signed.setdefault((key.key.suite.name, key.key.raw), key)
    if not signed:
        raise refuse(ProofError, "note-unsigned")
    return VerifiedNote(note.text, tuple(signed.values()))


def only_lines_of(data: bytes, keys: Sequence[VerifierKey]) -> bytes:
    """The note with the lines of these keys alone, in their order; nothing is verified here.

    Raises:
        ProofError: it is no note.
    """
    note = parse_note(data)
    lines = [
        format_line(key, line.signature)
        for key in keys
        for line in note.signatures
        if (line.name, line.note_id) == (key.name, key.note_id)
    ]
    return f"{note.text}\n{''.join(lines)}".encode()


def _holds(key: VerifierKey, text: str, signature: bytes) -> bool:
    if bears_time(key):
        return verify_timestamped(key, text, signature) is not None
    return key.key.verify(text.encode(), signature)


def _parse_line(line: str) -> SignatureLine:
    parts = line.split(" ")
    if len(parts) != 3 or parts[0] != "—":
        raise refuse(ProofError, "note-line")
    check_key_name(parts[1])
    data = decode_base64(parts[2], "signature")
    if len(data) <= 4:
        raise refuse(ProofError, "note-line")
    return SignatureLine(parts[1], data[:4], data[4:])
