"""The tree against the definition in RFC 6962, a foreign library, and corrupted proofs."""

from __future__ import annotations

import contextlib
from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pymerkle import InmemoryTree

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.encoding import encode_base64
from detente.ledger.merkle import (
    EMPTY_ROOT,
    consistency_proof,
    fold,
    hash_leaf,
    hash_leaves,
    inclusion_proof,
    range_root,
    verify_consistency,
    verify_inclusion,
)

MOST = 70
ENTRIES = [f"entry {n}".encode() for n in range(MOST)]


@cache
def _mth(start: int, end: int) -> bytes:
    """MTH as RFC 6962 defines it."""
    if start == end:
        return sha256(b"").digest()
    if end - start == 1:
        return sha256(b"\x00" + ENTRIES[start]).digest()
    k = 1
    while k * 2 < end - start:
        k *= 2
    return sha256(b"\x01" + _mth(start, start + k) + _mth(start + k, end)).digest()


def _path(index: int, start: int, end: int) -> list[bytes]:
    if end - start == 1:
        return []
    k = 1
    while k * 2 < end - start:
        k *= 2
    if index < k:
        return [*_path(index, start, start + k), _mth(start + k, end)]
    return [*_path(index - k, start + k, end), _mth(start, start + k)]


def _subproof(m: int, start: int, end: int, whole: bool) -> list[bytes]:
    n = end - start
    if m == n:
        return [] if whole else [_mth(start, end)]
    k = 1
    while k * 2 < n:
        k *= 2
    if m <= k:
        return [*_subproof(m, start, start + k, whole), _mth(start + k, end)]
    return [*_subproof(m - k, start + k, end, False), _mth(start, start + k)]


def _node(height: int, index: int) -> bytes:
    return _mth(index << height, (index + 1) << height)


def test_the_empty_root_is_the_one_everybody_knows() -> None:
    assert encode_base64(EMPTY_ROOT) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="
    assert fold([]) == range_root(0, 0, _node) == EMPTY_ROOT


def test_roots_are_those_of_the_definition_and_of_a_foreign_library() -> None:
    foreign = InmemoryTree(algorithm="sha256")
    for size in range(1, MOST + 1):
        foreign.append_entry(ENTRIES[size - 1])
        root = fold(hash_leaves(ENTRIES[:size]))
        assert root == range_root(0, size, _node) == _mth(0, size) == foreign.get_root(size)


def test_inclusion_proofs_are_those_of_the_definition_and_verify() -> None:
    for size in range(1, MOST + 1):
        for index in range(size):
            proof = inclusion_proof(index, size, _node)
            assert proof == _path(index, 0, size)
            verify_inclusion(hash_leaf(ENTRIES[index]), index, size, proof, _mth(0, size))


def test_consistency_proofs_are_those_of_the_definition_and_verify() -> None:
    for new in range(MOST + 1):
        for old in range(new + 1):
            proof = consistency_proof(old, new, _node)
            assert proof == ([] if old == 0 else _subproof(old, 0, new, True))
            verify_consistency(old, _mth(0, old), new, _mth(0, new), proof)


@given(st.data())
def test_no_changed_inclusion_proof_verifies(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, MOST))
    index = data.draw(st.integers(0, size - 1))
    proof, root = _path(index, 0, size), _mth(0, size)
    leaf = hash_leaf(ENTRIES[index])
    changed = _corrupt(data, proof)
    at = data.draw(st.sampled_from([index, index ^ 1, index + 1, size - 1]))
    width = data.draw(st.sampled_from([size, size + 1, size * 2, max(size - 1, 0), 2**62]))
    if (changed, at, width) == (proof, index, size):
        verify_inclusion(leaf, at, width, changed, root)
        return
    with contextlib.suppress(ProofError):
        verify_inclusion(leaf, at, width, changed, root)
        # A size is bound by the checkpoint, not by the proof: only the same path may pass for another size.
        assert changed == proof
        assert at == index


@given(st.data())
def test_no_changed_consistency_proof_verifies(data: st.DataObject) -> None:
    new = data.draw(st.integers(1, MOST))
    old = data.draw(st.integers(1, new))
    proof = consistency_proof(old, new, _node)
    changed = _corrupt(data, proof)
    old_root = data.draw(st.sampled_from([_mth(0, old), bytes(32)]))
    new_root = data.draw(st.sampled_from([_mth(0, new), bytes(32)]))
    if (changed, old_root, new_root) == (proof, _mth(0, old), _mth(0, new)):
        verify_consistency(old, old_root, new, new_root, changed)
        return
    if old == new and not changed and old_root == new_root:
        return  # one and the same tree, whatever it is
    with pytest.raises(ProofError) as caught:
        verify_consistency(old, old_root, new, new_root, changed)
    assert caught.value.code.startswith("consistency-")


def _corrupt(data: st.DataObject, proof: list[bytes]) -> list[bytes]:
    changed = list(proof)
    for _ in range(data.draw(st.integers(0, 2))):
        kind = data.draw(st.sampled_from(["drop", "add", "flip", "swap"]))
        at = data.draw(st.integers(0, max(len(changed) - 1, 0)))
        if kind == "add":
            changed.insert(at, bytes(32))
        elif changed and kind == "drop":
            del changed[at]
        elif changed and kind == "flip":
            changed[at] = bytes([changed[at][0] ^ 1]) + changed[at][1:]
        elif changed:
            changed[0], changed[-1] = changed[-1], changed[0]
    return changed


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ((5, _mth(0, 5), 4, _mth(0, 4), []), "consistency-sizes"),
        ((0, bytes(32), 4, _mth(0, 4), []), "consistency-root"),
        ((0, EMPTY_ROOT, 4, _mth(0, 4), [bytes(32)]), "consistency-length"),
        ((4, _mth(0, 4), 4, _mth(0, 4), [bytes(32)]), "consistency-length"),
        ((4, bytes(32), 4, _mth(0, 4), []), "consistency-root"),
        ((3, _mth(0, 3), 4, _mth(0, 4), []), "consistency-length"),
        ((4, _mth(0, 4), 8, _mth(0, 8), []), "consistency-length"),
        ((-1, EMPTY_ROOT, 4, _mth(0, 4), []), "consistency-sizes"),
    ],
)
def test_the_classic_traps_of_consistency(
    arguments: tuple[int, bytes, int, bytes, list[bytes]], code: str
) -> None:
    with pytest.raises(ProofError) as caught:
        verify_consistency(*arguments)
    assert caught.value.code == code


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0)])
def test_an_index_outside_the_tree_is_refused(index: int, size: int) -> None:
    with pytest.raises(ProofError) as caught:
        verify_inclusion(bytes(32), index, size, [], bytes(32))
    assert caught.value.code == "inclusion-index"
    with pytest.raises(DetenteBug):
        inclusion_proof(index, size, _node)


def test_a_larger_tree_begins_no_smaller_one() -> None:
    with pytest.raises(DetenteBug):
        consistency_proof(4, 3, _node)
