"""Two nodes from the command line: keys handed over, told at one, pulled, verified and assessed at the other."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Detente


@pytest.fixture
def two(detente: Detente, kz: Path, tmp_path: Path) -> tuple[Path, Path]:
    uz = tmp_path / "UZ"
    detente("init", uz, "--state", "UZ", "--origin", "uz.example/log", "--one-person")
    ran = detente("peers", "add", kz, uz / "public" / "keys.txt", "--address", uz / "public", "--json")
    said = ran.json()
    assert isinstance(said, dict)
    assert (said["state"], said["address"]) == ("UZ", str(uz / "public"))
    file = tmp_path / "kz.txt"
    written = detente("peers", "introduce", kz, "--address", kz / "public", "--file", file, "--json").json()
    assert isinstance(written, dict)
    assert file.stat().st_mode & 0o077 == 0
    assert detente("peers", "add", uz, file, "--json").json() == {
        "state": "KZ",
        "address": str(kz / "public"),
        "fingerprint": written["fingerprint"],
    }
    return kz, uz


def test_keys_without_an_address_are_not_added(detente: Detente, kz: Path, tmp_path: Path) -> None:
    cn = tmp_path / "CN"
    detente("init", cn, "--state", "CN", "--one-person")
    ran = detente("peers", "add", kz, cn / "public" / "keys.txt", "--lang", "ru")
    assert ran.code != 0
    assert "Укажите --address" in ran.err
    assert detente("peers", "list", kz, "--json").json() == []


def test_what_one_tells_the_other_pulls(detente: Detente, two: tuple[Path, Path], drill_file: Path) -> None:
    kz, uz = two
    detente("message", "new", uz, "--file", drill_file, "--submit")
    sent = detente("message", "release", uz, 1, "--send", "--json").json()
    assert isinstance(sent, dict)
    pulled = detente("pull", kz, "--json")
    assert (pulled.code, pulled.json()) == (
        0,
        [{"state": "UZ", "accepted": [sent["reference"]], "declined": [], "problem": None}],
    )
    again = detente("pull", kz, "UZ", "--json").json()
    assert again == [{"state": "UZ", "accepted": [], "declined": [], "problem": None}]
    listed = detente("message", "list", kz, "--json").json()
    assert isinstance(listed, dict)
    assert [(row["reference"], row["from"], row["stage"]) for row in listed["messages"]] == [
        (sent["reference"], "UZ", "received")
    ]
    peers = detente("peers", "list", kz, "--json").json()
    assert isinstance(peers, list)
    assert [(peer["state"], peer["entries"], peer["trouble"]) for peer in peers] == [("UZ", 1, None)]


def test_findings_of_what_was_pulled(detente: Detente, two: tuple[Path, Path], drill_file: Path) -> None:
    kz, uz = two
    detente("message", "new", uz, "--file", drill_file, "--submit")
    detente("message", "release", uz, 1, "--send")
    detente("pull", kz)
    ran = detente("assess", kz, "--agreement", "sco-proposal-2024", "--at", "2034-09-20T00:00:00Z", "--json")
    value = ran.json()
    assert isinstance(value, dict)
    told = [one for one in value["findings"] if one["provision"] == "notify.personnel"]
    assert [(one["state"], one["bearer"], one["article"]) for one in told] == [("met", "UZ", "3(1)")]
    assert value["at"] == "2034-09-20T00:00:00Z"
    for language, word in (("ru", "Узбекистан"), ("zh", "乌兹别克斯坦")):
        shown = detente("assess", kz, "--agreement", "sco-proposal-2024", "--lang", language)
        assert word in shown.out


def test_nothing_known_gives_no_findings_and_says_so(detente: Detente, kz: Path) -> None:
    ran = detente("assess", kz, "--agreement", "india-pakistan-1991")
    assert ran.code == 0
    assert "No findings" in ran.out
    assert detente("assess", kz, "--at", "yesterday").code == 1
    assert detente("assess", kz, "--agreement", "none").code == 1


def test_a_peer_that_cannot_be_reached(detente: Detente, two: tuple[Path, Path]) -> None:
    kz, uz = two
    uz.rename(uz.with_name("moved"))
    ran = detente("pull", kz)
    assert ran.code == 1
    assert "cannot be read" in ran.out
    assert detente("peers", "list", kz).code == 1


def test_a_peer_that_serves_anothers_log(detente: Detente, two: tuple[Path, Path], tmp_path: Path) -> None:
    kz, uz = two
    detente("init", tmp_path / "CN", "--state", "CN", "--origin", "cn.example/log")
    detente("peers", "add", kz, uz / "public" / "keys.txt", "--address", tmp_path / "CN" / "public")
    ran = detente("pull", kz, "--json")
    value = ran.json()
    assert isinstance(value, list)
    assert ran.code == 1
    assert value[0]["problem"]


def test_keys_that_are_none(detente: Detente, kz: Path, tmp_path: Path) -> None:
    nonsense = tmp_path / "keys.txt"
    nonsense.write_bytes(b"\xff\xfe")
    assert detente("peers", "add", kz, nonsense, "--address", tmp_path).code == 1
    assert detente("peers", "add", kz, kz / "public" / "keys.txt", "--address", tmp_path).code == 1
    assert detente("peers", "list", kz, "--json").json() == []
    assert detente("pull", kz, "RU").code == 1
