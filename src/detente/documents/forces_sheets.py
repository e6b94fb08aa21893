"""A workbook as the content of a message: a sheet for each table, and one of lines for all other items.

Every sheet is known by its headings (``forces_columns``), wherever among its first rows these stand and in whichever
language. What cannot be taken is named by its cell; the rest is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice

from detente.agreements.model import Format, Item, ItemType, Vocabulary
from detente.documents import forces_wording as wording
from detente.documents.forces_cells import CellFault, CellValue, cell_reader
from detente.documents.forces_columns import Column, Headings, headings_of, put_part
from detente.documents.forces_places import ReadFile, SheetPlaces, TablePlaces
from detente.documents.forces_workbook import (
    MAX_CELLS,
    EndOfSheet,
    Mark,
    RawCell,
    RawRow,
    RawSheet,
    Stop,
    cell_name,
    open_sheets,
)
from detente.kernel.errors import Fault
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.messages.numbered import words
from detente.messages.wording import Wording

#: Among so many rows at the top of a sheet its headings are looked for.
_HEAD_ROWS = 30
#: Faults listed of one file; of the rest it is said how many there are.
MAX_FAULTS = 1_000
_STEP = 500
_AGREEMENT, _FORMAT = "agreement", "format"
#: What stands above the lines of single items.
LINES_ABOVE = Text("Item", "Позиция", "项目")

Step = Callable[[int], None]
Read = Callable[[CellValue], JsonValue]


@dataclass(frozen=True, slots=True)
class Head:
    """What a workbook says it is for; None: it does not say."""

    agreement: str | None
    format: str | None


@dataclass(slots=True)
class _Faults:
    """Faults as they are found: so many are kept, the rest is counted."""

    kept: list[Fault] = field(default_factory=list)
    more: int = 0

    def add(self, fault: Fault) -> None:
        if len(self.kept) < MAX_FAULTS:
            self.kept.append(fault)
        else:
            self.more += 1

    def all(self) -> tuple[Fault, ...]:
        last = [wording.MORE_FAULTS.at("xlsx", count=self.more)] if self.more else []
        return (*self.kept, *last)


@dataclass(slots=True)
class _Reading:
    """One reading of a workbook: what was found so far."""

    form: Format
    tables: Mapping[str, Headings]
    lines: Headings
    otherwise: str
    step: Step
    content: dict[str, JsonValue] = field(default_factory=dict)
    faults: _Faults = field(default_factory=_Faults)
    table_places: dict[str, TablePlaces] = field(default_factory=dict)
    line_places: dict[str, list[tuple[Column, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Header:
    """The headings of a table on a sheet: their row, the columns that are read, and those of no known heading."""

    row: int
    columns: Mapping[int, Column]
    unread: frozenset[int]


def read_head(data: bytes) -> Head:
    """What a workbook says it is for, from the lines at the top of its sheets.

    Raises:
        InputError: it is no workbook, or larger than is read.
    """
    found: dict[str, str] = {}
    with open_sheets(data) as sheets:
        for sheet in sheets:
            for row in _top(sheet):
                name = _head_word(row)
                value = next((cell.value for cell in row.cells if cell.column == 2), None)
                if name is not None and isinstance(value, str):
                    found.setdefault(name, value.strip())
    return Head(found.get(_AGREEMENT), found.get(_FORMAT))


def read_sheets(
    data: bytes,
    form: Format,
    vocabulary: Vocabulary,
    language: str = "en",
    step: Step = lambda _rows: None,
) -> ReadFile:
    """The content of a message in ``form``, with the cell of everything in it and every fault by cell.

    ``language``: of words whose heading does not tell it. ``step`` is told of how many rows were read.

    Raises:
        InputError: it is no workbook, larger than is read, or no sheet of it is one of the format.
    """
    tables = {item.id: headings_of(item.columns, vocabulary) for item in _tables(form)}
    reading = _Reading(form, tables, headings_of(form.items, vocabulary), language, step)
    known = 0
    with open_sheets(data) as sheets:
        for sheet in sheets:
            known += _read_sheet(reading, sheet)
    if not known:
        raise wording.NO_TABLE.error(format=form.title)
    places = SheetPlaces(reading.table_places, reading.line_places)
    found = places.tables.keys() | places.lines.keys()
    told = frozenset(item.id for item in form.items if item.no in found)
    return ReadFile(reading.content, reading.faults.all(), places, told)


def _tables(form: Format) -> Iterator[Item]:
    return (item for item in form.items if item.type is ItemType.TABLE)


def _top(sheet: RawSheet) -> list[RawRow]:
    return [row for row in islice(sheet.rows(), _HEAD_ROWS) if isinstance(row, RawRow)]


def _read_sheet(reading: _Reading, sheet: RawSheet) -> bool:
    """Read a sheet as what its headings say it is; whether it was one of the format."""
    top = _top(sheet)
    if not top:
        return False
    item = _table_of(reading, sheet, top)
    if item is not None:
        if item.no in reading.table_places:
            first = reading.table_places[item.no].sheet
            reading.faults.add(wording.SHEET_TWICE.at(f"{sheet.name}!A1", first=first))
        else:
            _read_table(reading, sheet, item, top)
        return True
    if any(_line_column(reading, row) or _head_word(row) is not None for row in top):
        _read_lines(reading, sheet)
        return True
    reading.faults.add(wording.SHEET_UNKNOWN.at(f"{sheet.name}!{cell_name(1, top[0].number)}"))
    return False


def _table_of(reading: _Reading, sheet: RawSheet, top: Sequence[RawRow]) -> Item | None:
    """The table whose headings the sheet bears; where two have the same, the sheet's name decides, then order."""
    best: tuple[int, bool, bool, Item] | None = None
    for item in _tables(reading.form):
        score = max(_score(row, reading.tables[item.id]) for row in top)
        ranked = (score, _is_named(sheet.name, item), item.no not in reading.table_places, item)
        if score and (best is None or ranked[:3] > best[:3]):
            best = ranked
    return best[3] if best else None


