"""Padding: classes that hide the length, and one padded form only."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import ProofError
from detente.ledger.padding import pad, size_class, unpad

KIB, MIB = 1 << 10, 1 << 20


@pytest.mark.parametrize(
    ("length", "expected"),
    [
        (0, 4 * KIB),
        (1, 4 * KIB),
        (4 * KIB, 4 * KIB),
        (4 * KIB + 1, 8 * KIB),
        (60_000, 64 * KIB),
        (512 * KIB + 1, MIB),
        (MIB, MIB),
        (MIB + 1, MIB + 32 * KIB),
        (2 * MIB, 2 * MIB),
        (2 * MIB + 1, 2 * MIB + 64 * KIB),
        (100 * MIB + 1, 102 * MIB),
    ],
)
def test_the_classes(length: int, expected: int) -> None:
    assert size_class(length) == expected


@given(st.integers(0, 2**40))
def test_a_class_holds_the_length_is_its_own_class_and_wastes_little(length: int) -> None:
    found = size_class(length)
    assert found >= length
    assert size_class(found) == found
    if length > MIB:
        assert found - length < length * 0.12


@given(st.binary(max_size=9000))
def test_padding_comes_off_again(data: bytes) -> None:
    padded = pad(data)
    assert len(padded) == size_class(len(padded))
    assert unpad(padded) == data


@given(st.binary(max_size=40), st.integers(0, 4095), st.integers(1, 255))
def test_a_changed_padding_is_refused_or_is_another_message(data: bytes, at: int, flip: int) -> None:
    padded = bytearray(pad(data))
    padded[at] ^= flip
    with contextlib.suppress(ProofError):
        assert pad(unpad(bytes(padded))) == bytes(padded)
        assert unpad(bytes(padded)) != data


@pytest.mark.parametrize(
    "padded",
    [
        b"",
        bytes(7),
        pad(b"x")[:-1],
        pad(b"x") + b"\x00",
        pad(b"x") + bytes(4096),
        pad(b"x")[:-1] + b"\x01",
        (4089).to_bytes(8, "big") + bytes(4088),
        (2**64 - 1).to_bytes(8, "big") + bytes(4088),
        (1).to_bytes(8, "big") + bytes(8184),
    ],
)
def test_any_other_form_is_refused(padded: bytes) -> None:
    with pytest.raises(ProofError) as caught:
        unpad(padded)
    assert caught.value.code == "padding"
