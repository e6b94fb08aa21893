"""What a person writes to make a message: a file of JSON, YAML or numbered text, or items as options."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from detente.cli.files import read_file
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.instants import format_instant
from detente.messages.document import JsonValue

if TYPE_CHECKING:
    from detente.agreements.model import Agreement, MessageKind, Vocabulary

#: As large as a document may be; more is some other file.
MAX_DRAFT_BYTES = 1_000_000

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
        return _from_object(_parse_yaml(_decode(data, path), path), path)
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
        raise InputError(
            "item", f"“{text[:60]}” is no item.", "Write --item id=value, such as --item type=live-exercise."
        )
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
            "not-utf8", f"{path}, line {line}: not UTF-8 text.", "Save the file in UTF-8."
        ) from problem


def _parse_json(text: str, path: Path) -> JsonValue:
    try:
        return _load_json(text)
    except (ValueError, RecursionError) as problem:
        raise InputError("json", f"{path} is no JSON: {problem}.", "Mend it there.") from problem


def _load_json(text: str) -> JsonValue:
    value: JsonValue = json.loads(
        text, object_pairs_hook=_members_once, parse_float=_no_fraction, parse_constant=_no_fraction
    )
    return value


def _members_once(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    members = dict(pairs)
    if len(members) < len(pairs):
        twice = next(name for name, _ in pairs if sum(name == other for other, _ in pairs) > 1)
        raise ValueError(f"the member “{twice[:60]}” stands there twice")
    return members


def _no_fraction(text: str) -> JsonValue:
    raise ValueError(f"{text[:60]} is no whole number")


def _parse_yaml(text: str, path: Path) -> JsonValue:
    import yaml

    try:
        return _only_json(yaml.safe_load(text), str(path))
    except yaml.YAMLError as problem:
        reason = " ".join(str(problem).split())
        raise InputError("yaml", f"{path} is no YAML: {reason}.", "Mend it there.") from problem


def _only_json(value: object, where: str) -> JsonValue:
    """YAML knows dates and fractions; a message does not."""
    if isinstance(value, dict):
        return {str(key): _only_json(inner, f"{where}, {key}") for key, inner in value.items()}
    if isinstance(value, list):
        return [_only_json(inner, where) for inner in value]
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, datetime):
        return format_instant(value)
    if isinstance(value, date):
        return value.isoformat()
    raise InputError(
        "yaml-value", f"{where}: {value!r} cannot stand in a message.", "Write whole numbers or text."
    )


def _from_object(value: JsonValue, path: Path) -> Written:
    from detente.agreements.model import MessageKind
    from detente.kernel.states import parse_state

    if not isinstance(value, dict) or not isinstance(value.get("content"), dict):
        raise InputError(
            "draft-file", f"{path} holds no object with “content”.", "See detente message new --help."
        )
    unknown = sorted(set(value) - set(_MEMBERS))
    if unknown:
        raise InputError(
            "draft-member", f"{path}: “{unknown[0][:60]}” is not known.", f"Known are: {', '.join(_MEMBERS)}."
        )
    known = cast("dict[str, str]", value)
    kinds = {one.value: one for one in MessageKind}
    if known.get("kind", "original") not in kinds:
        raise InputError(
            "draft-kind", f"{path}: no kind “{known['kind']}”.", f"Use one of: {', '.join(kinds)}."
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
        raise InputError(
            "draft-member", f"{path}: “{member}” is no list of texts.", 'Write it like ["KZ", "RU"].'
        )
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
