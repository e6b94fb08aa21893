"""Kind ``meet``: meetings, how often, who and where."""

from __future__ import annotations

from detente.agreements.clocks import find_limit
from detente.agreements.kinds.common import Common, build_bearer, build_duty
from detente.agreements.model import Evidence, Extraordinary, Meet, Purpose
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import find_quantity, find_text
from detente.kernel.identifiers import FormatId

_EVENTS = ("after request",)


def build(part: Part, common: Common, reading: Reading) -> Meet:
    """A provision of this kind from its file."""
    evidence, extraordinary = common["evidence"], part.find("extraordinary")
    return Meet(
        **common,
        duty=build_duty(part),
        bearer=build_bearer(part),
        times=find_quantity(part, "times", evidence, reading),
        every_years=find_quantity(part, "every_years", evidence, reading),
        who=find_text(part, "who"),
        where=find_text(part, "where"),
        format=reading.use_format(part.find("format"), Purpose.MEETING_RECORD),
        extraordinary=_build_extraordinary(extraordinary, evidence, reading) if extraordinary else None,
    )


def _build_extraordinary(part: Part, evidence: Evidence, reading: Reading) -> Extraordinary:
    request = part.at("request")
    reading.use_format(request, Purpose.MEETING_REQUEST)
    clock = find_limit(part, "clock", evidence, reading, _EVENTS)
    return Extraordinary(request_format=FormatId(request.string()), clock=clock)
