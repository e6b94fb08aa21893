"""Other nodes of a demonstration, each in a process of its own, as they would run in other ministries."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from detente.kernel.errors import OperatorError
from detente.kernel.identifiers import StateCode

STOP_SECONDS = 20.0


@contextmanager
def serving(folder: Path, states: Sequence[StateCode], pull_every: int) -> Iterator[Mapping[StateCode, str]]:
    """Serve the nodes of these states on free ports of this machine until the block ends; gives their addresses.

    Raises:
        OperatorError: one of them does not start.
    """
    with ExitStack() as running:
        started = {state: _start(folder / state, pull_every) for state in states}
        for process in started.values():
            running.callback(_stop, process)
        yield {state: _address_of(process, state) for state, process in started.items()}


def _start(folder: Path, pull_every: int) -> subprocess.Popen[str]:
    options = ["--port", "0", "--pull-every", str(pull_every), "--json"]
    # A session of its own: Ctrl-C at the terminal is for the desk that is shown, which then stops the others.
    return subprocess.Popen(
        [sys.executable, "-m", "detente.cli.main", "serve", str(folder), *options],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def _address_of(process: subprocess.Popen[str], state: StateCode) -> str:
    """What ``serve --json`` says first; it ends with a closing brace on a line of its own."""
    lines: list[str] = []
    for line in process.stdout or ():
        lines.append(line)
        if line.rstrip() == "}":
            break
    try:
        return str(json.loads("".join(lines))["address"])
    except (ValueError, KeyError) as problem:
        raise OperatorError(
            "demo-node",
            f"The node of {state} did not start: {' '.join(''.join(lines).split()) or 'it said nothing'}.",
            f"Start it alone to see why: detente serve DIR/{state}",
        ) from problem


def _stop(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout:
        process.stdout.close()
