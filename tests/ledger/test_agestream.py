"""Files of any size by pieces: the same bytes as at once, however they are cut, and nothing but them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.errors import ProofError
from detente.ledger.agefile import CHUNK_BYTES, Stanza, open_age, parse_header, write_age
from detente.ledger.agestream import opened_pieces, padded_pieces, sealed_pieces, unpadded_pieces
from detente.ledger.padding import pad

KEY, NONCE = b"k" * 16, b"n" * 16
STANZA = Stanza((b"X25519", b"share"), b"b" * 32)
SIZES = (0, 1, 4087, 4088, 4089, CHUNK_BYTES - 8, CHUNK_BYTES, 3 * CHUNK_BYTES + 5, (1 << 20) + 1)


def cut(data: bytes, size: int) -> Iterator[bytes]:
    for at in range(0, len(data), size):
        yield data[at : at + size]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("piece", [1000, CHUNK_BYTES, 1 << 21])
def test_by_pieces_it_is_what_it_is_at_once(size: int, piece: int) -> None:
    data = bytes(range(256)) * (size // 256 + 1)
    data = data[:size]
    framed = b"".join(padded_pieces(size, cut(data, piece)))
    assert framed == pad(data)
    whole = write_age(KEY, NONCE, [STANZA], framed)
    head = whole[: parse_header(whole).end]
    sealed = b"".join(sealed_pieces(head, KEY, NONCE, cut(framed, piece)))
    assert sealed == whole
    opened = opened_pieces(cut(sealed, piece), lambda _: KEY)
    assert b"".join(unpadded_pieces(size, opened)) == data
    assert open_age(sealed, parse_header(sealed), KEY) == framed


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_any_change_is_found_before_the_end(data: st.DataObject) -> None:
    framed = pad(b"x" * 70_000)
    sealed = write_age(KEY, NONCE, [STANZA], framed)
    start = parse_header(sealed).end
    at = data.draw(st.integers(start, len(sealed) - 1))
    changed = data.draw(
        st.sampled_from(
            [
                sealed[:at],
                sealed[:at] + bytes([sealed[at] ^ 1]) + sealed[at + 1 :],
                sealed + b"x",
                sealed + sealed[-16:],
            ]
        )
    )
    with pytest.raises(ProofError):
        list(opened_pieces(cut(changed, 5000), lambda _: KEY))


@pytest.mark.parametrize(
    ("framed", "size"),
    [
        (pad(b"abc"), 2),
        (pad(b"abc"), 4),
        (pad(b"abc")[:-1], 3),
        (pad(b"abc") + b"\x00", 3),
        (pad(b"abc")[:-1] + b"\x01", 3),
        (b"", 0),
    ],
)
def test_a_frame_that_is_not_the_one_is_refused(framed: bytes, size: int) -> None:
    with pytest.raises(ProofError):
        list(unpadded_pieces(size, cut(framed, 7)))


def test_what_has_another_length_than_was_said_is_not_framed() -> None:
    for size in (2, 4):
        with pytest.raises(ProofError):
            list(padded_pieces(size, [b"ab", b"c"]))
