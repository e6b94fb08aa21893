"""Sealing: from a signed envelope to the blob that travels, and back.

The suite ``plain`` only pads; it is for public messages. ``age-pq`` and ``age-x25519`` close the blob to the
states that the document names and to the sender's own archive. A suite is one member of a mapping, and looks up
the recipients' keys by itself. Source: docs/spec/ledger.md §6.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Protocol

import pyrage

from detente.exchange.age import (
    SEED_BYTES,
    HybridIdentity,
    HybridRecipient,
    Identity,
    X25519Identity,
    find_file_key,
    seal_hybrid,
)
from detente.exchange.sentences import refuse
from detente.kernel.errors import InputError, PeerError
from detente.kernel.identifiers import StateCode
from detente.ledger.agefile import Header, check_file_key, open_age, parse_header
from detente.ledger.directory import StateKeys
from detente.ledger.padding import pad, unpad
from detente.ledger.sealing_keys import AGE_PQ, AGE_X25519, SealingKey

PLAIN = "plain"
#: How many stanzas a header has: the least of these that holds the recipients and the archive.
STANZA_STEPS = (4, 8, 12, 16, 24, 32, 48, 64)


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
    """No encryption: for public messages."""

    def close(self, padded: bytes, recipients: Sequence[StateCode]) -> bytes:
        """The padded bytes themselves."""
        del recipients
        return padded

    def open(self, blob: bytes) -> bytes:
        """The blob itself."""
        return blob


@dataclass(frozen=True)
class AgeSuite:
    """Files of age v1, of one suite: opened by ``identities``, closed to keys of ``directory`` and to ``archive``.

    ``entropy`` gives what this program draws; the libraries draw their ephemeral keys from the system.
    """

    suite: str
    identities: Sequence[Identity]
    archive: SealingKey
    directory: Mapping[StateCode, StateKeys]
    entropy: Callable[[int], bytes]

    def close(self, padded: bytes, recipients: Sequence[StateCode]) -> bytes:
        """The blob that ``recipients`` and the archive can open.

        Raises:
            InputError: a recipient has no key of this suite, or there are more than 63.
        """
        keys = [self.archive, *(self._key_of(state) for state in recipients)]
        steps = [step for step in STANZA_STEPS if step >= len(keys)]
        if not steps:
            raise refuse(InputError, "seal-many", limit=STANZA_STEPS[-1] - 1)
        dummies = steps[0] - len(keys)
        if self.suite == AGE_PQ:
            ready = [self._ready(key) for key in (*keys, *[self._nobody] * dummies)]
            return seal_hybrid(padded, ready, self.entropy)
        texts = [*(key.text for key in keys), *[self._nobody.text] * dummies]
        sealed: bytes = pyrage.encrypt(padded, [pyrage.x25519.Recipient.from_str(text) for text in texts])
        return sealed

    def open(self, blob: bytes) -> bytes:
        """What was closed to one of the identities."""
        header = parse_header(blob)
        return open_age(blob, header, find_file_key(header, self.identities))

    def begin(self, recipients: Sequence[StateCode]) -> tuple[bytes, bytes]:
        """The header of a file that ``recipients`` and the archive can open, and its file key."""
        blob = self.close(b"", recipients)
        header = parse_header(blob)
        return blob[: header.end], self.key_of(header)

    def key_of(self, header: Header) -> bytes:
        """The file key, and the header authenticated by it.

        Raises:
            ProofError: the header was altered.
            PeerError: it was not closed to us.
        """
        key = find_file_key(header, self.identities)
        check_file_key(header, key)
        return key

    def _key_of(self, state: StateCode) -> SealingKey:
        keys = self.directory.get(state)
        found = [key for key in keys.seal if key.suite == self.suite] if keys else []
        if not found:
            raise refuse(InputError, "seal-no-key", state=state)
        return found[0]

    @cached_property
    def _nobody(self) -> SealingKey:
        """A key whose other half is thrown away: what is wrapped for it looks like any other stanza."""
        made = HybridIdentity if self.suite == AGE_PQ else X25519Identity
        return made(self.entropy(SEED_BYTES)).recipient

    @cached_property
    def _recipients(self) -> dict[bytes, HybridRecipient]:
        return {}

    def _ready(self, key: SealingKey) -> HybridRecipient:
        # Unpacking a key of ML-KEM takes a fifth of the time of using it.
        return self._recipients.setdefault(key.raw, HybridRecipient(key.raw))


SEALING_SUITES: Mapping[str, SealingSuite] = MappingProxyType({PLAIN: PlainSuite()})


def choose_suite(recipients: Collection[StateCode], directory: Mapping[StateCode, StateKeys]) -> str:
    """The strongest suite of which every recipient has a key (spec §6.4).

    Raises:
        InputError: a recipient has none.
    """
    suites = [{key.suite for key in directory[one].seal} if one in directory else set() for one in recipients]
    for suite in (AGE_PQ, AGE_X25519):
        if all(suite in has for has in suites):
            return suite
    without = next(
        (state for state, has in zip(recipients, suites, strict=True) if AGE_X25519 not in has), ""
    )
    raise refuse(InputError, "seal-no-key", state=without)


def seal(
    envelope: bytes,
    recipients: Sequence[StateCode],
    suite: str = PLAIN,
    suites: Mapping[str, SealingSuite] = SEALING_SUITES,
) -> bytes:
    """The blob of an envelope, padded to a size class and closed to ``recipients``.

    Without recipients it is closed to the sender's archive alone; the suite ``plain`` always needs one.

    Raises:
        InputError: no recipient, or a suite that this node does not have.
    """
    if suite == PLAIN and not recipients:
        raise refuse(InputError, "seal-nobody")
    if suite not in suites:
        raise refuse(InputError, "seal-suite", suite=suite)
    return suites[suite].close(pad(envelope), recipients)


def unseal(blob: bytes, suite: str = PLAIN, suites: Mapping[str, SealingSuite] = SEALING_SUITES) -> bytes:
    """The envelope inside a blob.

    Raises:
        ProofError: the blob is damaged, or padded in another way than ``seal`` does.
        PeerError: a suite that this node does not have, or not closed to us.
    """
    if suite not in suites:
        raise refuse(PeerError, "seal-suite", suite=suite)
    return unpad(suites[suite].open(blob))
