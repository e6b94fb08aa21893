"""GeoJSON of drills and zones, for geographic information systems.

Longitudes and latitudes of WGS 84 with four decimals (about ten metres); outer rings run counter-clockwise;
shapes that cross the 180th meridian are cut there.

Source: RFC 7946, sections 3.1.6, 3.1.9, 3.2, 4.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence

import shapely
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from detente.geography.areas import shape_of
from detente.geography.buffers import cut_at_antimeridian
from detente.geography.zones import Band
from detente.kernel.identifiers import MeasureId
from detente.kernel.instants import PartialDate, format_instant
from detente.kernel.languages import Language, Text
from detente.messages.values import Amount, Period, Place, Qualifier
from detente.record.activities import Activity

GeoJson = dict[str, object]
Property = str | int | float | bool | list[str] | None

MEDIA_TYPE = "application/geo+json"
_GRID_DEGREES = 0.0001


def activities_geojson(activities: Sequence[Activity], language: Language) -> GeoJson:
    """A FeatureCollection with one feature for each place of each drill.

    A drill without a place, and a place without a position, is a feature whose geometry is null. Measures stand as
    ``strength.personnel``, those of one state as ``strength.personnel.KZ``; where a number is not exact,
    ``….claim`` says so (``about``, ``more-than``, ``up-to``).
    """
    features = [feature for activity in activities for feature in _activity_features(activity, language)]
    return {"type": "FeatureCollection", "features": features}


def zone_geojson(band: Band, title: Text, language: Language) -> GeoJson:
    """A zone as one feature; what decides is the distance to the line, the polygon is its picture."""
    properties: Mapping[str, Property] = {
        "title": title.in_(language),
        "depth_km": band.depth_km,
        "line_uncertainty_km": band.uncertainty_km,
        "lines": ["-".join(pair) for pair in band.pairs],
        "lines_sha256": band.sha256,
    }
    return _feature(band.outline(), properties)


def format_geojson(value: GeoJson) -> bytes:
    """The bytes of a file; the same value always gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode("utf-8")


def _activity_features(activity: Activity, language: Language) -> Iterator[GeoJson]:
    common = _activity_properties(activity, language)
    if not activity.area:
        yield _feature(None, common)
    for place in activity.area:
        shape = shape_of(place.positions) if place.positions else None
        yield _feature(shape, common | _place_properties(place, language))


def _activity_properties(activity: Activity, language: Language) -> dict[str, Property]:
    properties: dict[str, Property] = {
        "activity": activity.id,
        "agreement": activity.agreement,
        "host": activity.host,
        "status": activity.status.value,
        "name": activity.name.in_(language) if activity.name else None,
        "type": activity.type,
        "start": _moment(activity.period, "start"),
        "end": _moment(activity.period, "end"),
        "participants": list(activity.participants),
        "origin": activity.origin.kind.value,
    }
    properties |= _strength_properties("", activity.strength.total)
    for state, amounts in activity.strength.by_state.items():
        properties |= _strength_properties(f".{state}", amounts)
    return properties


def _place_properties(place: Place, language: Language) -> dict[str, Property]:
    return {"place": place.name.in_(language), "accuracy_km": place.accuracy_km}


def _strength_properties(suffix: str, amounts: Mapping[MeasureId, Amount]) -> dict[str, Property]:
    properties: dict[str, Property] = {}
    for measure, amount in amounts.items():
        key = f"strength.{measure}{suffix}"
        properties[key] = amount.value
        if amount.qualifier is not Qualifier.EXACT:
            properties[f"{key}.claim"] = amount.qualifier.value
    return properties


def _moment(period: Period | None, side: str) -> str | None:
    if period is None:
        return None
    moment = period.start if side == "start" else period.end
    if moment is None:
        return None
    return str(moment) if isinstance(moment, PartialDate) else format_instant(moment)


def _feature(shape: BaseGeometry | None, properties: Mapping[str, Property]) -> GeoJson:
    geometry = None if shape is None else _geometry(shape)
    return {"type": "Feature", "geometry": geometry, "properties": dict(properties)}


def _geometry(shape: BaseGeometry) -> GeoJson:
    """On the globe, on the grid of four decimals, turned as the RFC says."""
    on_globe = cut_at_antimeridian(shape)
    on_grid = shapely.set_precision(on_globe, _GRID_DEGREES)
    turned = shapely.orient_polygons(on_globe if on_grid.is_empty else on_grid, exterior_cw=False)
    return _written(turned)


def _written(shape: BaseGeometry) -> GeoJson:
    if shape.geom_type == "GeometryCollection":
        return {"type": shape.geom_type, "geometries": [_written(part) for part in shape.geoms]}
    return {"type": shape.geom_type, "coordinates": _rounded(mapping(shape)["coordinates"])}


def _rounded(value: object) -> object:
    """Coordinates as lists, without the noise that a grid leaves behind the fourth decimal."""
    if isinstance(value, tuple | list):
        return [_rounded(part) for part in value]
    return round(value, 4) + 0.0 if isinstance(value, float) else value
