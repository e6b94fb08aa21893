"""Reading a log's published files, ours or a mirror's, without any right to write them."""

from __future__ import annotations

from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.ledger.checkpoints import verify_checkpoint
from detente.ledger.directory import StateKeys
from detente.ledger.leaf import blob_path
from detente.ledger.reading import LogReader
from detente.ledger.tiles import CHECKPOINT_PATH, parse_path
from detente.node.durable import read_file
from detente.node.logstore import ProvenMirror


def open_published(folder: Path, keys: StateKeys) -> ProvenMirror:
    """The log whose files lie in ``folder``, under its newest checkpoint.

    Raises:
        ProofError: it has no checkpoint there, or one that these keys did not sign.
    """

    def read(path: str) -> bytes | None:
        known = path == CHECKPOINT_PATH or parse_path(path) is not None
        return read_file(folder / path) if known else None

    signed = verify_checkpoint(read(CHECKPOINT_PATH) or b"", keys.origin, keys.log)
    return ProvenMirror(LogReader(read, signed.checkpoint.size), signed)


def read_blob(folder: Path, commit: str) -> bytes:
    """The blob of a commitment, from the public files in ``folder``.

    Raises:
        OperatorError: it is not there.
    """
    blob = read_file(folder / blob_path(commit))
    if blob is None:
        raise OperatorError(
            "blob-missing",
            f"The blob {commit} is missing in {folder}.",
            "Fetch it again from its sender, or restore it.",
        )
    return blob
