"""Padding to size classes, so that a blob's length says little of its content.

Source: docs/spec/ledger.md §6; Nikitin and others, "Reducing Metadata Leakage from Encrypted Files and
Communication with PURBs" (2019), section 4 (Padmé).
"""

from __future__ import annotations

from detente.kernel.errors import ProofError
from detente.ledger.sentences import refuse

SMALLEST_CLASS = 4096
DOUBLING_END = 1 << 20
LENGTH_BYTES = 8


def size_class(length: int) -> int:
    """The smallest class that holds ``length`` bytes: 4 KiB, doubling to 1 MiB, from there Padmé."""
    if length <= DOUBLING_END:
        return max(SMALLEST_CLASS, 1 << max(length - 1, 0).bit_length())
    exponent = length.bit_length() - 1
    step = 1 << (exponent - exponent.bit_length())
    return -(-length // step) * step


def pad(data: bytes) -> bytes:
    """Length in eight bytes, the data, zeros up to the size class."""
    framed = len(data).to_bytes(LENGTH_BYTES, "big") + data
    return framed.ljust(size_class(len(framed)), b"\x00")


def unpad(padded: bytes) -> bytes:
    """The data; every padded form but the one that ``pad`` writes is refused.

    Raises:
        ProofError: the length does not fit, the class is another, or the padding is not all zeros.
    """
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES], "big")
    fits = LENGTH_BYTES <= end <= len(padded) and size_class(end) == len(padded)
    if not fits or padded.count(0, end) != len(padded) - end:
        raise refuse(ProofError, "padding")
    return padded[LENGTH_BYTES:end]
