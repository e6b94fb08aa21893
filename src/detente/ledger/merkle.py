"""The Merkle tree: hashes, and proofs of inclusion and consistency.

Source: RFC 6962, section 2.1 (trees and proofs); RFC 9162, sections 2.1.3.2 and 2.1.4.2 (verification).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from hashlib import sha256

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.sentences import refuse

EMPTY_ROOT = sha256().digest()

#: ``node(height, index)``: the hash over the 2^height leaves from index * 2^height on, all present.
NodeReader = Callable[[int, int], bytes]


def hash_leaf(entry: bytes) -> bytes:
    """The hash of one entry."""
    return sha256(b"\x00" + entry).digest()


def hash_leaves(entries: Iterable[bytes]) -> list[bytes]:
    """The hashes of entries, in order."""
    return [sha256(b"\x00" + entry).digest() for entry in entries]


def hash_node(left: bytes, right: bytes) -> bytes:
    """The hash over two subtrees."""
    return sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over neighbouring subtrees of one height; the last may be smaller than the others.

    Pairing level by level, with an odd last one carried up, is the same tree as splitting at the largest
    power of two.
    """
    if not hashes:
        return EMPTY_ROOT
    while len(hashes) > 1:
        odd = list(hashes[-1:]) if len(hashes) & 1 else []
        pairs = zip(hashes[::2], hashes[1::2], strict=False)
        hashes = [sha256(b"\x01" + left + right).digest() for left, right in pairs] + odd
    return hashes[0]


def range_root(start: int, end: int, node: NodeReader) -> bytes:
    """The root over leaves ``start`` to ``end``, where ``start`` begins a subtree of the whole tree."""
    count = end - start
    if count == 0:
        return EMPTY_ROOT
    if count & (count - 1) == 0:
        height = count.bit_length() - 1
        return node(height, start >> height)
    split = start + _split(count)
    return hash_node(range_root(start, split, node), range_root(split, end, node))


def inclusion_proof(index: int, size: int, node: NodeReader) -> list[bytes]:
    """The hashes beside the path of leaf ``index`` in a tree of ``size``, the leaf's neighbour first.

    Raises:
        DetenteBug: the tree has no such leaf.
    """
    if not 0 <= index < size:
        raise DetenteBug("proof-index", f"A tree of {size} entries has no entry {index}.")
    start, end, proof = 0, size, list[bytes]()
    while end - start > 1:
        split = start + _split(end - start)
        if index < split:
            proof.append(range_root(split, end, node))
            end = split
        else:
            proof.append(range_root(start, split, node))
            start = split
    return proof[::-1]


def consistency_proof(old_size: int, new_size: int, node: NodeReader) -> list[bytes]:
    """The hashes that show the tree of ``old_size`` to begin the tree of ``new_size``.

    Empty where the old tree is empty or both are one size.

    Raises:
        DetenteBug: the old tree is larger.
    """
    if not 0 <= old_size <= new_size:
        raise DetenteBug("proof-sizes", f"A tree of {old_size} cannot begin one of {new_size}.")
    if old_size in (0, new_size):
        return []
    start, end, proof = 0, new_size, list[bytes]()
    while end != old_size:
        split = start + _split(end - start)
        if old_size <= split:
            proof.append(range_root(split, end, node))
            end = split
        else:
            proof.append(range_root(start, split, node))
            start = split
    if start:
        proof.append(range_root(start, end, node))
    return proof[::-1]


def verify_inclusion(leaf_hash: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that the entry with ``leaf_hash`` is number ``index`` of the tree.

    Raises:
        ProofError: no such index, a proof of another length, or another root.
    """
    if not 0 <= index < size:
        raise refuse(ProofError, "inclusion-index", index=index, size=size)
    position, last, found = index, size - 1, leaf_hash
    for step in proof:
        if last == 0:
            raise refuse(ProofError, "inclusion-length")
        if position & 1 or position == last:
            found = hash_node(step, found)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            found = hash_node(found, step)
        position, last = position >> 1, last >> 1
    if last:
        raise refuse(ProofError, "inclusion-length")
    if found != root:
        raise refuse(ProofError, "inclusion-root")


def verify_consistency(
    old_size: int, old_root: bytes, new_size: int, new_root: bytes, proof: Sequence[bytes]
) -> None:
    """Check that the old tree begins the new one.

    Raises:
        ProofError: the old tree is larger, a proof of another length, or another root of either.
    """
    if not 0 <= old_size <= new_size:
        raise refuse(ProofError, "consistency-sizes", old=old_size, new=new_size)
    if old_size in (0, new_size):
        expected = EMPTY_ROOT if old_size == 0 else new_root
        if proof:
            raise refuse(ProofError, "consistency-length")
        if old_root != expected:
            raise refuse(ProofError, "consistency-root")
        return
    # A complete old tree is itself the first hash and is left out of the proof.
    path = [old_root, *proof] if old_size & (old_size - 1) == 0 else list(proof)
    if not path:
        raise refuse(ProofError, "consistency-length")
    if _climb(old_size - 1, new_size - 1, path) != (old_root, new_root):
        raise refuse(ProofError, "consistency-root")


def _climb(position: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes]:
    while position & 1:
        position, last = position >> 1, last >> 1
    old = new = path[0]
    for step in path[1:]:
        if last == 0:
            raise refuse(ProofError, "consistency-length")
        if position & 1 or position == last:
            old, new = hash_node(step, old), hash_node(step, new)
            while position and not position & 1:
                position, last = position >> 1, last >> 1
        else:
            new = hash_node(new, step)
        position, last = position >> 1, last >> 1
    if last:
        raise refuse(ProofError, "consistency-length")
    return old, new


def _split(count: int) -> int:
    return 1 << ((count - 1).bit_length() - 1)
