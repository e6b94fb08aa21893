"""How fast the ledger is, each figure beside the bare parts measured in the same run.

    python -m benchmarks.ledger [--leaves 1000000] [--batches 64]

Bare means: what the same number of signatures, hashes and durable commits cost with nothing around them. Each
side runs in turns, several times, and the best of each counts, since a shared machine only ever adds time.
"""

from __future__ import annotations

import argparse
import hashlib
import secrets
import sqlite3
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import pyrage
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from rich.console import Console
from rich.table import Table

from detente.exchange.age import HybridIdentity, HybridRecipient, X25519Identity
from detente.exchange.seal import AgeSuite, SealingSuite, seal
from detente.kernel.identifiers import StateCode
from detente.ledger.audit import audit_log
from detente.ledger.canonical import JsonValue, canonical_bytes
from detente.ledger.checkpoints import Checkpoint, sign_checkpoint
from detente.ledger.directory import StateKeys
from detente.ledger.edge import LogEdge, TreeEdge
from detente.ledger.envelope import PAYLOAD_TYPE, pre_authentication, sign
from detente.ledger.keys import Ed25519Signer, Purpose
from detente.ledger.leaf import Leaf, format_leaf
from detente.ledger.mldsa import MlDsa65Signer
from detente.ledger.sealing_keys import AGE_PQ, AGE_X25519
from detente.node.logstore import create_log_store, open_log

BATCH = 64
ROUNDS = 9
LASTING = MlDsa65Signer.from_seed("kz.example/document-ml-dsa-65", Purpose.DOCUMENT, b"M" * 32)
LOG = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"L" * 32)
DOCUMENT = Ed25519Signer.from_seed("kz.example/document", Purpose.DOCUMENT, b"D" * 32)


@dataclass(frozen=True, slots=True)
class Figure:
    """One promise: what it is, our rate and the bare rate per second, and the least ratio promised."""

    name: str
    ours: float
    bare: float
    promised: float

    @property
    def ratio(self) -> float:
        """Ours against bare."""
        return self.ours / self.bare


def _best(runs: Sequence[Callable[[], float]], rounds: int = ROUNDS) -> list[float]:
    """The best rate of each run, taken in turns."""
    best = [0.0] * len(runs)
    for _ in range(rounds):
        best = [max(known, run()) for known, run in zip(best, runs, strict=True)]
    return best


def _documents(count: int, first: int) -> list[bytes]:
    text = "Командно-штабное учение в приграничном районе. " * 23  # about 2 KiB, as a notification has
    documents = []
    for number in range(first, first + count):
        value: JsonValue = {"v": 1, "from": "KZ", "to": ["CN", "RU"], "number": number, "content": text}
        documents.append(canonical_bytes(value))
    return documents


def measure_append(batches: int = 64) -> Figure:
    """Documents signed and registered, durably, in batches of 64; against the bare parts of that.

    Ours: the envelope with its signature, its hash into a leaf, the append with everything the log does.
    Bare: for each document an Ed25519 signature, and the three hashes without which no tree holds it (of the
    document, of the leaf, of a node); for each batch one durable SQLite commit of rows as long as a leaf.
    What either side tidies up later, at leisure, is not in it: SQLite its write-ahead log, we our journal.
    """
    documents = [_documents(BATCH, first) for first in range(0, batches * BATCH, BATCH)]
    ours, bare = _best([lambda: _append_ours(documents), lambda: _append_bare(documents)])
    return Figure("append with signature, durable, batches of 64 (messages)", ours, bare, 0.70)


def measure_send(suite: str, batches: int = 8) -> Figure:
    """Documents signed by two keys, sealed to nine states and the archive, registered durably, in batches of 64.

    Bare: the same signatures of both kinds, the age files to as many recipients (for ``age-pq`` as many
    encapsulations, and the bulk cipher), one hash of each blob, and the durable commits of SQLite.
    """
    documents = [_documents(BATCH, first) for first in range(0, batches * BATCH, BATCH)]
    directory = {keys.state: keys for keys in map(_state_keys, range(9))}
    archive = next(one.recipient for one in _identities(9) if one.recipient.suite == suite)
    closing = {suite: AgeSuite(suite, (), archive, directory, secrets.token_bytes)}
    bare = _send_bare_hybrid if suite == AGE_PQ else _send_bare_x25519
    ours, least = _best(
        [lambda: _send_ours(documents, suite, closing, list(directory)), lambda: bare(documents)], rounds=3
    )
    return Figure(f"send, {suite} to 9 and archive, two signatures (messages)", ours, least, 0.70)


