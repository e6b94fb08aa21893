"""Tiles, bundles, and the right edge from which they grow."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import InputError, OperatorError, ProofError
from detente.ledger.edge import LogEdge, TreeEdge, edge_root, edge_tiles
from detente.ledger.merkle import fold, hash_leaves, range_root, verify_consistency, verify_inclusion
from detente.ledger.reading import LogReader, mirror_files
from detente.ledger.tiles import (
    TileName,
    bundle_path,
    decode_bundle,
    encode_bundle,
    full_path,
    parse_path,
    partial_width,
    split_tile,
    tile_path,
)

MANY = [f"entry {n}".encode() for n in range(66_000)]


def test_paths_are_spelled_as_c2sp_spells_them() -> None:
    assert tile_path(0, 1_234_067) == "tile/0/x001/x234/067"
    assert tile_path(63, 0, 12) == "tile/63/000.p/12"
    assert bundle_path(1_000, 255) == "tile/entries/x001/000.p/255"
    assert full_path("tile/0/000.p/12") == full_path("tile/0/000") == "tile/0/000"


@given(st.none() | st.integers(0, 63), st.integers(0, 2**55), st.integers(1, 256))
def test_every_path_reads_back(level: int | None, index: int, width: int) -> None:
    path = bundle_path(index, width) if level is None else tile_path(level, index, width)
    assert parse_path(path) == TileName(level, index, width)


@pytest.mark.parametrize(
    "path",
    [
        "tile/64/000",
        "tile/00/000",
        "tile/0/x000/000",
        "tile/0/1234",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/012",
        "tile/0/../checkpoint",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/-1/000",
        "tile/entries/٠٠٠",
        "checkpoint",
    ],
)
def test_no_other_path_names_a_tile(path: str) -> None:
    assert parse_path(path) is None


def test_the_partial_tiles_of_c2sps_example() -> None:
    assert edge_tiles(70_000) == [(0, 273, 112), (1, 1, 17), (2, 0, 1)]
    assert edge_tiles(256) == [(1, 0, 1)]
    assert edge_tiles(0) == []
    assert [partial_width(70_000, level) for level in range(4)] == [112, 17, 1, 0]


@given(st.lists(st.binary(min_size=1, max_size=300), max_size=20))
def test_a_bundle_reads_back(entries: list[bytes]) -> None:
    data = encode_bundle(entries)
    assert decode_bundle(data, len(entries)) == entries
    for wrong in (len(entries) + 1, len(entries) - 1):
        with pytest.raises(ProofError):
            decode_bundle(data, wrong)


@given(st.binary(max_size=60), st.integers(0, 5))
def test_any_bundle_is_read_or_refused_as_proof(data: bytes, count: int) -> None:
    try:
        entries = decode_bundle(data, count)
    except ProofError:
        return
    assert encode_bundle(entries) == data


def test_the_longest_entry_fits_and_an_empty_or_longer_one_does_not() -> None:
    longest = b"x" * 65_535
    assert decode_bundle(encode_bundle([longest]), 1) == [longest]
    for wrong in (b"", longest + b"x"):
        with pytest.raises(InputError) as caught:
            encode_bundle([wrong])
        assert caught.value.code == "entry-size"
    with pytest.raises(ProofError):
        decode_bundle(b"\x00\x00", 1)


@pytest.mark.parametrize(("data", "width"), [(bytes(31), 1), (bytes(32), 2), (b"", 1), (bytes(8224), 256)])
def test_a_truncated_or_overlong_tile_is_refused(data: bytes, width: int) -> None:
    with pytest.raises(ProofError) as caught:
        split_tile(data, width)
    assert caught.value.code == "tile-form"


@given(st.lists(st.integers(1, 700), max_size=6))
def test_growing_in_steps_gives_the_files_of_growing_at_once(steps: list[int]) -> None:
    entries = MANY[: sum(steps)]
    edge, files, at = LogEdge(), dict[str, bytes](), 0
    for step in steps:
        for path, data in edge.grow(entries[at : at + step]):
            assert files.setdefault(path, data) == data
        at += step
    whole = LogEdge()
    assert set(whole.grow(entries)) <= set(files.items())
    assert edge.tree.root() == whole.tree.root() == fold(hash_leaves(entries))
    assert (edge.bundle, edge.tree.levels, edge.size) == (whole.bundle, whole.tree.levels, len(entries))
    for path, data in files.items():
        name = parse_path(path)
        assert name is not None
        if name.level is not None:
            assert len(data) == 32 * name.width


def test_a_copy_grows_alone() -> None:
    edge = LogEdge()
    edge.grow(MANY[:10])
    edge.copy().grow(MANY[10:400])
    assert (edge.size, len(edge.bundle), edge.tree.root()) == (10, 10, fold(hash_leaves(MANY[:10])))
    with pytest.raises(InputError):
        edge.grow([b"fine", b""])
    assert (edge.size, len(edge.bundle)) == (10, 10)


def test_tiles_of_higher_levels_hold_the_roots_of_full_tiles_below() -> None:
    edge = TreeEdge()
    leaves = hash_leaves(MANY)
    files = dict(edge.grow(leaves))
    level_1 = [fold(leaves[at : at + 256]) for at in range(0, 65_792, 256)]
    assert files["tile/1/000"] == b"".join(level_1[:256])
    assert files["tile/1/001.p/1"] == level_1[256]
    assert files["tile/2/000.p/1"] == fold(level_1[:256])
    assert "tile/2/000" not in files
    assert edge.root() == fold(leaves) == edge_root(edge.levels)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    edge, found = LogEdge(), dict[str, bytes]()
    for start in range(0, len(MANY), 1000):
        found.update(edge.grow(MANY[start : start + 1000]))
    return found


def test_a_reader_gives_entries_proofs_and_the_edge(files: dict[str, bytes]) -> None:
    reader = LogReader(files.get, len(MANY))
    leaves = hash_leaves(MANY)
    root = fold(leaves)
    assert range_root(0, len(MANY), reader.node) == root
    assert reader.entries(250, 600) == MANY[250:600]
    assert reader.entries(65_990, 70_000) == MANY[65_990:]
    assert reader.entries(5, 5) == reader.entries(70_000, 70_001) == []
    for index in (0, 255, 256, 65_535, 65_536, 65_999):
        assert reader.entry(index) == MANY[index]
        verify_inclusion(leaves[index], index, len(MANY), reader.inclusion(index), root)
    for old in (0, 1, 255, 256, 257, 1000, 65_536, 65_000, 66_000):
        verify_consistency(old, fold(leaves[:old]), len(MANY), root, reader.consistency(old))
    edge = reader.edge()
    assert (edge.size, edge.tree.root(), len(edge.bundle)) == (len(MANY), root, len(MANY) % 256)


@pytest.mark.parametrize("index", [-1, 66_000, 10**9])
def test_an_entry_that_is_not_there_is_refused(files: dict[str, bytes], index: int) -> None:
    with pytest.raises(OperatorError) as caught:
        LogReader(files.get, len(MANY)).entry(index)
    assert caught.value.code == "log-no-entry"


def test_a_reader_takes_the_full_tile_where_the_partial_one_was_dropped(files: dict[str, bytes]) -> None:
    left = {
        path: data for path, data in files.items() if full_path(path) == path or full_path(path) not in files
    }
    reader = LogReader(left.get, 2000)
    assert reader.entries(1990, 2000) == MANY[1990:2000]
    assert reader.edge().tree.root() == fold(hash_leaves(MANY[:2000]))


@pytest.mark.parametrize(
    ("path", "data", "code"),
    [
        ("tile/0/257.p/208", None, "log-missing"),
        ("tile/0/257.p/208", b"short", "log-damaged"),
        ("tile/entries/257.p/208", None, "log-missing"),
        ("tile/entries/257.p/208", b"\x00\x01x", "log-damaged"),
        ("tile/0/257.p/208", bytes(208 * 32), "log-damaged"),
    ],
)
def test_a_damaged_log_is_the_operators_to_mend(
    files: dict[str, bytes], path: str, data: bytes | None, code: str
) -> None:
    damaged = {**files, path: data}
    with pytest.raises(OperatorError) as caught:
        LogReader(damaged.get, len(MANY)).edge()
    assert caught.value.code == code


@given(st.lists(st.integers(1, 600), min_size=1, max_size=4))
def test_a_mirror_grown_in_steps_is_the_log_itself(steps: list[int]) -> None:
    mirror, size = dict[str, bytes](), 0
    for step in steps:
        mirror.update(mirror_files(mirror.get, size, MANY[size : size + step]))
        size += step
    assert LogReader(mirror.get, size).edge().tree.root() == fold(hash_leaves(MANY[:size]))
