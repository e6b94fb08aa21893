"""Forces in sentences: the units or posts of a return, and what a notice says has changed of them."""

from __future__ import annotations

import pytest

from detente.agreements.model import MessageKind, Purpose

LISTS = "XA lists on 2030-12-10 as of 2031-01-01:"
ANNOUNCES = "XA announces on 2031-03-20 of 2031-03-01:"


def test_units_with_all_that_can_be_said_of_them(tell) -> None:
    told = tell(
        f"{LISTS} ministry MOD; army 1A under MOD at Ford called First Army with 1,900 personnel "
        "and about 7 battle-tanks and 3 artillery; B-2"
    )
    assert (told.purpose, told.kind, told.instead) == (Purpose.INFORMATION_RETURN, MessageKind.ORIGINAL, None)
    assert told.facts == {
        "return.as-of": "2031-01-01",
        "forces.units": [
            {"unit": "MOD", "name": {"en": "MOD"}, "level": "ministry"},
            {
                "unit": "1A",
                "name": {"en": "First Army"},
                "level": "army",
                "under": "MOD",
                "city": {"name": {"en": "Ford"}, "positions": ["+47.0000+010.1000/"]},
                "strength": 1900,
                "holdings": {"total": {"battle-tanks": {"about": 7}, "artillery": 3}},
            },
            {"unit": "B-2", "name": {"en": "B-2"}},
        ],
    }


def test_posts(tell) -> None:
    told = tell(f"{LISTS} HEAD of MOD held by Ada Sample since 2030-05; DEP vacant")
    assert told.facts == {
        "return.as-of": "2031-01-01",
        "forces.posts": [
            {"post": "HEAD", "unit": "MOD", "holder": {"name": {"en": "Ada Sample"}}, "since": "2030-05"},
            {"post": "DEP"},
        ],
    }


def test_changes_of_units(tell) -> None:
    told = tell(
        f"{ANNOUNCES} corps 2C raised under MOD; 1A moved to Nukus; 3A renamed as Guards Army; 4A disbanded"
    )
    assert told.purpose is Purpose.EVENT_NOTICE
    assert told.facts == {
        "event.type": "unit-change",
        "event.time": "2031-03-01",
        "forces.unit-changes": [
            {"unit": "2C", "change": "raised", "level": "corps", "under": "MOD"},
            {"unit": "1A", "change": "moved", "city": {"name": {"en": "Nukus"}}},
            {"unit": "3A", "change": "renamed", "name": {"en": "Guards Army"}},
            {"unit": "4A", "change": "disbanded"},
        ],
    }


def test_changes_of_posts(tell) -> None:
    assert tell("XA announces on 2031-03-20: HEAD held by Cy Sample; DEP vacant").facts == {
        "event.type": "leadership-change",
        "forces.post-changes": [
            {"post": "HEAD", "holder": {"name": {"en": "Cy Sample"}}},
            {"post": "DEP", "vacant": True},
        ],
    }


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            f"{LISTS} the first army",
            "1: “the first army” is no unit and no post. "
            "Write it as: army 1A under MOD at Ford with 900 personnel; or: HEAD of MOD held by Ada Sample.",
        ),
        (f"{LISTS} armee 1A", "1: “armee” is no level. Did you mean “army”?"),
        (f"{LISTS} 1A with 900 soldiers", "1: “soldiers” is no measure. Did you mean “sorties”?"),
        (
            f"{LISTS} 1A with about 900 personnel",
            "1: The strength of a unit is an exact number. Write it as: with 900 personnel.",
        ),
        (
            f"{LISTS} HEAD held by Ada Sample since May",
            "1: “May” is not a date. Write 2024-05-12; where the day or month is not known, 2024-05 or 2024.",
        ),
        (f"{ANNOUNCES} 1A vanished", "1: “vanished” is no change of a unit. Did you mean “raised”?"),
        (
            "XA lists on 2030-12-10",
            "1: “XA lists on 2030-12-10” cannot be read after “lists”. "
            "Write it as: XA lists on DAY as of DAY: LEVEL CODE under CODE at PLACE called "
            "NAME with NUMBER MEASURE; CODE held by NAME.",
        ),
    ],
)
def test_what_cannot_be_read(sentence: str, expected: str, faults) -> None:
    assert faults(sentence) == [expected]
