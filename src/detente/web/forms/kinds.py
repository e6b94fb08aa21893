"""Which form belongs to which type of item; and the table, whose columns are items of any type."""

from __future__ import annotations

from collections.abc import Mapping

from detente.agreements.model import Item, ItemType
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.web.forms import attachments, choices, numbers, places, states, texts, times
from detente.web.forms.blocks import Block, Group, Part, Repeat
from detente.web.forms.fields import Fields
from detente.web.forms.setting import ItemForm, Spot, as_list, as_object, present


def show_table(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """One box a row, and a button for another."""
    rows = as_list(value)
    if spot.setting.wants_blank(spot.name, len(rows)):
        rows = [*rows, None]
    parts = tuple(
        Part(
            _ROW.fill(number=number + 1),
            (_show_row(spot, str(number), as_object(row)),),
            f"{spot.name}.{number}" if len(rows) > 1 else None,
        )
        for number, row in enumerate(rows)
    )
    return (Repeat(parts, spot.name, _ADD_ROW, boxed=True),)


def _show_row(spot: Spot, number: str, values: dict[str, JsonValue]) -> Group:
    return Group(
        tuple(
            Part(
                column.label,
                FORMS[column.type].show(spot.inner(column, f"{number}.{column.id}"), values.get(column.id)),
                None,
            )
            for column in spot.item.columns
        )
    )


def read_table(item: Item, name: str, fields: Fields) -> JsonValue:
    """Every row of which something was typed."""
    rows = [
        present(
            {
                column.id: FORMS[column.type].read(column, f"{row}.{column.id}", fields)
                for column in item.columns
            }
        )
        for row in fields.rows(name)
    ]
    return [row for row in rows if row is not None] or None


FORMS: Mapping[ItemType, ItemForm] = {
    ItemType.TEXT: texts.TEXT,
    ItemType.LONG_TEXT: texts.TEXT,
    ItemType.NUMBER: numbers.NUMBER,
    ItemType.MEASURES: numbers.MEASURES,
    ItemType.DATE: times.DATE,
    ItemType.INSTANT: times.DATE,
    ItemType.PERIOD: times.PERIOD,
    ItemType.STATE: states.STATE,
    ItemType.STATES: states.STATES,
    ItemType.PLACE: places.PLACE,
    ItemType.AREA: places.AREA,
    ItemType.CHOICE: choices.CHOICE,
    ItemType.FLAG: choices.FLAG,
    ItemType.PERSON: texts.PERSON,
    ItemType.UNIT_REFERENCE: texts.PLAIN,
    ItemType.MESSAGE_REFERENCE: texts.PLAIN,
    ItemType.ATTACHMENT: attachments.ATTACHMENT,
    ItemType.TABLE: ItemForm(show_table, read_table),
}

_ROW = Text("Row {number}", "Строка {number}", "第{number}行")
_ADD_ROW = Text("Add a row", "Добавить строку", "添加一行")
