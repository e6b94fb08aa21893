"""Entries of a notice back to the JSON values of items: the inverse of ``values``."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from detente.agreements.model import Item, ItemType, Vocabulary
from detente.kernel.errors import InputError
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Language, Text, same_text
from detente.messages.document import JsonValue
from detente.messages.items.measures import write_amount
from detente.messages.numbered import wording, words
from detente.messages.numbered.fields import Field, labelled, list_entry
from detente.messages.numbered.layout import Block
from detente.messages.values import Amount, Qualifier

_NUMBER = re.compile(r"([0-9]{1,3}(?:[,\u202f\u00a0 ][0-9]{3})+|[0-9]+)(?: ?(\D.*))?", re.A | re.S)
_ITEM = re.compile(r"(\S+?)\. (.*)", re.A | re.S)
_DAY_TIME = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2})(:[0-9]{2})? UTC", re.A)
#: Degrees, which touch the quarter of the globe where no blank parts them.
_DEGREES = {"lat": r" ?[0-9.]+", "lon": r" ?[0-9.]+"}
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads values written in ``language``; free text without a mark is in ``own_language``."""

    language: Language
    own_language: str
    vocabulary: Vocabulary

    def item(self, item: Item, field: Field) -> JsonValue:
        """The JSON value of an item.

        Raises:
            InputError: it is not written as such items are; it names the line.
        """
        return _READS[item.type](self, item, field)

    def wrong(self, field: Field, example: str) -> InputError:
        """The value is not understood; it should look like ``example``."""
        return wording.at_line(wording.VALUE_WRONG, field.number, value=field.rest[:_SHOWN], example=example)


def numbered_item(block: Block, items: Mapping[str, Item]) -> tuple[Item, Field]:
    """Which item an entry such as ``3. Strength:`` is, by its number; its label must be that item's.

    Raises:
        InputError: no item has that number, or it is called otherwise.
    """
    first = block.first
    found = _ITEM.fullmatch(first.text)
    item = items.get(found[1]) if found else None
    if found is None or item is None:
        text = first.text[:_SHOWN]
        raise wording.at_line(wording.ITEM_NUMBER, first.number, text=text, known=", ".join(items))
    rest = words.after_label(found[2].lstrip(" "), (*words.in_all(item.label), item.id))
    if rest is None:
        raise wording.at_line(
            wording.ITEM_LABEL, first.number, number=item.no, text=found[2][:_SHOWN], label=item.label
        )
    return item, Field(first.number, rest, block.deeper)


def read_moment(text: str) -> str:
    """``2024-05-12 06:00 UTC`` as an instant; anything else as it is, for the date it may be."""
    found = _DAY_TIME.fullmatch(text)
    return f"{found[1]}T{found[2]}{found[3] or ':00'}Z" if found else text


def read_position(text: str, language: Language) -> str:
    """Degrees with their quarters of the globe as ISO 6709; anything else as it is."""
    found = words.match(words.COORDINATES.in_(language), text, _DEGREES)
    if found is None:
        return text
    ns = {words.NORTH.in_(language): "+", words.SOUTH.in_(language): "-"}.get(found["ns"])
    ew = {words.EAST.in_(language): "+", words.WEST.in_(language): "-"}.get(found["ew"])
    if ns is None or ew is None:
        return text
    return f"{ns}{_padded(found['lat'].strip(), 2)}{ew}{_padded(found['lon'].strip(), 3)}/"


def _padded(degrees: str, digits: int) -> str:
    whole, point, decimals = degrees.partition(".")
    return f"{whole.zfill(digits)}{point}{decimals}"


def read_states(text: str) -> list[str]:
    """The codes of states that are written one after another."""
    return [words.code_in(part.strip()) for part in re.split("[;；]", text)]


def _text(reader: Reader, _item: Item, field: Field) -> JsonValue:
    return _words(reader, field)


def _words(reader: Reader, field: Field) -> dict[str, JsonValue]:
    return dict(field.by_language(reader.own_language))


def _plain(_reader: Reader, _item: Item, field: Field) -> JsonValue:
    return field.one_line()


def _number(reader: Reader, item: Item, field: Field) -> JsonValue:
    number, unit = _with_unit(reader, field)
    wanted = words.unit_word(item.unit, reader.vocabulary, reader.language) if item.unit else ""
    if unit and words.code_in(unit) not in (item.unit, wanted):
        raise wording.at_line(wording.UNIT_WRONG, field.number, given=unit[:_SHOWN], unit=wanted or "1")
    return number


def _with_unit(reader: Reader, field: Field) -> tuple[int, str]:
    found = _NUMBER.fullmatch(field.one_line())
    if found is None:
        raise reader.wrong(field, "1,500")
    return int(re.sub(r"\D", "", found[1])), found[2] or ""


def _flag(reader: Reader, _item: Item, field: Field) -> JsonValue:
    known = {words.YES.in_(reader.language): True, words.NO.in_(reader.language): False}
    text = field.one_line()
    if text not in known:
        raise reader.wrong(field, ", ".join(known))
    return known[text]


def _choice(reader: Reader, item: Item, field: Field) -> JsonValue:
    known = words.choice_words(item, reader.language)
    text = field.one_line()
    if text not in known:
        shown = (words.word_of(choice.code, known) for choice in item.choices)
        raise reader.wrong(field, "; ".join(shown))
    return known[text]


def _state(_reader: Reader, _item: Item, field: Field) -> JsonValue:
    return words.code_in(field.one_line())


def _states(_reader: Reader, _item: Item, field: Field) -> JsonValue:
    return list(read_states(field.one_line()))


