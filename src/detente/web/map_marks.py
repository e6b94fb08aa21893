"""Marks of drills on the map. What a mark says is said by shape as well as by colour.

* size: declared personnel, in four classes; a square where it was not stated
* filling: planned is hollow with a strong edge, under way is full, ended is pale, cancelled is struck through
* a dashed ring: the position is approximate
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from html import escape

from detente.geography.picture import Picture
from detente.geography.position import Position
from detente.kernel.languages import Language, Text
from detente.web import map_words as words
from detente.web.map_layout import Point, group_places, spread
from detente.web.map_words import MarkStatus

#: Declared personnel from which a mark is of the next size.
SIZES = (1_000, 5_000, 13_000)
#: In pixels at the usual width of a page.
_RADII = (9.0, 10.5, 12.5, 15.5)
_UNSTATED_RADIUS = 8.5
_RING = 2.6
_DIGIT_SIZES = (11.5, 11.0, 9.0, 7.0)
_MOST_AT_ONE, _MOST_MARKS, _MOST_NAMED = 8, 150, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class MapMark:
    """One drill at one place.

    ``number`` is printed in the mark and stands in the table beside; ``href`` is the drill's page. ``personnel``
    None: not stated. ``when`` is its period in words; ``start`` and ``end`` (both included) are for the choice of
    a month, None where not known. ``place`` is written beside the mark where there is room. ``sized``: False where
    there is no strength to speak of. ``says``: what its title says after the place, instead of status and strength.
    """

    number: int
    name: Text
    href: str
    position: Position
    status: MarkStatus
    personnel: int | None = None
    approximate: bool = False
    place: Text | None = None
    when: Text | None = None
    start: date | None = None
    end: date | None = None
    sized: bool = True
    says: Text | None = None


@dataclass(frozen=True, slots=True)
class PlacedMark:
    """A mark where it is drawn: one drill, or several at one place. In picture units."""

    marks: tuple[MapMark, ...]
    anchor: Point
    centre: Point
    radius: float

    @property
    def dates(self) -> str:
        """Attributes for the choice of a month: first and last day of all; none where one is not known."""
        starts = [mark.start for mark in self.marks if mark.start is not None]
        if len(starts) < len(self.marks):
            return ""
        last = max(mark.end or mark.start or starts[0] for mark in self.marks)
        return f' data-start="{min(starts).isoformat()}" data-end="{last.isoformat()}"'


def place_marks(base: Picture, marks: Sequence[MapMark], unit: float) -> list[PlacedMark]:
    """Marks that lie in the picture, apart from each other; ``unit`` is a pixel in picture units."""
    found = [(mark, point) for mark in marks if (point := base.project(mark.position)) is not None]
    groups = group_places([point for _, point in found], 2 * unit, _MOST_AT_ONE, _MOST_MARKS)
    members = [tuple(found[number][0] for number in group) for group in groups]
    anchors = [found[group[0]][1] for group in groups]
    radii = [_radius(group) * unit for group in members]
    centres = spread(anchors, radii, 2.5 * unit)
    return [PlacedMark(*one) for one in zip(members, anchors, centres, radii, strict=True)]


def size_class(personnel: int | None) -> int | None:
    """0 to 3 for declared personnel, smallest to largest; None where it was not stated."""
    return None if personnel is None else sum(personnel >= least for least in SIZES)


def render_mark(placed: PlacedMark, language: Language, unit: float, list_href: str) -> str:
    """A mark in its own coordinates, the place itself at 0 0, so that a script can keep its size while zooming."""
    x, y = placed.anchor
    right, down = placed.centre[0] - x, placed.centre[1] - y
    tie = ""
    if (right**2 + down**2) ** 0.5 > 4 * unit:
        tie = (
            f'<path class="map-tie" d="M0 0L{right:.0f} {down:.0f}"/>'
            f'<circle class="map-spot" r="{1.8 * unit:.1f}"/>'
        )
    many = len(placed.marks) > 1
    body = _render_many(placed, unit) if many else _render_one(placed.marks[0], placed.radius, unit)
    href = list_href if many else placed.marks[0].href
    return (
        f'<g class="map-mark" transform="translate({x:.0f} {y:.0f})"{placed.dates}><g data-map-size="">{tie}'
        f'<a class="map-link" href="{escape(href)}" transform="translate({right:.0f} {down:.0f})">'
        f"<title>{escape(_title(placed.marks, language))}</title>{body}</a></g></g>"
    )


def render_sign(
    status: MarkStatus, personnel: int | None, approximate: bool = False, *, sized: bool = True
) -> str:
    """A mark as a sample of its kind, around 0 0, in pixels."""
    mark = MapMark(
        number=1,
        name=words.TITLE,
        href="",
        position=Position(0, 0),
        status=status,
        personnel=personnel,
        approximate=approximate,
        sized=sized,
    )
    return _render_one(mark, _radius([mark]), 1.0)


def _radius(marks: Sequence[MapMark]) -> float:
    if len(marks) > 1:
        return _RADII[-1]
    if not marks[0].sized:
        return _RADII[1]
    size = size_class(marks[0].personnel)
    return _UNSTATED_RADIUS if size is None else _RADII[size]


def _render_one(mark: MapMark, radius: float, unit: float) -> str:
    round_sign = mark.personnel is not None or not mark.sized
    around = (radius if round_sign else radius * 1.25) + _RING * unit
    parts = []
    if mark.approximate:
        parts.append(f'<circle class="map-approximate" r="{around:.1f}"/>')
    parts.append(_shape(f"map-sign map-{mark.status.value}", radius, round_sign))
    text = str(mark.number)
    size = _DIGIT_SIZES[min(len(text), len(_DIGIT_SIZES)) - 1] * unit
    parts.append(
        f'<text class="map-number map-number-{mark.status.value}" font-size="{size:.1f}">{text}</text>'
    )
    if mark.status is MarkStatus.CANCELLED:
        reach = around * 0.75
        parts.append(f'<path class="map-strike" d="M{-reach:.1f} {reach:.1f}L{reach:.1f} {-reach:.1f}"/>')
    return "".join(parts)


def _shape(classes: str, radius: float, stated: bool) -> str:
    if stated:
        return f'<circle class="{classes}" r="{radius:.1f}"/>'
    side = f"{2 * radius:.1f}"
    return f'<path class="{classes}" d="M{-radius:.1f} {-radius:.1f}h{side}v{side}h-{side}z"/>'


def _render_many(placed: PlacedMark, unit: float) -> str:
    behind = f"{3 * unit:.1f}"
    return (
        f'<circle class="map-many-back" cx="{behind}" cy="{behind}" r="{placed.radius:.1f}"/>'
        f'<circle class="map-many" r="{placed.radius:.1f}"/>'
        f'<text class="map-number map-number-many" font-size="{_DIGIT_SIZES[1] * unit:.1f}">'
        f"×{len(placed.marks)}</text>"
    )


def _title(marks: Sequence[MapMark], language: Language) -> str:
    if len(marks) == 1:
        return _describe(marks[0], language)
    here = words.HERE if marks[0].says is None else words.PLACES_HERE
    heading = here.fill(count=len(marks)).in_(language)
    lines = [f"{mark.number}. {mark.name.in_(language)}" for mark in marks[:_MOST_NAMED]]
    if len(marks) > _MOST_NAMED:
        lines.append(words.AND_MORE.fill(count=len(marks) - _MOST_NAMED).in_(language))
    return "\n".join((heading, *lines))


def _describe(mark: MapMark, language: Language) -> str:
    """``3. Name — place; 11–25 Sep 2021; ended; 5,500 personnel; position approximate``."""
    strength = words.NOT_STATED if mark.personnel is None else words.PERSONNEL.fill(count=mark.personnel)
    stands = [mark.when, words.STATUS_WORDS[mark.status], *([strength] if mark.sized else [])]
    facts = [mark.place, *stands] if mark.says is None else [mark.says]
    if mark.approximate:
        facts.append(words.APPROXIMATE)
    told = words.SEPARATOR.in_(language).join(fact.in_(language) for fact in facts if fact is not None)
    return f"{mark.number}. {mark.name.in_(language)}{words.DASH.in_(language)}{told}"
