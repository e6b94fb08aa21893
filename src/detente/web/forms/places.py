"""Places and areas: a name, positions one a line, and how exactly they are known."""

from __future__ import annotations

import re
import unicodedata

from detente.agreements.model import Item
from detente.geography.position import Position, format_position
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Block, Entry, Line, Part, Repeat, Width
from detente.web.forms.fields import Fields
from detente.web.forms.numbers import parse_number
from detente.web.forms.setting import ItemForm, Spot, as_list, as_object, as_typed, present
from detente.web.forms.texts import read_text, show_words

#: Latitude and longitude as maps on the web give them: ``43.54, 75.21``.
_PAIR = re.compile(r"([+-]?\d{1,2}\.\d{1,6})[\s,;]+([+-]?\d{1,3}\.\d{1,6})", re.ASCII)
_POSITION_LINES = 2
_MOST_LINES = 8


def parse_typed_position(typed: str) -> str:
    """A decimal pair, latitude first, to ISO 6709; anything else as typed, for the validator to judge."""
    pair = _PAIR.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    if pair is None:
        return typed.strip()
    latitude, longitude = float(pair[1]), float(pair[2])
    if abs(latitude) > 90 or abs(longitude) > 180:
        return typed.strip()
    return format_position(Position(longitude, latitude))


def show_place(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """Name, positions and accuracy of one place."""
    place = as_object(value) or ({"name": value} if as_typed(value) else {})
    positions = [as_typed(position) for position in as_list(place.get("positions"))]
    name = show_words(spot, f"{spot.name}.name", place.get("name"), _NAME)
    return (
        name,
        Line(
            (
                Entry(
                    f"{spot.name}.positions",
                    _POSITIONS,
                    "\n".join(positions) or as_typed(place.get("positions")),
                    lines=min(max(len(positions), _POSITION_LINES), _MOST_LINES),
                    example="+43.5400+075.2100/",
                ),
                Entry(
                    f"{spot.name}.accuracy",
                    _ACCURACY,
                    as_typed(place.get("accuracy_km")),
                    Width.SHORT,
                    numeric=True,
                ),
            )
        ),
    )


def read_place(item: Item, name: str, fields: Fields) -> JsonValue:
    """What was typed of one place."""
    lines = fields.one(f"{name}.positions").splitlines()
    positions: list[JsonValue] = [parse_typed_position(line) for line in lines if line.strip()]
    accuracy = fields.one(f"{name}.accuracy")
    return present(
        {
            "name": read_text(item, f"{name}.name", fields),
            "positions": positions or None,
            "accuracy_km": parse_number(accuracy) if accuracy else None,
        }
    )


def show_area(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """One box a place, and a button for another."""
    places = as_list(value) or ([value] if as_typed(value) else [])
    if spot.setting.wants_blank(spot.name, len(places)):
        places = [*places, None]
    parts = tuple(
        Part(
            _PLACE.fill(number=number + 1),
            show_place(spot.inner(spot.item, str(number)), place),
            f"{spot.name}.{number}" if len(places) > 1 else None,
        )
        for number, place in enumerate(places)
    )
    return (Repeat(parts, spot.name, _ADD_PLACE, boxed=True),)


def read_area(item: Item, name: str, fields: Fields) -> JsonValue:
    """Every place of which something was typed."""
    places = [read_place(item, row, fields) for row in fields.rows(name)]
    return [place for place in places if place is not None] or None


PLACE = ItemForm(show_place, read_place)
AREA = ItemForm(show_area, read_area)

_NAME = Text("Name of the place", "Название места", "地名")
_POSITIONS = Text(
    "Coordinates (WGS 84), one position a line; three or more bound an area",
    "Координаты (WGS 84), по одной точке в строке; три точки и более образуют район",
    "坐标（WGS 84），每行一点；三点及以上围成地区",
)
_ACCURACY = Text("Accuracy, km", "Точность, км", "精度（公里）")
_PLACE = Text("Place {number}", "Место {number}", "地点{number}")
_ADD_PLACE = Text("Add a place", "Добавить место", "添加地点")
