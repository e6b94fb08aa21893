"""The projection of the picture: Lambert azimuthal equal-area on the sphere.

Areas are shown true to each other; directions are true from the centre. The picture is prepared with this
very function (``scripts/build_geography``), so a position drawn with it falls where it belongs.

Source: J. P. Snyder, Map Projections: A Working Manual (USGS Professional Paper 1395), p. 185, eq. 24-2 to 24-4.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from detente.geography.position import Position

#: Positions farther from the centre than this are left out: the projection tears the antipode apart.
_FARTHEST = math.cos(math.radians(120))


@dataclass(frozen=True, slots=True)
class Projection:
    """From positions to picture units, x to the right and y downward.

    ``radius`` is that of the sphere in picture units; ``left`` and ``top`` are the plane's coordinates
    (y upward, origin at ``centre``) of the picture's corner.
    """

    centre: Position
    radius: int
    left: int
    top: int

    def project(self, position: Position) -> tuple[float, float] | None:
        """Picture coordinates, which may lie outside the frame; None more than 120 degrees from the centre."""
        turn = math.radians(position.lon - self.centre.lon)
        lat, lat0 = math.radians(position.lat), math.radians(self.centre.lat)
        cosine = math.sin(lat0) * math.sin(lat) + math.cos(lat0) * math.cos(lat) * math.cos(turn)
        if cosine < _FARTHEST:
            return None
        k = self.radius * math.sqrt(2 / (1 + cosine))
        x = k * math.cos(lat) * math.sin(turn)
        y = k * (math.cos(lat0) * math.sin(lat) - math.sin(lat0) * math.cos(lat) * math.cos(turn))
        return x - self.left, self.top - y
