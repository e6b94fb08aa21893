"""Boxes in cells: superiors over those under them, stacks of those with none, never two in one cell."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.documents.test_forces_part import UNITS, unit

from detente.documents.forces_layout import STACK, Cell, Layout, lay_out
from detente.documents.forces_part import take_part


def cells(layout: Layout) -> dict[str, tuple[int, int]]:
    return {box.part.unit.code: (box.cell.column, box.cell.row) for box in layout.boxes}


def test_units_with_others_under_them_stand_side_by_side_and_the_rest_below_one_another() -> None:
    layout = lay_out(take_part(UNITS, None, 9, 20).parts)
    assert cells(layout) == {"M": (0, 0), "A": (0, 1), "A1": (0, 2), "A2": (0, 3), "B": (1, 1), "B1": (1, 2)}
    assert (layout.columns, layout.rows) == (2, 4)
    ties = {box.part.unit.code: (box.over, box.stacked) for box in layout.boxes}
    assert ties["M"] == (None, False)
    assert ties["B"] == (Cell(0, 0), False)
    assert ties["A2"] == (Cell(0, 1), True)


def test_a_long_stack_goes_on_in_the_next_column() -> None:
    units = [unit("M"), *(unit(f"U{number}", "M") for number in range(STACK + 1))]
    found = cells(lay_out(take_part(units, None, 9, 99).parts))
    assert found[f"U{STACK - 1}"] == (0, STACK)
    assert found[f"U{STACK}"] == (1, 1)


def test_nothing_takes_no_place() -> None:
    assert lay_out(()) == Layout((), 0, 0)


@given(st.lists(st.integers(-1, 30), max_size=40))
def test_no_two_boxes_share_a_cell_and_each_stands_lower_than_its_superior(under: list[int]) -> None:
    units = [unit(str(number), str(one) if one < number else None) for number, one in enumerate(under)]
    layout = lay_out(take_part(units, None, 99, 99).parts)
    places = [box.cell for box in layout.boxes]
    assert len(set(places)) == len(places) == len(units)
    assert all(box.over is None or box.over.row < box.cell.row for box in layout.boxes)
    assert all(cell.column < layout.columns and cell.row < layout.rows for cell in places)
