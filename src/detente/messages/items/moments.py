"""Dates, instants and periods."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import cast

from detente.agreements.model import Item, ItemType
from detente.kernel.errors import Fault, InputError
from detente.kernel.instants import Instant, PartialDate, format_instant, parse_instant, parse_partial_date
from detente.messages.document import JsonValue
from detente.messages.items import wording
from detente.messages.items.context import Context
from detente.messages.items.shape import check_members, wrong_type
from detente.messages.values import ItemValue, Period, as_interval


def check_date(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """A day, a month or a year."""
    return _check(parse_partial_date, item.type, value, context)


def check_instant(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """An instant in UTC."""
    return _check(parse_instant, item.type, value, context)


def check_period(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """A start and perhaps an end, which may not lie before it."""
    if not isinstance(value, dict):
        yield wrong_type(item.type, value, context)
        return
    faults = list(check_members(value, ("start",), ("end",), context))
    for member in ("start", "end"):
        if member in value:
            faults += _check(parse_moment, ItemType.DATE, value[member], context.at(member))
    yield from faults
    if not faults and "end" in value:
        yield from _check_order(build_period(item, value), context)


def _check_order(period: Period, context: Context) -> Iterator[Fault]:
    end = period.end
    if end is not None and as_interval(end).latest < as_interval(period.start).earliest:
        yield wording.END_BEFORE_START.at(
            context.where, start=write_moment(period.start), end=write_moment(end)
        )


def _check(
    parse: Callable[[str], object], wanted: ItemType, value: JsonValue, context: Context
) -> Iterator[Fault]:
    if not isinstance(value, str):
        yield wrong_type(wanted, value, context)
        return
    try:
        parse(value)
    except InputError as error:
        yield Fault(error.code, context.where, error.message, error.mend)


def parse_moment(text: str) -> PartialDate | Instant:
    """A date or an instant, whichever the text is.

    Raises:
        InputError: it is neither.
    """
    return parse_instant(text) if "T" in text else parse_partial_date(text)


def build_date(_item: Item, value: JsonValue) -> PartialDate:
    """A checked value as a date."""
    return PartialDate(cast("str", value))


def build_instant(_item: Item, value: JsonValue) -> Instant:
    """A checked value as an instant."""
    return datetime.fromisoformat(cast("str", value))


def build_period(_item: Item, value: JsonValue) -> Period:
    """A checked value as a period."""
    known = cast("dict[str, str]", value)
    end = known.get("end")
    return Period(_build_moment(known["start"]), None if end is None else _build_moment(end))


def _build_moment(text: str) -> PartialDate | Instant:
    return datetime.fromisoformat(text) if "T" in text else PartialDate(text)


def write_moment(value: ItemValue) -> str:
    """A date or an instant as text."""
    return value.text if isinstance(value, PartialDate) else format_instant(cast("Instant", value))


def write_period(value: ItemValue) -> JsonValue:
    """The JSON form."""
    assert isinstance(value, Period)
    end = {} if value.end is None else {"end": write_moment(value.end)}
    return {"start": write_moment(value.start), **end}
