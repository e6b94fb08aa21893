"""Whether the numbers of a return add up."""

from __future__ import annotations

import pytest
from tests.record.test_forces import returned, unit

from detente.kernel.identifiers import MeasureId
from detente.messages.values import Amount, Qualifier
from detente.record.forces_sums import sums_of
from detente.record.returns import Holdings

TANKS, PERSONNEL = MeasureId("battle-tanks"), MeasureId("personnel")
TREE = (
    unit("MOD", strength=100, level="ministry"),
    unit("1B", "MOD", strength=60, holdings={TANKS: Amount(4)}, level="brigade"),
    unit("2B", "MOD", strength=40, level="brigade"),
)


@pytest.mark.parametrize(
    ("units", "holdings", "places"),
    [
        (2, {PERSONNEL: Amount(100), TANKS: Amount(9)}, []),
        (1, {}, ["return.units"]),
        (None, {PERSONNEL: Amount(101)}, ["forces.holdings"]),
        (None, {PERSONNEL: Amount(105, Qualifier.ABOUT)}, []),
        (1, {PERSONNEL: Amount(99)}, ["forces.holdings", "return.units"]),
    ],
)
def test_totals(units: int | None, holdings: dict[MeasureId, Amount], places: list[str]) -> None:
    told: Holdings = {None: holdings}
    found = sums_of(returned(1, "2030", "2030-01-01", structure=TREE, units=units, holdings=told))
    assert [one.where for one in found] == places


def test_parts_that_are_more_than_the_whole() -> None:
    rows = (*TREE, unit("3B", "MOD", strength=1), unit("C", "1B", holdings={TANKS: Amount(5)}))
    assert [one.where for one in sums_of(returned(1, "2030", "2030-01-01", structure=rows))] == ["MOD", "1B"]


def test_a_return_that_lists_nothing_has_nothing_to_add_up() -> None:
    assert sums_of(returned(1, "2030", "2030-01-01", holdings={None: {TANKS: Amount(1)}})) == ()
