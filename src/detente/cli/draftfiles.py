"""What a person writes to make a message: a file of JSON, YAML or numbered text, or items as options."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, cast

from detente.cli import draft_words as words
from detente.cli.files import read_file
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.languages import Text, same_text
from detente.messages.document import JsonValue

if TYPE_CHECKING:
    from detente.agreements.model import Agreement, MessageKind, Vocabulary

#: As large as a document may be; more is some other file.
MAX_DRAFT_BYTES = 1 << 24

_MEMBERS = ("agreement", "format", "to", "kind", "language", "refers_to", "content")


@dataclass(frozen=True, slots=True)
class Written:
    """What was written; None or empty: not said. ``of`` is the message that is changed or answered."""

    agreement: AgreementId | None = None
    format: FormatId | None = None
    kind: MessageKind | None = None
    of: tuple[Reference, ...] = ()
    to: tuple[StateCode, ...] | None = None
    language: str = "en"
    content: Mapping[str, JsonValue] = field(default_factory=dict)


def read_written(path: Path, agreements: Mapping[AgreementId, Agreement], vocabulary: Vocabulary) -> Written:
    """Read a draft file; its ending says what it is: .json, .yaml, .yml, else numbered text.

    A JSON or YAML file is an object of ``agreement``, ``format``, ``to``, ``kind``, ``language``, ``refers_to``
    and ``content`` (docs/how-to/write-a-message.md); all but ``content`` may be left to options.

    Raises:
        InputError: too large, not UTF-8, malformed, or a member that is not known; nothing was kept.
    """
    data = read_file(path, MAX_DRAFT_BYTES)
    if path.suffix == ".json":
        return _from_object(_parse_json(_decode(data, path), path), path)
    if path.suffix in (".yaml", ".yml"):
        return _from_object(_parse_yaml(data, path), path)
    return _from_numbered(_decode(data, path), agreements, vocabulary)


def parse_items(texts: Sequence[str]) -> dict[str, JsonValue]:
    """``id=value`` from the command line: the value is JSON where it is JSON, else English words.

    Raises:
        InputError: no ``=`` in it.
    """
    return dict(_parse_item(text) for text in texts)


def _parse_item(text: str) -> tuple[str, JsonValue]:
    name, equals, value = text.partition("=")
    if not equals or not name:
        raise InputError("item", words.NO_ITEM.fill(text=text[:60]), words.WRITE_ITEM)
    return name, _json_or_words(value)


def _json_or_words(value: str) -> JsonValue:
    try:
        return _load_json(value)
    except ValueError:
        return value


def _decode(data: bytes, path: Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line = data.count(b"\n", 0, problem.start) + 1
        raise InputError(
            "not-utf8", words.NOT_UTF8.fill(path=str(path), line=str(line)), words.SAVE_UTF8
        ) from problem


def _parse_json(text: str, path: Path) -> JsonValue:
    try:
        return _load_json(text)
    except (ValueError, RecursionError) as problem:
        message = words.NOT_JSON.fill(path=str(path), reason=_reason(problem))
        raise InputError("json", message, words.MEND_THERE) from problem


class _RefusedError(ValueError):
    """JSON that other programs may read in two ways."""

    def __init__(self, reason: Text) -> None:
        super().__init__(reason.en)
        self.reason = reason


def _reason(problem: Exception) -> Text:
    if isinstance(problem, _RefusedError):
        return problem.reason
    return words.TOO_DEEP if isinstance(problem, RecursionError) else same_text(str(problem))


def _load_json(text: str) -> JsonValue:
    value: JsonValue = json.loads(
        text, object_pairs_hook=_members_once, parse_float=_no_fraction, parse_constant=_no_fraction
    )
    return value


def _members_once(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise _RefusedError(words.TWICE.fill(name=twice[:60]))
    return members


def _no_fraction(text: str) -> JsonValue:
    raise _RefusedError(words.NO_WHOLE_NUMBER.fill(text=text[:60]))


def _parse_yaml(data: bytes, path: Path) -> JsonValue:
    """As strictly as packs are read: every fault with its line, nothing that can be read in two ways."""
    from detente.agreements.source import read_source

    faults: list[Fault] = []
    source = read_source(path.name, data, faults)
    if faults or source is None:
        raise InputError("yaml", words.NOT_YAML.fill(path=str(path)), words.MEND_THERE, faults)
    return source.value


def _from_object(value: JsonValue, path: Path) -> Written:
    from detente.agreements.model import MessageKind
    from detente.kernel.states import parse_state

    if not isinstance(value, dict) or not isinstance(value.get("content"), dict):
        raise InputError("draft-file", words.NO_CONTENT.fill(path=str(path)), words.SEE_HELP)
    unknown = sorted(set(value) - set(_MEMBERS))
    if unknown:
        raise InputError(
            "draft-member",
            words.MEMBER_UNKNOWN.fill(path=str(path), name=unknown[0][:60]),
            words.KNOWN.fill(known=", ".join(_MEMBERS)),
        )
    known = cast("dict[str, str]", value)
    kinds = {one.value: one for one in MessageKind}
    if known.get("kind", "original") not in kinds:
        raise InputError(
            "draft-kind",
            words.NO_KIND.fill(path=str(path), kind=str(known["kind"])[:60]),
            words.KNOWN.fill(known=", ".join(kinds)),
        )
    return Written(
        agreement=AgreementId(known["agreement"]) if "agreement" in known else None,
        format=FormatId(known["format"]) if "format" in known else None,
        kind=kinds[known["kind"]] if "kind" in known else None,
        of=tuple(Reference(one) for one in _texts(value, "refers_to", path) or ()),
        to=None if "to" not in value else tuple(parse_state(one) for one in _texts(value, "to", path) or ()),
        language=str(known.get("language", "en")),
        content=cast("Mapping[str, JsonValue]", value["content"]),
    )


def _texts(value: Mapping[str, JsonValue], member: str, path: Path) -> list[str] | None:
    found = value.get(member)
    if found is None:
        return None
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise InputError("draft-member", words.NO_LIST.fill(path=str(path), name=member), words.WRITE_LIST)
    return [str(one) for one in found]


def _from_numbered(text: str, agreements: Mapping[AgreementId, Agreement], vocabulary: Vocabulary) -> Written:
    from detente.messages.numbered import parse_numbered

    document = parse_numbered(text, agreements, vocabulary)
    return Written(
        agreement=document.agreement,
        format=document.format,
        kind=document.kind,
        of=document.refers_to,
        to=document.to,
        language=document.language,
        content=document.content,
    )
