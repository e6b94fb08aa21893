"""Border lines: arcs shared by two states, cut where a dispute begins or ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, groupby, pairwise

from babel.core import get_global
from topology import Point, Topology


@dataclass(frozen=True)
class Line:
    """A stretch between two owners; ``pairs`` are those of states it counts for (none: only drawn)."""

    pairs: tuple[tuple[str, str], ...]
    disputed: bool
    points: tuple[Point, ...]


def border_lines(topology: Topology, disputes: dict) -> list[Line]:
    """All stretches of border, ordered by pair and place."""
    lines = []
    for number, owners in topology.owners("countries").items():
        names = sorted({_owner(owner, disputes) for owner in owners})
        if len(names) == 2:
            lines += _stretches(topology.arcs[number], names, disputes)
    return sorted(lines, key=lambda line: (line.pairs, line.points))


def _owner(owner: str, disputes: dict) -> str:
    """Alpha-2 code from the numeric one; Kosovo has none in the source and goes by CLDR's; others keep their name."""
    if owner in {"Kosovo", "Indian Ocean Ter."}:
        return {"Kosovo": "XK", "Indian Ocean Ter.": "AU"}[owner]
    code = get_global("territory_aliases")[owner][0] if owner.isdigit() else owner
    return disputes["parts_of"].get(code, code)


def _stretches(points: list[Point], names: list[str], disputes: dict) -> Iterator[Line]:
    pairs = tuple(_pairs(names, disputes["territories"]))
    marked = [
        (_is_disputed(names, ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), disputes), a, b)
        for a, b in pairwise(points)
    ]
    for disputed, steps in groupby(marked, key=lambda step: step[0]):
        taken = list(steps)
        yield Line(pairs, disputed, (taken[0][1], *(end for _, _, end in taken)))


def _pairs(names: list[str], territories: dict) -> list[tuple[str, str]]:
    """The pairs of states for whom it is a line; claimants stand in for a territory without a state code."""
    sides = [territories[name]["claimed_by"] if name in territories else [name] for name in names]
    if any(set(sides[0]) & set(side) for side in sides[1:]):
        return list(combinations(sorted(set(sides[0]) | set(sides[1])), 2))
    return [tuple(sorted((one, other))) for one in sides[0] for other in sides[1]]


def _is_disputed(names: list[str], middle: Point, disputes: dict) -> bool:
    if any(name in disputes["territories"] or name in disputes["states_in_dispute"] for name in names):
        return True
    return any(
        rule["states"] == names and _within(middle, rule.get("box", (-180, -90, 180, 90)))
        for rule in disputes["lines"]
    )


def _within(point: Point, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return west <= point[0] <= east and south <= point[1] <= north
