"""Tiles and entry bundles: the static files in which a log is served.

Source: C2SP tlog-tiles (5ba5ee83).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from detente.kernel.errors import InputError, ProofError
from detente.ledger.sentences import refuse

TILE_WIDTH = 256
MAX_ENTRY_BYTES = 65_535
FULL_TILE_BYTES = TILE_WIDTH * 32
MAX_BUNDLE_BYTES = TILE_WIDTH * (2 + MAX_ENTRY_BYTES)
CHECKPOINT_PATH = "checkpoint"

_PATH = re.compile(
    r"tile/(entries|0|[1-9]|[1-5][0-9]|6[0-3])/((?:x[0-9]{3}/)*[0-9]{3})(?:\.p/([1-9][0-9]{0,2}))?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class TileName:
    """Which file: ``level`` is None for an entry bundle; ``width`` is 256 where the tile is full."""

    level: int | None
    index: int
    width: int


def tile_path(level: int, index: int, width: int = TILE_WIDTH) -> str:
    """``tile/0/x001/234/067.p/12``."""
    return f"tile/{level}/{_index_path(index, width)}"


def bundle_path(index: int, width: int = TILE_WIDTH) -> str:
    """``tile/entries/x001/234/067.p/12``."""
    return f"tile/entries/{_index_path(index, width)}"


def parse_path(path: str) -> TileName | None:
    """Which file a path names; None where it names none in its only spelling."""
    match = _PATH.fullmatch(path)
    if match is None:
        return None
    level, digits, width = match.groups()
    name = TileName(
        None if level == "entries" else int(level),
        int(digits.replace("x", "").replace("/", "")),
        int(width) if width else TILE_WIDTH,
    )
    if (width and name.width >= TILE_WIDTH) or _path_of(name) != path:
        return None
    return name


def full_path(path: str) -> str:
    """The path of the full tile that a partial one becomes."""
    return path.partition(".p/")[0]


def partial_width(size: int, level: int) -> int:
    """How many hashes the last, partial tile of a level holds in a tree of ``size``; 0 for none."""
    return (size >> 8 * level) % TILE_WIDTH


def encode_bundle(entries: Iterable[bytes]) -> bytes:
    """Entries, each after its length in two bytes.

    Raises:
        InputError: an entry is empty or longer than 65,535 bytes.
    """
    return b"".join(map(encode_entry, entries))


def encode_entry(entry: bytes) -> bytes:
    """One entry after its length in two bytes.

    Raises:
        InputError: it is empty or longer than 65,535 bytes.
    """
    if not 0 < len(entry) <= MAX_ENTRY_BYTES:
        raise refuse(InputError, "entry-size", size=len(entry), limit=MAX_ENTRY_BYTES)
    return len(entry).to_bytes(2, "big") + entry


def decode_bundle(data: bytes, count: int) -> list[bytes]:
    """The ``count`` entries of a bundle.

    Raises:
        ProofError: it holds fewer, more, an empty one, or a part of one.
    """
    entries: list[bytes] = []
    at, end = 0, len(data)
    while at + 2 <= end:
        start = at + 2
        at = start + (data[at] << 8 | data[at + 1])
        entries.append(data[start:at])
    if at != end or len(entries) != count or not all(entries):
        raise refuse(ProofError, "bundle-form", count=count)
    return entries


def split_tile(data: bytes, width: int) -> list[bytes]:
    """The ``width`` hashes of a tile, of which ``data`` may hold more.

    Raises:
        ProofError: it is no row of whole hashes, or holds fewer.
    """
    if len(data) % 32 or not 32 * width <= len(data) <= FULL_TILE_BYTES:
        raise refuse(ProofError, "tile-form", width=width)
    return [data[at : at + 32] for at in range(0, 32 * width, 32)]


def join_tile(hashes: Sequence[bytes]) -> bytes:
    """The bytes of a tile."""
    return b"".join(hashes)


def _index_path(index: int, width: int) -> str:
    groups = [f"{index % 1000:03}"]
    while index := index // 1000:
        groups.append(f"x{index % 1000:03}")
    suffix = f".p/{width}" if width < TILE_WIDTH else ""
    return "/".join(reversed(groups)) + suffix


def _path_of(name: TileName) -> str:
    if name.level is None:
        return bundle_path(name.index, name.width)
    return tile_path(name.level, name.index, name.width)
