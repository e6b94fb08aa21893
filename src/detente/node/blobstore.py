"""Sealed blobs on disk, each under the hash that the log commits to."""

from __future__ import annotations

import threading
from pathlib import Path

from detente.kernel.errors import DetenteBug, OperatorError
from detente.ledger.leaf import blob_path, commitment
from detente.node.durable import FileTree


class BlobStore:
    """Blobs below a folder, at ``blob/ab/cdef…``; written once, durable when ``put`` returns."""

    def __init__(self, folder: Path) -> None:
        self._files = FileTree(folder, folder / ".aside-blobs")
        self._turn = threading.Lock()

    def put(self, commit: str, blob: bytes) -> None:
        """Keep a blob; keeping it again changes nothing.

        Raises:
            OperatorError: the disk refuses.
        """
        if commitment(blob) != commit:
            raise DetenteBug("blob-hash", f"The blob is not the one that {commit} commits to.")
        with self._turn:
            self._files.publish([(blob_path(commit), blob)], mend=True)
            self._files.settle()

    def find(self, commit: str) -> bytes | None:
        """The blob, or None."""
        return self._files.read(blob_path(commit))

    def get(self, commit: str) -> bytes:
        """The blob.

        Raises:
            OperatorError: it is not there.
        """
        blob = self.find(commit)
        if blob is None:
            raise OperatorError(
                "blob-missing",
                f"The blob {commit} is missing.",
                "Fetch it again from its sender, or restore it.",
            )
        return blob
