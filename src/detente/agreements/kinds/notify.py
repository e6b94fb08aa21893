"""Kind ``notify``: tell the others of an activity that reaches a threshold."""

from __future__ import annotations

from detente.agreements.clocks import find_limit
from detente.agreements.kinds.common import Common, build_bearer, build_duty
from detente.agreements.model import Notify, Purpose
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.triggers import build_trigger

_EVENTS = ("before activity.start", "after activity.start", "after activity.end", "of activity.start")


def build(part: Part, common: Common, reading: Reading) -> Notify:
    """A provision of this kind from its file."""
    evidence = common["evidence"]
    return Notify(
        **common,
        duty=build_duty(part),
        bearer=build_bearer(part),
        when=build_trigger(part.at("when"), evidence, reading),
        clock=find_limit(part, "clock", evidence, reading, _EVENTS),
        format=reading.use_format(part.find("format"), Purpose.ACTIVITY_NOTIFICATION),
    )
