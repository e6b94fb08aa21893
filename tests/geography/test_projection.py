"""The projection of the picture."""

from __future__ import annotations

import math

import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from detente.geography.position import Position
from detente.geography.projection import Projection

EURASIA = Projection(centre=Position(92.0, 48.0), radius=6400, left=-7100, top=4640)


def arc(one: Position, other: Position) -> float:
    """The angle between two positions on the sphere, by the haversine."""
    (lon, lat), (lon2, lat2) = (map(math.radians, position) for position in (one, other))
    half = math.sin((lat2 - lat) / 2) ** 2 + math.cos(lat) * math.cos(lat2) * math.sin((lon2 - lon) / 2) ** 2
    return 2 * math.asin(min(1, math.sqrt(half)))


def test_the_centre_is_where_it_belongs() -> None:
    assert EURASIA.project(Position(92, 48)) == pytest.approx((7100, 4640))


def test_east_is_right_and_north_is_up() -> None:
    right, up = EURASIA.project(Position(93, 48)), EURASIA.project(Position(92, 49))
    assert right is not None
    assert up is not None
    assert right[0] > 7100
    assert up[1] < 4640


@given(st.floats(-180, 180), st.floats(-90, 90))
def test_distances_from_the_centre_are_chords(lon: float, lat: float) -> None:
    position = Position(lon, lat)
    angle = arc(EURASIA.centre, position)
    point = EURASIA.project(position)
    if angle > math.radians(120.01):
        assert point is None
    elif angle < math.radians(119.99):
        assert point is not None
        reach = math.hypot(point[0] - 7100, point[1] - 4640)
        assert reach == pytest.approx(2 * 6400 * math.sin(angle / 2), abs=1e-6)


@given(st.floats(0, 180), st.floats(5, 80))
def test_areas_are_true_to_each_other(lon: float, lat: float) -> None:
    corners = [(lon, lat), (lon + 0.1, lat), (lon + 0.1, lat + 0.1), (lon, lat + 0.1)]
    flat = [EURASIA.project(Position(*corner)) for corner in corners]
    bands = math.sin(math.radians(lat + 0.1)) - math.sin(math.radians(lat))
    assert shapely.Polygon(flat).area == pytest.approx(math.radians(0.1) * bands * 6400**2, rel=2e-3)


def test_a_turn_round_the_globe_changes_nothing() -> None:
    assert EURASIA.project(Position(190, 66)) == pytest.approx(EURASIA.project(Position(-170, 66)))
