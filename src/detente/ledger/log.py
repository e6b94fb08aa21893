"""The one writer of a log. It can crash anywhere, and never signs two histories.

The order of every append, each step named by ``Step``: stage the batch durably; recompute the root from what
was read back; sign; compare-and-swap the signing state; publish bundles and tiles; publish the checkpoint;
only then answer. Source: docs/spec/ledger.md §8.
"""

from __future__ import annotations

import struct
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from detente.kernel.errors import DetenteError, OperatorError, ProofError
from detente.ledger.checkpoints import Checkpoint, SignedCheckpoint, sign_checkpoint, verify_checkpoint
from detente.ledger.edge import Files, LogEdge
from detente.ledger.keys import Signer
from detente.ledger.leaf import entry_key
from detente.ledger.merkle import EMPTY_ROOT
from detente.ledger.proofs import InclusionProof
from detente.ledger.reading import LogReader
from detente.ledger.sentences import refuse
from detente.ledger.storage import LogStorage, SigningStore
from detente.ledger.tiles import CHECKPOINT_PATH, decode_bundle, encode_bundle

_RECORD = struct.Struct(">QI")
SETTLE_BATCHES = 256
_SETTLE_BYTES = 2 << 20
_INDEX_ENTRIES = 1 << 14


class Step(StrEnum):
    """What an append has just done."""

    STAGED = "staged"
    RECOMPUTED = "recomputed"
    SIGNED = "signed"
    SWAPPED = "swapped"
    TILES_PUBLISHED = "tiles-published"
    CHECKPOINT_PUBLISHED = "checkpoint-published"
    SETTLED = "settled"


After = Callable[[Step], None]


def nothing_after(_step: Step) -> None:
    """No one is told."""


@dataclass(slots=True)
class _Batch:
    """A batch that is signed, and must be published before anything else happens."""

    edge: LogEdge
    files: Files
    signed: SignedCheckpoint


def empty_checkpoint(signers: Sequence[Signer]) -> SignedCheckpoint:
    """The checkpoint of a new log: with it, and only at initialisation, a signing store is created."""
    return sign_checkpoint(Checkpoint(signers[0].key.name, 0, EMPTY_ROOT), signers)


