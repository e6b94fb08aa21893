"""Signature suites: what a key of each kind is, and how its signatures verify.

A suite is chosen by the entry of a key directory, never by the message being verified. A state adds its
own suite by passing a mapping with one more member wherever ``SUITES`` is the default.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mldsa import MLDSA44PublicKey, MLDSA65PublicKey

from detente.kernel.errors import ProofError
from detente.ledger.sentences import refuse

#: What every signature of ML-DSA-65 is bound to, so that it fits no other protocol (spec §2.7).
ML_DSA_CONTEXT = b"detente/v1"
_ML_DSA_KEY, _ML_DSA_SIGNATURE = 1952, 3309
_ML_DSA_44_KEY, _ML_DSA_44_SIGNATURE = 1312, 2420

_P = 2**255 - 19
_D = -121665 * pow(121666, -1, _P) % _P
_Y_OF_ORDER_8 = 0x05FC536D880238B13933C6D305ACDFD5F098EFF289F4C345B027B2C28F95E826
#: The y of every point of small order; the two of order eight are each other's negative.
_SMALL_ORDER_Y = frozenset({0, 1, _P - 1, _Y_OF_ORDER_8, _P - _Y_OF_ORDER_8})


class Suite(Protocol):
    """One way of signing. ``name`` stands in key directories and never changes its meaning."""

    @property
    def name(self) -> str:
        """The suite's name, lower-case ASCII: ``ed25519``."""

    def check_key(self, raw: bytes) -> None:
        """Accept a public key that can be relied on.

        Raises:
            ProofError: wrong length, not canonical, or weak.
        """

    def verify(self, raw: bytes, message: bytes, signature: bytes) -> bool:
        """Whether ``signature`` over ``message`` was made with the key."""


@dataclass(frozen=True, slots=True)
class Ed25519Suite:
    """Ed25519: keys of 32 bytes, signatures of 64. Source: RFC 8032."""

    name: str = "ed25519"

    def check_key(self, raw: bytes) -> None:
        """Refuse what is no point, has a second spelling, or lets anyone sign.

        Raises:
            ProofError: as said.
        """
        if len(raw) != 32:
            raise refuse(ProofError, "key-length", suite=self.name, expected=32)
        y = int.from_bytes(raw, "little") & (2**255 - 1)
        if y >= _P or y in _SMALL_ORDER_Y or not _on_curve(y):
            raise refuse(ProofError, "key-weak", suite=self.name)

    def verify(self, raw: bytes, message: bytes, signature: bytes) -> bool:
        """Whether ``signature`` over ``message`` was made with the key."""
        if len(signature) != 64:
            return False
        try:
            Ed25519PublicKey.from_public_bytes(raw).verify(signature, message)
        except InvalidSignature:
            return False
        return True


@dataclass(frozen=True, slots=True)
class MlDsa65Suite:
    """ML-DSA-65, pure, with our context: keys of 1,952 bytes, signatures of 3,309."""

    name: str = "ml-dsa-65"

    def check_key(self, raw: bytes) -> None:
        """Accept a key of the right length: every such key is one.

        Raises:
            ProofError: another length.
        """
        if len(raw) != _ML_DSA_KEY:
            raise refuse(ProofError, "key-length", suite=self.name, expected=_ML_DSA_KEY)

    def verify(self, raw: bytes, message: bytes, signature: bytes) -> bool:
        """Whether ``signature`` over ``message`` was made with the key."""
        if len(signature) != _ML_DSA_SIGNATURE:
            return False
        try:
            MLDSA65PublicKey.from_public_bytes(raw).verify(signature, message, ML_DSA_CONTEXT)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class MlDsa44Suite:
    """ML-DSA-44, pure and without a context, as C2SP cosigns: keys of 1,312 bytes, signatures of 2,420.

    Source: C2SP tlog-cosignature (5ba5ee83).
    """

    name: str = "ml-dsa-44"

    def check_key(self, raw: bytes) -> None:
        """Accept a key of the right length: every such key is one.

        Raises:
            ProofError: another length.
        """
        if len(raw) != _ML_DSA_44_KEY:
            raise refuse(ProofError, "key-length", suite=self.name, expected=_ML_DSA_44_KEY)

    def verify(self, raw: bytes, message: bytes, signature: bytes) -> bool:
        """Whether ``signature`` over ``message`` was made with the key."""
        if len(signature) != _ML_DSA_44_SIGNATURE:
            return False
        try:
            MLDSA44PublicKey.from_public_bytes(raw).verify(signature, message)
        except (InvalidSignature, ValueError):
            return False
        return True


def _on_curve(y: int) -> bool:
    x_squared = (y * y - 1) * pow(_D * y * y + 1, -1, _P) % _P
    return pow(x_squared, (_P - 1) // 2, _P) == 1


ED25519 = Ed25519Suite()
ML_DSA_65 = MlDsa65Suite()
ML_DSA_44 = MlDsa44Suite()
SUITES: Mapping[str, Suite] = MappingProxyType(
    {suite.name: suite for suite in (ED25519, ML_DSA_65, ML_DSA_44)}
)
