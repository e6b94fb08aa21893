"""Border lines cut into short segments, and the geodesic distance of a position to the nearest."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from detente.geography.ellipsoid import Floats, densify, point_in_space, to_space, wgs84
from detente.geography.position import Position

#: So short that a chord stays within a metre of the line it stands for.
STEP_KM = 5.0
#: No degree of latitude is shorter: 110.57 km at the equator.
_KM_PER_DEGREE = 110.5


@dataclass(frozen=True, slots=True)
class Nearest:
    """Kilometres to the nearest line, and to the nearest not in dispute; infinite where none is in reach."""

    any_km: float
    settled_km: float


@dataclass(frozen=True, slots=True, eq=False)
class Segments:
    """Segments as arrays of one row each: start and step in degrees and in space; whether in dispute."""

    start: Floats
    step: Floats
    space_start: Floats
    space_step: Floats
    disputed: NDArray[np.bool_]

    def select(self, rows: NDArray[np.int64]) -> Segments:
        """Only these rows."""
        return Segments(
            self.start[rows],
            self.step[rows],
            self.space_start[rows],
            self.space_step[rows],
            self.disputed[rows],
        )

    def nearest(self, position: Position) -> Nearest:
        """The geodesic distances of ``position``."""
        along, squared = self._feet(position)
        row = int(squared.argmin())
        any_km = self._distance_km(position, row, along)
        if not self.disputed[row]:
            return Nearest(any_km, any_km)
        row = int(np.where(self.disputed, np.inf, squared).argmin())
        return Nearest(any_km, math.inf if self.disputed[row] else self._distance_km(position, row, along))

    def _feet(self, position: Position) -> tuple[Floats, Floats]:
        """Where on each segment (0 to 1) its nearest point to ``position`` lies, and the chord to it, squared."""
        away = point_in_space(position) - self.space_start
        along = np.einsum("ij,ij->i", away, self.space_step)
        along /= np.einsum("ij,ij->i", self.space_step, self.space_step)
        np.maximum(along, 0, out=along)
        np.minimum(along, 1, out=along)
        away -= along[:, None] * self.space_step
        return along, np.einsum("ij,ij->i", away, away)

    def _distance_km(self, position: Position, row: int, along: Floats) -> float:
        lon, lat = (self.start[row] + along[row] * self.step[row]).tolist()
        _, _, metres = wgs84().inv(position.lon, position.lat, lon, lat)
        return float(metres) / 1000


@dataclass(frozen=True, slots=True, eq=False)
class SegmentIndex:
    """For each degree of longitude and latitude the segments within ``reach_km`` of some place in it."""

    reach_km: float
    all_segments: Segments
    by_cell: Mapping[tuple[int, int], Segments]

    def nearest(self, position: Position) -> Nearest:
        """The distances, as long as they are within reach; beyond it, infinite."""
        cell = (math.floor(position.lon) % 360, math.floor(position.lat))
        segments = self.by_cell.get(cell)
        return segments.nearest(position) if segments else Nearest(math.inf, math.inf)


def build_segments(lines: Sequence[tuple[shapely.LineString, bool]]) -> Segments:
    """Segments of lines, each with whether it is in dispute."""
    starts, steps, disputed = [], [], []
    for line, in_dispute in lines:
        points = densify(shapely.get_coordinates(line), STEP_KM)
        points = points[np.concatenate([[True], (np.diff(points, axis=0) != 0).any(axis=1)])]
        starts.append(points[:-1])
        steps.append(np.diff(points, axis=0))
        disputed.append(np.full(len(points) - 1, in_dispute))
    start, step = np.concatenate(starts), np.concatenate(steps)
    space_start = to_space(start[:, 0], start[:, 1])
    space_end = to_space(start[:, 0] + step[:, 0], start[:, 1] + step[:, 1])
    return Segments(start, step, space_start, space_end - space_start, np.concatenate(disputed))


def build_index(segments: Segments, reach_km: float) -> SegmentIndex:
    """The index of ``segments``."""
    rows = defaultdict(list)
    pad = (reach_km + STEP_KM) / _KM_PER_DEGREE
    for row, (lon, lat) in enumerate(segments.start.tolist()):
        south, north = math.floor(max(lat - pad, -90)), math.floor(min(lat + pad, 90))
        pole_ward = min(max(abs(lat - pad), abs(lat + pad)), 89.9)
        wide = min(pad / math.cos(math.radians(pole_ward)), 180)
        columns = {column % 360 for column in range(math.floor(lon - wide), math.floor(lon + wide) + 1)}
        for column in columns:
            for latitude in range(south, north + 1):
                rows[column, latitude].append(row)
    by_cell = {cell: segments.select(np.array(members)) for cell, members in rows.items()}
    return SegmentIndex(reach_km, segments, by_cell)
