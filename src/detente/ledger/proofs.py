"""Proof files: an entry's place in a log, checked with no network.

Source: C2SP tlog-proof (5ba5ee83).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.kernel.errors import ProofError
from detente.ledger.checkpoints import SignedCheckpoint, verify_checkpoint
from detente.ledger.encoding import decode_base64, decode_hash, encode_base64, parse_decimal
from detente.ledger.keys import VerifierKey
from detente.ledger.merkle import hash_leaf, verify_inclusion
from detente.ledger.notes import MAX_NOTE_BYTES
from detente.ledger.sentences import refuse

HEADER = "c2sp.org/tlog-proof@v1"
MAX_PROOF_HASHES = 63
MAX_PROOF_BYTES = MAX_NOTE_BYTES + (1 << 13)


@dataclass(frozen=True, slots=True)
class InclusionProof:
    """What a proof file holds. ``extra`` is not authenticated by anything; we never write any."""

    index: int
    hashes: tuple[bytes, ...]
    note: bytes
    extra: bytes | None = None


def format_proof(proof: InclusionProof) -> bytes:
    """The bytes of the proof file."""
    lines = [HEADER]
    if proof.extra is not None:
        lines.append(f"extra {encode_base64(proof.extra)}")
    lines.append(f"index {proof.index}")
    lines += [encode_base64(step) for step in proof.hashes]
    return "".join(f"{line}\n" for line in lines).encode() + b"\n" + proof.note


def parse_proof(data: bytes) -> InclusionProof:
    """Take a proof file apart; nothing in it is verified yet.

    Raises:
        ProofError: not of that form.
    """
    head, blank, note = data.partition(b"\n\n")
    try:
        lines = head.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise refuse(ProofError, "proof-form") from None
    if len(data) > MAX_PROOF_BYTES or not blank or lines.pop(0) != HEADER:
        raise refuse(ProofError, "proof-form")
    extra = None
    if lines and lines[0].startswith("extra "):
        extra = decode_base64(lines.pop(0).removeprefix("extra "), "extra")
    if not lines or not lines[0].startswith("index ") or len(lines) > 1 + MAX_PROOF_HASHES:
        raise refuse(ProofError, "proof-form")
    index = parse_decimal(lines.pop(0).removeprefix("index "), "index")
    return InclusionProof(index, tuple(decode_hash(line, "proof hash") for line in lines), note, extra)


def verify_proof(
    proof: InclusionProof, entry: bytes, origin: str, keys: Sequence[VerifierKey]
) -> SignedCheckpoint:
    """The checkpoint under which ``entry`` stands in the log.

    Raises:
        ProofError: the checkpoint is not signed by a known key of that origin, or does not hold the entry.
    """
    signed = verify_checkpoint(proof.note, origin, keys)
    checkpoint = signed.checkpoint
    verify_inclusion(hash_leaf(entry), proof.index, checkpoint.size, proof.hashes, checkpoint.root)
    return signed
