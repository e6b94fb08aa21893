"""``detente visits plan``: a year's visits proposed from a file, and from what a node knows."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.conftest import Detente

PLAN = """
first: "2031-01-01"
last: "2031-12-31"
today: "2030-12-20"
spacing_days: 5
states:
  - {code: XA, calendar: KZ}
  - {code: XB, calendar: CN}
  - {code: XC, calendar: monday-to-friday}
quotas:
  - {agreement: toy, provision: quota.i, article: "4(2)", amount: 2, same_partner: 1, notice_days: 42, reply_days: 21}
wishes:
  - {guest: XA, number: 2, days: 3, object_class: specified area}
  - {guest: XB, number: 2, days: 3}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def test_a_plan_for_a_program(detente: Detente, file: Path) -> None:
    ran = detente("visits", "plan", file, "--json")
    value: Any = ran.json()
    assert ran.code == 0
    assert (value["proven"], value["value"], value["bound"], value["gap_permille"]) == (True, 0, 0, 0)
    assert sorted((one["guest"], one["host"]) for one in value["visits"]) == [
        ("XA", "XB"),
        ("XA", "XC"),
        ("XB", "XA"),
        ("XB", "XC"),
    ]
    first: Any = value["visits"][0]
    assert {key: first[key] for key in ("agreement", "provision", "article", "bearer", "sector")} == {
        "agreement": "toy",
        "provision": "quota.i",
        "article": "4(2)",
        "bearer": first["host"],
        "sector": None,
    }
    assert "2031-01-31" < first["arrival"] <= first["end"]
    assert first["ask_by"] < first["arrival"]
    assert (value["unplaced"], value["contradictions"], value["remarks"]) == ([], [], [])


def test_a_plan_for_a_person_says_why(detente: Detente, file: Path) -> None:
    out = detente("visits", "plan", file, "--why").out
    assert "Article 4(2), toy" in out
    assert "specified area" in out
    assert "Too soon to be asked for and answered in time: weeks of 30 Dec – 27 Jan." in out
    assert "4 of 4 visits are placed." in out
    assert "Proven: no plan is better." in out


@pytest.mark.parametrize(("lang", "words"), [("ru", "Не размещено: 1"), ("zh", "未能安排：1次")])
def test_what_does_not_fit_says_what_stands_against_it(
    detente: Detente, file: Path, lang: str, words: str
) -> None:
    file.write_text(PLAN.replace("guest: XA, number: 2", "guest: XA, number: 3"), encoding="utf-8")
    ran = detente("visits", "plan", file, "--lang", lang)
    assert ran.code == 1
    assert words in ran.out
    value: Any = detente("visits", "plan", file, "--json").json()
    [unplaced] = value["unplaced"]
    assert (unplaced["guest"], unplaced["number"]) == ("XA", 1)
    assert {one["by"] for one in unplaced["against"]} <= {"share", "quota"}
    assert sorted(host for one in unplaced["against"] for host in one["hosts"]) == ["XB", "XC"]
    [together] = value["contradictions"]
    assert len(together) == 4


def test_a_file_that_cannot_be_planned_from(detente: Detente, file: Path) -> None:
    file.write_text(PLAN.replace("guest: XB", "guest: XD"), encoding="utf-8")
    ran = detente("visits", "plan", file)
    assert (ran.code, ran.out) == (1, "")
    assert "plan.yaml:14" in ran.err
    assert "XD" in ran.err


def test_what_a_node_knows_is_planned_with(detente: Detente, tmp_path: Path) -> None:
    """Without a node nothing gives the right; with one, the quotas of its agreements do, as they are known."""
    file, node = tmp_path / "real.yaml", tmp_path / "KZ"
    file.write_text(
        'first: "2034-01-01"\nlast: "2034-12-31"\nstates: [{code: KZ}, {code: CN}]\n'
        "wishes: [{guest: CN, number: 5, days: 2}]\n",
        encoding="utf-8",
    )
    made = ("--state", "KZ", "--origin", "kz.example/log", "--agreements", "moscow-1997")
    assert detente("init", node, *made).code == 0
    alone: Any = detente("visits", "plan", file, "--json").json()
    assert [one["by"] for one in alone["unplaced"][0]["against"]] == ["no-right"]
    value: Any = detente("visits", "plan", file, "--node", node, "--json").json()
    assert sorted((one["host"], one["bearer"], one["sector"]) for one in value["visits"]) == [
        ("KZ", "joint-party", "eastern"),
        ("KZ", "joint-party", "eastern"),
        ("KZ", "joint-party", "western"),
        ("KZ", "joint-party", "western"),
    ]
    assert [one["by"] for one in value["unplaced"][0]["against"]] == ["not-known", "quota", "quota"]
    assert "A quota is not available" in value["remarks"][0]
