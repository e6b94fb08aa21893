"""Workbooks as they are: sheets with rows of raw cells and merged ranges, read without trusting the file.

A workbook of a megabyte may unpack to gigabytes, or hold millions of empty cells that carry a format. What is read is
bounded by bytes, by cells, and by how many empty rows follow one another.

Source: ISO/IEC 29500-1 (SpreadsheetML); read by openpyxl in its read-only way, which holds one row at a time.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries

from detente.documents import forces_wording as wording
from detente.documents.forces_cells import CellValue

if TYPE_CHECKING:
    from openpyxl.workbook.workbook import Workbook
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

#: Most bytes of a file, and of its parts once unpacked: rows, words that cells share, and all else.
MAX_WORKBOOK_BYTES = 1 << 24
_PART_LIMITS = (
    ("xl/worksheets/", 1 << 30),
    ("xl/sharedStrings", 1 << 26),
    ("xl/media/", 1 << 30),
    ("", 1 << 23),
)
_MAX_SHEETS = 50
#: Rows without a value, or empty cells in them, after which nothing more is looked for.
EMPTY_ROWS, _EMPTY_CELLS = 1_000, 200_000
#: Most cells of a sheet that are looked at.
MAX_CELLS = 5_000_000
_MERGED_RANGES = 1_000
_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{2,21})"')
_CHUNK = 1 << 20
_FORMULA, _ERROR = "f", "e"


class Mark(Enum):
    """What a spreadsheet put into a cell in place of a value."""

    FORMULA = "formula"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell that is not empty; ``column`` counts from 1. ``mark``: its value is none that somebody wrote."""

    column: int
    value: CellValue
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with a value; ``number`` counts from 1, as the spreadsheet shows it."""

    number: int
    cells: tuple[RawCell, ...]


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells drawn as one: columns and rows from 1, both ends included."""

    first_column: int
    first_row: int
    last_column: int
    last_row: int
    name: str


class EndOfSheet(Enum):
    """Why the rows of a sheet come to an end before the sheet does."""

    EMPTY = "empty"
    CELLS = "cells"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Stop:
    """Reading ended at ``row``, after ``empty`` rows without a value."""

    why: EndOfSheet
    row: int
    empty: int


class RawSheet:
    """A sheet. Its rows are read anew each time they are asked for."""

    def __init__(self, sheet: ReadOnlyWorksheet) -> None:
        self._sheet = sheet
        self.name: str = sheet.title

    def rows(self) -> Iterator[RawRow | Stop]:
        """Its rows that have a value; a ``Stop`` is the last where there may be more that is not read."""
        self._sheet.reset_dimensions()
        looked = empty = empty_cells = number = 0
        try:
            for number, row in enumerate(self._sheet.iter_rows(), start=1):
                cells = tuple(
                    [_raw(cell, at) for at, cell in enumerate(row, start=1) if cell.value is not None]
                )
                looked += len(row)
                if cells:
                    empty = empty_cells = 0
                    yield RawRow(number, cells)
                else:
                    empty, empty_cells = empty + 1, empty_cells + len(row)
                if empty >= EMPTY_ROWS or empty_cells > _EMPTY_CELLS:
                    yield Stop(EndOfSheet.EMPTY, number - empty + 1, empty)
                    return
                if looked > MAX_CELLS:
                    yield Stop(EndOfSheet.CELLS, number + 1, empty)
                    return
        except Exception:  # the library raises whatever its parsers raise; the rows before it were whole
            yield Stop(EndOfSheet.BROKEN, number + 1, empty)

    def merged(self) -> tuple[MergedRange, ...]:
        """Its merged ranges, at most a thousand of them; none where the sheet cannot be read to its end."""
        try:
            with self._sheet._get_source() as source:
                return tuple(_merged(source))
        except Exception:  # as above: a file that breaks off is told of by its rows
            return ()


@contextmanager
def open_sheets(data: bytes) -> Iterator[tuple[RawSheet, ...]]:
    """The sheets of a workbook, in its order.

    Raises:
        InputError: it is none, or larger than is read.
    """
    _check_size(data)
    workbook = _load(data)
    try:
        yield tuple(RawSheet(sheet) for sheet in workbook.worksheets[:_MAX_SHEETS])
    finally:
        workbook.close()


def cell_name(column: int, row: int) -> str:
    """``F17``."""
    return f"{get_column_letter(min(column, 18_278))}{row}"


def _check_size(data: bytes) -> None:
    if len(data) > MAX_WORKBOOK_BYTES:
        raise wording.TOO_LARGE.error(bytes=len(data), part="xlsx", limit=MAX_WORKBOOK_BYTES)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            sizes = [(one.filename, one.file_size) for one in archive.infolist()]
    except Exception as problem:  # zipfile raises whatever the bytes lead it to
        raise wording.NOT_WORKBOOK.error() from problem
    for prefix, limit in _PART_LIMITS:
        size = sum(size for name, size in sizes if _prefix(name) == prefix)
        if size > limit:
            raise wording.TOO_LARGE.error(bytes=size, part=prefix or "xlsx", limit=limit)


def _prefix(name: str) -> str:
    return next(prefix for prefix, _ in _PART_LIMITS if name.startswith(prefix))


def _load(data: bytes) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on parts of the file that are not read here
            workbook: Workbook = load_workbook(
                io.BytesIO(data), read_only=True, data_only=False, keep_links=False
            )
    except Exception as problem:  # the library raises whatever its parsers raise
        raise wording.NOT_WORKBOOK.error() from problem
    return workbook


def _raw(cell: object, at: int) -> RawCell:
    value, kind = cell.value, cell.data_type  # type: ignore[attr-defined] # cells of the library have no stubs
    if kind == _FORMULA:
        return RawCell(at, None, Mark.FORMULA)
    if kind == _ERROR:
        return RawCell(at, str(value), Mark.ERROR)
    return RawCell(at, value, None)


def _merged(source: io.BufferedIOBase) -> Iterator[MergedRange]:
    tail, found = b"", 0
    while found < _MERGED_RANGES and (chunk := source.read(_CHUNK)):
        text = tail + chunk
        end = 0
        for one in _MERGE.finditer(text):
            end, name = one.end(), one[1].decode("ascii")
            left, top, right, bottom = range_boundaries(name)
            if None not in (left, top, right, bottom) and found < _MERGED_RANGES:
                found += 1
                yield MergedRange(left, top, right, bottom, name)
        tail = text[max(end, len(text) - 200) :]
