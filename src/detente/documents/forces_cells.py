"""Cells of a spreadsheet: values of items written for a person to read, and read back.

What a person typed and nobody can read is kept as it was typed: the check of the message names it then. Left out,
and named here, is only what a spreadsheet made of it: a formula, a date in place of a number.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import cast

from detente.agreements.model import Item, ItemType
from detente.documents import forces_wording as wording
from detente.documents.forces_columns import Column, Kind
from detente.kernel.errors import Fault
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language
from detente.kernel.states import state_name
from detente.messages.document import JsonValue
from detente.messages.items.measures import write_amount
from detente.messages.items.shape import LARGEST
from detente.messages.numbered import words
from detente.messages.numbered.reading import read_position
from detente.messages.values import Amount, Qualifier
from detente.messages.wording import Wording

#: What a cell of a workbook may hold once it is read.
CellValue = None | str | int | float | bool | datetime | date | time | timedelta
_NUMBER = re.compile(r"[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+|[0-9]+", re.A)
_PAIR = re.compile(r"([+-]?)(\d{1,2})(\.\d+)?\s*[,;，；]\s*([+-]?)(\d{1,3})(\.\d+)?", re.A)
_ISO = re.compile(r"([+-])(\d{2})(\.\d+)?([+-])(\d{3})(\.\d+)?/", re.A)
_SEVERAL = re.compile(r"\s*[;；\n]\s*")
_STATES = re.compile(r"\s*[;；,，、]\s*")
_IN_BRACKETS = re.compile(r".*\(([A-Z]{2})\)|.*（([A-Z]{2})）", re.S)
#: Numbers in a column of dates: years as they are; days counted from 1900, as spreadsheets do.
_YEARS, _DAY_NUMBERS = range(1900, 2201), range(20_000, 80_000)
_DAY_ZERO = date(1899, 12, 30)
_SHOWN = 60


class CellFault(Exception):  # noqa: N818 - it becomes a fault of the file
    """A cell that cannot be taken, and why; ``value`` is what is kept of it all the same (None: nothing)."""

    def __init__(self, kind: Wording, shown: Mapping[str, str], value: JsonValue = None) -> None:
        super().__init__(kind.code)
        self.kind, self.shown, self.value = kind, shown, value

    def at(self, where: str) -> Fault:
        """The fault at its cell."""
        return self.kind.at(where, **self.shown)


def cell_reader(column: Column) -> Callable[[CellValue], JsonValue]:
    """What gives the JSON value that a cell of a column means.

    It raises ``CellFault`` where the cell holds what a spreadsheet made of it, and not what was meant.
    """
    if column.kind is Kind.CHOICE:
        known: dict[str, str] = {}
        for language in Language:
            known = {**words.choice_words(column.item, language), **known}
        return lambda value: _read_choice(known, value)
    return partial(_READS[column.kind], column.item)


def cell_writer(column: Column, language: Language) -> Callable[[JsonValue], str | int]:
    """What makes the cells of a column; ``cell_reader`` gives values without a fault back as they were."""
    if column.kind is Kind.CHOICE:
        return _choice_writer(column, language)
    write, item = _WRITES[column.kind], column.item

    def written(value: JsonValue) -> str | int:
        cell = write(item, value, language)
        return cell if cell is not None else json.dumps(value, ensure_ascii=False)

    return written


def _choice_writer(column: Column, language: Language) -> Callable[[JsonValue], str | int]:
    read, known = cell_reader(column), words.choice_words(column.item, language)
    labels = {code: words.word_of(code, known) for code in set(known.values())}
    unmistaken = {code: word for code, word in labels.items() if read(word) == code}
    return lambda value: (
        unmistaken.get(value, value) if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    )


def _read_words(_item: Item, value: CellValue) -> JsonValue:
    return _read_text(value)


def _read_text(value: CellValue) -> str:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.replace("\r\n", "\n").replace("_x000D_\n", "\n").strip())
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise _unfit(value, wording.NO_WORDS)


def _read_code(_item: Item, value: CellValue) -> JsonValue:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.strip())
    number = _whole(value)
    if number is None:
        raise _unfit(value, wording.NO_CODE)
    raise CellFault(wording.CODE_AS_NUMBER, {"value": str(number)}, str(number))


def _read_count(_item: Item, value: CellValue) -> JsonValue:
    if isinstance(value, str):
        text = value.strip()
        return _digits(text) if _NUMBER.fullmatch(text) and len(text) < 22 else text
    number = _whole(value)
    if number is None or abs(number) > LARGEST:
        raise _unfit(value, wording.NO_NUMBER)
    return number


def _read_amount(item: Item, value: CellValue) -> JsonValue:
    text = value.strip() if isinstance(value, str) else ""
    if not text or _NUMBER.fullmatch(text):
        return _read_count(item, value)
    for qualifier, template in words.AMOUNTS.items():
        for language in Language:
            found = words.match(template.in_(language), text)
            if found and _NUMBER.fullmatch(found["n"].strip()) and len(text) < 40:
                return write_amount(Amount(_digits(found["n"].strip()), qualifier))
    return _read_count(item, text)


def _read_moment(item: Item, value: CellValue) -> JsonValue:
    if isinstance(value, str):
        text = value.strip()
        found = _DAY_TIME.fullmatch(text)
        return f"{found[1]}T{found[2]}{found[3] or ':00'}Z" if found else text
    if isinstance(value, datetime):
        if item.type is ItemType.INSTANT or value.time() != time():
            raise CellFault(wording.TIME_WITHOUT_ZONE, {"value": f"{value:%Y-%m-%d %H:%M}"})
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    number = _whole(value)
    if number is None:
        raise _unfit(value, wording.NO_DATE)
    if number in _YEARS:
        return str(number)
    day = (_DAY_ZERO + timedelta(days=number)).isoformat() if number in _DAY_NUMBERS else "2026-01-01"
    raise CellFault(wording.DATE_AS_NUMBER, {"value": str(number), "day": day})


_DAY_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2})(:[0-9]{2})? UTC", re.A)


def _read_choice(known: Mapping[str, str], value: CellValue) -> JsonValue:
    text = _read_text(value)
    return known.get(text, text)


def _read_flag(_item: Item, value: CellValue) -> JsonValue:
    if isinstance(value, bool):
        return value
    text = value.strip().casefold() if isinstance(value, str) else str(value)
    return _FLAGS.get(text, text)


_FLAGS = {words.YES.in_(one): True for one in Language} | {words.NO.in_(one): False for one in Language}


def _read_state(_item: Item, value: CellValue) -> JsonValue:
    return _state(_read_text(value))


def _read_states(_item: Item, value: CellValue) -> JsonValue:
    text = _read_text(value)
    states: list[JsonValue] = [_state(one) for one in _STATES.split(text) if one]
    return states


def _state(text: str) -> str:
    found = _IN_BRACKETS.fullmatch(text)
    return (found[1] or found[2]) if found else text


def _read_positions(_item: Item, value: CellValue) -> JsonValue:
    text = _read_text(value)
    return [_position(one) for one in _SEVERAL.split(text) if one]


def _position(text: str) -> str:
    found = _PAIR.fullmatch(text)
    if found is None:
        read = (read_position(text, language) for language in Language)
        return next((one for one in read if one != text), text)
    ns, lat, lat_decimals, ew, lon, lon_decimals = found.groups("")
    return f"{ns or '+'}{lat.zfill(2)}{lat_decimals}{ew or '+'}{lon.zfill(3)}{lon_decimals}/"


def _read_json(_item: Item, value: CellValue) -> JsonValue:
    if not isinstance(value, str):
        return _read_count(_item, value)
    try:
        return cast("JsonValue", json.loads(value, parse_float=str, parse_constant=str))
    except (ValueError, RecursionError):
        return value


def _whole(value: CellValue) -> int | None:
    """A whole number, also where the spreadsheet keeps it with decimals."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer() and abs(value) <= LARGEST:
        return int(value)
    return None


