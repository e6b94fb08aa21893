"""Zones of application: bands of a given depth along border lines, and where a place lies to them.

The distance to the line decides, a geodesic on WGS 84; never a polygon. Lines have an uncertainty, positions an
accuracy, and lines in dispute put nobody inside for certain; where these leave it open, the answer is
``UNCERTAIN``.

A band reaches to both sides of its lines. Activities are told by their host, on whose own ground they are
held; so where an article speaks of the host's own side, build the band from the pairs that include the host,
and other states' lines do not count.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import ArrayLike
from shapely.geometry.base import BaseGeometry

from detente.geography.areas import circle_around, nearest_to_area
from detente.geography.borders import BorderSet, Pair, pair_of
from detente.geography.buffers import buffer_lines, widest_gap
from detente.geography.ellipsoid import Floats
from detente.geography.location import Location
from detente.geography.position import Position
from detente.geography.prefilter import LOOK_CLOSER, Codes, Prefilter, build_prefilter
from detente.geography.segments import Nearest, SegmentIndex, build_index, build_segments
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Text
from detente.kernel.states import state_name

MAX_DEPTH_KM = 500
#: Positions no less accurate than this are answered by the index; others by all segments.
_INDEXED_ACCURACY_KM = 50.0
#: What the search for the nearest point may be wrong by, with room to spare.
_SEARCH_KM = 0.005


class MissingLine(InputError):  # noqa: N818 - it is the line that is missing
    """The set of border lines has none between two states of a zone; ``pair`` names them."""

    def __init__(self, pair: Pair, borders: BorderSet) -> None:
        names = {"one": state_name(pair[0]), "other": state_name(pair[1]), "title": borders.title}
        super().__init__("missing-line", _MISSING.fill(**names), _MEND_MISSING)
        self.pair = pair


@dataclass(frozen=True, eq=False)
class Band:
    """All places within ``depth_km`` of the border lines between ``pairs``.

    ``uncertainty_km`` and ``sha256`` are those of the set of lines; ``lines`` holds each with whether it is in
    dispute. Immutable; what takes long to prepare is prepared when first asked for.
    """

    pairs: tuple[Pair, ...]
    depth_km: int
    uncertainty_km: float
    sha256: str
    lines: tuple[tuple[shapely.LineString, bool], ...]

    def locate(self, position: Position, accuracy_km: float = 0) -> Location:
        """Where ``position`` lies, known to within ``accuracy_km``; not on the globe: uncertain."""
        if not _on_globe(position):
            return Location.UNCERTAIN
        if accuracy_km <= _INDEXED_ACCURACY_KM:
            nearest = self._index.nearest(position)
        else:
            nearest = self._index.all_segments.nearest(position)
        return self._answer(nearest, accuracy_km)

    def locate_place(self, positions: Sequence[Position], accuracy_km: float | None = None) -> Location:
        """Where a place lies: a point, a line of two positions, or a polygon, of which any part inside counts.

        Without a position the answer is ``UNCERTAIN``. ``accuracy_km`` None: not stated, so the positions
        are taken as they stand.
        """
        accuracy = accuracy_km or 0
        if not positions or not all(_on_globe(position) for position in positions):
            return Location.UNCERTAIN
        if len(set(positions)) == 1:
            return self.locate(positions[0], accuracy)
        circle = circle_around(positions)
        if (
            circle is not None
            and (quick := self.locate(circle.centre, accuracy + circle.radius_km)) is not Location.UNCERTAIN
        ):
            return quick
        return self._answer(nearest_to_area(positions, self._index.all_segments), accuracy)

    def locate_many(self, lons: ArrayLike, lats: ArrayLike) -> Codes:
        """``Location.code`` of each of many exact positions."""
        x, y = np.asarray(lons, dtype=np.float64), np.asarray(lats, dtype=np.float64)
        good = (np.abs(x) <= 180) & (np.abs(y) <= 90)
        if not good.all():
            codes = np.full(len(x), Location.UNCERTAIN.code, dtype=np.int8)
            codes[good] = self._locate_good(x[good], y[good])
            return codes
        return self._locate_good(x, y)

    def distance_km(self, position: Position) -> float:
        """Geodesic distance to the nearest of the lines, in dispute or not."""
        return self._index.all_segments.nearest(position).any_km

    def outline(self) -> BaseGeometry:
        """The band as polygons, for pictures. Longitudes run on beyond 180 where the band crosses that meridian."""
        lines = [line for line, _ in self.lines]
        return buffer_lines(lines, self.depth_km, widest_gap(lines))

    def _locate_good(self, lons: Floats, lats: Floats) -> Codes:
        codes = self._prefilter.locate(lons, lats)
        for row in np.flatnonzero(codes == LOOK_CLOSER):
            codes[row] = self.locate(Position(float(lons[row]), float(lats[row]))).code
        return codes

    def _answer(self, nearest: Nearest, accuracy_km: float) -> Location:
        slack = self.uncertainty_km + max(accuracy_km, 0) + _SEARCH_KM
        if nearest.any_km - slack > self.depth_km:
            return Location.OUTSIDE
        if nearest.settled_km + slack < self.depth_km:
            return Location.INSIDE
        return Location.UNCERTAIN

    @cached_property
    def _index(self) -> SegmentIndex:
        reach = self.depth_km + self.uncertainty_km + _INDEXED_ACCURACY_KM + 2 * _SEARCH_KM
        return build_index(build_segments(self.lines), reach)

    @cached_property
    def _prefilter(self) -> Prefilter:
        settled = [line for line, disputed in self.lines if not disputed]
        slack = self.uncertainty_km + _SEARCH_KM
        every = [line for line, _ in self.lines]
        return build_prefilter(settled, every, self.depth_km - slack, self.depth_km + slack)


def build_band(borders: BorderSet, pairs: Sequence[tuple[StateCode, StateCode]], depth_km: int) -> Band:
    """The band along the lines between ``pairs``; the codes of a pair may stand in either order.

    Raises:
        MissingLine: ``borders`` has no line between the two states of a pair.
        InputError: no pair at all (``no-lines``), or a depth outside 1 to 500 (``zone-depth``).
    """
    if not pairs:
        raise InputError("no-lines", _NO_LINES, _MEND_NO_LINES)
    if not 1 <= depth_km <= MAX_DEPTH_KM:
        raise InputError("zone-depth", _BAD_DEPTH.fill(depth=depth_km), _MEND_DEPTH.fill(most=MAX_DEPTH_KM))
    ordered = tuple(sorted({pair_of(*pair) for pair in pairs}))
    lines = tuple(line for pair in ordered for line in _lines_of(borders, pair))
    return Band(ordered, depth_km, borders.uncertainty_km, borders.sha256, lines)


def _lines_of(borders: BorderSet, pair: Pair) -> list[tuple[shapely.LineString, bool]]:
    lines = borders.lines.get(pair)
    if lines is None or lines.is_empty:
        raise MissingLine(pair, borders)
    disputed = {line.wkb for line in borders.disputed[pair].geoms} if pair in borders.disputed else set()
    return [(line, line.wkb in disputed) for line in lines.geoms]


def _on_globe(position: Position) -> bool:
    return math.isfinite(position.lon) and abs(position.lon) <= 180 and abs(position.lat) <= 90


_MISSING = Text(
    "“{title}” has no line between {one} and {other}.",
    "В наборе «{title}» нет линии между государствами: {one} и {other}.",
    "“{title}”中没有{one}与{other}之间的边界线。",
)
_MEND_MISSING = Text(
    "Load a set of border lines that has it; until then it cannot be said what lies in the zone.",
    "Загрузите набор линий границы, в котором она есть; до этого нельзя установить, что лежит в зоне.",
    "请载入含有该线的边界线集；在此之前无法判断何处位于区域内。",
)
_NO_LINES = Text(
    "The zone names no border line.",
    "Для зоны не указано ни одной линии границы.",
    "该区域未指明任何边界线。",
)
_MEND_NO_LINES = Text(
    "Name at least one pair of states.", "Укажите хотя бы одну пару государств.", "请至少指明一对国家。"
)
_BAD_DEPTH = Text(
    "A zone cannot be {depth} km deep.",
    "Глубина зоны не может составлять {depth} км.",
    "区域纵深不能为{depth}公里。",
)
_MEND_DEPTH = Text("Use 1 to {most} km.", "Укажите от 1 до {most} км.", "请填写1至{most}公里。")
