"""Faults of JSON shape that every type of item shares."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from detente.agreements.model import ItemType
from detente.kernel.errors import Fault
from detente.kernel.languages import Text, same_text
from detente.messages.document import JsonValue
from detente.messages.items import wording
from detente.messages.items.context import Context

#: The largest whole number that every JSON reader keeps exactly (RFC 7493, 2.2).
LARGEST = 2**53 - 1
#: Most entries of a list: places of an area, positions of a place. How many rows a table has, its format says.
LIST_LIMIT = 1000


def wrong_type(wanted: ItemType, value: object, context: Context) -> Fault:
    """The value is no JSON form of the type at all."""
    return wrong_form(wording.FORMS[wanted], value, context)


def wrong_form(wanted: wording.Form, value: object, context: Context) -> Fault:
    """The value is not of the form wanted at all."""
    return wording.WRONG_TYPE.at(
        context.where, wanted=wanted.name, given=_kind_of(value), example=wanted.example
    )


def check_members(
    value: Mapping[str, JsonValue], required: Sequence[str], optional: Sequence[str], context: Context
) -> Iterator[Fault]:
    """Members that are missing, and members nobody knows."""
    known = (*required, *optional)
    for member in required:
        if member not in value:
            yield wording.MEMBER_MISSING.at(context.where, member=member)
    for member in value:
        if member not in known:
            yield wording.MEMBER_UNKNOWN.at(context.where, member=member[:40], known=", ".join(known))


def is_count(value: object) -> bool:
    """Whether it is a whole number of things: not negative, not too large, and no truth value."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST


def _kind_of(value: object) -> Text:
    for kind, name in wording.JSON_KINDS:
        if isinstance(value, kind):
            return name
    return same_text("?")
