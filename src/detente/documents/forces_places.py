"""Where the items of a message stand in the file they were read from, so that faults of the message name cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from detente.documents.forces_columns import Column
from detente.documents.forces_workbook import cell_name
from detente.kernel.errors import Fault
from detente.messages.document import JsonValue
from detente.messages.items.context import spoken

_WHERE = re.compile(r"item ([^,\s]+)(?:, row ([0-9]+))?(?:, (.*))?", re.S | re.A)
#: Faults whose sentence speaks of rows of the table by their number there.
_BY_ROW = "structure-"


class Places(Protocol):
    """Where in a file a fault of the message is."""

    def place(self, where: str) -> str:
        """The place in the file; ``where`` itself where the file has none for it."""
        ...


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file says: content as it was read, right or wrong, and what could not be taken.

    ``told``: the items it has a place for, with a value or without.
    """

    content: Mapping[str, JsonValue]
    faults: tuple[Fault, ...]
    places: Places
    told: frozenset[str]


@dataclass(frozen=True, slots=True)
class TablePlaces:
    """A table on a sheet: the row that each of its rows stands in, and the columns by their place from 1."""

    sheet: str
    rows: Sequence[int]
    columns: Mapping[int, Column]


@dataclass(frozen=True, slots=True)
class SheetPlaces:
    """Cells by item number: those of tables, and those of single lines."""

    tables: Mapping[str, TablePlaces] = field(default_factory=dict)
    lines: Mapping[str, Sequence[tuple[Column, str]]] = field(default_factory=dict)

    def place(self, where: str) -> str:
        """``2 Structure!F17`` for ``item 2, row 16, 2.6``."""
        found = _WHERE.fullmatch(where)
        if found is None:
            return where
        number, row, rest = found.groups()
        parts = rest.split(", ") if rest else []
        if row is not None and number in self.tables:
            return self._cell(self.tables[number], int(row), parts) or where
        lines = self.lines.get(number, ())
        return next((cell for _, cell in sorted(lines, key=lambda one: -_shared(one[0], parts))), where)

    def _cell(self, table: TablePlaces, row: int, parts: Sequence[str]) -> str | None:
        if not 0 < row <= len(table.rows):
            return None
        columns = [one for one in table.columns.items() if parts and one[1].item.no == parts[0]]
        columns.sort(key=lambda one: -_shared(one[1], parts))
        at = columns[0][0] if columns else min(table.columns)
        return f"{table.sheet}!{cell_name(at, table.rows[row - 1])}"


def place_faults(faults: Iterable[Fault], read: ReadFile) -> tuple[Fault, ...]:
    """Faults of a message by their cells, without those of cells that the file itself has a fault at."""
    known = {fault.where for fault in read.faults}
    placed = []
    for fault in faults:
        where = read.places.place(fault.where)
        if where not in known:
            row = _WHERE.fullmatch(fault.where) if fault.code.startswith(_BY_ROW) else None
            shown = f"{where}, row {row[2]}" if row and row[2] and where != fault.where else where
            placed.append(replace(fault, where=shown))
    return tuple(placed)


def _shared(column: Column, parts: Sequence[str]) -> int:
    """How many parts of a place the column's own path names."""
    return sum(spoken(one) in parts or one in parts for one in column.path)
