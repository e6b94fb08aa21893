"""sectors.yaml: parts of a zone that are counted by themselves."""

from __future__ import annotations

from detente.agreements.model import Sector
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_evidence, build_text
from detente.kernel.identifiers import SectorId


def build_sectors(part: Part, reading: Reading) -> dict[SectorId, Sector]:
    """What sectors.yaml says."""
    reading.check_once([each.at("id") for each in part.parts()], "sector")
    sectors = [
        Sector(
            id=SectorId(each.at("id").string()),
            title=build_text(each.at("title")),
            evidence=build_evidence(each.at("evidence")),
        )
        for each in part.parts()
    ]
    return {sector.id: sector for sector in sectors}
