from __future__ import annotations

import pytest

from detente.agreements.scalars import MAX_INTEGER, Plain, Refusal, resolve_scalar


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("~", None),
        ("null", None),
        ("true", True),
        ("FALSE", False),
        ("0", 0),
        ("-12", -12),
        ("+7", 7),
        (str(MAX_INTEGER), MAX_INTEGER),
        ("no", "no"),
        ("on", "on"),
        ("yes", "yes"),
        ("1_000", "1_000"),
        ("2011-12-01", "2011-12-01"),
        ("12:30", "12:30"),
        ("0.1.2", "0.1.2"),
        ("e5", "e5"),
        (".", "."),
    ],
)
def test_plain_scalars_mean_what_they_say(text: str, value: Plain) -> None:
    resolved = resolve_scalar(text, plain=True)
    assert (type(resolved), resolved) == (type(value), value)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1.5", "float"),
        (".5", "float"),
        ("5.", "float"),
        ("1e3", "float"),
        ("-.inf", "float"),
        (".nan", "float"),
        ("007", "leading-zero"),
        ("0x1F", "number-base"),
        ("0o17", "number-base"),
        (str(MAX_INTEGER + 1), "number-too-large"),
        ("9" * 5000, "number-too-large"),
        ("a\u202eb", "hidden-character"),
        ("a\x00b", "hidden-character"),
    ],
)
def test_doubtful_scalars_are_refused(text: str, code: str) -> None:
    refusal = resolve_scalar(text, plain=True)
    assert isinstance(refusal, Refusal)
    assert refusal.code == code


@pytest.mark.parametrize("text", ["", "null", "true", "12", "1.5", "007", "0x1F", "<<"])
def test_in_quotes_everything_is_text(text: str) -> None:
    assert resolve_scalar(text, plain=False) == text