def _moment(_reader: Reader, _item: Item, field: Field) -> JsonValue:
    return read_moment(field.one_line())


def _period(reader: Reader, _item: Item, field: Field) -> JsonValue:
    text = field.one_line()
    for template in (words.OPEN_PERIOD, words.PERIOD):
        if found := words.match(template.in_(reader.language), text):
            return {name: read_moment(moment.strip()) for name, moment in found.items()}
    example = words.PERIOD.in_(reader.language).format(start="2024-05-12", end="2024-05-20")
    raise reader.wrong(field, example)


def _measures(reader: Reader, item: Item, field: Field) -> JsonValue:
    read: dict[str, JsonValue] = {}
    by_state: dict[str, JsonValue] = {}
    for block in field.parts():
        rest = words.after_label(block.first.text, words.in_all(words.TOTAL))
        state = words.code_in(block.first.text.rstrip(" :："))
        into, key = (by_state, state) if rest is None else (read, "total")
        if key in into:
            raise wording.at_line(wording.REPEATED, block.first.number, label=key[:_SHOWN])
        into[key] = _column(reader, item, Field(block.first.number, rest or "", block.deeper))
    return {**read, "by_state": by_state} if by_state else read


def _column(reader: Reader, item: Item, field: Field) -> JsonValue:
    read: dict[str, JsonValue] = {}
    for block in field.parts():
        number, entry = list_entry(block, 1)
        if not 1 <= number <= len(item.measures):
            text = block.first.text[:_SHOWN]
            raise wording.at_line(
                wording.LIST_NUMBER, block.first.number, text=text, number=f"1-{len(item.measures)}"
            )
        measure = item.measures[number - 1]
        parts = labelled(entry.parts(), [_measure_label(reader, measure)])
        if measure in read:
            raise wording.at_line(wording.REPEATED, block.first.number, label=measure)
        (amount,) = parts.values()
        read[measure] = _amount(reader, amount)
    return read


def _measure_label(reader: Reader, measure: MeasureId) -> Text:
    known = reader.vocabulary.measures.get(measure)
    return known.name if known else same_text(measure)


def _amount(reader: Reader, field: Field) -> JsonValue:
    text, claim = field.one_line(), Qualifier.EXACT
    for qualifier, template in words.AMOUNTS.items():
        if found := words.match(template.in_(reader.language), text):
            text, claim = found["n"].strip(), qualifier
    number, unit = _with_unit(reader, Field(field.number, text, ()))
    if unit:
        about = words.AMOUNTS[Qualifier.ABOUT].in_(reader.language)
        raise reader.wrong(field, f"1500, {about.format(n='1500')}")
    return write_amount(Amount(number, claim))


def _place(reader: Reader, _item: Item, field: Field) -> JsonValue:
    return _place_in(reader, field)


def _area(reader: Reader, _item: Item, field: Field) -> JsonValue:
    return [_place_in(reader, entry) for entry in field.entries()]


def _place_in(reader: Reader, field: Field) -> JsonValue:
    parts = labelled(field.parts(), (words.NAME, words.POSITION, words.ACCURACY))
    read: dict[str, JsonValue] = {"name": _words(reader, _need(parts, words.NAME, field))}
    if words.POSITION in parts:
        texts = re.split("[;；] ?", parts[words.POSITION].one_line())
        read["positions"] = [read_position(text, reader.language) for text in texts]
    if words.ACCURACY in parts:
        number, unit = _with_unit(reader, parts[words.ACCURACY])
        if unit != words.KILOMETRES.in_(reader.language):
            raise reader.wrong(parts[words.ACCURACY], f"15 {words.KILOMETRES.in_(reader.language)}")
        read["accuracy_km"] = number
    return read


def _need(parts: Mapping[Text, Field], label: Text, field: Field) -> Field:
    if label not in parts:
        raise wording.at_line(wording.PART_MISSING, field.number, label=label)
    return parts[label]


def _person(reader: Reader, _item: Item, field: Field) -> JsonValue:
    parts = labelled(field.parts(), (words.PERSON_NAME, words.POST))
    read: dict[str, JsonValue] = {"name": _words(reader, _need(parts, words.PERSON_NAME, field))}
    if words.POST in parts:
        read["post"] = _words(reader, parts[words.POST])
    return read


def _attachment(reader: Reader, _item: Item, field: Field) -> JsonValue:
    labels = (words.FILE_NAME, words.FILE_TYPE, words.FILE_SIZE, words.FILE_HASH)
    parts = labelled(field.parts(), labels)
    name, media_type, size, sha256 = (_need(parts, label, field) for label in labels)
    number, unit = _with_unit(reader, size)
    if unit != words.BYTES.in_(reader.language):
        raise reader.wrong(size, f"1024 {words.BYTES.in_(reader.language)}")
    return {
        "name": name.one_line(),
        "type": media_type.one_line(),
        "size": number,
        "sha256": sha256.one_line(),
    }


def _table(reader: Reader, item: Item, field: Field) -> JsonValue:
    columns = {column.no: column for column in item.columns}
    rows: list[JsonValue] = []
    for entry in field.entries():
        row: dict[str, JsonValue] = {}
        for block in entry.parts():
            column, cell = numbered_item(block, columns)
            if column.id in row:
                raise wording.at_line(wording.REPEATED, block.first.number, label=column.label)
            row[column.id] = reader.item(column, cell)
        rows.append(row)
    return rows


_READS: Mapping[ItemType, Callable[[Reader, Item, Field], JsonValue]] = {
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
