from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from tests.web.stories import AT, DUTY

from detente.assessment.wording import finding_sentence
from detente.documents.geojson import activities_geojson
from detente.kernel.identifiers import MatterId
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Language
from detente.messages.document import Origin, OriginKind
from detente.node.activities import show_activity
from detente.web.api.activities import Activity

OWN, THEIRS = MatterId("SCO24/KZ/2024/0001/EX"), MatterId("SCO24/CN/2024/0001/EX")
EARLIER = {"earliest": "2024-04-26T04:30:00Z", "latest": "2024-04-26T04:30:00Z"}


def ids(answer: Any) -> list[str]:
    return [row["id"] for row in answer.json()["rows"]]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"order": "host"}, [THEIRS, OWN]),
        ({"order": "-personnel", "size": 1}, [OWN]),
        ({"host": "CN"}, [THEIRS]),
        ({"words": "aibalta"}, [OWN]),
        ({"since": "2024-06-20", "until": "2024", "order": "name"}, [THEIRS, OWN]),
        ({"since": "2024-06-21"}, []),
        ({"until": "2024-05"}, []),
        ({"undated": "true"}, []),
        ({"type": "naval"}, []),
        ({"state": "met", "host": "KZ"}, [OWN]),
    ],
)
def test_drills_are_filtered_and_ordered(call: Any, asked: dict[str, Any], found: list[str]) -> None:
    assert ids(call("reader").get("/activities", params=asked)) == found


def test_a_line_of_the_list_is_whole(call: Any) -> None:
    page = call("reader").get("/activities", params={"host": "KZ"}).json()
    assert page == {
        "rows": [
            {
                "id": OWN,
                "agreement": "sco-proposal-2024",
                "host": "KZ",
                "status": "told",
                "origin": "official",
                "type": "live-exercise",
                "name": {"en": "Aibalta-2024", "ru": "Айбалта-2024"},
                "start": {"earliest": "2024-06-12T00:00:00Z", "latest": "2024-06-12T23:59:59Z"},
                "end_until": "2024-06-20T23:59:59Z",
                "personnel": 5600,
                "observers_invited": 0,
            }
        ],
        "total": 1,
        "number": 1,
        "size": 50,
    }


@pytest.mark.parametrize("asked", [{"since": "soon"}, {"until": "2024-13"}])
def test_a_time_that_is_none_is_refused(call: Any, asked: dict[str, str]) -> None:
    for path in ("/activities", "/activities.geojson"):
        answer = call("reader").get(path, params=asked)
        assert (answer.status_code, answer.json()["code"]) == (400, "date")


def test_a_drill_is_shown_as_it_is_known(call: Any) -> None:
    shown = call("reader").get(f"/activities/{OWN}").json()
    assert (shown["at"], shown["activity"]) == (
        "2024-04-26T06:30:00Z",
        {
            "id": OWN,
            "agreement": "sco-proposal-2024",
            "host": "KZ",
            "status": "told",
            "name": {"en": "Aibalta-2024", "ru": "Айбалта-2024"},
            "type": "live-exercise",
            "formation": None,
            "direction": None,
            "period": {"start": "2024-06-12", "end": "2024-06-20"},
            "area": [
                {
                    "name": {"en": "Matybulak range"},
                    "positions": [{"lon": 75.21, "lat": 43.54}],
                    "accuracy_km": 15,
                }
            ],
            "strength": {
                "total": {
                    "battle-tanks": {"value": 240, "qualifier": "about"},
                    "personnel": {"value": 5600, "qualifier": "exact"},
                },
                "by_state": {},
            },
            "participants": ["KZ"],
            "purpose": None,
            "origin": {"kind": "official", "sources": [], "told_on": None},
            "tellings": [
                {"reference": f"{OWN}/O", "told": EARLIER},
                {"reference": f"{OWN}/A1", "told": EARLIER},
            ],
            "invitations": [],
            "reports": [],
            "messages": [f"{OWN}/O", f"{OWN}/A1"],
        },
    )


def test_every_finding_about_it_is_there_with_its_numbers(call: Any) -> None:
    reader = call("reader")
    node = reader.node
    findings = show_activity(node, DUTY, OWN, AT).findings
    shown = reader.get(f"/activities/{OWN}").json()["findings"]
    assert len(shown) == len(findings) > 10
    assert [(one["provision"], one["step"], one["state"], one["sentence"]["ru"]) for one in shown] == [
        (
            one.provision,
            one.step,
            one.state,
            finding_sentence(one, node.agreement(one.agreement), node.vocabulary).ru,
        )
        for one in findings
    ]
    tanks = next(one for one in shown if one["provision"] == "notify.equipment")["margins"][0]
    assert tanks.pop("evidence")["level"] == "model"
    assert tanks == {
        "measure": "battle-tanks",
        "needed": 100,
        "declared": {"value": 240, "qualifier": "about"},
        "reached": "yes",
        "near": False,
        "limit": False,
        "permille": 2400,
    }


def test_what_is_not_known_of_a_drill_is_null(call: Any) -> None:
    known = show_activity(call().node, DUTY, OWN, AT).activity
    origin = Origin(OriginKind.RECONSTRUCTED, ("https://news.example/1",), PartialDate("2024-05"))
    bare = replace(known, name=None, period=None, type=None, area=(), origin=origin)
    written = Activity.of(bare).model_dump(mode="json")
    assert {name: written[name] for name in ("name", "period", "type", "area", "origin")} == {
        "name": None,
        "period": None,
        "type": None,
        "area": [],
        "origin": {"kind": "reconstructed", "sources": ["https://news.example/1"], "told_on": "2024-05"},
    }


@pytest.mark.parametrize(
    ("matter", "status", "code"),
    [("SCO24/KZ/2024/0009/EX", 404, "no-activity"), ("SCO24/KZ", 400, "reference"), ("x", 400, "reference")],
)
def test_a_drill_that_is_not_there(call: Any, matter: str, status: int, code: str) -> None:
    answer = call("reader").get(f"/activities/{matter}")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_drills_are_drawn_as_geojson(call: Any) -> None:
    reader = call("reader")
    drills = [show_activity(reader.node, DUTY, one, AT).activity for one in (THEIRS, OWN)]
    answer = reader.get("/activities.geojson", params={"language": "ru", "since": "2024-06"})
    assert answer.json() == activities_geojson(drills, Language.RU) | {"more": False}
    assert answer.headers["content-type"] == "application/geo+json"
    assert reader.get("/activities.geojson", params={"until": "2024-05"}).json()["features"] == []
