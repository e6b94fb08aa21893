"""zones.yaml: zones of application along border lines."""

from __future__ import annotations

from detente.agreements.model import Zone
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_evidence, build_quantity, build_text
from detente.kernel.identifiers import StateCode, ZoneId


def build_zones(part: Part, reading: Reading) -> dict[ZoneId, Zone]:
    """What zones.yaml says."""
    reading.check_once([each.at("id") for each in part.parts()], "zone")
    zones = [_build_zone(each, reading) for each in part.parts()]
    return {zone.id: zone for zone in zones}


def _build_zone(part: Part, reading: Reading) -> Zone:
    evidence = build_evidence(part.at("evidence"))
    return Zone(
        id=ZoneId(part.at("id").string()),
        title=build_text(part.at("title")),
        depth_km=build_quantity(part.at("depth_km"), evidence, reading),
        lines=_build_lines(part.at("lines"), reading),
        evidence=evidence,
    )


def _build_lines(part: Part, reading: Reading) -> tuple[tuple[StateCode, StateCode], ...]:
    lines: dict[tuple[StateCode, StateCode], Part] = {}
    for each in part.parts():
        one, other = each.parts()
        reading.states += [one, other]
        pair = StateCode(one.string()), StateCode(other.string())
        if pair[0] >= pair[1]:
            what = (
                f"[{', '.join(pair)}] is not in alphabetical order."
                if pair[0] != pair[1]
                else "A line needs two states."
            )
            reading.fault(
                each, "line-order", what, f"Write [{', '.join(sorted(pair))}], two different states."
            )
        elif pair in lines:
            reading.fault(each, "duplicate-line", f"[{', '.join(pair)}] stands twice.", "Take one away.")
        lines.setdefault(pair, each)
    return tuple(lines)
