"""Read a numbered notice back into the document it was printed from."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from detente.agreements.model import Agreement, Format, Vocabulary
from detente.kernel.errors import Fault, InputError, Severity
from detente.kernel.identifiers import AgreementId, FormatId
from detente.kernel.languages import Language
from detente.messages.codec import VERSION, document_from_json
from detente.messages.document import Document, JsonValue
from detente.messages.items.context import Context
from detente.messages.items.files import attachments_in
from detente.messages.items.types import check_value
from detente.messages.numbered import wording, words
from detente.messages.numbered.fields import blocks
from detente.messages.numbered.head import Head, find_head, head_fields, read_head
from detente.messages.numbered.layout import Line, read_lines, trim
from detente.messages.numbered.reading import Reader, numbered_item
from detente.messages.wording import MEND_EACH

#: Most characters of a notice that is read.
NOTICE_LIMIT = 1_000_000
_LINE = re.compile(r"line ([0-9]+)")
_RULE = re.compile(r"-{8,}")


@dataclass(frozen=True, slots=True)
class _Notice:
    """A notice cut into its parts; ``end`` is its last line."""

    language: Language
    head: Head
    body: Sequence[Line]
    end: Line


@dataclass(frozen=True, slots=True)
class _Content:
    """The items of a notice, and the line on which each begins."""

    values: dict[str, JsonValue]
    lines: dict[str, int]


def parse_numbered(
    text: str, agreements: Mapping[AgreementId, Agreement], vocabulary: Vocabulary
) -> Document:
    """The document a notice says, whichever of the three languages it is printed in.

    Names of states, titles and languages are for the reader; codes, numbers and coded words count. Text is
    taken in Unicode normal form C. Whether the message may be sent is for ``validate`` to say.

    Raises:
        InputError: it is no notice, or not a whole one; every fault found names its line.
    """
    if len(text) > NOTICE_LIMIT:
        raise wording.TOO_LONG.error(limit=NOTICE_LIMIT)
    faults: list[Fault] = []
    notice = _cut(read_lines(unicodedata.normalize("NFC", text)), faults)
    head = read_head(notice.head, notice.language, faults)
    _refuse(faults)
    message_format = _format_of(head, notice, agreements)
    reader = Reader(notice.language, str(head["language"]), vocabulary)
    content = _read_items(notice, message_format, reader, faults)
    _check_end(notice, str(head[words.REFERENCE]), faults)
    document = _document(head, notice, content, faults)
    _refuse(faults)
    assert document is not None
    return document


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise InputError("notice", wording.UNREADABLE, MEND_EACH, sorted(faults, key=_line_of))


def _line_of(fault: Fault) -> int:
    found = _LINE.match(fault.where)
    return int(found[1]) if found else 0


def _cut(lines: list[Line], faults: list[Fault]) -> _Notice:
    language, start = find_head(lines)
    rules = [
        place
        for place, line in enumerate(lines)
        if place > start and not line.indent and _RULE.fullmatch(line.text)
    ]
    last = next(line for line in reversed(lines) if line.text)
    if not rules:
        raise wording.at_line(wording.RULE_MISSING, last.number)
    body_end = rules[-1] if len(rules) > 1 else len(lines)
    head = head_fields(lines[start : rules[0]], language, faults)
    return _Notice(language, head, trim(lines[rules[0] + 1 : body_end]), last)


def _format_of(
    head: Mapping[str, JsonValue], notice: _Notice, agreements: Mapping[AgreementId, Agreement]
) -> Format:
    agreement = agreements.get(AgreementId(str(head["agreement"])))
    if agreement is None:
        known = ", ".join(agreements)
        line = notice.head["agreement"].number
        raise wording.at_line(wording.AGREEMENT_UNKNOWN, line, value=str(head["agreement"])[:80], known=known)
    message_format = agreement.formats.get(FormatId(str(head["format"])))
    if message_format is None:
        known = ", ".join(agreement.formats)
        line = notice.head["format"].number
        raise wording.at_line(wording.FORMAT_UNKNOWN, line, value=str(head["format"])[:80], known=known)
    return message_format


def _read_items(notice: _Notice, message_format: Format, reader: Reader, faults: list[Fault]) -> _Content:
    items = {item.no: item for item in message_format.items}
    content = _Content({}, {})
    for block in blocks(notice.body):
        line = block.first.number
        try:
            item, field = numbered_item(block, items)
            if item.id in content.lines:
                raise wording.at_line(wording.REPEATED, line, label=item.label)
            content.lines[item.id] = line
            content.values[item.id] = reader.item(item, field)
        except InputError as error:
            faults += error.faults
        else:
            found = check_value(
                item, content.values[item.id], Context(f"line {line}", None, reader.vocabulary)
            )
            faults += [fault for fault in found if fault.severity is Severity.ERROR]
    return content


def _check_end(notice: _Notice, reference: str, faults: list[Fault]) -> None:
    end = words.END.in_(notice.language).format(reference=reference)
    if notice.end.text != end:
        faults.append(wording.END_MISSING.at(f"line {notice.end.number}", end=end))


def _document(
    head: Mapping[str, JsonValue], notice: _Notice, content: _Content, faults: list[Fault]
) -> Document | None:
    """The document put together; what its structure lacks is noted at the line that gave it."""
    attachments: list[JsonValue] = [dict(one) for one in attachments_in(content.values)]
    try:
        return document_from_json(
            {"v": VERSION, **head, "content": content.values, "attachments": attachments}
        )
    except InputError as error:
        # The matter is the reference without its mark: what is wrong with it was said of the reference.
        faults += [_at_line(fault, notice, content) for fault in error.faults if fault.where != "matter"]
        return None


def _at_line(fault: Fault, notice: _Notice, content: _Content) -> Fault:
    """The fault of a member at the line the member was read from."""
    first, _, second = fault.where.partition(".")
    if first == "content" and second.partition(".")[0] in content.lines:
        return replace(fault, where=f"line {content.lines[second.partition('.')[0]]}")
    field = notice.head.get(second if first == "origin" and second in notice.head else first)
    return replace(fault, where=f"line {field.number}") if field else fault
