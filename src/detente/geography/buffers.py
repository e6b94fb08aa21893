"""Polygons of all places within a depth of a line: for the picture, and to settle most positions quickly.

A line is buffered in pieces of 10 km, each in the azimuthal equidistant projection centred on it, in which
distances from the centre are geodesics. A quarter of a circle has 64 segments. So made, a polygon of 100 km
lies within 12 metres of the true one; buffering a whole line on a flat map errs by tens of kilometres.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import shapely
from shapely import affinity
from shapely.geometry.base import BaseGeometry

from detente.geography.ellipsoid import Floats, densify, wgs84

_PIECE_KM = 10.0
_QUARTER_SEGMENTS = 64
_SEAM_DEGREES = 0.01


def widest_gap(lines: Sequence[shapely.LineString]) -> float:
    """The longitude in the middle of the widest stretch that no line touches: where a map of them is best cut."""
    lons = np.unique(np.concatenate([shapely.get_coordinates(line)[:, 0] for line in lines]) % 360)
    gaps = np.diff(np.append(lons, lons[0] + 360))
    widest = int(np.argmax(gaps))
    return float((lons[widest] + gaps[widest] / 2) % 360) - 360


def buffer_lines(lines: Sequence[shapely.LineString], depth_km: float, west: float) -> BaseGeometry:
    """All places within ``depth_km`` of any of ``lines``, in longitudes from ``west`` to ``west`` + 360.

    What crosses the ends of this frame stands at both, a hair beyond them, so that no place on the seam is lost.
    Empty where there are no lines or the depth is not positive.
    """
    if not lines or depth_km <= 0:
        return shapely.MultiPolygon()
    pieces = [piece for line in lines for piece in _pieces(shapely.get_coordinates(line))]
    return _cut(shapely.union_all(_buffer_pieces(pieces, depth_km, west)), west, _SEAM_DEGREES)


def cut_at_antimeridian(area: BaseGeometry) -> BaseGeometry:
    """The same places with longitudes from -180 to 180, cut in two where they cross the 180th meridian.

    Source: RFC 7946, section 3.1.9.
    """
    return _cut(area, -180.0, 0.0)


def _cut(area: BaseGeometry, west: float, seam: float) -> BaseGeometry:
    """``area`` moved by whole turns into the frame that begins at ``west``."""
    left, _, right, _ = shapely.bounds(area)
    if west <= left and right <= west + 360:
        return area
    frame = shapely.box(west - seam, -90, west + 360 + seam, 90)
    turns = (affinity.translate(area, xoff=turn) for turn in (-720, -360, 0, 360, 720))
    return shapely.union_all([shapely.intersection(turned, frame) for turned in turns])


def _pieces(points: Floats) -> list[Floats]:
    """Runs of positions of about 10 km, each beginning where the last one ends."""
    dense = densify(points, _PIECE_KM)
    _, _, metres = wgs84().inv(dense[:-1, 0], dense[:-1, 1], dense[1:, 0], dense[1:, 1])
    marks = np.floor(np.cumsum(metres) / (_PIECE_KM * 1000))
    cuts = [0, *(np.flatnonzero(np.diff(marks)) + 1).tolist(), len(dense) - 1]
    return [dense[begin : end + 1] for begin, end in pairwise(cuts) if end > begin]


def _buffer_pieces(pieces: Sequence[Floats], depth_km: float, west: float) -> list[shapely.Polygon]:
    sizes = [len(piece) for piece in pieces]
    middles = np.array([piece.mean(axis=0) for piece in pieces])
    places = np.concatenate(pieces)
    around = np.repeat(middles, sizes, axis=0)
    azimuths, _, metres = wgs84().inv(around[:, 0], around[:, 1], places[:, 0], places[:, 1])
    angles = np.radians(azimuths)
    flat = np.stack([metres * np.sin(angles), metres * np.cos(angles)], axis=1)
    lines = shapely.linestrings(flat, indices=np.repeat(np.arange(len(pieces)), sizes))
    buffers = shapely.buffer(lines, depth_km * 1000, quad_segs=_QUARTER_SEGMENTS)
    corners, owners = shapely.get_coordinates(buffers, return_index=True)
    bearing, reach = (
        np.degrees(np.arctan2(corners[:, 0], corners[:, 1])),
        np.hypot(corners[:, 0], corners[:, 1]),
    )
    lons, lats, _ = wgs84().fwd(middles[owners, 0], middles[owners, 1], bearing, reach)
    centre = west + (middles[owners, 0] - west) % 360
    unrolled = centre + (np.asarray(lons) - centre + 180) % 360 - 180
    rings = shapely.linearrings(np.stack([unrolled, lats], axis=1), indices=owners)
    return list(shapely.polygons(rings))
