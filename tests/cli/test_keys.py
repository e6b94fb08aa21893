"""The keys of a node from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Detente

PHRASE = "correct horse battery staple"


def test_keys_are_listed_and_locked(detente: Detente, kz: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = detente("keys", "list", kz, "--json").json()
    assert isinstance(listed, list)
    assert [(key["purpose"], key["kind"]) for key in listed] == [
        ("log", "ed25519"),
        ("document", "ed25519"),
        ("document", "ml-dsa-65"),
        ("sealing", "age-pq"),
        ("sealing", "age-x25519"),
    ]
    monkeypatch.setenv("DETENTE_KEYS_PASSPHRASE", "short")
    assert detente("keys", "lock", kz).code == 1
    monkeypatch.setenv("DETENTE_KEYS_PASSPHRASE", PHRASE)
    locked = detente("keys", "lock", kz, "--json")
    assert (locked.code, locked.json()) == (
        0,
        {"locked": ["document-ml-dsa-65.pem", "document.pem", "log.pem", "sealing.txt"]},
    )
    assert detente("keys", "list", kz, "--json").json() == listed
    monkeypatch.delenv("DETENTE_KEYS_PASSPHRASE")
    assert "are locked" in detente("keys", "list", kz).err
