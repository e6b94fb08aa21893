"""Base64 and decimals in exactly one form, as every C2SP format needs them.

Two spellings of one value would let two people hold different bytes that both verify.
"""

from __future__ import annotations

import base64
import binascii
import re

from detente.kernel.errors import ProofError
from detente.ledger.sentences import refuse

#: Sizes and indices stay below this, since others read them as signed 64-bit integers.
SIZE_LIMIT = 2**63
HASH_BYTES = 32

_DECIMAL = re.compile(r"0|[1-9][0-9]{0,18}", re.ASCII)


def encode_base64(data: bytes) -> str:
    """Standard base64 with padding (RFC 4648, section 4)."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode_base64(text: str, what: str) -> bytes:
    """Standard base64 in its only form: padded, no line breaks, no stray bits.

    Raises:
        ProofError: anything else; ``what`` names the field.
    """
    try:
        data = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise refuse(ProofError, "base64", what=what) from None
    if encode_base64(data) != text:
        raise refuse(ProofError, "base64", what=what)
    return data


def decode_hash(text: str, what: str) -> bytes:
    """A SHA-256 hash in base64.

    Raises:
        ProofError: not strict base64, or not 32 bytes.
    """
    data = decode_base64(text, what)
    if len(data) != HASH_BYTES:
        raise refuse(ProofError, "hash-length", what=what)
    return data


def parse_decimal(text: str, what: str) -> int:
    """An ASCII decimal without sign or leading zero, below 2^63.

    Raises:
        ProofError: anything else; ``what`` names the field.
    """
    if _DECIMAL.fullmatch(text) and int(text) < SIZE_LIMIT:
        return int(text)
    raise refuse(ProofError, "decimal", what=what)
