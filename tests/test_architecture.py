"""ARCHITECTURE.md must stay true: every name it gives is a module, class or function that exists."""

import importlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
NAMES = sorted(set(re.findall(r"`(detente(?:\.\w+)+)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"))))


def resolve(name: str) -> object:
    parts = name.split(".")
    for cut in range(len(parts), 0, -1):
        try:
            found: object = importlib.import_module(".".join(parts[:cut]))
        except ModuleNotFoundError:
            continue
        for part in parts[cut:]:
            found = getattr(found, part)
        return found
    raise ModuleNotFoundError(name)


def test_the_path_of_one_message_is_told() -> None:
    assert len(NAMES) > 15


@pytest.mark.parametrize("name", NAMES)
def test_the_name_exists(name: str) -> None:
    assert resolve(name) is not None
