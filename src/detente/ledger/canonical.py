"""Canonical JSON: the one byte form in which documents, envelopes and leaves are accepted.

RFC 8785 over a narrow I-JSON profile. Within the profile orjson with sorted keys writes the same bytes
as a full implementation; a property test holds it to one. Source: docs/spec/ledger.md §1; RFC 8785; RFC 7493.
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata

import orjson

from detente.kernel.errors import InputError
from detente.kernel.identifiers import DocumentId
from detente.ledger.sentences import refuse

JsonValue = None | bool | int | str | list["JsonValue"] | dict[str, "JsonValue"]

#: A return of 20,000 units with names in three languages and its sources; see docs/spec/document.md, section 5.
MAX_DOCUMENT_BYTES = 1 << 24
MAX_DEPTH = 32
MAX_INTEGER = 2**53 - 1

#: Code points that I-JSON excludes: surrogates and noncharacters. Source: RFC 7493, section 2.1.
_EXCLUDED = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_BEYOND = re.compile("[\U00010000-\U0010ffff]")  # apart, because one pattern for both is ten times slower


def canonical_bytes(value: JsonValue, max_bytes: int = MAX_DOCUMENT_BYTES) -> bytes:
    """The canonical bytes of a value.

    Raises:
        InputError: the value lies outside the profile; the error names the key path.
    """
    _check(value, "$", 0)
    data = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    if len(data) > max_bytes:
        raise refuse(InputError, "canonical-size", size=len(data), limit=max_bytes)
    return data


def parse_canonical(data: bytes, max_bytes: int = MAX_DOCUMENT_BYTES) -> JsonValue:
    """The value of canonical bytes.

    Raises:
        InputError: too long, not UTF-8, not JSON, outside the profile, a key twice, or any other byte
            than the canonical form has; the error names the byte or the key path.
    """
    if len(data) > max_bytes:
        raise refuse(InputError, "canonical-size", size=len(data), limit=max_bytes)
    value = _load(data)
    _check(value, "$", 0)
    expected = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    if expected != data:
        _refuse_twice(data)
        raise refuse(InputError, "canonical-form", byte=_first_difference(data, expected))
    return value


def parse_trusted(data: bytes) -> JsonValue:
    """The value of canonical bytes that this program itself checked before it stored them."""
    value: JsonValue = orjson.loads(data)
    return value


def document_id(data: bytes) -> DocumentId:
    """The name of a document: SHA-256 of its canonical bytes, in hex."""
    return DocumentId(hashlib.sha256(data).hexdigest())


def _load(data: bytes) -> JsonValue:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise refuse(InputError, "canonical-utf8", byte=problem.start) from None
    try:
        value: JsonValue = orjson.loads(data)
    except orjson.JSONDecodeError as problem:
        byte = len(text[: problem.pos].encode())
        raise refuse(InputError, "canonical-json", byte=byte, reason=problem.msg) from None
    return value


def _check(value: JsonValue, where: str, depth: int) -> None:
    # Exact types: a subclass of int or str may write itself differently from what it is.
    kind = type(value)
    if kind is str:
        _check_text(value, where)  # type: ignore[arg-type]
    elif kind is int:
        if not -MAX_INTEGER <= value <= MAX_INTEGER:  # type: ignore[operator]
            raise refuse(InputError, "canonical-integer", where=where)
    elif kind is dict or kind is list:
        _check_members(value, where, depth)  # type: ignore[arg-type]
    elif value is not None and kind is not bool:
        code = "canonical-float" if kind is float else "canonical-type"
        raise refuse(InputError, code, where=where, type=kind.__name__)


def _check_members(value: list[JsonValue] | dict[str, JsonValue], where: str, depth: int) -> None:
    if depth >= MAX_DEPTH:
        raise refuse(InputError, "canonical-depth", where=where, limit=MAX_DEPTH)
    if isinstance(value, list):
        for index, member in enumerate(value):
            _check(member, f"{where}[{index}]", depth + 1)
        return
    for key, member in value.items():
        if type(key) is not str or not key.isascii():
            raise refuse(InputError, "canonical-key", where=where)
        _check(member, f"{where}.{key}", depth + 1)


def _check_text(text: str, where: str) -> None:
    if text.isascii():
        return
    if _EXCLUDED.search(text) or any(ord(char) & 0xFFFE == 0xFFFE for char in _BEYOND.findall(text)):
        raise refuse(InputError, "canonical-character", where=where)
    if not unicodedata.is_normalized("NFC", text):
        raise refuse(InputError, "canonical-nfc", where=where)


def _refuse_twice(data: bytes) -> None:
    def pairs(members: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
        seen: dict[str, JsonValue] = {}
        for key, value in members:
            if key in seen:
                raise refuse(InputError, "canonical-duplicate", key=key)
            seen[key] = value
        return seen

    json.loads(data, object_pairs_hook=pairs)


def _first_difference(data: bytes, expected: bytes) -> int:
    pairs = zip(data, expected, strict=False)
    return next((at for at, (one, other) in enumerate(pairs) if one != other), min(len(data), len(expected)))
