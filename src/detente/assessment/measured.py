"""Names of what is compared and stands in no list of measures: sums, limits for a time, changes in per cent.

They are made of the names of measures, so that findings and scenarios can say them and ``wording.py`` can take
them apart: ``tanks+guns`` (counted together), ``temporary-tanks`` (what may be held for a time),
``change-of-tanks@eastern`` (a change in per cent, in one sector).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detente.kernel.identifiers import MeasureId, SectorId

_AND, _IN = "+", "@"
_TEMPORARY, _CHANGE = "temporary-", "change-of-"


class Measured(NamedTuple):
    """What a name says: which measures, counted together, in which sector, and what about them."""

    measures: tuple[MeasureId, ...]
    sector: SectorId | None = None
    is_temporary: bool = False
    is_change: bool = False


def sum_of(measures: Sequence[MeasureId]) -> MeasureId:
    """Several measures counted together; one alone keeps its name."""
    return MeasureId(_AND.join(measures))


def for_a_time(measure: MeasureId) -> MeasureId:
    """What may be held of a measure for a time."""
    return MeasureId(f"{_TEMPORARY}{measure}")


def change_of(measure: MeasureId, sector: SectorId | None) -> MeasureId:
    """How much a measure has changed, in per cent."""
    return MeasureId(f"{_CHANGE}{measure}{_IN}{sector}" if sector else f"{_CHANGE}{measure}")


def read_measure(name: MeasureId) -> Measured:
    """What a name says; any other name says itself."""
    temporary, change = name.startswith(_TEMPORARY), name.startswith(_CHANGE)
    rest = name.removeprefix(_TEMPORARY).removeprefix(_CHANGE)
    measures, _, sector = rest.partition(_IN)
    return Measured(
        tuple(MeasureId(one) for one in measures.split(_AND)),
        SectorId(sector) if sector else None,
        temporary,
        change,
    )
