"""Attachments: files that travel beside the message and are named in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import cast

from detente.agreements.model import Item
from detente.kernel.errors import Fault
from detente.messages.document import JsonValue
from detente.messages.items import wording
from detente.messages.items.context import Context
from detente.messages.items.shape import check_members, is_count, wrong_type
from detente.messages.items.texts import check_string
from detente.messages.values import Attachment, ItemValue

_MEMBERS = ("name", "type", "size", "sha256")
_NAME_LIMIT = 200
_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]{0,62}/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}", re.A)
FILE_HASH = re.compile(r"[0-9a-f]{64}", re.A)


def check_attachment(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Every fault of an attachment's description; the file itself is checked by its hash elsewhere."""
    if not isinstance(value, dict):
        yield wrong_type(item.type, value, context)
        return
    yield from check_members(value, _MEMBERS, (), context)
    for member in _MEMBERS:
        if member in value:
            yield from _check_member(item, member, value[member], context.at(member))


def _check_member(item: Item, member: str, value: JsonValue, context: Context) -> Iterator[Fault]:
    if member == "size":
        if not is_count(value):
            yield wording.NUMBER_RANGE.at(context.where, value=str(value)[:40])
    elif not isinstance(value, str):
        yield wrong_type(item.type, value, context)
    elif member == "name":
        yield from check_string(value, context, _NAME_LIMIT)
        if "/" in value or "\\" in value or value in (".", ".."):
            yield wording.FILE_NAME_WRONG.at(context.where, value=value[:80])
    elif member == "type" and not _TYPE.fullmatch(value):
        yield wording.FILE_TYPE_WRONG.at(context.where, value=value[:80])
    elif member == "sha256" and not FILE_HASH.fullmatch(value):
        yield wording.FILE_HASH_WRONG.at(context.where)


def build_attachment(_item: Item, value: JsonValue) -> Attachment:
    """A checked value as an attachment."""
    known = cast("Mapping[str, JsonValue]", value)
    return Attachment(
        cast("str", known["name"]),
        cast("str", known["type"]),
        cast("int", known["size"]),
        cast("str", known["sha256"]),
    )


def write_attachment(value: ItemValue) -> JsonValue:
    """The JSON form."""
    assert isinstance(value, Attachment)
    return {"name": value.name, "type": value.type, "size": value.size, "sha256": value.sha256}


def attachments_in(content: Mapping[str, JsonValue]) -> tuple[Mapping[str, JsonValue], ...]:
    """Every attachment named anywhere in ``content``, once each, in the order of hash and name.

    An object with a ``sha256`` is an attachment: no other type of item has such a member.
    """
    found = {_key(one): one for one in _find(list(content.values()))}
    return tuple(found[key] for key in sorted(found))


def _key(attachment: Mapping[str, JsonValue]) -> tuple[str, ...]:
    return tuple(str(attachment.get(member)) for member in ("sha256", "name", "type", "size"))


def _find(value: JsonValue) -> Iterator[dict[str, JsonValue]]:
    if isinstance(value, dict):
        if "sha256" in value:
            yield value
        else:
            for inner in value.values():
                yield from _find(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _find(inner)
