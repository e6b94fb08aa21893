from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.agreements.model import MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.messages.references import (
    ReferenceParts,
    format_reference,
    mark_of,
    matter_id,
    matter_of,
    parse_matter,
    parse_reference,
)

PARTS = st.builds(
    ReferenceParts,
    st.from_regex(r"[A-Z][A-Z0-9]{1,7}", fullmatch=True),
    st.sampled_from([StateCode(one) for one in ("KZ", "RU", "XA")]),
    st.integers(1000, 2999),
    st.integers(1, 999_999_999),
    st.from_regex(r"[A-Z]{2}", fullmatch=True),
    st.sampled_from(["O", "N", "X"]) | st.from_regex(r"[AC][1-9][0-9]{0,3}", fullmatch=True),
)


@given(PARTS)
def test_a_reference_is_put_together_and_taken_apart(parts: ReferenceParts) -> None:
    reference = format_reference(parts)
    assert parse_reference(reference) == parts
    assert matter_of(reference) == matter_id(parts) == parse_matter(matter_id(parts))


@given(st.text() | PARTS.map(format_reference).map(lambda one: one[:-1]))
def test_any_text_is_a_reference_or_an_input_error(text: str) -> None:
    with suppress(InputError):
        assert format_reference(parse_reference(text)) == text


def test_the_parts_and_the_kind() -> None:
    parts = parse_reference("SH96/KZ/2024/0007/EX/A2")
    assert parts == ReferenceParts("SH96", StateCode("KZ"), 2024, 7, "EX", "A2")
    assert parts.kind is MessageKind.AMENDMENT
    assert parse_reference("SH96/KZ/2024/12345/EX/N").kind is MessageKind.NIL


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("sh96/KZ/2024/0007/EX/O", ["agreement code"]),
        ("SH96/KZ/24/0007/EX/O", ["year"]),
        ("SH96/KZ/2024/007/EX/O", ["serial number"]),
        ("SH96/KZ/2024/0000/EX/O", ["serial number"]),
        ("SH96/KZ/2024/00007/EX/O", ["serial number"]),
        ("SH96/KZ/2024/0007/E/O", ["topic"]),
        ("SH96/KZ/2024/0007/EX/A0", ["mark"]),
        ("SH96/KZ/2024/0007/EX/O\n", ["mark"]),
        ("SH96/KZ/２０２４/0007/EX/B", ["year", "mark"]),
    ],
)
def test_every_wrong_part_is_named(text: str, wrong: list[str]) -> None:
    with pytest.raises(InputError) as raised:
        parse_reference(text)
    faults = raised.value.faults
    assert [fault.what.en.rpartition("cannot be the ")[2].rstrip(".") for fault in faults] == wrong
    assert all(fault.what.ru != fault.what.en != fault.what.zh for fault in faults)


def test_an_unknown_state_and_a_missing_part_are_said_plainly() -> None:
    with pytest.raises(InputError, match="“WW” is no state code"):
        parse_reference("SH96/WW/2024/0007/EX/O")
    with pytest.raises(InputError, match="it has 5 parts instead of 6"):
        parse_reference("SH96/KZ/2024/0007/EX")


@pytest.mark.parametrize(
    ("kind", "existing", "mark"),
    [
        (MessageKind.ORIGINAL, [], "O"),
        (MessageKind.NIL, [], "N"),
        (MessageKind.AMENDMENT, ["O"], "A1"),
        (MessageKind.AMENDMENT, ["O", "A9", "A10", "C12"], "A11"),
        (MessageKind.CORRECTION, ["N", "A1"], "C1"),
        (MessageKind.CANCELLATION, ["O", "A1", "C1"], "X"),
    ],
)
def test_the_next_mark(kind: MessageKind, existing: list[str], mark: str) -> None:
    assert mark_of(kind, existing) == mark


@pytest.mark.parametrize(
    ("kind", "existing", "code"),
    [
        (MessageKind.AMENDMENT, ["O", "X"], "matter-cancelled"),
        (MessageKind.ORIGINAL, ["O", "X"], "matter-cancelled"),
        (MessageKind.ORIGINAL, ["O"], "matter-opened"),
        (MessageKind.NIL, ["O"], "matter-opened"),
        (MessageKind.CORRECTION, [], "matter-not-opened"),
        (MessageKind.CANCELLATION, ["A1"], "matter-not-opened"),
    ],
)
def test_no_next_mark(kind: MessageKind, existing: list[str], code: str) -> None:
    with pytest.raises(InputError) as raised:
        mark_of(kind, existing)
    assert raised.value.code == code
