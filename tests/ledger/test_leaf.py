"""The leaf: what it commits to, what it keeps quiet about, and its one form."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import InputError, ProofError
from detente.ledger.canonical import canonical_bytes
from detente.ledger.leaf import (
    Leaf,
    LeafKind,
    Seen,
    blob_path,
    commitment,
    entry_key,
    format_leaf,
    parse_leaf,
)
from detente.ledger.padding import size_class

LEAF = Leaf(LeafKind.MESSAGE, "ab" * 32, 4096, "plain", (Seen("ru.example/log", 7, bytes(32)),))

_leaves = st.builds(
    Leaf,
    st.sampled_from(LeafKind),
    st.binary(min_size=32, max_size=32).map(bytes.hex),
    st.integers(1, 2**30).map(size_class),
    st.from_regex("[a-z][a-z0-9-]{0,8}", fullmatch=True),
    st.lists(
        st.builds(
            Seen, st.just("ru.example/log"), st.integers(0, 2**53 - 1), st.binary(min_size=32, max_size=32)
        ),
        max_size=8,
    ).map(tuple),
)


@given(_leaves)
def test_a_leaf_reads_back(leaf: Leaf) -> None:
    assert parse_leaf(format_leaf(leaf)) == leaf
    assert entry_key(format_leaf(leaf)).decode() == leaf.commit


def test_a_leaf_says_only_what_everybody_may_know() -> None:
    assert json.loads(format_leaf(LEAF)) == {
        "v": 1,
        "kind": "message",
        "commit": {"sha256": "ab" * 32},
        "size": 4096,
        "suite": "plain",
        "seen": [["ru.example/log", 7, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]],
    }
    assert Leaf.of(b"blob") == Leaf(LeafKind.MESSAGE, commitment(b"blob"), 4096)
    assert blob_path("ab" * 32) == "blob/ab/" + "ab" * 31


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": True},
        {"kind": "other"},
        {"commit": {"sha256": "AB" * 32}},
        {"commit": {"sha256": "ab" * 31}},
        {"commit": {"sha256": "ab" * 32, "md5": "x"}},
        {"commit": "ab" * 32},
        {"size": 4097},
        {"size": 0},
        {"size": True},
        {"size": "4096"},
        {"suite": ""},
        {"suite": "Plain"},
        {"seen": [["o", 1]]},
        {"seen": [["", 1, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]]},
        {"seen": [["o", -1, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]]},
        {"seen": [["o", 1, "AAAA"]]},
        {"seen": [["o", 1, "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]] * 9},
        {"to": ["RU"]},
    ],
)
def test_any_other_form_is_refused(change: dict[str, object]) -> None:
    value = json.loads(format_leaf(LEAF))
    with pytest.raises(ProofError) as caught:
        parse_leaf(canonical_bytes({**value, **change}))
    assert caught.value.code in {"leaf-form", "hash-length"}


def test_a_leaf_of_other_bytes_is_refused() -> None:
    with pytest.raises(ProofError) as caught:
        parse_leaf(format_leaf(LEAF) + b" ")
    assert caught.value.code == "leaf-json"
    with pytest.raises(ProofError):
        parse_leaf(b"[" * 3000)
    with pytest.raises(InputError):
        format_leaf(Leaf(LeafKind.MESSAGE, "ab" * 32, 4096, "plain", (Seen("o" * 2000, 1, bytes(32)),)))


@given(st.binary(max_size=80))
def test_any_entry_has_a_key(entry: bytes) -> None:
    assert entry_key(entry) == sha256(entry).digest()
