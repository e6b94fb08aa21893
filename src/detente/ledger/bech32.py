"""Bech32, in which age writes its keys: text with a checksum that finds a slip of the pen.

Source: BIP 173, without its limit on length; age v1, "X25519 recipient stanza".
"""

from __future__ import annotations

import binascii
from base64 import b32decode, b32encode

from detente.kernel.errors import ProofError
from detente.ledger.sentences import refuse

_LETTERS = b"qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_BASE32 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
_TO_LETTERS, _FROM_LETTERS = bytes.maketrans(_BASE32, _LETTERS), bytes.maketrans(_LETTERS, _BASE32)
_TO_VALUES = bytes.maketrans(_LETTERS, bytes(range(32)))
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
_CHECKSUM = 6


def _mix(top: int) -> int:
    mixed = 0
    for place, term in enumerate(_GENERATOR):
        mixed ^= term * (top >> place & 1)
    return mixed


_MIXED = tuple(map(_mix, range(32)))


def encode_bech32(prefix: str, data: bytes) -> str:
    """``prefix``, ``1``, the data and their checksum; in capitals where the prefix is."""
    low = prefix.lower()
    body = b32encode(data).rstrip(b"=").translate(_TO_LETTERS)
    polymod = _polymod(_expand(low) + body.translate(_TO_VALUES) + bytes(_CHECKSUM)) ^ 1
    check = bytes(_LETTERS[polymod >> 5 * (_CHECKSUM - 1 - place) & 31] for place in range(_CHECKSUM))
    text = f"{low}1{(body + check).decode()}"
    return text.upper() if prefix.isupper() else text


def decode_bech32(text: str, prefix: str) -> bytes:
    """The data of a text that bears exactly this prefix, in its case.

    Raises:
        ProofError: another prefix, mixed case, a wrong checksum, or a form that encoding would not make.
    """
    head, _, rest = text.rpartition("1")
    letters = (rest.lower() if prefix.isupper() else rest).encode("utf-8", "replace")
    if (
        head != prefix
        or (prefix.isupper() and rest != rest.upper())
        or len(letters) < _CHECKSUM
        or letters.translate(None, _LETTERS)
        or _polymod(_expand(prefix.lower()) + letters.translate(_TO_VALUES)) != 1
    ):
        raise refuse(ProofError, "bech32")
    body = letters[:-_CHECKSUM].translate(_FROM_LETTERS)
    try:
        data = b32decode(body + b"=" * (-len(body) % 8))
    except binascii.Error:
        raise refuse(ProofError, "bech32") from None
    if b32encode(data).rstrip(b"=") != body:
        raise refuse(ProofError, "bech32")
    return data


def _expand(prefix: str) -> bytes:
    return bytes([*(ord(char) >> 5 for char in prefix), 0, *(ord(char) & 31 for char in prefix)])


def _polymod(values: bytes) -> int:
    check = 1
    for value in values:
        check = (check & 0x1FFFFFF) << 5 ^ value ^ _MIXED[check >> 25]
    return check
