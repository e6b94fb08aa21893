"""Bech32: the examples of its standard, and nothing in a second spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import ProofError
from detente.ledger.bech32 import decode_bech32, encode_bech32
from detente.ledger.sealing_keys import AGE_X25519, SealingKey, parse_sealing_key


@given(st.binary(max_size=1300), st.sampled_from(["age", "age1pq", "AGE-SECRET-KEY-", "AGE-SECRET-KEY-PQ-"]))
def test_what_is_written_is_read(data: bytes, prefix: str) -> None:
    text = encode_bech32(prefix, data)
    assert decode_bech32(text, prefix) == data
    assert text in (text.lower(), text.upper())


def test_the_example_of_the_standard() -> None:
    program = bytes.fromhex("00443214c74254b635cf84653a56d7c675be77df")
    assert encode_bech32("abcdef", program) == "abcdef1qpzry9x8gf2tvdw0s3jn54khce6mua7lmqqqxw"


@given(st.data(), st.binary(min_size=1, max_size=40))
def test_one_wrong_letter_is_found(data: st.DataObject, value: bytes) -> None:
    text = encode_bech32("age", value)
    at = data.draw(st.integers(0, len(text) - 1))
    letter = data.draw(st.characters(codec="utf-8").filter(lambda char: char != text[at]))
    with pytest.raises(ProofError) as caught:
        decode_bech32(text[:at] + letter + text[at + 1 :], "age")
    assert caught.value.code == "bech32"


@pytest.mark.parametrize("prefix", ["age", "AGE-SECRET-KEY-"])
def test_the_other_case_is_refused(prefix: str) -> None:
    text = encode_bech32(prefix, b"x" * 32)
    for other in (text.swapcase(), text[:-1] + text[-1].swapcase(), text.capitalize()):
        if other != text:
            with pytest.raises(ProofError):
                decode_bech32(other, prefix)


def test_a_sealing_key_is_of_the_length_of_its_suite() -> None:
    raw = bytes(range(32))
    text = encode_bech32("age", raw)
    assert parse_sealing_key(text) == SealingKey(AGE_X25519, text, raw)
    for wrong in (
        encode_bech32("age", raw[:-1]),
        encode_bech32("age1pq", raw),
        "",
        "age1",
        "AGE-SECRET-KEY-1" + "Q" * 58,
    ):
        with pytest.raises(ProofError):
            parse_sealing_key(wrong)
