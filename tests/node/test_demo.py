"""The demonstration: built from the data that come with the program, kept, and rebuilt when left half built."""

from __future__ import annotations

import json
import os
import secrets
import stat
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.node.stories import READER

from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import PartialDate
from detente.messages.document import OriginKind
from detente.node.clock import node_clock
from detente.node.demo.build import build_demo
from detente.node.demo.folder import (
    BUILDING,
    Condition,
    DemoReport,
    clear,
    condition_of,
    read_passwords,
    read_report,
)
from detente.node.demo.plan import read_drills, read_plan
from detente.node.drafts import list_drafts
from detente.node.lifecycle import open_node
from detente.node.messages import MessageFilter, list_messages
from detente.node.reports import Fate
from detente.node.settings import load_settings
from detente.node.users import actor_of_session, sign_in

STARTED = datetime(2030, 1, 1, 12, 0, 0, tzinfo=UTC)
AS_OF = datetime(2024, 4, 26, 6, 0, 0, tzinfo=UTC)
PLAN = read_plan()
SECONDS = 15


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DemoReport, float]:
    folder = tmp_path_factory.mktemp("demo") / "exchange"
    before = time.process_time()
    report = build_demo(folder, PLAN, STARTED, secrets.token_bytes)
    return folder, report, time.process_time() - before


def test_every_row_of_the_data_ends_told_waiting_or_skipped_with_a_reason(
    built: tuple[Path, DemoReport, float],
) -> None:
    folder, report, _ = built
    assert [row.id for row in report.rows] == [row.id for row in read_drills()]
    assert Counter(row.fate for row in report.rows) == {Fate.TOLD: 63, Fate.WAITING: 18, Fate.SKIPPED: 6}
    for row in report.rows:
        assert (row.reference is not None) is (row.fate is Fate.TOLD)
        assert (row.draft is not None) is (row.fate is Fate.WAITING)
        assert (row.reason is None) is (row.fate is Fate.TOLD)
    assert len({row.reference for row in report.rows if row.reference}) == 63
    assert read_report(folder) == report


def test_the_report_is_a_file_that_others_can_read(built: tuple[Path, DemoReport, float]) -> None:
    value = json.loads((built[0] / "demo.json").read_text(encoding="utf-8"))
    assert value["counts"] == {"told": 63, "waiting": 18, "skipped": 6}
    assert (value["as_of"], value["built_at"], value["served"]) == (
        "2024-04-26",
        "2030-01-01T12:00:00Z",
        "KZ",
    )
    skipped = next(row for row in value["rows"] if row["id"] == "EX-2016-05")
    assert skipped["reason"] == {
        "en": "no host is a party to the agreement (PL)",
        "ru": "среди принимающих государств нет участников соглашения (PL)",
        "zh": "东道国均非协定缔约国（PL）",
    }


def test_every_node_knows_every_message_and_waits_with_its_own(built: tuple[Path, DemoReport, float]) -> None:
    folder, report, _ = built
    assert report.states == ("BY", "CN", "IN", "IR", "KG", "KZ", "PK", "RU", "TJ", "UZ")
    waiting: dict[StateCode, int] = {}
    for state in report.states:
        node = open_node(folder / state, {}, AS_OF, writable=False)
        try:
            page = list_messages(node, READER, MessageFilter(), size=100)
            assert page.total == 63
            assert {row.origin for row in page.rows} == {OriginKind.RECONSTRUCTED.value}
            assert {row.stage for row in page.rows if row.sender != state} == {"received"}
            drafts = list_drafts(
                node, replace(READER, roles=frozenset({*READER.roles, *PLAN.users[0].roles}))
            )
            assert {draft.draft.origin.kind for draft in drafts} <= {OriginKind.RECONSTRUCTED}
            waiting[state] = len(drafts)
        finally:
            node.close()
    told_later = Counter(row.host for row in report.rows if row.fate is Fate.WAITING)
    assert {state: count for state, count in waiting.items() if count} == told_later
    assert told_later["KZ"] == 3


