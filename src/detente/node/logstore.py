"""A node's log on disk: its files, its journal and its signing state.

Layout below the node's folder::

    public/checkpoint, public/tile/…   what others may read, written once (C2SP tlog-tiles)
    journal/                           batches that are not yet safe in the files; a lock
    signing/                           the last checkpoint ever signed, and what was cosigned as a witness: never
                                       backed up, never copied back

An append costs two syncs, one of the journal and one of the signing state; the files follow from the
journal, so they are synced together once in a while.
"""

from __future__ import annotations

import os
import struct
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.ledger.checkpoints import SignedCheckpoint
from detente.ledger.edge import TreeEdge
from detente.ledger.keys import Signer
from detente.ledger.log import After, Log, empty_checkpoint, nothing_after
from detente.ledger.log import open_log as open_log_over
from detente.ledger.merkle import hash_leaves
from detente.ledger.proofs import InclusionProof
from detente.ledger.reading import LogReader, mirror_files
from detente.ledger.tiles import CHECKPOINT_PATH, parse_path
from detente.node.durable import FileTree, disk_errors, lock_file, sync_path, write_whole
from detente.node.journal import Journal

PUBLIC, JOURNAL, SIGNING = "public", "journal", "signing"
#: What this node has cosigned as a witness: no more to be copied back than what its own log has signed.
WITNESS_STORE = f"{SIGNING}/witness.db"

_SLOT_BYTES = 1 << 14
_SLOT = struct.Struct(">8sQI32s")
_SLOT_MAGIC = b"signing1"
#: Backup programs leave out a folder that holds this file. Source: bford.info/cachedir
_CACHE_TAG = (
    b"Signature: 8a477f597d28d172789f06886806bc55\nThe last signed checkpoint: restoring it forks the log.\n"
)


def create_log_store(folder: Path, *signers: Signer) -> None:
    """Create the log of a new node, once in its life.

    Raises:
        OperatorError: it has a signing state already, or the disk refuses.
    """
    create_signing_store(folder / SIGNING, empty_checkpoint(signers).note)
    open_log(folder, signers).close()


def open_log(folder: Path, signers: Sequence[Signer], after: After = nothing_after) -> Log:
    """Open a node's log for writing, finishing what a stop left half done.

    Raises:
        OperatorError: in use by another process; no signing state; the files disagree with what was signed.
    """
    storage = DiskLogStorage(folder / PUBLIC, folder / JOURNAL)
    try:
        signing = DiskSigningStore(folder / SIGNING)
        try:
            return open_log_over(storage, signing, signers, after=after)
        except BaseException:
            signing.close()
            raise
    except BaseException:
        storage.close()
        raise


class DiskLogStorage:
    """``LogStorage`` in two folders; see ``detente.ledger.storage``. Locked to this process."""

    def __init__(self, files: Path, journal: Path, after: Callable[[str], None] = lambda _: None) -> None:
        with disk_errors(journal):
            journal.mkdir(parents=True, exist_ok=True)
        self._after = after
        self._lock = lock_file(journal / "lock")
        try:
            self._files = FileTree(files, files / ".aside", after)
            self._journal = Journal(journal / "journal", after)
        except BaseException:
            os.close(self._lock)
            raise

    def read(self, path: str) -> bytes | None:
        """The file at ``path``, or None; also None for a path that no log has."""
        known = path == CHECKPOINT_PATH or parse_path(path) is not None
        return self._files.read(path) if known else None

    def stage(self, record: bytes) -> bytes:
        """Add a record to the journal, durably; return what the medium gives back for it."""
        return self._journal.add(record)

    def unstage(self) -> None:
        """Take back the record staged last."""
        self._journal.take_back()

    def staged(self) -> Sequence[bytes]:
        """The whole records that the journal held when it was opened, oldest first."""
        return tuple(self._journal.records)

    def publish(self, files: Sequence[tuple[str, bytes]], *, mend: bool = False) -> None:
        """Show files, in order."""
        self._files.publish(files, mend=mend)

    def publish_checkpoint(self, note: bytes) -> None:
        """Replace the checkpoint that others see, in one step."""
        self._files.replace(CHECKPOINT_PATH, note)

    def settle(self) -> None:
        """Make everything published durable, then empty the journal."""
        self._files.settle()
        self._journal.empty()
        self._after("journal-emptied")

    def close(self) -> None:
        """Let another writer in."""
        self._journal.close()
        os.close(self._lock)


def create_signing_store(folder: Path, note: bytes) -> None:
    """Create the signing state of a log that has never signed anything.

    Raises:
        OperatorError: there is one already, or the disk refuses.
    """
    path = folder / "state"
    with disk_errors(path):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            raise OperatorError(
                "signing-exists",
                f"{folder} holds a signing state already.",
                "It is created once in the life of a log; open the node instead.",
            ) from None
        with os.fdopen(descriptor, "wb") as file:
            file.write(_encode_slot(1, note).ljust(2 * _SLOT_BYTES, b"\x00"))
            file.flush()
            os.fsync(file.fileno())
        (folder / "CACHEDIR.TAG").write_bytes(_CACHE_TAG)
        sync_path(folder)
        sync_path(folder.parent)


