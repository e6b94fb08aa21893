"""Sealed files of any size, a piece at a time: the frame of size classes, and the payload of age v1 around it.

What is read is handed on before its end was seen, so a reader keeps it aside until the last piece has come.
Source: C2SP age v1, “Payload”; docs/spec/ledger.md §6.2, §6.8.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from detente.kernel.errors import ProofError
from detente.ledger.agefile import (
    CHUNK_BYTES,
    MAX_HEADER_BYTES,
    NONCE_BYTES,
    TAG_BYTES,
    Header,
    chunk_nonce,
    parse_header,
    payload_key,
)
from detente.ledger.padding import LENGTH_BYTES, size_class
from detente.ledger.sentences import refuse


def padded_pieces(size: int, data: Iterable[bytes]) -> Iterator[bytes]:
    """The frame of ``data``, which has ``size`` bytes: its length, itself, zeros up to the size class.

    Raises:
        ProofError: it has another length.
    """
    yield size.to_bytes(LENGTH_BYTES, "big")
    come = 0
    for piece in data:
        come += len(piece)
        yield piece
    if come != size:
        raise refuse(ProofError, "padding")
    zeros = size_class(LENGTH_BYTES + size) - LENGTH_BYTES - size
    while zeros:
        yield bytes(min(zeros, CHUNK_BYTES))
        zeros -= min(zeros, CHUNK_BYTES)


def unpadded_pieces(size: int, padded: Iterable[bytes]) -> Iterator[bytes]:
    """What a frame holds, where it holds ``size`` bytes.

    Raises:
        ProofError: it holds more or less, or is padded in another way.
    """
    come, end, whole = 0, LENGTH_BYTES + size, size_class(LENGTH_BYTES + size)
    head = b""
    for piece in padded:
        if len(head) < LENGTH_BYTES:
            head += piece[: LENGTH_BYTES - len(head)]
        data = piece[max(LENGTH_BYTES - come, 0) : max(end - come, 0)]
        rest = piece[max(end - come, 0) :]
        come += len(piece)
        if come > whole or rest.count(0) != len(rest):
            raise refuse(ProofError, "padding")
        if data:
            yield data
    if come != whole or int.from_bytes(head, "big") != size:
        raise refuse(ProofError, "padding")


def sealed_pieces(head: bytes, file_key: bytes, nonce: bytes, payload: Iterable[bytes]) -> Iterator[bytes]:
    """An age file with this header and payload; ``nonce`` is fresh random bytes."""
    yield head + nonce
    cipher = ChaCha20Poly1305(payload_key(file_key, nonce))
    for number, (piece, last) in enumerate(_cut(payload, CHUNK_BYTES)):
        yield cipher.encrypt(chunk_nonce(number, last), piece, None)


def opened_pieces(sealed: Iterable[bytes], file_key_of: Callable[[Header], bytes]) -> Iterator[bytes]:
    """The payload of an age file; ``file_key_of`` finds the key from the header, and checks the header by it.

    Raises:
        ProofError: altered, cut or lengthened. Only after the last piece is it known that nothing is missing.
    """
    pieces = iter(sealed)
    begun = b""
    for piece in pieces:
        begun += piece
        if len(begun) >= MAX_HEADER_BYTES + NONCE_BYTES:
            break
    header = parse_header(begun)
    start = header.end + NONCE_BYTES
    cipher = ChaCha20Poly1305(payload_key(file_key_of(header), begun[header.end : start]))
    for number, (piece, last) in enumerate(_cut(_after(begun[start:], pieces), CHUNK_BYTES + TAG_BYTES)):
        # Only a file without any payload ends in an empty piece.
        if number and len(piece) == TAG_BYTES:
            raise refuse(ProofError, "age-payload")
        try:
            yield cipher.decrypt(chunk_nonce(number, last), piece, None)
        except (InvalidTag, ValueError):
            raise refuse(ProofError, "age-payload") from None


def _after(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest


def _cut(data: Iterable[bytes], size: int) -> Iterator[tuple[bytes, bool]]:
    """The same bytes in pieces of ``size``, each with whether it is the last, which may be shorter."""
    waiting = bytearray()
    for piece in data:
        waiting += piece
        while len(waiting) > size:
            yield bytes(waiting[:size]), False
            del waiting[:size]
    yield bytes(waiting), True
