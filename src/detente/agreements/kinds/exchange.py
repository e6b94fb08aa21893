"""Kind ``exchange``: information that is given every so many years."""

from __future__ import annotations

from detente.agreements.clocks import build_year_day, find_limit
from detente.agreements.kinds.common import Common, build_bearer, build_duty
from detente.agreements.model import DatedValue, Exchange, NilReturn, Purpose, Quantity
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_quantity

_DUE = ("of period", "after budget.approval", "after as-of")
_FIRST = ("after accession",)


def build(part: Part, common: Common, reading: Reading) -> Exchange:
    """A provision of this kind from its file."""
    evidence = common["evidence"]
    every, as_of, nil = part.find("every_years"), part.find("as_of"), part.find("nil")
    return Exchange(
        **common,
        duty=build_duty(part),
        bearer=build_bearer(part),
        every_years=build_quantity(every, evidence, reading)
        if every
        else Quantity((DatedValue(1, evidence),)),
        as_of=build_year_day(as_of, evidence, reading) if as_of else None,
        due=find_limit(part, "due", evidence, reading, _DUE),
        first=find_limit(part, "first", evidence, reading, _FIRST),
        nil=NilReturn(nil.string()) if nil else None,
        format=reading.use_format(part.find("format"), Purpose.INFORMATION_RETURN),
    )
