"""Dates, instants and periods: a date and, where it is known, a time in UTC."""

from __future__ import annotations

import re
import unicodedata

from detente.agreements.model import Item, ItemType
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Block, Entry, Line, Width
from detente.web.forms.fields import Fields
from detente.web.forms.setting import ItemForm, Spot, as_object, as_typed, present

_ISO = re.compile(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", re.ASCII)
_DAY_FIRST = re.compile(r"(\d\d?)\.(\d\d?)\.(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[年/.](\d\d?)(?:[月/.](\d\d?)日?|月)?", re.ASCII)
_TIME = re.compile(r"(\d\d?)[:.](\d\d)(?::(\d\d))?", re.ASCII)
_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(:\d\d)Z", re.ASCII)
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def parse_date(typed: str) -> str:
    """``2024-5-12``, ``12.05.2024``, ``2024/5/12`` or ``2024年5月12日`` to ISO 8601; else as typed."""
    plain = unicodedata.normalize("NFKC", typed).strip()
    if day_first := _DAY_FIRST.fullmatch(plain):
        return _iso(*reversed(day_first.groups()))
    found = _ISO.fullmatch(plain) or _YEAR_FIRST.fullmatch(plain)
    return _iso(*found.groups()) if found else typed


def _iso(year: str, *parts: str | None) -> str:
    return "-".join([year, *(part.zfill(2) for part in parts if part)])


def parse_time(typed: str) -> str | None:
    """``6:30`` or ``06.30`` to ``06:30:00``; None where it is no such form."""
    found = _TIME.fullmatch(unicodedata.normalize("NFKC", typed).strip())
    return f"{found[1].zfill(2)}:{found[2]}:{found[3] or '00'}" if found else None


def join_moment(date: str, time: str) -> str | None:
    """A date, or a date and time, in its JSON form; what cannot be read stays as typed."""
    day = parse_date(date)
    if not time:
        return day or None
    clock = parse_time(time)
    if clock and _FULL_DATE.fullmatch(day):
        return f"{day}T{clock}Z"
    return f"{day} {time}".strip()


def split_moment(value: JsonValue) -> tuple[str, str]:
    """A moment's JSON form as the two fields show it."""
    found = _INSTANT.fullmatch(as_typed(value))
    if found is None:
        return as_typed(value), ""
    return found[1], found[2] if found[3] == ":00" else found[2] + found[3]


def show_moment(name: str, value: JsonValue, date_label: Text, time_label: Text | None) -> tuple[Entry, ...]:
    """A date field and, with a label for it, a time field."""
    date, time = split_moment(value) if time_label else (as_typed(value), "")
    shown = Entry(f"{name}.date", date_label, date, Width.SHORT, numeric=True, example="2024-05-12")
    if time_label is None:
        return (shown,)
    return (shown, Entry(f"{name}.time", time_label, time, Width.TINY, numeric=True, example="06:00"))


def show_date(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """A date; an instant has a time beside it."""
    time_label = _TIME_UTC if spot.item.type is ItemType.INSTANT else None
    return (Line(show_moment(spot.name, value, _DATE, time_label)),)


def read_date(item: Item, name: str, fields: Fields) -> JsonValue:
    """A date or instant, or what was typed instead."""
    return join_moment(fields.one(f"{name}.date"), fields.one(f"{name}.time"))


def show_period(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """Two dates, each with a time if it is known."""
    period = as_object(value) or ({"start": value} if as_typed(value) else {})
    start = show_moment(f"{spot.name}.start", period.get("start"), _FROM, _TIME_UTC)
    end = show_moment(f"{spot.name}.end", period.get("end"), _TO, _TIME_UTC)
    return (Line((*start, *end)),)


def read_period(item: Item, name: str, fields: Fields) -> JsonValue:
    """Start and end, as far as they were typed."""
    return present({part: read_date(item, f"{name}.{part}", fields) for part in ("start", "end")})


DATE = ItemForm(show_date, read_date)
PERIOD = ItemForm(show_period, read_period)

_DATE = Text("Date", "Дата", "日期")
_FROM = Text("From", "С", "自")
_TO = Text("To", "По", "至")
_TIME_UTC = Text("Time, UTC", "Время, UTC", "时间（UTC）")
