"""The head of a notice, read back: who to whom, when, and what it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import TypeVar

from detente.agreements.model import MessageKind
from detente.kernel.errors import Fault, InputError
from detente.kernel.languages import Language, Text
from detente.messages.codec_wording import LANGUAGE
from detente.messages.document import Audience, JsonValue, OriginKind
from detente.messages.items.texts import LANGUAGE_CODE
from detente.messages.numbered import wording, words
from detente.messages.numbered.fields import Field, blocks
from detente.messages.numbered.layout import Line
from detente.messages.numbered.reading import read_moment, read_states
from detente.messages.wording import audience_word, kind_word, origin_word

Head = Mapping[str, Field]
Kind = TypeVar("Kind", bound=StrEnum)

_OPTIONAL = ("refers_to", "sources", "told_on")
_SHOWN = 60


def find_head(lines: Sequence[Line]) -> tuple[Language, int]:
    """The language of a notice and the place of its first head line; before it stands the title.

    Raises:
        InputError: no line gives a reference.
    """
    for place, line in enumerate(lines):
        for language in Language:
            label = words.HEAD[words.REFERENCE].in_(language)
            if not line.indent and words.after_label(line.text, [label]) is not None:
                return language, place
    raise wording.at_line(wording.NO_HEAD, 1)


def head_fields(lines: Sequence[Line], language: Language, faults: list[Fault]) -> Head:
    """The lines of the head by member; what is unknown, repeated or missing is noted in ``faults``."""
    found: dict[str, Field] = {}
    for block in blocks(lines):
        member, field = _member(block.first, language)
        if member is None:
            known = ", ".join(label.in_(language) for label in words.HEAD.values())
            text = block.first.text[:_SHOWN]
            faults.append(wording.HEAD_UNKNOWN.at(f"line {block.first.number}", text=text, known=known))
        elif member in found:
            faults.append(wording.REPEATED.at(f"line {block.first.number}", label=words.HEAD[member]))
        else:
            found[member] = Field(block.first.number, field, block.deeper)
    for member, label in words.HEAD.items():
        if member not in found and member not in _OPTIONAL:
            faults.append(wording.HEAD_MISSING.at(f"line {lines[0].number}", label=label))
    return found


def _member(line: Line, language: Language) -> tuple[str | None, str]:
    for member, label in words.HEAD.items():
        rest = words.after_label(line.text, [label.in_(language)])
        if rest is not None:
            return member, rest
    return None, ""


def read_head(head: Head, language: Language, faults: list[Fault]) -> dict[str, JsonValue]:
    """The members of the document that the head gives; what cannot be read is noted in ``faults``."""
    read: dict[str, JsonValue] = {}
    for member, field in head.items():
        try:
            read[member] = _READS[member](field, language)
        except InputError as error:
            faults += error.faults
    origin = {"kind": read.pop("origin", None)}
    origin |= {member: read.pop(member) for member in ("sources", "told_on") if member in read}
    reference = read.get("reference")
    matter = reference.rpartition("/")[0] if isinstance(reference, str) else ""
    return {"refers_to": [], **read, "origin": origin, "matter": matter}


def _text(field: Field, _language: Language) -> JsonValue:
    return field.one_line()


def _code(field: Field, _language: Language) -> JsonValue:
    return words.code_in(field.one_line())


def _language(field: Field, _language: Language) -> JsonValue:
    code = words.code_in(field.one_line())
    if not LANGUAGE_CODE.fullmatch(code):
        raise wording.at_line(LANGUAGE, field.number, value=code[:_SHOWN])
    return code


def _states(field: Field, _language: Language) -> JsonValue:
    return list(read_states(field.one_line()))


def _moment(field: Field, _language: Language) -> JsonValue:
    return read_moment(field.one_line())


def _references(field: Field, _language: Language) -> JsonValue:
    return [part.strip() for part in re.split("[;；]", field.one_line())]


def _sources(field: Field, _language: Language) -> JsonValue:
    return [text for text in (field.rest, *(line.text for line in field.deeper)) if text]


def _word(kinds: Iterable[Kind], word: Callable[[Kind], Text]) -> Callable[[Field, Language], JsonValue]:
    """A reader of one word out of a closed set, or of its code."""
    known = list(kinds)

    def read(field: Field, language: Language) -> JsonValue:
        text = field.one_line()
        for kind in known:
            if text in (kind.value, word(kind).in_(language)):
                return kind.value
        example = ", ".join(word(kind).in_(language) for kind in known)
        raise wording.at_line(wording.VALUE_WRONG, field.number, value=text[:_SHOWN], example=example)

    return read


_READS: Mapping[str, Callable[[Field, Language], JsonValue]] = {
    words.REFERENCE: _text,
    "kind": _word(MessageKind, kind_word),
    "from": _code,
    "to": _states,
    "issued_at": _moment,
    "refers_to": _references,
    "agreement": _code,
    "format": _code,
    "language": _language,
    "audience": _word(Audience, audience_word),
    "origin": _word(OriginKind, origin_word),
    "sources": _sources,
    "told_on": _text,
}
