"""A point on the earth, and its ISO 6709 text."""

from __future__ import annotations

from typing import NamedTuple


class Position(NamedTuple):
    """Degrees on WGS 84: longitude east, latitude north. Always in this order."""

    lon: float
    lat: float
