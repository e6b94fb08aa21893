"""Forces for programs: list, units page by page, differences, one unit in time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from tests.node.forces_stories import tell_forces
from tests.node.visit_stories import NOW, SCO, open_pair
from tests.web.api.conftest import Call, Program
from tests.web.conftest import PASSWORD, PEOPLE, Client

from detente.node.actors import operator
from detente.node.users import add_user, sign_in
from detente.web.app import build_app

CHINA = "/forces/sco-proposal-2024/CN"
NOTHING = dict.fromkeys(("unit", "post", "words", "place", "code", "number", "amounts"))


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory, ground: Any, runner: Any) -> Iterator[Call]:
    """``ask()`` is a program of a reader at Kazakhstan's desk, which has received China's forces."""
    kz, cn = open_pair(tmp_path_factory.mktemp("forces"), ground, SCO)
    add_user(kz, operator(), "reader", PASSWORD, PEOPLE["reader"], NOW)
    tell_forces(kz, cn)
    app, token = build_app(kz, lambda: NOW), sign_in(kz, "reader", PASSWORD, NOW)
    yield lambda: Program(Client(app, runner), kz, token)
    kz.close()
    cn.close()


def test_who_told_of_forces(ask: Any) -> None:
    answer = ask().get("/forces").json()
    assert answer["rows"][0] == {
        "state": "CN",
        "agreement": "sco-proposal-2024",
        "as_of": "2026-01-01",
        "years": [2025, 2026],
        "units": 6,
        "posts": 2,
        "stale": False,
    }
    assert ask().get("/forces", params={"agreement": "shanghai-1996"}).json()["rows"] == []


def test_forces_of_a_state_with_a_page_of_its_units(ask: Any) -> None:
    answer = ask().get(CHINA, params={"year": 2025, "under": "E", "size": 1}).json()
    assert answer["units"] == {
        "rows": [
            {
                "code": "E1",
                "name": {"en": "First Army"},
                "level": "army",
                "under": "E",
                "city": None,
                "strength": 300,
                "holdings": {"battle-tanks": {"value": 40, "qualifier": "exact"}},
                "basis": None,
                "source": None,
            }
        ],
        "total": 2,
        "number": 1,
        "size": 1,
    }
    assert answer["posts"][0] == {
        "code": "MIN",
        "title": {"en": "Minister"},
        "unit": "MOD",
        "holder": {"en": "Wang A."},
        "rank": {"en": "General"},
        "since": "2023-10",
        "basis": None,
        "source": None,
    }
    assert (answer["year"], answer["units_as_of"]) == (2025, "2025-01-01")
    assert answer["messages"] == ["SCO24/CN/2025/0001/SI/O", "SCO24/CN/2025/0002/LI/O"]


def test_differences_by_kind(ask: Any) -> None:
    query = {"from_year": 2025, "to_year": 2026}
    every = ask().get(f"{CHINA}/differences", params=query).json()
    assert (every["total"], len(every["rows"])) == (10, 10)
    (strength,) = ask().get(f"{CHINA}/differences", params={**query, "kind": "strength"}).json()["rows"]
    assert strength == {
        "kind": "strength",
        "code": "E",
        "path": ["MOD"],
        "before": {**NOTHING, "number": 500},
        "after": {**NOTHING, "number": 400},
    }
    (held,) = ask().get(f"{CHINA}/differences", params={**query, "kind": "holdings"}).json()["rows"]
    assert held["after"]["amounts"] == {"battle-tanks": {"value": 52, "qualifier": "exact"}}
    values = {one["kind"]: (one["before"], one["after"]) for one in every["rows"]}
    assert values["disbanded"][1] == NOTHING
    assert values["disbanded"][0]["unit"]["code"] == "E2"
    assert values["moved"][1]["place"]["name"]["ru"] == "Пекин"
    assert values["resubordinated"] == ({**NOTHING, "code": "E"}, {**NOTHING, "code": "W"})
    assert values["appointed"][1]["words"] == {"en": "Zhang C."}


def test_one_unit_and_one_post_in_time(ask: Any) -> None:
    unit = ask().get(f"{CHINA}/history", params={"code": "E2"}).json()["stages"]
    assert [(one["year"], bool(one["unit"])) for one in unit] == [(2025, True), (2026, False), (None, False)]
    assert [one["kind"] for one in unit[1]["changes"]] == ["disbanded"]
    post = ask().get(f"{CHINA}/history", params={"code": "MIN"}).json()["stages"]
    assert [one["post"]["holder"]["en"] for one in post] == ["Wang A.", "Zhang C.", "Zhang C."]


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("/forces/none/CN", {}, 404),
        ("/forces/sco-proposal-2024/RU", {}, 404),
        (CHINA, {"year": 1999}, 404),
        (f"{CHINA}/history", {"code": "none"}, 404),
        (f"{CHINA}/differences", {"from_year": 2025}, 400),
        (CHINA, {"unknown": 1}, 400),
    ],
)
def test_what_is_not_there_is_said(ask: Any, path: str, query: dict[str, Any], status: int) -> None:
    assert ask().get(path, params=query).status_code == status
