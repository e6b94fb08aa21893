"""``detente import``: a list of public drills, row by row."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Detente

HEADER = "id,name,exercise_type,start_date,host_country,place,source_url"
ROWS = (
    "EX-1,Tulip-2023,naval,2023-05-12,KZ,Aktau,https://example.org/1",
    "EX-2,Lotus-2023,border,2023-06-01,CN,Artux,https://example.org/2",
    "EX-3,Heather-2023,naval,2023-07-01,NO,Rena,https://example.org/3",
)


@pytest.fixture
def drills(tmp_path: Path) -> Path:
    path = tmp_path / "drills.csv"
    path.write_text("\n".join((HEADER, *ROWS)), encoding="utf-8")
    return path


def fates(value: object) -> list[tuple[str, str, str | None]]:
    assert isinstance(value, dict)
    return [(row["id"], row["fate"], row["code"]) for row in value["rows"]]


def test_a_row_is_told_by_its_host_and_others_are_skipped_with_the_reason(
    detente: Detente, kz: Path, drills: Path
) -> None:
    ran = detente("import", drills, "--into", kz, "--json")
    assert ran.code == 0
    assert fates(ran.json()) == [
        ("EX-1", "told", None),
        ("EX-2", "skipped", "other-node"),
        ("EX-3", "skipped", "no-host"),
    ]
    again = detente("import", drills, "--into", kz, "--json")
    assert fates(again.json())[0] == ("EX-1", "told", "told-before")
    listed = detente("message", "list", kz, "--json").json()
    assert isinstance(listed, dict)
    assert [(row["title"], row["origin"], row["stage"]) for row in listed["messages"]] == [
        ("Tulip-2023", "reconstructed", "sent")
    ]


def test_a_folder_of_several_nodes(detente: Detente, kz: Path, drills: Path, tmp_path: Path) -> None:
    detente("init", tmp_path / "CN", "--state", "CN")
    ran = detente("import", drills, "--into", tmp_path, "--json")
    assert [(row, fate) for row, fate, _ in fates(ran.json())] == [
        ("EX-1", "told"),
        ("EX-2", "told"),
        ("EX-3", "skipped"),
    ]


def test_drafts_wait_for_a_person(detente: Detente, kz: Path, drills: Path) -> None:
    ran = detente("import", drills, "--into", kz, "--drafts", "--json")
    assert fates(ran.json())[0] == ("EX-1", "waiting", "submitted")
    assert detente("message", "release", kz, 1, "--send").code == 0


def test_a_row_that_cannot_be_read_is_told_and_the_others_go_on(
    detente: Detente, kz: Path, drills: Path
) -> None:
    drills.write_text(
        "\n".join((HEADER, ROWS[0].replace("2023-05-12", "spring"), ROWS[0].replace("EX-1", "EX-4")))
    )
    ran = detente("import", drills, "--into", kz)
    assert ran.code == 1
    assert "EX-1, row 2, start_date: “spring” is not a date." in ran.out
    assert "2 rows: told 1 · waiting 0 · skipped 1" in ran.out


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff\xfe", "csv-not-utf8"),
        (b"a,b\n1,2\n", "csv-header"),
        (b'"', "csv-broken"),
        (HEADER.encode(), "csv-empty"),
    ],
)
def test_a_file_that_is_no_such_list(
    detente: Detente, kz: Path, drills: Path, data: bytes, code: str
) -> None:
    drills.write_bytes(data)
    ran = detente("import", drills, "--into", kz, "--json")
    value = ran.json()
    assert isinstance(value, dict)
    assert (ran.code, value["error"]["code"]) == (1, code)


def test_no_node_and_no_such_agreement(detente: Detente, kz: Path, drills: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert "holds no node" in detente("import", drills, "--into", tmp_path / "empty").err
    assert "no agreement “none”" in detente("import", drills, "--into", kz, "--agreement", "none").err


def test_the_reasons_speak_the_language_asked_for(detente: Detente, kz: Path, drills: Path) -> None:
    ran = detente("import", drills, "--into", kz, "--json", "--lang", "zh")
    value = ran.json()
    assert isinstance(value, dict)
    assert value["rows"][2]["reason"] == "东道国均非协定缔约国（NO）"
