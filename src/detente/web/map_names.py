"""Names on the map: of states, and of the places of drills, where there is room for them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape

from detente.geography.picture import Picture
from detente.kernel.languages import Language
from detente.kernel.states import state_name
from detente.web.map_layout import Box, Point
from detente.web.map_marks import PlacedMark

#: In pixels at the usual width of a page; the largest first.
_STATE_SIZES = (17.0, 14.5, 12.5, 11.0, 9.5)
_PLACE_SIZE = 10.5


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it is written, and the space it takes."""

    markup: str
    box: Box


def state_names(base: Picture, placed: Sequence[PlacedMark], language: Language, unit: float) -> list[Name]:
    """Names of states, moved a little where a mark stands; where that does not help, seen only from near."""
    taken = [_mark_box(one) for one in placed]
    names = []
    for label in base.labels:
        point = base.project(label.at)
        if point is None:
            continue
        size = _STATE_SIZES[label.size - 1] * unit
        name = state_name(label.state).in_(language)
        rows = [(point[0], point[1] + shift * size) for shift in (0, 1.1, -1.1, 2, -2)]
        free = (row for row in rows if _is_free(_text_box(name, row, size, "middle"), taken))
        where = next(free, None)
        under = "" if where is not None else " map-under"
        x, y = where or point
        box = _text_box(name, (x, y), size, "middle")
        if where is not None:
            taken.append(box)
        markup = (
            f'<text class="map-state map-state-{label.size}{under}" x="{x:.0f}" y="{y:.0f}" '
            f'font-size="{size:.1f}">{escape(name)}</text>'
        )
        names.append(Name(markup, box))
    return names


def place_names(
    placed: Sequence[PlacedMark], taken: Iterable[Box], language: Language, unit: float
) -> list[Name]:
    """Each place's name once, at its first mark, where it covers no mark and no other name."""
    full = [*(_mark_box(one) for one in placed), *taken]
    size = _PLACE_SIZE * unit
    seen, names = set(), []
    for one in placed:
        place = one.marks[0].place
        name = place.in_(language) if place is not None else ""
        if not name or name in seen:
            continue
        seen.add(name)
        for anchor, point in _sides(one, unit, size):
            box = _text_box(name, point, size, anchor)
            if _is_free(box, full):
                full.append(box)
                names.append(Name(_render_place(one, name, anchor, point, size), box))
                break
    return names


def _sides(one: PlacedMark, unit: float, size: float) -> Iterator[tuple[str, Point]]:
    (x, y), away = one.centre, one.radius + 4 * unit
    yield "start", (x + away, y)
    yield "end", (x - away, y)
    yield "middle", (x, y - away - size / 2)
    yield "middle", (x, y + away + size / 2)


def _render_place(one: PlacedMark, name: str, anchor: str, point: Point, size: float) -> str:
    x, y = one.anchor
    return (
        f'<g class="map-place-at" transform="translate({x:.0f} {y:.0f})"{one.dates}><g data-map-size="">'
        f'<text class="map-place map-{anchor}" x="{point[0] - x:.0f}" y="{point[1] - y:.0f}" '
        f'font-size="{size:.1f}">{escape(name)}</text></g></g>'
    )


def _is_free(box: Box, taken: Iterable[Box]) -> bool:
    return not any(box.meets(other) for other in taken)


def _mark_box(one: PlacedMark) -> Box:
    (x, y), radius = one.centre, one.radius
    return Box(x - radius, y - radius, x + radius, y + radius)


def _text_box(text: str, point: Point, size: float, anchor: str) -> Box:
    """About the space a line takes: Chinese signs are as wide as high, other letters a little over half."""
    width = size * sum(1.0 if ord(sign) > 0x2E7F else 0.6 for sign in text)
    left = point[0] - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    return Box(left, point[1] - size * 0.55, left + width, point[1] + size * 0.55)
