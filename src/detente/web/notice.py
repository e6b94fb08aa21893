"""A message as a numbered notice on the page, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from detente.agreements.model import Agreement, Format, Item, ItemType, Status, Vocabulary
from detente.kernel.identifiers import Reference
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Language, Text
from detente.messages.amend import ItemChange
from detente.messages.document import Document, JsonValue, OriginKind
from detente.messages.numbered.layout import Entry
from detente.messages.numbered.values import Printer
from detente.messages.read import read_item
from detente.messages.values import FreeText, Period, Strength
from detente.messages.wording import audience_word, kind_word, origin_word
from detente.web.dates import format_moment, format_period
from detente.web.forms.setting import language_name
from detente.web.strength import StrengthTable, build_strength

#: How many rows of a table, or lines that differ, a page shows; a return may list 20,000 units.
MOST_LINES = 200


@dataclass(frozen=True, slots=True)
class Wording:
    """Free text in one language; ``code`` is its BCP 47 code."""

    code: str
    language: Text
    text: str


@dataclass(frozen=True, slots=True)
class NoticeItem:
    """An item as it stands, in one of four ways.

    Strengths are a ``strength`` table; free text is ``wordings``, the reader's language first; dates are
    ``words``; anything else is an ``entry``, lines of the printed notice.
    """

    no: str
    label: Text
    strength: StrengthTable | None = None
    wordings: tuple[Wording, ...] = ()
    words: str | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """``origin`` is None for an official message; ``sources`` and ``told_on`` belong to a reconstructed one."""

    title: Text
    agreement: Text
    agreement_id: str
    status: Status
    article: str
    reference: Reference | None
    kind: Text
    sender: Text
    to: tuple[Text, ...]
    issued_at: Instant
    refers_to: tuple[Reference, ...]
    audience: Text
    origin: Text | None
    sources: tuple[str, ...]
    told_on: PartialDate | None
    items: tuple[NoticeItem, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """An item before and after, each in one line; None where it was not there."""

    no: str
    label: Text
    before: str | None
    after: str | None


def build_notice(
    document: Document, agreement: Agreement, vocabulary: Vocabulary, language: Language
) -> Notice:
    """The notice of a document.

    Raises:
        InputError: an item does not fit its type.
    """
    message_format = agreement.formats[document.format]
    printer = Printer(language, document.language, agreement, vocabulary)
    official = document.origin.kind is OriginKind.OFFICIAL
    return Notice(
        title=message_format.title,
        agreement=agreement.title,
        agreement_id=agreement.id,
        status=agreement.status,
        article=message_format.article,
        reference=document.reference,
        kind=kind_word(document.kind),
        sender=agreement.state_name(document.sender),
        to=tuple(agreement.state_name(state) for state in document.to),
        issued_at=document.issued_at,
        refers_to=document.refers_to,
        audience=audience_word(document.audience),
        origin=None if official else origin_word(document.origin.kind),
        sources=document.origin.sources,
        told_on=document.origin.told_on,
        items=tuple(_items(document, message_format, agreement, printer)),
    )


def build_changes(changes: list[ItemChange], message_format: Format, printer: Printer) -> tuple[Change, ...]:
    """What differs from the message before, item by item; of an item with many lines, the lines that differ."""
    items = {item.id: item for item in message_format.items}
    return tuple(_change(items[change.item], change, printer) for change in changes if change.item in items)


def _change(item: Item, change: ItemChange, printer: Printer) -> Change:
    before, after = (_lines(printer, item, value) for value in (change.before, change.after))
    stayed = {*before} & {*after}
    gone, new = (_first([line for line in lines if line not in stayed], printer) for lines in (before, after))
    return Change(item.no, item.label, "; ".join(gone) or None, "; ".join(new) or None)


def _first(lines: list[str], printer: Printer) -> list[str]:
    """The first of many lines, and how many there are besides."""
    more = len(lines) - MOST_LINES
    if more <= 0:
        return lines
    return [*lines[:MOST_LINES], _MORE.in_(printer.language).format(number=printer.number(more))]


def _items(
    document: Document, message_format: Format, agreement: Agreement, printer: Printer
) -> Iterator[NoticeItem]:
    for item in message_format.items:
        if item.id in document.content:
            yield _item(item, document.content[item.id], agreement, printer)


def _item(item: Item, value: JsonValue, agreement: Agreement, printer: Printer) -> NoticeItem:
    if item.type is ItemType.TABLE and isinstance(value, list) and len(value) > MOST_LINES:
        shown = printer.item(item, value[:MOST_LINES])
        more = _MORE.in_(printer.language).format(number=printer.number(len(value) - MOST_LINES))
        return NoticeItem(item.no, item.label, entry=Entry(shown.head, body=[*shown.body, Entry("", more)]))
    match read_item(item, value):
        case Strength() as strength:
            table = build_strength(strength, agreement, printer.vocabulary)
            return NoticeItem(item.no, item.label, strength=table)
        case FreeText() as text:
            return NoticeItem(item.no, item.label, wordings=tuple(_wordings(text, printer.language)))
        case Period() as period:
            return NoticeItem(item.no, item.label, words=format_period(period, printer.language))
        case PartialDate() | datetime() as moment:
            return NoticeItem(item.no, item.label, words=format_moment(moment, printer.language))
    return NoticeItem(item.no, item.label, entry=printer.item(item, value))


def _wordings(text: FreeText, reading: Language) -> Iterator[Wording]:
    order = sorted(text.by_language, key=lambda code: (code != reading.value, code))
    return (Wording(code, language_name(code), text.by_language[code]) for code in order)


def _lines(printer: Printer, item: Item, value: JsonValue) -> list[str]:
    return [] if value is None else list(_leaves(printer.item(item, value), ""))


def _leaves(entry: Entry | str, before: str) -> Iterator[str]:
    if isinstance(entry, str):
        yield entry
        return
    if entry.inline:
        yield f"{before}{entry.inline}"
    for part in entry.body:
        head = part.head if isinstance(part, Entry) and not _NUMBERING.fullmatch(part.head) else ""
        yield from _leaves(part, f"{before}{head} " if head else before)


_MORE = Text(
    "… and {number} more, which are not shown here",
    "… и ещё {number}, здесь не показано",
    "……另有{number}项，此处未显示",
)
#: Numbers that the printed notice gives to entries of a list.
_NUMBERING = re.compile(r"\(\d+\)")
