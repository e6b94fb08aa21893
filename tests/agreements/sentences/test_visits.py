"""Visits in sentences: asked for or offered, answered, described."""

from __future__ import annotations

import pytest

from detente.agreements.model import MessageKind, Purpose

ASKED = "XB requests XA on 2031-03-01 to visit 5th brigade"
OFFERED = "XA offers XB and XC on 2031-03-01 to visit Ford"
FORD = {"name": {"en": "Ford"}, "positions": ["+47.0000+010.1000/"]}


def test_a_request_whole(tell) -> None:
    told = tell(
        "XB requests XA on 2031-03-01 by inspection-request to visit the depot in Ford in eastern "
        "from 2031-03-11 to 2031-03-12 with 4 visitors"
    )
    assert (told.purpose, told.kind, told.to, told.format) == (
        Purpose.VISIT_REQUEST,
        MessageKind.ORIGINAL,
        ("XA",),
        "inspection-request",
    )
    assert told.facts == {
        "visit.object": {"name": {"en": "the depot in Ford"}},
        "visit.sector": "eastern",
        "visit.arrival": "2031-03-11",
        "visit.end": "2031-03-12",
        "visit.team": 4,
    }
    assert told.instead is None


@pytest.mark.parametrize(
    ("more", "facts"),
    [
        ("", {}),
        (" in western", {"visit.sector": "western"}),
        (" from 2031-03-11T08:00:00Z", {"visit.arrival": "2031-03-11T08:00:00Z"}),
        (" to 2031-03-12", {"visit.end": "2031-03-12"}),
        (" with 1 visitor", {"visit.team": 1}),
        (" 5th brigade with 2 visitors", {"visit.object": {"name": {"en": "5th brigade"}}, "visit.team": 2}),
    ],
)
def test_each_part_may_stand_alone(more: str, facts: object, tell) -> None:
    assert tell(f"XB requests XA on 2031-03-01 to visit{more}").facts == facts


def test_a_place_of_the_file_is_an_object_or_an_area(tell) -> None:
    told = tell(OFFERED)
    assert (told.purpose, told.to) == (Purpose.VISIT_INVITATION, ("XB", "XC"))
    assert (told.facts, told.instead) == ({"visit.object": FORD}, {"visit.area": FORD})


def test_an_answer_is_to_the_newest_or_to_whom_it_names(tell) -> None:
    story = [ASKED, "XC requests XA on 2031-03-02 to visit Ford", "XB offers XC on 2031-03-03 to visit Ford"]
    newest = tell(*story, "XA agrees on 2031-03-04")
    assert (newest.purpose, newest.ground, newest.facts) == (Purpose.VISIT_REPLY, 1, {"visit.accepted": True})
    named = tell(
        *story, "XA agrees with XB on 2031-03-04 by visit-reply to a visit from 2031-03-12 to 2031-03-13"
    )
    assert (named.ground, named.format) == (0, "visit-reply")
    assert named.facts == {
        "visit.accepted": True,
        "visit.arrival": "2031-03-12",
        "visit.end": "2031-03-13",
    }
    refused = tell(*story, "XA refuses XB on 2031-03-04 for force-majeure")
    assert (refused.ground, refused.facts) == (
        0,
        {"visit.accepted": False, "visit.reason": "force-majeure"},
    )
    assert tell(*story, "XC refuses on 2031-03-04").ground == 2


def test_either_state_may_describe_a_visit(tell) -> None:
    story = [ASKED, "XC requests XA on 2031-03-02 to visit Ford"]
    guest = tell(*story, "XB describes on 2031-03-20 a visit from 2031-03-11 to 2031-03-12 with 3 visitors")
    assert (guest.purpose, guest.ground, guest.implied) == (
        Purpose.VISIT_REPORT,
        0,
        {"visit.took-place": True},
    )
    assert guest.facts == {
        "visit.arrival": "2031-03-11",
        "visit.end": "2031-03-12",
        "visit.team": 3,
    }
    never = tell(*story, "XA describes on 2031-03-20 a visit of XB that did not take place for force-majeure")
    assert (never.ground, never.facts, never.implied) == (
        0,
        {"visit.took-place": False, "visit.reason": "force-majeure"},
        {},
    )
    assert tell(*story, "XA describes on 2031-03-20").ground == 1


def test_an_offer_to_all_is_towards_each(tell) -> None:
    assert tell("XA offers all on 2031-03-01 to visit Ford", "XC agrees on 2031-03-04").ground == 0


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            [ASKED, "XA refuses on 2031-03-04 for force-major"],
            "2: “force-major” is no reason. Did you mean “force-majeure”?",
        ),
        (
            [ASKED, "XB agrees on 2031-03-04"],
            "2: Nothing stands before this that XB agrees. First say that another state requests or offers XB …",
        ),
        (
            [ASKED, "XA agrees with XC on 2031-03-04"],
            "2: Nothing stands before this that XA agrees. First say that XC requests or offers XA …",
        ),
        (
            ["XB requests XA on 2031-03-01"],
            "1: “XB requests XA on 2031-03-01” cannot be read after “requests”. Write it as: XB requests XB on DAY "
            "to visit OBJECT in SECTOR from DAY to DAY with NUMBER visitors.",
        ),
        (
            [f"{ASKED} from 2031-02-30"],
            "1: “2031-02-30” is not a date. Write 2024-05-12; where the day or month is not known, 2024-05 or 2024.",
        ),
        (
            [ASKED, "XB withdraws on 2031-03-02", "XB withdraws on 2031-03-03"],
            "3: What XB withdraws here was called off before. Put a new requests before it.",
        ),
    ],
)
def test_what_cannot_be_told(sentences, expected, faults) -> None:
    assert faults(*sentences) == [expected]
