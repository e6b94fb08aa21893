"""Signed notes and checkpoints: C2SP's own example, and each pitfall by name."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.kernel.errors import DetenteBug, ProofError
from detente.ledger.checkpoints import (
    Checkpoint,
    SignedCheckpoint,
    format_checkpoint,
    parse_checkpoint,
    sign_checkpoint,
    verify_checkpoint,
)
from detente.ledger.encoding import encode_base64
from detente.ledger.keys import Ed25519Signer, Purpose, VerifierKey, parse_vkey
from detente.ledger.merkle import EMPTY_ROOT
from detente.ledger.notes import VerifiedNote, parse_note, sign_note, verify_note

EXAMPLE_KEY = parse_vkey("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k")
EXAMPLE = (
    "This is an example message.\n\n— example.com/foo "
    "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n"
).encode()

ORIGIN = "kz.example/log"
SIGNER = Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"L" * 32)
OTHER = Ed25519Signer.from_seed("other.example/log", Purpose.LOG, b"O" * 32)
TEXT = f"{ORIGIN}\n0\n{encode_base64(EMPTY_ROOT)}\n"


def _line(signer: Ed25519Signer, text: str = TEXT) -> bytes:
    return sign_note(text, [signer])[len(text.encode()) + 1 :]


def _note(*lines: bytes, text: str = TEXT) -> bytes:
    return text.encode() + b"\n" + b"".join(lines)


def test_the_example_of_c2sp_verifies() -> None:
    assert verify_note(EXAMPLE, [EXAMPLE_KEY]) == VerifiedNote(
        "This is an example message.\n", (EXAMPLE_KEY,)
    )


def test_the_note_is_split_at_its_last_empty_line() -> None:
    text = "first\n\n\nlast\n"
    note = sign_note(text, [SIGNER])
    assert verify_note(note, [SIGNER.key]).text == text


def test_unknown_lines_are_passed_over_even_when_repeated() -> None:
    note = _note(_line(OTHER), _line(OTHER), _line(SIGNER))
    assert verify_note(note, [SIGNER.key]).signed_by == (SIGNER.key,)


def test_a_line_with_the_known_name_and_another_id_is_unknown() -> None:
    imposter = Ed25519Signer.from_seed(ORIGIN, Purpose.LOG, b"I" * 32)
    note = _note(_line(imposter), _line(SIGNER))
    assert verify_note(note, [SIGNER.key]).signed_by == (SIGNER.key,)


def test_two_lines_of_one_known_key_are_refused() -> None:
    with pytest.raises(ProofError) as caught:
        verify_note(_note(_line(SIGNER), _line(SIGNER)), [SIGNER.key])
    assert caught.value.code == "note-twice"


def test_one_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    wrong = _line(OTHER, "something else\n")
    with pytest.raises(ProofError) as caught:
        verify_note(_note(_line(SIGNER), wrong), [SIGNER.key, OTHER.key])
    assert caught.value.code == "note-signature"


def test_a_public_key_counts_once_under_whatever_names() -> None:
    alias = Ed25519Signer.from_seed("alias", Purpose.LOG, b"L" * 32)
    note = sign_note(TEXT, [SIGNER, alias])
    assert verify_note(note, [SIGNER.key, alias.key]).signed_by == (SIGNER.key,)
    with pytest.raises(ProofError) as caught:
        verify_note(note + _line(alias), [SIGNER.key, alias.key])
    assert caught.value.code == "note-twice"


@pytest.mark.parametrize("keys", [[], [OTHER.key]])
def test_a_note_that_no_known_key_signed_is_refused(keys: list[VerifierKey]) -> None:
    with pytest.raises(ProofError) as caught:
        verify_note(_note(_line(SIGNER)), keys)
    assert caught.value.code == "note-unsigned"


def test_sixteen_signatures_are_accepted_and_a_hundred_and_one_are_not() -> None:
    many = [Ed25519Signer.from_seed(f"w{n}", Purpose.LOG, bytes([n]) * 32) for n in range(1, 102)]
    assert len(verify_note(sign_note(TEXT, many[:16]), [one.key for one in many]).signed_by) == 16
    with pytest.raises(ProofError) as caught:
        parse_note(sign_note(TEXT, many))
    assert caught.value.code == "note-signatures"


@pytest.mark.parametrize(
    ("note", "code"),
    [
        (_note(_line(SIGNER)).replace(b"\n", b"\r\n"), "note-characters"),
        (_note(_line(SIGNER))[:-1], "note-form"),
        (_note(_line(SIGNER)) + b"\n", "note-form"),
        (_note(_line(SIGNER)[:-1] + b" \n"), "note-line"),
        (_note(_line(SIGNER).replace("— ".encode(), b"- ")), "note-line"),
        (_note(_line(SIGNER).replace("— ".encode(), "—  ".encode())), "note-line"),
        (_note("— name QUFBQQ==\n".encode()), "note-line"),
        (_note("— name QUFBQUE\n".encode()), "base64"),
        (_note("— na+me QUFBQUE=\n".encode()), "key-name"),
        (_note("— na\u3000me QUFBQUE=\n".encode()), "key-name"),
        (TEXT.encode(), "note-form"),
        (b"", "note-form"),
        (b"\xff\n\n", "note-characters"),
        (b"a" * (1 << 18) + b"\n", "note-size"),
    ],
)
def test_a_malformed_note_is_refused(note: bytes, code: str) -> None:
    with pytest.raises(ProofError) as caught:
        verify_note(note, [SIGNER.key])
    assert caught.value.code == code


@given(st.integers(0, 300), st.binary(max_size=3), st.integers(0, 3))
def test_no_changed_note_verifies_as_something_else(at: int, noise: bytes, drop: int) -> None:
    note = _note(_line(SIGNER))
    changed = note[:at] + noise + note[at + drop :]
    try:
        assert verify_note(changed, [SIGNER.key]).text == TEXT
    except ProofError:
        assert changed != note


def test_only_a_key_for_logs_signs_a_checkpoint() -> None:
    wrong = Ed25519Signer.from_seed("x", Purpose.DOCUMENT, b"x" * 32)
    with pytest.raises(DetenteBug):
        sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), [wrong])
    with pytest.raises(DetenteBug):
        sign_checkpoint(Checkpoint(ORIGIN, 0, EMPTY_ROOT), [])


def test_a_checkpoint_reads_back_with_its_extensions() -> None:
    for checkpoint in (
        Checkpoint(ORIGIN, 20_852_163, bytes(range(32))),
        Checkpoint("any text at all", 1, bytes(32), ("ext one", "ext two")),
    ):
        signed = sign_checkpoint(checkpoint, [SIGNER])
        assert verify_checkpoint(signed.note, checkpoint.origin, [SIGNER.key]) == signed
        assert signed == SignedCheckpoint(checkpoint, signed.note)


def test_another_logs_checkpoint_is_refused_even_when_signed() -> None:
    signed = sign_checkpoint(Checkpoint("ru.example/log", 0, EMPTY_ROOT), [SIGNER])
    with pytest.raises(ProofError) as caught:
        verify_checkpoint(signed.note, ORIGIN, [SIGNER.key])
    assert caught.value.code == "checkpoint-origin"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("o\n1\n", "checkpoint-form"),
        (f"o\n1\n{encode_base64(bytes(32))}", "checkpoint-form"),
        (f"o\n1\n\n{encode_base64(bytes(32))}\n", "checkpoint-form"),
        (f"\n1\n{encode_base64(bytes(32))}\n", "checkpoint-form"),
        (f"o\n01\n{encode_base64(bytes(32))}\n", "decimal"),
        (f"o\n-1\n{encode_base64(bytes(32))}\n", "decimal"),
        (f"o\n9223372036854775808\n{encode_base64(bytes(32))}\n", "decimal"),
        (f"o\n1\n{encode_base64(bytes(31))}\n", "hash-length"),
        (f"o\n1\n{encode_base64(bytes(32))} \n", "base64"),
        (f"o\n0\n{encode_base64(bytes(32))}\n", "checkpoint-empty"),
    ],
)
def test_a_malformed_checkpoint_is_refused(text: str, code: str) -> None:
    with pytest.raises(ProofError) as caught:
        parse_checkpoint(text)
    assert caught.value.code == code


@given(st.text(max_size=60))
def test_any_text_is_a_checkpoint_or_refused_as_proof(text: str) -> None:
    with contextlib.suppress(ProofError):
        assert format_checkpoint(parse_checkpoint(text)) == text
