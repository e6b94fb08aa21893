"""Where marks stand so that none hides another.

Drills at one training area have one position. Few are moved apart, each tied to its place by a line; many
become one mark with their number.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Point = tuple[float, float]
Floats = NDArray[np.float64]

_ROUNDS = 80
#: Part of an overlap that each of two marks gives way by in one round; a step too small to be seen.
_EAGER, _STILL = 0.4, 0.5
#: The angle that spreads any number of points most evenly.
_GOLDEN_ANGLE = np.pi * (3 - np.sqrt(5))


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that is taken: by a mark or a label."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: Box) -> bool:
        """Whether the two share any space."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def group_places(points: Sequence[Point], near: float, most_at_one: int, most: int) -> list[list[int]]:
    """Numbers of points that are to be one mark, in the order of their first.

    More than ``most_at_one`` points within ``near`` of each other are one; so are, when there would be more
    than ``most`` marks, those of ever larger neighbourhoods.
    """
    cell = near
    groups = _split(points, cell, most_at_one)
    while len(groups) > most:
        cell *= 2
        groups = _split(points, cell, most_at_one if cell == near else 1)
    return sorted(groups)


def _split(points: Sequence[Point], cell: float, most_at_one: int) -> list[list[int]]:
    cells = defaultdict(list)
    for number, (x, y) in enumerate(points):
        cells[int(x // cell), int(y // cell)].append(number)
    groups = []
    for members in cells.values():
        groups += [members] if len(members) > most_at_one else [[member] for member in members]
    return groups


def spread(anchors: Sequence[Point], radii: Sequence[float], gap: float) -> list[Point]:
    """Centres near ``anchors`` at which circles of ``radii`` stand ``gap`` apart or more, where that can be reached."""
    if not anchors:
        return []
    turns = np.arange(len(anchors)) * _GOLDEN_ANGLE
    x, y = np.array(anchors, dtype=np.float64).T + np.stack([np.cos(turns), np.sin(turns)])
    wanted = np.add.outer(radii, radii) + gap
    np.fill_diagonal(wanted, 0)
    for _ in range(_ROUNDS):
        right, down = _push(x, y, wanted)
        if max(np.abs(right).max(), np.abs(down).max()) < _STILL:
            break
        x += right
        y += down
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _push(x: Floats, y: Floats, wanted: Floats) -> tuple[Floats, Floats]:
    """For each place the step away from all that are too near."""
    right, down = np.subtract.outer(x, x), np.subtract.outer(y, y)
    distance = np.maximum(np.sqrt(right * right + down * down), 1e-6)
    pull = np.maximum(wanted / distance - 1, 0) * _EAGER
    return (right * pull).sum(axis=1), (down * pull).sum(axis=1)
