"""One YAML file of a pack, read strictly: plain values, each with its line.

Only the parts of YAML 1.2 that a lawyer reads as they stand are taken: mappings, lists, text, whole
numbers, true, false and null. Anchors, aliases, tags and merge keys are refused before they can do anything.

Source: YAML 1.2.2, 10.3 (core schema), narrowed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from detente.agreements.scalars import Plain, Refusal, find_hidden, refuse_hidden, resolve_scalar
from detente.kernel.errors import Fault

MAX_FILE_BYTES = 512 * 1024
MAX_DEPTH = 32
MAX_VALUES = 50_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: in bytes, and in values and keys."""

    file_bytes: int = MAX_FILE_BYTES
    values: int = MAX_VALUES


PACK_LIMITS = Limits()

#: Where a value stands in its file: keys and list positions from the top.
Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file's value, and the line on which each part of it begins.

    ``refused``: places whose value could not be taken; what stands in ``value`` there means nothing.
    ``incomplete``: mappings of which a key could not be taken.
    """

    name: str
    value: Plain
    lines: Mapping[Path, int]
    refused: frozenset[Path] = frozenset()
    incomplete: frozenset[Path] = frozenset()

    def place(self, path: Path) -> str:
        """``provisions/observe.yaml:14``: the line of ``path``, or of the nearest part around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}:{self.lines.get(path, 1)}"


def read_source(
    name: str, data: bytes, faults: list[Fault], limits: Limits = PACK_LIMITS
) -> SourceFile | None:
    """Read one file; everything wrong with it goes to ``faults``. ``limits``: those of packs unless given.

    Returns:
        None where the file cannot be read on at all.
    """
    try:
        return _read(name, data, faults, limits)
    except _UnreadableFileError as stop:
        faults.append(stop.fault)
        return None


class _UnreadableFileError(Exception):
    """The file cannot be read on."""

    def __init__(self, place: str, refusal: Refusal) -> None:
        super().__init__(refusal.what)
        self.fault = refusal.at(place)


def _read(name: str, data: bytes, faults: list[Fault], limits: Limits) -> SourceFile:
    builder = _Builder(name, _events(name, _decode(name, data, limits)), faults, limits)
    value = builder.document()
    return SourceFile(name, value, builder.lines, frozenset(builder.refused), frozenset(builder.incomplete))


