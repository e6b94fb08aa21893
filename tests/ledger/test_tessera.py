"""The public test log of Tessera, made again byte for byte from its leaves."""

from __future__ import annotations

import base64
import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from detente.ledger.audit import audit_log
from detente.ledger.keys import Ed25519Signer, Purpose, parse_vkey
from detente.ledger.log import empty_checkpoint, open_log
from detente.ledger.memory import MemoryLogStorage, MemorySigningStore

VECTOR = Path(__file__).parents[1] / "vectors" / "tessera" / "log.json"


@pytest.fixture(scope="module")
def vector() -> Any:
    return json.loads(VECTOR.read_text(encoding="utf-8"))


def test_every_published_file_comes_out_byte_for_byte(vector: Any) -> None:
    name, _, encoded = vector["private_key"].removeprefix("PRIVATE+KEY+").split("+", 2)
    signer = Ed25519Signer.from_seed(name, Purpose.LOG, base64.b64decode(encoded)[1:])
    assert signer.vkey() == vector["public_key"]

    first = empty_checkpoint([signer])
    storage = MemoryLogStorage()
    log = open_log(storage, MemorySigningStore(first.note), [signer])
    made = {"checkpoint.0": first.note}
    for size, leaf in enumerate(vector["leaves"], start=1):
        log.append([leaf.encode()])
        made[f"checkpoint.{size}"] = log.checkpoint.note
    made |= storage.shown

    assert {path: sha256(data).hexdigest() for path, data in made.items()} == vector["sha256"]
    assert audit_log(made.get, name, [parse_vkey(vector["public_key"])]).entries == len(vector["leaves"])
