"""TopoJSON decoded: positions of arcs, rings of objects, and which states share an arc.

Source: The TopoJSON Format Specification, sections 2.1.2 to 2.1.5.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import accumulate

Point = tuple[float, float]


@dataclass(frozen=True)
class Topology:
    """A decoded file. ``arcs`` hold degrees; ``objects`` are as they stand in the file."""

    arcs: list[list[Point]]
    objects: dict

    def owners(self, name: str) -> dict[int, set[str]]:
        """For each arc the ids of the geometries of object ``name`` it bounds (their names, where they have no id)."""
        found = defaultdict(set)
        for geometry in self.objects[name]["geometries"]:
            owner = geometry.get("id") or geometry["properties"]["name"]
            for number in _numbers(geometry.get("arcs", [])):
                found[number].add(owner)
        return found

    def polygons(self, name: str) -> list[list[list[Point]]]:
        """All polygons of object ``name``, each a list of rings (the first is the outer one)."""
        polygons = []
        for geometry in self.objects[name]["geometries"]:
            parts = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}
            polygons += [[self._ring(ring) for ring in rings] for rings in parts.get(geometry["type"], [])]
        return polygons

    def _ring(self, numbers: list[int]) -> list[Point]:
        ring: list[Point] = []
        for number in numbers:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            ring += arc[1:] if ring else arc
        return ring


def decode(document: dict) -> Topology:
    """A quantised TopoJSON document with its deltas undone."""
    (scale_x, scale_y), (left, bottom) = document["transform"]["scale"], document["transform"]["translate"]

    def positions(arc: list[list[int]]) -> list[Point]:
        steps = accumulate(arc, lambda here, delta: [here[0] + delta[0], here[1] + delta[1]])
        return [(x * scale_x + left, y * scale_y + bottom) for x, y in steps]

    return Topology([positions(arc) for arc in document["arcs"]], document["objects"])


def _numbers(arcs: list | int) -> list[int]:
    if isinstance(arcs, int):
        return [arcs if arcs >= 0 else ~arcs]
    return [number for part in arcs for number in _numbers(part)]
