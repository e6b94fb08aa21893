"""Running the command line for real: in this process for speed, in one of its own where that matters."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.agreements_in_use import IN_USE

from detente.cli.main import run

PASSWORD = "correct horse battery"
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


@pytest.fixture(scope="session")
def _new_nodes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Nodes made once and copied for each test: KZ as it comes, KZ-people with a releaser and a drafter."""
    folder = tmp_path_factory.mktemp("nodes")
    for name in ("KZ", "KZ-people"):
        assert (
            run(
                [
                    "init",
                    str(folder / name),
                    "--state",
                    "KZ",
                    "--origin",
                    "kz.example/log",
                    "--agreements",
                    IN_USE,
                ]
            )
            == 0
        )
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DETENTE_PASSWORD", PASSWORD)
        for user, role in (("ann", "releaser"), ("bob", "drafter")):
            assert run(["users", "add", str(folder / "KZ-people"), user, "--role", role]) == 0
    return folder


@pytest.fixture
def kz(tmp_path: Path, _new_nodes: Path) -> Path:
    """A new node of Kazakhstan."""
    return Path(shutil.copytree(_new_nodes / "KZ", tmp_path / "KZ"))


@pytest.fixture
def staffed(tmp_path: Path, _new_nodes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same with ann, who may release, and bob, who may draft; their password is in the environment."""
    monkeypatch.setenv("DETENTE_PASSWORD", PASSWORD)
    return Path(shutil.copytree(_new_nodes / "KZ-people", tmp_path / "KZ"))


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
