"""Kind ``restrain``: forbid or limit activities."""

from __future__ import annotations

from detente.agreements.kinds.common import Common, build_bearer
from detente.agreements.model import (
    ActivityLimit,
    CountLimit,
    Evidence,
    Forbidden,
    Restrain,
    SimultaneousLimit,
)
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_quantity
from detente.agreements.triggers import build_trigger


def build(part: Part, common: Common, reading: Reading) -> Restrain:
    """A provision of this kind from its file."""
    evidence = common["evidence"]
    return Restrain(
        **common,
        bearer=build_bearer(part),
        when=build_trigger(part.at("when"), evidence, reading),
        limit=_build_limit(part.at("limit"), evidence, reading),
    )


def _build_limit(part: Part, evidence: Evidence, reading: Reading) -> ActivityLimit:
    if isinstance(part.value, str):
        return Forbidden()
    count = part.find("count")
    if count is None:
        return SimultaneousLimit(build_quantity(part.at("simultaneous"), evidence, reading))
    years = build_quantity(part.at("years"), evidence, reading)
    return CountLimit(build_quantity(count, evidence, reading), years)
