"""Signatures below a checkpoint that bear a time: those of cosigners, and every one by ML-DSA-44.

Source: C2SP tlog-cosignature (5ba5ee83): cosignature/v1 (type 04) and subtree/v1 (type 06).
"""

from __future__ import annotations

from detente.kernel.errors import ProofError
from detente.ledger.encoding import SIZE_LIMIT, decode_hash, parse_decimal
from detente.ledger.keys import COSIGNING, Signer, VerifierKey
from detente.ledger.sentences import refuse
from detente.ledger.suites import ML_DSA_44

#: The time of whoever says nothing of when: a log, of its own checkpoint.
NO_TIME = 0

_TIME_BYTES = 8
_LABEL = b"subtree/v1\n\x00"
_CHECKPOINT_LINES = 3
_MOST_NAME_BYTES = 255


def bears_time(key: VerifierKey) -> bool:
    """Whether this key's signatures begin with a time."""
    return key.purpose in COSIGNING or key.key.suite == ML_DSA_44


def sign_timestamped(signer: Signer, text: str, seconds: int) -> bytes:
    """Time and signature, as they stand in a line after the key's id.

    Raises:
        ProofError: for a key of type 06, a text that is not of a checkpoint without extension lines.
    """
    return seconds.to_bytes(_TIME_BYTES, "big") + signer.sign(_message(signer.key, text, seconds))


def verify_timestamped(key: VerifierKey, text: str, signature: bytes) -> int | None:
    """The time of a signature in seconds since 1970, ``NO_TIME`` included; None where it does not hold."""
    seconds = int.from_bytes(signature[:_TIME_BYTES], "big")
    try:
        message = _message(key, text, seconds)
    except ProofError:
        return None
    holds = seconds < SIZE_LIMIT and key.key.verify(message, signature[_TIME_BYTES:])
    return seconds if holds else None


def subtree_message(cosigner: str, seconds: int, origin: str, span: tuple[int, int], root: bytes) -> bytes:
    """What a key of type 06 signs: that the leaves ``span``, its end exclusive, of ``origin`` have this root.

    Raises:
        ProofError: a name that is empty or longer than 255 bytes.
    """
    names = [name.encode() for name in (cosigner, origin)]
    if not all(0 < len(name) <= _MOST_NAME_BYTES for name in names):
        raise refuse(ProofError, "cosigned-name")
    by, of = (len(name).to_bytes(1, "big") + name for name in names)
    numbers = [number.to_bytes(_TIME_BYTES, "big") for number in (seconds, *span)]
    return _LABEL + by + numbers[0] + of + numbers[1] + numbers[2] + root


def _message(key: VerifierKey, text: str, seconds: int) -> bytes:
    if key.key.suite != ML_DSA_44:
        return f"cosignature/v1\ntime {seconds}\n{text}".encode()
    # Type 06 does not cover extension lines, so under a text that has any it is refused (spec §13.2).
    lines = text.removesuffix("\n").split("\n")
    if len(lines) != _CHECKPOINT_LINES:
        raise refuse(ProofError, "checkpoint-form")
    size, root = parse_decimal(lines[1], "tree size"), decode_hash(lines[2], "root")
    return subtree_message(key.name, seconds, lines[0], (0, size), root)