def _identities(number: int) -> tuple[HybridIdentity, X25519Identity]:
    seed = bytes([number + 1]) * 32
    return HybridIdentity(seed), X25519Identity(seed)


def _state_keys(number: int) -> StateKeys:
    log = Ed25519Signer.from_seed(f"{number}/log", Purpose.LOG, bytes([number + 100]) * 32)
    return StateKeys(
        StateCode(f"A{chr(65 + number)}"),
        (log.key,),
        (DOCUMENT.key,),
        tuple(one.recipient for one in _identities(number)),
    )


def _send_ours(
    batches: Sequence[Sequence[bytes]],
    suite: str,
    closing: Mapping[str, SealingSuite],
    states: Sequence[StateCode],
) -> float:
    with tempfile.TemporaryDirectory() as name:
        create_log_store(Path(name), LOG)
        log = open_log(Path(name), [LOG])
        start = perf_counter()
        for documents in batches:
            envelopes = [sign(document, PAYLOAD_TYPE, [DOCUMENT, LASTING]) for document in documents]
            blobs = [seal(envelope, states, suite, closing) for envelope in envelopes]
            log.append([format_leaf(Leaf.of(blob, suite=suite)) for blob in blobs])
        seconds = perf_counter() - start
        log.close()
    return len(batches) * BATCH / seconds


def _send_bare_x25519(batches: Sequence[Sequence[bytes]]) -> float:
    recipients = [pyrage.x25519.Recipient.from_str(_identities(one)[1].recipient.text) for one in range(10)]
    return _send_bare(batches, lambda padded: pyrage.encrypt(padded, recipients))


def _send_bare_hybrid(batches: Sequence[Sequence[bytes]]) -> float:
    recipients = [HybridRecipient(_identities(one)[0].public) for one in range(10)]
    for recipient in recipients:
        recipient.wrap(bytes(16))

    def close(padded: bytes) -> bytes:
        stanzas = [recipient.wrap(bytes(16)) for recipient in recipients]
        return b"".join(stanza.body for stanza in stanzas) + ChaCha20Poly1305(bytes(32)).encrypt(
            bytes(12), padded, None
        )

    return _send_bare(batches, close)


def _send_bare(batches: Sequence[Sequence[bytes]], close: Callable[[bytes], bytes]) -> float:
    row, padding = (format_leaf(Leaf.of(b"")),), bytes(16384)
    with tempfile.TemporaryDirectory() as name:
        bare = sqlite3.connect(Path(name) / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, leaf BLOB)")
        start = perf_counter()
        for documents in batches:
            for document in documents:
                message = pre_authentication(document, PAYLOAD_TYPE)
                DOCUMENT.sign(message)
                LASTING.sign(message)
                hashlib.sha256(close(padding)).digest()
            bare.execute("BEGIN")
            bare.executemany("INSERT INTO entry (leaf) VALUES (?)", [row] * len(documents))
            bare.execute("COMMIT")
        seconds = perf_counter() - start
        bare.close()
    return len(batches) * BATCH / seconds


def _append_ours(batches: Sequence[Sequence[bytes]]) -> float:
    with tempfile.TemporaryDirectory() as name:
        create_log_store(Path(name), LOG)
        log = open_log(Path(name), [LOG])
        start = perf_counter()
        for documents in batches:
            envelopes = [sign(document, PAYLOAD_TYPE, [DOCUMENT]) for document in documents]
            log.append([format_leaf(Leaf.of(envelope)) for envelope in envelopes])
        seconds = perf_counter() - start
        log.close()
    return len(batches) * BATCH / seconds


