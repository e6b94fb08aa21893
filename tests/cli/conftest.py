"""Running the command line for real: in this process for speed, in one of its own where that matters."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from detente.cli.main import run

DRILL = {
    "agreement": "sco-proposal-2024",
    "format": "exercise-notification",
    "content": {
        "designation": {"en": "Aibalta-2024", "ru": "Айбалта-2024"},
        "type": "live-exercise",
        "dates": {"start": "2034-09-02", "end": "2034-09-13"},
        "area": [{"name": {"en": "Matybulak range"}, "positions": ["+43.5400+075.2100/"]}],
        "participants": ["KZ"],
        "strength": {"total": {"personnel": 12900}},
    },
}


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, standard output, standard error."""

    code: int
    out: str
    err: str

    def json(self) -> object:
        return json.loads(self.out)


Detente = Callable[..., Ran]


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("DETENTE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("COLUMNS", "160")
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.fixture
def detente(capsys: pytest.CaptureFixture[str]) -> Detente:
    """``detente("message", "list", folder)`` runs the command in this process."""

    def call(*arguments: object) -> Ran:
        capsys.readouterr()
        code = run([str(one) for one in arguments])
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return call


@pytest.fixture
def kz(tmp_path: Path, detente: Detente) -> Path:
    """A new node of Kazakhstan."""
    assert detente("init", tmp_path / "KZ", "--state", "KZ", "--origin", "kz.example/log").code == 0
    return tmp_path / "KZ"


@pytest.fixture
def drill_file(tmp_path: Path) -> Path:
    path = tmp_path / "drill.json"
    path.write_text(json.dumps(DRILL, ensure_ascii=False), encoding="utf-8")
    return path


def in_own_process(arguments: Sequence[object], **environment: str) -> subprocess.Popen[str]:
    """Start ``detente`` as a person would."""
    return subprocess.Popen(
        [sys.executable, "-m", "detente.cli.main", *(str(one) for one in arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **environment},
    )
