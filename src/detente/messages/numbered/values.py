"""Values of items as entries of a notice. They are printed from their checked JSON, digit by digit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from detente.agreements.model import Agreement, Item, ItemType, Vocabulary
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.languages import Language, Text, format_integer
from detente.messages.document import JsonValue
from detente.messages.numbered import words
from detente.messages.numbered.layout import Entry
from detente.messages.values import Qualifier

_DEGREES = re.compile(r"([+-])(\d{2})(\.\d+)?([+-])(\d{3})(\.\d+)?/", re.A)


@dataclass(frozen=True, slots=True)
class Printer:
    """Prints in ``language``; free text in ``own_language`` alone carries no mark of its language."""

    language: Language
    own_language: str
    agreement: Agreement
    vocabulary: Vocabulary

    def item(self, item: Item, value: JsonValue) -> Entry:
        """An item with its number, or a column of a table with its."""
        return _PRINTS[item.type](self, item, self.label(item.label, f"{item.no}. "), value)

    def label(self, label: Text | str, before: str = "") -> str:
        """A label with what stands before it and its colon."""
        text = label if isinstance(label, str) else label.in_(self.language)
        return f"{before}{words.one_line(text)}{words.colon(self.language)}"

    def number(self, value: int) -> str:
        """A whole number in groups of three digits."""
        return format_integer(value, self.language)

    def states(self, states: Iterable[str]) -> str:
        """States one after another: the name of each, and its code, which counts."""
        names = ((self.agreement.state_name(StateCode(state)), state) for state in states)
        return words.between(self.language).join(
            words.with_code(words.one_line(name.in_(self.language)), state, self.language)
            for name, state in names
        )

    def text(self, head: str, value: JsonValue) -> Entry:
        """Words by language."""
        by_language = cast("Mapping[str, str]", value)
        if by_language.keys() == {self.own_language}:
            return _lines(head, by_language[self.own_language])
        order = sorted(by_language, key=lambda code: (code != self.own_language, code))
        return Entry(head, body=[_lines(f"[{code}]", by_language[code]) for code in order])


def print_moment(text: str, language: Language) -> str:
    """A date as it is, an instant as day, time and UTC; seconds only where there are any."""
    if "T" not in text:
        return text
    day, time = text.removesuffix("Z").split("T")
    return words.INSTANT.in_(language).format(day=day, time=time.removesuffix(":00"))


def print_position(text: str, language: Language) -> str:
    """Decimal degrees with their quarters of the globe; any other form of ISO 6709 as it is."""
    found = _DEGREES.fullmatch(text)
    if found is None:
        return text
    ns, lat, lat_decimals, ew, lon, lon_decimals = found.groups("")
    return words.COORDINATES.in_(language).format(
        lat=f"{int(lat)}{lat_decimals}",
        ns=(words.NORTH if ns == "+" else words.SOUTH).in_(language),
        lon=f"{int(lon)}{lon_decimals}",
        ew=(words.EAST if ew == "+" else words.WEST).in_(language),
    )


def numbered(entries: Iterable[Iterable[Entry]]) -> list[Entry]:
    """The entries of a list, (1), (2) and so on."""
    return [Entry(f"({number})", body=list(parts)) for number, parts in enumerate(entries, start=1)]


def _lines(head: str, text: str) -> Entry:
    lines = text.split("\n")
    return Entry(head, inline=text) if len(lines) == 1 else Entry(head, body=lines)


def _text(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    return printer.text(head, value)


def _plain(_printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    return Entry(head, str(value))


def _number(printer: Printer, item: Item, head: str, value: JsonValue) -> Entry:
    number = printer.number(cast("int", value))
    unit = item.unit and words.unit_word(item.unit, printer.vocabulary, printer.language)
    return Entry(head, words.with_code(number, unit, printer.language) if unit else number)


def _flag(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    return Entry(head, (words.YES if value else words.NO).in_(printer.language))


def _choice(printer: Printer, item: Item, head: str, value: JsonValue) -> Entry:
    return Entry(head, words.word_of(cast("str", value), words.choice_words(item, printer.language)))


def _state(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    return Entry(head, printer.states([cast("str", value)]))


def _states(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    return Entry(head, printer.states(cast("list[str]", value)))


def _moment(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    return Entry(head, print_moment(cast("str", value), printer.language))


def _period(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    moments = cast("Mapping[str, str]", value)
    shown = {name: print_moment(moment, printer.language) for name, moment in moments.items()}
    template = words.PERIOD if "end" in moments else words.OPEN_PERIOD
    return Entry(head, template.in_(printer.language).format(**shown))


def _measures(printer: Printer, item: Item, head: str, value: JsonValue) -> Entry:
    parts = cast("Mapping[str, Mapping[str, JsonValue]]", value)
    body = []
    if "total" in parts:
        body.append(_column(printer, item, printer.label(words.TOTAL), parts["total"]))
    by_state = cast("Mapping[str, Mapping[str, JsonValue]]", parts.get("by_state", {}))
    for state in sorted(by_state):
        name = printer.label(printer.states([state]))
        body.append(_column(printer, item, name, by_state[state]))
    return Entry(head, body=body)


def _column(printer: Printer, item: Item, head: str, column: Mapping[str, JsonValue]) -> Entry:
    """The numbers of one column; each measure keeps the number it has in the format."""
    body = [
        Entry(f"({number})", body=[Entry(printer.label(measure_word(printer, measure)), amount)])
        for number, measure in enumerate(item.measures, start=1)
        if measure in column and (amount := _amount(printer, column[measure]))
    ]
    return Entry(head, body=body)


def measure_word(printer: Printer, measure: MeasureId) -> str:
    """A measure's name in the printer's language, or its code where the vocabulary lacks it."""
    known = printer.vocabulary.measures.get(measure)
    return known.name.in_(printer.language) if known else measure


def _amount(printer: Printer, value: JsonValue) -> str:
    if isinstance(value, dict):
        ((qualifier, number),) = value.items()
        template = words.AMOUNTS[Qualifier(qualifier)].in_(printer.language)
        return template.format(n=printer.number(cast("int", number)))
    return printer.number(cast("int", value))


def _place(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    return Entry(head, body=list(_place_parts(printer, value)))


def _area(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    places = cast("list[JsonValue]", value)
    return Entry(head, body=numbered(_place_parts(printer, place) for place in places))


def _place_parts(printer: Printer, value: JsonValue) -> Iterator[Entry]:
    place = cast("Mapping[str, JsonValue]", value)
    yield printer.text(printer.label(words.NAME), place["name"])
    if "positions" in place:
        texts = cast("list[str]", place["positions"])
        shown = words.between(printer.language).join(print_position(text, printer.language) for text in texts)
        yield Entry(printer.label(words.POSITION), shown)
    if "accuracy_km" in place:
        unit = words.KILOMETRES.in_(printer.language)
        shown = words.with_unit(str(place["accuracy_km"]), unit, printer.language)
        yield Entry(printer.label(words.ACCURACY), shown)


def _person(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    person = cast("Mapping[str, JsonValue]", value)
    body = [printer.text(printer.label(words.PERSON_NAME), person["name"])]
    if "post" in person:
        body.append(printer.text(printer.label(words.POST), person["post"]))
    return Entry(head, body=body)


def _attachment(printer: Printer, _item: Item, head: str, value: JsonValue) -> Entry:
    file = cast("Mapping[str, JsonValue]", value)
    number, unit = printer.number(cast("int", file["size"])), words.BYTES.in_(printer.language)
    size = words.with_unit(number, unit, printer.language)
    parts = (
        (words.FILE_NAME, str(file["name"])),
        (words.FILE_TYPE, str(file["type"])),
        (words.FILE_SIZE, size),
        (words.FILE_HASH, str(file["sha256"])),
    )
    return Entry(head, body=[Entry(printer.label(label), text) for label, text in parts])


def _table(printer: Printer, item: Item, head: str, value: JsonValue) -> Entry:
    rows = cast("list[Mapping[str, JsonValue]]", value)
    cells = (
        [printer.item(column, row[column.id]) for column in item.columns if column.id in row] for row in rows
    )
    return Entry(head, body=numbered(cells))


_PRINTS: Mapping[ItemType, Callable[[Printer, Item, str, JsonValue], Entry]] = {
    ItemType.TEXT: _text,
    ItemType.LONG_TEXT: _text,
    ItemType.NUMBER: _number,
    ItemType.MEASURES: _measures,
    ItemType.DATE: _moment,
    ItemType.INSTANT: _moment,
    ItemType.PERIOD: _period,
    ItemType.STATE: _state,
    ItemType.STATES: _states,
    ItemType.PLACE: _place,
    ItemType.AREA: _area,
    ItemType.CHOICE: _choice,
    ItemType.FLAG: _flag,
    ItemType.PERSON: _person,
    ItemType.UNIT_REFERENCE: _plain,
    ItemType.MESSAGE_REFERENCE: _plain,
    ItemType.ATTACHMENT: _attachment,
    ItemType.TABLE: _table,
}
