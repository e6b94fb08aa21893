"""GeoJSON of drills and zones."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import shapely

from detente.documents.geojson import activities_geojson, format_geojson, zone_geojson
from detente.geography.position import Position
from detente.geography.zones import Band
from detente.kernel.identifiers import AgreementId, MatterId, MeasureId, StateCode
from detente.kernel.instants import parse_instant, parse_partial_date
from detente.kernel.languages import Language, Text
from detente.messages.document import Origin, OriginKind
from detente.messages.values import Amount, FreeText, Period, Place, Qualifier, Strength
from detente.record.activities import Activity, ActivityStatus

KZ, RU, XA, XB = (StateCode(code) for code in ("KZ", "RU", "XA", "XB"))
PERSONNEL = MeasureId("personnel")


def place(*positions: tuple[float, float], accuracy_km: int | None = None) -> Place:
    name = FreeText({"en": "Otar", "ru": "Отар"})
    return Place(name, tuple(Position(*position) for position in positions), accuracy_km)


@pytest.fixture
def activity() -> Activity:
    return Activity(
        id=MatterId("SH96/KZ/2024/0007/EX"),
        agreement=AgreementId("shanghai-1996"),
        host=KZ,
        status=ActivityStatus.TOLD,
        name=FreeText({"en": "Steppe 2024", "ru": "Степь-2024"}),
        type="live-exercise",
        period=Period(parse_partial_date("2024-07"), parse_instant("2024-07-12T06:00:00Z")),
        area=(place((75.21, 43.54), accuracy_km=15),),
        strength=Strength({PERSONNEL: Amount(1300, Qualifier.ABOUT)}, {RU: {PERSONNEL: Amount(300)}}),
        participants=(KZ, RU),
        purpose=None,
        origin=Origin(OriginKind.OFFICIAL),
        tellings=(),
        invitations=(),
        messages=(),
    )


def test_a_drill_at_a_point(activity: Activity) -> None:
    assert activities_geojson([activity], Language.RU) == {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "geometry": {"type": "Point", "coordinates": [75.21, 43.54]},
                "properties": {
                    "activity": "SH96/KZ/2024/0007/EX",
                    "agreement": "shanghai-1996",
                    "host": "KZ",
                    "status": "told",
                    "name": "Степь-2024",
                    "type": "live-exercise",
                    "start": "2024-07",
                    "end": "2024-07-12T06:00:00Z",
                    "participants": ["KZ", "RU"],
                    "origin": "official",
                    "strength.personnel": 1300,
                    "strength.personnel.claim": "about",
                    "strength.personnel.RU": 300,
                    "place": "Отар",
                    "accuracy_km": 15,
                },
            }
        ],
    }


def test_what_is_not_known_is_null(activity: Activity) -> None:
    bare = replace(
        activity, name=None, type=None, period=None, area=(), strength=Strength({}, {}), participants=()
    )
    open_end = replace(bare, period=Period(parse_partial_date("2024"), None), area=(place(),))
    first, second = activities_geojson([bare, open_end], Language.EN)["features"]
    assert first == {
        "type": "Feature",
        "geometry": None,
        "properties": {
            "activity": "SH96/KZ/2024/0007/EX",
            "agreement": "shanghai-1996",
            "host": "KZ",
            "status": "told",
            "name": None,
            "type": None,
            "start": None,
            "end": None,
            "participants": [],
            "origin": "official",
        },
    }
    assert second == first | {
        "properties": first["properties"] | {"start": "2024", "place": "Otar", "accuracy_km": None}
    }


@pytest.mark.parametrize(
    ("corners", "geometry"),
    [
        (
            [(75, 43), (75, 44), (76, 44)],
            {"type": "Polygon", "coordinates": [[[75, 43], [76, 44], [75, 44], [75, 43]]]},
        ),
        (
            [(75, 43), (76, 44), (75, 44)],
            {"type": "Polygon", "coordinates": [[[75, 43], [76, 44], [75, 44], [75, 43]]]},
        ),
        ([(75, 43), (76, 44)], {"type": "LineString", "coordinates": [[75, 43], [76, 44]]}),
        (
            [(179, 60), (-179, 60), (-179, 61), (179, 61)],
            {
                "type": "MultiPolygon",
                "coordinates": [
                    [[[-180, 60], [-179, 60], [-179, 61], [-180, 61], [-180, 60]]],
                    [[[179, 60], [180, 60], [180, 61], [179, 61], [179, 60]]],
                ],
            },
        ),
        (
            [(75, 43), (76, 44), (76, 43), (75, 44)],
            {
                "type": "MultiPolygon",
                "coordinates": [
                    [[[75, 43], [75.5, 43.5], [75, 44], [75, 43]]],
                    [[[75.5, 43.5], [76, 43], [76, 44], [75.5, 43.5]]],
                ],
            },
        ),
    ],
    ids=["clockwise", "counter-clockwise", "line", "antimeridian", "crossed"],
)
def test_shapes(activity: Activity, corners: list[tuple[float, float]], geometry: dict) -> None:
    drill = replace(activity, area=(place(*corners),))
    (feature,) = activities_geojson([drill], Language.EN)["features"]
    found = feature["geometry"]
    assert found["type"] == geometry["type"]
    assert shapely.normalize(shapely.geometry.shape(found)) == shapely.normalize(
        shapely.geometry.shape(geometry)
    )
    polygons = {"Polygon": [found["coordinates"]], "MultiPolygon": found["coordinates"]}.get(
        found["type"], []
    )
    assert all(shapely.LinearRing(outer).is_ccw for outer, *_ in polygons)


def test_shapes_of_several_kinds_and_tiny_ones(activity: Activity) -> None:
    """A polygon with a spur becomes a polygon and a line; one smaller than the grid keeps a shape."""
    spur = place((75, 43), (76, 43), (76, 44), (76, 46), (76, 44), (75, 44))
    tiny = place((75, 43), (75.00001, 43), (75.00001, 43.00001))
    features = activities_geojson([replace(activity, area=(spur, tiny))], Language.EN)["features"]
    shapes = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    assert [shape.geom_type for shape in shapes] == ["GeometryCollection", "Polygon"]
    assert not any(shape.is_empty for shape in shapes)


def test_each_place_is_a_feature_and_no_drill_no_feature(activity: Activity) -> None:
    two = replace(activity, area=(place((75, 43)), place((76, 44))))
    assert len(activities_geojson([two, activity], Language.EN)["features"]) == 3
    assert activities_geojson([], Language.EN) == {"type": "FeatureCollection", "features": []}


def test_a_zone() -> None:
    line = shapely.LineString([(179.5, 60), (180, 60)])
    beyond = shapely.LineString([(-180, 60), (-179.5, 60)])
    band = Band(((XA, XB),), 100, 0.5, "ab" * 32, ((line, False), (beyond, True)))
    zone = zone_geojson(band, Text("Zone", "Зона", "区域"), Language.ZH)
    assert (zone["type"], zone["properties"]) == (
        "Feature",
        {
            "title": "区域",
            "depth_km": 100,
            "line_uncertainty_km": 0.5,
            "lines": ["XA-XB"],
            "lines_sha256": "ab" * 32,
        },
    )
    shape = shapely.geometry.shape(zone["geometry"])
    assert shape.geom_type == "MultiPolygon"
    assert len(shape.geoms) == 2
    assert shape.bounds[0] == -180
    assert shape.bounds[2] == 180
    assert all(part.exterior.is_ccw for part in shape.geoms)


def test_bytes_are_utf8_without_noise(activity: Activity) -> None:
    drill = replace(activity, area=(place((75.1234567, -0.00001)),))
    data = format_geojson(activities_geojson([drill], Language.RU))
    assert data == format_geojson(activities_geojson([drill], Language.RU))
    assert "Степь-2024".encode() in data
    assert b'"coordinates":[75.1235,0.0]' in data
    assert json.loads(data)["type"] == "FeatureCollection"
