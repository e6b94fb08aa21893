"""Most of many positions settled without a geodesic: first by a grid of cells, then by polygons.

A cell that no edge of a polygon comes near has one answer for all its positions. In the other cells the
polygons answer, each in two sizes, a little too small and a little too large; only what falls between the
two sizes is left to exact distances.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from detente.geography.buffers import buffer_lines, widest_gap
from detente.geography.ellipsoid import Floats
from detente.geography.location import Location

Codes = NDArray[np.int8]

#: Stands in arrays of codes where the exact distance must decide.
LOOK_CLOSER = 3
_CELL_DEGREES = 0.05
_MOST_CELLS = 1_000_000
#: How far a polygon may be from the true one: in kilometres, and as a part of its depth.
_MARGIN_KM, _MARGIN_PART = 0.02, 0.0001


@dataclass(frozen=True, slots=True, eq=False)
class Reach:
    """Places within a depth of some lines: ``surely`` holds only such places, ``perhaps`` all of them."""

    surely: BaseGeometry
    perhaps: BaseGeometry


@dataclass(frozen=True, slots=True, eq=False)
class Prefilter:
    """Cells of ``cell`` degrees from ``west`` and ``south``, the outermost ones empty of any zone."""

    inner: Reach
    outer: Reach
    west: float
    south: float
    cell: float
    cells: Codes

    def locate(self, lons: Floats, lats: Floats) -> Codes:
        """Codes of :class:`Location`, or ``LOOK_CLOSER``; positions must be on the globe."""
        rows, columns = self.cells.shape
        x = lons - self.west
        x[x < 0] += 360
        x[x >= 360] -= 360
        column = np.minimum(x * (1 / self.cell), columns - 1).astype(np.int32)
        row = np.clip((lats - self.south) * (1 / self.cell), 0, rows - 1).astype(np.int32)
        row *= columns
        row += column
        codes = np.take(self.cells.reshape(-1), row)
        closer = np.flatnonzero(codes == LOOK_CLOSER)
        codes[closer] = _by_polygons(self.inner, self.outer, self.west + x[closer], lats[closer])
        return codes


def build_prefilter(
    settled: Sequence[shapely.LineString],
    every: Sequence[shapely.LineString],
    inside_km: float,
    outside_km: float,
) -> Prefilter:
    """Inside: within ``inside_km`` of a line of ``settled``; outside: farther than ``outside_km`` from all."""
    west = widest_gap(every)
    inner, outer = _build_reach(settled, inside_km, west), _build_reach(every, outside_km, west)
    left, bottom, right, top = shapely.bounds(outer.perhaps)
    cell = max(_CELL_DEGREES, ((right - left) * (top - bottom) / _MOST_CELLS) ** 0.5)
    west_edge, south_edge = max(left - 3 * cell, west), bottom - 3 * cell
    shape = (int((top - south_edge) / cell) + 4, int((right - west_edge) / cell) + 4)
    middles_x, middles_y = np.meshgrid(
        west_edge + (np.arange(shape[1]) + 0.5) * cell, south_edge + (np.arange(shape[0]) + 0.5) * cell
    )
    cells = _by_polygons(inner, outer, middles_x.reshape(-1), middles_y.reshape(-1)).reshape(shape)
    for edge in (inner.surely, inner.perhaps, outer.surely, outer.perhaps):
        _mark_edge(cells, edge, west_edge, south_edge, cell)
    return Prefilter(inner, outer, west_edge, south_edge, cell, cells)


def _build_reach(lines: Sequence[shapely.LineString], depth_km: float, west: float) -> Reach:
    margin = _MARGIN_KM + _MARGIN_PART * depth_km
    reach = Reach(
        buffer_lines(lines, depth_km - margin, west),
        buffer_lines(lines, depth_km + margin if depth_km > 0 else 0, west),
    )
    shapely.prepare([reach.surely, reach.perhaps])
    return reach


def _by_polygons(inner: Reach, outer: Reach, x: Floats, y: Floats) -> Codes:
    codes = np.full(len(x), Location.OUTSIDE.code, dtype=np.int8)
    near = np.flatnonzero(shapely.contains_xy(outer.perhaps, x, y))
    x, y = x[near], y[near]
    answers = np.where(shapely.contains_xy(outer.surely, x, y), Location.UNCERTAIN.code, LOOK_CLOSER)
    answers[shapely.contains_xy(inner.perhaps, x, y)] = LOOK_CLOSER
    answers[shapely.contains_xy(inner.surely, x, y)] = Location.INSIDE.code
    codes[near] = answers
    return codes


def _mark_edge(cells: Codes, area: BaseGeometry, west: float, south: float, cell: float) -> None:
    """Cells that an edge of ``area`` crosses, and those around them, are to be looked at more closely."""
    corners = shapely.get_coordinates(shapely.segmentize(shapely.boundary(area), cell / 2))
    columns = ((corners[:, 0] - west) / cell).astype(np.int64)
    rows = ((corners[:, 1] - south) / cell).astype(np.int64)
    for down in (-1, 0, 1):
        for right in (-1, 0, 1):
            beside = (
                np.clip(rows + down, 0, cells.shape[0] - 1),
                np.clip(columns + right, 0, cells.shape[1] - 1),
            )
            cells[beside] = LOOK_CLOSER
