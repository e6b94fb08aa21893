"""The witness's memory: it never forgets, never takes two histories, and is created once."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from detente.kernel.errors import OperatorError
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.log import Log, empty_checkpoint, open_log
from detente.ledger.memory import MemoryLogStorage, MemorySigningStore
from detente.ledger.witness import Cosigned, Request, format_request, origin_hash
from detente.node.witness import MOST_SUSPECT, Witness, WitnessStore, create_witness_store

ORIGIN = "kz.example/log"
LOG = Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)
KEY = Ed25519Signer.from_seed("w.example", Purpose.WITNESS, b"W" * 32)
AT = datetime(2026, 5, 12, 9, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "witness" / "witness.db"
    create_witness_store(path)
    return path


@pytest.fixture
def witness(path: Path) -> Iterator[Witness]:
    store = WitnessStore(path)
    yield Witness([KEY], store, lambda: {ORIGIN: [LOG.key]}, lambda: AT)
    store.close()


@pytest.fixture
def log() -> Log:
    log = open_log(MemoryLogStorage(), MemorySigningStore(empty_checkpoint([LOG]).note), [LOG])
    log.append([b"one", b"two", b"three"])
    return log


def test_what_was_cosigned_is_remembered_and_shown(path: Path, witness: Witness, log: Log) -> None:
    assert witness.store.newest(origin_hash(ORIGIN)) is None
    reply = witness.add_checkpoint(format_request(0, [], log.checkpoint.note))
    assert reply.status == 200
    again = WitnessStore(path)
    assert again.newest(origin_hash(ORIGIN)) == log.checkpoint.note + reply.body
    root = log.checkpoint.checkpoint.root
    kept = Cosigned(3, root, log.checkpoint.note + reply.body, int(AT.timestamp()))
    assert again.all() == [(ORIGIN, kept)]
    again.close()
    assert witness.add_checkpoint(format_request(0, [], log.checkpoint.note)).body == b"3\n"


def test_a_second_history_is_refused_kept_and_told(witness: Witness, log: Log) -> None:
    told: list[tuple[Request, Cosigned | None]] = []
    alert = Witness(
        witness.signers, witness.store, witness.logs, witness.clock, lambda *one: told.append(one)
    )
    alert.add_checkpoint(format_request(0, [], log.checkpoint.note))
    rival = sign_checkpoint(Checkpoint(ORIGIN, 3, b"x" * 32), [LOG]).note
    body = format_request(3, [], rival)
    assert [alert.add_checkpoint(body).status for _ in range(2)] == [422, 422]
    [suspect] = alert.store.suspects()
    assert (suspect.origin, suspect.body) == (ORIGIN, body)
    assert suspect.held == alert.store.newest(origin_hash(ORIGIN))
    assert [request.checkpoint.root for request, _ in told] == [b"x" * 32] * 2
    assert told[0][1] is not None
    assert told[0][1].size == 3
    # What was cosigned stays what it was.
    assert alert.add_checkpoint(format_request(3, [], log.checkpoint.note)).status == 200


def test_whoever_floods_it_fills_no_disk(witness: Witness) -> None:
    for number in range(MOST_SUSPECT + 5):
        note = sign_checkpoint(Checkpoint(ORIGIN, 0, number.to_bytes(32, "big")), [LOG]).note
        assert witness.add_checkpoint(format_request(0, [], note)).status == 422
    assert len(witness.store.suspects()) == MOST_SUSPECT


def test_of_those_who_come_at_once_one_is_taken(path: Path, log: Log) -> None:
    rivals = [sign_checkpoint(Checkpoint(ORIGIN, 4, bytes([one]) * 32), [LOG]).note for one in range(8)]
    statuses: list[int] = []

    def submit(note: bytes) -> None:
        store = WitnessStore(path)  # each as another process would
        one = Witness([KEY], store, lambda: {ORIGIN: [LOG.key]}, lambda: AT)
        statuses.append(one.add_checkpoint(format_request(0, [], note)).status)
        store.close()

    threads = [threading.Thread(target=submit, args=(note,)) for note in rivals]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] + [409] * 7


def test_it_is_created_once_and_not_made_up_where_it_is_missing(path: Path, tmp_path: Path) -> None:
    with pytest.raises(OperatorError) as caught:
        create_witness_store(path)
    assert caught.value.code == "witness-exists"
    (tmp_path / "empty.db").write_bytes(b"")
    for absent in (tmp_path / "none.db", tmp_path / "empty.db"):
        with pytest.raises(OperatorError) as caught:
            WitnessStore(absent)
        assert caught.value.code == "witness-missing"


def test_a_damaged_memory_is_said_to_be_so(path: Path, log: Log) -> None:
    path.write_bytes(b"SQLite format 3\x00" + b"\xff" * 4000)
    with pytest.raises(OperatorError) as caught:
        WitnessStore(path)
    assert caught.value.code.startswith("database")
