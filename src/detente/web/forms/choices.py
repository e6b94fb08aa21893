"""One of a coded list, and yes or no."""

from __future__ import annotations

from detente.agreements.model import Item
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Block, Choose, Option, Pick
from detente.web.forms.fields import Fields
from detente.web.forms.setting import ItemForm, Spot, as_typed

#: Up to so many, all choices stand in sight; more go into a drop-down.
_IN_SIGHT = 5
_FLAGS = {"yes": True, "no": False}


def show_choice(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """Buttons for a short list, a drop-down for a long one; a code no longer in the list stays in sight."""
    chosen = as_typed(value)
    options = [Option(choice.code, choice.label, choice.code == chosen) for choice in spot.item.choices]
    if chosen and not any(option.chosen for option in options):
        options.append(Option(chosen, Text(chosen, chosen, chosen), chosen=True))
    if len(options) > _IN_SIGHT:
        return (Pick(spot.name, spot.item.label, (Option("", _NONE, not chosen), *options), spoken=True),)
    return (Choose(spot.name, spot.item.label, (*_unstated(spot, not chosen), *options), several=False),)


def read_choice(item: Item, name: str, fields: Fields) -> JsonValue:
    """The code chosen."""
    return fields.one(name) or None


def show_flag(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """Yes and no; also neither, where the item may stay open."""
    yes, no = Option("yes", _YES, value is True), Option("no", _NO, value is False)
    open_option = _unstated(spot, not isinstance(value, bool))
    return (Choose(spot.name, spot.item.label, (*open_option, yes, no), several=False),)


def read_flag(item: Item, name: str, fields: Fields) -> JsonValue:
    """True, false, or nothing."""
    return _FLAGS.get(fields.one(name))


def _unstated(spot: Spot, chosen: bool) -> tuple[Option, ...]:
    return () if spot.item.required else (Option("", _UNSTATED, chosen),)


CHOICE = ItemForm(show_choice, read_choice)
FLAG = ItemForm(show_flag, read_flag)

_NONE = Text("—", "—", "—")
_YES = Text("Yes", "Да", "是")
_NO = Text("No", "Нет", "否")
_UNSTATED = Text("Not stated", "Не указано", "未说明")
