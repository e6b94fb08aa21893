"""A process that is really killed, at every step of an append and of the disk below it.

The child answers on its standard output; the parent reads what was answered, restarts, and holds every
checkpoint ever answered or published against the log as it then is.
"""

from __future__ import annotations

import os
import signal
import sys
import warnings
from itertools import pairwise
from pathlib import Path

import pytest

from detente.ledger.audit import audit_log
from detente.ledger.checkpoints import SignedCheckpoint, verify_checkpoint
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.log import Log, Step, open_log
from detente.ledger.merkle import verify_consistency
from detente.node.durable import read_file
from detente.node.logstore import DiskLogStorage, DiskSigningStore, create_log_store

SIGNER = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
DISK_STEPS = (
    "journal-written",
    "file-begun",
    "file-shown",
    "file-replaced",
    "files-synced",
    "partials-dropped",
    "journal-emptied",
)
BATCH = 45  # so that bundles and tiles become full within a few batches
SETTLE = 3


def _open(folder: Path, kill_at: str = "", times: int = 1) -> Log:
    left = [times]

    def after(step: str) -> None:
        left[0] -= step == kill_at
        if step == kill_at and left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    storage = DiskLogStorage(folder / "public", folder / "journal", after)
    signing = DiskSigningStore(folder / "signing")
    return open_log(storage, signing, [SIGNER], after=after, settle_batches=SETTLE)


def _child(folder: Path, start: int, kill_at: str, times: int, answers: int) -> None:
    log = _open(folder, kill_at, times)
    for first in range(start, start + 20 * BATCH, BATCH):
        log.append([b"entry %d" % n for n in range(first, first + BATCH)])
        os.write(answers, log.checkpoint.note + b"\x00")
    os._exit(1)  # it should have been killed


def _run_until_killed(folder: Path, start: int, kill_at: str, times: int) -> list[bytes]:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # From Python 3.12 on, a fork beside threads warns; the child here touches nothing they hold.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            _child(folder, start, kill_at, times, writing)
        finally:
            os._exit(2)
    os.close(writing)
    with os.fdopen(reading, "rb") as answers:
        notes = answers.read().split(b"\x00")[:-1]
    _, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status)
    assert os.WTERMSIG(status) == signal.SIGKILL
    return notes


def _verified(note: bytes) -> SignedCheckpoint:
    return verify_checkpoint(note, "kz.example/log", [SIGNER.key])


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and SIGKILL")
@pytest.mark.parametrize("kill_at", [step.value for step in Step] + list(DISK_STEPS))
def test_killed_at_any_step_it_neither_forks_nor_loses_what_was_answered(
    tmp_path: Path, kill_at: str
) -> None:
    create_log_store(tmp_path, SIGNER)
    seen: list[SignedCheckpoint] = []
    answered = 0
    for times in (1, 2, 5):
        notes = _run_until_killed(tmp_path, answered, kill_at, times)
        seen += map(_verified, notes)
        published = read_file(tmp_path / "public/checkpoint")
        assert published is not None
        seen.append(_verified(published))
        if notes:
            answered = _verified(notes[-1]).checkpoint.size
        log = _open(tmp_path)
        _check_history(log, seen)
        assert log.entries(0, answered) == [b"entry %d" % n for n in range(answered)]
        assert log.size in (answered, answered + BATCH)
        answered = log.size
        log.close()
    report = audit_log(lambda path: read_file(tmp_path / "public" / path), "kz.example/log", [SIGNER.key])
    assert report.entries == answered > 0 or kill_at in {"staged", "recomputed", "signed", "journal-written"}


def _check_history(log: Log, seen: list[SignedCheckpoint]) -> None:
    points = sorted({(one.checkpoint.size, one.checkpoint.root) for one in [*seen, log.checkpoint]})
    assert points[-1] == (log.size, log.checkpoint.checkpoint.root)
    for (old, old_root), (new, new_root) in pairwise(points):
        assert old < new
        proof = log.reader().consistency(old, new)
        verify_consistency(old, old_root, new, new_root, proof)
