"""Kind ``observe``: invite observers to an activity."""

from __future__ import annotations

from detente.agreements.clocks import build_clock
from detente.agreements.kinds.common import Common, build_bearer, build_duty
from detente.agreements.model import Clock, Observe, Purpose, Quantity
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_quantity
from detente.agreements.triggers import build_trigger

_EVENTS = {"invitation": ("before activity.start",), "reply": ("before observers.arrival",)}


def build(part: Part, common: Common, reading: Reading) -> Observe:
    """A provision of this kind from its file."""

    def clock(step: str) -> Clock | None:
        found = _inside(part, "clock", step)
        return build_clock(found, common["evidence"], reading, _EVENTS[step]) if found else None

    def limit(key: str) -> Quantity | None:
        found = _inside(part, "limits", key)
        return build_quantity(found, common["evidence"], reading) if found else None

    return Observe(
        **common,
        duty=build_duty(part),
        bearer=build_bearer(part),
        when=build_trigger(part.at("when"), common["evidence"], reading),
        invitation=clock("invitation"),
        reply=clock("reply"),
        observers_per_activity=limit("observers_per_exercise"),
        observers_per_state=limit("observers_per_state"),
        invitation_format=reading.use_format(
            _inside(part, "formats", "invitation"), Purpose.OBSERVATION_INVITATION
        ),
        reply_format=reading.use_format(_inside(part, "formats", "reply"), Purpose.OBSERVATION_REPLY),
    )


def _inside(part: Part, key: str, inner: str) -> Part | None:
    found = part.find(key)
    return found.find(inner) if found else None
