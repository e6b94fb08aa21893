"""Returns in sentences: as of when, of what, in which sector, or nothing at all."""

from __future__ import annotations

import pytest

from detente.agreements.model import MessageKind, Purpose

TANKS = {"total": {"battle-tanks": 300}}


def test_units_stand_apart_or_among_the_holdings(tell) -> None:
    told = tell(
        "XA returns on 2030-12-10 as of 2031-01-01 with 61 units and 300 battle-tanks in eastern "
        "and about 20 battle-tanks in western, 7 personnel"
    )
    shared = {
        "return.as-of": "2031-01-01",
        "forces.holdings@eastern": TANKS,
        "forces.holdings@western": {"total": {"battle-tanks": {"about": 20}}},
    }
    assert (told.purpose, told.kind, told.to) == (Purpose.INFORMATION_RETURN, MessageKind.ORIGINAL, ())
    assert told.facts == {**shared, "return.units": 61, "forces.holdings": {"total": {"personnel": 7}}}
    assert told.instead == {**shared, "forces.holdings": {"total": {"units": 61, "personnel": 7}}}


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        ("", {}),
        (" as of 2031", {"return.as-of": "2031"}),
        (
            " as of 2031, budget approved on 2031-02-10, with 300 battle-tanks",
            {"return.as-of": "2031", "budget.approval": "2031-02-10", "forces.holdings": TANKS},
        ),
        (
            " as of 2031, budget approved on 2031-02",
            {"return.as-of": "2031", "budget.approval": "2031-02"},
        ),
        (" with about 61 units", {"forces.holdings": {"total": {"units": {"about": 61}}}}),
        (" with 61 units in eastern", {"forces.holdings@eastern": {"total": {"units": 61}}}),
    ],
)
def test_what_a_return_says(more: str, facts: object, tell) -> None:
    told = tell(f"XA returns on 2030-12-10{more}")
    assert (told.facts, told.instead, told.kind) == (facts, None, MessageKind.ORIGINAL)


def test_nothing_to_tell_is_a_message_of_its_own_kind(tell) -> None:
    told = tell("XA returns on 2030-12-10 by annual-return as of 2031 with nothing")
    assert (told.kind, told.format, told.facts) == (
        MessageKind.NIL,
        "annual-return",
        {"return.as-of": "2031"},
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "XA returns on 2030-12-10 as of 2031-13",
            "1: “2031-13” is not a date. Write 2024-05-12; where the day or month is not known, 2024-05 or 2024.",
        ),
        (
            "XA returns on 2030-12-10 with 5 tanks of XA",
            "1: “5 tanks of XA” is no number of anything. "
            "Write it as: 36,000 personnel; or: about 310 battle-tanks in eastern.",
        ),
        (
            "XA returns on 2030-12-10 with 5 units in eastern and 6 units in eastern",
            "1: “6 units in eastern” gives a number a second time. Give it once.",
        ),
        (
            "XA returns 61 units",
            "1: “XA returns 61 units” cannot be read after “returns”. Write it as: XA returns on DAY as of DAY, "
            "budget approved on DAY, with NUMBER MEASURE in SECTOR.",
        ),
    ],
)
def test_what_cannot_be_returned(sentence: str, expected: str, faults) -> None:
    assert faults(sentence) == [expected]
