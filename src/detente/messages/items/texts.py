"""Text and long text: the same words in one language or more; and persons, who are named by such texts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import cast

from detente.agreements.model import Item, ItemType
from detente.kernel.errors import Fault
from detente.messages.document import JsonValue
from detente.messages.items import wording
from detente.messages.items.context import Context
from detente.messages.items.shape import check_members, wrong_type
from detente.messages.values import FreeText, ItemValue, Person

#: Most characters of a text in one language.
TEXT_LIMIT = 300
#: Most characters of a long text in one language.
LONG_TEXT_LIMIT = 20_000

#: A BCP 47 code: language in small letters, then script, region and variants.
LANGUAGE_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,4}", re.A)

_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in
                                           range(0, 0x110000, 0x10000))  # fmt: skip
#: Control characters (but the line feed), lone surrogates, noncharacters (RFC 7493, 2.1), line and paragraph
#: separators, and the embeddings, overrides and isolates that make words show in another order than they stand.
_FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\u2028\u2029\u202a-\u202e\u2066-\u2069" + _NONCHARACTERS + "]"
)

_VISIBLE = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def check_text(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Every fault of a text or long text."""
    if item.type is ItemType.LONG_TEXT:
        return check_words(value, context, LONG_TEXT_LIMIT, lines=True)
    return check_words(value, context)


def check_words(
    value: JsonValue, context: Context, limit: int = TEXT_LIMIT, *, lines: bool = False
) -> Iterator[Fault]:
    """Every fault of words given by language; ``lines``: whether they may have several lines."""
    if isinstance(value, str):
        yield wording.TEXT_WITHOUT_LANGUAGE.at(context.where)
    elif not isinstance(value, dict):
        yield wrong_type(ItemType.TEXT, value, context)
    elif not value:
        yield wording.TEXT_EMPTY.at(context.where)
    else:
        for language, words in value.items():
            inner = context.at(language)
            if not LANGUAGE_CODE.fullmatch(language):
                yield wording.LANGUAGE_WRONG.at(context.where, value=language[:40])
            if isinstance(words, str):
                yield from check_string(words, inner, limit, lines=lines)
            else:
                yield wrong_type(ItemType.TEXT, words, inner)


def check_string(text: str, context: Context, limit: int, *, lines: bool = False) -> Iterator[Fault]:
    """Every fault of plain characters that will be signed, shown and printed."""
    if not _VISIBLE.search(text):
        yield wording.TEXT_EMPTY.at(context.where)
        return
    if len(text) > limit:
        yield wording.TEXT_TOO_LONG.at(context.where, length=len(text), limit=limit)
    if forbidden := _FORBIDDEN.search(text):
        code = f"U+{ord(forbidden[0]):04X}"
        yield wording.TEXT_FORBIDDEN.at(context.where, code=code, place=str(forbidden.start() + 1))
    elif not unicodedata.is_normalized("NFC", text):
        yield wording.TEXT_NOT_NFC.at(context.where)
    if text != text.strip():
        yield wording.TEXT_EDGES.at(context.where)
    if not lines and "\n" in text.strip():
        yield wording.TEXT_LINES.at(context.where)


def build_text(_item: Item, value: JsonValue) -> FreeText:
    """A checked value as words by language."""
    return FreeText(cast("Mapping[str, str]", value))


def write_text(value: ItemValue) -> JsonValue:
    """The JSON form."""
    assert isinstance(value, FreeText)
    return dict(value.by_language)


def check_person(_item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Every fault of a person."""
    if not isinstance(value, dict):
        yield wrong_type(ItemType.PERSON, value, context)
        return
    yield from check_members(value, ("name",), ("post",), context)
    for member in ("name", "post"):
        if member in value:
            yield from check_words(value[member], context.at(member))


def build_person(item: Item, value: JsonValue) -> Person:
    """A checked value as a person."""
    known = cast("Mapping[str, JsonValue]", value)
    post = known.get("post")
    return Person(build_text(item, known["name"]), None if post is None else build_text(item, post))


def write_person(value: ItemValue) -> JsonValue:
    """The JSON form."""
    assert isinstance(value, Person)
    post = {} if value.post is None else {"post": write_text(value.post)}
    return {"name": write_text(value.name), **post}
