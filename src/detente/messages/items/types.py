"""Every item type with how it is checked, built and written; and tables, which are made of the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import cast

from detente.agreements.model import Item, ItemType
from detente.kernel.errors import Fault
from detente.messages.document import JsonValue
from detente.messages.items import files, measures, moments, places, scalars, texts, wording
from detente.messages.items.context import Context
from detente.messages.items.shape import wrong_type
from detente.messages.values import ItemValue

Check = Callable[[Item, JsonValue, Context], Iterator[Fault]]
Build = Callable[[Item, JsonValue], ItemValue]
Write = Callable[[ItemValue], JsonValue]


def check_value(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Every fault of one item's value."""
    return _CHECKS[item.type](item, value, context)


def build_value(item: Item, value: JsonValue) -> ItemValue:
    """The typed value of JSON that has no faults; what other JSON gives is undefined."""
    return BUILDS[item.type](item, value)


def write_value(item: Item, value: ItemValue) -> JsonValue:
    """The JSON form of a typed value."""
    if item.type is ItemType.TABLE:
        return _write_table(item, value)
    return _WRITES[item.type](value)


def _check_table(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield wrong_type(item.type, value, context)
    elif not value:
        yield wording.LIST_EMPTY.at(context.where)
    elif len(value) > item.rows:
        yield wording.LIST_LONG.at(context.where, length=len(value), limit=item.rows)
    else:
        for number, row in enumerate(value, start=1):
            yield from _check_row(item, row, context.at(f"row {number}"))


def _check_row(item: Item, row: JsonValue, context: Context) -> Iterator[Fault]:
    if not isinstance(row, dict):
        yield wrong_type(item.type, row, context)
        return
    if not row:
        yield wording.ROW_EMPTY.at(context.where)
    known = {column.id: column for column in item.columns}
    for name in row.keys() - known.keys():
        yield wording.COLUMN_UNKNOWN.at(context.where, column=name[:40], known=", ".join(known))
    for column in item.columns:
        if column.id in row:
            yield from check_value(column, row[column.id], context.at(column.no))
        elif column.required:
            yield wording.COLUMN_MISSING.at(context.where, column=column.label)


def _build_table(item: Item, value: JsonValue) -> tuple[Mapping[str, ItemValue], ...]:
    columns = {column.id: column for column in item.columns}
    rows = cast("list[Mapping[str, JsonValue]]", value)
    return tuple({name: build_value(columns[name], cell) for name, cell in row.items()} for row in rows)


def _write_table(item: Item, value: ItemValue) -> JsonValue:
    columns = {column.id: column for column in item.columns}
    rows = cast("tuple[Mapping[str, ItemValue], ...]", value)
    return [{name: write_value(columns[name], cell) for name, cell in row.items()} for row in rows]


_CHECKS: Mapping[ItemType, Check] = {
    ItemType.TEXT: texts.check_text,
    ItemType.LONG_TEXT: texts.check_text,
    ItemType.NUMBER: scalars.check_number,
    ItemType.MEASURES: measures.check_measures,
    ItemType.DATE: moments.check_date,
    ItemType.INSTANT: moments.check_instant,
    ItemType.PERIOD: moments.check_period,
    ItemType.STATE: scalars.check_state,
    ItemType.STATES: scalars.check_states,
    ItemType.PLACE: places.check_place,
    ItemType.AREA: places.check_area,
    ItemType.CHOICE: scalars.check_choice,
    ItemType.FLAG: scalars.check_flag,
    ItemType.PERSON: texts.check_person,
    ItemType.UNIT_REFERENCE: scalars.check_unit_reference,
    ItemType.MESSAGE_REFERENCE: scalars.check_message_reference,
    ItemType.ATTACHMENT: files.check_attachment,
    ItemType.TABLE: _check_table,
}

#: How a checked value of each type is built.
BUILDS: Mapping[ItemType, Build] = {
    ItemType.TEXT: texts.build_text,
    ItemType.LONG_TEXT: texts.build_text,
    ItemType.NUMBER: scalars.build_plain,
    ItemType.MEASURES: measures.build_measures,
    ItemType.DATE: moments.build_date,
    ItemType.INSTANT: moments.build_instant,
    ItemType.PERIOD: moments.build_period,
    ItemType.STATE: scalars.build_state,
    ItemType.STATES: scalars.build_states,
    ItemType.PLACE: places.build_place,
    ItemType.AREA: places.build_area,
    ItemType.CHOICE: scalars.build_plain,
    ItemType.FLAG: scalars.build_plain,
    ItemType.PERSON: texts.build_person,
    ItemType.UNIT_REFERENCE: scalars.build_plain,
    ItemType.MESSAGE_REFERENCE: scalars.build_reference,
    ItemType.ATTACHMENT: files.build_attachment,
    ItemType.TABLE: _build_table,
}

_WRITES: Mapping[ItemType, Write] = {
    ItemType.TEXT: texts.write_text,
    ItemType.LONG_TEXT: texts.write_text,
    ItemType.NUMBER: scalars.write_plain,
    ItemType.MEASURES: measures.write_measures,
    ItemType.DATE: moments.write_moment,
    ItemType.INSTANT: moments.write_moment,
    ItemType.PERIOD: moments.write_period,
    ItemType.STATE: scalars.write_plain,
    ItemType.STATES: scalars.write_states,
    ItemType.PLACE: places.write_place,
    ItemType.AREA: places.write_area,
    ItemType.CHOICE: scalars.write_plain,
    ItemType.FLAG: scalars.write_plain,
    ItemType.PERSON: texts.write_person,
    ItemType.UNIT_REFERENCE: scalars.write_plain,
    ItemType.MESSAGE_REFERENCE: scalars.write_plain,
    ItemType.ATTACHMENT: files.write_attachment,
}
