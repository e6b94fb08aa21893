"""age files: whatever is altered is found, and there is one spelling of each."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.kernel.errors import ProofError
from detente.ledger.agefile import Stanza, open_age, parse_header, write_age

KEY, NONCE = b"k" * 16, b"n" * 16
STANZAS = (Stanza((b"X25519", b"share"), b"b" * 32), Stanza((b"odd",), b""), Stanza((b"long",), b"l" * 96))


def written(payload: bytes) -> bytes:
    return write_age(KEY, NONCE, STANZAS, payload)


@settings(max_examples=30)
@given(st.sampled_from([0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]) | st.integers(0, 5000))
def test_what_is_written_is_opened(size: int) -> None:
    payload = b"p" * size
    data = written(payload)
    header = parse_header(data)
    assert header.stanzas == STANZAS
    assert open_age(data, header, KEY) == payload


@given(st.integers(0, 600), st.binary(min_size=1, max_size=2), st.integers(0, 2))
def test_whatever_is_altered_is_refused(at: int, noise: bytes, drop: int) -> None:
    data = written(b"payload")
    at %= len(data)
    changed = data[:at] + noise + data[at + drop :]
    if changed == data:
        return
    with pytest.raises(ProofError) as caught:
        open_age(changed, parse_header(changed), KEY)
    assert caught.value.code in {"age-form", "age-key", "age-payload"}


@pytest.mark.parametrize("key", [b"x" * 16, b"", KEY + b"k"])
def test_another_key_does_not_open_it(key: bytes) -> None:
    data = written(b"payload")
    with pytest.raises(ProofError) as caught:
        open_age(data, parse_header(data), key)
    assert caught.value.code == "age-key"


def test_pieces_cannot_be_left_out_or_changed_about() -> None:
    data = written(bytes(3 << 16))
    start = parse_header(data).end + 16
    pieces = [data[at : at + (1 << 16) + 16] for at in range(start, len(data), (1 << 16) + 16)]
    assert len(pieces) == 3
    for order in ((0, 1), (0, 2), (1, 0, 2), (0, 1, 2, 2), ()):
        changed = data[:start] + b"".join(pieces[one] for one in order)
        with pytest.raises(ProofError) as caught:
            open_age(changed, parse_header(changed), KEY)
        assert caught.value.code == "age-payload"


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_as_proof(data: bytes) -> None:
    for wrong in (data, b"age-encryption.org/v1\n" + data, b"age-encryption.org/v1\n-> " + data):
        with pytest.raises(ProofError):
            parse_header(wrong)
