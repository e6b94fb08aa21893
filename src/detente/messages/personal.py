"""What a message says of persons, and the message without it.

A pack marks items, and columns of tables, as personal. What is signed is never touched: this makes a view of it.
"""

from __future__ import annotations

from dataclasses import replace

from detente.agreements.model import Format, Item, ItemType
from detente.messages.document import Document, JsonValue


def personal_items(document: Document, message_format: Format) -> tuple[Item, ...]:
    """The items in which the message says something of persons, wholly or in a column."""
    return tuple(
        item
        for item in message_format.items
        if item.id in document.content and _is_personal(item, document.content[item.id])
    )


def without_personal(document: Document, message_format: Format) -> Document:
    """The message without its personal items and columns; itself where it has none.

    A table whose rows would be no rows without them is left out whole.
    """
    held = personal_items(document, message_format)
    if not held:
        return document
    content = dict(document.content)
    for item in held:
        rest = _rest(item, content.pop(item.id))
        if rest is not None:
            content[item.id] = rest
    return replace(document, content=content)


def _is_personal(item: Item, value: JsonValue) -> bool:
    if item.personal:
        return True
    names = {column.id for column in item.columns if column.personal}
    rows = value if item.type is ItemType.TABLE and isinstance(value, list) else []
    return any(isinstance(row, dict) and not names.isdisjoint(row) for row in rows)


def _rest(item: Item, value: JsonValue) -> JsonValue:
    """What is left of an item; None: nothing."""
    if item.personal or not isinstance(value, list):
        return None
    if any(column.personal and column.required for column in item.columns):
        return None
    names = {column.id for column in item.columns if column.personal}
    rows: list[JsonValue] = [
        {name: cell for name, cell in row.items() if name not in names}
        for row in value
        if isinstance(row, dict)
    ]
    return rows if rows and all(rows) else None
