from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.web.api.conftest import calls_of
from tests.web.conftest import Served
from tests.web.stories import AT, DRILL, DUTY, NOTIFICATION, SCO, tell

from detente.node.drafts import start_draft
from detente.node.findings import open_duties
from detente.web.app import build_app

LATER = AT + timedelta(days=20)


@pytest.fixture
def late(fresh: Any) -> Any:
    """A desk at which a drill large enough for observers was told, weeks later: an invitation is owed."""
    content = {**DRILL, "strength": {"total": {"personnel": 30000}}}
    tell(fresh.node, start_draft(fresh.node, DUTY, SCO, NOTIFICATION, AT, content=content), AT)
    served = Served(fresh.node, build_app(fresh.node, lambda: AT + timedelta(hours=1)), fresh.runner)
    return calls_of(served)


def test_open_duties_are_those_of_the_node(late: Any) -> None:
    node = late().node
    duties = open_duties(node, DUTY, AT + timedelta(hours=1))
    shown = late("reader").get("/findings", params={"size": 30}).json()
    assert shown["at"] == "2024-04-26T07:30:00Z"
    assert [(one["provision"], one["step"], one["other"], one["due"]) for one in shown["findings"]] == [
        (
            duty.finding.provision,
            duty.finding.step,
            duty.finding.other,
            duty.finding.due and duty.finding.due.strftime("%Y-%m-%dT%H:%M:%SZ"),
        )
        for duty in duties
    ]
    assert len(duties) > 1


@pytest.mark.parametrize(
    ("asked", "some"),
    [({"bearer": "KZ"}, True), ({"bearer": "AF"}, False), ({"since": "2030-01-01T00:00:00Z"}, False)],
)
def test_they_can_be_those_of_one_state_or_time(late: Any, asked: dict[str, str], some: bool) -> None:
    found = late("reader").get("/findings", params=asked).json()["findings"]
    assert bool(found) is some
    assert {one["bearer"] for one in found} <= {"KZ", "all-parties"}


def test_no_more_than_asked_for(late: Any) -> None:
    assert len(late("reader").get("/findings", params={"size": 1}).json()["findings"]) == 1


@pytest.mark.parametrize(
    ("asked", "code"),
    [({"since": "soon"}, "instant"), ({"bearer": "KAZ"}, "request"), ({"to": "KZ"}, "request")],
)
def test_what_cannot_be_asked(call: Any, asked: dict[str, str], code: str) -> None:
    answer = call("reader").get("/findings", params=asked)
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_the_findings_on_a_provision(late: Any) -> None:
    program = late("reader")
    path = f"/agreements/{SCO}/provisions/observe.major/findings"
    shown = program.get(path).json()
    assert shown["total"] == sum(shown["counts"].values()) == len(shown["findings"]) > 1
    assert {one["provision"] for one in shown["findings"]} == {"observe.major"}
    state = shown["findings"][0]["state"]
    some = program.get(path, params={"state": state, "size": 1}).json()
    assert (some["total"], len(some["findings"]), some["counts"]) == (
        shown["counts"][state],
        1,
        shown["counts"],
    )
    none = program.get(path, params={"about": "SCO24/KZ/2024/0099/EX"}).json()
    assert (none["total"], none["findings"], none["counts"]) == (0, [], shown["counts"])


def test_the_findings_on_a_year(late: Any) -> None:
    shown = late("reader").get(f"/agreements/{SCO}/provisions/exchange.leadership/findings").json()
    one = shown["findings"][0]
    assert (one["year"], one["about"]) == (2025, "SCO24/UZ/2025/exchange.leadership")
    path = f"/agreements/{SCO}/provisions/exchange.leadership/findings"
    assert late("reader").get(path, params={"about": one["about"]}).json()["findings"] == [one]


def test_the_findings_on_a_matter(late: Any) -> None:
    program = late("reader")
    matter = "SCO24/KZ/2024/0001/EX"
    shown = program.get(f"/matters/{matter}/findings").json()
    assert shown["findings"] == program.get(f"/activities/{matter}").json()["findings"]
    assert {one["about"] for one in shown["findings"]} == {matter}
    assert all(matter in one["counterparts"] for one in shown["years"])


@pytest.mark.parametrize(
    ("matter", "status", "code"), [("SCO24/KZ/2024/0099/EX", 404, "no-matter"), ("none", 400, "reference")]
)
def test_no_findings_on_what_is_not_known(call: Any, matter: str, status: int, code: str) -> None:
    answer = call("reader").get(f"/matters/{matter}/findings")
    assert (answer.status_code, answer.json()["code"]) == (status, code)


def test_no_findings_on_a_provision_that_is_not_there(call: Any) -> None:
    assert call("reader").get(f"/agreements/{SCO}/provisions/none/findings").status_code == 404
