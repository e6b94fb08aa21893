"""Columns of a spreadsheet: one for each plain value that an item of a format may hold.

A column has a heading in words and a key. The heading is the item's number and label, what part of it the column
holds, and in square brackets the language of its words or the state it counts for: ``2.2 Name [en]``,
``2.7 Equipment: Battle tanks``. The key says the same in codes: ``name.en``, ``holdings.total.battle-tanks``.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from detente.agreements.model import Item, ItemType, Vocabulary
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue
from detente.messages.numbered import words

#: Where a value stands inside the JSON value of an item.
Path = tuple[str, ...]
_MARK = re.compile(r"(.*?)\s*\[([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\]", re.S)
_COLON = re.compile(r"\s*[:：]\s*")
_TOTAL, _BY_STATE = "total", "by_state"


class Kind(Enum):
    """What a cell of a column holds."""

    WORDS = "words"
    CODE = "code"
    COUNT = "count"
    AMOUNT = "amount"
    MOMENT = "moment"
    CHOICE = "choice"
    FLAG = "flag"
    STATE = "state"
    STATES = "states"
    POSITIONS = "positions"
    JSON = "json"


class Marked(Enum):
    """What may stand in brackets after a heading."""

    NOTHING = "nothing"
    LANGUAGE = "language"
    STATE = "state"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the item it is of, where in the item's value its cells stand, and what they hold."""

    item: Item
    path: Path
    kind: Kind

    @property
    def key(self) -> str:
        """Its name in codes."""
        return ".".join((self.item.id, *self.path))


@dataclass(frozen=True, slots=True)
class _Stem:
    """Columns that differ in their mark alone. ``path`` is without it."""

    item: Item
    path: Path
    kind: Kind
    part: Text | None = None
    marked: Marked = Marked.NOTHING

    def column(self, mark: str | None, otherwise: str) -> Column:
        """The column of a mark; ``otherwise``: the language of words without one."""
        if self.marked is Marked.LANGUAGE:
            return Column(self.item, (*self.path, mark or otherwise), self.kind)
        if self.marked is Marked.STATE:
            return Column(self.item, (*((_BY_STATE, mark) if mark else (_TOTAL,)), *self.path), self.kind)
        return Column(self.item, self.path, self.kind)

    def base(self, language: Language) -> str:
        """The heading in words without number and mark."""
        label = words.one_line(self.item.label.in_(language))
        if self.part is None:
            return label
        colon = "：" if language is Language.ZH else ": "
        return f"{label}{colon}{words.one_line(self.part.in_(language))}"


@dataclass(frozen=True)
class Headings:
    """The headings that the columns of some items may have."""

    items: Mapping[str, Item]
    _stems: Sequence[_Stem]
    _by_words: Mapping[str, tuple[_Stem, str | None] | None]

    def find(self, text: str, otherwise: str) -> Column | None:
        """The column under a heading in words, in any of the languages, or under a key; None: there is none.

        ``otherwise``: the language of words whose heading does not tell it.
        """
        marked = _MARK.fullmatch(text.strip())
        base, mark = (marked[1], marked[2]) if marked else (text, None)
        found = self._by_words.get(_normal(base))
        if found is None:
            return self._by_key(text.strip())
        stem, language = found
        if mark and stem.marked is Marked.NOTHING:
            return None
        return stem.column(mark, language or otherwise)

    def heading(self, column: Column, language: Language) -> str:
        """The heading of a column in words; its key where words would not lead back to it."""
        for stem in self._stems:
            mark = _mark_of(stem, column)
            if mark is not None:
                suffix = f" [{mark}]" if mark else ""
                text = f"{column.item.no} {stem.base(language)}{suffix}"
                return text if self.find(text, "") == column else column.key
        return column.key

    def columns(self, languages: Sequence[str]) -> Iterator[Column]:
        """Every column that is offered: words in ``languages``, numbers of the whole."""
        for stem in self._stems:
            marks = languages if stem.marked is Marked.LANGUAGE else (None,)
            for mark in marks:
                yield stem.column(mark, "")

    def _by_key(self, key: str) -> Column | None:
        name, *path = key.split(".")
        item = self.items.get(name)
        if item is None:
            return None
        column = Column(item, tuple(path), Kind.JSON)
        for stem in self._stems:
            if _mark_of(stem, column) is not None:
                return Column(item, tuple(path), stem.kind)
        return column if path or item.type in (ItemType.AREA, ItemType.ATTACHMENT) else None


def headings_of(items: Iterable[Item], vocabulary: Vocabulary) -> Headings:
    """The headings of the columns of ``items``; tables have a sheet of their own and none here."""
    known = {item.id: item for item in items if item.type is not ItemType.TABLE}
    stems = [stem for item in known.values() for stem in _stems(item, vocabulary)]
    by_words: dict[str, tuple[_Stem, str | None] | None] = {}
    for stem in stems:
        for language in Language:
            base = stem.base(language)
            for text in (base, f"{stem.item.no} {base}", f"{stem.item.no}. {base}"):
                _enter(by_words, _normal(text), stem, language)
    return Headings(known, stems, by_words)


