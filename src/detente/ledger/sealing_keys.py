"""Keys to which messages are sealed, as a key directory lists them: recipients of age.

Source: C2SP age v1, "X25519 recipient stanza" and "ML-KEM-768 + X25519"; docs/spec/ledger.md §2.6.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from detente.kernel.errors import ProofError
from detente.ledger.bech32 import decode_bech32
from detente.ledger.sentences import refuse

AGE_X25519 = "age-x25519"
AGE_PQ = "age-pq"
X25519_BYTES = 32
MLKEM_BYTES = 1184

#: Of each sealing suite that encrypts: the prefix of its recipients, and the length of their keys.
_FORMS: Mapping[str, tuple[str, int]] = MappingProxyType(
    {AGE_X25519: ("age", X25519_BYTES), AGE_PQ: ("age1pq", MLKEM_BYTES + X25519_BYTES)}
)
SEALED_SUITES: tuple[str, ...] = tuple(_FORMS)


@dataclass(frozen=True, slots=True)
class SealingKey:
    """A recipient of age; ``raw`` is X25519, with ML-KEM-768 before it in the suite ``age-pq``."""

    suite: str
    text: str
    raw: bytes


def parse_sealing_key(text: str) -> SealingKey:
    """Read ``age1…`` or ``age1pq1…``.

    Raises:
        ProofError: neither.
    """
    suite = AGE_PQ if text.startswith("age1pq1") else AGE_X25519
    prefix, length = _FORMS[suite]
    raw = decode_bech32(text, prefix)
    if len(raw) != length:
        raise refuse(ProofError, "bech32")
    return SealingKey(suite, text, raw)
