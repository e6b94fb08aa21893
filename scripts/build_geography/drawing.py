"""The picture: land, borders and graticule, projected, cut to the frame, simplified, written as SVG paths."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import shapely
from lines import Line
from shapely.geometry.base import BaseGeometry
from topology import Point, Topology

from detente.geography.position import Position
from detente.geography.projection import Projection

WIDTH, HEIGHT = 14_000, 9_200
#: The frame holds Belarus and Chukotka, the Arctic coast and Ceylon; a unit is about a kilometre.
PROJECTION = Projection(centre=Position(92.0, 48.0), radius=6_400, left=-7_100, top=4_640)
#: In picture units; at 1366 pixels across, ten units are one pixel.
SIMPLIFY_LAND, SIMPLIFY_BORDERS = 2.0, 1.5
SMALLEST_ISLAND = 80.0
#: Beside the frame the drawing goes on, so that a wide window shows sea and land and no edge.
MARGIN_X, MARGIN_Y = 3_000, 60


def draw(topology: Topology, lines: list[Line]) -> dict[str, str]:
    """Path data by layer: ``land``, ``borders``, ``disputed``, ``graticule``."""
    layers = {"borders": False, "disputed": True}
    return {
        "land": _rings_path(_land(topology)),
        **{
            name: _lines_path(_borders(line.points for line in lines if line.disputed is disputed))
            for name, disputed in layers.items()
        },
        "graticule": _lines_path(_graticule()),
    }


def _frame() -> BaseGeometry:
    return shapely.box(-MARGIN_X, -MARGIN_Y, WIDTH + MARGIN_X, HEIGHT + MARGIN_Y)


def _project(points: Iterable[Point]) -> list[Point]:
    projected = (PROJECTION.project(Position(*point)) for point in points)
    return [point for point in projected if point is not None]


def _land(topology: Topology) -> BaseGeometry:
    shapes = []
    for outer, *holes in topology.polygons("land"):
        rings = [_project(ring) for ring in (outer, *holes)]
        if len(rings[0]) < 4:
            continue
        polygon = shapely.Polygon(rings[0], [ring for ring in rings[1:] if len(ring) > 3])
        shapes.append(shapely.make_valid(polygon).intersection(_frame()))
    whole = shapely.union_all(shapes).simplify(SIMPLIFY_LAND)
    kept = [
        shapely.Polygon(part.exterior, [hole for hole in part.interiors if _area(hole) >= SMALLEST_ISLAND])
        for part in shapely.get_parts(whole)
        if part.geom_type == "Polygon" and part.area >= SMALLEST_ISLAND
    ]
    return shapely.MultiPolygon(kept)


def _area(ring: BaseGeometry) -> float:
    return shapely.Polygon(ring).area


def _borders(stretches: Iterable[tuple[Point, ...]]) -> BaseGeometry:
    lines = [_project(points) for points in stretches]
    merged = shapely.line_merge(shapely.MultiLineString([line for line in lines if len(line) > 1]))
    return merged.simplify(SIMPLIFY_BORDERS).intersection(_frame())


def _graticule() -> BaseGeometry:
    meridians = [[(lon, lat) for lat in range(-40, 81)] for lon in range(-180, 180, 10)]
    parallels = [[(lon, lat) for lon in range(-100, 265)] for lat in range(-20, 81, 10)]
    lines = [_project(line) for line in meridians + parallels]
    drawn = shapely.MultiLineString([line for line in lines if len(line) > 1])
    return drawn.simplify(1.0).intersection(_frame())


def _rings_path(land: BaseGeometry) -> str:
    rings = (ring for part in land.geoms for ring in (part.exterior, *part.interiors))
    return "".join(f"{path}z" for path in (_path(ring.coords[:-1]) for ring in rings) if path)


def _lines_path(lines: BaseGeometry) -> str:
    return "".join(_path(part.coords) for part in shapely.get_parts(lines))


def _path(points: Iterable[Point]) -> str:
    """One move, then relative steps; points that round to the same place are one. Empty for less than two."""
    steps = list(_steps(points))
    if len(steps) < 2:
        return ""
    text = f"M{steps[0][0]},{steps[0][1]}l" + " ".join(f"{x},{y}" for x, y in steps[1:])
    return text.replace(",-", "-").replace(" -", "-").replace(",", " ")


def _steps(points: Iterable[Point]) -> Iterator[tuple[int, int]]:
    x = y = None
    for point in points:
        new_x, new_y = round(point[0]), round(point[1])
        if x is None or y is None:
            yield new_x, new_y
        elif (new_x, new_y) != (x, y):
            yield new_x - x, new_y - y
        else:
            continue
        x, y = new_x, new_y