def test_the_clock_runs_on_from_the_day_shown(built: tuple[Path, DemoReport, float]) -> None:
    settings = load_settings(built[0] / "KZ", {})
    an_hour_later = datetime(2030, 1, 1, 13, 0, 0, tzinfo=UTC)
    assert node_clock(settings, lambda: an_hour_later)() == datetime(2024, 4, 26, 7, 0, 0, tzinfo=UTC)


def test_two_people_may_sign_in_with_the_passwords_kept(built: tuple[Path, DemoReport, float]) -> None:
    folder = built[0]
    users = read_passwords(folder)
    assert [(user.name, user.roles) for user in users] == [
        ("duty", ("drafter",)),
        ("releaser", ("releaser",)),
    ]
    assert stat.S_IMODE((folder / "passwords.txt").stat().st_mode) == 0o600
    node = open_node(folder / "KZ", {}, AS_OF, writable=False)
    try:
        for user in users:
            actor = actor_of_session(node, sign_in(node, user.name, user.password, AS_OF), AS_OF)
            assert actor is not None
            assert (actor.name, tuple(sorted(actor.roles))) == (user.name, user.roles)
    finally:
        node.close()


def test_it_is_ready_in_time(built: tuple[Path, DemoReport, float]) -> None:
    """Time of the processor, so that a busy machine does not decide."""
    assert built[2] < SECONDS


def test_a_build_that_was_killed_is_seen_and_built_anew_here_for_another_day(tmp_path: Path) -> None:
    folder = tmp_path / "exchange"
    program = (
        "import os, secrets, sys; from pathlib import Path; from datetime import UTC, datetime;"
        "from detente.node.demo.build import build_demo; from detente.node.demo.plan import read_plan;"
        "steps = iter(range(1000));"
        "stop = lambda done, of: os.kill(os.getpid(), 9) if next(steps) == 30 else None;"
        "build_demo(Path(sys.argv[1]), read_plan(), datetime(2030, 1, 1, tzinfo=UTC), secrets.token_bytes, stop)"
    )
    killed = subprocess.run([sys.executable, "-c", program, str(folder)], check=False, capture_output=True)
    assert killed.returncode == -9
    assert condition_of(folder) is Condition.HALF_BUILT
    report = build_demo(folder, replace(PLAN, as_of=PartialDate("2005-08-18")), STARTED, secrets.token_bytes)
    assert [row.id for row in report.rows if row.fate is Fate.TOLD] == ["EX-2003-01", "EX-2005-01"]
    assert condition_of(folder) is Condition.WHOLE


def test_what_is_no_demonstration_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    assert condition_of(tmp_path) is Condition.FOREIGN
    for refused in (clear, lambda folder: build_demo(folder, PLAN, STARTED, secrets.token_bytes)):
        with pytest.raises(OperatorError, match="no demonstration"):
            refused(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["letter.txt"]


def test_a_demonstration_in_use_is_not_deleted(built: tuple[Path, DemoReport, float]) -> None:
    folder, report, _ = built
    node = open_node(folder / "KZ", {}, AS_OF)
    try:
        with pytest.raises(OperatorError, match="Another process"):
            clear(folder)
    finally:
        node.close()
    assert condition_of(folder) is Condition.WHOLE
    assert read_report(folder) == report


def test_a_report_that_was_spoiled_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "demo.json").write_text('{"v": 9}')
    with pytest.raises(OperatorError, match="--fresh"):
        read_report(tmp_path)


def test_a_folder_being_built_by_another_is_not_touched(tmp_path: Path) -> None:
    from detente.node.durable import lock_file

    held = lock_file(tmp_path / BUILDING)
    try:
        with pytest.raises(OperatorError, match="Another process"):
            build_demo(tmp_path, PLAN, STARTED, secrets.token_bytes)
    finally:
        os.close(held)