def parts_of(item: Item, value: JsonValue) -> Iterator[tuple[Path, JsonValue]]:
    """The plain values in an item's value, each with where it stands."""
    yield from _walk(value, _DEPTHS.get(item.type, 0), ())


def put_part(value: JsonValue, path: Path, part: JsonValue) -> JsonValue:
    """An item's value with one plain value more."""
    if not path:
        return part
    members = value if isinstance(value, dict) else {}
    members[path[0]] = put_part(members.get(path[0]), path[1:], part)
    return members


def _walk(value: JsonValue, depth: int, path: Path) -> Iterator[tuple[Path, JsonValue]]:
    if depth and isinstance(value, dict) and value:
        for name, inner in value.items():
            deeper = depth + 1 if name == _BY_STATE and not path else depth
            yield from _walk(inner, deeper - 1, (*path, name))
    else:
        yield path, value


def _mark_of(stem: _Stem, column: Column) -> str | None:
    """The mark with which a stem gives the column (empty: none is needed); None: it does not give it."""
    if stem.item.id != column.item.id:
        return None
    path = column.path
    if stem.marked is Marked.LANGUAGE:
        return path[-1] if path and path[:-1] == stem.path else None
    if stem.marked is Marked.STATE:
        if path == (_TOTAL, *stem.path):
            return ""
        return path[1] if len(path) == 3 and path[0] == _BY_STATE and path[2:] == stem.path else None
    return "" if path == stem.path else None


def _enter(
    by_words: dict[str, tuple[_Stem, str | None] | None], text: str, stem: _Stem, language: Language
) -> None:
    """A heading that could mean two columns means none; one that is the same in two languages tells neither."""
    if text not in by_words:
        by_words[text] = (stem, language.value)
        return
    known = by_words[text]
    if known is not None:
        by_words[text] = None if known[0] is not stem else (stem, None)


def _normal(text: str) -> str:
    flat = unicodedata.normalize("NFKC", text).casefold().rstrip("* \n")
    return " ".join(_COLON.sub(": ", flat).split())


def _stems(item: Item, vocabulary: Vocabulary) -> Iterator[_Stem]:
    if item.type in (ItemType.TEXT, ItemType.LONG_TEXT):
        yield _Stem(item, (), Kind.WORDS, None, Marked.LANGUAGE)
    elif item.type is ItemType.PLACE:
        yield _Stem(item, ("name",), Kind.WORDS, _NAME, Marked.LANGUAGE)
        yield _Stem(item, ("positions",), Kind.POSITIONS, _POSITIONS)
        yield _Stem(item, ("accuracy_km",), Kind.COUNT, _ACCURACY)
    elif item.type is ItemType.PERSON:
        yield _Stem(item, ("name",), Kind.WORDS, words.PERSON_NAME, Marked.LANGUAGE)
        yield _Stem(item, ("post",), Kind.WORDS, words.POST, Marked.LANGUAGE)
    elif item.type is ItemType.PERIOD:
        yield _Stem(item, ("start",), Kind.MOMENT, _START)
        yield _Stem(item, ("end",), Kind.MOMENT, _END)
    elif item.type is ItemType.MEASURES:
        for measure in item.measures:
            known = vocabulary.measures.get(measure)
            name = known.name if known else Text(measure, measure, measure)
            yield _Stem(item, (measure,), Kind.AMOUNT, name, Marked.STATE)
    else:
        yield _Stem(item, (), _KINDS.get(item.type, Kind.JSON))


_KINDS = {
    ItemType.NUMBER: Kind.COUNT,
    ItemType.DATE: Kind.MOMENT,
    ItemType.INSTANT: Kind.MOMENT,
    ItemType.STATE: Kind.STATE,
    ItemType.STATES: Kind.STATES,
    ItemType.CHOICE: Kind.CHOICE,
    ItemType.FLAG: Kind.FLAG,
    ItemType.UNIT_REFERENCE: Kind.CODE,
    ItemType.MESSAGE_REFERENCE: Kind.CODE,
}
#: How many members deep the plain values of an item stand.
_DEPTHS = {
    ItemType.TEXT: 1,
    ItemType.LONG_TEXT: 1,
    ItemType.PLACE: 2,
    ItemType.PERSON: 2,
    ItemType.PERIOD: 1,
    ItemType.MEASURES: 2,
}
_NAME = Text("name", "название", "名称")
_POSITIONS = Text("latitude, longitude", "широта, долгота", "纬度、经度")
_ACCURACY = Text("accuracy, km", "точность, км", "精度（公里）")
_START = Text("start", "начало", "开始")
_END = Text("end", "окончание", "结束")
