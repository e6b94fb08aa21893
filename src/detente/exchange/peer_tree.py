"""A peer's Merkle tree, known only as far as its files have been proven against one checkpoint."""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

from detente.exchange.effects import Fetch
from detente.exchange.sentences import refuse
from detente.kernel.errors import PeerError, ProofError
from detente.ledger.checkpoints import Checkpoint
from detente.ledger.edge import edge_root, edge_tiles
from detente.ledger.merkle import consistency_proof, fold, hash_leaves
from detente.ledger.tiles import (
    FULL_TILE_BYTES,
    MAX_BUNDLE_BYTES,
    TILE_WIDTH,
    bundle_path,
    decode_bundle,
    full_path,
    split_tile,
    tile_path,
)

_T = TypeVar("_T")


#: A routine that asks for files on its way to a result.
Fetching = Generator[Fetch, bytes | None, _T]


def fetch(path: str, max_bytes: int) -> Fetching[bytes | None]:
    """The bytes at ``path``, or None.

    Raises:
        PeerError: more than ``max_bytes`` came.
    """
    data = yield Fetch(path, max_bytes)
    if data is not None and len(data) > max_bytes:
        raise refuse(PeerError, "pull-oversized", path=path, limit=max_bytes)
    return data


class PeerTree:
    """The tree under one verified checkpoint; every hash it hands out leads to that checkpoint's root."""

    def __init__(self, checkpoint: Checkpoint) -> None:
        self._checkpoint = checkpoint
        self._tiles: dict[tuple[int, int], list[bytes]] = {}

    def fetch_edge(self) -> Fetching[None]:
        """Fetch the partial tiles on the right edge, which together make the root.

        Raises:
            ProofError: they make another.
            PeerError: one is missing or too long.
        """
        size = self._checkpoint.size
        levels: list[list[bytes]] = [[] for _ in range((size.bit_length() + 7) // 8)]
        path = ""
        for level, index, width in edge_tiles(size):
            path = tile_path(level, index, width)
            levels[level] = yield from self._fetch_tile(path, width)
            self._tiles[level, index] = levels[level]
        if edge_root(levels) != self._checkpoint.root:
            raise refuse(ProofError, "pull-tile", path=path)

    def root_at(self, size: int) -> Fetching[bytes]:
        """The root that this tree had at an earlier size."""
        levels: list[list[bytes]] = [[] for _ in range((size.bit_length() + 7) // 8)]
        for level, index, width in edge_tiles(size):
            tile = yield from self._tile(level, index)
            levels[level] = tile[:width]
        return edge_root(levels)

    def consistency_from(self, size: int) -> Fetching[list[bytes]]:
        """The proof that this tree's own earlier tree of ``size`` begins it."""
        while True:
            try:
                return consistency_proof(size, self._checkpoint.size, self._node)
            except _MissingTile as missing:
                yield from self._tile(missing.level, missing.index)

    def fetch_bundle(self, index: int) -> Fetching[list[bytes]]:
        """The entries of a bundle, each proven to stand where it does.

        Raises:
            ProofError: malformed, or not the entries under the checkpoint.
            PeerError: missing or too long.
        """
        width = min(self._checkpoint.size - index * TILE_WIDTH, TILE_WIDTH)
        path = bundle_path(index, width)
        name, data = yield from self._fetch_whole(path, MAX_BUNDLE_BYTES)
        entries = decode_bundle(data, width if name == path else TILE_WIDTH)[:width]
        hashes = hash_leaves(entries)
        if width < TILE_WIDTH:
            proven = hashes == self._tiles[0, index]
        else:
            above = yield from self._tile(1, index // TILE_WIDTH)
            proven = fold(hashes) == above[index % TILE_WIDTH]
        if not proven:
            raise refuse(ProofError, "pull-entry", path=name)
        return entries

    def _tile(self, level: int, index: int) -> Fetching[list[bytes]]:
        known = self._tiles.get((level, index))
        if known is not None:
            return known
        # Any tile that is not on the edge is full, and its root stands in the tile above it.
        path = tile_path(level, index)
        tile = yield from self._fetch_tile(path, TILE_WIDTH)
        above = yield from self._tile(level + 1, index // TILE_WIDTH)
        if fold(tile) != above[index % TILE_WIDTH]:
            raise refuse(ProofError, "pull-tile", path=path)
        self._tiles[level, index] = tile
        return tile

    def _node(self, height: int, index: int) -> bytes:
        level, inside = divmod(height, 8)
        start = index << inside
        tile = self._tiles.get((level, start // TILE_WIDTH))
        if tile is None:
            raise _MissingTile(level, start // TILE_WIDTH)
        return fold(tile[start % TILE_WIDTH :][: 1 << inside])

    def _fetch_tile(self, path: str, width: int) -> Fetching[list[bytes]]:
        name, data = yield from self._fetch_whole(path, FULL_TILE_BYTES)
        if name == path and len(data) != 32 * width:
            raise refuse(ProofError, "pull-tile", path=path)
        return split_tile(data, width)

    def _fetch_whole(self, path: str, max_bytes: int) -> Fetching[tuple[str, bytes]]:
        # A log may drop a partial tile once the full one exists, even one that its checkpoint needed.
        for name in dict.fromkeys((path, full_path(path))):
            data = yield from fetch(name, max_bytes)
            if data is not None:
                return name, data
        raise refuse(PeerError, "pull-missing", path=path)


class _MissingTile(Exception):  # noqa: N818 - a request, not an error
    def __init__(self, level: int, index: int) -> None:
        super().__init__(level, index)
        self.level = level
        self.index = index
