"""The map of drills as SVG: the picture of Eurasia, zones, and a numbered mark for each drill.

Nothing is styled here but by class (``map-…``); sizes are in picture units and follow the part of the picture
that is shown. ``static/map.js`` adds moving, zooming and the choice of a month; without it the picture is
complete. The page that shows it adds the key (``render_key``) and the note ``NO_POSITION`` of the picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from detente.geography.picture import NO_POSITION, Picture
from detente.geography.position import Position
from detente.geography.zones import Band
from detente.kernel.languages import Language, Text
from detente.web import map_words as words
from detente.web.map_marks import SIZES, MapMark, place_marks, render_mark, render_sign
from detente.web.map_names import place_names, state_names
from detente.web.map_words import MarkStatus

__all__ = [
    "MapMark",
    "MapZone",
    "MarkStatus",
    "Viewport",
    "build_zone",
    "marks_beyond",
    "render_key",
    "render_lines_key",
    "render_map",
    "view_around",
]

#: Picture units that stand for one pixel when the whole picture is 1,120 pixels wide.
_PIXEL = 12.5
_EARTH_KM = 6371


@dataclass(frozen=True, slots=True)
class Viewport:
    """The part of the picture that is shown, in picture units."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class MapZone:
    """A zone as SVG path data in picture units. Building one takes a tenth of a second: keep it."""

    title: Text
    path: str


def build_zone(base: Picture, band: Band, title: Text) -> MapZone:
    """The outline of ``band`` on the picture."""
    return MapZone(title, base.area_path(band.outline()))


def render_map(
    base: Picture,
    marks: Sequence[MapMark],
    zones: Sequence[MapZone],
    language: Language,
    view: Viewport | None = None,
    title: Text | None = None,
    list_href: str = "#drills",
    summary: Text = words.SUMMARY,
) -> str:
    """The whole map as one ``<svg>`` element.

    Marks beyond the picture are left out (``marks_beyond`` names them). ``list_href`` is where a mark that stands
    for many drills leads to.
    """
    shown = view or Viewport(0, 0, base.width, base.height)
    unit = _PIXEL * shown.width / base.width
    placed = place_marks(base, marks, unit)
    states = state_names(base, placed, language, unit)
    places = place_names(placed, [name.box for name in states], language, unit)
    return "".join(
        (
            _opening(base, shown, language),
            _head(base, marks, len(zones), language, title or words.TITLE, summary),
            _ground(base, zones, language),
            *(name.markup for name in states),
            '</g><g class="map-marks">',
            *(render_mark(one, language, unit, list_href) for one in placed),
            *(name.markup for name in places),
            "</g></svg>",
        )
    )


def marks_beyond(base: Picture, marks: Sequence[MapMark]) -> tuple[MapMark, ...]:
    """Those marks whose position lies outside the picture."""
    return tuple(mark for mark in marks if base.project(mark.position) is None)


def view_around(base: Picture, positions: Sequence[Position], least_km: int = 2500) -> Viewport | None:
    """A view of the picture's proportions with all positions well inside, at least so many kilometres wide.

    None, which is the whole picture, where no position lies in it.
    """
    points = [point for point in map(base.project, positions) if point is not None]
    if not points:
        return None
    xs, ys = zip(*points, strict=True)
    ratio = base.width / base.height
    least = least_km * base.projection.radius / _EARTH_KM
    width = min(max(least, (max(xs) - min(xs)) * 1.5, (max(ys) - min(ys)) * 1.5 * ratio), base.width)
    height = width / ratio
    x = min(max((max(xs) + min(xs) - width) / 2, 0), base.width - width)
    y = min(max((max(ys) + min(ys) - height) / 2, 0), base.height - height)
    return Viewport(round(x), round(y), round(width), round(height))


def _opening(base: Picture, view: Viewport, language: Language) -> str:
    near = " map-near" if view.width < base.width / 2 else ""
    scripted = "".join(
        f' data-{name}="{escape(text.in_(language))}"' for name, text in words.SCRIPT_WORDS.items()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="map{near}" lang="{language.value}" role="group" '
        f'aria-labelledby="map-title map-desc" viewBox="{view.x} {view.y} {view.width} {view.height}" '
        f'data-map="{base.width} {base.height}"{scripted}>'
    )


def _head(
    base: Picture, marks: Sequence[MapMark], zones: int, language: Language, title: Text, summary: Text
) -> str:
    drawn = len(marks) - len(marks_beyond(base, marks))
    shown = summary.fill(drills=drawn, zones=zones).in_(language)
    return (
        f'<title id="map-title">{escape(title.in_(language))}</title>'
        f'<desc id="map-desc">{escape(shown)} {escape(NO_POSITION.in_(language))}</desc>'
    )


def _ground(base: Picture, zones: Sequence[MapZone], language: Language) -> str:
    """Grid, land, zones, borders; the group stays open for the names of states."""
    shapes = "".join(
        f'<path class="map-zone" d="{zone.path}"><title>{escape(zone.title.in_(language))}</title></path>'
        for zone in zones
    )
    return (
        f'<g role="img" aria-label="{escape(words.BASE.in_(language))}">'
        f'<path class="map-graticule" d="{base.graticule}"/><path class="map-land" d="{base.land}"/>{shapes}'
        f'<path class="map-border" d="{base.borders}"/><path class="map-border map-disputed" d="{base.disputed}"/>'
    )


def render_key(language: Language, *, sized: bool = True) -> str:
    """What the signs mean, as a list in HTML; each sign is a small SVG of its own. ``sized``: with strengths, zones."""
    sizes = zip(words.SIZE_WORDS, (1, *SIZES), strict=True)
    strengths = [
        *((text, render_sign(MarkStatus.ENDED, least)) for text, least in sizes),
        (words.NOT_STATED, render_sign(MarkStatus.ENDED, None)),
    ]
    samples = [
        *((words.STATUS_WORDS[status], render_sign(status, 3_000)) for status in MarkStatus),
        *(strengths if sized else ()),
        (words.APPROXIMATE, render_sign(MarkStatus.ENDED, 3_000, approximate=True)),
        *([(words.ZONE, '<path class="map-zone" d="M-18 -9H18V9H-18z"/>')] if sized else ()),
        *_LINES,
    ]
    return _key(samples, language)


def render_lines_key(language: Language) -> str:
    """What the lines mean alone, where all marks are of one kind."""
    return _key(_LINES, language)


def _key(samples: Sequence[tuple[Text, str]], language: Language) -> str:
    rows = "".join(
        '<li><svg class="map-sample" viewBox="-20 -20 40 40" aria-hidden="true" focusable="false">'
        f"{sign}</svg>{escape(text.in_(language))}</li>"
        for text, sign in samples
    )
    return f'<ul class="map-key" aria-label="{escape(words.LEGEND.in_(language))}">{rows}</ul>'


_LINES = (
    (words.BORDER, '<path class="map-border" d="M-18 0H18"/>'),
    (words.DISPUTED, '<path class="map-border map-disputed" d="M-18 0H18"/>'),
)
