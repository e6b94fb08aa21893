"""A message as a workbook that ``forces_sheets`` reads back whole: the same content gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from detente.agreements.model import Format, Item, ItemType, Vocabulary
from detente.documents.forces_cells import cell_writer
from detente.documents.forces_columns import Column, Headings, Kind, headings_of, parts_of
from detente.documents.forces_sheets import LINES_ABOVE
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue
from detente.messages.numbered import words

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

#: Longest name of a sheet, and what it may not hold.
_TITLE_LENGTH, _TITLE_FORBIDDEN = 31, re.compile(r"[\[\]:*?/\\,']")
_LANGUAGES = tuple(one.value for one in Language)
_WIDE, _NARROW = 28, 14
_AS_TEXT = frozenset({Kind.WORDS, Kind.CODE, Kind.MOMENT, Kind.POSITIONS, Kind.CHOICE, Kind.STATE})
#: The day that files inside the workbook bear: it must not tell when the workbook was made.
_NO_DAY = (1980, 1, 1, 0, 0, 0)
_STAMPS = re.compile(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
#: Texts that a spreadsheet would take for something else.
_MISTAKEN = ("=", "#")


def write_sheets(
    content: Mapping[str, JsonValue],
    form: Format,
    agreement: AgreementId,
    vocabulary: Vocabulary,
    language: Language,
) -> bytes:
    """The workbook of a message, with headings in ``language``; of an empty one: for filling in."""
    book = Workbook(write_only=True)
    tables = [item for item in form.items if item.type is ItemType.TABLE]
    _write_lines(book, content, form, agreement, vocabulary, language)
    for item in tables:
        rows = content.get(item.id)
        _write_table(book, item, rows if isinstance(rows, list) else [], vocabulary, language)
    return _packed(book)


def sheet_name(item: Item, language: Language) -> str:
    """What the sheet of a table is called."""
    return _title(f"{item.no} {words.one_line(item.label.in_(language))}")


def _title(text: str) -> str:
    return " ".join(_TITLE_FORBIDDEN.sub(" ", text).split())[:_TITLE_LENGTH].strip()


def _write_lines(
    book: Workbook,
    content: Mapping[str, JsonValue],
    form: Format,
    agreement: AgreementId,
    vocabulary: Vocabulary,
    language: Language,
) -> None:
    sheet = book.create_sheet(_title(_MESSAGE.in_(language)))
    sheet.column_dimensions["A"].width = 48
    sheet.column_dimensions["B"].width = 40
    sheet.column_dimensions["C"].width = 60
    sheet.append([_bold(sheet, one.in_(language)) for one in (LINES_ABOVE, _VALUE, _HELP)])
    sheet.append([words.HEAD["agreement"].in_(language), agreement, ""])
    sheet.append([words.HEAD["format"].in_(language), form.id, words.one_line(form.title.in_(language))])
    headings = headings_of(form.items, vocabulary)
    for item in headings.items.values():
        cells = dict(parts_of(item, content[item.id])) if item.id in content else {}
        for column in _columns(headings, item, [cells]):
            cell = _cell(sheet, column, cells.get(column.path), language)
            hint = words.one_line(item.help.in_(language)) if item.help else ""
            sheet.append([_safe(sheet, headings.heading(column, language)), cell, _safe(sheet, hint)])


def _write_table(
    book: Workbook, item: Item, rows: Sequence[JsonValue], vocabulary: Vocabulary, language: Language
) -> None:
    headings = headings_of(item.columns, vocabulary)
    flat = [_flat(headings, row) for row in rows if isinstance(row, dict)]
    columns = [
        column
        for inner in headings.items.values()
        for column in _columns(headings, inner, (row.get(inner.id, {}) for row in flat))
    ]
    sheet = book.create_sheet(sheet_name(item, language))
    sheet.freeze_panes = "B2"
    for number, column in enumerate(columns, start=1):
        dimension = sheet.column_dimensions[get_column_letter(number)]
        dimension.width = _WIDE if column.kind is Kind.WORDS else _NARROW
        if column.kind in _AS_TEXT:
            dimension.number_format = "@"
    sheet.append([_bold(sheet, headings.heading(column, language)) for column in columns])
    writers = [(column.item.id, column.path, cell_writer(column, language)) for column in columns]
    for row in flat:
        cells = (row.get(name, {}).get(path) for name, path, _ in writers)
        sheet.append(
            [
                None if value is None else _safe(sheet, write(value))
                for value, (_, _, write) in zip(cells, writers, strict=True)
            ]
        )


def _flat(headings: Headings, row: Mapping[str, JsonValue]) -> dict[str, dict[tuple[str, ...], JsonValue]]:
    return {
        name: dict(parts_of(headings.items[name], value))
        for name, value in row.items()
        if name in headings.items
    }


def _columns(
    headings: Headings, item: Item, cells: Iterable[Mapping[tuple[str, ...], JsonValue]]
) -> Iterator[Column]:
    """The columns of an item: those that are offered, in the languages its words are in, and any others it has."""
    used = dict.fromkeys(path for row in cells for path in row)
    languages = sorted(
        {path[-1] for path in used if path and _is_words(headings, item, path)},
        key=lambda code: (code not in _LANGUAGES, code),
    )
    offered = [one for one in headings.columns(languages or _LANGUAGES) if one.item.id == item.id]
    yield from offered
    for path in used:
        column = headings.find(".".join((item.id, *path)), "") if path else None
        if column is not None and column not in offered:
            yield column


def _is_words(headings: Headings, item: Item, path: tuple[str, ...]) -> bool:
    column = headings.find(".".join((item.id, *path)), "")
    return column is not None and column.kind is Kind.WORDS


def _cell(sheet: WriteOnlyWorksheet, column: Column, value: JsonValue, language: Language) -> object:
    if value is None:
        cell = WriteOnlyCell(sheet)
        if column.kind in _AS_TEXT:
            cell.number_format = "@"
        return cell
    return _safe(sheet, cell_writer(column, language)(value))


def _safe(sheet: WriteOnlyWorksheet, value: str | int) -> object:
    """A text stays one, whatever it begins with."""
    if isinstance(value, str) and value.startswith(_MISTAKEN):
        cell = WriteOnlyCell(sheet, value)
        cell.data_type = "s"
        return cell
    return value


def _bold(sheet: WriteOnlyWorksheet, text: str) -> object:
    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    cell.fill = PatternFill("solid", fgColor="E8ECEF")
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    return cell


def _packed(book: Workbook) -> bytes:
    """The workbook's bytes, without the moment they were made."""
    made, packed = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(source.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            data = source.read(name)
            if name == "docProps/core.xml":
                data = _STAMPS.sub(b"1980-01-01T00:00:00Z", data)
            info = zipfile.ZipInfo(name, _NO_DAY)
            info.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(info, data)
    return packed.getvalue()


_MESSAGE = Text("Message", "Сообщение", "电文")
_VALUE = Text("Value", "Значение", "内容")
_HELP = Text("What belongs here", "Что указать", "填写说明")