def _is_named(name: str, item: Item) -> bool:
    given = name.casefold().strip()
    labels = [label.casefold() for label in (*words.in_all(item.label), item.id)]
    return given.split(" ")[0].rstrip(".") == item.no or any(given[:28] == label[:28] for label in labels)


def _score(row: RawRow, headings: Headings) -> int:
    """How many headings a row bears; one alone counts only where it is all there is in the row."""
    texts = [cell.value for cell in row.cells if isinstance(cell.value, str)]
    known = sum(headings.find(text, "en") is not None for text in texts)
    return known if known > 1 or len(row.cells) == known else 0


def _read_table(reading: _Reading, sheet: RawSheet, item: Item, top: Sequence[RawRow]) -> None:
    head = max(top, key=lambda row: _score(row, reading.tables[item.id]))
    header = _header(reading, sheet, item, head)
    readers = {at: (column, cell_reader(column)) for at, column in header.columns.items()}
    rows: list[JsonValue] = []
    numbers: list[int] = []
    without_heading: set[int] = set()
    for row in sheet.rows():
        if isinstance(row, Stop):
            _note_stop(reading, sheet, row)
        elif row.number > header.row:
            if len(rows) == item.rows:
                where = f"{sheet.name}!{cell_name(1, row.number)}"
                reading.faults.add(wording.TOO_MANY_ROWS.at(where, limit=item.rows))
                break
            strange = {cell.column for cell in row.cells} - readers.keys() - header.unread - without_heading
            _note_strange(reading, sheet, row, strange)
            without_heading |= strange
            read = _read_row(reading, sheet, row, readers)
            if read:
                rows.append(read)
                numbers.append(row.number)
            if row.number % _STEP == 0:
                reading.step(len(rows))
    _note_merged(reading, sheet, header)
    reading.step(len(rows))
    reading.table_places[item.no] = TablePlaces(sheet.name, numbers, header.columns)
    if rows:
        reading.content[item.id] = rows


def _header(reading: _Reading, sheet: RawSheet, item: Item, head: RawRow) -> _Header:
    columns: dict[int, Column] = {}
    for cell in head.cells:
        text = str(cell.value)[:200].strip()
        if not text:
            continue
        column = (
            reading.tables[item.id].find(text, reading.otherwise) if isinstance(cell.value, str) else None
        )
        where = f"{sheet.name}!{cell_name(cell.column, head.number)}"
        first = next((at for at, known in columns.items() if known == column), None)
        if column is None:
            reading.faults.add(wording.HEADING_UNKNOWN.at(where, heading=text[:80]))
        elif first is not None:
            letter = cell_name(first, 1)[:-1]
            reading.faults.add(wording.HEADING_TWICE.at(where, heading=text[:80], first=letter))
        else:
            columns[cell.column] = column
    unread = frozenset(cell.column for cell in head.cells if str(cell.value).strip()) - columns.keys()
    return _Header(head.number, columns, unread)


