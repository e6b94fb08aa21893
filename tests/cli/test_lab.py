"""``detente lab``: public drills under an agreement and variants of it."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import polars as pl
import pytest
from tests.cli.conftest import Detente

LIST = """id,name,exercise_type,start_date,host_country,place,source_url,personnel_total,tanks,publicly_announced_on
EX-1,Tulip-2023,strategic,2023-05-12,KZ,Aktau,https://example.org/1,12900,10,2023-04-01
EX-2,=Lotus-2023,strategic,2023-06-01,CN,Artux,https://example.org/2,4000,,2023-05-20
EX-3,Heather-2023,naval,2023-07-01,NO,Rena,https://example.org/3,,,
"""


@pytest.fixture
def drills(tmp_path: Path) -> Path:
    path = tmp_path / "drills.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def effects(value: Any) -> list[tuple[dict[str, int], list[str], list[str]]]:
    """Changes, who is told of, and to whom observers are nearly to be invited, variant by variant."""
    return [
        (one["changes"], one["effects"]["told"]["applies"], one["effects"]["observed"]["near"])
        for one in value["variants"]
    ]


def test_variants_side_by_side(detente: Detente, drills: Path) -> None:
    ran = detente("lab", drills, "--set", "notify.personnel.personnel=3000,20000", "--json")
    assert ran.code == 0
    value: Any = ran.json()
    assert value["agreement"] == "sco-proposal-2024"
    assert value["left_out"] == {"not_told": 1, "unreadable": 0}
    assert effects(value) == [
        ({}, ["EX-1"], ["EX-1"]),
        ({"notify.personnel.personnel": 3000}, ["EX-1", "EX-2"], ["EX-1"]),
        ({"notify.personnel.personnel": 20000}, [], ["EX-1"]),
    ]
    assert value["variants"][1]["effects"]["told"]["leads"] == {
        "kept": 1,
        "late": 0,
        "unclear": 1,
        "untold": 0,
    }


def test_values_of_several_numbers_are_combined(detente: Detente, drills: Path) -> None:
    given = ("--set", "notify.personnel.personnel=1,2", "--set", "notify.personnel.lead=1,2")
    value: Any = detente("lab", drills, *given, "--json").json()
    assert [list(one["changes"].values()) for one in value["variants"]] == [
        [],
        [1, 1],
        [1, 2],
        [2, 1],
        [2, 2],
    ]


def test_agreements_side_by_side(detente: Detente, drills: Path) -> None:
    given = ("--agreement", "shanghai-1996", "--agreement", "sco-proposal-2024")
    ran = detente("lab", drills, *given, "--set", "observe.voluntary.personnel=4000", "--json")
    value: Any = ran.json()
    assert [
        (one["name"], one["agreement"], one["effects"]["may-be-observed"]["applies"])
        for one in value["variants"]
    ] == [
        ("Shanghai Agreement of 1996", "shanghai-1996", []),
        ("Variant 1", "shanghai-1996", ["EX-1", "EX-2"]),
        ("SCO model agreement", "sco-proposal-2024", ["EX-1"]),
    ]
    assert value["variants"][0]["limits"] == {"restrain.number": {"exceeded": [], "unclear": 2}}
    assert "restrained" not in value["variants"][2]["effects"]
    out = detente("lab", drills, *given).out
    assert (
        "Shanghai Agreement of 1996 (shanghai-1996), SCO model agreement (sco-proposal-2024): 2 drills" in out
    )


def test_a_list_as_spreadsheets_of_many_countries_write_it(detente: Detente, drills: Path) -> None:
    rows = list(csv.reader(drills.read_text(encoding="utf-8").splitlines()))
    rows[2][3] = "01.06.2023"
    with drills.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=";").writerows(rows)
    ran = detente("lab", drills)
    assert "Tulip-2023" in ran.out
    assert "Rows left out: 1 cannot be told under the agreement, 1 cannot be read." in ran.out
    assert "row 3, start_date: “01.06.2023” is not a date." in ran.out
    assert "row 4, Heather-2023: no host is a party to the agreement (NO)" in ran.out


def test_without_changes_what_can_be_set_is_listed(detente: Detente, drills: Path) -> None:
    out = detente("lab", drills).out
    assert "notify.personnel.lead" in out
    assert "Rows left out: 1 cannot be told under the agreement, 0 cannot be read." in out
    assert "Tulip-2023" in out


def test_in_another_language(detente: Detente, drills: Path) -> None:
    out = detente("lab", drills, "--set", "notify.personnel.personnel=3000", "--lang", "zh").out
    assert "方案1: notify.personnel.personnel = 3,000" in out
    assert "须通报" in out


def test_files_to_keep(detente: Detente, drills: Path, tmp_path: Path) -> None:
    out, parquet, chart = (tmp_path / name for name in ("out.csv", "out.parquet", "out.svg"))
    given = ("--set", "notify.personnel.personnel=3000", "--csv", out, "--parquet", parquet, "--chart", chart)
    assert detente("lab", drills, *given).code == 0
    assert pl.read_parquet(parquet)["Variant 1: told"].to_list() == ["yes", "yes"]
    with out.open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert [(row["name"], row["As it stands: told"], row["Variant 1: told"]) for row in table] == [
        ("Tulip-2023", "yes", "yes"),
        ("'=Lotus-2023", "unclear", "yes"),
    ]
    root = ET.fromstring(chart.read_text(encoding="utf-8"))
    assert "Article 3(1), Personnel" in (root[0].text or "")
    assert "at 3,000: 2, unclear 0; at 5,000: 1, unclear 1" in (root[1].text or "")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--set", "notify.personnel"), "sets nothing"),
        (("--set", "notify.personnel.tanks=5"), "is no threshold or lead time"),
        (
            ("--set", "notify.personnel.personnel=few"),
            "“few” cannot be taken for it (notify.personnel.personnel)",
        ),
        (("--set", "notify.personnel.personnel=1,2,3,4,5,6,7,8,9,10,11,12,13"), "13 variants"),
        (("--agreement", "no-such"), "carries no agreement"),
        (("--csv", "/no/such/folder/out.csv"), "cannot be written"),
        (("--parquet", "/no/such/folder/out.parquet"), "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(
    detente: Detente, drills: Path, given: tuple[str, ...], said: str
) -> None:
    ran = detente("lab", drills, *given)
    assert ran.code == 1
    assert said in ran.err
