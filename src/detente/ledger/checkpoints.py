"""Checkpoints: a log's signed statement of its size and root.

Source: C2SP tlog-checkpoint (5ba5ee83).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.encoding import decode_hash, encode_base64, parse_decimal
from detente.ledger.keys import Purpose, Signer, VerifierKey
from detente.ledger.merkle import EMPTY_ROOT
from detente.ledger.notes import sign_note, verify_note
from detente.ledger.sentences import refuse


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The tree of ``origin`` at ``size`` entries. ``extensions`` are opaque; we never write any."""

    origin: str
    size: int
    root: bytes
    extensions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint whose signature was made or verified by us, with its note as it stood."""

    checkpoint: Checkpoint
    note: bytes


def format_checkpoint(checkpoint: Checkpoint) -> str:
    """The text that is signed."""
    lines = [
        checkpoint.origin,
        str(checkpoint.size),
        encode_base64(checkpoint.root),
        *checkpoint.extensions,
    ]
    return "".join(f"{line}\n" for line in lines)


def read_checkpoint(text: str) -> Checkpoint:
    """Read the text of a note as a checkpoint by its form alone.

    Raises:
        ProofError: not of that form.
    """
    lines = text.split("\n")
    if lines.pop() or len(lines) < 3 or not all(lines):
        raise refuse(ProofError, "checkpoint-form")
    origin, size, root, *extensions = lines
    return Checkpoint(origin, parse_decimal(size, "tree size"), decode_hash(root, "root"), tuple(extensions))


def parse_checkpoint(text: str) -> Checkpoint:
    """Read the text of a note as a checkpoint.

    Raises:
        ProofError: not of that form, or an empty tree with a root that is not the empty tree's.
    """
    checkpoint = read_checkpoint(text)
    if checkpoint.size == 0 and checkpoint.root != EMPTY_ROOT:
        raise refuse(ProofError, "checkpoint-empty")
    return checkpoint


def sign_checkpoint(checkpoint: Checkpoint, signers: Sequence[Signer]) -> SignedCheckpoint:
    """Sign a checkpoint. Only ``Log`` may do so for a real log: whoever signs two can fork it.

    Raises:
        DetenteBug: no signer, or one whose key is for another purpose.
    """
    if any(signer.key.purpose is not Purpose.LOG for signer in signers):
        raise DetenteBug("key-purpose", "A checkpoint was to be signed with a key for another purpose.")
    return SignedCheckpoint(checkpoint, sign_note(format_checkpoint(checkpoint), signers))


def verify_checkpoint(note: bytes, origin: str, keys: Sequence[VerifierKey]) -> SignedCheckpoint:
    """The checkpoint, once a known key of the log has signed it for that origin.

    Raises:
        ProofError: as ``verify_note`` and ``parse_checkpoint``; ``checkpoint-origin`` where it is
            another log's.
    """
    checkpoint = parse_checkpoint(verify_note(note, keys).text)
    if checkpoint.origin != origin:
        raise refuse(ProofError, "checkpoint-origin", origin=origin)
    return SignedCheckpoint(checkpoint, note)