class Log:
    """Appends entries and answers with their indices; see ``open_log``."""

    def __init__(  # noqa: PLR0913, PLR0917 - made by open_log alone
        self,
        storage: LogStorage,
        signing: SigningStore,
        signers: Sequence[Signer],
        edge: LogEdge,
        signed: SignedCheckpoint,
        indices: dict[bytes, int],
        key_of: Callable[[bytes], bytes],
        after: After,
        settle_batches: int,
    ) -> None:
        self._storage = storage
        self._signing = signing
        self._signers = tuple(signers)
        self._edge = edge
        self._signed = signed
        self._indices = indices
        self._key_of = key_of
        self._after = after
        self._settle_batches = settle_batches
        self._unpublished: list[_Batch] = []
        self._batches = self._bytes = 0
        self._in_doubt = False
        self._shown = signed
        # Officers send while receipts are registered: one batch is finished before the next begins.
        self._turn = threading.RLock()

    @property
    def checkpoint(self) -> SignedCheckpoint:
        """The newest published checkpoint, with those cosignatures that are shown below it."""
        return self._shown

    @property
    def size(self) -> int:
        """How many entries are published."""
        return self._signed.checkpoint.size

    def index_of(self, entry: bytes) -> int | None:
        """Where an entry of the same key stands, or None."""
        index = self._indices.get(self._key_of(entry))
        return index if index is not None and index < self.size else None

    def append(self, entries: Sequence[bytes]) -> list[int]:
        """Log entries in this order, as one batch; return the index of each.

        An entry whose key is already in the log is not logged again: its first index is returned.
        When this returns, the entries are durable and published.

        Raises:
            InputError: an entry is empty or too long; none was logged.
            OperatorError: the machine could not; after ``log-in-doubt`` reopen the log. Appending the same
                entries again is always safe.
        """
        with self._turn:
            return self._append(entries)

    def show_cosigned(self, note: bytes) -> bool:
        """Publish the newest checkpoint again, with what cosigners have put below it.

        False, and nothing is done, where another text or less than the log's own lines is given: a newer checkpoint
        has been published meanwhile. What was signed last stays what it was.

        Raises:
            OperatorError: the machine could not.
        """
        with self._turn:
            if self._unpublished or not note.startswith(self._signed.note):
                return False
            self._storage.publish_checkpoint(note)
            self._shown = SignedCheckpoint(self._signed.checkpoint, note)
            return True

    def _append(self, entries: Sequence[bytes]) -> list[int]:
        self._require_certainty()
        self._publish()
        keys = [self._key_of(entry) for entry in entries]
        fresh: dict[bytes, bytes] = {}
        for key, entry in zip(keys, entries, strict=True):
            if key not in self._indices:
                fresh.setdefault(key, entry)
        if fresh:
            self._commit(fresh)
            self._publish()
            self._settle_in_time()
        return [self._indices[key] for key in keys]

    def reader(self) -> LogReader:
        """Reads the log as published now."""
        return LogReader(self._storage.read, self.size)

    def entry(self, index: int) -> bytes:
        """The entry at ``index``."""
        return self.reader().entry(index)

    def entries(self, start: int, end: int) -> list[bytes]:
        """Entries ``start`` up to, not including, ``end``."""
        return self.reader().entries(start, end)

    def inclusion(self, index: int, size: int) -> list[bytes]:
        """The inclusion proof of an entry in the tree of ``size``."""
        return self.reader().inclusion(index, size)

    def proof(self, index: int) -> InclusionProof:
        """The proof file's content for an entry, under the newest checkpoint."""
        return self.reader().proof(index, self._shown)

    def close(self) -> None:
        """Settle as far as the machine allows, and let another writer in.

        What stays unfinished was reported when it failed, and the next ``open_log`` finishes it.
        """
        with self._turn:
            try:
                if not self._in_doubt:
                    with suppress(OperatorError):
                        self._publish()
                        self._storage.settle()
            finally:
                self._storage.close()
                self._signing.close()

    def _require_certainty(self) -> None:
        if self._in_doubt:
            raise refuse(OperatorError, "log-in-doubt")

    def _commit(self, fresh: dict[bytes, bytes]) -> None:
        start = self._edge.size
        record = _RECORD.pack(start, len(fresh)) + encode_bundle(fresh.values())
        read_back = self._storage.stage(record)
        try:
            self._after(Step.STAGED)
            if read_back != record:
                raise refuse(OperatorError, "log-read-back")
            edge = self._edge.copy()
            files = edge.grow(_decode_record(read_back)[1])
            checkpoint = Checkpoint(self._signers[0].key.name, edge.size, edge.tree.root())
            self._after(Step.RECOMPUTED)
            signed = sign_checkpoint(checkpoint, self._signers)
            self._after(Step.SIGNED)
        except BaseException:
            self._in_doubt = True
            self._storage.unstage()
            self._in_doubt = False
            raise
        self._swap(signed)
        self._edge = edge
        self._indices |= zip(fresh, range(start, edge.size), strict=True)
        self._unpublished.append(_Batch(edge, files, signed))
        self._batches, self._bytes = self._batches + 1, self._bytes + len(record)

    def _swap(self, signed: SignedCheckpoint) -> None:
        # If this fails we cannot know what stands in the store: nothing more is signed until a restart.
        self._in_doubt = True
        self._signing.swap(self._signed.note, signed.note)
        self._in_doubt = False
        self._after(Step.SWAPPED)

    def _publish(self) -> None:
        while self._unpublished:
            batch = self._unpublished[0]
            self._storage.publish(batch.files)
            self._after(Step.TILES_PUBLISHED)
            self._storage.publish_checkpoint(batch.signed.note)
            self._signed = self._shown = batch.signed
            self._unpublished.pop(0)
            self._after(Step.CHECKPOINT_PUBLISHED)

    def _settle_in_time(self) -> None:
        if self._batches >= self._settle_batches or self._bytes >= _SETTLE_BYTES:
            self._storage.settle()
            self._batches = self._bytes = 0
            self._after(Step.SETTLED)


