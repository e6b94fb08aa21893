"""A CSV of public drills, read whole: every row is there, or its faults are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.geography.position import Position
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import PartialDate
from detente.messages.report_rows import (
    MAX_BYTES,
    Equipment,
    FaultyRow,
    PlaceKnown,
    ReportRow,
    parse_reports,
)
from detente.messages.values import Qualifier

ROOT = Path(__file__).parents[2]
HEADER = "id,name,exercise_type,start_date,end_date,host_country,place,source_url"
ROW = "EX-1,Tulip-2024,naval,2024-05-12,2024-05-19,KZ;RU,Aktau,https://example.org/a"
FULL = (
    "id,name,name_local,exercise_type,start_date,end_date,date_precision,host_country,training_area,place,lat,lon,"
    "coord_precision,participants,observers,personnel_total,personnel_qualifier,personnel_by_state,tanks,ships,"
    "equipment_note,purpose,publicly_announced_on,notification_note,vienna_document,source_url,source_urls_more,"
    "notes,verify\n"
    "EX-7,Tulip-2024,Тюльпан-2024 / 郁金香-2024,csto,2024-05-12,,day,KZ,Otar range,Otar,43.54,75.21,approx,"
    "KZ;KG,UZ,2500,more-than,KZ:2000;KG:500,70,3,no counts,Relief,2024-04-01,Told to the press,yes,"
    "https://example.org/a,https://example.org/b;https://example.org/c?x=1;https://example.org/a,"
    "A note.,coords;personnel\n"
)


def rows_of(*lines: str, header: str = HEADER) -> list[ReportRow | FaultyRow]:
    return parse_reports("\n".join((header, *lines)).encode())


def codes_of(row: ReportRow | FaultyRow) -> list[tuple[str, str]]:
    assert isinstance(row, FaultyRow)
    return [(fault.code, fault.where) for fault in row.faults]


def refused(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        parse_reports(data)
    return caught.value


def test_a_full_row_keeps_everything() -> None:
    assert parse_reports(FULL.encode()) == [
        ReportRow(
            number=2,
            id="EX-7",
            name="Tulip-2024",
            name_local="Тюльпан-2024 / 郁金香-2024",
            type="csto",
            start=PartialDate("2024-05-12"),
            end=None,
            hosts=(StateCode("KZ"),),
            place="Otar",
            training_area="Otar range",
            position=Position(75.21, 43.54),
            place_known=PlaceKnown.APPROXIMATE,
            participants=(StateCode("KZ"), StateCode("KG")),
            observers=(StateCode("UZ"),),
            personnel=2500,
            personnel_qualifier=Qualifier.MORE_THAN,
            personnel_by_state={StateCode("KZ"): 2000, StateCode("KG"): 500},
            equipment={Equipment.TANKS: 70, Equipment.SHIPS: 3},
            equipment_note="no counts",
            purpose="Relief",
            announced_on=PartialDate("2024-04-01"),
            announcement_note="Told to the press",
            vienna_document="yes",
            sources=("https://example.org/a", "https://example.org/b", "https://example.org/c?x=1"),
            notes="A note.",
            to_verify=("coords", "personnel"),
        )
    ]


@pytest.mark.parametrize(
    ("start", "text", "precision", "read"),
    [
        ("2024-05-12", "", "day", "2024-05-12"),
        ("2024-05-12", "", "start-approx", "2024-05"),
        ("", "2024-05", "month", "2024-05"),
        ("", "2024", "year", "2024"),
        ("", "", "", None),
    ],
)
def test_a_date_is_kept_as_closely_as_it_is_known(
    start: str, text: str, precision: str, read: str | None
) -> None:
    header = "id,name,exercise_type,start_date,date_text,date_precision,host_country,place,source_url"
    (row,) = rows_of(
        f"EX-1,Tulip,naval,{start},{text},{precision},KZ,Aktau,https://example.org/a", header=header
    )
    assert isinstance(row, ReportRow)
    assert row.start == (None if read is None else PartialDate(read))


@pytest.mark.parametrize(
    ("line", "codes"),
    [
        (ROW.replace("2024-05-12", "2024-13-12"), [("date", "row 2, start_date")]),
        (ROW.replace("2024-05-12", "2024-05"), [("csv-day", "row 2, start_date")]),
        (ROW.replace("KZ;RU", "KZ;XX1"), [("state", "row 2, host_country")]),
        (ROW.replace("KZ;RU", ""), [("csv-cell-empty", "row 2")]),
        (ROW.replace("https://", "ftp://"), [("csv-address", "row 2, source_url")]),
        (ROW + ",more", [("csv-cells", "row 2")]),
        ("EX-1,Tulip", [("csv-cells", "row 2"), *[("csv-cell-empty", "row 2")] * 4]),
    ],
)
def test_a_row_that_cannot_be_read_stands_there_with_its_faults(
    line: str, codes: list[tuple[str, str]]
) -> None:
    faulty, sound = rows_of(line, ROW.replace("EX-1", "EX-2"))
    assert codes_of(faulty) == codes
    assert (faulty.number, faulty.id, faulty.name[:5]) == (2, "EX-1", "Tulip")
    assert isinstance(sound, ReportRow)
    assert sound.number == 3


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("personnel_total", "12,900", "csv-number"),
        ("personnel_total", "-1", "csv-number"),
        ("personnel_total", "١٢", "csv-number"),
        ("tanks", "9999999999", "csv-number"),
        ("personnel_by_state", "KZ=100", "csv-share"),
        ("personnel_qualifier", "roughly", "csv-code"),
        ("coord_precision", "street", "csv-code"),
        ("lat", "43.5", "csv-position"),
        ("lat", "91", "csv-degrees"),
        ("lat", "nan", "csv-degrees"),
        ("lat", "north", "csv-degrees"),
    ],
)
def test_wrong_cells(column: str, cell: str, code: str) -> None:
    (row,) = rows_of(f'{ROW},"{cell}"', header=f"{HEADER},{column}")
    assert code in [found for found, _ in codes_of(row)]


def test_one_id_twice() -> None:
    first, second = rows_of(ROW, ROW)
    assert isinstance(first, ReportRow)
    assert codes_of(second) == [("csv-id-twice", "row 3")]


def test_a_spreadsheets_byte_order_mark_is_no_part_of_the_first_column() -> None:
    assert isinstance(parse_reports(b"\xef\xbb\xbf" + f"{HEADER}\n{ROW}\n".encode())[0], ReportRow)


def test_files_that_are_refused_whole() -> None:
    assert refused(b"").faults == refused(b"\n").faults
    assert refused(f"{HEADER}\n".encode()).code == "csv-empty"
    assert refused(f"{HEADER}\n{ROW}".encode() + b"\n\xff").code == "csv-not-utf8"
    assert "Line 3" in refused(f"{HEADER}\n{ROW}".encode() + b"\n\xff").message.en
    assert refused(f'{HEADER}\n"EX-1'.encode()).code == "csv-broken"
    assert refused(b"x" * (MAX_BYTES + 1)).code == "csv-too-large"


def test_every_fault_of_a_header_is_told() -> None:
    problem = refused(b"id,id,name,colour\nEX-1,EX-1,Tulip,red\n")
    assert [(fault.code, fault.what.en) for fault in problem.faults] == [
        ("csv-column-missing", "The column “exercise_type” is missing."),
        ("csv-column-missing", "The column “host_country” is missing."),
        ("csv-column-missing", "The column “place” is missing."),
        ("csv-column-missing", "The column “source_url” is missing."),
        ("csv-column-twice", "The column “id” stands there twice."),
        ("csv-column-unknown", "The column “colour” is not known."),
    ]


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_our_error(data: bytes) -> None:
    for prefix in (b"", f"{HEADER}\n".encode()):
        try:
            rows = parse_reports(prefix + data)
        except InputError:
            continue
        assert [row.number for row in rows] == list(range(2, 2 + len(rows)))


cells = st.text(st.characters(codec="utf-8", exclude_characters='"\n\r\0'), max_size=20)


@given(st.lists(st.lists(cells, min_size=8, max_size=8), min_size=1, max_size=5))
def test_no_row_is_lost(records: list[list[str]]) -> None:
    lines = [",".join(f'"{cell}"' for cell in record) for record in records]
    assert len(rows_of(*lines)) == len(records)


def test_the_reference_describes_the_columns_of_the_data_that_are_shipped() -> None:
    page = (ROOT / "docs/reference/public-drills.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| `")]
    documented = [name for cell in cells for name in re.findall(r"`([a-z_]+)`", cell)]
    data = (ROOT / "src/detente/node/demo/data/exercises.csv").read_text(encoding="utf-8")
    assert sorted(documented) == sorted(data.split("\n", 1)[0].split(","))
    assert [row for row in parse_reports(data.encode()) if isinstance(row, FaultyRow)] == []
