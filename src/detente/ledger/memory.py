"""A log's storage in memory, for tests and trials: it can have its plug pulled at any moment.

It keeps what is durable apart from what is only shown, and passes the contract suite of the disk adapter.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from detente.kernel.errors import OperatorError
from detente.ledger.tiles import CHECKPOINT_PATH, full_path

#: What the medium holds of an unsettled file after a power cut: all of it, a part, or nothing (None).
Survives = Callable[[str, bytes], bytes | None]


class MemoryLogStorage:
    """``LogStorage`` in dictionaries."""

    def __init__(self) -> None:
        self.shown: dict[str, bytes] = {}
        self.durable: dict[str, bytes] = {}
        self._journal: list[bytes] = []

    def read(self, path: str) -> bytes | None:
        """The file at ``path``, or None."""
        return self.shown.get(path)

    def stage(self, record: bytes) -> bytes:
        """Add a record to the journal, durably."""
        self._journal.append(record)
        return record

    def unstage(self) -> None:
        """Take back the record staged last."""
        self._journal.pop()

    def staged(self) -> Sequence[bytes]:
        """The records of the journal, oldest first."""
        return tuple(self._journal)

    def publish(self, files: Sequence[tuple[str, bytes]], *, mend: bool = False) -> None:
        """Show files, in order."""
        for path, data in files:
            if not mend and self.shown.get(path, data) != data:
                raise OperatorError("file-rewrite", f"{path} exists with other bytes.")
            self.shown[path] = data

    def publish_checkpoint(self, note: bytes) -> None:
        """Replace the checkpoint that others see."""
        self.shown[CHECKPOINT_PATH] = note

    def settle(self) -> None:
        """Make everything durable, drop superseded partial tiles, empty the journal."""
        superseded = [
            path for path in self.shown if full_path(path) != path and full_path(path) in self.shown
        ]
        for path in superseded:
            del self.shown[path]
        self.durable = dict(self.shown)
        self._journal.clear()

    def close(self) -> None:
        """Nothing is held."""

    def power_cut(self, survives: Survives) -> MemoryLogStorage:
        """The storage as the next start finds it."""
        after = MemoryLogStorage()
        after._journal = list(self._journal)
        after.durable = dict(self.durable)
        for path, data in self.shown.items():
            if self.durable.get(path) == data:
                continue
            left = survives(path, data)
            if left is not None:
                after.durable[path] = left
        after.shown = dict(after.durable)
        return after


class MemorySigningStore:
    """``SigningStore`` in memory."""

    def __init__(self, note: bytes) -> None:
        self._note = note

    def read(self) -> bytes:
        """The note signed last."""
        return self._note

    def swap(self, expected: bytes, new: bytes) -> None:
        """Replace ``expected`` by ``new``."""
        if expected != self._note:
            raise OperatorError("signing-moved", "Something else was signed last.")
        self._note = new

    def close(self) -> None:
        """Nothing is held."""
