"""The whole form of a format: drawn from a draft's content, read into one again, and its buttons."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from detente.agreements.model import Format, Item, ItemType, MessageKind
from detente.kernel.errors import Fault
from detente.messages.document import JsonValue
from detente.messages.where import where_text
from detente.web.forms.blocks import Block, Entry, Form, FormItem, Pick, PlacedFault
from detente.web.forms.fields import Fields
from detente.web.forms.form_words import BY_SPREADSHEET, NO_FILES, in_words_of_the_form
from detente.web.forms.kinds import FORMS
from detente.web.forms.setting import Setting, Spot
from detente.web.forms.states import mentioned_states

#: Fields of items begin with this, so that they cannot be taken for the page's own.
PREFIX = "item"
_WHERE = re.compile(r"item ([^\s,]+)(?:, (.*))?", re.DOTALL)
_ADD, _REMOVE = "add:", "remove:"
#: A table of more rows is filled in by spreadsheet: the form says how many there are.
LARGE_ROWS = 200
#: Faults shown beside one item.
_MOST_FAULTS = 50
_OF_NOTHING = (ItemType.DATE, ItemType.PERSON, ItemType.LONG_TEXT)


@dataclass(frozen=True, slots=True)
class Pressed:
    """The fields after a button: without the row it takes away, and the list it lengthens."""

    fields: Fields
    blank: str | None


def press(button: str, fields: Fields) -> Pressed:
    """What a button named ``add:…`` or ``remove:…`` does; any other changes nothing."""
    if button.startswith(_REMOVE):
        return Pressed(fields.without(button.removeprefix(_REMOVE)), None)
    return Pressed(fields, button.removeprefix(_ADD) if button.startswith(_ADD) else None)


def asked_of(message_format: Format, kind: MessageKind) -> Format:
    """What a message of that kind is asked: where there is nothing to report, only when, who and remarks."""
    if kind is not MessageKind.NIL:
        return message_format
    return replace(
        message_format, items=tuple(item for item in message_format.items if item.type in _OF_NOTHING)
    )


def read_form(message_format: Format, fields: Fields) -> dict[str, JsonValue]:
    """The content that was typed, right or wrong; items of which nothing was typed are left out."""
    read = {item.id: FORMS[item.type].read(item, name_of(item), fields) for item in message_format.items}
    return {item_id: value for item_id, value in read.items() if value is not None}


def build_form(
    message_format: Format, content: Mapping[str, JsonValue], faults: Sequence[Fault], setting: Setting
) -> Form:
    """The form as it stands, with each fault beside the item it names."""
    setting = replace(setting, mentioned=mentioned_states(message_format, content))
    numbers = [item.no for item in message_format.items]
    return Form(
        tuple(
            _build_item(item, content.get(item.id), _faults_of(item, faults, setting), setting)
            for item in message_format.items
        ),
        tuple(
            PlacedFault(fault, where_text(fault.where, setting.vocabulary))
            for fault in faults
            if _split(fault)[0] not in numbers
        ),
    )


def withheld(message_format: Format, content: Mapping[str, JsonValue]) -> dict[str, JsonValue]:
    """The items of a draft that its form does not show, since they are too large to be typed."""
    return {
        item.id: content[item.id] for item in message_format.items if _is_large(item, content.get(item.id))
    }


def name_of(item: Item) -> str:
    """What the names of an item's fields begin with."""
    return f"{PREFIX}.{item.id}"


def _build_item(item: Item, value: JsonValue, faults: tuple[PlacedFault, ...], setting: Setting) -> FormItem:
    left_out = item.type is ItemType.ATTACHMENT and not item.required and value is None
    if isinstance(value, list) and _is_large(item, value):
        by_file = BY_SPREADSHEET.fill(count=len(value))
        return FormItem(item.no, name_of(item), item.label, by_file, item.required, (), faults, False)
    blocks = () if left_out else FORMS[item.type].show(Spot(item, name_of(item), setting), value)
    hint = NO_FILES if left_out else item.help
    return FormItem(item.no, name_of(item), item.label, hint, item.required, blocks, faults, _is_lone(blocks))


def _is_large(item: Item, value: JsonValue) -> bool:
    return item.type is ItemType.TABLE and isinstance(value, list) and len(value) > LARGE_ROWS


def _faults_of(item: Item, faults: Sequence[Fault], setting: Setting) -> tuple[PlacedFault, ...]:
    own = (
        PlacedFault(
            in_words_of_the_form(fault, item.type), where_text(part, setting.vocabulary) if part else None
        )
        for fault in faults
        for number, part in [_split(fault)]
        if number == item.no
    )
    return tuple(islice(own, _MOST_FAULTS))


def _split(fault: Fault) -> tuple[str | None, str | None]:
    found = _WHERE.fullmatch(fault.where)
    return (found[1], found[2]) if found else (None, None)


def _is_lone(blocks: tuple[Block, ...]) -> bool:
    return len(blocks) == 1 and isinstance(blocks[0], Entry | Pick)