def _read_row(
    reading: _Reading, sheet: RawSheet, row: RawRow, readers: Mapping[int, tuple[Column, Read]]
) -> dict[str, JsonValue]:
    read: dict[str, JsonValue] = {}
    for cell in row.cells:
        if cell.column in readers:
            column, reader = readers[cell.column]
            value = _value(reading, sheet, row.number, cell, reader)
            if value is not None:
                name = column.item.id
                read[name] = put_part(read.get(name), column.path, value) if column.path else value
    return read


def _value(reading: _Reading, sheet: RawSheet, number: int, cell: RawCell, read: Read) -> JsonValue:
    """What a cell means; None: nothing, or a fault was noted."""
    if cell.mark is None and isinstance(cell.value, str) and not cell.value.strip():
        return None
    where = f"{sheet.name}!{cell_name(cell.column, number)}"
    if cell.mark is Mark.FORMULA:
        reading.faults.add(wording.FORMULA.at(where))
        return None
    if cell.mark is Mark.ERROR:
        reading.faults.add(wording.ERROR_CELL.at(where, value=str(cell.value)[:20]))
        return None
    try:
        return read(cell.value)
    except CellFault as fault:
        reading.faults.add(fault.at(where))
        return fault.value


def _note_strange(reading: _Reading, sheet: RawSheet, row: RawRow, strange: set[int]) -> None:
    for at in sorted(strange):
        reading.faults.add(wording.HEADING_MISSING.at(f"{sheet.name}!{cell_name(at, row.number)}"))


def _note_stop(reading: _Reading, sheet: RawSheet, stop: Stop) -> None:
    where = f"{sheet.name}!{cell_name(1, stop.row)}"
    if stop.why is EndOfSheet.EMPTY:
        reading.faults.add(wording.EMPTY_RUN.at(where, rows=stop.empty))
    elif stop.why is EndOfSheet.CELLS:
        reading.faults.add(wording.TOO_MANY_CELLS.at(where, limit=MAX_CELLS))
    else:
        reading.faults.add(wording.BROKEN_OFF.at(where))


def _note_merged(reading: _Reading, sheet: RawSheet, header: _Header) -> None:
    """Cells merged among the rows and columns that are read; titles above them may be."""
    for one in sheet.merged():
        columns = range(one.first_column, one.last_column + 1)
        if one.last_row >= header.row and any(at in columns for at in header.columns):
            reading.faults.add(wording.MERGED.at(f"{sheet.name}!{one.name}"))


def _head_word(row: RawRow) -> str | None:
    """Which line of the head a row is: the agreement, or the format; empty: what stands above the lines."""
    first = row.cells[0]
    if first.column != 1 or not isinstance(first.value, str):
        return None
    text = first.value.strip().rstrip(":：")
    if text in words.in_all(LINES_ABOVE):
        return ""
    return next((name for name in (_AGREEMENT, _FORMAT) if text in words.in_all(words.HEAD[name])), None)


def _line_column(reading: _Reading, row: RawRow) -> Column | None:
    """The item that the first cell of a line names."""
    first = row.cells[0]
    if first.column != 1 or not isinstance(first.value, str):
        return None
    return reading.lines.find(first.value, reading.otherwise)


def _read_lines(reading: _Reading, sheet: RawSheet) -> None:
    seen: dict[Column, int] = {}
    for row in sheet.rows():
        if isinstance(row, Stop):
            _note_stop(reading, sheet, row)
            continue
        cell = next((one for one in row.cells if one.column == 2), None)
        if cell is None or _head_word(row) is not None:
            continue
        column = _line_column(reading, row)
        where = f"{sheet.name}!{cell_name(2, row.number)}"
        if column is None or column in seen:
            fault: Wording = wording.LINE_UNKNOWN if column is None else wording.LINE_TWICE
            heading = str(row.cells[0].value)[:80] if row.cells[0].column == 1 else "—"
            first = str(seen[column]) if column else ""
            reading.faults.add(fault.at(where, heading=heading, first=first))
            continue
        seen[column] = row.number
        value = _value(reading, sheet, row.number, cell, cell_reader(column))
        reading.line_places.setdefault(column.item.no, []).append((column, where))
        if value is not None:
            item = column.item.id
            reading.content[item] = put_part(reading.content.get(item), column.path, value)
    for one in sheet.merged():
        if one.first_column <= 2 <= one.last_column and one.first_row in seen.values():
            reading.faults.add(wording.MERGED.at(f"{sheet.name}!{one.name}"))
