"""The audit of a whole log finds every kind of damage."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from detente.kernel.errors import ProofError
from detente.ledger.audit import AuditReport, audit_log
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.log import empty_checkpoint, open_log
from detente.ledger.memory import MemoryLogStorage, MemorySigningStore
from detente.ledger.tiles import decode_bundle, encode_bundle

SIGNER = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
SIZE = 5000


@pytest.fixture(scope="module")
def whole() -> dict[str, bytes]:
    storage = MemoryLogStorage()
    log = open_log(storage, MemorySigningStore(empty_checkpoint([SIGNER]).note), [SIGNER])
    for start in range(0, SIZE, 300):
        log.append([b"entry %d" % n for n in range(start, min(start + 300, SIZE))])
    log.close()
    return storage.shown


def test_a_whole_log_passes(whole: dict[str, bytes]) -> None:
    report = audit_log(whole.get, "kz.example/log", [SIGNER.key])
    assert (report.entries, report.tiles) == (SIZE, 19 + 1 + 1)
    assert report == AuditReport(report.signed, SIZE, 21)
    assert report.signed.note == whole["checkpoint"]


def test_an_empty_log_passes() -> None:
    note = empty_checkpoint([SIGNER]).note
    assert audit_log({"checkpoint": note}.get, "kz.example/log", [SIGNER.key]).entries == 0


def _swap_entries(data: bytes) -> bytes:
    entries = decode_bundle(data, 256)
    return encode_bundle([entries[1], entries[0], *entries[2:]])


@pytest.mark.parametrize(
    ("path", "change", "code"),
    [
        ("checkpoint", lambda data: None, "audit-missing"),
        ("checkpoint", lambda data: data.replace(b"\n5000\n", b"\n4999\n"), "note-signature"),
        ("tile/entries/003", lambda data: None, "audit-missing"),
        ("tile/entries/003", _swap_entries, "audit-tile"),
        ("tile/entries/003", lambda data: data[:-1], "bundle-form"),
        ("tile/entries/019.p/136", lambda data: None, "audit-missing"),
        ("tile/entries/019.p/136", lambda data: data.replace(b"entry 4999", b"entry 4998"), "audit-tile"),
        ("tile/0/000", lambda data: None, "audit-missing"),
        ("tile/0/000", lambda data: bytes(8192), "audit-tile"),
        ("tile/0/019.p/136", lambda data: data[:-32], "audit-tile"),
        ("tile/0/019.p/136", lambda data: None, "audit-missing"),
        ("tile/1/000.p/19", lambda data: data[32:], "audit-tile"),
        ("tile/1/000.p/19", lambda data: None, "audit-missing"),
    ],
)
def test_damage_is_found(
    whole: dict[str, bytes], path: str, change: Callable[[bytes], bytes | None], code: str
) -> None:
    with pytest.raises(ProofError) as caught:
        audit_log({**whole, path: change(whole[path])}.get, "kz.example/log", [SIGNER.key])
    assert caught.value.code == code


def test_a_checkpoint_over_other_entries_is_found(whole: dict[str, bytes]) -> None:
    storage = MemoryLogStorage()
    log = open_log(storage, MemorySigningStore(empty_checkpoint([SIGNER]).note), [SIGNER])
    log.append([b"other %d" % n for n in range(SIZE)])
    with pytest.raises(ProofError) as caught:
        audit_log({**whole, "checkpoint": log.checkpoint.note}.get, "kz.example/log", [SIGNER.key])
    assert caught.value.code == "audit-root"
