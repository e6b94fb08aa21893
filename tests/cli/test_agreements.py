"""``detente agreements``: list, show, check, new."""

from __future__ import annotations

from pathlib import Path

from tests.cli.conftest import Detente

from detente.agreements.reader import shipped_packs


def test_list_and_show(detente: Detente) -> None:
    listed = detente("agreements", "list", "--json").json()
    assert isinstance(listed, list)
    ids = [one["id"] for one in listed]
    assert ids == sorted(ids)
    assert {"sco-proposal-2024", "shanghai-1996"} <= set(ids)
    shown = detente("agreements", "show", "shanghai-1996", "--json", "--lang", "ru").json()
    assert isinstance(shown, dict)
    assert shown["parties"] == ["CN", "KZ", "KG", "RU", "TJ"]
    assert [article["no"] for article in shown["articles"]] == [
        *(str(number) for number in range(1, 16)),
        "final",
    ]
    ran = detente("agreements", "show", "shanghai-1996")
    assert ran.code == 0
    assert "Not modelled:" in ran.out


def test_an_agreement_that_is_not_installed(detente: Detente) -> None:
    ran = detente("agreements", "show", "none")
    assert ran.code == 1
    assert f"Installed are: {', '.join(sorted(shipped_packs()))}" in ran.err


def test_every_installed_pack_is_without_fault(detente: Detente) -> None:
    ran = detente("agreements", "check")
    assert ran.code == 0
    assert "sco-proposal-2024: no faults" in ran.out


def test_a_new_pack_is_whole_until_it_is_spoiled(detente: Detente, tmp_path: Path) -> None:
    folder = tmp_path / "toy-treaty"
    assert detente("agreements", "new", folder).code == 0
    assert detente("agreements", "check", folder).code == 0
    assert detente("agreements", "show", folder).code == 0
    assert detente("agreements", "new", folder).code == 1
    path = folder / "agreement.yaml"
    path.write_text(path.read_text().replace("code:", "kode:", 1))
    ran = detente("agreements", "check", folder, "--json")
    assert ran.code == 1
    value = ran.json()
    assert isinstance(value, list)
    assert {"missing-key", "unknown-key"} & {fault["code"] for fault in value[0]["faults"]}
    assert all(":" in fault["where"] for fault in value[0]["faults"])
    assert detente("agreements", "show", folder).code == 1


def test_a_folder_that_is_no_pack(detente: Detente, tmp_path: Path) -> None:
    assert detente("agreements", "check", tmp_path / "none").code == 1


def test_what_has_not_been_seen_with_what_to_write(detente: Detente, tmp_path: Path) -> None:
    shown = detente("agreements", "missing", "shanghai-1996", "--json", "--lang", "ru")
    assert shown.code == 0
    value = shown.json()
    assert isinstance(value, dict)
    assert value["agreement"] == "shanghai-1996"
    one = next(
        each for each in value["missing"] if each["file"] == "provisions/notify.military-activity.yaml"
    )
    assert (one["article"], one["provision"], one["what"]) == (
        "5",
        "notify.military-activity",
        "Порог: Личный состав",
    )
    assert one["yaml"].splitlines()[:3] == ["when:", "  any:", "    - measure: personnel"]
    person = detente("agreements", "missing", "shanghai-1996")
    assert f"Shanghai Agreement of 1996: {len(value['missing'])} not seen" in person.out
    assert "provisions/notify.military-activity.yaml" in person.out
    folder = tmp_path / "toy-treaty"
    assert detente("agreements", "new", folder).code == 0
    assert detente("agreements", "missing", folder, "--json").json() == {
        "agreement": "toy-treaty",
        "missing": [],
    }
    assert detente("agreements", "missing", "none").code == 1
