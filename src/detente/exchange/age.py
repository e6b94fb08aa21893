"""Wrapping the key of an age file for a recipient, and finding one's own among the stanzas.

Two ways, never mixed in one file: X25519, and the hybrid of ML-KEM-768 with X25519 that also withstands quantum
computers. Source: C2SP age v1; RFC 9180; docs/spec/ledger.md §6.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256, SHAKE256, Hash
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from detente.exchange.sentences import refuse
from detente.kernel.errors import OperatorError, PeerError, ProofError
from detente.ledger.agefile import (
    FILE_KEY_BYTES,
    NONCE_BYTES,
    Header,
    Stanza,
    decode_unpadded,
    encode_unpadded,
    write_age,
)
from detente.ledger.bech32 import decode_bech32, encode_bech32
from detente.ledger.sealing_keys import MLKEM_BYTES, X25519_BYTES, SealingKey, parse_sealing_key
from detente.ledger.sentences import refuse as refuse_proof

SEED_BYTES = 32
_X25519, _HYBRID = b"X25519", b"mlkem768x25519"
_X25519_INFO = b"age-encryption.org/v1/X25519"
_HYBRID_INFO = b"age-encryption.org/mlkem768x25519"
_ENCAPSULATED_BYTES = 1120
_BODY_BYTES = FILE_KEY_BYTES + 16
_P = 2**255 - 19
#: The points of small order of Curve25519 and its twist: what is agreed with them everyone can guess.
_SMALL_ORDER = frozenset(
    {
        0,
        1,
        _P - 1,
        325606250916557431795983626356110631294008115727848805560023387167927233504,
        39382357235489614581723060781553021112529911719440698176882885853963445705823,
    }
)
_X25519_PREFIX, _HYBRID_PREFIX = "AGE-SECRET-KEY-", "AGE-SECRET-KEY-PQ-"


class Identity(Protocol):
    """A private key that finds the file key in a header."""

    @property
    def recipient(self) -> SealingKey:
        """What others seal to."""

    @property
    def text(self) -> str:
        """The line of an identity file of age: secret."""

    def find(self, header: Header) -> bytes | None:
        """The file key, or None where no stanza is for this key.

        Raises:
            ProofError: a stanza of its kind is malformed.
        """


class X25519Identity:
    """A private X25519 key of 32 bytes; it never prints itself."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        self._key = X25519PrivateKey.from_private_bytes(seed)

    @cached_property
    def recipient(self) -> SealingKey:
        """``age1…``."""
        return parse_sealing_key(encode_bech32("age", self._key.public_key().public_bytes_raw()))

    @property
    def text(self) -> str:
        """``AGE-SECRET-KEY-1…``."""
        return encode_bech32(_X25519_PREFIX, self._seed)

    def find(self, header: Header) -> bytes | None:
        """The file key, or None."""
        _require_form(header, _X25519, X25519_BYTES)
        for stanza in _of_kind(header, _X25519):
            share = decode_unpadded(stanza.arguments[1])
            try:
                secret = self._key.exchange(X25519PublicKey.from_public_bytes(share))
                salt = share + self.recipient.raw
                key = HKDF(SHA256(), 32, salt, _X25519_INFO).derive(secret)
                return ChaCha20Poly1305(key).decrypt(bytes(12), stanza.body, None)
            except InvalidTag:
                continue
            except ValueError:  # a share of small order
                raise refuse_proof(ProofError, "age-form") from None
        return None


class HybridIdentity:
    """A private key of ML-KEM-768 and X25519, from a seed of 32 bytes; it never prints itself."""

    def __init__(self, seed: bytes) -> None:
        self._seed = seed
        digest = Hash(SHAKE256(96))
        digest.update(seed)
        expanded = digest.finalize()
        self._mlkem = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        self._x25519 = X25519PrivateKey.from_private_bytes(expanded[64:])
        self._key = MLKEM768X25519PrivateKey(self._mlkem, self._x25519)

    @cached_property
    def recipient(self) -> SealingKey:
        """``age1pq1…``."""
        return parse_sealing_key(encode_bech32("age1pq", self.public))

    @cached_property
    def public(self) -> bytes:
        """The public keys of ML-KEM-768 and X25519."""
        return self._mlkem.public_key().public_bytes_raw() + self._x25519.public_key().public_bytes_raw()

    @property
    def text(self) -> str:
        """``AGE-SECRET-KEY-PQ-1…``."""
        return encode_bech32(_HYBRID_PREFIX, self._seed)

    def find(self, header: Header) -> bytes | None:
        """The file key, or None."""
        _require_form(header, _HYBRID, _ENCAPSULATED_BYTES)
        for stanza in _of_kind(header, _HYBRID):
            share = decode_unpadded(stanza.arguments[1])
            if _point(share[-X25519_BYTES:]) in _SMALL_ORDER:
                raise refuse_proof(ProofError, "age-form")
            try:
                return _hybrid_suite().decrypt(share + stanza.body, self._key, _HYBRID_INFO)
            except InvalidTag:
                continue
        return None


