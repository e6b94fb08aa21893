"""Visits in sentences: moved and put off, people named, programme set, log kept."""

from __future__ import annotations

import pytest

from detente.agreements.model import Purpose

ASKED = "XB requests XA on 2031-03-01 to visit 5th brigade from 2031-03-11"
OTHER = "XC requests XA on 2031-03-02 to visit Ford"


def test_a_visit_is_moved_or_put_off_by_either_side(tell) -> None:
    moved = tell(ASKED, "XA moves on 2031-03-05 to 2031-03-20 until 2031-03-21 for security")
    assert (moved.purpose, moved.ground) == (Purpose.VISIT_CHANGE, 0)
    assert moved.facts == {
        "visit.arrival": "2031-03-20",
        "visit.end": "2031-03-21",
        "visit.reason": "security",
    }
    put_off = tell(ASKED, "XB postpones on 2031-03-05 for force-majeure")
    assert put_off.facts == {"visit.postponed": True, "visit.reason": "force-majeure"}


def test_whose_visit_it_is_may_be_said(tell) -> None:
    assert tell(ASKED, OTHER, "XA moves on 2031-03-05 to 2031-03-20").ground == 1
    assert tell(ASKED, OTHER, "XA moves on 2031-03-05 the visit of XB to 2031-03-20").ground == 0
    assert tell(ASKED, OTHER, "XA logs on 2031-03-20 of the visit of XB 3 diagrams").ground == 0


def test_people_are_named_one_or_more(tell) -> None:
    told = tell(ASKED, "XB names on 2031-03-05 for the visit to XA Ada Sample, Ben Sample and Cy Sample")
    names = [{"person": {"name": {"en": name}}} for name in ("Ada Sample", "Ben Sample", "Cy Sample")]
    assert (told.purpose, told.facts, told.implied) == (
        Purpose.VISIT_TEAM,
        {"visit.team-list": names},
        {"visit.team": 3},
    )
    assert tell(ASKED, "XB names on 2031-03-05 Ada Sample").facts == {"visit.team-list": names[:1]}


def test_a_programme_has_days(tell) -> None:
    told = tell(
        ASKED, "XA plans on 2031-03-05 the visit of XB: 2031-03-11 briefing, then lunch; 2031-03-12 range"
    )
    assert told.facts == {
        "visit.programme": [
            {"day": "2031-03-11", "what": {"en": "briefing, then lunch"}},
            {"day": "2031-03-12", "what": {"en": "range"}},
        ]
    }


@pytest.mark.parametrize(
    ("logged", "facts"),
    [
        ("an arrival at 2031-03-11T09:20:00Z", {"visit.arrived": "2031-03-11T09:20:00Z"}),
        ("1 diagram", {"visit.diagrams": 1}),
        (
            "the report handed over at 2031-03-12T09:00:00Z, remarks made at 2031-03-12T10:00:00Z",
            {
                "visit.report-handed": "2031-03-12T09:00:00Z",
                "visit.remarks-made": "2031-03-12T10:00:00Z",
            },
        ),
    ],
)
def test_a_log_has_what_was_logged(logged: str, facts: object, tell) -> None:
    assert tell(ASKED, f"XA logs on 2031-03-13 {logged}").facts == facts


def test_a_log_of_nothing_is_a_fault(faults) -> None:
    [wrong] = faults(ASKED, "XA logs on 2031-03-13")
    assert wrong.startswith("2: Nothing is logged.")


def test_an_area_is_bounded_by_places_of_the_file(tell, faults) -> None:
    [wrong] = faults("XB requests XA on 2031-03-01 to visit the area of Ford, Mill and Ford")
    assert wrong.startswith("1: “Mill” is no place of this file.")
    told = tell("XB requests XA on 2031-03-01 to visit the area of Ford and Ford one after another")
    assert told.facts == {
        "visit.area": {"name": {"en": "Ford and Ford"}, "positions": ["+47.0000+010.1000/"] * 2},
        "visit.sequential": True,
    }
