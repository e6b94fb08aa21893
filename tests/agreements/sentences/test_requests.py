"""Requests for clarification in sentences, and the answers to them."""

from __future__ import annotations

import pytest

from detente.agreements.model import Purpose

ASKS = "XB asks XA and XC on 2031-05-01"


def test_a_request_may_be_urgent(tell) -> None:
    told = tell(f"{ASKS} urgently")
    assert (told.purpose, told.to) == (Purpose.CLARIFICATION_REQUEST, ("XA", "XC"))
    assert told.facts == {"clarification.urgent": True}
    assert told.implied == {"clarification.urgent": True, "clarification.subject": f"{ASKS} urgently"}
    plain = tell(ASKS)
    assert (plain.facts, plain.implied) == (
        {},
        {"clarification.urgent": False, "clarification.subject": ASKS},
    )


def test_each_that_was_asked_answers(tell) -> None:
    told = tell(ASKS, "XA answers on 2031-05-02", "XC answers on 2031-05-03")
    assert (told.purpose, told.ground) == (Purpose.CLARIFICATION_REPLY, 0)
    assert told.implied == {"clarification.answer": "XC answers on 2031-05-03"}


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            [ASKS, "XB answers on 2031-05-02"],
            "2: Nothing stands before this that XB answers. First say that another state asks XB …",
        ),
        (
            [f"{ASKS} politely"],
            f"1: “{ASKS} politely” cannot be read after “asks”. Write it as: XB asks XB on DAY.",
        ),
    ],
)
def test_what_cannot_be_told(sentences, expected, faults) -> None:
    assert faults(*sentences) == [expected]
