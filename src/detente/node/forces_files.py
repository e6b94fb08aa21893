"""Files of messages: a spreadsheet or YAML becomes a draft, with every fault by its place; and back again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model import Format, ItemType
from detente.documents.forces_places import ReadFile, place_faults
from detente.documents.forces_sheets import Head, read_head, read_sheets
from detente.documents.forces_sheets_writing import write_sheets
from detente.documents.forces_workbook import MAX_WORKBOOK_BYTES
from detente.documents.forces_yaml import read_yaml, read_yaml_head, write_yaml
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import AgreementId, FormatId, Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text
from detente.messages.document import JsonValue
from detente.node.actors import Actor, Right, require
from detente.node.drafts import check_draft, save_draft, show_draft, start_draft
from detente.node.messages import read_document
from detente.node.node import Node
from detente.node.papers import File

#: Most bytes of a file that is imported.
MAX_FILE_BYTES = MAX_WORKBOOK_BYTES


class FileKind(StrEnum):
    """What a message can be exported as."""

    XLSX = "xlsx"
    YAML = "yaml"

    @property
    def media_type(self) -> str:
        """What a browser is told it is."""
        return _MEDIA_TYPES[self]


@dataclass(frozen=True, slots=True)
class GivenFile:
    """A file that somebody gave: the end of its name says what it is."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """A draft made from a file: how many rows each of its tables got, and every fault by its place in the file."""

    draft: int
    rows: tuple[tuple[Text, int], ...]
    faults: tuple[Fault, ...]


def kind_of(name: str) -> FileKind:
    """What a file is by the end of its name.

    Raises:
        InputError: none that can be imported.
    """
    ending = name.rpartition(".")[2].casefold()
    kind = _ENDINGS.get(ending)
    if kind is None:
        raise InputError("file-kind", _NO_KIND.fill(name=name[:80]), _SAVE_AS)
    return kind


def import_into_new(
    node: Node,
    actor: Actor,
    file: GivenFile,
    at: Instant,
    *,
    agreement: AgreementId | None = None,
    format_id: FormatId | None = None,
    language: Language = Language.EN,
    step: Callable[[int], None] = lambda _rows: None,
) -> Imported:
    """Begin a draft with what a file says; ``agreement`` and ``format_id`` are read from it where not given.

    What cannot be taken is named by its place; the rest is kept. ``step`` is told how many rows were read.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: the file cannot be read at all, or it is not known of which format it is.
    """
    require(actor, Right.DRAFT)
    head = _head(file)
    chosen, form_id = agreement or head.agreement, format_id or head.format
    if chosen is None or form_id is None:
        raise InputError("file-format", _WHICH_FORMAT, _NAME_FORMAT)
    form = _form(node, AgreementId(chosen), FormatId(form_id))
    read = _read(node, file, form, language, step)
    number = start_draft(
        node, actor, AgreementId(chosen), form.id, at, content=read.content, language=language.value
    )
    return _imported(node, actor, number, form, read, at)


def import_into(
    node: Node,
    actor: Actor,
    number: int,
    revision: int,
    file: GivenFile,
    at: Instant,
    step: Callable[[int], None] = lambda _rows: None,
) -> Imported:
    """Put what a file says into a draft: its items take the place of the draft's, the draft's others stay.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: the file cannot be read at all, the draft is released already, or someone saved another
            revision meanwhile.
    """
    require(actor, Right.DRAFT)
    draft = show_draft(node, actor, number).draft
    form = _form(node, draft.agreement, draft.format)
    languages = {one.value: one for one in Language}
    read = _read(node, file, form, languages.get(draft.language, Language.EN), step)
    kept = {item: value for item, value in draft.content.items() if item not in read.told}
    save_draft(node, actor, number, revision, at, content={**kept, **read.content}, to=draft.to)
    return _imported(node, actor, number, form, read, at)


def export_draft(node: Node, actor: Actor, number: int, kind: FileKind, language: Language) -> File:
    """A draft as a file, from which the same draft can be made.

    Raises:
        NotAllowed: the actor may neither draft nor release.
        InputError: there is no such draft.
    """
    draft = show_draft(node, actor, number).draft
    name = f"{draft.sender}-{draft.format}-{number}"
    return _file(node, draft.agreement, draft.format, draft.content, name, kind, language)


def export_message(
    node: Node, actor: Actor, reference: Reference, kind: FileKind, language: Language
) -> File:
    """A message as a file, from which a draft with the same content can be made.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: this node knows no such message.
    """
    document = read_document(node, actor, reference)
    name = document.reference.replace("/", "-")
    return _file(node, document.agreement, document.format, document.content, name, kind, language)


def blank_file(
    node: Node,
    actor: Actor,
    agreement: AgreementId,
    format_id: FormatId,
    kind: FileKind,
    language: Language,
) -> File:
    """A file of a format to fill in.

    Raises:
        NotAllowed: the actor may not read.
        InputError: there is no such agreement or format.
    """
    require(actor, Right.READ)
    form = _form(node, agreement, format_id)
    return _file(node, agreement, form.id, {}, form.id, kind, language)


def _head(file: GivenFile) -> Head:
    return read_head(file.data) if kind_of(file.name) is FileKind.XLSX else read_yaml_head(file.data)


def _read(
    node: Node, file: GivenFile, form: Format, language: Language, step: Callable[[int], None]
) -> ReadFile:
    if kind_of(file.name) is FileKind.XLSX:
        return read_sheets(file.data, form, node.vocabulary, language.value, step)
    return read_yaml(file.name.rpartition("/")[2][:80], file.data, form)


def _form(node: Node, agreement: AgreementId, format_id: FormatId) -> Format:
    formats = node.agreement(agreement).formats
    if format_id not in formats:
        known = ", ".join(formats)
        raise InputError("format", _NO_FORMAT.fill(format=format_id[:80]), _KNOWN.fill(known=known))
    return formats[format_id]


def _imported(node: Node, actor: Actor, number: int, form: Format, read: ReadFile, at: Instant) -> Imported:
    faults = (*read.faults, *place_faults(check_draft(node, actor, number, at), read))
    tables = [item for item in form.items if item.type is ItemType.TABLE]
    rows = tuple((item.label, _length(read.content.get(item.id))) for item in tables)
    return Imported(draft=number, rows=rows, faults=faults)


def _length(value: JsonValue) -> int:
    return len(value) if isinstance(value, list) else 0


def _file(
    node: Node,
    agreement: AgreementId,
    format_id: FormatId,
    content: Mapping[str, JsonValue],
    name: str,
    kind: FileKind,
    language: Language,
) -> File:
    form = _form(node, agreement, format_id)
    if kind is FileKind.XLSX:
        data = write_sheets(content, form, agreement, node.vocabulary, language)
    else:
        data = write_yaml(content, form, agreement)
    return File(f"{name}.{kind}", kind.media_type, data)


_ENDINGS = {
    "xlsx": FileKind.XLSX,
    "xlsm": FileKind.XLSX,
    "yaml": FileKind.YAML,
    "yml": FileKind.YAML,
}
_MEDIA_TYPES = {
    FileKind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.YAML: "application/yaml",
}
_NO_KIND = Text(
    "{name} is neither a workbook nor YAML.",
    "{name} — не книга Excel и не YAML.",
    "{name} 既不是工作簿也不是 YAML。",
)
_SAVE_AS = Text(
    "Save it as .xlsx, or write it as .yaml.",
    "Сохраните файл как .xlsx или запишите как .yaml.",
    "请另存为 .xlsx，或写成 .yaml。",
)
_WHICH_FORMAT = Text(
    "The file does not say of which agreement and format it is.",
    "В файле не указаны соглашение и формат.",
    "文件未注明属于哪个协定和格式。",
)
_NAME_FORMAT = Text(
    "Name them, or begin with the empty workbook of the format, whose first lines say it.",
    "Укажите их или начните с пустой книги формата: в её первых строках это указано.",
    "请予指明，或使用该格式的空白工作簿，其首行已注明。",
)
_NO_FORMAT = Text(
    "The agreement has no format “{format}”.",
    "В соглашении нет формата «{format}».",
    "该协定没有格式“{format}”。",
)
_KNOWN = Text("Known are: {known}.", "Известны: {known}.", "现有：{known}。")
