"""Where drills lie against a zone, on border lines of an invented country."""

from __future__ import annotations

from dataclasses import replace

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.agreements.model import DatedValue, Evidence, EvidenceLevel, Quantity, Where
from detente.assessment.finding import Answer, Gap, Missing
from detente.assessment.places import Located, Places
from detente.geography.borders import parse_borders
from detente.geography.position import Position
from detente.kernel.instants import PartialDate
from detente.messages.values import FreeText, Place

MODEL = Evidence(EvidenceLevel.MODEL)
#: XA and XB meet along the equator from 10 to 20 degrees east; the line of XA and XC is not in the set.
LINES = {
    "type": "FeatureCollection",
    "id": "toy-lines",
    "version": "1",
    "licence": "CC0",
    "uncertainty_km": 1,
    "title": {"en": "Toy", "ru": "Toy", "zh": "Toy"},
    "features": [
        {
            "type": "Feature",
            "properties": {"states": ["XA", "XB"], "disputed": False},
            "geometry": {"type": "LineString", "coordinates": [[10, 0], [20, 0]]},
        }
    ],
}
INSIDE, EDGE, OUTSIDE = Position(15.0, 0.5), Position(15.0, 0.904), Position(15.0, 5.0)
UNCERTAIN = Gap(Missing.BORDER_UNCERTAINTY, "band")
NO_LINE = Gap(Missing.BORDER_LINE, "XA-XC")
NO_POSITION = Gap(Missing.AREA, "activity.area")


@pytest.fixture(scope="session")
def borders():
    return parse_borders(orjson.dumps(LINES))


@pytest.fixture(scope="session")
def two_states(build, borders):
    """Only XA and XB, so that every line of the zone is known."""
    agreement = build.agreement(sides={"XA": None, "XB": None})
    zone = replace(agreement.zones["band"], lines=(("XA", "XB"),))
    return Places(replace(agreement, zones={"band": zone}), borders)


def place(*positions, accuracy_km=None):
    return Place(FreeText({"en": "somewhere"}), positions, accuracy_km)


@pytest.mark.parametrize(
    ("area", "located"),
    [
        ((place(INSIDE),), Located(Answer.YES)),
        ((place(OUTSIDE),), Located(Answer.NO)),
        ((place(EDGE),), Located(Answer.UNCLEAR, (UNCERTAIN,))),
        ((place(INSIDE, accuracy_km=200),), Located(Answer.UNCLEAR, (UNCERTAIN,))),
        ((), Located(Answer.UNCLEAR, (NO_POSITION,))),
        ((place(),), Located(Answer.UNCLEAR, (NO_POSITION,))),
        ((place(OUTSIDE), place(INSIDE)), Located(Answer.YES)),
        ((place(), place(INSIDE)), Located(Answer.YES)),
        ((place(), place(OUTSIDE)), Located(Answer.UNCLEAR, (NO_POSITION,))),
        ((place(), place(EDGE)), Located(Answer.UNCLEAR, (NO_POSITION, UNCERTAIN))),
        ((place(OUTSIDE, Position(14.0, 4.0), INSIDE),), Located(Answer.YES)),
    ],
)
def test_an_area(two_states, area, located):
    assert two_states.locate("band", "XA", area) == located
    assert two_states.locate("band", None, area) == located


def test_a_line_that_is_not_loaded_is_named(build, borders):
    places = Places(build.agreement(sides={"XA": None, "XB": None, "XC": None}), borders)
    assert places.locate("band", "XA", (place(INSIDE),)) == Located(Answer.YES)
    assert places.locate("band", "XA", (place(OUTSIDE),)) == Located(Answer.UNCLEAR, (NO_LINE,))
    assert places.locate("band", "XC", (place(INSIDE),)) == Located(Answer.UNCLEAR, (NO_LINE,))


def test_a_host_without_a_line_in_the_zone_is_outside(two_states):
    assert two_states.locate("band", "XZ", (place(INSIDE),)) == Located(Answer.NO)
    assert two_states.bands_of("XZ") == {}
    assert two_states.bands_of("XB")["band"].depth_km == 100


def test_the_own_side_has_the_lines_of_its_whole_side(build, borders):
    sides = {"XA": "north", "XD": "north", "XB": "south", "XC": "south"}
    places = Places(build.agreement(sides=sides), borders)
    assert places.locate("band", "XD", (place(INSIDE),)) == Located(Answer.YES)


def test_a_depth_that_is_not_available_is_unclear(build, borders):
    places = Places(build.agreement(depth_km=build.quantity(None)), borders)
    gap = Gap(Missing.TREATY_VALUE, "band")
    assert places.locate("band", "XA", (place(INSIDE),)) == Located(Answer.UNCLEAR, (gap,))


def test_the_depth_of_the_day_is_used(build, borders, drill):
    depth_km = Quantity((DatedValue(10, MODEL), DatedValue(100, MODEL, PartialDate("2030-01-01"))))
    places = Places(build.agreement(sides={"XA": None, "XB": None}, depth_km=depth_km), borders)
    days = [drill(start=start, area=(place(INSIDE),)) for start in ("2029-12-31", "2030-01-01")]
    found = places.locate_all(Where("band", own_side=False), days)
    assert [one.answer for one in found] == [Answer.UNCLEAR, Answer.YES]  # the other line is not known


PLACES = st.builds(
    lambda positions, accuracy_km: place(*positions, accuracy_km=accuracy_km),
    st.lists(st.builds(Position, st.floats(8, 22), st.floats(-2, 2)), max_size=3, unique=True).filter(
        lambda one: len(one) != 2
    ),
    st.none() | st.integers(0, 60),
)


@settings(max_examples=40, deadline=None)
@given(
    areas=st.lists(
        st.tuples(st.sampled_from(["XA", "XB", "XZ"]), st.lists(PLACES, max_size=2).map(tuple)), max_size=12
    ),
    own_side=st.booleans(),
)
def test_all_at_once_is_one_by_one(two_states, drill, areas, own_side):
    activities = [drill(host, number, area=area) for number, (host, area) in enumerate(areas)]
    found = two_states.locate_all(Where("band", own_side), activities)
    assert found == [
        two_states.locate("band", one.host if own_side else None, one.area) for one in activities
    ]
