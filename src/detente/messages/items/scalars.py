"""Items of one plain value: numbers, flags, codes, states and references."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from detente.agreements.model import Item, ItemType
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import Reference, StateCode
from detente.kernel.states import parse_state_or_invented
from detente.messages.document import JsonValue
from detente.messages.items import wording
from detente.messages.items.context import Context
from detente.messages.items.shape import is_count, wrong_form, wrong_type
from detente.messages.items.texts import TEXT_LIMIT, check_string
from detente.messages.references import parse_reference
from detente.messages.values import ItemValue

_WITH_UNIT = re.compile(r"\s*[0-9][0-9 .,\u00a0\u202f]*\s*([^\W\d_].*)")


def check_number(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """A whole number in the item's unit; a unit given with it is told apart from other nonsense."""
    if is_count(value):
        return
    given = _unit_in(value)
    if given is not None and item.unit is not None:
        yield wording.NUMBER_UNIT.at(context.where, given=given, unit=context.unit_name(item.unit))
    elif isinstance(value, int) and not isinstance(value, bool):
        yield wording.NUMBER_RANGE.at(context.where, value=str(value))
    else:
        yield wrong_type(item.type, value, context)


def _unit_in(value: JsonValue) -> str | None:
    if isinstance(value, dict) and isinstance(value.get("unit"), str):
        return str(value["unit"])[:40]
    if isinstance(value, str) and (found := _WITH_UNIT.fullmatch(value)):
        return found[1][:40]
    return None


def check_flag(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """True or false."""
    if not isinstance(value, bool):
        yield wrong_type(item.type, value, context)


def check_choice(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """One of the item's codes; if not, all of them are named."""
    if not isinstance(value, str):
        yield wrong_type(item.type, value, context)
    elif all(choice.code != value for choice in item.choices):
        known = ", ".join(choice.code for choice in item.choices)
        yield wording.CHOICE_UNKNOWN.at(context.where, value=value[:80], known=known)


def check_unit_reference(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """The number of a unit, as its state writes it."""
    if isinstance(value, str):
        yield from check_string(value, context, TEXT_LIMIT)
    else:
        yield wrong_type(item.type, value, context)


def check_message_reference(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """The reference of a message."""
    if not isinstance(value, str):
        yield wrong_type(item.type, value, context)
        return
    try:
        parse_reference(value)
    except InputError as error:
        yield Fault(error.code, context.where, error.message, error.mend)


def check_state(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """The code of a state."""
    if isinstance(value, str):
        yield from check_code(value, context)
    else:
        yield wrong_type(item.type, value, context)


def check_states(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Codes of states in alphabetical order, none twice."""
    if not isinstance(value, list):
        yield wrong_type(item.type, value, context)
        return
    if not value:
        yield wording.LIST_EMPTY.at(context.where)
    codes = [code for code in value if isinstance(code, str)]
    for code in value:
        if isinstance(code, str):
            yield from check_code(code, context)
        else:
            yield wrong_form(wording.FORMS[ItemType.STATE], code, context)
    if len(codes) == len(value) and codes != sorted(set(codes)):
        yield wording.STATES_ORDER.at(context.where, sorted=", ".join(sorted(set(codes))[:300]))


def check_code(code: str, context: Context) -> Iterator[Fault]:
    """The code of a state, once it is known to be text."""
    try:
        parse_state_or_invented(code)
    except InputError as error:
        yield Fault(error.code, context.where, error.message, error.mend)


def build_plain(_item: Item, value: JsonValue) -> int | str:
    """A checked number, flag, choice or unit's number as itself."""
    return cast("int | str", value)


def build_reference(_item: Item, value: JsonValue) -> Reference:
    """A checked value as a reference."""
    return cast("Reference", value)


def build_state(_item: Item, value: JsonValue) -> StateCode:
    """A checked value as a state's code."""
    return cast("StateCode", value)


def build_states(_item: Item, value: JsonValue) -> tuple[StateCode, ...]:
    """A checked value as codes of states."""
    return tuple(cast("list[StateCode]", value))


def write_plain(value: ItemValue) -> JsonValue:
    """The JSON form of a value that is its own."""
    return cast("JsonValue", value)


def write_states(value: ItemValue) -> JsonValue:
    """The JSON form."""
    return list(cast("tuple[str, ...]", value))
