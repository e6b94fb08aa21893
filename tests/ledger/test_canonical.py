"""Canonical JSON: the same bytes as RFC 8785, and clear refusals of everything else."""

from __future__ import annotations

import contextlib
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import InputError
from detente.ledger.canonical import (
    MAX_DEPTH,
    MAX_INTEGER,
    JsonValue,
    canonical_bytes,
    document_id,
    parse_canonical,
    parse_trusted,
)

_texts = st.text(st.characters(exclude_categories=["Cs", "Cn"])).map(
    lambda text: unicodedata.normalize("NFC", text)
)
_scalars = st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | _texts
_keys = st.text(st.characters(max_codepoint=127), max_size=8)
VALUES: st.SearchStrategy[JsonValue] = st.recursive(
    _scalars,
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(_keys, inner, max_size=5),
    max_leaves=20,
)


@given(VALUES)
def test_the_bytes_are_those_of_a_full_rfc_8785_writer(value: JsonValue) -> None:
    assert canonical_bytes(value) == rfc8785.dumps(value)  # type: ignore[arg-type]


@given(VALUES)
def test_what_is_written_reads_back(value: JsonValue) -> None:
    data = canonical_bytes(value)
    assert parse_canonical(data) == parse_trusted(data) == value


@given(st.binary(max_size=60) | st.text(alphabet='{}[]",:0123-eE.\\u ntrfals', max_size=40).map(str.encode))
def test_any_bytes_are_read_exactly_or_refused_as_input(data: bytes) -> None:
    with contextlib.suppress(InputError):
        assert canonical_bytes(parse_canonical(data)) == data


@pytest.mark.parametrize(
    ("data", "code", "place"),
    [
        (b'{"a":1,"b":{"k":1,"k":2}}', "canonical-duplicate", "“k”"),
        (b'{"a":1,"a":1}', "canonical-duplicate", "“a”"),
        (b'{"a": 1}', "canonical-form", "byte 5"),
        (b'{"b":1,"a":2}', "canonical-form", "byte 2"),
        (b'{"a":1}\n', "canonical-form", "byte 7"),
        (b'["\\u0041"]', "canonical-form", "byte 2"),
        (b"[-0]", "canonical-form", "byte 1"),
        (b'{"a":"\xff"}', "canonical-utf8", "Byte 6"),
        (b'{"a":"\xed\xa0\x80"}', "canonical-utf8", "Byte 6"),
        (b'"\xd1\x84" 1', "canonical-json", "byte 5"),
        (b'{"a":', "canonical-json", "byte"),
        (b"", "canonical-json", "byte 0"),
        (b'\xef\xbb\xbf{"a":1}', "canonical-json", "byte 0"),
        (b'["\\ud800"]', "canonical-json", "byte"),
        (b"[NaN]", "canonical-json", "byte 1"),
        (b'{"a":{"b":[0,1.0]}}', "canonical-float", "$.a.b[1]"),
        (b"[1e2]", "canonical-float", "$[0]"),
        (b"[18446744073709551616]", "canonical-float", "$[0]"),
        (b"[9007199254740992]", "canonical-integer", "$[0]"),
        (b"[-9007199254740992]", "canonical-integer", "$[0]"),
        ('{"ключ":1}'.encode(), "canonical-key", "$"),
        ('{"a":"e\u0301"}'.encode(), "canonical-nfc", "$.a"),
        ('{"a":["x","\ufffe"]}'.encode(), "canonical-character", "$.a[1]"),
        ('["\U0001ffff"]'.encode(), "canonical-character", "$[0]"),
        (b"[" * 40 + b"]" * 40, "canonical-depth", "more than 32"),
        (b"[" * 5000 + b"]" * 5000, "canonical-json", "byte"),
    ],
)
def test_a_refusal_says_what_and_where(data: bytes, code: str, place: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_canonical(data)
    assert caught.value.code == code
    assert place in caught.value.message.en
    assert caught.value.message.ru != caught.value.message.en != caught.value.message.zh
    assert "RFC 8785" in caught.value.mend.en


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.0, "canonical-float"),
        (float("nan"), "canonical-float"),
        ({"a": MAX_INTEGER + 1}, "canonical-integer"),
        ({"a": "\ud800"}, "canonical-character"),
        ({"a": "e\u0301"}, "canonical-nfc"),
        ({"é": 1}, "canonical-key"),
        ({1: 1}, "canonical-key"),
        ((1, 2), "canonical-type"),
        (b"x", "canonical-type"),
    ],
)
def test_a_value_outside_the_profile_is_not_written(value: JsonValue, code: str) -> None:
    with pytest.raises(InputError) as caught:
        canonical_bytes(value)
    assert caught.value.code == code


def test_depth_and_size_have_limits_that_are_reached_exactly() -> None:
    value: JsonValue = 0
    for _ in range(MAX_DEPTH):
        value = [value]
    data = canonical_bytes(value)
    assert parse_canonical(data, max_bytes=len(data)) == value
    for refused in (lambda: canonical_bytes([value]), lambda: parse_canonical(data, max_bytes=len(data) - 1)):
        with pytest.raises(InputError):
            refused()
    with pytest.raises(InputError, match="at most 4"):
        canonical_bytes("abcdef", max_bytes=4)


def test_a_document_is_named_by_the_hash_of_its_bytes() -> None:
    assert document_id(b"{}") == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"
