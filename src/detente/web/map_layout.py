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

_ROUNDS = 80
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
    places = np.array(anchors, dtype=np.float64) + np.stack([np.cos(turns), np.sin(turns)], axis=1)
    wanted = np.add.outer(radii, radii) + gap
    np.fill_diagonal(wanted, 0)
    for _ in range(_ROUNDS):
        push = _push(places, wanted)
        if np.abs(push).max() < 0.5:
            break
        places += push
    return [(float(x), float(y)) for x, y in places]


def _push(places: NDArray[np.float64], wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """For each place the step away from all that are too near."""
    apart = places[:, None] - places[None]
    distance = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-6)
    missing = np.maximum(wanted - distance, 0)
    step: NDArray[np.float64] = (apart * (missing / distance / 2)[:, :, None]).sum(axis=1)
    return step * 0.8
