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
        ("log", "ml-dsa-44"),
        ("document", "ed25519"),
        ("document", "ml-dsa-65"),
        ("mirror", "ed25519"),
        ("witness", "ed25519"),
        ("witness", "ml-dsa-44"),
        ("sealing", "age-pq"),
        ("sealing", "age-x25519"),
    ]
    monkeypatch.setenv("DETENTE_KEYS_PASSPHRASE", "short")
    assert detente("keys", "lock", kz).code == 1
    monkeypatch.setenv("DETENTE_KEYS_PASSPHRASE", PHRASE)
    locked = detente("keys", "lock", kz, "--json")
    assert (locked.code, locked.json()) == (
        0,
        {
            "locked": [
                "document-ml-dsa-65.pem",
                "document.pem",
                "log-ml-dsa-44.pem",
                "log.pem",
                "mirror.pem",
                "sealing.txt",
                "witness-ml-dsa-44.pem",
                "witness.pem",
            ]
        },
    )
    assert detente("keys", "list", kz, "--json").json() == listed
    monkeypatch.delenv("DETENTE_KEYS_PASSPHRASE")
    assert "are locked" in detente("keys", "list", kz).err


def test_root_keys_from_their_making_to_a_published_statement(
    detente: Detente, kz: Path, tmp_path: Path
) -> None:
    safe, statement = tmp_path / "safe", tmp_path / "next.json"
    assert detente("keys", "root", "init", safe, "--name", "kz.example/root", "--keys", 3).code == 0
    assert detente("keys", "root", "adopt", kz, safe / "root.txt").code == 0
    assert "threshold 2" in (kz / "public/keys.txt").read_text()
    assert detente("keys", "draft", kz, "--out", statement, "--suspect", f"{'0' * 64}:3").code == 0
    for number in (1, 3):
        assert detente("keys", "publish", kz, statement).code == 1
        signed = detente("keys", "root", "sign", statement, "--key", safe / f"root-{number}.pem", "--json")
        assert (signed.code, signed.json()["number"]) == (0, 1)  # type: ignore[index]
    assert detente("keys", "publish", kz, statement, "--json").json() == {"index": 0}
    assert detente("keys", "draft", kz, "--out", statement, "--revoke", "x").code == 1
