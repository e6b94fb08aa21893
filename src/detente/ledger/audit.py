"""Auditing a whole log: every entry, every tile and the root, from its files alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.kernel.errors import ProofError
from detente.ledger.checkpoints import SignedCheckpoint, verify_checkpoint
from detente.ledger.edge import Files, TreeEdge, edge_tiles
from detente.ledger.keys import VerifierKey
from detente.ledger.merkle import hash_leaves
from detente.ledger.reading import ReadFile
from detente.ledger.sentences import refuse
from detente.ledger.tiles import (
    CHECKPOINT_PATH,
    TILE_WIDTH,
    bundle_path,
    decode_bundle,
    full_path,
    join_tile,
    tile_path,
)

_STEP = 16  # bundles taken in at once: few enough to hold, enough to keep the hashing busy


@dataclass(frozen=True, slots=True)
class AuditReport:
    """A log that is whole: its checkpoint, and how many entries and tiles were checked."""

    signed: SignedCheckpoint
    entries: int
    tiles: int


def audit_log(read: ReadFile, origin: str, keys: Sequence[VerifierKey]) -> AuditReport:
    """Recompute a log's tree from its entries; compare every tile and the root.

    Raises:
        ProofError: the checkpoint is not the log's, a file is missing or malformed, a tile is not what
            the entries make, or the root is another.
    """
    note = read(CHECKPOINT_PATH)
    if note is None:
        raise refuse(ProofError, "audit-missing", path=CHECKPOINT_PATH)
    signed = verify_checkpoint(note, origin, keys)
    size, edge, tiles = signed.checkpoint.size, TreeEdge(), 0
    for start in range(0, size, _STEP * TILE_WIDTH):
        leaves: list[bytes] = []
        for first in range(start, min(start + _STEP * TILE_WIDTH, size), TILE_WIDTH):
            leaves += hash_leaves(_entries(read, first // TILE_WIDTH, min(size - first, TILE_WIDTH)))
        full = [(path, tile) for path, tile in edge.grow(leaves) if path == full_path(path)]
        tiles += _compare(read, full)
    last = [(tile_path(*tile), join_tile(edge.levels[tile[0]])) for tile in edge_tiles(size)]
    tiles += _compare(read, last)
    if edge.root() != signed.checkpoint.root:
        raise refuse(ProofError, "audit-root", size=size)
    return AuditReport(signed, size, tiles)


def _entries(read: ReadFile, index: int, width: int) -> list[bytes]:
    path = bundle_path(index, width)
    data = read(path)
    if data is not None:
        return decode_bundle(data, width)
    data = read(full_path(path))
    if data is None:
        raise refuse(ProofError, "audit-missing", path=path)
    return decode_bundle(data, TILE_WIDTH)[:width]


def _compare(read: ReadFile, tiles: Files) -> int:
    for path, expected in tiles:
        data = read(path)
        if data is None and path != full_path(path):
            data = (read(full_path(path)) or b"")[: len(expected)] or None
        if data is None:
            raise refuse(ProofError, "audit-missing", path=path)
        if data != expected:
            raise refuse(ProofError, "audit-tile", path=path)
    return len(tiles)
