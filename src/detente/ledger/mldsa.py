"""ML-DSA: signatures that also withstand quantum computers, beside Ed25519: 65 on documents, 44 on checkpoints.

Source: FIPS 204; docs/spec/ledger.md §2.7, §13.
"""

from __future__ import annotations

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PrivateKey, MLDSA65PrivateKey

from detente.kernel.errors import OperatorError
from detente.ledger.keys import Ed25519Signer, PublicKey, Purpose, VerifierKey
from detente.ledger.sentences import refuse
from detente.ledger.suites import ML_DSA_44, ML_DSA_65, ML_DSA_CONTEXT

SEED_BYTES = 32


class MlDsa65Signer:
    """A private ML-DSA-65 key in memory; it never prints itself."""

    def __init__(self, name: str, purpose: Purpose, private_key: MLDSA65PrivateKey) -> None:
        self._private_key = private_key
        raw = private_key.public_key().public_bytes_raw()
        self._key = VerifierKey(name, purpose, PublicKey(ML_DSA_65, raw))

    @classmethod
    def from_seed(cls, name: str, purpose: Purpose, seed: bytes) -> MlDsa65Signer:
        """The key of a seed of 32 random bytes."""
        return cls(name, purpose, MLDSA65PrivateKey.from_seed_bytes(seed))

    def to_pem(self) -> bytes:
        """The unencrypted PKCS #8 PEM file of the key: secret."""
        return _pem(self._private_key)

    @property
    def key(self) -> VerifierKey:
        """The key with which its signatures verify, with its name and purpose."""
        return self._key

    def sign(self, message: bytes) -> bytes:
        """3,309 bytes."""
        return self._private_key.sign(message, ML_DSA_CONTEXT)

    def __repr__(self) -> str:
        return f"MlDsa65Signer({self._key.name})"


class MlDsa44Signer:
    """A private ML-DSA-44 key in memory, for what stands below checkpoints; it never prints itself."""

    def __init__(self, name: str, purpose: Purpose, private_key: MLDSA44PrivateKey) -> None:
        self._private_key = private_key
        raw = private_key.public_key().public_bytes_raw()
        self._key = VerifierKey(name, purpose, PublicKey(ML_DSA_44, raw))

    @classmethod
    def from_seed(cls, name: str, purpose: Purpose, seed: bytes) -> MlDsa44Signer:
        """The key of a seed of 32 random bytes."""
        return cls(name, purpose, MLDSA44PrivateKey.from_seed_bytes(seed))

    def to_pem(self) -> bytes:
        """The unencrypted PKCS #8 PEM file of the key: secret."""
        return _pem(self._private_key)

    @property
    def key(self) -> VerifierKey:
        """The key with which its signatures verify, with its name and purpose."""
        return self._key

    def sign(self, message: bytes) -> bytes:
        """2,420 bytes."""
        return self._private_key.sign(message)

    def __repr__(self) -> str:
        return f"MlDsa44Signer({self._key.name})"


def _pem(private_key: MLDSA44PrivateKey | MLDSA65PrivateKey) -> bytes:
    return private_key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def signer_from_pem(
    name: str, purpose: Purpose, data: bytes
) -> Ed25519Signer | MlDsa65Signer | MlDsa44Signer:
    """The key of an unencrypted PKCS #8 PEM file, of whichever suite.

    Raises:
        OperatorError: not such a file, or a key of another kind.
    """
    try:
        private_key = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise refuse(OperatorError, "key-file") from None
    if isinstance(private_key, MLDSA65PrivateKey):
        return MlDsa65Signer(name, purpose, private_key)
    if isinstance(private_key, MLDSA44PrivateKey):
        return MlDsa44Signer(name, purpose, private_key)
    if isinstance(private_key, Ed25519PrivateKey):
        return Ed25519Signer(name, purpose, private_key)
    raise refuse(OperatorError, "key-file")
