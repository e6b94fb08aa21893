"""Kind ``notify``: tell the others of an activity that reaches a threshold."""

from __future__ import annotations

from detente.agreements.kinds.common import Common, build_bearer, build_duty
from detente.agreements.model import Notify, Purpose
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_clock
from detente.agreements.triggers import build_trigger

_EVENTS = ("before activity.start", "after activity.start", "after activity.end")


def build(part: Part, common: Common, reading: Reading) -> Notify:
    """A provision of this kind from its file."""
    evidence, clock = common["evidence"], part.find("clock")
    return Notify(
        **common,
        duty=build_duty(part),
        bearer=build_bearer(part),
        when=build_trigger(part.at("when"), evidence, reading),
        clock=build_clock(clock, evidence, reading, _EVENTS) if clock else None,
        format=reading.use_format(part.find("format"), Purpose.ACTIVITY_NOTIFICATION),
    )
