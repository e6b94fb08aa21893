"""WGS 84: geodesics by pyproj, and straight lines through the earth for a quick first look.

The straight line (chord) between two points of the ellipsoid is never longer than the geodesic, and over
the few hundred kilometres of a zone shorter by metres only, so the nearest point by chord is the nearest.

Source: NGA.STND.0036, WGS 84, section 3.4 and 4.3.
"""

from __future__ import annotations

import math
from functools import cache

import numpy as np
from numpy.typing import NDArray
from pyproj import Geod

from detente.geography.position import Position

Floats = NDArray[np.float64]

_SEMI_MAJOR_KM = 6378.137
_FLATTENING = 1 / 298.257223563


@cache
def wgs84() -> Geod:
    """The ellipsoid's geodesics."""
    return Geod(ellps="WGS84")


def distance_km(lons: Floats, lats: Floats, other_lons: Floats, other_lats: Floats) -> Floats:
    """Geodesic distance between positions, one by one."""
    _, _, metres = wgs84().inv(lons, lats, other_lons, other_lats)
    return np.asarray(metres, dtype=np.float64) / 1000


def to_space(lons: Floats, lats: Floats) -> Floats:
    """Geocentric coordinates in kilometres of positions on the ellipsoid: an array of rows x, y, z."""
    lon, lat = np.radians(lons), np.radians(lats)
    squared = _FLATTENING * (2 - _FLATTENING)
    across = _SEMI_MAJOR_KM / np.sqrt(1 - squared * np.sin(lat) ** 2)
    rows = (
        across * np.cos(lat) * np.cos(lon),
        across * np.cos(lat) * np.sin(lon),
        across * (1 - squared) * np.sin(lat),
    )
    return np.stack(rows, axis=-1)


def point_in_space(position: Position) -> Floats:
    """Geocentric coordinates of one position; the same as ``to_space``, without the cost of arrays."""
    lon, lat = math.radians(position.lon), math.radians(position.lat)
    squared = _FLATTENING * (2 - _FLATTENING)
    across = _SEMI_MAJOR_KM / math.sqrt(1 - squared * math.sin(lat) ** 2)
    flat = across * math.cos(lat)
    return np.array([flat * math.cos(lon), flat * math.sin(lon), across * (1 - squared) * math.sin(lat)])


def densify(points: Floats, step_km: float) -> Floats:
    """A line (rows lon, lat) with positions put in until no step is longer; straight in longitude and latitude."""
    lengths = distance_km(points[:-1, 0], points[:-1, 1], points[1:, 0], points[1:, 1])
    counts = np.maximum(1, np.ceil(lengths / step_km)).astype(np.int64)
    starts = np.repeat(points[:-1], counts, axis=0)
    steps = np.repeat((points[1:] - points[:-1]) / counts[:, None], counts, axis=0)
    places = np.arange(len(starts)) - np.repeat(np.cumsum(counts) - counts, counts)
    return np.concatenate([starts + steps * places[:, None], points[-1:]])
