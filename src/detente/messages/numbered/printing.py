"""Print a document as a numbered notice in one language."""

from __future__ import annotations

from collections.abc import Iterator

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, Format, Status, Vocabulary
from detente.kernel.errors import InputError, Severity
from detente.kernel.instants import format_instant
from detente.kernel.languages import Language, Text
from detente.messages.document import Document
from detente.messages.items.context import Context
from detente.messages.items.types import check_value
from detente.messages.numbered import words
from detente.messages.numbered.layout import STEP, WIDTH, columns, render, wrap
from detente.messages.numbered.values import Printer, print_moment
from detente.messages.numbered.wording import UNPRINTABLE
from detente.messages.validate_wording import FORMAT_UNKNOWN, ITEM_UNKNOWN
from detente.messages.wording import MEND_EACH, audience_word, kind_word, origin_word

_STANDING = {
    Status.MODEL: Text(
        "Model: agreed by no state.",
        "Модель: ни одним государством не согласована.",
        "范本：未经任何国家同意。",
    ),
    Status.INVENTED: Text(
        "Invented agreement, for training.",
        "Вымышленное соглашение, для обучения.",
        "虚构协定，供训练使用。",
    ),
}


def format_numbered(
    document: Document, agreement: Agreement, vocabulary: Vocabulary, language: Language
) -> str:
    """The notice in ``language``; ``parse_numbered`` gives back an equal document.

    Raises:
        InputError: the document does not fit its format; it carries every fault.
    """
    message_format = agreement.formats.get(document.format)
    if message_format is None:
        raise FORMAT_UNKNOWN.error(format=document.format, known=", ".join(agreement.formats))
    _refuse_unreadable(document, message_format, vocabulary)
    printer = Printer(language, document.language, agreement, vocabulary)
    lines = [
        *_title(agreement, message_format, language),
        "=" * WIDTH,
        *_head(document, message_format, printer),
        "-" * WIDTH,
        *_items(document, message_format, printer),
        "-" * WIDTH,
        words.END.in_(language).format(reference=document.reference),
    ]
    return "\n".join(lines) + "\n"


def _refuse_unreadable(document: Document, message_format: Format, vocabulary: Vocabulary) -> None:
    known = {item.id: item for item in message_format.items}
    faults = [
        ITEM_UNKNOWN.at(f"item {name[:40]}", item=name[:40], known=", ".join(known))
        for name in document.content
        if name not in known
    ]
    for item in message_format.items:
        if item.id in document.content:
            context = Context(f"item {item.no}", vocabulary=vocabulary)
            faults += check_value(item, document.content[item.id], context)
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if errors:
        raise InputError("unprintable", UNPRINTABLE, MEND_EACH, errors)


def _title(agreement: Agreement, message_format: Format, language: Language) -> Iterator[str]:
    title = words.one_line(agreement.short_title.in_(language))
    cited = cite_article(message_format.article).in_(language)
    under = words.UNDER_ARTICLE.in_(language).format(agreement=title, article=cited)
    yield from wrap(words.one_line(message_format.title.in_(language)), WIDTH, WIDTH)
    yield from wrap(under, WIDTH, WIDTH)
    if agreement.status in _STANDING:
        yield _STANDING[agreement.status].in_(language)


def _head(document: Document, message_format: Format, printer: Printer) -> Iterator[str]:
    language = printer.language
    widest = max(columns(label.in_(language)) for label in words.HEAD.values())
    for member, values in _head_values(document, message_format, printer).items():
        label = words.HEAD[member].in_(language) + words.colon(language)
        pad = widest + STEP - columns(label) + len(words.colon(language))
        for number, value in enumerate(values):
            start = label + " " * pad if number == 0 else " " * (widest + STEP + 1)
            room = WIDTH - widest - STEP - 1
            lines = [value] if member == "sources" else wrap(value, room, room)
            yield start + lines[0]
            yield from (" " * (widest + STEP + 1) + line for line in lines[1:])


def _head_values(document: Document, message_format: Format, printer: Printer) -> dict[str, list[str]]:
    """What each line of the head says; one entry of a list is one line to begin with."""
    language, agreement = printer.language, printer.agreement
    origin = document.origin
    values: dict[str, list[str]] = {
        words.REFERENCE: [document.reference],
        "kind": [kind_word(document.kind).in_(language)],
        "from": [printer.states([document.sender])],
        "to": [printer.states(document.to)],
        "issued_at": [print_moment(format_instant(document.issued_at), language)],
        "refers_to": ["; ".join(document.refers_to)] if document.refers_to else [],
        "agreement": [
            words.with_code(words.one_line(agreement.short_title.in_(language)), agreement.id, language)
        ],
        "format": [
            words.with_code(words.one_line(message_format.title.in_(language)), message_format.id, language)
        ],
        "language": [
            words.with_code(words.language_name(document.language, language), document.language, language)
        ],
        "audience": [audience_word(document.audience).in_(language)],
        "origin": [origin_word(origin.kind).in_(language)],
        "sources": list(origin.sources),
        "told_on": [origin.told_on.text] if origin.told_on else [],
    }
    return {member: lines for member, lines in values.items() if lines}


def _items(document: Document, message_format: Format, printer: Printer) -> Iterator[str]:
    for item in message_format.items:
        if item.id in document.content:
            yield from render(printer.item(item, document.content[item.id]))
