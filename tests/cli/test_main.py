"""The command line as a whole: help, usage, errors in our words, and exit codes."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.cli.conftest import Detente

from detente.cli.main import _in_our_words
from detente.kernel.errors import DetenteBug, OperatorError

COMMANDS = (
    "init",
    "serve",
    "demo",
    "import",
    "message",
    "assess",
    "verify",
    "agreements",
    "peers",
    "pull",
    "users",
    "visits",
)


def test_help_names_every_command(detente: Detente) -> None:
    ran = detente("--help")
    assert ran.code == 0
    assert [name for name in COMMANDS if name not in ran.out] == []


def test_help_is_quick() -> None:
    """What is slow to import is imported by the command that needs it."""
    slow = (
        "sqlalchemy",
        "shapely",
        "pyproj",
        "cryptography",
        "fastapi",
        "starlette",
        "yaml",
        "numpy",
        "jinja2",
    )
    program = (
        "import sys; sys.argv = ['detente', '--help']\n"
        "from detente.cli.main import run\n"
        "run(['--help'])\n"
        f"print([name for name in {slow!r} if name in sys.modules], file=sys.stderr)"
    )
    started = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr.strip() == "[]"
    assert time.perf_counter() - started < 5  # on a machine that does many other things


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["init"],
        ["init", "somewhere"],
        ["serve", "somewhere", "--port", "99999"],
        ["assess", "somewhere", "--lang", "fr"],
        ["message", "list"],
        ["demo", "--as-of", "2024"],
    ],
)
def test_wrong_usage_exits_with_2(detente: Detente, arguments: list[str]) -> None:
    ran = detente(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert "Usage" in ran.err or "Invalid" in ran.err


def test_an_error_says_what_where_and_how_to_mend_it(detente: Detente, tmp_path: Path) -> None:
    ran = detente("assess", tmp_path)
    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        f"Error: {tmp_path} holds no node: {tmp_path / 'detente.toml'} is missing.\n→ Create one with `detente init`.\n"
    )


def test_with_json_an_error_is_json_too(detente: Detente, tmp_path: Path) -> None:
    ran = detente("assess", tmp_path, "--json")
    assert ran.code == 1
    assert ran.json() == {
        "error": {
            "code": "no-node",
            "message": f"{tmp_path} holds no node: {tmp_path / 'detente.toml'} is missing.",
            "mend": "Create one with `detente init`.",
            "faults": [],
        }
    }


def test_errors_speak_the_language_asked_for(detente: Detente, kz: Path) -> None:
    ran = detente("message", "show", kz, "SCO24/KZ/2024/0001/EX/O", "--lang", "ru")
    assert ran.err.startswith("Ошибка: Узлу не известно сообщение SCO24/KZ/2024/0001/EX/O.")


def test_a_full_disk_is_the_operators_to_mend() -> None:
    problem = _in_our_words(OSError(errno.ENOSPC, "No space left on device", "/srv/kz/node.db"))
    assert isinstance(problem, OperatorError)
    assert str(problem) == "/srv/kz/node.db: the disk is full. Free some space and run it again."


def test_a_fault_of_the_program_shows_no_trace_but_says_how_to_get_one() -> None:
    problem = _in_our_words(ZeroDivisionError("division by zero"))
    assert isinstance(problem, DetenteBug)
    assert "DETENTE_DEBUG=1" in problem.mend.en


def test_a_trace_is_shown_where_it_is_asked_for(
    detente: Detente, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_DEBUG", "1")
    with pytest.raises(OperatorError):
        detente("assess", tmp_path)


def test_a_reader_that_wants_no_more_is_no_error(kz: Path) -> None:
    command = f"{sys.executable} -m detente.cli.main agreements show shanghai-1996 | head -1"
    ran = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True, env=os.environ)
    assert ran.stderr == ""
    assert ran.stdout.count("\n") == 1
