"""From the JSON of items to typed values and back, and from a message to the facts it makes known."""

from __future__ import annotations

from detente.agreements.model import Format, Item
from detente.kernel.errors import InputError, Severity
from detente.kernel.languages import Text
from detente.messages.document import Document, Draft, JsonValue
from detente.messages.items.context import Context
from detente.messages.items.types import BUILDS, build_value, check_value, write_value
from detente.messages.values import ItemValue
from detente.messages.wording import MEND_EACH


def read_item(item: Item, value: JsonValue) -> ItemValue:
    """The typed value of an item's JSON form.

    Raises:
        InputError: it does not fit the item's type; it carries every fault.
    """
    faults = list(check_value(item, value, Context(f"item {item.no}")))
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise InputError("item", _UNREADABLE.fill(item=item.no), MEND_EACH, faults)
    return build_value(item, value)


def write_item(item: Item, value: ItemValue) -> JsonValue:
    """The JSON form of a typed value: the inverse of ``read_item``."""
    return write_value(item, value)


def read_facts(message: Document | Draft, message_format: Format) -> dict[str, ItemValue]:
    """What the message makes known, by fact (``activity.name``, ``activity.strength`` ...).

    A document was checked before it was signed or stored, so it is read as it is. A draft may be half
    written: an item that cannot be read yet is left out (``validate`` says why).

    Raises:
        InputError: a document that was never checked does not fit its format.
    """
    if isinstance(message, Draft):
        return _facts_of_draft(message, message_format)
    content = message.content
    try:
        return {
            name: BUILDS[item.type](item, content[item.id])
            for item in message_format.items
            if (name := item.known_as) is not None and item.id in content
        }
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, InputError):
        return _facts_checked(message, message_format)


def _facts_checked(document: Document, message_format: Format) -> dict[str, ItemValue]:
    found = {}
    for item in message_format.items:
        if (name := item.known_as) is not None and item.id in document.content:
            found[name] = read_item(item, document.content[item.id])
    return found


def _facts_of_draft(draft: Draft, message_format: Format) -> dict[str, ItemValue]:
    found = {}
    for item in message_format.items:
        if (name := item.known_as) is not None and item.id in draft.content:
            try:
                found[name] = read_item(item, draft.content[item.id])
            except InputError:
                continue
    return found


_UNREADABLE = Text("Item {item} cannot be read.", "Позицию {item} нельзя прочитать.", "无法读取第{item}项。")
