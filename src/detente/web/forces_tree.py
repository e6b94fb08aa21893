"""The structure of one state's forces as a tree of folded branches."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.documents.forces_part import Excerpt, Part, take_part
from detente.record.forces import Unit
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.forces_chart import above
from detente.web.forces_shown import Head, Shown, UnitLine, asked_forces, build_head
from detente.web.frame import Frame

#: How many units a page has at most.
MOST_UNITS = 130
_MOST_LEVELS = 32
_OPEN_LEVELS = 2


@dataclass(frozen=True, slots=True)
class Branch:
    """A unit with those under it. ``hidden``: how many of these are not shown; ``path``: the tree from it down."""

    line: UnitLine
    under: tuple[Branch, ...]
    below: int
    hidden: int
    path: str
    open: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TreePage:
    """The tree; ``top``: the unit it begins with, empty: all. ``above``: the units above it, the highest first."""

    frame: Frame
    head: Head
    excerpt: Excerpt
    branches: tuple[Branch, ...]
    top: str
    above: tuple[tuple[Unit, str], ...]
    whole: str


def routes(desk: Desk) -> list[BaseRoute]:
    """The tree."""
    return [desk.route(urls.FORCES_TREE, show_tree)]


def show_tree(visit: Visit) -> Response:
    """From the top or a unit down, as far as there is room; deeper branches have pages of their own."""
    shown, top = asked_forces(visit), visit.asked("top")
    excerpt = take_part(shown.forces.units, top or None, _MOST_LEVELS, MOST_UNITS)
    page = TreePage(
        frame=visit.frame(urls.FORCES),
        head=build_head(shown, "tree"),
        excerpt=excerpt,
        branches=tuple(_branch(shown, part, 0) for part in excerpt.parts),
        top=top,
        above=above(shown, top, "tree"),
        whole=shown.path("tree"),
    )
    return visit.show("forces/tree.html", page)


def _branch(shown: Shown, part: Part, depth: int) -> Branch:
    return Branch(
        line=shown.line(part.unit),
        under=tuple(_branch(shown, one, depth + 1) for one in part.under),
        below=part.below,
        hidden=part.hidden,
        path=shown.path("tree", top=part.unit.code),
        open=depth < _OPEN_LEVELS,
    )
