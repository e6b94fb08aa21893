"""Clients in Python by others: a witness that cosigns our log, and verifiers that read what we write.

They live in an environment of their own (scripts/system-packages), never in ours.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from detente.ledger.checkpoints import Checkpoint, sign_checkpoint
from detente.ledger.cosignatures import cosign, verify_cosignatures
from detente.ledger.keys import Ed25519Signer, Purpose, VerifierKey, format_vkey, parse_vkey
from detente.ledger.leaf import Leaf, format_leaf
from detente.ledger.log import Log
from detente.ledger.mldsa import MlDsa44Signer
from detente.ledger.notes import only_lines_of
from detente.ledger.proofs import format_proof
from detente.node.logstore import create_log_store, open_log
from detente.node.witness_client import HttpWitness, LargerElsewhere, WitnessRefused, submit

BIN = Path(__file__).parents[2] / ".foreign/python/bin"
ORIGIN = "kz.example/log"
LOG = Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)
LASTING = MlDsa44Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)
OURS = [
    Ed25519Signer.from_seed("w.example/1", Purpose.WITNESS, b"W" * 32),
    MlDsa44Signer.from_seed("w.example/2", Purpose.WITNESS, b"W" * 32),
]
START_SECONDS = 20

pytestmark = [
    pytest.mark.foreign,
    pytest.mark.skipif(
        not (BIN / "aics-witness").is_file(),
        reason="no Python 3.12 with aics-witness (scripts/system-packages)",
    ),
]


def run(program: str, *arguments: object) -> subprocess.CompletedProcess[str]:
    command = [BIN / program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    create_log_store(tmp_path / "node", LOG, LASTING)
    log = open_log(tmp_path / "node", [LOG, LASTING])
    log.append([format_leaf(Leaf.of(b"%d" % number)) for number in range(300)])
    yield log
    log.close()


@pytest.fixture
def foreign(tmp_path: Path) -> Iterator[tuple[HttpWitness, VerifierKey]]:
    """A witness by others, at work, with its key."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = tmp_path / "witness.json"
    made = run("aics-witness", "init", "-c", config, "--name", "f.example/w", "--listen", f"127.0.0.1:{port}")
    assert made.returncode == 0, made.stderr
    key = parse_vkey(made.stdout.strip().splitlines()[0], purpose=Purpose.WITNESS)
    added = run("aics-witness", "add-log", "-c", config, "--origin", ORIGIN, "--vkey", LOG.vkey())
    assert added.returncode == 0, added.stderr
    serving = subprocess.Popen(
        [BIN / "aics-witness", "serve", "-c", config], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_for(port)
        yield HttpWitness(f"http://127.0.0.1:{port}"), key
    finally:
        serving.terminate()
        serving.wait(START_SECONDS)


def _wait_for(port: int) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            httpx.get(f"http://127.0.0.1:{port}/", timeout=1)
        except httpx.HTTPError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the foreign witness does not listen")


def test_their_witness_cosigns_our_log_as_it_grows_and_refuses_a_fork(
    log: Log, foreign: tuple[HttpWitness, VerifierKey]
) -> None:
    witness, key = foreign
    lines = submit(witness, log.checkpoint.note, 300, 0, log.reader().consistency)
    assert [one.key for one in verify_cosignatures(log.checkpoint.note + lines, [key])] == [key]
    log.append([b"%d" % number for number in range(7)])
    # Its size is asked for and answered: 0 is not what it holds.
    lines = submit(witness, log.checkpoint.note, 307, 0, log.reader().consistency)
    assert verify_cosignatures(log.checkpoint.note + lines, [key])
    rival = sign_checkpoint(Checkpoint(ORIGIN, 307, b"x" * 32), [LOG, LASTING]).note
    with pytest.raises(WitnessRefused):
        submit(witness, rival, 307, 307, log.reader().consistency)
    with pytest.raises(LargerElsewhere) as larger:
        submit(witness, sign_checkpoint(Checkpoint(ORIGIN, 5, b"x" * 32), [LOG]).note, 5, 0, lambda _old: [])
    assert larger.value.size == 307
    stranger = Ed25519Signer.from_seed("ru.example/log", Purpose.LOG, b"R" * 32)
    unknown = sign_checkpoint(Checkpoint("ru.example/log", 1, b"x" * 32), [stranger]).note
    with pytest.raises(WitnessRefused) as refused:
        submit(witness, unknown, 1, 0, lambda _old: [])
    assert refused.value.status == 404


def test_their_verifier_accepts_our_checkpoint_with_cosignatures_and_no_tampered_one(
    log: Log, tmp_path: Path
) -> None:
    now = int(time.time())
    log.show_cosigned(cosign(cosign(log.checkpoint.note, OURS[0], now), OURS[1], now))
    public = tmp_path / "node/public"
    given = ["--tiles", public, "--log-key", LOG.vkey(), "--origin", ORIGIN]
    given += ["--witness-key", OURS[0].vkey(), "--quorum", 1, "--max-age", 3600]  # type: ignore[union-attr]
    done = run("aics-tlog", "verify-checkpoint", *given)
    assert done.returncode == 0, done.stdout + done.stderr
    checkpoint = public / "checkpoint"
    checkpoint.write_bytes(checkpoint.read_bytes().replace(b"\n300\n", b"\n301\n", 1))
    assert run("aics-tlog", "verify-checkpoint", *given).returncode != 0


def test_their_verifier_accepts_our_proof_with_cosignatures_of_both_kinds(log: Log, tmp_path: Path) -> None:
    now = int(time.time())
    bare = only_lines_of(log.checkpoint.note, [LOG.key, LASTING.key])
    log.show_cosigned(cosign(cosign(bare, OURS[0], now), OURS[1], now))
    leaf, proof = tmp_path / "leaf", tmp_path / "x.tlog-proof"
    proof.write_bytes(format_proof(log.proof(256)))
    keys = [part for one in OURS for part in ("--witness-vkey", format_vkey(one.key))]
    given = ["--payload-file", leaf, "--log-vkey", LOG.vkey(), *keys, "--threshold", 2, proof]
    for entry, code in ((log.entry(256), 0), (log.entry(255), 1)):
        leaf.write_bytes(entry)
        done = run("proofbundle", "verify-proof", *given)
        assert (done.returncode == 0) == (code == 0), done.stdout + done.stderr
