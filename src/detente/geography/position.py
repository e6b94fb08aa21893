"""A point on the earth, and its ISO 6709 text."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from detente.kernel.errors import InputError
from detente.kernel.languages import Text

MAX_DECIMALS = 8

_TEXT = re.compile(r"([+-])([0-9]+)(\.[0-9]{1,8})?([+-])([0-9]+)(\.[0-9]{1,8})?/")
#: Digits before the decimal point: of latitude, of longitude, and how many parts they hold (D, DM, DMS).
_FORMS = {(2, 3): 1, (4, 5): 2, (6, 7): 3}


class Position(NamedTuple):
    """Degrees on WGS 84: longitude east, latitude north. Always in this order."""

    lon: float
    lat: float


def parse_position(text: str) -> Position:
    """``+43.5400+075.2100/`` to a position; also degrees and minutes, or degrees, minutes and seconds.

    The 180th meridian is always returned as -180. Heights and names of reference systems are not taken.

    Raises:
        InputError: not of that form (``position-form``), or outside the globe (``position-range``).

    Source: ISO 6709:2008, Annex H.
    """
    match = _TEXT.fullmatch(text)
    if match is None:
        raise InputError("position-form", _BAD_FORM.fill(value=text), _MEND_FORM)
    south, lat_digits, lat_decimals, west, lon_digits, lon_decimals = match.groups(default="")
    parts = _FORMS.get((len(lat_digits), len(lon_digits)))
    if parts is None:
        raise InputError("position-form", _BAD_FORM.fill(value=text), _MEND_FORM)
    lat = _degrees(lat_digits, lat_decimals, 2, parts)
    lon = _degrees(lon_digits, lon_decimals, 3, parts)
    if lat is None or lon is None or lat > 90 or lon > 180:
        raise InputError("position-range", _BAD_RANGE.fill(value=text), _MEND_RANGE)
    return _normal(-lon if west == "-" else lon, -lat if south == "-" else lat)


def format_position(position: Position, decimals: int = 4) -> str:
    """A position in decimal degrees with ``decimals`` (0 to 8) digits after the point.

    The equator and the prime meridian are written with a plus, the 180th meridian with a minus.

    Raises:
        InputError: ``decimals`` or the position is out of range.

    Source: ISO 6709:2008, Annex H.
    """
    if not 0 <= decimals <= MAX_DECIMALS:
        raise InputError("position-decimals", _BAD_DECIMALS.fill(value=str(decimals)), _MEND_DECIMALS)
    lon, lat = position
    if not (math.isfinite(lon) and math.isfinite(lat) and abs(lat) <= 90 and abs(lon) <= 180):
        raise InputError("position-range", _BAD_RANGE.fill(value=f"{lon} {lat}"), _MEND_RANGE)
    rounded = _normal(round(lon, decimals), round(lat, decimals))
    point = decimals + 1 if decimals else 0
    return f"{rounded.lat:+0{3 + point}.{decimals}f}{rounded.lon:+0{4 + point}.{decimals}f}/"


def _normal(lon: float, lat: float) -> Position:
    """Without negative zeros, and with one name for the 180th meridian."""
    return Position(-180.0 if lon == 180 else lon + 0.0, lat + 0.0)


def _degrees(digits: str, decimals: str, degree_digits: int, parts: int) -> float | None:
    """Degrees from ``D``, ``DM`` or ``DMS`` digits; None where minutes or seconds reach 60."""
    whole = [digits[:degree_digits], digits[degree_digits : degree_digits + 2], digits[degree_digits + 2 :]]
    values = [float(part) for part in (*whole[: parts - 1], whole[parts - 1] + decimals)]
    if any(value >= 60 for value in values[1:]):
        return None
    return sum(value / divisor for value, divisor in zip(values, (1, 60, 3600), strict=False))


_BAD_FORM = Text(
    "“{value}” is not a position in the form of ISO 6709.",
    "«{value}» не является координатами по ISO 6709.",
    "“{value}”不是符合 ISO 6709 的坐标。",
)
_MEND_FORM = Text(
    "Write latitude, then longitude, then a slash: +43.5400+075.2100/ or +433224+0751236/.",
    "Запишите широту, затем долготу и косую черту: +43.5400+075.2100/ или +433224+0751236/.",
    "先写纬度，再写经度，最后加斜线：+43.5400+075.2100/ 或 +433224+0751236/。",
)
_BAD_RANGE = Text(
    "“{value}” lies outside the globe.",
    "«{value}» лежит за пределами земного шара.",
    "“{value}”超出地球坐标范围。",
)
_MEND_RANGE = Text(
    "Latitude runs from -90 to +90, longitude from -180 to +180; minutes and seconds stay below 60.",
    "Широта — от -90 до +90, долгота — от -180 до +180; минуты и секунды меньше 60.",
    "纬度为-90至+90，经度为-180至+180；分和秒须小于60。",
)
_BAD_DECIMALS = Text(
    "A position cannot be written with {value} decimals.",
    "Число знаков после точки в координатах не может быть {value}.",
    "坐标不能以{value}位小数书写。",
)
_MEND_DECIMALS = Text("Use 0 to 8.", "Укажите число от 0 до 8.", "请用0至8位。")
