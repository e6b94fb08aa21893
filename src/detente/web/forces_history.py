"""One unit or post: what is known of it now, what is under it, and what it went through in the years told."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.kernel.instants import PartialDate
from detente.kernel.languages import Text
from detente.node.forces import ForcesComparison, ForcesHistory, forces_history, show_forces
from detente.record.forces import Post, Unit
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.forces_chart import above
from detente.web.forces_compared import ChangeLine, Compared
from detente.web.forces_posts import PostLine, post_line
from detente.web.forces_shown import Head, Shown, UnitLine, as_words, asked_of, build_head
from detente.web.frame import Frame

_MOST_UNDER = 40


@dataclass(frozen=True, slots=True)
class StageLine:
    """The unit or post as it was told for a year (None: as it is known now); ``told``: it was among those told.

    ``first``: nothing was told of it before. ``unit`` and ``post``: one of them, where it was told.
    """

    year: int | None
    as_of: PartialDate | None
    told: bool
    first: bool
    unit: UnitLine | None
    post: PostLine | None
    changes: tuple[ChangeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryPage:
    """A unit or a post, one of ``unit`` and ``post``; both None: it no longer exists. ``under``: directly under it.

    ``above``: the units above it, the highest first, with their pages. ``posts``: those that belong to it.
    """

    frame: Frame
    head: Head
    code: str
    name: Text
    unit: UnitLine | None
    post: PostLine | None
    above: tuple[tuple[Unit, str], ...]
    posts: tuple[PostLine, ...]
    under: tuple[UnitLine, ...]
    more_under: int
    stages: tuple[StageLine, ...]
    chart: str
    tree: str
    table: str


def routes(desk: Desk) -> list[BaseRoute]:
    """The history."""
    return [desk.route(urls.FORCES_HISTORY, show_history)]


def show_history(visit: Visit) -> Response:
    """The unit or post whose code is asked for."""
    (agreement_id, state), code = asked_of(visit), visit.asked("code")
    history = forces_history(visit.node, visit.actor, state, agreement_id, code, visit.at)
    now = show_forces(visit.node, visit.actor, state, agreement_id, visit.at)
    shown = Shown(visit, visit.node.agreement(agreement_id), now.forces, None, now.years)
    units = {one.code: one for one in now.forces.units}
    post = next((one for one in now.forces.posts if one.code == code), None)
    unit = units.get(code)
    place = code if unit else (post.unit or "" if post else "")
    under = [one for one in now.forces.units if one.under == code] if unit else []
    page = HistoryPage(
        frame=visit.frame(urls.FORCES),
        head=build_head(shown, "history"),
        code=code,
        name=_name(history, unit or post),
        unit=shown.line(unit) if unit else None,
        post=post_line(shown, post, units.get(post.unit or "")) if post else None,
        above=tuple((one, shown.history(one.code)) for one, _ in above(shown, place, "")),
        posts=tuple(post_line(shown, one, unit) for one in now.forces.posts if unit and one.unit == code),
        under=tuple(shown.line(one) for one in under[:_MOST_UNDER]),
        more_under=max(len(under) - _MOST_UNDER, 0),
        stages=tuple(reversed(_stages(shown, history))),
        chart=shown.path(top=code),
        tree=shown.path("tree", top=code),
        table=shown.path("table", under=code),
    )
    return visit.show("forces/history.html", page)


def _stages(shown: Shown, history: ForcesHistory) -> list[StageLine]:
    """The years told, earliest first; words of other units are those of now."""
    forces = shown.forces
    compared = Compared(
        shown,
        ForcesComparison(before=forces, after=forces, from_year=0, to_year=0, changes=(), years=shown.years),
    )
    return [
        StageLine(
            year=year,
            as_of=stage.as_of,
            told=stage.known is not None,
            first=number == 0,
            unit=shown.line(stage.known) if isinstance(stage.known, Unit) else None,
            post=post_line(shown, stage.known, None) if isinstance(stage.known, Post) else None,
            changes=tuple(compared.line(one) for one in stage.changes),
        )
        for number, (year, stage) in enumerate(history.stages)
    ]


def _name(history: ForcesHistory, now: Unit | Post | None) -> Text:
    """As it is called now, else as it was last."""
    known = now or next(
        one for one in (stage.known for _, stage in reversed(history.stages)) if one is not None
    )
    return as_words(known.title if isinstance(known, Post) else known.name)