def _append_bare(batches: Sequence[Sequence[bytes]]) -> float:
    leaf, node = format_leaf(Leaf.of(b"")), bytes(65)
    rows = [(leaf,)] * BATCH
    with tempfile.TemporaryDirectory() as name:
        bare = sqlite3.connect(Path(name) / "bare.db", isolation_level=None)
        bare.execute("PRAGMA journal_mode=WAL")
        bare.execute("PRAGMA synchronous=FULL")
        bare.execute("CREATE TABLE entry (number INTEGER PRIMARY KEY, leaf BLOB)")
        start = perf_counter()
        for documents in batches:
            for document in documents:
                DOCUMENT.sign(pre_authentication(document, PAYLOAD_TYPE))
                for data in (document, leaf, node):
                    hashlib.sha256(data).digest()
            bare.execute("BEGIN")
            bare.executemany("INSERT INTO entry (leaf) VALUES (?)", rows)
            bare.execute("COMMIT")
        seconds = perf_counter() - start
        bare.close()
    return len(batches) * BATCH / seconds


def _bare_hashes(count: int) -> float:
    """SHA-256 of so many inputs of 65 bytes, the size of a node of the tree; hashes per second."""
    inputs = [number.to_bytes(65, "big") for number in range(min(count, 1 << 17))]
    sha256, done = hashlib.sha256, 0
    start = perf_counter()
    while done < count:
        _ = [sha256(data).digest() for data in inputs]
        done += len(inputs)
    return done / (perf_counter() - start)


def measure_tree(leaves: int = 1_000_000) -> Figure:
    """All tiles of a tree of so many leaves, from their hashes; counted in hashes of nodes."""
    hashes = [number.to_bytes(32, "big") for number in range(leaves)]

    def ours() -> float:
        edge = TreeEdge()
        start = perf_counter()
        for first in range(0, leaves, 1 << 16):
            edge.grow(hashes[first : first + (1 << 16)])
        edge.root()
        return (leaves - 1) / (perf_counter() - start)

    rates = _best([ours, lambda: _bare_hashes(leaves)], rounds=3)
    return Figure(f"tiles of a tree of {leaves:,} leaves (hashes)", *rates, 0.50)


def measure_audit(entries: int = 1_000_000) -> Figure:
    """The audit of a whole log of so many entries: every entry, tile and the root; counted in hashes.

    Bare: as many hashes, half of them over what an entry holds and half over nodes.
    """
    files, signed = _whole_log(entries)
    files["checkpoint"] = signed

    def ours() -> float:
        start = perf_counter()
        audit_log(files.get, LOG.key.name, [LOG.key])
        return (2 * entries - 1) / (perf_counter() - start)

    rates = _best([ours, lambda: _bare_audit(entries)], rounds=3)
    return Figure(f"audit of a log of {entries:,} entries (hashes)", *rates, 0.50)


def _bare_audit(entries: int) -> float:
    leaf = b"\x00" + _leaf(0)
    inputs = [leaf[:-8] + number.to_bytes(8, "big") for number in range(1 << 16)]
    sha256, done = hashlib.sha256, 0
    start = perf_counter()
    while done < entries:
        _ = [sha256(data).digest() for data in inputs]
        done += len(inputs)
    leaf_seconds = (perf_counter() - start) * entries / done
    return (2 * entries - 1) / (leaf_seconds + entries / _bare_hashes(entries))


def _leaf(number: int) -> bytes:
    return format_leaf(Leaf.of(number.to_bytes(8, "big")))


def _whole_log(entries: int) -> tuple[dict[str, bytes], bytes]:
    edge, files = LogEdge(), dict[str, bytes]()
    for first in range(0, entries, 1 << 14):
        batch = [_leaf(number) for number in range(first, min(first + (1 << 14), entries))]
        files.update(edge.grow(batch))
    checkpoint = Checkpoint(LOG.key.name, entries, edge.tree.root())
    return files, sign_checkpoint(checkpoint, [LOG]).note


def run(leaves: int = 1_000_000, batches: int = 64) -> list[Figure]:
    """Measure all."""
    sending = [measure_send(suite) for suite in (AGE_PQ, AGE_X25519)]
    return [measure_append(batches), *sending, measure_tree(leaves), measure_audit(leaves)]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--leaves", type=int, default=1_000_000)
    parser.add_argument("--batches", type=int, default=64)
    options = parser.parse_args()
    table = Table("what", "ours / s", "bare / s", "ratio", "promised")
    for figure in run(options.leaves, options.batches):
        table.add_row(
            figure.name,
            f"{figure.ours:,.0f}",
            f"{figure.bare:,.0f}",
            f"{figure.ratio:.2f}",
            f">= {figure.promised:.2f}",
        )
    Console(width=120).print(table)


if __name__ == "__main__":
    main()
