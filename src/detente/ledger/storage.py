"""What a log asks of its storage. ``detente.node.logstore`` keeps it on disk, ``detente.ledger.memory`` in memory.

Both pass one contract suite (tests/node/test_logstore_contract.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class LogStorage(Protocol):
    """Files of one log, and a journal of batches not yet safe in those files.

    One writer holds it at a time. Every method raises ``OperatorError`` where the machine fails, and then
    has changed nothing that a later call would trip over.
    """

    def read(self, path: str) -> bytes | None:
        """The file at ``path``, or None."""

    def stage(self, record: bytes) -> bytes:
        """Add a record to the journal, durably; return what the medium gives back for it."""

    def unstage(self) -> None:
        """Take back the record staged last."""

    def staged(self) -> Sequence[bytes]:
        """The whole records of the journal, oldest first; one torn by a crash is not whole."""

    def publish(self, files: Sequence[tuple[str, bytes]], *, mend: bool = False) -> None:
        """Show files, in order; they need not be durable before ``settle``.

        A file that exists must hold the same bytes. With ``mend``, one that a crash has torn is replaced.
        """

    def publish_checkpoint(self, note: bytes) -> None:
        """Replace the checkpoint that others see, in one step."""

    def settle(self) -> None:
        """Make everything published durable, then empty the journal; drop partial tiles that became full."""

    def close(self) -> None:
        """Let another writer in."""


class SigningStore(Protocol):
    """The last checkpoint this node ever signed for its log. Never backed up, never rolled back."""

    def read(self) -> bytes:
        """The note signed last."""

    def swap(self, expected: bytes, new: bytes) -> None:
        """Durably replace ``expected`` by ``new``.

        Raises:
            OperatorError: another note than ``expected`` stands there, or the machine fails.
        """

    def close(self) -> None:
        """Let another writer in."""
