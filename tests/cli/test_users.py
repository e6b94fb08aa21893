"""``detente users``: people of a node."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Detente


def test_a_user_is_added_with_roles(detente: Detente, kz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DETENTE_PASSWORD", "correct horse battery")
    ran = detente(
        "users", "add", kz, "ann", "--role", "releaser", "--role", "reader", "--language", "ru", "--json"
    )
    assert (ran.code, ran.json()) == (0, {"name": "ann", "roles": ["reader", "releaser"], "language": "ru"})
    assert detente("message", "list", kz, "--actor", "ann").code == 0


def test_a_role_that_is_none_and_a_short_password(
    detente: Detente, kz: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DETENTE_PASSWORD", "short")
    assert detente("users", "add", kz, "ann", "--role", "general").code == 2
    ran = detente("users", "add", kz, "ann", "--role", "reader")
    assert ran.code == 1
    assert "fewer than 10 characters" in ran.err
