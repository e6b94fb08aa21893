"""Places and areas, and whether they lie where the format wants them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

from detente.agreements.model import Item, ItemType
from detente.geography.location import Location
from detente.geography.position import Position, format_position, parse_position
from detente.kernel.errors import Fault, InputError, Severity
from detente.messages.document import JsonValue
from detente.messages.items import wording
from detente.messages.items.context import Context
from detente.messages.items.shape import LIST_LIMIT, check_members, wrong_form, wrong_type
from detente.messages.items.texts import build_text, check_words, write_text
from detente.messages.values import Area, ItemValue, Place

#: An accuracy worse than this says nothing about where a place is.
ACCURACY_LIMIT_KM = 1000


def check_place(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Every fault of a place, on its own and against the item's zone."""
    if not isinstance(value, dict):
        yield wrong_type(ItemType.PLACE, value, context)
        return
    faults = list(check_members(value, ("name",), ("positions", "accuracy_km"), context))
    if "name" in value:
        faults += check_words(value["name"], context.at("name"))
    if "positions" in value:
        faults += _check_positions(value["positions"], context)
    if "accuracy_km" in value:
        faults += _check_accuracy(value["accuracy_km"], context)
    yield from faults
    if not any(fault.severity is Severity.ERROR for fault in faults):
        yield from _check_zone(item, build_place(item, value), context)


def check_area(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Every fault of a list of places."""
    if not isinstance(value, list):
        yield wrong_type(ItemType.AREA, value, context)
    elif not value:
        yield wording.LIST_EMPTY.at(context.where)
    elif len(value) > LIST_LIMIT:
        yield wording.LIST_LONG.at(context.where, length=len(value), limit=LIST_LIMIT)
    else:
        for number, place in enumerate(value, start=1):
            yield from check_place(item, place, context.at(f"place {number}"))


def _check_positions(value: JsonValue, context: Context) -> Iterator[Fault]:
    if not isinstance(value, list):
        yield wrong_type(ItemType.PLACE, value, context.at("positions"))
        return
    if not value:
        yield wording.LIST_EMPTY.at(context.at("positions").where)
    if len(value) == 2:
        yield wording.TWO_POSITIONS.at(context.at("positions").where)
    if len(value) > LIST_LIMIT:
        yield wording.LIST_LONG.at(context.at("positions").where, length=len(value), limit=LIST_LIMIT)
        return
    for number, text in enumerate(value, start=1):
        yield from _check_position(text, context.at(f"position {number}"))


def _check_position(value: JsonValue, context: Context) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield wrong_form(wording.POSITION, value, context)
        return
    try:
        parse_position(value)
    except InputError as error:
        yield Fault(error.code, context.where, error.message, error.mend)


def _check_accuracy(value: JsonValue, context: Context) -> Iterator[Fault]:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    if not is_number or not 1 <= cast("int", value) <= ACCURACY_LIMIT_KM:
        yield wording.ACCURACY_WRONG.at(context.at("accuracy").where, value=str(value)[:40])


def _check_zone(item: Item, place: Place, context: Context) -> Iterator[Fault]:
    if item.within is None or context.bands is None:
        return
    zone = context.zone_title(item.within)
    band = context.bands.get(item.within)
    if not place.positions:
        yield wording.PLACE_WITHOUT_POSITION.at(context.where, zone=zone)
    elif band is None:
        yield wording.ZONE_WITHOUT_LINE.at(context.where, zone=zone)
    else:
        location = band.locate_place(place.positions, place.accuracy_km or 0)
        if location is Location.OUTSIDE:
            yield wording.PLACE_OUTSIDE.at(context.where, zone=zone)
        elif location is Location.UNCERTAIN:
            yield wording.PLACE_UNCERTAIN.at(context.where, zone=zone)


def build_place(item: Item, value: JsonValue) -> Place:
    """A checked value as a place."""
    known = cast("Mapping[str, JsonValue]", value)
    texts = cast("list[str]", known.get("positions", ()))
    accuracy = cast("int | None", known.get("accuracy_km"))
    return Place(build_text(item, known["name"]), tuple([_position(text) for text in texts]), accuracy)


@lru_cache(maxsize=16_384)
def _position(text: str) -> Position:
    """Training grounds come again and again: each position is read once."""
    return parse_position(text)


def build_area(item: Item, value: JsonValue) -> Area:
    """A checked value as an area."""
    return tuple(build_place(item, place) for place in cast("list[JsonValue]", value))


def write_place(value: ItemValue) -> JsonValue:
    """The JSON form; positions with four decimals."""
    assert isinstance(value, Place)
    written: dict[str, JsonValue] = {"name": write_text(value.name)}
    if value.positions:
        written["positions"] = [_write_position(position) for position in value.positions]
    if value.accuracy_km is not None:
        written["accuracy_km"] = value.accuracy_km
    return written


def _write_position(position: Position) -> str:
    return format_position(position)


def write_area(value: ItemValue) -> JsonValue:
    """The JSON form."""
    return [write_place(place) for place in cast("Area", value)]
