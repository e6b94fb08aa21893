"""Drafts and messages as spreadsheets and YAML: downloaded, filled in elsewhere, and put into a draft again."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Format
from detente.kernel.errors import InputError, Severity
from detente.kernel.identifiers import Reference
from detente.kernel.languages import Text
from detente.messages.where import where_text
from detente.node.drafts import show_draft
from detente.node.forces_files import (
    FileKind,
    GivenFile,
    Imported,
    export_draft,
    export_message,
    import_into,
)
from detente.node.papers import File
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.forms.blocks import PlacedFault
from detente.web.frame import Frame

#: Most faults listed on a page.
_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPage:
    """What became of a file: rows by table, and its faults (``hidden`` more than are listed)."""

    frame: Frame
    number: int
    name: str
    format: Format
    rows: tuple[tuple[Text, int], ...]
    faults: tuple[PlacedFault, ...]
    hidden: int
    errors: int


def routes(desk: Desk) -> list[BaseRoute]:
    """Files of drafts, either way, and of messages."""
    return [
        desk.route(urls.DRAFT_FILE, give_draft),
        desk.route(urls.DRAFT_FILE, take_file, methods=["POST"]),
        desk.route(urls.MESSAGE_FILE, give_message),
    ]


def give_draft(visit: Visit) -> Response:
    """A draft as a file; of one that is empty: a form to fill in."""
    number: int = visit.request.path_params["number"]
    return _give(export_draft(visit.node, visit.actor, number, _kind(visit), visit.language))


def give_message(visit: Visit) -> Response:
    """A message as a file, from which next year's can be made."""
    reference = Reference(visit.request.path_params["reference"])
    return _give(export_message(visit.node, visit.actor, reference, _kind(visit), visit.language))


def take_file(visit: Visit) -> Response:
    """Put a file into the draft, and say what became of each part of it."""
    number: int = visit.request.path_params["number"]
    sent = visit.fields.files.get("file")
    if sent is None:
        raise InputError("no-file", _NO_FILE, _CHOOSE)
    revision = visit.fields.one("revision")
    known = int(revision) if revision.isascii() and revision.isdecimal() else -1
    given = GivenFile(sent.name, sent.content)
    made = import_into(visit.node, visit.actor, number, known, given, visit.at)
    return visit.show("drafts/imported.html", _page(visit, sent.name, made))


def _page(visit: Visit, name: str, made: Imported) -> ImportedPage:
    draft = show_draft(visit.node, visit.actor, made.draft).draft
    ordered = sorted(made.faults, key=lambda fault: fault.severity is not Severity.ERROR)
    return ImportedPage(
        frame=visit.frame(urls.DRAFTS),
        number=made.draft,
        name=name[:120],
        format=visit.node.agreement(draft.agreement).formats[draft.format],
        rows=made.rows,
        faults=tuple(
            PlacedFault(fault, where_text(fault.where, visit.node.vocabulary)) for fault in ordered[:_SHOWN]
        ),
        hidden=max(0, len(ordered) - _SHOWN),
        errors=sum(fault.severity is Severity.ERROR for fault in ordered),
    )


def _kind(visit: Visit) -> FileKind:
    kind = visit.asked("kind")
    if kind not in tuple(FileKind):
        raise HTTPException(404)
    return FileKind(kind)


def _give(file: File) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)


_NO_FILE = Text("No file was sent.", "Файл не отправлен.", "未提交文件。")
_CHOOSE = Text(
    "Choose a workbook (.xlsx) or a YAML file.",
    "Выберите книгу Excel (.xlsx) или файл YAML.",
    "请选择工作簿（.xlsx）或 YAML 文件。",
)
