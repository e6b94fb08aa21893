"""Kind ``host``: offer or accept visits."""

from __future__ import annotations

from detente.agreements.clocks import build_duration, find_limit
from detente.agreements.kinds.common import Common, build_bearer, build_duty
from detente.agreements.model import Duration, Host, Purpose, Quantity, TimeLimit
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import find_quantity
from detente.kernel.identifiers import FormatId

_EVENTS = {
    "invitation": ("before visit.arrival",),
    "request": ("before visit.arrival",),
    "reply": ("after request", "before visit.arrival"),
    "report": ("after visit.end",),
    "first_site": ("after visit.arrived",),
    "remarks": ("after visit.report-handed",),
    "keep": ("after visit.end",),
}
_PURPOSES = {
    "invitation": Purpose.VISIT_INVITATION,
    "request": Purpose.VISIT_REQUEST,
    "reply": Purpose.VISIT_REPLY,
    "report": Purpose.VISIT_REPORT,
    "change": Purpose.VISIT_CHANGE,
    "team": Purpose.VISIT_TEAM,
    "programme": Purpose.VISIT_PROGRAMME,
    "record": Purpose.VISIT_RECORD,
}


def build(part: Part, common: Common, reading: Reading) -> Host:
    """A provision of this kind from its file."""
    evidence, formats = common["evidence"], part.at("formats")
    clocks, limits, every = part.find("clock"), part.find("limits"), part.find("every")

    def message(step: str) -> FormatId | None:
        return reading.use_format(formats.find(step), _PURPOSES[step])

    def clock(step: str) -> TimeLimit | None:
        return find_limit(clocks, step, evidence, reading, _EVENTS[step]) if clocks else None

    def number(key: str) -> Quantity | None:
        return find_quantity(limits, key, evidence, reading) if limits else None

    def length(key: str) -> Duration | None:
        found = limits.find(key) if limits else None
        return build_duration(found, evidence, reading) if found else None

    return Host(
        **common,
        duty=build_duty(part),
        bearer=build_bearer(part),
        every_years=find_quantity(every, "years", evidence, reading) if every else None,
        invitation_format=message("invitation"),
        request_format=message("request"),
        reply_format=message("reply"),
        report_format=message("report"),
        invitation=clock("invitation"),
        request=clock("request"),
        reply=clock("reply"),
        report=clock("report"),
        team=number("team"),
        visitors_per_state=number("visitors_per_state"),
        length_at_least=length("length_at_least"),
        length_at_most=length("length_at_most"),
        change_format=message("change"),
        team_format=message("team"),
        programme_format=message("programme"),
        record_format=message("record"),
        first_site=clock("first_site"),
        remarks=clock("remarks"),
        keep=clock("keep"),
        lateness=length("lateness"),
        area_points=number("area_points"),
        diagrams=number("diagrams"),
    )
