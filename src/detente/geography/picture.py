"""The picture under every map: land in one colour, borders, the grid, and where names of states stand.

Prepared once by ``scripts/build_geography`` as SVG path data of integers, so that a page needs no geometry.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from detente.geography.position import Position
from detente.geography.projection import Projection
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Text

#: About a picture unit.
_SEEN_DEGREES = 0.01
#: To be shown wherever the picture is.
NO_POSITION = Text(
    "Lines and names on this map are for orientation and imply no position on any border or status. "
    "Dashed: in dispute.",
    "Линии и названия на карте служат для ориентирования и не выражают позиции о границах или статусе. "
    "Пунктир — спорные участки.",
    "本图的线条和名称仅供定位参考，不代表对任何边界或地位的立场。虚线表示有争议的地段。",
)


@dataclass(frozen=True, slots=True)
class PictureLabel:
    """Where the name of a state stands, and how large: 1 is the largest, 5 the smallest."""

    state: StateCode
    at: Position
    size: int


@dataclass(frozen=True, slots=True)
class Picture:
    """The prepared picture. ``land``, ``borders``, ``disputed`` and ``graticule`` are SVG path data in picture units.

    ``land`` is to be filled by the even-odd rule.
    """

    id: str
    version: str
    licence: str
    width: int
    height: int
    projection: Projection
    land: str
    borders: str
    disputed: str
    graticule: str
    labels: tuple[PictureLabel, ...]

    def project(self, position: Position) -> tuple[float, float] | None:
        """Picture coordinates of ``position``; None where it lies outside the frame."""
        point = self.projection.project(position)
        if point is None or not (0 <= point[0] <= self.width and 0 <= point[1] <= self.height):
            return None
        return point

    def area_path(self, area: BaseGeometry) -> str:
        """SVG path data of polygons on the globe, such as a band's outline, with no more corners than can be seen."""
        polygons = [
            part for part in shapely.get_parts(area.simplify(_SEEN_DEGREES)) if part.geom_type == "Polygon"
        ]
        rings = [ring for part in polygons for ring in (part.exterior, *part.interiors)]
        return self.path([[Position(lon, lat) for lon, lat in ring.coords[:-1]] for ring in rings])

    def path(self, rings: Sequence[Sequence[Position]]) -> str:
        """SVG path data of closed rings, cut by nothing; rings not wholly within 120 degrees are left out."""
        return "".join(self._ring(ring) for ring in rings)

    def _ring(self, ring: Sequence[Position]) -> str:
        points = [self.projection.project(position) for position in ring]
        inside = [(round(point[0]), round(point[1])) for point in points if point is not None]
        if len(inside) < len(points) or len(inside) < 3:
            return ""
        kept = [
            point for point, before in zip(inside, inside[-1:] + inside[:-1], strict=True) if point != before
        ]
        return "M" + "L".join(f"{x} {y}" for x, y in kept) + "z" if len(kept) > 2 else ""


def parse_picture(data: bytes) -> Picture:
    """The picture from the bytes of its file.

    Raises:
        DetenteBug: the file is not as the script writes it; it ships with the program.
    """
    try:
        return _read(json.loads(data))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise DetenteBug(
            "picture",
            "The picture of the world that ships with the program cannot be read.",
            "Install it again.",
        ) from error


def _read(document: dict[str, object]) -> Picture:
    return Picture(
        id=_text(document["id"]),
        version=_text(document["version"]),
        licence=_text(document["licence"]),
        width=_integer(document["width"]),
        height=_integer(document["height"]),
        projection=_read_projection(_members(document["projection"])),
        **{name: _text(path) for name, path in _members(document["paths"]).items()},
        labels=tuple(_read_label(_members(label)) for label in _list(document["labels"])),
    )


def _read_projection(members: dict[str, object]) -> Projection:
    return Projection(
        centre=_position(members["centre"]),
        radius=_integer(members["radius"]),
        left=_integer(members["left"]),
        top=_integer(members["top"]),
    )


def _read_label(members: dict[str, object]) -> PictureLabel:
    return PictureLabel(
        StateCode(_text(members["state"])), _position(members["at"]), _integer(members["size"])
    )


def _position(value: object) -> Position:
    lon, lat = _list(value)
    if not isinstance(lon, int | float) or not isinstance(lat, int | float):
        raise TypeError(value)
    return Position(float(lon), float(lat))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(value)
    return value


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _members(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise TypeError(value)
    return value
