"""A file that travels beside the message: its bytes are sent once, its name and digest stay in the form."""

from __future__ import annotations

from hashlib import sha256

from detente.agreements.model import Item
from detente.messages.document import JsonValue
from detente.web.forms.blocks import Block, Upload
from detente.web.forms.fields import Fields, SentFile
from detente.web.forms.numbers import parse_number
from detente.web.forms.setting import ItemForm, Spot, as_object, as_typed

_MEMBERS = ("name", "type", "size", "sha256")


def show_attachment(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """A field for a file, and the name of the one already given."""
    given = as_object(value)
    known = tuple(
        (f"{spot.name}.{member}", as_typed(given[member])) for member in _MEMBERS if member in given
    )
    return (Upload(spot.name, spot.item.label, known, as_typed(given.get("name"))),)


def read_attachment(item: Item, name: str, fields: Fields) -> JsonValue:
    """The file sent now, else the one given before."""
    sent = fields.files.get(name)
    if sent is not None:
        return describe_file(sent)
    given: dict[str, JsonValue] = {
        member: fields.one(f"{name}.{member}") for member in _MEMBERS if fields.one(f"{name}.{member}")
    }
    if "size" in given:
        given["size"] = parse_number(str(given["size"]))
    return given or None


def describe_file(sent: SentFile) -> dict[str, JsonValue]:
    """What the message says of a file."""
    return {
        "name": sent.name,
        "type": sent.media_type,
        "size": len(sent.content),
        "sha256": sha256(sent.content).hexdigest(),
    }


ATTACHMENT = ItemForm(show_attachment, read_attachment)
