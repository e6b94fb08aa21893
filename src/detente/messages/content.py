"""Check what a message says, item by item, and items against one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from detente.agreements.model import Format, Item, ItemType, MessageKind
from detente.kernel.errors import Fault
from detente.messages import validate_wording as wording
from detente.messages.document import Draft, JsonValue
from detente.messages.items.context import Context
from detente.messages.items.types import check_value
from detente.messages.structure import check_structure

_STRENGTH = "activity.strength"
_PARTICIPANTS = "activity.participants"


def check_content(draft: Draft, message_format: Format, context: Context) -> Iterator[Fault]:
    """Every fault of the content in the order of the items.

    ``context`` says what to check against; where it stands is set for each item.
    """
    known = {item.id: item for item in message_format.items}
    for name in draft.content.keys() - known.keys():
        where = f"item {name[:40]}"
        yield wording.ITEM_UNKNOWN.at(where, item=name[:40], known=", ".join(known))
    must = _must_be_complete(draft.kind, message_format)
    for item in message_format.items:
        inner = replace(context, where=f"item {item.no}")
        if item.id in draft.content:
            yield from check_value(item, draft.content[item.id], inner)
        elif item.required and must:
            yield wording.ITEM_MISSING.at(inner.where, label=item.label)
    yield from _check_participants(draft, message_format, context)
    yield from check_structure(draft.content, message_format, context)


def _must_be_complete(kind: MessageKind, message_format: Format) -> bool:
    """A nil return has nothing to fill in; a cancellation only in a format made for it."""
    if kind is MessageKind.CANCELLATION:
        return not message_format.own_matter
    return kind is not MessageKind.NIL


def _check_participants(draft: Draft, message_format: Format, context: Context) -> Iterator[Fault]:
    states = _item_of(message_format, _PARTICIPANTS, ItemType.STATES)
    strength = _item_of(message_format, _STRENGTH, ItemType.MEASURES)
    if states is None or strength is None:
        return
    listed = draft.content.get(states.id)
    declared = _by_state(draft.content.get(strength.id))
    if isinstance(listed, list):
        for state in declared:
            if state not in listed:
                where = f"item {strength.no}, {state}"
                yield wording.STATE_NOT_TAKING_PART.at(where, state=context.state_name(state))


def _item_of(message_format: Format, fact: str, wanted: ItemType) -> Item | None:
    found = (item for item in message_format.items if item.fact == fact and item.type is wanted)
    return next(found, None)


def _by_state(value: JsonValue) -> list[str]:
    by_state = value.get("by_state") if isinstance(value, dict) else None
    return list(by_state) if isinstance(by_state, dict) else []
