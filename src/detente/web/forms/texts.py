"""Text in one language or more, persons, and the short plain texts: unit numbers and message numbers."""

from __future__ import annotations

from detente.agreements.model import Item, ItemType
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Block, Entry, Group, Line, Part, Pick, Repeat, Width
from detente.web.forms.fields import Fields
from detente.web.forms.setting import ItemForm, Spot, as_object, as_typed, language_options, present

_LONG_LINES = 6


def show_text(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """One line a language; a button for another language."""
    lines = _LONG_LINES if spot.item.type is ItemType.LONG_TEXT else 1
    return (show_words(spot, spot.name, value, spot.item.label, lines),)


def show_words(spot: Spot, name: str, value: JsonValue, label: Text, lines: int = 1) -> Repeat:
    """Words by language under ``name``."""
    given = as_object(value) or ({spot.setting.writing: value} if as_typed(value) else {})
    rows = [(language, as_typed(words)) for language, words in given.items()]
    if spot.setting.wants_blank(name, len(rows)):
        rows.append((_next_language(spot, [language for language, _ in rows]), ""))
    parts = tuple(
        _show_row(spot, f"{name}.{number}", language, Entry("", label, words, lines=lines), len(rows) > 1)
        for number, (language, words) in enumerate(rows)
    )
    return Repeat(parts, name, _ADD_LANGUAGE, boxed=False)


def _show_row(spot: Spot, row: str, language: str, words: Entry, removable: bool) -> Part:
    pick = Pick(f"{row}.language", _LANGUAGE, tuple(language_options(spot, language)), spoken=True)
    entry = Entry(f"{row}.words", words.label, words.value, lines=words.lines, spoken=True)
    return Part(None, (Line((pick, entry), row if removable else None),), None)


def _next_language(spot: Spot, used: list[str]) -> str:
    offered = [spot.setting.writing, *spot.setting.text_languages()]
    return next((language for language in offered if language not in used), spot.setting.writing)


def read_text(item: Item, name: str, fields: Fields) -> JsonValue:
    """Words by language; two rows in one language become one text."""
    words: dict[str, JsonValue] = {}
    for row in fields.rows(name):
        language, typed = fields.one(f"{row}.language"), fields.one(f"{row}.words")
        if typed and language:
            before = words.get(language)
            words[language] = f"{before} {typed}" if before else typed
    return words or None


def show_person(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """A name and a post, each by language."""
    person = as_object(value) or ({"name": value} if as_typed(value) else {})
    return (
        Group(
            (
                Part(_NAME, (show_words(spot, f"{spot.name}.name", person.get("name"), _NAME),), None),
                Part(_POST, (show_words(spot, f"{spot.name}.post", person.get("post"), _POST),), None),
            )
        ),
    )


def read_person(item: Item, name: str, fields: Fields) -> JsonValue:
    """A name and a post, as far as they were typed."""
    return present({part: read_text(item, f"{name}.{part}", fields) for part in ("name", "post")})


def show_plain(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """One short line."""
    example = "SH96/KZ/2024/0007/EX/O" if spot.item.type is ItemType.MESSAGE_REFERENCE else ""
    return (Entry(spot.name, spot.item.label, as_typed(value), Width.MID, example=example, spoken=True),)


def read_plain(item: Item, name: str, fields: Fields) -> JsonValue:
    """The line as it was typed."""
    return fields.one(name) or None


TEXT = ItemForm(show_text, read_text)
PERSON = ItemForm(show_person, read_person)
PLAIN = ItemForm(show_plain, read_plain)

_LANGUAGE = Text("Language", "Язык", "语言")
_ADD_LANGUAGE = Text("Add another language", "Добавить текст на другом языке", "添加其他语言文本")
_NAME = Text("Name", "Фамилия и имя", "姓名")
_POST = Text("Post", "Должность", "职务")
