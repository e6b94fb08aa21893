"""Visits, quota books, papers, conflicts and plans for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.node.visit_stories import NOW
from tests.web.api.conftest import Call, Program
from tests.web.conftest import PASSWORD, serve_visited

from detente.node.users import sign_in

OFFERED, DECLINED, DRILL = "SCO24/CN/2026/0001/VO", "SCO24/CN/2026/0003/VR", "SCO24/KZ/2026/0006/EX"


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, ground: Any, runner: Any) -> Iterator[Call]:
    """``ask("duty")`` is a program of that user at the desk of ``serve_visited``."""
    for served in serve_visited(tmp_path_factory, ground, runner):
        tokens = {name: sign_in(served.node, name, PASSWORD, NOW) for name in ("duty", "reader")}

        def call(name: str = "", tokens: dict[str, str] = tokens, served: Any = served) -> Program:
            return Program(served.visit(), served.node, tokens.get(name, ""))

        yield call


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"state": "CN", "role": "guest"}, [DECLINED]),
        ({"status": "agreed"}, [OFFERED]),
        ({"words": "ZHURIHE", "year": 2026}, [OFFERED]),
        ({"agreement": "vienna-document-2011"}, ["VD11/DE/2026/0001/EQ"]),
        ({"order": "arrival", "size": 1}, [DECLINED]),
        ({"year": 2030}, []),
    ],
)
def test_visits_are_filtered_and_ordered(ask: Any, asked: dict[str, Any], found: list[str]) -> None:
    rows = ask("reader").get("/visits", params=asked).json()["rows"]
    assert [row["id"] for row in rows] == found


def test_a_line_of_the_list_is_whole(ask: Any) -> None:
    (row,) = ask("reader").get("/visits", params={"status": "agreed"}).json()["rows"]
    assert row == {
        "id": OFFERED,
        "agreement": "sco-proposal-2024",
        "format": "visit-offer",
        "owner": "CN",
        "hosts": ["CN"],
        "guests": ["KZ"],
        "object": "Training base Zhurihe",
        "origin": "official",
        "status": "agreed",
        "arrival": {"earliest": "2026-05-18T00:00:00Z", "latest": "2026-05-18T23:59:59Z"},
        "end_until": "2026-05-20T23:59:59Z",
        "team": 1,
    }


def test_one_visit_with_all_that_is_known(ask: Any) -> None:
    answer = ask("duty").get(f"/visits/{OFFERED}").json()
    assert (answer["status"], answer["withheld"]) == ("agreed", False)
    assert answer["visit"]["programme"] == [
        {"day": "2026-05-18", "time": {"en": "09:00"}, "what": {"en": "Briefing"}, "where": None}
    ]
    (team,) = answer["visit"]["teams"]
    assert team["members"] == [
        {
            "person": {"name": {"en": "A. Serikov"}, "post": {"en": "Head of section"}},
            "rank": {"en": "Colonel"},
            "function": None,
            "passport": "N1234567",
            "born": "1980-05-01",
        }
    ]
    assert "report:visit-offer-report" in [one["key"] for one in answer["steps"]]
    assert {one["kind"] for one in answer["papers"]} >= {"team-list", "programme"}
    assert len(answer["thread"]) == 4


def test_a_reader_is_shown_no_people(ask: Any) -> None:
    answer = ask("reader").get(f"/visits/{OFFERED}")
    assert answer.json()["withheld"]
    assert answer.json()["visit"]["teams"] == answer.json()["steps"] == []
    assert "Serikov" not in answer.text
    reference = next(
        row["reference"] for row in answer.json()["thread"] if row["format"] == "visit-offer-team"
    )
    message = ask("reader").get(f"/messages/{reference}").json()
    assert (message["withheld"], message["proof"]["envelope"]) == (["names"], None)
    assert "names" not in message["document"]["content"]
    assert ask("reader").get(f"/messages/{reference}/evidence").status_code == 403
    assert ask("duty").get(f"/messages/{reference}").json()["withheld"] == []


def test_a_step_begins_a_draft(ask: Any) -> None:
    begun = ask("duty").post(f"/visits/{OFFERED}/steps", {"do": "report:visit-offer-report"})
    assert begun.status_code == 201
    draft = ask("duty").get(f"/drafts/{begun.json()['id']}").json()["draft"]
    assert draft["content"] == {"arrival": "2026-05-18", "end": "2026-05-20", "team": 1}
    refused = ask("duty").post(f"/visits/{OFFERED}/steps", {"do": "report:no-such"})
    assert (refused.status_code, refused.json()["code"]) == (400, "no-step")


def test_papers_and_calendars_are_files(ask: Any) -> None:
    paper = ask("duty").get(f"/visits/{OFFERED}/papers/team-list", params={"language": "ru"})
    assert (paper.headers["content-type"], paper.content[:5]) == ("application/pdf", b"%PDF-")
    assert ask("reader").get(f"/visits/{OFFERED}/papers/team-list").status_code == 404
    calendar = ask("reader").get(f"/visits/{OFFERED}/calendar")
    assert calendar.text.startswith("BEGIN:VCALENDAR")
    letters = ask("duty").get(f"/visits/{DRILL}/papers/invitation")
    assert letters.content.startswith(b"%PDF-")


def test_the_books_of_a_year_name_their_messages(ask: Any) -> None:
    asked = {"agreement": "vienna-document-2011", "state": "KZ", "year": 2026}
    answer = ask("reader").get("/quotas", params=asked).json()
    book = next(one for one in answer["passive"] if one["provision"] == "quota.evaluation")
    assert (book["amount"]["low"], book["reserved"]["low"], book["left"]["low"]) == (1, 1, 0)
    assert book["reserved"]["messages"] == ["VD11/DE/2026/0001/EQ/O"]
    assert [(one["guest"], one["state"], one["over"]) for one in book["entries"]] == [
        ("DE", "reserved", False)
    ]
    assert ask("reader").get("/quotas", params={**asked, "agreement": "no-such"}).status_code == 404


def test_what_is_in_each_others_way(ask: Any) -> None:
    answer = ask("reader").get("/conflicts", params={"since": "2026-06-01", "until": "2026-06-30"}).json()
    assert {one["by"] for one in answer["conflicts"]} <= {"holiday", "two-at-once", "drill"}
    assert all(one["sentence"]["zh"] for one in answer["conflicts"])
    none = ask("reader").get("/conflicts", params={"since": "2026-06-01", "until": "2026-06-30", "teams": 0})
    assert none.status_code == 400


def test_a_plan_says_why(ask: Any) -> None:
    wish = {"guest": "DE", "number": 1, "days": 2, "hosts": ["KZ"], "agreement": "vienna-document-2011"}
    asked = {"first": "2026-06-01", "last": "2026-08-31", "wishes": [wish]}
    answer = ask("reader").post("/plans", asked).json()
    assert answer["visits"] == []
    assert [(one["guest"], one["number"]) for one in answer["unplaced"]] == [("DE", 1)]
    assert answer["unplaced"][0]["why"][0]["en"]
    long = ask("reader").post("/plans", {**asked, "last": "2036-01-01"})
    assert (long.status_code, long.json()["code"]) == (400, "stretch")


@pytest.mark.parametrize("path", ["/visits", f"/visits/{OFFERED}", "/quotas", "/conflicts"])
def test_without_a_session_nothing_is_told(ask: Any, path: str) -> None:
    assert ask().get(path).status_code == 401


def test_a_visit_that_is_not_known(ask: Any) -> None:
    answer = ask("reader").get("/visits/SCO24/KZ/2026/0099/VR")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-visit")
