"""Whether a visit and a drill are at one place."""

from __future__ import annotations

from itertools import product

import numpy as np
import shapely
from shapely.ops import nearest_points

from detente.assessment.finding import Answer
from detente.geography.areas import shape_of
from detente.geography.ellipsoid import distance_km
from detente.messages.values import Area, Place


def near_each_other(one: Area, other: Area, near_km: int) -> Answer:
    """Whether any place of one lies within so many kilometres of one of the other.

    Unclear where a place has no position, or is not known closely enough, and no other decides.
    """
    if not one or not other:
        return Answer.UNCLEAR
    answers = {_near(here, there, near_km) for here, there in product(one, other)}
    if Answer.YES in answers:
        return Answer.YES
    return Answer.UNCLEAR if Answer.UNCLEAR in answers else Answer.NO


def _near(one: Place, other: Place, near_km: int) -> Answer:
    if not one.positions or not other.positions:
        return Answer.UNCLEAR
    apart = _apart_km(one, other)
    spread = (one.accuracy_km or 0) + (other.accuracy_km or 0)
    if apart + spread <= near_km:
        return Answer.YES
    return Answer.NO if apart - spread > near_km else Answer.UNCLEAR


def _apart_km(one: Place, other: Place) -> float:
    """The distance between the nearest points as they lie on a flat map; 0 where the two meet."""
    here, there = shape_of(one.positions), shape_of(other.positions)
    turns = round((here.centroid.x - there.centroid.x) / 360) * 360
    if turns:
        there = shapely.transform(there, lambda points: points + np.array([turns, 0]))
    if here.intersects(there):
        return 0.0
    from_, to = nearest_points(here, there)
    return float(distance_km(*(np.array([value]) for value in (from_.x, from_.y, to.x, to.y)))[0])
