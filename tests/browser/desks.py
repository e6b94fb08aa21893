"""Nodes as an administrator sets them up, and their desks as ``detente serve`` serves them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import httpx
from tests.agreements_in_use import IN_USE

from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, format_instant
from detente.node.actors import Role, operator
from detente.node.ground import Ground
from detente.node.lifecycle import create_node, open_node
from detente.node.settings import Settings
from detente.node.users import add_user

PASSWORD = "a long password"
_PATIENCE_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Desk:
    """A desk that answers, and the folder of its node."""

    state: str
    folder: Path
    address: str


def make_node(
    folder: Path,
    state: str,
    people: Mapping[str, frozenset[Role]],
    at: Instant,
    ground: Ground,
    token: str = "",
    agreements: str = IN_USE,
) -> None:
    """A node with its people, whose clock shows ``at`` now and runs on from there."""
    settings = Settings(
        state=StateCode(state),
        origin=f"{state.lower()}.example/log",
        clock_shows=format_instant(at),
        clock_set_at=format_instant(datetime.now(UTC)),
        exchange_token=token,
        agreements=agreements,
    )
    create_node(folder, settings)
    node = open_node(folder, {}, at, ground=ground)
    for name, roles in people.items():
        add_user(node, operator(), name, PASSWORD, roles, at)
    node.close()


@contextmanager
def served(folder: Path, state: str) -> Iterator[Desk]:
    """The node's desk, served by a process of its own that pulls from peers every second."""
    port = _free_port()
    process = detente("serve", folder, "--port", port, "--pull-every", 1)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process)
        yield Desk(state, folder, address)
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=_PATIENCE_SECONDS)
    assert process.returncode == 0, said


def detente(*arguments: object) -> subprocess.Popen[str]:
    """The command line in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "detente.cli.main", *(str(one) for one in arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={name: value for name, value in os.environ.items() if not name.startswith("DETENTE_")},
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[str]) -> None:
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            httpx.get(f"{address}/exchange/checkpoint", trust_env=False, timeout=5)
        except httpx.TransportError:
            assert process.poll() is None, process.communicate()[1]
            assert time.monotonic() < until, f"{address} does not answer"
            time.sleep(0.1)
        else:
            return
