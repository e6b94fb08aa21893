"""``detente visits list``, ``show``, ``quota``, ``papers``, ``calendar`` and ``forget``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar
from tests.cli.conftest import Detente
from tests.node.visit_stories import NOW, SCO, VIENNA, open_pair, tell_of_a_quota, tell_visits

from detente.node.ground import load_ground

OFFERED = "SCO24/CN/2026/0001/VO"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("visits")
    kz, cn, de = open_pair(root, load_ground(), f"{SCO},{VIENNA}", ("KZ", "CN", "DE"), NOW)
    tell_visits(kz, cn)
    tell_of_a_quota(kz, de)
    for node in (kz, cn, de):
        node.close()
    return root / "KZ"


def test_visits_are_listed(detente: Detente, folder: Path) -> None:
    ran = detente("visits", "list", folder, "--state", "cn", "--role", "guest", "--json")
    value: Any = ran.json()
    assert (ran.code, value["total"]) == (0, 1)
    assert [one["status"] for one in value["visits"]] == ["declined"]
    shown = detente("visits", "list", folder, "--words", "zhurihe")
    assert "Training base Zhurihe" in shown.out
    assert "1 / 1" in shown.out
    assert "Посещений нет." in detente("visits", "list", folder, "--year", "2031", "--lang", "ru").out


@pytest.mark.parametrize("option", [("--status", "gone"), ("--role", "friend")])
def test_a_word_that_is_not_known_is_refused_with_those_that_are(
    detente: Detente, folder: Path, option: tuple[str, str]
) -> None:
    ran = detente("visits", "list", folder, *option)
    assert ran.code in {1, 2}
    assert "There are: " in ran.err


def test_a_visit_is_shown(detente: Detente, folder: Path) -> None:
    value: Any = detente("visits", "show", folder, OFFERED, "--json").json()
    assert value["teams"] == {"KZ": ["A. Serikov"]}
    assert "report:visit-offer-report" in [one["key"] for one in value["steps"]]
    shown = detente("visits", "show", folder, OFFERED).out
    assert "Kazakhstan → China · 2026-05-18 – 2026-05-20" in shown
    assert "Article 5(1)" in shown


def test_quotas_are_shown_with_their_requests(detente: Detente, folder: Path) -> None:
    value: Any = detente("visits", "quota", folder, "--year", "2026", "--json").json()
    book = next(one for one in value["passive"] if one["provision"] == "quota.evaluation")
    assert book["amount"] == {"low": 1, "high": 1, "messages": book["amount"]["messages"]}
    assert [one["matter"] for one in book["entries"]] == ["VD11/DE/2026/0001/EQ"]
    shown = detente("visits", "quota", folder, "--year", "2026", "--state", "de").out
    assert "Kazakhstan" in shown


def test_papers_are_listed_and_printed(detente: Detente, folder: Path, tmp_path: Path) -> None:
    listed: Any = detente("visits", "papers", folder, OFFERED, "--json").json()
    assert {"kind": "team-list", "part": "KZ"} in listed["papers"]
    out = tmp_path / "team.pdf"
    ran = detente("visits", "papers", folder, OFFERED, "--kind", "team-list", "--lang", "zh", "--out", out)
    assert (ran.code, out.read_bytes()[:5]) == (0, b"%PDF-")
    wrong = detente("visits", "papers", folder, OFFERED, "--kind", "poster")
    assert "“poster” is no kind of paper." in wrong.err


def test_calendars_are_written(detente: Detente, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "one.ics"
    assert detente("visits", "calendar", folder, OFFERED, "--out", out).code == 0
    assert next(one["SUMMARY"] for one in Calendar.from_ical(out.read_bytes()).walk("VEVENT")).startswith(
        "Visit: "
    )
    invited = tmp_path / "invited.ics"
    given = ("--organizer", "a@example.org", "--invite", "b@example.org", "--out", invited)
    assert detente("visits", "calendar", folder, OFFERED, *given).code == 0
    assert Calendar.from_ical(invited.read_bytes())["METHOD"] == "REQUEST"
    everything = tmp_path / "all.ics"
    assert detente("visits", "calendar", folder, "--out", everything).code == 0
    nowhere = detente("visits", "calendar", folder, OFFERED, "--out", tmp_path / "no" / "x.ics")
    assert "cannot be written" in nowhere.err


def test_what_is_in_each_others_way_is_told(detente: Detente, folder: Path) -> None:
    ran = detente("visits", "conflicts", folder, "--year", "2026", "--state", "kz", "--teams", "1", "--json")
    value: Any = ran.json()
    assert ran.code == any(one["sure"] and not one["remark"] for one in value["conflicts"])
    shown = detente("visits", "conflicts", folder, "--year", "2026", "--state", "kz", "--lang", "ru")
    assert ("ничто ничему не мешает" in shown.out) == (value["conflicts"] == [])
    assert {one["by"] for one in value["conflicts"]} <= {"holiday", "two-at-once", "teams", "drill", "clock"}
    nothing = detente("visits", "conflicts", folder, "--year", "2031")
    assert "Nothing is in the way of anything else in this year." in nothing.out


def test_people_are_forgotten_once_and_stay_so(detente: Detente, folder: Path) -> None:
    both = detente("visits", "forget", folder)
    assert "Say which visit is meant" in both.err
    assert detente("visits", "forget", folder, "--ended-before", "2026-01-01", "--json").json() == {
        "forgotten": []
    }
    value: Any = detente("visits", "forget", folder, OFFERED, "--json").json()
    assert len(value["forgotten"]) == 1
    again = detente("visits", "forget", folder, "--ended-before", "2027-01-01")
    assert "Personal data shown no more: 0 messages." in again.out
    shown: Any = detente("visits", "show", folder, OFFERED, "--json").json()
    assert (shown["teams"], shown["withheld"]) == ({}, True)
