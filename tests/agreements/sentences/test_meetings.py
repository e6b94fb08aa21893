"""Meetings in sentences: asked for, and recorded."""

from __future__ import annotations

import pytest

from detente.agreements.model import Purpose

ASKED = "XB convenes XA and XC on 2031-03-01 for 2031-03-10"


def test_a_meeting_is_asked_for(tell) -> None:
    told = tell(ASKED)
    assert (told.purpose, told.to, told.facts) == (
        Purpose.MEETING_REQUEST,
        ("XA", "XC"),
        {"meeting.time": "2031-03-10"},
    )
    assert told.implied == {"meeting.subject": ASKED}
    assert tell("XB convenes all on 2031-03-01").to == ()


def test_the_meeting_is_the_one_asked_for_and_a_meeting_another(tell) -> None:
    sentence = "XA records on 2031-03-12 the meeting of 2031-03-10 at Ford with XC, XB"
    told = tell(ASKED, sentence)
    assert (told.purpose, told.ground) == (Purpose.MEETING_RECORD, 0)
    assert told.facts == {
        "meeting.time": "2031-03-10",
        "meeting.place": {"name": {"en": "Ford"}, "positions": ["+47.0000+010.1000/"]},
        "meeting.states": ["XA", "XB", "XC"],
    }
    assert told.implied == {"meeting.subject": sentence, "meeting.extraordinary": True}
    another = tell(ASKED, "XA records on 2031-03-12 a meeting of 2031-02")
    assert (another.ground, another.facts) == (None, {"meeting.time": "2031-02"})
    assert "meeting.extraordinary" not in another.implied


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            ["XA records on 2031-03-12 the meeting of 2031-03-10"],
            "1: Nothing stands before this that XA records. First say that another state convenes XA …",
        ),
        (
            ["XA records on 2031-03-12 a meeting"],
            "1: “XA records on 2031-03-12 a meeting” cannot be read after “records”. Write it as: XA records on DAY "
            "a meeting of DAY at PLACE with XB and XC; or: the meeting, which was asked for.",
        ),
        (
            ["XA convenes on 2031-03-01"],
            "1: “XA convenes on 2031-03-01” cannot be read after “convenes”. "
            "Write it as: XA convenes XB on DAY for DAY.",
        ),
    ],
)
def test_what_cannot_be_told(sentences, expected, faults) -> None:
    assert faults(*sentences) == [expected]
