"""Where the boxes of a chart of command stand: in the cells of a grid, so that paper is cut between them.

Units with others under them stand side by side; those with none, one below another under their superior.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from detente.documents.forces_part import Part

#: How many stand one below another before a new column is begun.
STACK = 12


@dataclass(frozen=True, slots=True)
class Cell:
    """A place in the grid, from the left and from the top, from 0."""

    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Box:
    """A unit in its cell. ``over``: the cell of its superior (None: it is the first). ``stacked``: tied at its side."""

    part: Part
    cell: Cell
    over: Cell | None
    stacked: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """All boxes, superiors before those under them, in a grid of so many cells."""

    boxes: tuple[Box, ...]
    columns: int
    rows: int


def lay_out(parts: Sequence[Part]) -> Layout:
    """Places for units and all that are shown under them; several at the top stand side by side."""
    boxes: list[Box] = []
    columns = 0
    for part in parts:
        columns += _place(part, Cell(columns, 0), None, boxes)
    rows = max((box.cell.row for box in boxes), default=-1) + 1
    return Layout(tuple(boxes), columns, rows)


def _place(part: Part, at: Cell, over: Cell | None, boxes: list[Box]) -> int:
    """Adds a unit and those under it at and right of a cell; how many columns they take."""
    slots = [*_slots(part.under)]
    widths = [_width(one) if isinstance(one, Part) else 1 for one in slots]
    width = max(sum(widths), 1)
    own = Cell(at.column + (width - 1) // 2, at.row)
    boxes.append(Box(part, own, over, stacked=False))
    column = at.column
    for slot, wide in zip(slots, widths, strict=True):
        if isinstance(slot, Part):
            _place(slot, Cell(column, at.row + 1), own, boxes)
        else:
            boxes += [
                Box(one, Cell(column, at.row + 1 + number), own, stacked=True)
                for number, one in enumerate(slot)
            ]
        column += wide
    return width


def _width(part: Part) -> int:
    return max(sum(_width(one) if isinstance(one, Part) else 1 for one in _slots(part.under)), 1)


def _slots(under: Sequence[Part]) -> Iterator[Part | Sequence[Part]]:
    """What takes columns of its own, in order: a unit with others under it, or a stack of units without."""
    for has_more, some in groupby(under, key=lambda one: bool(one.under)):
        if has_more:
            yield from some
        else:
            alone = [*some]
            yield from (alone[start : start + STACK] for start in range(0, len(alone), STACK))
