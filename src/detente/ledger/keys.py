"""Public keys, signers, and the text form in which a key is handed over (vkey).

Source: C2SP signed-note (5ba5ee83), "Verifier keys"; docs/spec/ledger.md §2.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Protocol

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from detente.kernel.errors import OperatorError, ProofError
from detente.ledger.encoding import decode_base64, encode_base64
from detente.ledger.sentences import refuse
from detente.ledger.suites import ED25519, ML_DSA_44, SUITES, Suite


@dataclass(frozen=True)
class PublicKey:
    """A public key whose suite found it fit to rely on.

    Raises:
        ProofError: on construction, where the suite refuses the key.
    """

    suite: Suite
    raw: bytes

    def __post_init__(self) -> None:
        self.suite.check_key(self.raw)

    @cached_property
    def key_id(self) -> str:
        """Hex SHA-256 over suite and key; a hint for finding the key, never a proof."""
        return hashlib.sha256(self.suite.name.encode() + b"\n" + self.raw).hexdigest()

    def verify(self, message: bytes, signature: bytes) -> bool:
        """Whether this key signed ``message``."""
        return self.suite.verify(self.raw, message, signature)


class Purpose(StrEnum):
    """What a key is for; no key serves two purposes."""

    LOG = "log"
    DOCUMENT = "document"
    ROOT = "root"
    MIRROR = "mirror"
    WITNESS = "witness"


#: Those that put their signature below a checkpoint of somebody else.
COSIGNING = frozenset({Purpose.MIRROR, Purpose.WITNESS})
#: Those that sign checkpoints; ML-DSA-44 has no place elsewhere (spec §2.2).
_ON_CHECKPOINTS = COSIGNING | {Purpose.LOG}


@dataclass(frozen=True)
class VerifierKey:
    """A public key with the name and purpose under which others know it.

    Raises:
        ProofError: on construction, where the name is empty or holds a space, ``+`` or control character.
    """

    name: str
    purpose: Purpose
    key: PublicKey

    def __post_init__(self) -> None:
        check_key_name(self.name)

    @cached_property
    def encoded(self) -> bytes:
        """Type and public key as the vkey carries them."""
        return _type_of(self.purpose, self.key.suite) + self.key.raw

    @cached_property
    def note_id(self) -> bytes:
        """The four bytes that stand before this key's signatures in a note."""
        return hashlib.sha256(self.name.encode() + b"\n" + self.encoded).digest()[:4]


class Signer(Protocol):
    """Something that holds a private key: in memory, in a file, in a security module."""

    @property
    def key(self) -> VerifierKey:
        """The key with which its signatures verify, with its name and purpose."""

    def sign(self, message: bytes) -> bytes:
        """The signature in the suite's wire form."""


class Ed25519Signer:
    """A private Ed25519 key in memory; it never prints itself."""

    def __init__(self, name: str, purpose: Purpose, private_key: Ed25519PrivateKey) -> None:
        public_key = PublicKey(ED25519, private_key.public_key().public_bytes_raw())
        self._private_key = private_key
        self._key = VerifierKey(name, purpose, public_key)

    @classmethod
    def from_seed(cls, name: str, purpose: Purpose, seed: bytes) -> Ed25519Signer:
        """The key of a seed of 32 random bytes."""
        return cls(name, purpose, Ed25519PrivateKey.from_private_bytes(seed))

    @classmethod
    def from_pem(cls, name: str, purpose: Purpose, data: bytes) -> Ed25519Signer:
        """The key of an unencrypted PKCS #8 PEM file.

        Raises:
            OperatorError: not such a file, or a key of another kind.
        """
        try:
            private_key = serialization.load_pem_private_key(data, password=None)
        except (ValueError, TypeError, UnsupportedAlgorithm):
            raise refuse(OperatorError, "key-file") from None
        if not isinstance(private_key, Ed25519PrivateKey):
            raise refuse(OperatorError, "key-file")
        return cls(name, purpose, private_key)

    def to_pem(self) -> bytes:
        """The unencrypted PKCS #8 PEM file of the key: secret."""
        return self._private_key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )

    @property
    def key(self) -> VerifierKey:
        """The key with which its signatures verify, with its name and purpose."""
        return self._key

    def vkey(self) -> str:
        """The public key as text, to hand over."""
        return format_vkey(self._key)

    def sign(self, message: bytes) -> bytes:
        """64 bytes."""
        return self._private_key.sign(message)

    def __repr__(self) -> str:
        return f"Ed25519Signer({self._key.name})"


def check_key_name(name: str) -> None:
    """Refuse a name that could not stand in a signature line.

    Raises:
        ProofError: it is empty or holds a space, ``+`` or a control character.
    """
    if not name or any(char.isspace() or char == "+" or ord(char) < 0x20 for char in name):
        raise refuse(ProofError, "key-name")


def format_vkey(key: VerifierKey) -> str:
    """``name+key id+base64``."""
    return f"{key.name}+{key.note_id.hex()}+{encode_base64(key.encoded)}"


def parse_vkey(
    text: str, suites: Mapping[str, Suite] = SUITES, purpose: Purpose | None = None
) -> VerifierKey:
    """Read ``name+key id+base64``.

    ``purpose`` is what the key is taken for, where its place says so: C2SP's types do not tell a mirror from a witness,
    nor type 06 of a log. Without it a type that serves several is the first of them.

    Raises:
        ProofError: not of that form, an unknown type or one of another purpose, a key the suite refuses, or a
            key id that is not the key's.
    """
    parts = text.split("+", 2)  # base64 may itself hold a plus
    if len(parts) != 3:
        raise refuse(ProofError, "vkey-form")
    purposes = tuple(Purpose) if purpose is None else (purpose,)
    found, suite, raw = _split_type(decode_base64(parts[2], "vkey"), suites, purposes)
    key = VerifierKey(parts[0], found, PublicKey(suite, raw))
    if key.note_id.hex() != parts[1]:
        raise refuse(ProofError, "vkey-id", name=parts[0])
    return key


def _type_of(purpose: Purpose, suite: Suite) -> bytes:
    # C2SP's own types 01, 04 and 06 are for keys of logs and cosigners; others carry a long identifier (spec §2.2).
    if suite == ED25519 and purpose is Purpose.LOG:
        return b"\x01"
    if suite == ED25519 and purpose in COSIGNING:
        return b"\x04"
    if suite == ML_DSA_44 and purpose in _ON_CHECKPOINTS:
        return b"\x06"
    return b"\xff" + f"detente-{purpose}/{suite.name}\n".encode()


def _split_type(
    encoded: bytes, suites: Mapping[str, Suite], purposes: Sequence[Purpose]
) -> tuple[Purpose, Suite, bytes]:
    known = [
        (_type_of(purpose, suite), purpose, suite)
        for purpose in purposes
        for suite in suites.values()
        if suite != ML_DSA_44 or purpose in _ON_CHECKPOINTS
    ]
    for prefix, purpose, suite in known:
        if encoded.startswith(prefix):
            return purpose, suite, encoded[len(prefix) :]
    raise refuse(ProofError, "vkey-type")
