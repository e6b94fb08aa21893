"""Sealed blobs on disk, each under the hash that the log commits to."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

from detente.kernel.errors import DetenteBug
from detente.ledger.leaf import blob_path, commitment
from detente.node.durable import FileTree


class BlobStore:
    """Blobs below a folder, at ``blob/ab/cdef…``; written once, durable when ``put`` returns.

    One store at a time writes to a folder.
    """

    def __init__(self, folder: Path) -> None:
        self._files = FileTree(folder, folder / ".aside-blobs")
        self._turn = threading.Lock()

    def put(self, blobs: Mapping[str, bytes]) -> None:
        """Keep blobs by their commitments, synced together; keeping one again changes nothing.

        Raises:
            OperatorError: the disk refuses.
        """
        for commit, blob in blobs.items():
            if commitment(blob) != commit:
                raise DetenteBug("blob-hash", f"The blob is not the one that {commit} commits to.")
        with self._turn:
            self._files.publish([(blob_path(commit), blob) for commit, blob in blobs.items()], mend=True)
            self._files.settle()
