from __future__ import annotations

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import InputError
from detente.web.api.reading import parse_body

LARGEST = 2**53 - 1
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-LARGEST, LARGEST)
    | st.text(st.characters(exclude_categories=("Cs",)))
)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=20
)


@given(VALUES)
def test_what_json_writes_is_read(value: Any) -> None:
    assert parse_body(json.dumps(value).encode()) == value


@given(st.binary() | st.text(alphabet='{}[]",:0123456789.eE+-\\u nulltrefasI', max_size=40).map(str.encode))
def test_any_bytes_give_a_value_or_an_error_of_ours(data: bytes) -> None:
    with suppress(InputError):
        parse_body(data)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "json"),
        (b"\xff", "json"),
        (b'{"a":1} x', "json"),
        (b'"\\ud800"', "json"),
        (b"NaN", "json"),
        (b'{"a":1,"b":{"c":1,"c":2}}', "json-twice"),
        (b"[1.0]", "json-number"),
        (b"1e3", "json-number"),
        (b"9" * 40, "json-number"),
        (b"9" * 5000, "json"),
        (b"[" * 100_000, "json"),
    ],
)
def test_what_a_document_cannot_hold_is_refused(data: bytes, code: str) -> None:
    with pytest.raises(InputError) as refused:
        parse_body(data)
    assert refused.value.code == code


@pytest.mark.parametrize(
    "kind", ["", "text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]
)
def test_a_body_that_a_form_could_send_is_refused(call: Any, kind: str) -> None:
    headers = {"Content-Type": kind}
    answer = call("duty").request(
        "POST", "/drafts", content=b'{"agreement":"a","format":"b"}', headers=headers
    )
    assert (answer.status_code, answer.json()["code"]) == (400, "not-json")
