"""Files of a draft: each is sent with a form of its own, so that typing elsewhere never sends it again."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Format, ItemType
from detente.kernel.languages import Text
from detente.messages.document import Draft
from detente.node.attachments import attach_file
from detente.web import urls
from detente.web.desk import Desk, Visit, go_to


@dataclass(frozen=True, slots=True)
class FileField:
    """An item for a file; ``given`` is the name of the file that stands in it."""

    id: str
    no: str
    label: Text
    given: str


def file_fields(message_format: Format, draft: Draft) -> tuple[FileField, ...]:
    """The items of a form that are files."""
    fields: list[FileField] = []
    for item in message_format.items:
        if item.type is ItemType.ATTACHMENT:
            value = draft.content.get(item.id)
            given = str(value.get("name", "")) if isinstance(value, dict) else ""
            fields.append(FileField(item.id, item.no, item.label, given))
    return tuple(fields)


def routes(desk: Desk) -> list[BaseRoute]:
    """The one route."""
    return [desk.route(urls.DRAFT_ATTACHMENTS, take_file, methods=["POST"])]


def take_file(visit: Visit) -> Response:
    """Keep the file that was sent, and name it in the draft."""
    number: int = visit.request.path_params["number"]
    sent = visit.fields.files.get("file")
    if sent is None:
        raise HTTPException(400, "form")
    media_type = sent.media_type.partition(";")[0].strip() or "application/octet-stream"
    item = visit.fields.one("item")
    attach_file(visit.node, visit.actor, number, item, sent.name, media_type, [sent.content], visit.at)
    return go_to(f"{urls.draft(number)}#attachments")
