"""Events in sentences: which, when, where, and the numbers they are about."""

from __future__ import annotations

import pytest

from detente.agreements.model import MessageKind, Purpose

SHORT = "XA reports on 2031-05-02 a military-incident"


def test_an_event_of_several_days(tell) -> None:
    sentence = f"{SHORT} of 2031-05-01 to 2031-05-03 at the bridge with 20 battle-tanks in eastern"
    told = tell(sentence)
    assert (told.purpose, told.kind, told.instead) == (Purpose.EVENT_NOTICE, MessageKind.ORIGINAL, None)
    assert told.facts == {
        "event.type": "military-incident",
        "event.period": {"start": "2031-05-01", "end": "2031-05-03"},
        "event.subject": sentence,
        "event.amounts@eastern": {"total": {"battle-tanks": 20}},
    }
    assert told.implied == {"event.subject": sentence}


def test_a_day_is_a_time_or_a_period_as_the_format_asks(tell) -> None:
    told = tell(f"{SHORT} of 2031-05-01T10:00:00Z")
    kind = {"event.type": "military-incident"}
    assert told.facts == {**kind, "event.period": {"start": "2031-05-01T10:00:00Z"}}
    assert told.instead == {**kind, "event.time": "2031-05-01T10:00:00Z"}


def test_an_event_of_which_no_day_is_told(tell) -> None:
    assert tell(SHORT).facts == {"event.type": "military-incident"}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "XA reports on 2031-05-02 a military-accident of 2031-05-01",
            "1: “military-accident” is no event. Did you mean “military-incident”?",
        ),
        (
            f"{SHORT} to 2031-05-03",
            f"1: “{SHORT} to 2031-05-03” cannot be read after “reports”. Write it as: XA reports "
            "on DAY an EVENT of DAY to DAY at PLACE with NUMBER MEASURE in SECTOR.",
        ),
        (
            f"{SHORT} of yesterday",
            "1: “yesterday” is not a date. Write 2024-05-12; where the day or month is not known, 2024-05 or 2024.",
        ),
    ],
)
def test_what_cannot_be_reported(sentence: str, expected: str, faults) -> None:
    assert faults(sentence) == [expected]