class DiskSigningStore:
    """``SigningStore`` in one file of two slots, written in turn: one of them is always whole."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "state"
        if not self._path.is_file():
            raise OperatorError(
                "signing-missing",
                f"{self._path} is missing: it is not known what this log has signed.",
                "Do not make a new one. See docs/how-to/recover-a-log.md.",
            )
        self._file = lock_file(self._path)

    def read(self) -> bytes:
        """The note signed last.

        Raises:
            OperatorError: neither slot is whole.
        """
        return self._last()[1]

    def swap(self, expected: bytes, new: bytes) -> None:
        """Durably replace ``expected`` by ``new``.

        Raises:
            OperatorError: another note than ``expected`` stands there, or the disk refuses.
        """
        number, note = self._last()
        if note != expected:
            raise OperatorError(
                "signing-moved",
                f"{self._path} says that something else was signed last.",
                "Another copy of this node is running, or has run: stop all but one.",
            )
        with disk_errors(self._path):
            write_whole(self._file, _encode_slot(number + 1, new), (number & 1) * _SLOT_BYTES)
            os.fdatasync(self._file)

    def close(self) -> None:
        """Let another writer in."""
        os.close(self._file)

    def _last(self) -> tuple[int, bytes]:
        with disk_errors(self._path):
            data = os.pread(self._file, 2 * _SLOT_BYTES, 0)
        slots = [slot for at in (0, _SLOT_BYTES) if (slot := _decode_slot(data[at : at + _SLOT_BYTES]))]
        if not slots:
            raise OperatorError(
                "signing-damaged",
                f"{self._path} is damaged: it is not known what this log has signed.",
                "Do not make a new one. See docs/how-to/recover-a-log.md.",
            )
        return max(slots)


class DiskMirror:
    """A copy of another state's log in one folder, from which its entries can be proven.

    The caller remembers how many entries are in it, in the same transaction as what it made of them.
    """

    def __init__(self, folder: Path) -> None:
        self._files = FileTree(folder, folder / ".aside")

    def read(self, path: str) -> bytes | None:
        """The file at ``path``, or None; also None for a path that no log has."""
        known = path == CHECKPOINT_PATH or parse_path(path) is not None
        return self._files.read(path) if known else None

    def add(self, size: int, entries: Sequence[bytes]) -> None:
        """Add verified entries to a mirror of ``size``, durably; adding the same again changes nothing.

        Raises:
            OperatorError: a file of the mirror is missing or damaged, or the disk refuses.
        """
        self._files.publish(mirror_files(self.read, size, list(entries)), mend=True)
        self._files.settle()

    def set_checkpoint(self, note: bytes) -> None:
        """Keep a verified checkpoint that covers no more than the mirror holds, durably."""
        self._files.replace(CHECKPOINT_PATH, note)
        self._files.settle()


class ProvenMirror:
    """Entries of a mirror, with their proofs."""

    def __init__(self, reader: LogReader, signed: SignedCheckpoint) -> None:
        self._reader = reader
        self.checkpoint = signed

    @property
    def size(self) -> int:
        """How many entries the checkpoint covers."""
        return self._reader.size

    def entry(self, index: int) -> bytes:
        """The entry at ``index``."""
        return self._reader.entry(index)

    def proof(self, index: int) -> InclusionProof:
        """Its proof under the newest checkpoint."""
        return self._reader.proof(index, self.checkpoint)

    def proof_under(self, index: int, signed: SignedCheckpoint) -> InclusionProof:
        """Its proof under an earlier checkpoint that covers it."""
        return self._reader.proof(index, signed)

    def consistency(self, size: int, of: int | None = None) -> list[bytes]:
        """The proof that the log's own first ``size`` entries begin its first ``of``, by default all."""
        return self._reader.consistency(size, of)

    def root_at(self, size: int) -> bytes:
        """The root over the first ``size`` entries."""
        edge = TreeEdge()
        edge.grow(hash_leaves(self._reader.entries(0, size)))
        return edge.root()


def _encode_slot(number: int, note: bytes) -> bytes:
    digest = sha256(number.to_bytes(8, "big") + note).digest()
    slot = _SLOT.pack(_SLOT_MAGIC, number, len(note), digest) + note
    if len(slot) > _SLOT_BYTES:
        raise OperatorError("signing-size", "The checkpoint is too long to keep.", "Sign with fewer keys.")
    return slot


def _decode_slot(slot: bytes) -> tuple[int, bytes] | None:
    if len(slot) < _SLOT.size:
        return None
    magic, number, length, digest = _SLOT.unpack_from(slot)
    note = slot[_SLOT.size : _SLOT.size + length]
    whole = magic == _SLOT_MAGIC and sha256(number.to_bytes(8, "big") + note).digest() == digest
    return (number, note) if whole else None
