"""The picture that ships, and that it fits positions drawn on it."""

from __future__ import annotations

import gzip
import json
import re
from importlib.resources import files

import pytest
import shapely

from detente.geography.borders import BorderSet
from detente.geography.picture import NO_POSITION, Picture, parse_picture
from detente.geography.position import Position
from detente.geography.reader import read_picture
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language
from detente.kernel.states import state_name

MEMBERS = {"BY", "CN", "IN", "IR", "KG", "KZ", "PK", "RU", "TJ", "UZ"}
LAND = [
    Position(71.43, 51.13),
    Position(104, 35),
    Position(100, 62),
    Position(34.1, 45.2),
    Position(-172, 66),
]
SEA = [Position(50.5, 42), Position(170, 30), Position(65, 15), Position(35, 43), Position(60, 77)]


@pytest.fixture(scope="module")
def picture() -> Picture:
    return read_picture()


def subpaths(path: str) -> list[list[tuple[int, int]]]:
    """Points of ``M x y l dx dy …`` paths."""
    lines = []
    for sub in path.split("M")[1:]:
        numbers = [int(number) for number in re.findall(r"-?[0-9]+", sub)]
        x, y, points = 0, 0, []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        lines.append(points)
    return lines


def test_it_is_small() -> None:
    data = (files("detente.geography") / "data/picture.json").read_bytes()
    assert len(data) < 250_000
    assert len(gzip.compress(data)) < 100_000


def test_paths_are_integers(picture: Picture) -> None:
    for path in (picture.land, picture.borders, picture.disputed, picture.graticule):
        assert re.fullmatch(r"(M-?\d+[ -]\d+l(-?\d+ ?)+z?)+", path)


def test_land_is_land_and_sea_is_sea(picture: Picture) -> None:
    rings = [shapely.Polygon(points) for points in subpaths(picture.land) if len(points) > 3]

    def is_land(position: Position) -> bool:
        point = shapely.Point(picture.projection.project(position))
        return sum(ring.contains(point) for ring in rings) % 2 == 1

    assert [is_land(place) for place in LAND + SEA] == [True] * len(LAND) + [False] * len(SEA)


@pytest.mark.parametrize(("one", "other"), [("CN", "KZ"), ("CN", "RU"), ("KG", "TJ"), ("BY", "PL")])
def test_borders_are_drawn_where_positions_fall(
    picture: Picture, sample: BorderSet, one: str, other: str
) -> None:
    drawn = shapely.MultiLineString(subpaths(picture.borders))
    line = sample.lines[StateCode(one), StateCode(other)]
    points = [
        picture.projection.project(Position(*place)) for place in shapely.get_coordinates(line).tolist()
    ]
    assert max(drawn.distance(shapely.Point(point)) for point in points) < 3


def test_disputes_are_drawn_apart(picture: Picture, sample: BorderSet) -> None:
    line = sample.lines[StateCode("CN"), StateCode("IN")]
    points = [
        picture.projection.project(Position(*place)) for place in shapely.get_coordinates(line).tolist()
    ]
    dashed = shapely.MultiLineString(subpaths(picture.disputed))
    plain = shapely.MultiLineString(subpaths(picture.borders))
    assert max(dashed.distance(shapely.Point(point)) for point in points) < 3
    assert shapely.MultiPoint(points).distance(plain) < 3  # they meet at their ends
    assert max(plain.distance(shapely.Point(point)) for point in points) > 100


def test_every_member_is_named_within_the_frame(picture: Picture) -> None:
    labels = {label.state: label for label in picture.labels}
    assert set(labels) >= MEMBERS
    assert all(picture.project(label.at) for label in picture.labels)
    assert all(state_name(state).zh != state for state in labels)
    assert {label.size for label in picture.labels} <= {1, 2, 3, 4, 5}
    assert not {"TW", "XK", "EH", "PS", "UA-43"} & set(labels)


def test_positions_beyond_the_frame_have_no_place(picture: Picture) -> None:
    assert picture.project(Position(-100, 40)) is None
    assert picture.project(Position(-56, -34)) is None
    assert picture.project(picture.projection.centre) == pytest.approx((7100, 4640))


def test_rings_become_closed_paths(picture: Picture) -> None:
    square = [Position(92, 48), Position(93, 48), Position(93, 47), Position(92, 47), Position(92, 47)]
    assert picture.path([square]) == "M7100 4640L7175 4640L7176 4751L7100 4752z"
    assert picture.path([square[:2]]) == ""
    assert picture.path([[*square, Position(-90, -40)]]) == ""


def test_the_note_is_in_three_languages() -> None:
    notes = {NO_POSITION.in_(language) for language in Language}
    assert len(notes) == 3
    assert all(notes)


@pytest.mark.parametrize("member", ["width", "projection", "paths", "labels"])
def test_a_damaged_picture_is_our_bug(member: str) -> None:
    document = json.loads((files("detente.geography") / "data/picture.json").read_bytes())
    for damaged in (
        document | {member: None},
        {key: value for key, value in document.items() if key != member},
        [],
    ):
        with pytest.raises(DetenteBug):
            parse_picture(json.dumps(damaged).encode())
    with pytest.raises(DetenteBug):
        parse_picture(b"\xff")
