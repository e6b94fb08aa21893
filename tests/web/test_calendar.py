from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from detente.kernel.identifiers import AgreementId, MatterId, StateCode
from detente.kernel.instants import PartialDate
from detente.messages.document import Origin
from detente.messages.values import Period, Strength
from detente.record.activities import Activity, ActivityStatus
from detente.web.calendar import dated_drill
from detente.web.spans import build_weeks, place_in_year


def a_drill(start: str, end: str | None) -> Activity:
    return Activity(
        id=MatterId("SCO24/KZ/2024/0001/EX"),
        agreement=AgreementId("sco"),
        host=StateCode("KZ"),
        status=ActivityStatus.TOLD,
        name=None,
        type=None,
        period=Period(PartialDate(start), PartialDate(end) if end else None),
        area=(),
        strength=Strength({}, {}),
        participants=(),
        purpose=None,
        origin=Origin(),
        tellings=(),
        invitations=(),
        messages=(),
    )


def spans(start: str, end: str | None) -> list[list[tuple[int, int, bool, bool]]]:
    weeks = build_weeks(date(2024, 6, 1), [dated_drill(a_drill(start, end))])
    return [[(one.first, one.length, one.began_before, one.goes_on) for one in week.spans] for week in weeks]


def test_a_month_is_whole_weeks_from_monday() -> None:
    weeks = build_weeks(date(2024, 6, 1), [])
    assert (len(weeks), weeks[0].days[0], weeks[-1].days[-1]) == (5, date(2024, 5, 27), date(2024, 6, 30))


@pytest.mark.parametrize(
    ("start", "end", "drawn"),
    [
        ("2024-06-12", "2024-06-20", [[], [], [(3, 5, False, True)], [(1, 4, True, False)], []]),
        ("2024-06-16", None, [[], [], [(7, 1, False, False)], [], []]),
        (
            "2024-05-01",
            "2024-07-31",
            [[(1, 7, True, True)]] * 5,
        ),
        ("2024-07-01", "2024-07-02", [[], [], [], [], []]),
        ("2024-06", None, [[], [], [], [], []]),
        ("2024-06-03", "2024-06", [[], [], [], [], []]),
    ],
)  # fmt: skip
def test_a_drill_lies_across_its_days(start: str, end: str | None, drawn: list[Any]) -> None:
    assert spans(start, end) == drawn


def test_days_of_a_year_stand_in_months_of_one_width() -> None:
    days = [
        date(2024, 1, 1),
        date(2024, 1, 31),
        date(2024, 2, 1),
        date(2024, 12, 31),
        date(2023, 5, 5),
        date(2025, 1, 1),
    ]
    assert [place_in_year(day, 2024) for day in days] == [0, 96, 100, 1196, 0, 1200]


def test_the_month_and_the_year_show_the_drills(told: Any) -> None:
    client = told.visit("reader")
    month = client.get("/activities/month?month=2024-06").text
    assert month.count('class="span from-3 days-5 goes-on"') == 2
    assert month.count('class="span from-1 days-4 began-before"') == 2
    year = client.get("/activities/year?year=2024").text
    assert year.count('<rect class="bar" x="536" y="4" width="30" height="12"/>') == 2


def test_a_month_with_nothing_says_nothing_wrong(told: Any) -> None:
    assert 'class="span' not in told.visit("reader").get("/activities/month?month=2001-01").text
