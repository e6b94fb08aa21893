"""ARCHITECTURE.md must stay true: every name it gives is a module, class or function that exists."""

import re
from pathlib import Path

import pytest
from tests.names import resolve

ROOT = Path(__file__).parents[1]
NAMES = sorted(
    set(re.findall(r"`(detente(?:\.\w+)+)`", (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")))
)


def test_the_path_of_one_message_is_told() -> None:
    assert len(NAMES) > 15


@pytest.mark.parametrize("name", NAMES)
def test_the_name_exists(name: str) -> None:
    assert resolve(name) is not None
