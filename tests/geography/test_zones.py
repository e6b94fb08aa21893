"""Zones: the three answers, held against a slow and simple measurement."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.geography.borders import BorderSet
from detente.geography.ellipsoid import densify, distance_km, wgs84
from detente.geography.location import Location
from detente.geography.position import Position
from detente.geography.reader import read_sample_borders
from detente.geography.zones import Band, MissingLine, build_band
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode

INSIDE, OUTSIDE, UNCERTAIN = Location.INSIDE, Location.OUTSIDE, Location.UNCERTAIN
CN, IN, KG, KZ, PK, RU, TJ = (StateCode(code) for code in ("CN", "IN", "KG", "KZ", "PK", "RU", "TJ"))
FIVE = ((CN, KZ), (CN, KG), (CN, RU), (CN, TJ))
LINE = [[10.0, 50.0], [12.0, 50.5], [13.0, 49.0]]
MakeUp = Callable[..., BorderSet]

TOWNS = {
    "Khorgos": (Position(80.42, 44.21), INSIDE),
    "Usharal": (Position(80.94331, 46.16926), UNCERTAIN),
    "Irkeshtam": (Position(73.91, 39.68), INSIDE),
    "Manzhouli": (Position(117.43, 49.6), INSIDE),
    "Blagoveshchensk": (Position(127.53, 50.27), INSIDE),
    "Vladivostok": (Position(131.89, 43.12), INSIDE),
    "Khabarovsk": (Position(135.08, 48.48), INSIDE),
    "Osh": (Position(72.8, 40.53), UNCERTAIN),
    "Astana": (Position(71.43, 51.13), OUTSIDE),
    "Almaty": (Position(76.9, 43.25), OUTSIDE),
    "Otar": (Position(75.21, 43.54), OUTSIDE),
    "Kosh-Agach": (Position(88.67, 50.0), UNCERTAIN),
    "Ulaangom": (Position(92.07, 49.98), OUTSIDE),
    "Montevideo": (Position(-56.2, -34.9), OUTSIDE),
}


def slow_distance_km(lines: shapely.MultiLineString, position: Position, step_km: float = 0.1) -> float:
    """The least of the geodesics to points 100 metres apart: too large by no more than 50 metres."""
    points = np.concatenate([densify(shapely.get_coordinates(line), step_km) for line in lines.geoms])
    here = np.full(len(points), position.lon), np.full(len(points), position.lat)
    return float(distance_km(*here, points[:, 0], points[:, 1]).min())


@pytest.fixture(scope="module")
def five(sample: BorderSet) -> Band:
    return build_band(sample, FIVE, 100)


@pytest.mark.parametrize("town", TOWNS)
def test_known_towns(five: Band, town: str) -> None:
    position, expected = TOWNS[town]
    assert five.locate(position) is expected


def test_towns_all_at_once(five: Band) -> None:
    lons, lats = zip(*(position for position, _ in TOWNS.values()), strict=True)
    assert five.locate_many(lons, lats).tolist() == [expected.code for _, expected in TOWNS.values()]


def test_only_the_lines_of_the_given_pairs_count(sample: BorderSet) -> None:
    blagoveshchensk, khorgos = TOWNS["Blagoveshchensk"][0], TOWNS["Khorgos"][0]
    russian, kazakh = build_band(sample, [(RU, CN)], 100), build_band(sample, [(CN, KZ)], 100)
    assert [band.locate(place) for band in (russian, kazakh) for place in (blagoveshchensk, khorgos)] == [
        INSIDE,
        OUTSIDE,
        OUTSIDE,
        INSIDE,
    ]


def test_russia_and_china_share_two_lines(sample: BorderSet) -> None:
    band = build_band(sample, [(CN, RU)], 100)
    west, east, between = Position(87.6, 49.1), Position(127.5, 50.0), Position(100.0, 50.0)
    assert [band.locate(place) for place in (west, east, between)] == [INSIDE, INSIDE, OUTSIDE]


def test_at_a_tripoint_each_pair_answers_for_itself(sample: BorderSet) -> None:
    """Near where China, Kazakhstan and Kyrgyzstan meet, bands of different pairs overlap."""
    near = Position(80.2, 42.2)
    bands = [build_band(sample, [pair], 100) for pair in ((CN, KZ), (CN, KG), (KG, KZ), (CN, TJ))]
    assert [band.locate(near) for band in bands] == [INSIDE, INSIDE, INSIDE, OUTSIDE]


def test_without_lines_nothing_is_outside(sample: BorderSet) -> None:
    with pytest.raises(InputError) as refused:
        build_band(sample, [], 100)
    assert refused.value.code == "no-lines"
    with pytest.raises(MissingLine) as missing:
        build_band(sample, [(CN, KZ), (KZ, IN)], 100)
    assert missing.value.pair == (IN, KZ)
    assert "Индия" in missing.value.message.ru
    assert "哈萨克斯坦" in missing.value.message.zh


@pytest.mark.parametrize("depth", [0, -1, 501])
def test_depths_out_of_range_are_refused(sample: BorderSet, depth: int) -> None:
    with pytest.raises(InputError) as refused:
        build_band(sample, [(CN, KZ)], depth)
    assert refused.value.code == "zone-depth"


def test_a_band_remembers_its_lines(sample: BorderSet) -> None:
    band = build_band(sample, [(KZ, CN), (CN, KZ)], 100)
    assert (band.pairs, band.depth_km, band.uncertainty_km, band.sha256) == (
        ((CN, KZ),),
        100,
        15,
        sample.sha256,
    )


@given(st.floats(8, 15), st.floats(47.5, 52))
@settings(max_examples=60)
def test_distances_are_geodesics_to_the_nearest_point(lon: float, lat: float) -> None:
    band = _made_up_band()
    position = Position(lon, lat)
    slow = slow_distance_km(shapely.MultiLineString([LINE]), position)
    exact = band.distance_km(position)
    assert slow - 0.05 <= exact <= slow + 0.001


@given(st.floats(72, 82), st.floats(36, 44))
@settings(max_examples=15, deadline=None)
def test_answers_agree_with_slow_distances_on_the_sample(lon: float, lat: float) -> None:
    sample = read_sample_borders()
    position = Position(lon, lat)
    slow = slow_distance_km(sample.lines[CN, TJ], position)
    answer = build_band(sample, [(CN, TJ)], 100).locate(position)
    expected = INSIDE if slow < 85 else OUTSIDE if slow > 115 else UNCERTAIN
    if min(abs(slow - 85), abs(slow - 115)) > 0.06:
        assert answer is expected


def _made_up_band(depth_km: int = 100) -> Band:
    lines = ((shapely.LineString(LINE), False),)
    return Band(((CN, KZ),), depth_km, 0, "", lines)


def north_of(position: Position, distance: float) -> Position:
    lon, lat, _ = wgs84().fwd(position.lon, position.lat, 0, distance * 1000)
    return Position(lon, lat)


@pytest.mark.parametrize(
    ("distance", "accuracy", "expected"),
    [
        (94.9, 0, INSIDE),
        (95.1, 0, UNCERTAIN),
        (104.9, 0, UNCERTAIN),
        (105.1, 0, OUTSIDE),
        (84.9, 10, INSIDE),
        (85.1, 10, UNCERTAIN),
        (114.9, 10, UNCERTAIN),
        (115.1, 10, OUTSIDE),
        (94.9, -10, INSIDE),
        (400, 290, OUTSIDE),
        (400, 300, UNCERTAIN),
        (5000, 4800, OUTSIDE),
        (5000, 6000, UNCERTAIN),
    ],
)
def test_uncertainty_and_accuracy_widen_what_is_open(
    made_up: MakeUp, distance: float, accuracy: float, expected: Location
) -> None:
    equator = made_up([("CN", "KZ", False, [[20.0, 0.0], [40.0, 0.0]])], 5)
    band = build_band(equator, [(CN, KZ)], 100)
    place = north_of(Position(30, 0), distance)
    assert band.locate(place, accuracy) is expected
    assert band.locate_place([place], accuracy) is expected


def test_a_line_in_dispute_puts_nobody_inside(made_up: MakeUp) -> None:
    lines = [
        ("IN", "PK", True, [[70.0, 30.0], [72.0, 30.0]]),
        ("IN", "PK", False, [[72.0, 30.0], [74.0, 30.0]]),
    ]
    band = build_band(made_up(lines, 0), [(IN, PK)], 50)
    places = [Position(70.5, 30.1), Position(73.0, 30.1), Position(71.9, 30.1), Position(70.5, 31.0)]
    expected = [UNCERTAIN, INSIDE, INSIDE, OUTSIDE]
    assert [band.locate(place) for place in places] == expected
    lons, lats = zip(*places, strict=True)
    assert band.locate_many(lons, lats).tolist() == [answer.code for answer in expected]


def test_positions_off_the_globe_are_uncertain(five: Band) -> None:
    nan = float("nan")
    bad = [
        Position(nan, 40),
        Position(80, nan),
        Position(181, 40),
        Position(80, -90.1),
        Position(float("inf"), 0),
    ]
    assert [five.locate(place) for place in bad] == [UNCERTAIN] * 5
    lons, lats = zip(*bad, TOWNS["Khorgos"][0], strict=True)
    assert five.locate_many(lons, lats).tolist() == [2, 2, 2, 2, 2, 1]
    assert five.locate_place([Position(nan, 40)] * 3) is UNCERTAIN


def test_many_and_one_by_one_agree(five: Band) -> None:
    random = np.random.default_rng(7)
    lons, lats = random.uniform(73, 137, 4000), random.uniform(35, 56, 4000)
    one_by_one = [five.locate(Position(lon, lat)).code for lon, lat in zip(lons, lats, strict=True)]
    assert set(one_by_one) == {0, 1, 2}
    assert five.locate_many(lons, lats).tolist() == one_by_one


def test_many_and_one_by_one_agree_at_the_very_edges(made_up: MakeUp) -> None:
    """Points within 40 metres of where the answer changes: cells and polygons must leave them to the distance."""
    band = build_band(made_up([("CN", "KZ", False, LINE)], 10), [(CN, KZ)], 60)
    random = np.random.default_rng(8)
    places = []
    for depth_km in (50, 70):
        edge = shapely.get_coordinates(_made_up_band(depth_km).outline())
        for lon, lat in edge[random.integers(0, len(edge), 150)].tolist():
            end = wgs84().fwd(lon, lat, random.uniform(0, 360), random.uniform(0, 40))
            places.append(Position(end[0], end[1]))
    one_by_one = [band.locate(place).code for place in places]
    assert set(one_by_one) == {0, 1, 2}
    assert band.locate_many(*zip(*places, strict=True)).tolist() == one_by_one


def test_none_at_all_are_no_trouble(five: Band) -> None:
    assert five.locate_many([], []).tolist() == []


def test_a_band_across_the_antimeridian(made_up: MakeUp) -> None:
    lines = [
        ("JP", "RU", False, [[179.0, 60.0], [180.0, 60.5]]),
        ("JP", "RU", False, [[-180.0, 60.5], [-179.0, 61.0]]),
    ]
    band = build_band(made_up(lines, 1), [(StateCode("JP"), RU)], 100)
    places = [
        Position(x, y) for x in (178.0, 179.9, 180.0, -180.0, -179.9, -178.0, 0.0) for y in (60.2, 61.0, 63.0)
    ]
    answers = [band.locate(place) for place in places]
    whole = shapely.MultiLineString([line for line, _ in band.lines])
    slow = [slow_distance_km(whole, place) for place in places]
    assert answers == [INSIDE if km < 99 else OUTSIDE if km > 101 else UNCERTAIN for km in slow]
    assert {INSIDE, OUTSIDE} <= set(answers)
    assert band.locate_many(*zip(*places, strict=True)).tolist() == [answer.code for answer in answers]
    left, _, right, _ = shapely.bounds(band.outline())
    assert right - left < 10


def test_a_band_round_the_whole_globe(made_up: MakeUp) -> None:
    points = [[float(lon), 80.0] for lon in range(-180, 181, 2)]
    band = build_band(made_up([("CN", "KZ", False, points)], 0), [(CN, KZ)], 100)
    lons = np.concatenate([np.linspace(-180, 180, 721), np.linspace(-180, 180, 721)])
    lats = np.repeat([80.5, 81.0], 721)
    assert band.locate_many(lons, lats).tolist() == [1] * 721 + [0] * 721
    left, _, right, _ = shapely.bounds(band.outline())
    assert right - left == pytest.approx(360, abs=0.1)


def test_the_outline_runs_at_the_depth(five: Band) -> None:
    corners = shapely.get_coordinates(five.outline())
    chosen = corners[np.random.default_rng(3).integers(0, len(corners), 400)]
    distances = np.array([five.distance_km(Position(lon, lat)) for lon, lat in chosen.tolist()])
    assert np.abs(distances - 100).max() < 0.012


def test_the_outline_of_everything_in_dispute(sample: BorderSet) -> None:
    band = build_band(sample, [(CN, IN)], 50)
    assert not band.outline().is_empty
    lons, lats = np.meshgrid(np.linspace(75, 97, 60), np.linspace(26, 37, 60))
    assert set(band.locate_many(lons.reshape(-1), lats.reshape(-1)).tolist()) == {0, 2}


def areas(
    west: float, east: float, south: float, north: float
) -> st.SearchStrategy[list[tuple[float, float]]]:
    corner = st.tuples(st.floats(west, east), st.floats(south, north))
    return st.lists(corner, min_size=3, max_size=5, unique=True)


class TestPlaces:
    """Places of several positions, against the equator from 20 to 40 east."""

    @pytest.fixture
    def band(self, made_up: MakeUp) -> Band:
        lines = [
            ("CN", "KZ", False, [[20.0, 0.0], [40.0, 0.0]]),
            ("CN", "KZ", True, [[40.0, 0.0], [60.0, 0.0]]),
        ]
        return build_band(made_up(lines, 5), [(CN, KZ)], 100)

    @pytest.mark.parametrize(
        ("corners", "expected"),
        [
            ([], UNCERTAIN),
            ([(30, 0.5)], INSIDE),
            ([(30, 0.5), (30, 0.5), (30, 0.5)], INSIDE),
            ([(30, 3), (30, -3)], INSIDE),
            ([(30, 3), (30, 2)], OUTSIDE),
            ([(30, 3), (30, 0.9)], UNCERTAIN),
            ([(30, 3), (31, 3), (30.5, 0.5)], INSIDE),
            ([(30, 3), (31, 3), (30.5, 2)], OUTSIDE),
            ([(30, 3), (31, 3), (30.5, 0.9)], UNCERTAIN),
            ([(10, 10), (70, 10), (70, -10), (10, -10)], INSIDE),
            ([(22, 3), (38, 3), (38, -3), (22, -3)], INSIDE),
            ([(30, 3), (31, -3), (31, 3), (30, -3)], INSIDE),
            ([(50, 3), (51, 3), (50.5, -3)], UNCERTAIN),
            ([(50, 3), (51, 3), (50.5, 2)], OUTSIDE),
            ([(30, 3), (31, 3), (32, 3)], OUTSIDE),
            ([(0, 3), (60, 3), (60, 0.5), (0, 0.5)], INSIDE),
            ([(0, -3), (60, -3), (60, -0.9), (0, -0.9)], UNCERTAIN),
        ],
    )
    def test_any_part_inside_counts(
        self, band: Band, corners: list[tuple[float, float]], expected: Location
    ) -> None:
        assert band.locate_place([Position(*corner) for corner in corners], 0) is expected

    def test_accuracy_not_stated_takes_positions_as_they_stand(self, band: Band) -> None:
        corners = [Position(30, 3), Position(31, 3), Position(30.5, 0.8)]
        assert [band.locate_place(corners, accuracy) for accuracy in (None, 0, 20)] == [
            INSIDE,
            INSIDE,
            UNCERTAIN,
        ]

    def test_a_place_across_the_antimeridian(self, made_up: MakeUp) -> None:
        line = [("JP", "RU", False, [[-180.0, 59.0], [-180.0, 61.0]])]
        band = build_band(made_up(line, 0), [(StateCode("JP"), RU)], 10)
        across = [Position(179, 60), Position(-179, 60), Position(-179, 60.2), Position(179, 60.2)]
        beside = [Position(179, 60), Position(179.2, 60), Position(179, 60.2)]
        assert [band.locate_place(place) for place in (across, beside)] == [INSIDE, OUTSIDE]

    @given(st.one_of(areas(8, 15, 47.5, 52), areas(11, 11.4, 51, 51.3), areas(13.8, 14.2, 49.5, 49.8)))
    @settings(max_examples=40, deadline=None)
    def test_distances_of_areas_agree_with_slow_ones(self, corners: list[tuple[float, float]]) -> None:
        polygon = shapely.make_valid(shapely.Polygon(corners))
        area = [Position(*corner) for corner in corners]
        sides = itertools.pairwise([*corners, corners[0]])
        points = np.concatenate([densify(np.array(side), 1.0) for side in sides if side[0] != side[1]])
        slow = min(
            slow_distance_km(shapely.MultiLineString([LINE]), Position(*p), 1.0) for p in points[::5].tolist()
        )
        if polygon.intersects(shapely.LineString(LINE)):
            slow = 0.0
        for depth, margin in ((30, 6.0), (60, 6.0), (100, 6.0)):
            answer = _made_up_band(depth).locate_place(area)
            if abs(slow - depth) > margin:
                assert answer is (INSIDE if slow < depth else OUTSIDE)
