"""Drills in sentences: forces, place, time and numbers, and what others say of them later."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from detente.agreements.model import MessageKind, Purpose, Told
from detente.kernel.identifiers import FormatId, StateCode

TELLS = "XA tells on 2031-05-01 of a live-exercise"
FORD = {"name": {"en": "Ford"}, "positions": ["+47.0000+010.1000/"]}


def test_a_drill_whole(tell) -> None:
    sentence = (
        "XA tells on 2031-05-01 by drill-notification of an air-exercise by a division along the line at Ford "
        "from 2031-08-01 to 2031-08 with about 6,000 personnel, more than 20 battle-tanks and 5 artillery of XB"
    )
    assert tell(sentence) == Told(
        text=sentence,
        deed="tells",
        purpose=Purpose.ACTIVITY_NOTIFICATION,
        kind=MessageKind.ORIGINAL,
        state=StateCode("XA"),
        on=datetime(2031, 5, 1, 12, tzinfo=UTC),
        format=FormatId("drill-notification"),
        facts={
            "activity.type": "air-exercise",
            "activity.formation": "division",
            "activity.direction": "along",
            "activity.area": FORD,
            "activity.period": {"start": "2031-08-01", "end": "2031-08"},
            "activity.strength": {
                "total": {"personnel": {"about": 6000}, "battle-tanks": {"more-than": 20}},
                "by_state": {"XB": {"artillery": 5}},
            },
        },
    )


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        ("", {}),
        (" towards the other side", {"activity.direction": "towards-other-side"}),
        (" away from the other side", {"activity.direction": "away"}),
        (" by an army", {"activity.formation": "army"}),
        (" to 2031", {"activity.period": {"end": "2031"}}),
        (" with up to 2,000 personnel", {"activity.strength": {"total": {"personnel": {"up-to": 2000}}}}),
    ],
)
def test_each_part_may_stand_alone(more: str, facts: object, tell) -> None:
    assert tell(f"XA tells on 2031-05-01 of a drill{more}").facts == facts
    amended = tell(TELLS, f"XA amends on 2031-05-02{more}")
    assert (amended.facts, amended.ground, amended.kind) == (facts, 0, MessageKind.AMENDMENT)


def test_what_is_said_later_is_about_the_newest_drill_of_that_state(tell) -> None:
    said = tell(
        TELLS,
        TELLS,
        "XC tells on 2031-05-01 of a live-exercise",
        "XB says on 2031-09-01 of XA's drill with 30,000 personnel according to “Ministry, of 1 September”",
    )
    assert (said.purpose, said.ground, said.references) == (
        Purpose.ACTIVITY_REPORT,
        1,
        {"report.activity": 1},
    )
    assert said.facts == {
        "activity.strength": {"total": {"personnel": 30000}},
        "report.source": "Ministry, of 1 September",
    }
    own = tell(TELLS, "XA says on 2031-09-01 of XA's drill with 7 personnel")
    assert (own.facts, own.ground) == ({"activity.strength": {"total": {"personnel": 7}}}, 0)


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            [f"{TELLS} by a divison"],
            "1: “divison” is no formation. Did you mean “division”?",
        ),
        (
            [f"{TELLS} with 5 personnel in eastern"],
            "1: “5 personnel in eastern” is no number of anything. "
            "Write it as: 36,000 personnel; or: about 310 battle-tanks of XA.",
        ),
        (
            [TELLS, "XB says on 2031-09-01 of XC's drill with 7 personnel"],
            "2: Nothing stands before this that XB says. First say that XC tells …",
        ),
        (
            [TELLS, "XB says on 2031-09-01 of XA with 7 personnel"],
            "2: “XB says on 2031-09-01 of XA with 7 personnel” cannot be read after “says”. "
            'Write it as: XB says on DAY of XA\'s drill with NUMBER MEASURE according to "SOURCE".',
        ),
        (
            [TELLS, "XB cancels on 2031-05-02"],
            "2: Nothing stands before this that XB cancels. First say that XB tells …",
        ),
    ],
)
def test_what_cannot_be_told(sentences, expected, faults) -> None:
    assert faults(*sentences) == [expected]
