"""The distance between an area, given by its corners, and border lines."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from detente.geography.ellipsoid import Floats, distance_km
from detente.geography.position import Position
from detente.geography.segments import STEP_KM, Nearest, Segments, build_segments

_BOW_KM = 1.5
_LARGEST_CIRCLE_KM = 50.0


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle that holds a whole area."""

    centre: Position
    radius_km: float


def circle_around(corners: Sequence[Position]) -> Circle | None:
    """A circle that holds the area, not the smallest; None for large areas and for those beyond 80 degrees.

    Sides straight in longitude and latitude bow out from geodesics; within these limits by less than a kilometre
    and a half, which is added.
    """
    first = corners[0]
    lons = np.array([(corner.lon - first.lon + 180) % 360 - 180 for corner in corners])
    lats = np.array([corner.lat for corner in corners])
    centre = Position(float((first.lon + lons.mean() + 180) % 360 - 180), float(lats.mean()))
    middle = np.full(len(corners), centre.lon), np.full(len(corners), centre.lat)
    radius = float(distance_km(*middle, lons + first.lon, lats).max()) + _BOW_KM
    if radius > _LARGEST_CIRCLE_KM or np.abs(lats).max() > 80:
        return None
    return Circle(centre, radius)


def shape_of(corners: Sequence[Position]) -> BaseGeometry:
    """A point, a line or a polygon (repaired where its sides cross), in longitudes that run on beyond 180.

    Raises:
        ValueError: there is no corner.
    """
    if not corners:
        raise ValueError("an area without corners has no shape")
    first = corners[0].lon
    points = [(first + (corner.lon - first + 180) % 360 - 180, corner.lat) for corner in corners]
    if len(points) == 1:
        return shapely.Point(points)
    if len(points) == 2:
        return shapely.LineString(points)
    return shapely.make_valid(shapely.Polygon(points))


def nearest_to_area(corners: Sequence[Position], segments: Segments) -> Nearest:
    """Distances of the nearest part of the area; 0 where a line runs through it.

    Two corners are a line between them, three or more a polygon, whose sides run straight in longitude and
    latitude, the shorter way round. Two shapes that do not meet are nearest at an end of a segment of one
    of them; so ends of both are measured against segments of the other.
    """
    shape = shape_of(corners)
    touched = _touched(shape, segments)
    edges = build_segments([(part, False) for part in _edges(shape)])
    ends = [segments.nearest(position) for position in _ends(edges)]
    any_km, settled_km = min(end.any_km for end in ends), min(end.settled_km for end in ends)
    back_any, back_settled = _nearest_ends(segments, edges)
    return Nearest(
        0.0 if touched.any() else min(any_km, back_any),
        0.0 if (touched & ~segments.disputed).any() else min(settled_km, back_settled),
    )


def _edges(shape: BaseGeometry) -> list[shapely.LineString]:
    parts = shapely.get_parts(shape)
    lines = [shapely.boundary(part) if shapely.get_dimensions(part) == 2 else part for part in parts]
    return [line for whole in lines for line in shapely.get_parts(whole) if line.geom_type == "LineString"]


def _touched(shape: BaseGeometry, segments: Segments) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    shapely.prepare(shape)
    touched = np.zeros(len(segments.start), dtype=np.bool_)
    for turn in (-360.0, 0.0, 360.0):
        begin = segments.start + np.array([turn, 0.0])
        lines = shapely.linestrings(np.stack([begin, begin + segments.step], axis=1))
        touched |= shapely.intersects(shape, lines)
    return touched


def _nearest_ends(segments: Segments, edges: Segments) -> tuple[float, float]:
    """Distances from ends of border segments to the area's edges: of any line, and of settled ones.

    Only ends that may be the nearest are measured: those whose chord to some edge's start is not longer than
    the shortest such chord by more than a segment of each.
    """
    results = []
    for rows in (np.arange(len(segments.start)), np.flatnonzero(~segments.disputed)):
        if not len(rows):
            results.append(math.inf)
            continue
        chords = _chords(segments.space_start[rows], edges.space_start)
        close = segments.select(rows[chords <= chords.min() + 2 * STEP_KM])
        results.append(min(edges.nearest(position).any_km for position in _ends(close)))
    return results[0], results[1]


def _chords(points: Floats, others: Floats) -> Floats:
    """For each point the chord to the nearest of the others."""
    nearest = np.full(len(points), np.inf)
    for other in others:
        np.minimum(nearest, ((points - other) ** 2).sum(axis=1), out=nearest)
    roots: Floats = np.sqrt(nearest)
    return roots


def _ends(segments: Segments) -> list[Position]:
    both = np.unique(np.concatenate([segments.start, segments.start + segments.step]), axis=0)
    return [Position((lon + 180) % 360 - 180, lat) for lon, lat in both.tolist()]
