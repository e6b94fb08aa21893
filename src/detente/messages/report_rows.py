"""A CSV of drills known from public reports, row by row; its columns are in docs/reference/public-drills.md."""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from detente.geography.position import Position
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import PartialDate, Precision, parse_partial_date
from detente.kernel.states import parse_state
from detente.messages import report_wording as wording
from detente.messages.values import Qualifier

#: A collection of public reports is a few hundred rows; more than this is some other file.
MAX_BYTES = 20_000_000

T = TypeVar("T")
C = TypeVar("C", bound=StrEnum)

_NEEDED = ("id", "name", "exercise_type", "host_country", "place", "source_url")
_KNOWN = frozenset(
    (
        *_NEEDED,
        *("name_local", "series", "start_date", "end_date", "date_text", "date_precision", "training_area"),
        *("lat", "lon", "coord_precision", "coord_source", "participants", "observers", "purpose"),
        *("personnel_total", "personnel_qualifier", "personnel_by_state", "tanks", "armoured_vehicles"),
        *("artillery", "aircraft", "helicopters", "aircraft_and_helicopters", "ships", "equipment_total"),
        *("equipment_note", "publicly_announced_on", "notification_note", "vienna_document"),
        *("source_urls_more", "notes", "verify"),
    )
)


class Equipment(StrEnum):
    """A column of equipment, as the reports count it; what it means is for ``public_reports`` to say."""

    TANKS = "tanks"
    ARMOURED_VEHICLES = "armoured_vehicles"
    ARTILLERY = "artillery"
    AIRCRAFT = "aircraft"
    HELICOPTERS = "helicopters"
    AIRCRAFT_AND_HELICOPTERS = "aircraft_and_helicopters"
    SHIPS = "ships"
    ALL = "equipment_total"


class PlaceKnown(StrEnum):
    """How closely the coordinates of a row say where the drill was held."""

    CITY = "city"
    TOWN = "town"
    NEARBY_TOWN = "nearby-town"
    APPROXIMATE = "approx"
    CITY_FOR_SEA = "city-proxy"
    SEA_AREA = "sea-area"
    REGION_CAPITAL = "region-capital"
    REGION = "region-indicative"
    COUNTRY = "country-indicative"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportRow:
    """What the reports say of one drill. ``number`` is the row as a spreadsheet counts it, the header being 1.

    ``start`` is None where no date is known at all. ``position`` is None where none is given.
    """

    number: int
    id: str
    name: str
    name_local: str
    type: str
    start: PartialDate | None
    end: PartialDate | None
    hosts: tuple[StateCode, ...]
    place: str
    training_area: str
    position: Position | None
    place_known: PlaceKnown | None
    participants: tuple[StateCode, ...]
    observers: tuple[StateCode, ...]
    personnel: int | None
    personnel_qualifier: Qualifier
    personnel_by_state: Mapping[StateCode, int]
    equipment: Mapping[Equipment, int]
    equipment_note: str
    purpose: str
    announced_on: PartialDate | None
    announcement_note: str
    vienna_document: str
    sources: tuple[str, ...]
    notes: str
    to_verify: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaultyRow:
    """A row that cannot be read, with every fault; ``id`` and ``name`` as far as they are there."""

    number: int
    id: str
    name: str
    faults: tuple[Fault, ...]


