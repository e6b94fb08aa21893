"""Reading a log's files that are ours to trust: entries, proofs, the edge to go on from.

What a peer serves is not read with this but with ``detente.exchange.pull``, which believes nothing unproven.
"""

from __future__ import annotations

from collections.abc import Callable

from detente.kernel.errors import OperatorError, ProofError
from detente.ledger.checkpoints import SignedCheckpoint
from detente.ledger.edge import Files, LogEdge, TreeEdge, edge_tiles
from detente.ledger.merkle import consistency_proof, fold, hash_leaves, inclusion_proof
from detente.ledger.proofs import InclusionProof
from detente.ledger.sentences import refuse
from detente.ledger.tiles import (
    TILE_WIDTH,
    bundle_path,
    decode_bundle,
    encode_entry,
    full_path,
    split_tile,
    tile_path,
)

#: Bytes of the file at a path below the log's folder; None where there is none.
ReadFile = Callable[[str], bytes | None]


class LogReader:
    """Reads a log of ``size`` entries, whose partial tiles of that size are present.

    Every method raises ``OperatorError`` where a file is missing or damaged.
    """

    __slots__ = ("_read", "size")

    def __init__(self, read: ReadFile, size: int) -> None:
        self._read = read
        self.size = size

    def entries(self, start: int, end: int) -> list[bytes]:
        """Entries ``start`` up to, not including, ``end``; cut off at the log's size."""
        end = min(end, self.size)
        found: list[bytes] = []
        for index in range(start // TILE_WIDTH, -(-end // TILE_WIDTH)):
            first = index * TILE_WIDTH
            found += self._bundle(index)[max(start - first, 0) : end - first]
        return found

    def entry(self, index: int) -> bytes:
        """The entry at ``index``."""
        found = self.entries(index, index + 1) if index >= 0 else []
        if not found:
            raise refuse(OperatorError, "log-no-entry", index=index, size=self.size)
        return found[0]

    def inclusion(self, index: int, size: int | None = None) -> list[bytes]:
        """The inclusion proof of an entry in the tree of ``size``, by default the whole."""
        return inclusion_proof(index, self.size if size is None else size, self.node)

    def consistency(self, old_size: int, new_size: int | None = None) -> list[bytes]:
        """The proof that an earlier tree begins a later one, by default the whole."""
        return consistency_proof(old_size, self.size if new_size is None else new_size, self.node)

    def proof(self, index: int, signed: SignedCheckpoint) -> InclusionProof:
        """The proof file's content for an entry under a checkpoint of this log."""
        hashes = self.inclusion(index, signed.checkpoint.size)
        return InclusionProof(index, tuple(hashes), signed.note)

    def node(self, height: int, index: int) -> bytes:
        """The hash over 2^height leaves, all within the log."""
        level, inside = divmod(height, 8)
        start = index << inside
        hashes = self._tile(level, start // TILE_WIDTH)
        within = start % TILE_WIDTH
        return fold(hashes[within : within + (1 << inside)])

    def edge(self) -> LogEdge:
        """The edge from which the log goes on; the partial bundle agrees with its tile."""
        levels: list[list[bytes]] = [[] for _ in range((self.size.bit_length() + 7) // 8)]
        for level, index, _ in edge_tiles(self.size):
            levels[level] = self._tile(level, index)
        bundle = self._bundle(self.size // TILE_WIDTH) if self.size % TILE_WIDTH else []
        if levels and hash_leaves(bundle) != levels[0]:
            raise refuse(OperatorError, "log-damaged", path=bundle_path(self.size // TILE_WIDTH))
        return LogEdge(TreeEdge(self.size, levels), [encode_entry(entry) for entry in bundle])

    def _bundle(self, index: int) -> list[bytes]:
        width = min(self.size - index * TILE_WIDTH, TILE_WIDTH)
        path, data = self._file(bundle_path(index, width))
        try:
            return decode_bundle(data, width if path != full_path(path) else TILE_WIDTH)[:width]
        except ProofError:
            raise refuse(OperatorError, "log-damaged", path=path) from None

    def _tile(self, level: int, index: int) -> list[bytes]:
        width = min((self.size >> 8 * level) - index * TILE_WIDTH, TILE_WIDTH)
        path, data = self._file(tile_path(level, index, width))
        try:
            return split_tile(data, width)
        except ProofError:
            raise refuse(OperatorError, "log-damaged", path=path) from None

    def _file(self, path: str) -> tuple[str, bytes]:
        # A partial tile may have been dropped once the full one existed.
        for name in dict.fromkeys((path, full_path(path))):
            data = self._read(name)
            if data is not None:
                return name, data
        raise refuse(OperatorError, "log-missing", path=path)


def mirror_files(read: ReadFile, size: int, entries: list[bytes]) -> Files:
    """The files that a mirror of a log with ``size`` entries gains when it takes in the next ``entries``.

    The caller has verified the entries. Publish the files, then remember the new size.

    Raises:
        OperatorError: a file of the mirror is missing or damaged.
    """
    return LogReader(read, size).edge().grow(entries)
