"""Files of age v1: their header, what authenticates it, and the payload, given the file key.

Whoever holds the 16 bytes of a file key opens that file and no other. How the key reaches a recipient is
``detente.exchange.age``. Source: C2SP age v1; docs/spec/ledger.md §6.
"""

from __future__ import annotations

import binascii
import hmac
import re
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from detente.kernel.errors import ProofError
from detente.ledger.sentences import refuse

FILE_KEY_BYTES = 16
NONCE_BYTES = 16
MAX_HEADER_BYTES = 1 << 18

_VERSION = b"age-encryption.org/v1\n"
CHUNK_BYTES, TAG_BYTES = 1 << 16, 16
_LINE = 64
_WORD = re.compile(rb"[\x21-\x7e]+")
_MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})\n")


@dataclass(frozen=True, slots=True)
class Stanza:
    """The file key wrapped for one recipient; its first argument names the way."""

    arguments: tuple[bytes, ...]
    body: bytes


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the payload. ``signed`` are the bytes that ``mac`` is over, ``end`` where it ends."""

    stanzas: tuple[Stanza, ...]
    signed: bytes
    mac: bytes
    end: int


def write_age(file_key: bytes, nonce: bytes, stanzas: Sequence[Stanza], payload: bytes) -> bytes:
    """A whole file. Key and nonce are fresh random bytes, used for nothing else."""
    signed = _VERSION + b"".join(map(_format_stanza, stanzas)) + b"---"
    mac = encode_unpadded(hmac.digest(_derive(file_key, b"", b"header"), signed, "sha256"))
    return signed + b" " + mac + b"\n" + nonce + _encrypt(_derive(file_key, nonce, b"payload"), payload)


def parse_header(data: bytes) -> Header:
    """Take a file's header apart; nothing in it is authenticated yet.

    Raises:
        ProofError: not of that form, or longer than 256 KiB.
    """
    if not data.startswith(_VERSION):
        raise refuse(ProofError, "age-form")
    at = len(_VERSION)
    stanzas: list[Stanza] = []
    while data.startswith(b"-> ", at):
        stanza, at = _parse_stanza(data, at)
        stanzas.append(stanza)
    found = _MAC.match(data, at)
    if found is None or not stanzas or found.end() > MAX_HEADER_BYTES:
        raise refuse(ProofError, "age-form")
    if len(data) < found.end() + NONCE_BYTES:
        raise refuse(ProofError, "age-form")
    return Header(tuple(stanzas), data[: at + 3], decode_unpadded(found[1]), found.end())


def check_file_key(header: Header, file_key: bytes) -> None:
    """Authenticate a header by the file key.

    Raises:
        ProofError: it is not this file's key, or the header was altered.
    """
    expected = hmac.digest(_derive(file_key, b"", b"header"), header.signed, "sha256")
    if len(file_key) != FILE_KEY_BYTES or not hmac.compare_digest(expected, header.mac):
        raise refuse(ProofError, "age-key")


def payload_key(file_key: bytes, nonce: bytes) -> bytes:
    """The key of a payload."""
    return _derive(file_key, nonce, b"payload")


def open_age(data: bytes, header: Header, file_key: bytes) -> bytes:
    """The payload of the file to which ``header`` belongs.

    Raises:
        ProofError: it is not this file's key, or the file was altered, cut or lengthened.
    """
    check_file_key(header, file_key)
    start = header.end + NONCE_BYTES
    return _decrypt(_derive(file_key, data[header.end : start], b"payload"), data[start:])


def _derive(key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(key)


def _encrypt(key: bytes, payload: bytes) -> bytes:
    cipher, size = ChaCha20Poly1305(key), len(payload)
    starts = range(0, max(size, 1), CHUNK_BYTES)
    return b"".join(
        cipher.encrypt(
            chunk_nonce(number, start + CHUNK_BYTES >= size), payload[start : start + CHUNK_BYTES], None
        )
        for number, start in enumerate(starts)
    )


def _decrypt(key: bytes, sealed: bytes) -> bytes:
    cipher, whole = ChaCha20Poly1305(key), CHUNK_BYTES + TAG_BYTES
    starts = range(0, len(sealed), whole)
    # Only a file without any payload ends in an empty piece.
    if not sealed or (len(starts) > 1 and len(sealed) - starts[-1] == TAG_BYTES):
        raise refuse(ProofError, "age-payload")
    try:
        return b"".join(
            cipher.decrypt(chunk_nonce(number, start == starts[-1]), sealed[start : start + whole], None)
            for number, start in enumerate(starts)
        )
    except (InvalidTag, ValueError):
        raise refuse(ProofError, "age-payload") from None


def chunk_nonce(number: int, last: bool) -> bytes:
    """The nonce of a piece of the payload."""
    return number.to_bytes(11, "big") + bytes([last])


def _format_stanza(stanza: Stanza) -> bytes:
    body = encode_unpadded(stanza.body)
    # The last line is shorter than a whole one, so that the end is seen: perhaps empty.
    lines = [body[at : at + _LINE] for at in range(0, len(body) + 1, _LINE)]
    return b"-> " + b" ".join(stanza.arguments) + b"\n" + b"".join(line + b"\n" for line in lines)


def _parse_stanza(data: bytes, at: int) -> tuple[Stanza, int]:
    line, at = _line(data, at)
    arguments = tuple(line.removeprefix(b"-> ").split(b" "))
    if not all(_WORD.fullmatch(argument) for argument in arguments):
        raise refuse(ProofError, "age-form")
    body = b""
    while True:
        line, at = _line(data, at)
        if len(line) > _LINE:
            raise refuse(ProofError, "age-form")
        body += line
        if len(line) < _LINE:
            return Stanza(arguments, decode_unpadded(body)), at


def _line(data: bytes, at: int) -> tuple[bytes, int]:
    end = data.find(b"\n", at, MAX_HEADER_BYTES)
    if end < 0:
        raise refuse(ProofError, "age-form")
    return data[at:end], end + 1


def encode_unpadded(data: bytes) -> bytes:
    """Base64 without padding, as stanzas carry it."""
    return binascii.b2a_base64(data, newline=False).rstrip(b"=")


def decode_unpadded(text: bytes) -> bytes:
    """Base64 without padding, in its only spelling.

    Raises:
        ProofError: anything else.
    """
    try:
        data = b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise refuse(ProofError, "age-form") from None
    if encode_unpadded(data) != text:
        raise refuse(ProofError, "age-form")
    return data
