"""Making a node, serving it, and what stands in the way."""

from __future__ import annotations

import signal
import socket
import time
from pathlib import Path

import httpx
import pytest
from tests.cli.conftest import Detente, in_own_process


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(address: str, seconds: float = 30) -> httpx.Response:
    until = time.monotonic() + seconds
    while True:
        try:
            return httpx.get(address, trust_env=False, timeout=5, follow_redirects=False)
        except httpx.TransportError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def test_init_makes_a_node_and_says_where_its_keys_are(detente: Detente, tmp_path: Path) -> None:
    ran = detente("init", tmp_path / "CN", "--state", "cn", "--json")
    assert ran.code == 0
    made = ran.json()
    assert isinstance(made, dict)
    assert (made["state"], made["folder"]) == ("CN", str(tmp_path / "CN"))
    assert Path(str(made["keys"])).read_text().startswith(f"state CN\nlog {made['origin']}+")
    assert str(made["origin"]).startswith("cn-")


def test_init_touches_no_folder_in_use(detente: Detente, kz: Path) -> None:
    before = sorted(path.name for path in kz.iterdir())
    ran = detente("init", kz, "--state", "KZ")
    assert ran.code == 1
    assert "is not empty" in ran.err
    assert sorted(path.name for path in kz.iterdir()) == before


def test_init_of_no_state(detente: Detente, tmp_path: Path) -> None:
    ran = detente("init", tmp_path / "x", "--state", "Kazakhstan")
    assert ran.code == 1
    assert "is no state code" in ran.err
    assert not (tmp_path / "x").exists()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_serve_shows_the_desk_and_stops_when_asked(kz: Path, how: signal.Signals) -> None:
    port = free_port()
    process = in_own_process(["serve", kz, "--port", port])
    try:
        answer = wait_for(f"http://127.0.0.1:{port}/")
        assert answer.status_code in (200, 303)
        second = in_own_process(["message", "send", kz, "SCO24/KZ/2024/0001/EX/O"])
        _, err = second.communicate(timeout=60)
        assert second.returncode == 1
        assert "Another process is using" in err
        reading = in_own_process(["message", "list", kz])
        assert reading.communicate(timeout=60)[1] == ""
        assert reading.returncode == 0
    finally:
        process.send_signal(how)
        _, err = process.communicate(timeout=60)
    assert err == f"● KZ: http://127.0.0.1:{port}  (Ctrl-C stops)\nStopped; everything is kept.\n"
    assert process.returncode == 0


def test_a_killed_desk_leaves_nothing_locked_and_nothing_lost(
    detente: Detente, staffed: Path, drill_file: Path
) -> None:
    detente("message", "new", staffed, "--file", drill_file, "--submit")
    released = detente("message", "release", staffed, 1, "--actor", "ann", "--json").json()
    assert isinstance(released, dict)
    port = free_port()
    process = in_own_process(["serve", staffed, "--port", port])
    wait_for(f"http://127.0.0.1:{port}/")
    process.kill()
    process.communicate(timeout=60)
    assert process.returncode == -signal.SIGKILL
    sent = detente("message", "send", staffed, released["reference"], "--json").json()
    assert sent == {"reference": released["reference"], "stage": "sent", "index": 0}
    assert detente("verify", staffed).code == 0


@pytest.mark.parametrize("command", ["serve", "demo"])
def test_a_port_in_use_is_told_before_anything_else(
    detente: Detente, kz: Path, tmp_path: Path, command: str
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        where = [kz] if command == "serve" else ["--dir", tmp_path / "demo"]
        ran = detente(command, *where, "--port", port)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"Error: 127.0.0.1:{port} cannot be listened on: Address already in use.\n"
        "→ Choose another --port, or stop the program that uses this one.\n"
    )
    assert not (tmp_path / "demo").exists()


def test_serving_a_folder_that_is_no_node(detente: Detente, tmp_path: Path) -> None:
    ran = detente("serve", tmp_path / "none", "--port", free_port())
    assert ran.code == 1
    assert "holds no node" in ran.err


def test_rebuild_gives_the_same_again(detente: Detente, kz: Path, drill_file: Path) -> None:
    detente("message", "new", kz, "--file", drill_file)
    assert detente("rebuild", kz, "--json").json() == {"drills": 0}
