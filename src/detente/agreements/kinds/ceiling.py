"""Kind ``ceiling``: hold at most so many of a category."""

from __future__ import annotations

from detente.agreements.clocks import build_duration
from detente.agreements.kinds.common import Common, build_bearer
from detente.agreements.model import Ceiling, Evidence, Exceedance, HoldingLimit, Purpose
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_date, build_quantity, find_evidence, find_quantity
from detente.kernel.identifiers import FormatId
from detente.kernel.instants import PartialDate


def build(part: Part, common: Common, reading: Reading) -> Ceiling:
    """A provision of this kind from its file."""
    evidence, returns = common["evidence"], part.at("returns")
    exceedance = part.find("exceedance")
    since, since_evidence = _build_since(part.find("since"), evidence, reading)
    limits = part.list_at("limits")
    reading.check_once([each.at("id") for each in limits], "limit")
    reading.use_format(returns, Purpose.INFORMATION_RETURN)
    return Ceiling(
        **common,
        bearer=build_bearer(part),
        returns=FormatId(returns.string()),
        since=since,
        since_evidence=since_evidence,
        limits=tuple(_build_limit(each, evidence, reading) for each in limits),
        exceedance=_build_exceedance(exceedance, evidence, reading) if exceedance else None,
    )


def _build_since(
    part: Part | None, evidence: Evidence, reading: Reading
) -> tuple[PartialDate | None, Evidence | None]:
    if part is None:
        return None, None
    if isinstance(part.value, dict):
        value = part.at("value")
        known = build_date(value, reading) if value.value is not None else None
        return known, find_evidence(part, evidence)
    return build_date(part, reading), evidence


def _build_limit(part: Part, evidence: Evidence, reading: Reading) -> HoldingLimit:
    return HoldingLimit(
        id=part.at("id").string(),
        sector=reading.use_sector(part.find("sector")),
        measures=reading.use_measures(part.list_at("measures")),
        at_most=build_quantity(part.at("at_most"), evidence, reading),
    )


def _build_exceedance(part: Part, evidence: Evidence, reading: Reading) -> Exceedance:
    return Exceedance(
        percent=build_quantity(part.at("percent"), evidence, reading),
        length=build_duration(part.at("length"), evidence, reading),
        times_per_year=find_quantity(part, "times_per_year", evidence, reading),
        notice=reading.use_format(part.find("notice"), Purpose.EVENT_NOTICE),
    )