def _unfit(value: CellValue, wanted: Wording) -> CellFault:
    if isinstance(value, datetime | date):
        return CellFault(wording.DATE_INSTEAD, {"value": value.isoformat()[:10]})
    if isinstance(value, time | timedelta):
        return CellFault(wording.DATE_INSTEAD, {"value": str(value)[:_SHOWN]})
    shown = ("TRUE" if value else "FALSE") if isinstance(value, bool) else str(value)[:_SHOWN]
    return CellFault(wanted, {"value": shown})


def _digits(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _write_words(_item: Item, value: JsonValue, _language: Language) -> str | int | None:
    return value if isinstance(value, str) else None


def _write_count(_item: Item, value: JsonValue, _language: Language) -> str | int | None:
    if isinstance(value, bool) or not isinstance(value, int):
        return value if isinstance(value, str) else None
    # Spreadsheets keep fifteen digits of a number.
    return value if abs(value) < 10**15 else str(value)


def _write_amount(item: Item, value: JsonValue, language: Language) -> str | int | None:
    if isinstance(value, dict) and len(value) == 1:
        ((name, number),) = value.items()
        qualifier = next((one for one in words.AMOUNTS if one.value == name), None)
        if qualifier is not None and isinstance(number, int) and not isinstance(number, bool):
            return words.AMOUNTS[Qualifier(qualifier)].in_(language).format(n=number)
    return _write_count(item, value, language)


def _write_flag(_item: Item, value: JsonValue, language: Language) -> str | int | None:
    if isinstance(value, bool):
        return (words.YES if value else words.NO).in_(language)
    return value if isinstance(value, str) else None


def _write_state(_item: Item, value: JsonValue, language: Language) -> str | int | None:
    if not isinstance(value, str):
        return None
    text = f"{state_name(StateCode(value)).in_(language)} ({value})"
    return text if _state(text) == value else value


def _write_states(_item: Item, value: JsonValue, _language: Language) -> str | int | None:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        return ", ".join(cast("list[str]", value))
    return None


def _write_positions(item: Item, value: JsonValue, _language: Language) -> str | int | None:
    if isinstance(value, list) and value and all(isinstance(one, str) for one in value):
        text = "; ".join(_degrees(one) for one in cast("list[str]", value))
        return text if _read_positions(item, text) == value else None
    return None


def _degrees(text: str) -> str:
    found = _ISO.fullmatch(text)
    if found is None:
        return text
    ns, lat, lat_decimals, ew, lon, lon_decimals = found.groups("")
    return f"{_sign(ns)}{int(lat)}{lat_decimals}, {_sign(ew)}{int(lon)}{lon_decimals}"


def _sign(text: str) -> str:
    return "-" if text == "-" else ""


def _write_json(_item: Item, _value: JsonValue, _language: Language) -> str | int | None:
    return None


_READS: Mapping[Kind, Callable[[Item, CellValue], JsonValue]] = {
    Kind.WORDS: _read_words,
    Kind.CODE: _read_code,
    Kind.COUNT: _read_count,
    Kind.AMOUNT: _read_amount,
    Kind.MOMENT: _read_moment,
    Kind.FLAG: _read_flag,
    Kind.STATE: _read_state,
    Kind.STATES: _read_states,
    Kind.POSITIONS: _read_positions,
    Kind.JSON: _read_json,
}
_WRITES: Mapping[Kind, Callable[[Item, JsonValue, Language], str | int | None]] = {
    Kind.WORDS: _write_words,
    Kind.CODE: _write_words,
    Kind.COUNT: _write_count,
    Kind.AMOUNT: _write_amount,
    Kind.MOMENT: _write_words,
    Kind.FLAG: _write_flag,
    Kind.STATE: _write_state,
    Kind.STATES: _write_states,
    Kind.POSITIONS: _write_positions,
    Kind.JSON: _write_json,
}
