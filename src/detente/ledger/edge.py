"""The right edge of a growing log: the partial tiles from which the next ones follow, and the root.

A few hundred hashes stand for the whole tree, so a log of any length grows and proves itself from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256

from detente.ledger.merkle import EMPTY_ROOT, fold, hash_leaves, hash_node
from detente.ledger.tiles import TILE_WIDTH, bundle_path, encode_entry, join_tile, partial_width, tile_path

#: Files of a log: path and bytes, in the order in which they may be published.
Files = list[tuple[str, bytes]]

_TILE_HEIGHT = 8


class GrowingTile:
    """A tile that is not full yet, with the complete subtrees inside it, so that no hash is computed twice.

    ``rows[0]`` are its hashes; each row above holds the hashes of complete pairs in the row below.
    """

    __slots__ = ("rows",)

    def __init__(self, hashes: Sequence[bytes] = ()) -> None:
        self.rows: list[list[bytes]] = [[] for _ in range(_TILE_HEIGHT + 1)]
        self.extend(hashes)

    def copy(self) -> GrowingTile:
        """A tile that grows without changing this one."""
        other = GrowingTile()
        other.rows = [list(row) for row in self.rows]
        return other

    def extend(self, hashes: Sequence[bytes]) -> None:
        """Add hashes, no more than there is room for."""
        rows = self.rows
        rows[0] += hashes
        for height in range(_TILE_HEIGHT):
            fresh = rows[height][2 * len(rows[height + 1]) :]
            if len(fresh) < 2:
                break
            pairs = zip(fresh[::2], fresh[1::2], strict=False)
            rows[height + 1] += [sha256(b"\x01" + left + right).digest() for left, right in pairs]

    def root(self, beside: bytes | None) -> bytes | None:
        """The root over these hashes and ``beside``, a smaller subtree to their right; None over nothing."""
        found = beside
        for row in self.rows:
            if len(row) & 1:
                found = row[-1] if found is None else hash_node(row[-1], found)
        return found


class TreeEdge:
    """The partial tile of each level of a tree of ``size`` leaves, lowest first."""

    __slots__ = ("_tiles", "size")

    def __init__(self, size: int = 0, levels: Sequence[Sequence[bytes]] = ()) -> None:
        self.size = size
        self._tiles = [GrowingTile(hashes) for hashes in levels]

    @property
    def levels(self) -> list[list[bytes]]:
        """The hashes of the partial tile of each level."""
        return [tile.rows[0] for tile in self._tiles]

    def copy(self) -> TreeEdge:
        """An edge that grows without changing this one."""
        other = TreeEdge(self.size)
        other._tiles = [tile.copy() for tile in self._tiles]
        return other

    def grow(self, leaves: Sequence[bytes]) -> Files:
        """Add leaf hashes; return every tile that became full and the last, partial ones that changed."""
        files: Files = []
        added, level = leaves, 0
        while added:
            added, level = self._fill(level, added, files), level + 1
        self.size += len(leaves)
        return files

    def root(self) -> bytes:
        """The root of the tree."""
        found: bytes | None = None
        for tile in self._tiles:
            found = tile.root(found)
        return found or EMPTY_ROOT

    def _fill(self, level: int, added: Sequence[bytes], files: Files) -> list[bytes]:
        if level == len(self._tiles):
            self._tiles.append(GrowingTile())
        tile, index, at = self._tiles[level], self.size >> 8 * (level + 1), 0
        above: list[bytes] = []
        while at < len(added):
            room = TILE_WIDTH - len(tile.rows[0])
            tile.extend(added[at : at + room])
            at += room
            if len(tile.rows[0]) == TILE_WIDTH:
                files.append((tile_path(level, index), join_tile(tile.rows[0])))
                above += tile.rows[_TILE_HEIGHT]
                tile, index = GrowingTile(), index + 1
        self._tiles[level] = tile
        if tile.rows[0]:
            files.append((tile_path(level, index, len(tile.rows[0])), join_tile(tile.rows[0])))
        return above


class LogEdge:
    """The right edge of a log: that of its tree, and the entries of its partial bundle."""

    __slots__ = ("bundle", "tree")

    def __init__(self, tree: TreeEdge | None = None, bundle: Sequence[bytes] = ()) -> None:
        self.tree = tree or TreeEdge()
        self.bundle = list(bundle)

    @property
    def size(self) -> int:
        """How many entries the log holds."""
        return self.tree.size

    def copy(self) -> LogEdge:
        """An edge that grows without changing this one."""
        return LogEdge(self.tree.copy(), self.bundle)

    def grow(self, entries: Sequence[bytes]) -> Files:
        """Add entries; return the bundles and tiles that became full, and the last, partial ones.

        Raises:
            InputError: an entry is empty or too long; nothing was added.
        """
        index = self.size // TILE_WIDTH
        framed = self.bundle + [encode_entry(entry) for entry in entries]
        files: Files = []
        full = len(framed) - len(framed) % TILE_WIDTH
        for start in range(0, full, TILE_WIDTH):
            files.append((bundle_path(index), b"".join(framed[start : start + TILE_WIDTH])))
            index += 1
        self.bundle = framed[full:]
        if self.bundle and entries:
            files.append((bundle_path(index, len(self.bundle)), b"".join(self.bundle)))
        return files + self.tree.grow(hash_leaves(entries))


def edge_root(levels: Sequence[Sequence[bytes]]) -> bytes:
    """The root over the partial tiles of all levels, lowest first."""
    carried: list[bytes] = []
    for level in levels:
        # What the lower levels leave over is the smaller, last subtree of this level.
        hashes = [*level, *carried]
        carried = [fold(hashes)] if hashes else []
    return carried[0] if carried else EMPTY_ROOT


def edge_tiles(size: int) -> list[tuple[int, int, int]]:
    """(level, index, width) of the partial tiles on the right edge of a tree of ``size``, lowest first."""
    levels = range((size.bit_length() + 7) // 8)
    widths = [(level, size >> 8 * (level + 1), partial_width(size, level)) for level in levels]
    return [tile for tile in widths if tile[2]]
