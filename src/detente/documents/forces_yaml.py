"""A message as YAML: the same object that ``detente message new --file`` takes, read back whole.

Names are written plainly and all text in double quotes, so that no reader can take a code for a number or a date.

Source: YAML 1.2.2, 7.3.1 (double-quoted style), as narrowed in ``detente.agreements.source``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.agreements.model import Format, ItemType
from detente.agreements.scalars import Plain
from detente.agreements.source import Limits, Path, SourceFile, read_source
from detente.documents import forces_yaml_wording as wording
from detente.documents.forces_places import ReadFile
from detente.documents.forces_sheets import Head
from detente.kernel.errors import Fault
from detente.kernel.identifiers import AgreementId
from detente.messages.document import JsonValue

#: A return of 20,000 units with sources in three languages has fewer.
LIMITS = Limits(file_bytes=1 << 24, values=2_000_000)
_CONTENT = "content"
_MEMBERS = ("agreement", "format", "to", "kind", "language", "refers_to", _CONTENT)
_PLAIN_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
#: What other readers of YAML take for truth values where it stands as a plain name.
_NOT_PLAIN = re.compile(r"y|n|yes|no|true|false|on|off|null", re.I)
#: Characters that are not seen, or end a line where a reader looks for one.
_UNSEEN = re.compile("[\u0085\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_WHERE = re.compile(r"item ([^,\s]+)(?:, row ([0-9]+))?(?:, ([^,]+))?.*", re.S | re.A)


@dataclass(frozen=True, slots=True)
class YamlPlaces:
    """Lines of the file by where in the message a fault is."""

    source: SourceFile
    form: Format

    def place(self, where: str) -> str:
        """``return.yaml:17`` for ``item 2, row 1, 2.6``."""
        found = _WHERE.fullmatch(where)
        item = next((one for one in self.form.items if found and one.no == found[1]), None)
        if found is None or item is None:
            return where
        path: Path = (_CONTENT, item.id)
        if item.type is ItemType.TABLE and found[2]:
            column = next((one.id for one in item.columns if one.no == found[3]), None)
            path = (*path, int(found[2]) - 1, *((column,) if column else ()))
        return self.source.place(path)


def read_yaml_head(data: bytes) -> Head:
    """What a file says it is for; nothing where it cannot be read, which ``read_yaml`` says.

    Only the lines at the left edge are looked at.
    """
    text = data[:4096].decode("utf-8", "replace")
    found = {
        name: match[1]
        for name in ("agreement", "format")
        if (match := re.search(rf"^{name}:[ ]*[\"']?([A-Za-z0-9._-]+)[\"']?\s*$", text, re.M))
    }
    return Head(found.get("agreement"), found.get("format"))


def read_yaml(name: str, data: bytes, form: Format) -> ReadFile:
    """The content of a message in ``form``, with every fault by line.

    Raises:
        InputError: it cannot be read as YAML, or is no object with ``content``.
    """
    faults: list[Fault] = []
    source = read_source(name, data, faults, LIMITS)
    if source is None:
        problem = wording.NOT_YAML.error(name=name)
        problem.faults = tuple(faults)
        raise problem
    value = source.value
    content = value.get(_CONTENT) if isinstance(value, dict) else None
    if not isinstance(value, dict) or not isinstance(content, dict):
        raise wording.NO_CONTENT.error(name=name)
    faults += [
        wording.MEMBER_UNKNOWN.at(source.place((one,)), name=one[:60], known=", ".join(_MEMBERS))
        for one in value
        if one not in _MEMBERS
    ]
    refused = {path[1:] for path in source.refused if path[:1] == (_CONTENT,)}
    return ReadFile(
        {key: _without(one, (key,), refused) for key, one in content.items() if (key,) not in refused},
        tuple(faults),
        YamlPlaces(source, form),
        frozenset(content),
    )


def write_yaml(content: Mapping[str, JsonValue], form: Format, agreement: AgreementId) -> bytes:
    """The file of a message."""
    whole: JsonValue = {"agreement": agreement, "format": form.id, _CONTENT: dict(content)}
    return ("\n".join(_lines(whole, "")) + "\n").encode()


def _without(value: Plain, path: Path, refused: set[Path]) -> JsonValue:
    """A value without the parts that could not be taken."""
    if not refused:
        return value
    if isinstance(value, dict):
        return {
            key: _without(inner, (*path, key), refused)
            for key, inner in value.items()
            if (*path, key) not in refused
        }
    if isinstance(value, list):
        return [
            _without(inner, (*path, at), refused)
            for at, inner in enumerate(value)
            if (*path, at) not in refused
        ]
    return value


def _lines(value: JsonValue, indent: str) -> Iterator[str]:
    """The lines of a mapping or list that is not empty."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _entry(f"{indent}{_key(name)}:", inner, f"{indent}  ")
    elif isinstance(value, list):
        for inner in value:
            if isinstance(inner, dict) and inner:
                first, *rest = _lines(inner, f"{indent}  ")
                yield f"{indent}- {first.lstrip(' ')}"
                yield from rest
            else:
                yield from _entry(f"{indent}-", inner, f"{indent}  ")


def _entry(head: str, value: JsonValue, indent: str) -> Iterator[str]:
    if isinstance(value, dict | list) and value:
        yield head
        yield from _lines(value, indent)
    else:
        yield f"{head} {_scalar(value)}"


def _key(name: str) -> str:
    plain = _PLAIN_KEY.fullmatch(name) and not _NOT_PLAIN.fullmatch(name)
    return name if plain else _scalar(name)


def _scalar(value: JsonValue) -> str:
    """JSON, which YAML reads as it stands."""
    text = json.dumps(value, ensure_ascii=False)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
