"""The leaf: what the log says of a message to everyone who may replicate it.

It commits to a sealed blob and names neither recipient nor subject. Source: docs/spec/ledger.md §5.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from hashlib import sha256

import orjson

from detente.kernel.errors import InputError, ProofError
from detente.ledger.canonical import MAX_INTEGER, JsonValue, canonical_bytes, parse_canonical
from detente.ledger.encoding import decode_hash, encode_base64
from detente.ledger.padding import size_class
from detente.ledger.sentences import refuse

MAX_LEAF_BYTES = 2048
MAX_SEEN = 8

_HEX = re.compile("[0-9a-f]{64}", re.ASCII)
#: In canonical form every leaf begins with its commitment.
_COMMIT_BEGINS, _COMMIT_ENDS = b'{"commit":{"sha256":"', b'"},"kind":"'
_COMMIT = slice(len(_COMMIT_BEGINS), len(_COMMIT_BEGINS) + 64)
_WORD = re.compile("[a-z][a-z0-9-]{0,31}", re.ASCII)


class LeafKind(StrEnum):
    """What an entry commits to."""

    MESSAGE = "message"
    RECEIPT = "receipt"
    KEY = "key"
    FILES = "files"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Seen:
    """The newest checkpoint of a foreign log that the writer had verified: not before that one."""

    origin: str
    size: int
    root: bytes


@dataclass(frozen=True, slots=True)
class Leaf:
    """One entry. ``commit`` is the hex SHA-256 of the blob, ``size`` the class of its length."""

    kind: LeafKind
    commit: str
    size: int
    suite: str = "plain"
    seen: tuple[Seen, ...] = ()

    @classmethod
    def of(
        cls, blob: bytes, kind: LeafKind = LeafKind.MESSAGE, suite: str = "plain", seen: tuple[Seen, ...] = ()
    ) -> Leaf:
        """The leaf of a sealed blob."""
        return cls(kind, commitment(blob), size_class(len(blob)), suite, seen)


def commitment(blob: bytes) -> str:
    """Hex SHA-256."""
    return sha256(blob).hexdigest()


def blob_path(commit: str) -> str:
    """Where a log serves the blob of a commitment: ``blob/ab/cdef…`` (spec §5.3)."""
    return f"blob/{commit[:2]}/{commit[2:]}"


def format_leaf(leaf: Leaf) -> bytes:
    """The bytes that are logged.

    Raises:
        InputError: longer than 2,048 bytes.
    """
    seen: list[JsonValue] = [[one.origin, one.size, encode_base64(one.root)] for one in leaf.seen]
    value: JsonValue = {
        "commit": {"sha256": leaf.commit},
        "kind": leaf.kind.value,
        "seen": seen,
        "size": leaf.size,
        "suite": leaf.suite,
        "v": 1,
    }
    # Without foreign names in it a leaf is canonical by construction, and short.
    return canonical_bytes(value, MAX_LEAF_BYTES) if seen else orjson.dumps(value)


def with_seen(leaf: Leaf, seen: Sequence[Seen]) -> Leaf:
    """The leaf with the first of ``seen``, as many as it may name and as fit into it."""
    named: tuple[Seen, ...] = ()
    for one in seen[:MAX_SEEN]:
        try:
            format_leaf(replace(leaf, seen=(*named, one)))
        except InputError:
            break
        named = (*named, one)
    return replace(leaf, seen=named)


def parse_leaf(data: bytes) -> Leaf:
    """Read an entry as a leaf.

    Raises:
        ProofError: not canonical, longer than 2,048 bytes, or not of this form.
    """
    try:
        value = parse_canonical(data, MAX_LEAF_BYTES)
    except InputError as problem:
        raise refuse(ProofError, "leaf-json", reason=problem.message) from None
    match value:
        case {
            "v": 1,
            "kind": str(kind),
            "commit": {"sha256": str(commit)},
            "size": int(size),
            "suite": str(suite),
            "seen": list(seen),
        } if _is_leaf(value) and kind in list(LeafKind) and _HEX.fullmatch(commit) and _WORD.fullmatch(suite):
            if 0 < size <= MAX_INTEGER and size_class(size) == size and len(seen) <= MAX_SEEN:
                return Leaf(LeafKind(kind), commit, size, suite, tuple(map(_parse_seen, seen)))
    raise refuse(ProofError, "leaf-form")


def entry_key(entry: bytes) -> bytes:
    """What makes an entry the same as another: the commitment it begins with, or else its own hash."""
    if entry.startswith(_COMMIT_BEGINS) and entry.startswith(_COMMIT_ENDS, _COMMIT.stop):
        return entry[_COMMIT]
    return sha256(entry).digest()


def _is_leaf(value: JsonValue) -> bool:
    # Patterns let further members pass; a leaf has none. True is an int in Python, never here.
    if not isinstance(value, dict) or len(value) != 6:
        return False
    commit = value["commit"]
    return (
        isinstance(commit, dict)
        and len(commit) == 1
        and type(value["v"]) is int
        and type(value["size"]) is int
    )


def _parse_seen(value: JsonValue) -> Seen:
    match value:
        case [str(origin), int(size), str(root)] if origin and type(size) is int and size >= 0:
            return Seen(origin, size, decode_hash(root, "seen root"))
    raise refuse(ProofError, "leaf-form")