def parse_identity(line: str) -> Identity:
    """Read a line of an identity file of age.

    Raises:
        OperatorError: not a key of a kind we have.
    """
    try:
        if line.startswith(_HYBRID_PREFIX + "1"):
            seed = decode_bech32(line, _HYBRID_PREFIX)
        else:
            seed = decode_bech32(line, _X25519_PREFIX)
    except ProofError:
        raise refuse(OperatorError, "identity-form") from None
    if len(seed) != SEED_BYTES:
        raise refuse(OperatorError, "identity-form")
    return HybridIdentity(seed) if line.startswith(_HYBRID_PREFIX + "1") else X25519Identity(seed)


def find_file_key(header: Header, identities: Sequence[Identity]) -> bytes:
    """The file key, by any one of the identities.

    Raises:
        ProofError: a stanza is malformed, or X25519 and hybrid stand in one file.
        PeerError: the file is sealed to others.
    """
    for identity in identities:
        found = identity.find(header)
        if found is not None:
            return found
    raise refuse(PeerError, "seal-others")


@dataclass(frozen=True)
class HybridRecipient:
    """A public hybrid key, as ``SealingKey.raw`` has it, ready to wrap."""

    raw: bytes

    @cached_property
    def _public(self) -> MLKEM768X25519PublicKey:
        mlkem, x25519 = self.raw[:MLKEM_BYTES], self.raw[MLKEM_BYTES:]
        try:
            return MLKEM768X25519PublicKey(
                MLKEM768PublicKey.from_public_bytes(mlkem), X25519PublicKey.from_public_bytes(x25519)
            )
        except ValueError:
            raise refuse_proof(ProofError, "bech32") from None

    def wrap(self, file_key: bytes) -> Stanza:
        """The stanza that gives this recipient the file key."""
        try:
            sealed = _hybrid_suite().encrypt(file_key, self._public, _HYBRID_INFO)
        except ValueError:  # an X25519 key of small order
            raise refuse_proof(ProofError, "bech32") from None
        share = encode_unpadded(sealed[:_ENCAPSULATED_BYTES])
        return Stanza((_HYBRID, share), sealed[_ENCAPSULATED_BYTES:])


def seal_hybrid(
    payload: bytes, recipients: Sequence[HybridRecipient], entropy: Callable[[int], bytes]
) -> bytes:
    """An age file that each of the recipients can open."""
    file_key, nonce = entropy(FILE_KEY_BYTES), entropy(NONCE_BYTES)
    return write_age(file_key, nonce, [one.wrap(file_key) for one in recipients], payload)


def _hybrid_suite() -> Suite:
    return Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)


def _point(raw: bytes) -> int:
    return (int.from_bytes(raw, "little") & (2**255 - 1)) % _P


def _of_kind(header: Header, kind: bytes) -> list[Stanza]:
    return [stanza for stanza in header.stanzas if stanza.arguments[0] == kind]


def _require_form(header: Header, kind: bytes, share_bytes: int) -> None:
    kinds = {stanza.arguments[0] for stanza in header.stanzas}
    if {_X25519, _HYBRID} <= kinds:
        raise refuse(ProofError, "age-mixed")
    for stanza in _of_kind(header, kind):
        if (
            len(stanza.arguments) != 2
            or len(decode_unpadded(stanza.arguments[1])) != share_bytes
            or len(stanza.body) != _BODY_BYTES
        ):
            raise refuse_proof(ProofError, "age-form")
