"""Kind ``respond``: answer a message within a time."""

from __future__ import annotations

from detente.agreements.clocks import build_clock
from detente.agreements.kinds.common import Common, build_bearer
from detente.agreements.model import ItemType, Purpose, Respond
from detente.agreements.parts import Part
from detente.agreements.reading import ItemUse, Reading
from detente.kernel.identifiers import FormatId

_EVENTS = ("after request",)


def build(part: Part, common: Common, reading: Reading) -> Respond:
    """A provision of this kind from its file."""
    request, reply, urgent = part.at("request"), part.at("reply"), part.find("urgent")
    reading.use_format(request, Purpose.CLARIFICATION_REQUEST)
    reading.use_format(reply, Purpose.CLARIFICATION_REPLY)
    if urgent:
        reading.items.append(ItemUse(urgent.at("item"), request.string(), ItemType.FLAG))
    evidence = common["evidence"]
    return Respond(
        **common,
        bearer=build_bearer(part),
        request_format=FormatId(request.string()),
        reply_format=FormatId(reply.string()),
        clock=build_clock(part.at("clock"), evidence, reading, _EVENTS),
        urgent_clock=build_clock(urgent.at("clock"), evidence, reading, _EVENTS) if urgent else None,
        urgent_item=urgent.at("item").string() if urgent else None,
    )
