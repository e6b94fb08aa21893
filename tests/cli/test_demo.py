"""``detente demo``: built with one command, kept, started again, started over."""

from __future__ import annotations

import json
import signal
from pathlib import Path

import pytest
from tests.cli.conftest import Detente, in_own_process
from tests.cli.test_lifecycle import free_port, wait_for


@pytest.fixture(scope="module")
def exchange(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    folder = tmp_path_factory.mktemp("demo") / "exchange"
    built = in_own_process(["demo", "--dir", folder, "--build-only", "--json"])
    out, err = built.communicate(timeout=120)
    assert (built.returncode, err) == (0, "")
    return folder, json.loads(out)


def test_every_row_is_reported(exchange: tuple[Path, dict[str, object]]) -> None:
    _, value = exchange
    rows = value["rows"]
    assert isinstance(rows, list)
    assert value["counts"] == {"told": 63, "waiting": 18, "skipped": 6}
    assert len(rows) == 87
    assert [row["id"] for row in rows if not row["reference"] and not row["reason"]] == []


def test_a_restart_keeps_everything_and_prints_the_passwords_again(
    detente: Detente, exchange: tuple[Path, dict[str, object]]
) -> None:
    folder, value = exchange
    before = (folder / "demo.json").read_bytes()
    ran = detente("demo", "--dir", folder, "--build-only")
    assert ran.code == 0
    users = value["users"]
    assert isinstance(users, list)
    assert [user["name"] for user in users if user["password"] in ran.out] == ["duty", "releaser"]
    assert (folder / "demo.json").read_bytes() == before


def test_another_day_wants_another_folder(detente: Detente, exchange: tuple[Path, dict[str, object]]) -> None:
    ran = detente("demo", "--dir", exchange[0], "--build-only", "--as-of", "2020-01-01")
    assert ran.code == 1
    assert "was built as of 2024-04-26" in ran.err


def test_a_folder_of_something_else_is_left_alone(detente: Detente, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("mine")
    for extra in ([], ["--fresh"]):
        ran = detente("demo", "--dir", tmp_path, "--build-only", *extra)
        assert ran.code == 1
        assert "no demonstration" in ran.err
    assert (tmp_path / "letter.txt").read_text() == "mine"


def addresses(folder: Path) -> list[tuple[str, str]]:
    """Where the node that is shown finds its peers."""
    listed = in_own_process(["peers", "list", folder / "KZ", "--json"]).communicate(timeout=60)[0]
    return [(one["state"], one["address"]) for one in json.loads(listed)]


def test_it_is_served_beside_nodes_of_other_processes_and_started_over_when_asked(
    exchange: tuple[Path, dict[str, object]],
) -> None:
    folder, value = exchange
    port = free_port()
    process = in_own_process(["demo", "--dir", folder, "--port", port, "--pull-every", 1])
    try:
        assert wait_for(f"http://127.0.0.1:{port}/").status_code in (200, 303)
        by_http = {state: address for state, address in addresses(folder) if address.startswith("http")}
        assert sorted(by_http) == ["CN", "UZ"]
        for address in by_http.values():
            assert "state" in wait_for(f"{address}/exchange/keys.txt").text
        busy = in_own_process(["demo", "--dir", folder, "--build-only", "--fresh"])
        assert "Another process is using" in busy.communicate(timeout=60)[1]
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
    assert [address for _, address in addresses(folder) if address.startswith("http")] == []
    again = in_own_process(
        ["demo", "--dir", folder, "--build-only", "--fresh", "--as-of", "2005-08-18", "--json"]
    )
    anew = json.loads(again.communicate(timeout=120)[0])
    assert (anew["as_of"], anew["counts"]) == ("2005-08-18", {"told": 2, "waiting": 79, "skipped": 6})
    assert anew["users"] != value["users"]
