"""The structure of one state's forces as a chart: on the page, on sheets of paper, as a file."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.documents.forces_chart import Drawing, ForcesChart, draw_forces
from detente.documents.forces_part import Excerpt, take_part
from detente.kernel.languages import Text, same_text
from detente.record.forces import Unit
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.forces_shown import Head, Shown, asked_forces, build_head
from detente.web.forces_words import CHART_TITLE
from detente.web.frame import Frame

#: How many boxes a chart has at most, so that its page stays small.
MOST_BOXES = 120
_MOST_LEVELS = 32


@dataclass(frozen=True, slots=True)
class Paper:
    """One sheet on paper: its markup, and where it is to be put beside the others, from 1."""

    markup: Markup
    number: int
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart as ready markup, and its sheets."""

    markup: Markup
    papers: tuple[Paper, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartPage:
    """The chart. ``top``: the unit it begins with, ``levels``: as many below it; both as asked for, empty: all.

    ``above``: the units above ``top``, the highest first. ``file``: the same as a picture to keep.
    """

    frame: Frame
    head: Head
    picture: Picture
    excerpt: Excerpt
    top: str
    levels: str
    level_choices: tuple[tuple[str, Text], ...]
    above: tuple[tuple[Unit, str], ...]
    units: int
    file: str


def routes(desk: Desk) -> list[BaseRoute]:
    """The chart, and its file."""
    return [desk.route(urls.FORCES_CHART, show_chart), desk.route(urls.FORCES_PICTURE, give_picture)]


def show_chart(visit: Visit) -> Response:
    """From the top or a unit down, to a chosen level, as far as there is room."""
    shown = asked_forces(visit)
    top, levels = visit.asked("top"), visit.asked_number("levels", 0, _MOST_LEVELS)
    excerpt = _excerpt(shown, top, levels)
    drawing = _draw(shown, excerpt)
    depth = _excerpt(shown, top, 0).levels
    page = ChartPage(
        frame=visit.frame(urls.FORCES),
        head=build_head(shown, ""),
        picture=as_picture(drawing),
        excerpt=excerpt,
        top=top,
        levels=str(levels or ""),
        level_choices=tuple((str(one), same_text(str(one))) for one in range(1, depth + 1)),
        above=above(shown, top, ""),
        units=len(shown.forces.units),
        file=shown.path("chart.svg", top=top, levels=levels or None),
    )
    return visit.show("forces/chart.html", page)


def give_picture(visit: Visit) -> Response:
    """The chart as a file of its own."""
    shown = asked_forces(visit)
    excerpt = _excerpt(shown, visit.asked("top"), visit.asked_number("levels", 0, _MOST_LEVELS))
    drawing = _draw(shown, excerpt, alone=True)
    name = f"{shown.forces.state}-{shown.year or visit.at.date()}-{visit.language.value}.svg"
    return Response(
        drawing.markup,
        media_type="image/svg+xml",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def as_picture(drawing: Drawing) -> Picture:
    """A drawing as markup for a template."""
    return Picture(
        Markup(drawing.markup),  # draw_forces escapes every text it is given
        tuple(
            Paper(Markup(one.markup), number, one.column, one.row)  # as above
            for number, one in enumerate(drawing.sheets, 1)
        ),
    )


def above(shown: Shown, top: str, view: str) -> tuple[tuple[Unit, str], ...]:
    """The units above one, the highest first, each with the same page from there down."""
    by_code = {one.code: one for one in shown.forces.units}
    found: dict[str, Unit] = {}
    unit = by_code.get(by_code[top].under or "") if top in by_code else None
    while unit is not None and unit.code not in found and len(found) < _MOST_LEVELS:
        found[unit.code] = unit
        unit = by_code.get(unit.under or "")
    return tuple((one, shown.path(view, top=one.code)) for one in reversed(found.values()))


def _excerpt(shown: Shown, top: str, levels: int) -> Excerpt:
    return take_part(shown.forces.units, top or None, levels or _MOST_LEVELS, MOST_BOXES)


def _draw(shown: Shown, excerpt: Excerpt, *, alone: bool = False) -> Drawing:
    chart = ForcesChart(
        id="forces-chart",
        title=CHART_TITLE.fill(state=shown.agreement.state_name(shown.forces.state)),
        excerpt=excerpt,
        levels=shown.levels,
        holders=shown.holders,
        link=None if alone else shown.history,
        open_link=None if alone else lambda code: shown.path(top=code),
    )
    return draw_forces(chart, shown.visit.language, alone=alone)
