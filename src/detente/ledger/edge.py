"""The right edge of a growing log: the partial tiles from which the next ones follow, and the root.

A few hundred hashes stand for the whole tree, so a log of any length grows and proves itself from them.
"""

from __future__ import annotations

from collections.abc import Sequence

from detente.ledger.merkle import EMPTY_ROOT, fold, hash_leaves
from detente.ledger.tiles import TILE_WIDTH, bundle_path, encode_entry, join_tile, partial_width, tile_path

#: Files of a log: path and bytes, in the order in which they may be published.
Files = list[tuple[str, bytes]]


class TreeEdge:
    """The partial tile of each level of a tree of ``size`` leaves, lowest first."""

    __slots__ = ("levels", "size")

    def __init__(self, size: int = 0, levels: Sequence[Sequence[bytes]] = ()) -> None:
        self.size = size
        self.levels = [list(level) for level in levels]

    def copy(self) -> TreeEdge:
        """An edge that grows without changing this one."""
        return TreeEdge(self.size, self.levels)

    def grow(self, leaves: Sequence[bytes]) -> Files:
        """Add leaf hashes; return every tile that became full and the last, partial ones that changed."""
        files: Files = []
        added, level = list(leaves), 0
        while added:
            added, level = self._fill(level, added, files), level + 1
        self.size += len(leaves)
        return files

    def root(self) -> bytes:
        """The root of the tree."""
        return edge_root(self.levels)

    def _fill(self, level: int, added: list[bytes], files: Files) -> list[bytes]:
        if level == len(self.levels):
            self.levels.append([])
        index = self.size >> 8 * (level + 1)
        hashes = self.levels[level] + added
        full = len(hashes) - len(hashes) % TILE_WIDTH
        above: list[bytes] = []
        for start in range(0, full, TILE_WIDTH):
            tile = hashes[start : start + TILE_WIDTH]
            files.append((tile_path(level, index), join_tile(tile)))
            above.append(fold(tile))
            index += 1
        rest = self.levels[level] = hashes[full:]
        if rest:
            files.append((tile_path(level, index, len(rest)), join_tile(rest)))
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
