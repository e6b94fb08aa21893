"""What a browser sent with a form, read once: every value as valid text, or the request is refused."""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Scope

from detente.web.forms.fields import Fields, SentFile, build_fields

_MOST_FIELDS = 5000
_MOST_FILES = 20
_LARGEST_PART = 2 * 1024 * 1024
_KEY = "detente.fields"


async def read_fields(request: Request) -> Fields:
    """The form of a request; kept in its scope, since a body can be read only once.

    Raises:
        HTTPException: 400, not a form, not UTF-8, or too many fields.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "multipart/form-data":
        fields = await _read_parts(request)
    else:
        fields = build_fields(_read_pairs(await request.body()))
    request.scope[_KEY] = fields
    return fields


def fields_of(scope: Scope) -> Fields:
    """The form that was read before the page was asked; empty for a request that sent none."""
    fields: Fields = scope.get(_KEY) or build_fields([])
    return fields


def _read_pairs(body: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(
            body.decode("ascii"),
            keep_blank_values=True,
            errors="strict",
            max_num_fields=_MOST_FIELDS,
        )
    except ValueError as problem:
        raise HTTPException(400, "form") from problem


async def _read_parts(request: Request) -> Fields:
    parts = await request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS, max_part_size=_LARGEST_PART)
    pairs: list[tuple[str, str]] = []
    files: dict[str, SentFile] = {}
    for name, value in parts.multi_items():
        if not isinstance(value, UploadFile):
            pairs.append((name, value))
        elif value.filename:
            media_type = value.content_type or "application/octet-stream"
            files[name] = SentFile(value.filename, media_type, await value.read())
    await parts.close()
    return build_fields(pairs, files)
