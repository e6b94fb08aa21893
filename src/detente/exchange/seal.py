"""Sealing: from a signed envelope to the blob that travels, and back.

The suite ``plain`` only pads. A suite that encrypts is one more member of the mapping; nothing else changes,
since a suite looks up the recipients' keys by itself. Source: docs/spec/ledger.md §6.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from detente.exchange.sentences import refuse
from detente.kernel.errors import InputError, PeerError
from detente.kernel.identifiers import StateCode
from detente.ledger.padding import pad, unpad


class SealingSuite(Protocol):
    """One way of sealing. What it closes is padded already; what it opens is still padded."""

    def close(self, padded: bytes, recipients: Sequence[StateCode]) -> bytes:
        """The blob that only ``recipients`` can open."""

    def open(self, blob: bytes) -> bytes:
        """What was closed.

        Raises:
            ProofError: the blob is damaged.
            PeerError: it was not closed to us.
        """


@dataclass(frozen=True, slots=True)
class PlainSuite:
    """No encryption: for public messages, and for links that are closed already."""

    def close(self, padded: bytes, recipients: Sequence[StateCode]) -> bytes:
        """The padded bytes themselves."""
        del recipients
        return padded

    def open(self, blob: bytes) -> bytes:
        """The blob itself."""
        return blob


SEALING_SUITES: Mapping[str, SealingSuite] = MappingProxyType({"plain": PlainSuite()})


def seal(
    envelope: bytes,
    recipients: Sequence[StateCode],
    suite: str = "plain",
    suites: Mapping[str, SealingSuite] = SEALING_SUITES,
) -> bytes:
    """The blob of an envelope, padded to a size class and closed to ``recipients``.

    Raises:
        InputError: no recipient, or a suite that this node does not have.
    """
    if not recipients:
        raise refuse(InputError, "seal-nobody")
    if suite not in suites:
        raise refuse(InputError, "seal-suite", suite=suite)
    return suites[suite].close(pad(envelope), recipients)


def unseal(blob: bytes, suite: str = "plain", suites: Mapping[str, SealingSuite] = SEALING_SUITES) -> bytes:
    """The envelope inside a blob.

    Raises:
        ProofError: the blob is damaged, or padded in another way than ``seal`` does.
        PeerError: a suite that this node does not have, or not closed to us.
    """
    if suite not in suites:
        raise refuse(PeerError, "seal-suite", suite=suite)
    return unpad(suites[suite].open(blob))