def parse_reports(data: bytes) -> list[ReportRow | FaultyRow]:
    """Every row of the file, in its order; a row that cannot be read stands there with its faults.

    Raises:
        InputError: too large, not UTF-8, no CSV, no row, a column missing, unknown or there twice.
    """
    if len(data) > MAX_BYTES:
        raise wording.TOO_LARGE.error(size=len(data) // 1_000_000, limit=MAX_BYTES // 1_000_000)
    records = list(_records(_decode(data)))
    _check_header(records[0] if records else [])
    header, taken = records[0], set[str]()
    rows: list[ReportRow | FaultyRow] = []
    for number, record in enumerate(records[1:], start=2):
        rows.append(_parse_row(number, header, record, taken))
        taken.add(rows[-1].id)
    if not rows:
        raise wording.NO_ROWS.error()
    return rows


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise wording.NOT_UTF8.error(line=line, byte=f"0x{data[problem.start]:02x}") from problem


def _records(text: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    try:
        yield from (record for record in reader if record)
    except csv.Error as problem:
        raise wording.NO_CSV.error(line=reader.line_num, problem=str(problem)) from problem


def _separator(text: str) -> str:
    """A comma, or what spreadsheets of many countries write instead: a semicolon, or a tab."""
    header = text.partition("\n")[0]
    return max(",;\t", key=header.count)


def _check_header(header: list[str]) -> None:
    faults = [wording.COLUMN_MISSING.at("row 1", column=name) for name in _NEEDED if name not in header]
    for name in dict.fromkeys(header):
        if name not in _KNOWN:
            faults.append(
                wording.COLUMN_UNKNOWN.at("row 1", column=name[:60], known=", ".join(sorted(_KNOWN)))
            )
        elif header.count(name) > 1:
            faults.append(wording.COLUMN_TWICE.at("row 1", column=name))
    if faults:
        raise InputError(wording.HEADER.code, wording.HEADER.what, wording.HEADER.mend, faults)


def _parse_row(number: int, header: list[str], record: list[str], taken: set[str]) -> ReportRow | FaultyRow:
    texts = [unicodedata.normalize("NFC", cell).strip() for cell in record]
    cells = _Cells(f"row {number}", dict(zip(header, texts, strict=False)))
    if len(record) != len(header):
        cells.faults.append(wording.CELLS.at(cells.where, found=len(record), wanted=len(header)))
    row = _build_row(number, cells)
    if row.id in taken:
        cells.faults.append(wording.ID_TWICE.at(cells.where, value=row.id))
    return FaultyRow(number, row.id, row.name, tuple(cells.faults)) if cells.faults else row


class _Cells:
    """The cells of one row by column; what cannot be read becomes a fault and an empty value."""

    def __init__(self, where: str, by_column: Mapping[str, str]) -> None:
        self.where = where
        self.faults: list[Fault] = []
        self._by_column = by_column

    def text(self, column: str) -> str:
        return self._by_column.get(column, "")

    def needed(self, column: str) -> str:
        if not self.text(column):
            self.faults.append(wording.CELL_EMPTY.at(self.where, column=column))
        return self.text(column)

    def parts(self, column: str) -> tuple[str, ...]:
        return tuple(part.strip() for part in self.text(column).split(";") if part.strip())

    def parsed(self, column: str, parse: Callable[[str], T]) -> T | None:
        return self._parse(column, self.text(column), parse) if self.text(column) else None

    def each_parsed(self, column: str, parse: Callable[[str], T]) -> tuple[T, ...]:
        found = [self._parse(column, part, parse) for part in self.parts(column)]
        return tuple(one for one in found if one is not None)

    def _parse(self, column: str, text: str, parse: Callable[[str], T]) -> T | None:
        try:
            return parse(text)
        except InputError as problem:
            where = f"{self.where}, {column}"
            self.faults.append(Fault(problem.code, where, problem.message, problem.mend))
            return None


def _build_row(number: int, cells: _Cells) -> ReportRow:
    return ReportRow(
        number=number,
        id=cells.needed("id"),
        name=cells.needed("name"),
        name_local=cells.text("name_local"),
        type=cells.needed("exercise_type"),
        start=_start(cells),
        end=cells.parsed("end_date", _parse_day),
        hosts=_hosts(cells),
        place=cells.needed("place"),
        training_area=cells.text("training_area"),
        position=_position(cells),
        place_known=cells.parsed("coord_precision", _code_of(PlaceKnown)),
        participants=cells.each_parsed("participants", parse_state),
        observers=cells.each_parsed("observers", parse_state),
        personnel=cells.parsed("personnel_total", _parse_count),
        personnel_qualifier=cells.parsed("personnel_qualifier", _code_of(Qualifier)) or Qualifier.EXACT,
        personnel_by_state=dict(cells.each_parsed("personnel_by_state", _parse_share)),
        equipment=_equipment(cells),
        equipment_note=cells.text("equipment_note"),
        purpose=cells.text("purpose"),
        announced_on=cells.parsed("publicly_announced_on", parse_partial_date),
        announcement_note=cells.text("notification_note"),
        vienna_document=cells.text("vienna_document"),
        sources=_sources(cells),
        notes=cells.text("notes"),
        to_verify=cells.parts("verify"),
    )


def _hosts(cells: _Cells) -> tuple[StateCode, ...]:
    cells.needed("host_country")
    return cells.each_parsed("host_country", parse_state)


def _start(cells: _Cells) -> PartialDate | None:
    """The day, or what is known instead: a day that is only near is kept to the month."""
    if not cells.text("start_date"):
        return cells.parsed("date_text", parse_partial_date)
    day = cells.parsed("start_date", _parse_day)
    if day is not None and cells.text("date_precision") == "start-approx":
        return PartialDate(day.text[:7])
    return day


def _position(cells: _Cells) -> Position | None:
    lat, lon = cells.parsed("lat", _degrees(90)), cells.parsed("lon", _degrees(180))
    if bool(cells.text("lat")) is not bool(cells.text("lon")):
        cells.faults.append(wording.HALF_POSITION.at(cells.where))
    return None if lat is None or lon is None else Position(lon, lat)


def _equipment(cells: _Cells) -> Mapping[Equipment, int]:
    counts = {column: cells.parsed(column.value, _parse_count) for column in Equipment}
    return {column: count for column, count in counts.items() if count is not None}


def _sources(cells: _Cells) -> tuple[str, ...]:
    cells.needed("source_url")
    addresses = cells.each_parsed("source_url", _parse_address)
    addresses += cells.each_parsed("source_urls_more", _parse_address)
    return tuple(dict.fromkeys(addresses))


def _parse_day(text: str) -> PartialDate:
    day = parse_partial_date(text)
    if day.precision is not Precision.DAY:
        raise wording.NO_DAY.error(value=text[:60])
    return day


def _parse_count(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= 9):
        raise wording.NO_COUNT.error(value=text[:60])
    return int(text)


def _parse_share(text: str) -> tuple[StateCode, int]:
    state, colon, count = text.partition(":")
    if not colon:
        raise wording.NO_SHARE.error(value=text[:60])
    return parse_state(state), _parse_count(count)


def _degrees(limit: int) -> Callable[[str], float]:
    def parse(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = float("nan")
        if not -limit <= value <= limit:
            raise wording.NO_DEGREES.error(value=text[:60], limit=limit)
        return value

    return parse


def _code_of(codes: type[C]) -> Callable[[str], C]:
    def parse(text: str) -> C:
        known = {str(code): code for code in codes}
        if text not in known:
            raise wording.NO_CODE.error(value=text[:60], known=", ".join(known))
        return known[text]

    return parse


def _parse_address(text: str) -> str:
    if not text.startswith(("http://", "https://")) or any(character.isspace() for character in text):
        raise wording.NO_ADDRESS.error(value=text[:80])
    return text
