"""Kind ``quota``: so many visits a year must be accepted."""

from __future__ import annotations

from detente.agreements.kinds.common import Common, build_bearer
from detente.agreements.model import (
    Evidence,
    Formula,
    ObjectLimit,
    Purpose,
    Quantity,
    Quota,
    Rounding,
    Share,
)
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_quantity, find_evidence, find_quantity
from detente.kernel.identifiers import FormatId

VISIT_REASON = "visit.reason"


def build(part: Part, common: Common, reading: Reading) -> Quota:
    """A provision of this kind from its file."""
    evidence, request = common["evidence"], part.at("request")
    partner, one_object = part.find("same_partner"), part.find("same_object")
    reading.use_format(request, Purpose.VISIT_REQUEST, of_one=True)
    known = tuple(reading.vocabulary.codes_of(VISIT_REASON))
    return Quota(
        **common,
        bearer=build_bearer(part),
        sector=reading.use_sector(part.find("sector")),
        amount=_build_amount(part.at("amount"), evidence, reading),
        same_partner=_build_share(partner, evidence, reading) if partner else None,
        same_object=_build_object(one_object, evidence, reading) if one_object else None,
        exempt=tuple(reading.check_known(each, "reason", known) for each in part.list_at("exempt")),
        request_format=FormatId(request.string()),
        reply_format=reading.use_format(part.find("reply"), Purpose.VISIT_REPLY),
        transfer_format=reading.use_format(part.find("transfer"), Purpose.QUOTA_TRANSFER),
        full_format=reading.use_format(part.find("full"), Purpose.QUOTA_FULL),
        at_once=find_quantity(part, "at_once", evidence, reading),
    )


def _build_amount(part: Part, evidence: Evidence, reading: Reading) -> Quantity | Formula:
    if not isinstance(part.value, dict) or not part.find("per"):
        return build_quantity(part, evidence, reading)
    own, returns = find_evidence(part, evidence), part.at("returns")
    reading.use_format(returns, Purpose.INFORMATION_RETURN)
    (measure,) = reading.use_measures((part.at("of"),))
    return Formula(
        per=build_quantity(part.at("per"), own, reading),
        of=measure,
        rounding=Rounding(part.at("rounding").string()),
        at_most=find_quantity(part, "at_most", own, reading),
        returns=FormatId(returns.string()),
    )


def _build_share(part: Part, evidence: Evidence, reading: Reading) -> Quantity | Share:
    fraction = part.find("fraction") if isinstance(part.value, dict) else None
    if fraction is None:
        return build_quantity(part, evidence, reading)
    own = find_evidence(part, evidence)
    numerator, denominator = (int(each) for each in fraction.string().split("/"))
    return Share(
        numerator=numerator,
        denominator=denominator,
        rounding=Rounding(part.at("rounding").string()),
        at_least=find_quantity(part, "at_least", own, reading),
        evidence=own,
    )


def _build_object(part: Part, evidence: Evidence, reading: Reading) -> ObjectLimit:
    return ObjectLimit(
        per_period=find_quantity(part, "per_period", evidence, reading),
        same_partner=find_quantity(part, "same_partner", evidence, reading),
    )
