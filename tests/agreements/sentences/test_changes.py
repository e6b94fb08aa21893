"""Changes of messages of any topic: corrected numbers, and what is taken back."""

from __future__ import annotations

import pytest

from detente.agreements.model import MessageKind, Purpose

RETURNS = "XA returns on 2030-12-10 with 5 units"
REPORTS = "XA reports on 2031-05-02 a military-incident"


def test_a_correction_is_of_the_newest_return_or_report(tell) -> None:
    of_return = tell(REPORTS, RETURNS, "XA corrects on 2031-05-03 with 6 units")
    assert (of_return.ground, of_return.purpose, of_return.kind) == (
        1,
        Purpose.INFORMATION_RETURN,
        MessageKind.CORRECTION,
    )
    assert (of_return.facts, of_return.instead) == (
        {"return.units": 6},
        {"forces.holdings": {"total": {"units": 6}}},
    )
    of_report = tell(RETURNS, REPORTS, "XA corrects on 2031-05-03 with 6 battle-tanks in eastern")
    assert (of_report.ground, of_report.purpose) == (1, Purpose.EVENT_NOTICE)
    assert of_report.facts == {"event.amounts@eastern": {"total": {"battle-tanks": 6}}}


@pytest.mark.parametrize(
    ("sentence", "purpose"),
    [
        ("XA asks XB on 2031-05-01", Purpose.CLARIFICATION_REQUEST),
        ("XA requests XB on 2031-05-01 to visit", Purpose.VISIT_REQUEST),
        ("XA offers XB on 2031-05-01 to visit", Purpose.VISIT_INVITATION),
        (RETURNS, Purpose.INFORMATION_RETURN),
        (REPORTS, Purpose.EVENT_NOTICE),
        ("XA convenes XB on 2031-05-01", Purpose.MEETING_REQUEST),
        ("XA transfers 1 visit of XB's quota for 2031 to XC on 2031-05-01", Purpose.QUOTA_TRANSFER),
        ("XA seeks consent of XB on 2031-05-01 to disclose message 1", Purpose.DISCLOSURE_REQUEST),
    ],
)
def test_whatever_was_told_last_is_taken_back(sentence: str, purpose: Purpose, tell) -> None:
    told = tell("XB tells on 2031-01-01 of a drill", sentence, "XA withdraws on 2031-05-02")
    assert (told.ground, told.purpose, told.kind, told.facts) == (1, purpose, MessageKind.CANCELLATION, {})


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            [RETURNS, "XB corrects on 2031-05-03 with 6 units"],
            "2: Nothing stands before this that XB corrects. First say that XB returns or reports …",
        ),
        (
            [RETURNS, "XA withdraws on 2031-05-03", "XA corrects on 2031-05-04 with 6 units"],
            "3: What XA corrects here was called off before. Put a new returns before it.",
        ),
        (
            [RETURNS, "XA corrects on 2031-05-03"],
            "2: “XA corrects on 2031-05-03” cannot be read after “corrects”. "
            "Write it as: XA corrects on DAY with NUMBER MEASURE in SECTOR.",
        ),
    ],
)
def test_what_cannot_be_changed(sentences, expected, faults) -> None:
    assert faults(*sentences) == [expected]
