"""``detente explain``: the chain of each finding on one matter."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Detente

AT = ("--at", "2034-07-01T00:00:00Z")


def told(detente: Detente, folder: Path, drill_file: Path) -> str:
    """The drill of these tests, told; returns its matter."""
    assert detente("message", "new", folder, "--file", drill_file, "--submit", "--actor", "bob").code == 0
    sent = detente("message", "release", folder, 1, "--send", "--json").json()
    assert isinstance(sent, dict)
    return str(sent["reference"]).rpartition("/")[0]


def test_the_chain_of_every_finding(detente: Detente, staffed: Path, drill_file: Path) -> None:
    matter = told(detente, staffed, drill_file)
    ran = detente("explain", staffed, matter, "--agreement", "sco-proposal-2024", *AT, "--json")
    assert ran.code == 0
    value = ran.json()
    assert isinstance(value, dict)
    assert (value["matter"], value["at"]) == (matter, "2034-07-01T00:00:00Z")
    by_provision = {one["finding"]["provision"]: one["chain"] for one in value["findings"]}
    provision = by_provision["notify.personnel"]["parts"][0]["parts"][0]
    number = next(part for part in provision["parts"] if part["label"] == "Number")
    assert (number["says"], number["evidence"]) == ("Personnel: 5,000 or more", "model")
    [declared] = number["parts"]
    assert declared["says"] == "7. Strength: Total: (1) Personnel: 12,900"
    assert [one["message"] for one in declared["parts"]] == [f"{matter}/O"]


def test_for_a_person_in_the_language_chosen(detente: Detente, staffed: Path, drill_file: Path) -> None:
    matter = told(detente, staffed, drill_file)
    shown = detente("explain", staffed, matter, *AT)
    assert shown.code == 0
    assert "Declared: 7. Strength: Total: (1) Personnel: 12,900" in shown.out
    assert f"Message: {matter}/O · entry 0 in the log of Kazakhstan" in shown.out
    russian = detente("explain", staffed, matter, *AT, "--lang", "ru")
    assert "Величина: Личный состав: 5\u202f000 и более" in russian.out
    assert "не позднее чем за 30 дней до начала учения" in russian.out


def test_what_is_not_there_is_said(detente: Detente, kz: Path) -> None:
    unknown = detente("explain", kz, "SCO24/KZ/2024/0009/EX")
    assert unknown.code == 1
    assert "This node knows no drill and no request SCO24/KZ/2024/0009/EX." in unknown.err
    assert detente("explain", kz, "anything").code == 1
    other = detente("explain", kz, "SCO24/KZ/2024/0009/EX", "--agreement", "none")
    assert other.code == 1
    assert "This node carries no agreement “none”." in other.err


def test_what_is_owed_in_a_year_is_explained(detente: Detente, staffed: Path, drill_file: Path) -> None:
    told(detente, staffed, drill_file)
    assessed = detente("assess", staffed, "--agreement", "sco-proposal-2024", "--json").json()
    assert isinstance(assessed, dict)
    owed = next(one for one in assessed["findings"] if one["provision"] == "exchange.leadership")
    assert owed["about"] == f"SCO24/{owed['bearer']}/{owed['year']}/exchange.leadership"
    value = detente("explain", staffed, owed["about"], "--json").json()
    assert isinstance(value, dict)
    assert [one["finding"] for one in value["findings"]] == [owed]
    assert value["findings"][0]["chain"]["label"] == "Finding"
    person = detente("assess", staffed, "--agreement", "sco-proposal-2024")
    assert f"Yearly information on leadership, {owed['year']}" in " ".join(person.out.split())
    assert detente("explain", staffed, "NO1/KZ/2024/exchange.leadership").code == 1
