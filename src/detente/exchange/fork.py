"""Proof that a log signed two histories: two of its notes, and why they exclude each other.

Anyone with the log's public key can check it. Source: docs/spec/ledger.md §9.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.exchange.sentences import refuse
from detente.kernel.errors import InputError, ProofError
from detente.ledger.canonical import JsonValue, canonical_bytes, parse_canonical
from detente.ledger.checkpoints import verify_checkpoint
from detente.ledger.encoding import decode_base64, decode_hash, encode_base64
from detente.ledger.keys import VerifierKey
from detente.ledger.merkle import verify_consistency
from detente.ledger.notes import MAX_NOTE_BYTES

MAX_FORK_BYTES = 3 * MAX_NOTE_BYTES


@dataclass(frozen=True, slots=True)
class ForkProof:
    """``first`` covers no more entries than ``second``.

    ``root`` is the root that the second history has at the first one's size, and ``consistency`` the proof
    of that; where both have one size, the first note's rival root is the second's own and the proof empty.
    """

    first: bytes
    second: bytes
    root: bytes
    consistency: tuple[bytes, ...] = ()


class ForkError(ProofError):
    """A log signed two histories; ``proof`` is to be kept."""

    proof: ForkProof

    def __init__(self, origin: str, proof: ForkProof) -> None:
        plain = refuse(ProofError, "pull-fork", origin=origin)
        super().__init__(plain.code, plain.message, plain.mend)
        self.proof = proof


def verify_fork(proof: ForkProof, origin: str, keys: Sequence[VerifierKey]) -> None:
    """Check that a proof convicts the log.

    Raises:
        ProofError: a note is not the log's, or the two can both be true.
    """
    first = verify_checkpoint(proof.first, origin, keys).checkpoint
    second = verify_checkpoint(proof.second, origin, keys).checkpoint
    verify_consistency(first.size, proof.root, second.size, second.root, proof.consistency)
    if first.size == 0 or proof.root == first.root:
        raise refuse(ProofError, "fork-form")


def format_fork(proof: ForkProof) -> bytes:
    """The proof as a file."""
    hashes: list[JsonValue] = [encode_base64(step) for step in proof.consistency]
    value: JsonValue = {
        "v": 1,
        "first": encode_base64(proof.first),
        "second": encode_base64(proof.second),
        "root": encode_base64(proof.root),
        "consistency": hashes,
    }
    return canonical_bytes(value, MAX_FORK_BYTES)


def parse_fork(data: bytes) -> ForkProof:
    """Read a proof; it is not verified yet.

    Raises:
        ProofError: not of that form.
    """
    try:
        value = parse_canonical(data, MAX_FORK_BYTES)
    except InputError:
        raise refuse(ProofError, "fork-form") from None
    if not isinstance(value, dict) or len(value) != 5 or type(value.get("v")) is not int:
        raise refuse(ProofError, "fork-form")
    match value:
        case {
            "v": 1,
            "first": str(first),
            "second": str(second),
            "root": str(root),
            "consistency": list(hashes),
        }:
            steps = tuple(decode_hash(str(step), "consistency") for step in hashes)
            return ForkProof(
                decode_base64(first, "first"),
                decode_base64(second, "second"),
                decode_hash(root, "root"),
                steps,
            )
    raise refuse(ProofError, "fork-form")