def _decode(name: str, data: bytes, limits: Limits) -> str:
    if len(data) > limits.file_bytes:
        what = f"The file has {len(data)} bytes; at most {limits.file_bytes} are read."
        raise _UnreadableFileError(
            f"{name}:1", Refusal("file-too-large", what, "Split it into several files.")
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        what = f"Byte {error.start} is not UTF-8."
        refusal = Refusal("not-utf-8", what, "Save the file as UTF-8.")
        raise _UnreadableFileError(f"{name}:{line}", refusal) from error
    if hidden := find_hidden(text.replace("\r\n", " \n")):
        line = text.count("\n", 0, hidden.start()) + 1
        raise _UnreadableFileError(f"{name}:{line}", refuse_hidden(hidden))
    return text


def _events(name: str, text: str) -> Iterator[Event]:
    """The parser's events, with its errors as ours."""
    try:
        yield from yaml.parse(text, Loader=_fastest_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        problem = getattr(error, "problem", None) or getattr(error, "reason", None) or "it cannot be read"
        refusal = Refusal(
            "not-yaml", f"This is not YAML: {problem}.", "Look at indentation, colons and quotes here."
        )
        raise _UnreadableFileError(f"{name}:{line}", refusal) from error


def _fastest_loader() -> type[yaml.BaseLoader]:
    """libyaml's parser where PyYAML was built with it; both give the same events."""
    loader: type[yaml.BaseLoader] = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    return loader


class _Builder:
    """Builds one document's value from events; recursion ends at ``MAX_DEPTH``."""

    def __init__(self, name: str, events: Iterator[Event], faults: list[Fault], limits: Limits) -> None:
        self.name = name
        self.events = events
        self.faults = faults
        self.limits = limits
        self.lines: dict[Path, int] = {}
        self.refused: set[Path] = set()
        self.incomplete: set[Path] = set()
        self._count = 0

    def document(self) -> Plain:
        """The only document's value."""
        started, value = False, None
        for event in self.events:
            if isinstance(event, DocumentStartEvent):
                if started:
                    self._stop(
                        event, "several-documents", "A second document begins here.", "Keep one a file."
                    )
                started = True
            elif isinstance(event, NodeEvent):
                self.lines[()] = _line(event)
                value = self._value(event, ())
        if not started:
            refusal = Refusal("empty-file", "The file is empty.", "Fill it in or take it away.")
            raise _UnreadableFileError(f"{self.name}:1", refusal)
        return value

    def _value(self, event: NodeEvent, path: Path) -> Plain:
        self._guard(event, path)
        if isinstance(event, AliasEvent):
            self._refuse(event, path, _ALIAS)
            return None
        self._check_marks(event, path)
        if isinstance(event, MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, SequenceStartEvent):
            return self._list(path)
        return self._scalar(cast("ScalarEvent", event), path)

    def _check_marks(self, event: NodeEvent, path: Path) -> None:
        if event.anchor is not None:
            self._fault(event, _ANCHOR)
        tag: str | None = getattr(event, "tag", None)
        if tag is not None:
            self._refuse(
                event, path, Refusal("tag", f"“{tag}” is a tag.", "Take it away: a pack holds plain values.")
            )

    def _mapping(self, path: Path) -> Plain:
        found: dict[str, Plain] = {}
        while not isinstance(event := next(self.events), MappingEndEvent):
            key = self._key(cast("NodeEvent", event), path)
            if key is not None and key in found:
                self._fault(event, _duplicate(key, self.lines[*path, key]))
                key = None
            if key is None:  # read past its value, still with every fault in it
                self._value(cast("NodeEvent", next(self.events)), (*path, _NOWHERE))
                continue
            self.lines[*path, key] = _line(event)
            found[key] = self._value(cast("NodeEvent", next(self.events)), (*path, key))
        return found

    def _list(self, path: Path) -> Plain:
        found: list[Plain] = []
        while not isinstance(event := next(self.events), SequenceEndEvent):
            inner = (*path, len(found))
            self.lines[inner] = _line(event)
            found.append(self._value(cast("NodeEvent", event), inner))
        return found

    def _key(self, event: NodeEvent, path: Path) -> str | None:
        """A key; None where it is no text and was refused."""
        if not isinstance(event, ScalarEvent):
            self._value(event, (*path, _NOWHERE))
            self._refuse_key(event, path, _KEY_NOT_TEXT)
            return None
        self._guard(event, path)
        self._check_marks(event, (*path, _NOWHERE))
        key = resolve_scalar(event.value, plain=_is_plain(event))
        if event.value == "<<" and _is_plain(event):
            key = _MERGE
        if isinstance(key, str):
            return key
        self._refuse_key(event, path, key if isinstance(key, Refusal) else _KEY_NOT_TEXT)
        return None

    def _refuse_key(self, event: Event, path: Path, refusal: Refusal) -> None:
        self._fault(event, refusal)
        self.incomplete.add(path)

    def _scalar(self, event: ScalarEvent, path: Path) -> Plain:
        value = resolve_scalar(event.value, plain=_is_plain(event))
        if not isinstance(value, Refusal):
            return value
        self._refuse(event, path, value)
        return None

    def _guard(self, event: Event, path: Path) -> None:
        self._count += 1
        if len(path) > MAX_DEPTH:
            self._stop(
                event, "too-deep", f"More than {MAX_DEPTH} levels stand inside one another.", "Flatten it."
            )
        if self._count > self.limits.values:
            what = f"The file has more than {self.limits.values} values."
            self._stop(event, "too-many-values", what, "Split it.")

    def _refuse(self, event: Event, path: Path, refusal: Refusal) -> None:
        self._fault(event, refusal)
        self.refused.add(path)

    def _fault(self, event: Event, refusal: Refusal) -> None:
        self.faults.append(refusal.at(f"{self.name}:{_line(event)}"))

    def _stop(self, event: Event, code: str, what: str, mend: str) -> None:
        raise _UnreadableFileError(f"{self.name}:{_line(event)}", Refusal(code, what, mend))


def _line(event: Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _is_plain(event: ScalarEvent) -> bool:
    """Whether it stands without quotes, so that it may mean something other than text."""
    return event.style in (None, "")


def _duplicate(key: str, first: int) -> Refusal:
    return Refusal("duplicate-key", f"“{key}” stands twice; first on line {first}.", "Keep one of the two.")


#: A key no mapping can have: parts that are read past stand under it.
_NOWHERE = "\n"

_ALIAS = Refusal("alias", "An alias (*name) repeats what stands elsewhere.", "Write out what it stands for.")
_ANCHOR = Refusal("anchor", "An anchor (&name) marks something for repeating.", "Take it away.")
_MERGE = Refusal(
    "merge-key", "A merge key (<<) takes in what stands elsewhere.", "Write out what it takes in."
)
_KEY_NOT_TEXT = Refusal("key-not-text", "This key is not text.", "Give it a name, or put it in quotes.")
