"""A peer that can lie in every way we know of, and a driver for the pulling machine."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from detente.agreements.model import MessageKind
from detente.exchange.effects import (
    Accept,
    Decline,
    Done,
    Fetch,
    FetchBlob,
    Held,
    StoreCheckpoint,
    StoreEntries,
)
from detente.exchange.pull import pull
from detente.exchange.seal import seal
from detente.kernel.errors import PeerError
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.ledger.canonical import canonical_bytes
from detente.ledger.directory import StateKeys
from detente.ledger.envelope import PAYLOAD_TYPE, sign
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.leaf import Leaf, blob_path, format_leaf
from detente.ledger.log import empty_checkpoint, open_log
from detente.ledger.memory import MemoryLogStorage, MemorySigningStore
from detente.messages.codec import document_to_json
from detente.messages.document import Audience, Document, Origin

KZ, RU, CN = StateCode("KZ"), StateCode("RU"), StateCode("CN")


def make_document(number: int, sender: StateCode = KZ, to: tuple[StateCode, ...] = (CN, RU)) -> Document:
    matter = f"SH96/{sender}/2024/{number:04}/EX"
    return Document(
        agreement=AgreementId("shanghai-1996"),
        format=FormatId("exercise-notification"),
        reference=Reference(f"{matter}/O"),
        matter=MatterId(matter),
        sender=sender,
        to=to,
        kind=MessageKind.ORIGINAL,
        refers_to=(),
        issued_at=datetime(2024, 5, 1, 6, tzinfo=UTC),
        language="en",
        audience=Audience.PARTIES,
        origin=Origin(),
        content={"1.1": {"en": f"Drill {number}"}},
    )


class Peer:
    """A state's node as others see it: its log and its blobs, honest until told otherwise."""

    def __init__(self, seed: bytes = b"k", state: StateCode = KZ) -> None:
        low = state.lower()
        self.state = state
        self.log_signer = Ed25519Signer.from_seed(f"{low}.example/log", Purpose.LOG, seed * 32)
        self.document_signer = Ed25519Signer.from_seed(
            f"{low}.example/document", Purpose.DOCUMENT, seed.upper() * 32
        )
        self.keys = StateKeys(state, (self.log_signer.key,), (self.document_signer.key,))
        self.storage = MemoryLogStorage()
        self.signing = MemorySigningStore(empty_checkpoint([self.log_signer]).note)
        self.log = open_log(self.storage, self.signing, [self.log_signer])
        self.blobs: dict[str, bytes] = {}
        #: The lie: bytes served in place of what is at a path; None hides it.
        self.lies: dict[str, bytes | None] = {}

    def send(self, document: Document, signer: Ed25519Signer | None = None) -> int:
        """Sign, seal and register a document."""
        data = canonical_bytes(document_to_json(document))
        return self.send_blob(seal(sign(data, PAYLOAD_TYPE, [signer or self.document_signer]), document.to))

    def send_blob(self, blob: bytes) -> int:
        leaf = Leaf.of(blob)
        self.blobs[blob_path(leaf.commit)] = blob
        return self.log.append([format_leaf(leaf)])[0]

    def tell(self, first: int, last: int) -> None:
        """Register drills of these numbers, in one batch."""
        leaves = []
        for number in range(first, last):
            data = canonical_bytes(document_to_json(make_document(number)))
            blob = seal(sign(data, PAYLOAD_TYPE, [self.document_signer]), (CN, RU))
            leaf = Leaf.of(blob)
            self.blobs[blob_path(leaf.commit)] = blob
            leaves.append(format_leaf(leaf))
        self.log.append(leaves)

    def get(self, path: str) -> bytes | None:
        if path in self.lies:
            return self.lies[path]
        return self.blobs[path] if path in self.blobs else self.storage.read(path)


@dataclass
class Follower:
    """One who follows a peer: performs the effects and remembers what it may."""

    us: StateCode = RU
    held: Held = field(default_factory=Held)
    entries: list[bytes] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    declined: list[tuple[int, str]] = field(default_factory=list)
    checkpoints: list[bytes] = field(default_factory=list)
    fetched: list[str] = field(default_factory=list)

    def step(self, peer: Peer, keys: StateKeys | None = None, most_entries: int = 4096) -> Done:
        """One run of the machine; what it believed is kept, even where it ends in an error."""
        machine = pull(keys or peer.keys, self.us, self.held, most_entries=most_entries)
        answer: bytes | None = None
        while True:
            try:
                effect = machine.send(answer)
            except StopIteration as end:
                done: Done = end.value
                self.held = done.held
                return done
            answer = self._perform(effect, peer)

    def _perform(self, effect: object, peer: Peer) -> bytes | None:
        match effect:
            case Fetch(path, max_bytes) | FetchBlob(_, _, path, max_bytes):
                self.fetched.append(path)
                data = peer.get(path)
                return None if data is None else data[: max_bytes + 1]
            case StoreCheckpoint(signed):
                self.checkpoints.append(signed.note)
            case StoreEntries(start, entries):
                assert start <= len(self.entries)
                self.entries[start:] = entries
            case Accept(message):
                self.documents.append(message.document)
            case Decline(index, _, error):
                self.declined.append((index, error.code))
            case _:
                raise AssertionError(effect)
        return None

    def refusal(self, peer: Peer, keys: StateKeys | None = None) -> PeerError:
        """The error of a step that must fail."""
        before = self.held
        with pytest.raises(PeerError) as caught:
            self.step(peer, keys)
        assert self.held == before
        return caught.value


@pytest.fixture
def new_peer() -> Callable[..., Peer]:
    return Peer


@pytest.fixture
def new_follower() -> Callable[..., Follower]:
    return Follower


@pytest.fixture
def document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()
    peer.tell(1, 4)
    yield peer
    peer.log.close()


@pytest.fixture
def follower() -> Follower:
    return Follower()
