"""Whether the numbers of a return on forces add up: each unit's with those under it, and the totals with the top."""

from __future__ import annotations

from collections.abc import Iterator

from detente.kernel.errors import Fault
from detente.kernel.identifiers import MeasureId
from detente.messages.items.context import Context
from detente.messages.structure import Row, StructureTable, check_count, check_parts, check_total
from detente.messages.values import Amount
from detente.record.facts import HOLDINGS, UNITS
from detente.record.forces_rows import Unit
from detente.record.returns import Return

_PERSONNEL = MeasureId("personnel")


def sums_of(returned: Return) -> tuple[Fault, ...]:
    """What does not add up. A fault's place is the code of a unit, or the fact of a total."""
    if returned.structure is None:
        return ()
    table = StructureTable([*_rows(returned.structure)], lambda row, _: row.code, Context(""))
    return tuple(_faults(table, returned))


def _faults(table: StructureTable, returned: Return) -> Iterator[Fault]:
    yield from check_parts(table)
    for measure, total in returned.holdings.get(None, {}).items():
        yield from check_total(table, measure, total, HOLDINGS)
    if returned.units is not None:
        yield from check_count(table, returned.units, UNITS)


def _rows(units: tuple[Unit, ...]) -> Iterator[Row]:
    for number, unit in enumerate(units, start=1):
        strength = {} if unit.strength is None else {_PERSONNEL: Amount(unit.strength)}
        yield Row(number, unit.code, unit.under, unit.level, {**unit.holdings, **strength})