def open_log(
    storage: LogStorage,
    signing: SigningStore,
    signers: Sequence[Signer],
    *,
    key_of: Callable[[bytes], bytes] = entry_key,
    after: After = nothing_after,
    settle_batches: int = SETTLE_BATCHES,
) -> Log:
    """Take up a log where it stopped, however it stopped.

    Published behind signed: what was signed is published. Anything else that disagrees: refused.

    Args:
        storage: its files.
        signing: its signing store, created at initialisation.
        signers: its keys; all sign every checkpoint, the first one's name is the origin.
        key_of: what makes two entries the same one.
        after: called after each step, for tests that crash there.
        settle_batches: after so many batches the files are made durable and the journal is emptied.

    Raises:
        OperatorError: the files hold less than was signed (restored from a backup), more, or another
            history; or they are damaged.
    """
    signed = _read_signed(signing.read(), signers)
    records = [_decode_record(record) for record in storage.staged()]
    start = records[0][0] if records else signed.checkpoint.size
    if start > signed.checkpoint.size:
        raise refuse(OperatorError, "log-ahead", signed=signed.checkpoint.size)
    edge = LogReader(storage.read, start).edge()
    files = _replay(edge, records, signed.checkpoint.size)
    if edge.size < signed.checkpoint.size:
        raise refuse(OperatorError, "log-behind", size=edge.size, signed=signed.checkpoint.size)
    if edge.tree.root() != signed.checkpoint.root:
        raise refuse(OperatorError, "log-other-root", size=edge.size)
    _finish(storage, signed, signers, files)
    indices = _index(LogReader(storage.read, edge.size), key_of)
    return Log(storage, signing, signers, edge, signed, indices, key_of, after, settle_batches)


def _replay(edge: LogEdge, records: Sequence[tuple[int, list[bytes]]], size: int) -> Files:
    # Records beyond ``size`` were staged and never signed, so nobody was promised anything.
    files: Files = []
    for start, entries in records:
        if start != edge.size or start + len(entries) > size:
            break
        files += edge.grow(entries)
    return files


def _finish(storage: LogStorage, signed: SignedCheckpoint, signers: Sequence[Signer], files: Files) -> None:
    note = storage.read(CHECKPOINT_PATH)
    if note != signed.note:
        _require_not_ahead(note, signed, signers)
    storage.publish(files, mend=True)
    storage.publish_checkpoint(signed.note)
    storage.settle()


def _require_not_ahead(note: bytes | None, signed: SignedCheckpoint, signers: Sequence[Signer]) -> None:
    try:
        published = _verify(note or b"", signers).checkpoint
    except ProofError:
        return  # absent, or torn by a crash: the signed one replaces it
    if published.size > signed.checkpoint.size:
        raise refuse(OperatorError, "log-ahead", signed=signed.checkpoint.size)
    if published.size == signed.checkpoint.size and published.root != signed.checkpoint.root:
        raise refuse(OperatorError, "log-other-root", size=published.size)


def _read_signed(note: bytes, signers: Sequence[Signer]) -> SignedCheckpoint:
    try:
        return _verify(note, signers)
    except ProofError:
        raise refuse(OperatorError, "signing-other-key", origin=signers[0].key.name) from None


def _verify(note: bytes, signers: Sequence[Signer]) -> SignedCheckpoint:
    return verify_checkpoint(note, signers[0].key.name, [one.key for one in signers])


def _index(reader: LogReader, key_of: Callable[[bytes], bytes]) -> dict[bytes, int]:
    indices: dict[bytes, int] = {}
    for start in range(0, reader.size, _INDEX_ENTRIES):
        entries = reader.entries(start, start + _INDEX_ENTRIES)
        for index, entry in enumerate(entries, start):
            indices.setdefault(key_of(entry), index)
    return indices


def _decode_record(record: bytes) -> tuple[int, list[bytes]]:
    try:
        start, count = _RECORD.unpack_from(record)
        return start, decode_bundle(record[_RECORD.size :], count)
    except (struct.error, DetenteError):
        raise refuse(OperatorError, "log-journal") from None
