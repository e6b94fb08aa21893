"""Keys, logs and a message that the tests of the ledger share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from detente.kernel.identifiers import StateCode
from detente.ledger.canonical import canonical_bytes
from detente.ledger.directory import StateKeys
from detente.ledger.envelope import PAYLOAD_TYPE, sign
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.leaf import Leaf, format_leaf
from detente.ledger.log import Log, empty_checkpoint, open_log
from detente.ledger.memory import MemoryLogStorage, MemorySigningStore
from detente.ledger.padding import pad

ORIGIN = "kz.example/log"


@dataclass(frozen=True)
class Sent:
    """One message, registered in a log."""

    document: bytes
    envelope: bytes
    blob: bytes
    index: int
    log: Log
    keys: StateKeys

    def parts(self) -> dict[str, object]:
        return {
            "document": self.document,
            "envelope": self.envelope,
            "blob": self.blob,
            "index": self.index,
            "log": self.log,
            "keys": self.keys,
        }


@pytest.fixture
def log_signer() -> Ed25519Signer:
    return Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)


@pytest.fixture
def document_signer() -> Ed25519Signer:
    return Ed25519Signer.from_seed("kz.example/document", Purpose.DOCUMENT, b"D" * 32)


@pytest.fixture
def state_keys(log_signer: Ed25519Signer, document_signer: Ed25519Signer) -> StateKeys:
    return StateKeys(StateCode("KZ"), (log_signer.key,), (document_signer.key,))


@pytest.fixture
def new_log(log_signer: Ed25519Signer) -> Callable[[], Log]:
    def make() -> Log:
        signing = MemorySigningStore(empty_checkpoint([log_signer]).note)
        return open_log(MemoryLogStorage(), signing, [log_signer])

    return make


@pytest.fixture
def sent(new_log: Callable[[], Log], document_signer: Ed25519Signer, state_keys: StateKeys) -> Sent:
    log = new_log()
    log.append([b"before one", b"before two"])
    document = canonical_bytes({"v": 1, "from": "KZ", "to": ["RU"], "content": {"name": "Учение «Центр»"}})
    envelope = sign(document, PAYLOAD_TYPE, [document_signer])
    blob = pad(envelope)
    (index,) = log.append([format_leaf(Leaf.of(blob))])
    log.append([b"after"])
    return Sent(document, envelope, blob, index, log, state_keys)
