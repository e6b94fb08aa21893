"""Keys: which are refused, how they are named, and how they are handed over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import OperatorError, ProofError
from detente.ledger.encoding import decode_base64, decode_hash, encode_base64, parse_decimal
from detente.ledger.keys import (
    Ed25519Signer,
    PublicKey,
    Purpose,
    VerifierKey,
    format_vkey,
    parse_vkey,
)
from detente.ledger.suites import ED25519

P = 2**255 - 19
D = -121665 * pow(121666, -1, P) % P
C2SP_EXAMPLE = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"


def _add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    (x1, y1), (x2, y2) = one, other
    product = D * x1 * x2 * y1 * y2 % P
    x3 = (x1 * y2 + x2 * y1) * pow(1 + product, -1, P) % P
    y3 = (y1 * y2 + x1 * x2) * pow(1 - product, -1, P) % P
    return x3, y3


def _small_order_points() -> set[tuple[int, int]]:
    """All eight, found by multiplying points by the large prime order."""
    order = 2**252 + 27742317777372353535851937790883648493
    found = set()
    for y in range(2, 60):
        square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
        x = pow(square, (P + 3) // 8, P)
        if x * x % P != square:
            x = x * pow(2, (P - 1) // 4, P) % P
        if x * x % P != square:
            continue
        total, step, left = (0, 1), (x, y), order
        while left:
            if left & 1:
                total = _add(total, step)
            step, left = _add(step, step), left >> 1
        found.add(total)
    return found


def test_every_point_of_small_order_is_refused() -> None:
    points = _small_order_points()
    assert len(points) == 8
    for x, y in points:
        for sign in {x & 1, 0, 1}:
            with pytest.raises(ProofError) as caught:
                PublicKey(ED25519, (y | sign << 255).to_bytes(32, "little"))
            assert caught.value.code == "key-weak"


@pytest.mark.parametrize("y", [P, P + 1, P + 3, 2**255 - 1])
def test_a_second_spelling_of_a_point_is_refused(y: int) -> None:
    with pytest.raises(ProofError) as caught:
        PublicKey(ED25519, y.to_bytes(32, "little"))
    assert caught.value.code == "key-weak"


def test_bytes_that_are_no_point_are_refused() -> None:
    with pytest.raises(ProofError) as caught:
        PublicKey(ED25519, (2).to_bytes(32, "little"))
    assert caught.value.code == "key-weak"
    with pytest.raises(ProofError) as caught:
        PublicKey(ED25519, bytes(31))
    assert caught.value.code == "key-length"


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=50))
def test_a_signature_verifies_and_no_other_does(seed: bytes, message: bytes) -> None:
    signer = Ed25519Signer.from_seed("a", Purpose.DOCUMENT, seed)
    signature = signer.sign(message)
    key = signer.key.key
    assert key.verify(message, signature)
    assert not key.verify(message + b"!", signature)
    assert not key.verify(message, signature[:-1])
    assert not key.verify(message, bytes([signature[0] ^ 1]) + signature[1:])


def test_the_example_of_c2sp_reads_and_writes() -> None:
    key = parse_vkey(C2SP_EXAMPLE)
    assert (key.name, key.purpose, key.note_id.hex()) == ("example.com/foo", Purpose.LOG, "530d903a")
    assert format_vkey(key) == C2SP_EXAMPLE


@pytest.mark.parametrize("purpose", list(Purpose))
def test_a_key_survives_its_text_form_with_its_purpose(purpose: Purpose) -> None:
    signer = Ed25519Signer.from_seed("kz.example/x", purpose, b"7" * 32)
    assert parse_vkey(signer.vkey(), purpose=purpose) == signer.key


def test_one_raw_key_has_another_id_for_another_purpose() -> None:
    ids = {Ed25519Signer.from_seed("x", purpose, b"7" * 32).key.note_id for purpose in Purpose}
    assert len(ids) == len(Purpose) - 1  # to C2SP a mirror and a witness are both cosigners


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("example.com/foo+530d903a", "vkey-form"),
        (C2SP_EXAMPLE.replace("530d903a", "530d903b"), "vkey-id"),
        (C2SP_EXAMPLE.replace("530d903a", "530D903A"), "vkey-id"),
        (C2SP_EXAMPLE.replace("foo", "bar"), "vkey-id"),
        (C2SP_EXAMPLE.replace("+Aeky", "+Beky"), "vkey-type"),
        (C2SP_EXAMPLE + "=", "base64"),
        (C2SP_EXAMPLE.replace("/foo", " foo"), "key-name"),
        ("+530d903a" + C2SP_EXAMPLE[24:], "key-name"),
    ],
)
def test_a_malformed_vkey_is_refused(text: str, code: str) -> None:
    with pytest.raises(ProofError) as caught:
        parse_vkey(text)
    assert caught.value.code == code


@given(
    st.text(max_size=80) | st.from_regex(r"[a-z]{1,5}\+[0-9a-f]{8}\+[A-Za-z0-9+/]{0,48}=?", fullmatch=True)
)
def test_a_vkey_from_any_text_is_read_or_refused_as_proof(text: str) -> None:
    try:
        key = parse_vkey(text)
    except ProofError:
        return
    assert format_vkey(key) == text


def test_a_private_key_survives_its_file_and_never_shows_itself() -> None:
    signer = Ed25519Signer.from_seed("kz.example/log", Purpose.LOG, b"s" * 32)
    again = Ed25519Signer.from_pem("kz.example/log", Purpose.LOG, signer.to_pem())
    assert again.key == signer.key
    assert repr(signer) == "Ed25519Signer(kz.example/log)"


@pytest.mark.parametrize("data", [b"", b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
def test_a_file_that_is_no_key_is_the_operators_to_mend(data: bytes) -> None:
    with pytest.raises(OperatorError) as caught:
        Ed25519Signer.from_pem("x", Purpose.LOG, data)
    assert caught.value.code == "key-file"


@pytest.mark.parametrize("name", ["", "a b", "a+b", "a\u2003b", "a\x01", "a\n"])
def test_a_name_that_no_signature_line_can_carry_is_refused(name: str) -> None:
    with pytest.raises(ProofError) as caught:
        VerifierKey(name, Purpose.LOG, Ed25519Signer.from_seed("x", Purpose.LOG, b"s" * 32).key.key)
    assert caught.value.code == "key-name"


@pytest.mark.parametrize("text", ["QQ", "QQ=", "QR==", "Q Q=", "QQ==\n", "QQ-_", "Qé=="])
def test_base64_has_one_spelling(text: str) -> None:
    with pytest.raises(ProofError) as caught:
        decode_base64(text, "field")
    assert caught.value.code == "base64"


@given(st.binary(max_size=40))
def test_base64_reads_back(data: bytes) -> None:
    assert decode_base64(encode_base64(data), "field") == data


@pytest.mark.parametrize(
    "text", ["", "00", "01", "+1", "-1", " 1", "1 ", "1\n", "٣", "1_0", "9223372036854775808", "0x1"]
)
def test_a_decimal_has_one_spelling_below_2_to_the_63(text: str) -> None:
    with pytest.raises(ProofError) as caught:
        parse_decimal(text, "field")
    assert caught.value.code == "decimal"


@given(st.integers(0, 2**63 - 1))
def test_decimals_read_back(number: int) -> None:
    assert parse_decimal(str(number), "field") == number


def test_a_hash_has_32_bytes() -> None:
    with pytest.raises(ProofError) as caught:
        decode_hash(encode_base64(bytes(31)), "root")
    assert caught.value.code == "hash-length"
