"""The difference between two years of one state's forces: as a list, as a chart, and a question about one line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.documents.forces_chart import ForcesChart, Sign, draw_forces
from detente.documents.forces_part import Excerpt, take_part
from detente.kernel.errors import InputError
from detente.kernel.languages import Text, same_text
from detente.messages.wording import list_of
from detente.node.actors import Right
from detente.node.drafts import start_draft
from detente.node.forces import ForcesComparison, compare_forces, show_forces
from detente.node.messages import Page
from detente.record.forces import Unit
from detente.record.forces_changes import OF_POSTS, Change, ChangeKind
from detente.web import forces_words as words
from detente.web import urls
from detente.web.desk import Desk, Visit, go_to
from detente.web.forces_chart import MOST_BOXES, Picture, as_picture
from detente.web.forces_compared import ChangeLine, Compared, asking_format, key_of, question_about
from detente.web.forces_shown import Head, Shown, asked_of, build_head
from detente.web.frame import Frame

PAGE_SIZE = 60
_LATEST, _MOST_LEVELS = 9999, 32
_YEAR = re.compile("[0-9]{4}", re.A)


@dataclass(frozen=True, slots=True)
class Asked:
    """Which years, and of which kind, as they are shown; empty: every kind."""

    since: str
    until: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferencesPage:
    """The differences. ``comparison`` None: fewer than two years were told. ``counts``: how many of each kind.

    ``may_ask``: the reader may begin a question about a line. ``list`` None and ``picture`` not: the chart is shown.
    ``one_sided``: units or posts were told in one of the years alone, so nothing is said of them.
    """

    frame: Frame
    head: Head
    asked: Asked
    comparison: ForcesComparison | None
    years: tuple[tuple[str, Text], ...]
    kinds: tuple[tuple[str, Text], ...]
    counts: tuple[tuple[Text, tuple[str, str], int, str], ...]
    list: Page[ChangeLine] | None
    picture: Picture | None
    excerpt: Excerpt | None
    may_ask: bool
    one_sided: tuple[Text, ...]
    here: str
    as_list: str
    as_chart: str
    page_link: Callable[[int], str]


def routes(desk: Desk) -> list[BaseRoute]:
    """The list, the chart, the question."""
    return [
        desk.route(urls.FORCES_DIFFERENCES, show_list),
        desk.route(urls.FORCES_DIFFERENCES, ask, methods=["POST"]),
        desk.route(urls.FORCES_DIFFERENCES_CHART, show_chart),
    ]


def show_list(visit: Visit) -> Response:
    """The last two years unless others are asked for."""
    shown, asked, view = _asked(visit)
    if view is None:
        return visit.show("forces/differences.html", _page(shown, asked, None))
    compared = Compared(shown, view)
    found = [one for one in view.changes if asked.kind in ("", one.kind.value)]
    number = visit.asked_number("page", 1)
    lines = [compared.line(one) for one in found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]]
    page = _page(shown, asked, view, lines=Page(lines, len(found), number, PAGE_SIZE))
    return visit.show("forces/differences.html", page)


def show_chart(visit: Visit) -> Response:
    """What has changed on the chart of the later year, with what is above it and what went."""
    shown, asked, view = _asked(visit)
    if view is None:
        return visit.show("forces/differences.html", _page(shown, asked, None))
    excerpt = take_part(_changed_units(view), visit.asked("top") or None, _MOST_LEVELS, MOST_BOXES)
    title = words.CHANGES_TITLE.fill(
        before=str(view.from_year),
        after=str(view.to_year),
        state=shown.agreement.state_name(shown.forces.state),
    )
    query = {"since": asked.since, "until": asked.until, "year": None}
    chart = ForcesChart(
        id="forces-chart",
        title=title,
        excerpt=excerpt,
        levels=shown.levels,
        signs=_signs(view.changes),
        link=shown.history,
        open_link=lambda code: shown.path("differences/chart", **query, top=code),
    )
    picture = as_picture(draw_forces(chart, visit.language))
    return visit.show("forces/differences.html", _page(shown, asked, view, picture=picture, excerpt=excerpt))


def ask(visit: Visit) -> Response:
    """Begin a request for clarification of one line, with what it says."""
    agreement_id, state = asked_of(visit)
    since, until = (_year(visit.fields.one(name)) for name in ("since", "until"))
    view = compare_forces(visit.node, visit.actor, state, agreement_id, since, until)
    change = next((one for one in view.changes if key_of(one) == visit.fields.one("line")), None)
    if change is None:
        raise InputError("no-line", words.NO_LINE, words.SEE_AGAIN)
    shown = Shown(visit, visit.node.agreement(agreement_id), view.after, until, view.years)
    form, content = question_about(Compared(shown, view), change)
    number = start_draft(
        visit.node,
        visit.actor,
        agreement_id,
        form.id,
        visit.at,
        content=content,
        to=(state,),
        language=visit.language.value,
    )
    return go_to(urls.draft(number))


def _year(text: str) -> int:
    return int(text) if _YEAR.fullmatch(text) else 0


def _asked(visit: Visit) -> tuple[Shown, Asked, ForcesComparison | None]:
    agreement_id, state = asked_of(visit)
    now = show_forces(visit.node, visit.actor, state, agreement_id, visit.at)
    shown = Shown(visit, visit.node.agreement(agreement_id), now.forces, None, now.years)
    until = visit.asked_number("until", now.years[-1] if now.years else 0, _LATEST)
    earlier = [year for year in now.years if year < until]
    since = visit.asked_number("since", earlier[-1] if earlier else 0, _LATEST)
    asked = Asked(str(since or ""), str(until or ""), visit.asked("kind"))
    if not since or not until:
        return shown, asked, None
    return shown, asked, compare_forces(visit.node, visit.actor, state, agreement_id, since, until)


def _page(
    shown: Shown,
    asked: Asked,
    view: ForcesComparison | None,
    *,
    lines: Page[ChangeLine] | None = None,
    picture: Picture | None = None,
    excerpt: Excerpt | None = None,
) -> DifferencesPage:
    visit, query = shown.visit, {"since": asked.since, "until": asked.until}
    counts = Counter(one.kind for one in view.changes) if view else Counter[ChangeKind]()
    return DifferencesPage(
        frame=visit.frame(urls.FORCES),
        head=build_head(shown, "differences"),
        asked=asked,
        comparison=view,
        years=tuple((str(year), same_text(str(year))) for year in reversed(shown.years)),
        kinds=tuple((kind.value, name) for kind, name in words.CHANGES.items() if kind in counts),
        counts=tuple(
            (
                name,
                words.CHANGE_MARKS[kind],
                counts[kind],
                shown.path("differences", **query, kind=kind.value),
            )
            for kind, name in words.CHANGES.items()
            if kind in counts
        ),
        list=lines,
        picture=picture,
        excerpt=excerpt,
        may_ask=_may_ask(shown),
        one_sided=tuple(_one_sided(view)) if view else (),
        here=shown.path("differences/chart" if picture else "differences"),
        as_list=shown.path("differences", **query),
        as_chart=shown.path("differences/chart", **query),
        page_link=lambda number: shown.path("differences", **query, kind=asked.kind, page=number),
    )


def _may_ask(shown: Shown) -> bool:
    others = shown.forces.state != shown.visit.node.settings.state
    return others and shown.visit.actor.may(Right.DRAFT) and asking_format(shown) is not None


def _one_sided(view: ForcesComparison) -> Iterable[Text]:
    if (view.before.units_as_of is None) != (view.after.units_as_of is None):
        yield words.UNITS_ONE_SIDED
    if (view.before.posts_as_of is None) != (view.after.posts_as_of is None):
        yield words.POSTS_ONE_SIDED


def _changed_units(view: ForcesComparison) -> list[Unit]:
    """The changed units and those above them; units that went stand where they stood."""
    after = {one.code: one for one in view.after.units}
    gone = [one for one in view.before.units if one.code not in after]
    kept: dict[str, None] = {}
    for change in view.changes:
        if change.kind not in OF_POSTS:
            kept |= dict.fromkeys((*change.path, change.code))
    return [one for one in (*view.after.units, *gone) if one.code in kept]


def _signs(changes: Sequence[Change]) -> dict[str, Sign]:
    by_code: dict[str, list[ChangeKind]] = {}
    for one in changes:
        if one.kind in words.CHART_SIGNS:
            by_code.setdefault(one.code, []).append(one.kind)
    return {
        code: Sign(
            words.CHART_SIGNS[kinds[0]][1],
            "".join(dict.fromkeys(words.CHART_SIGNS[kind][0] for kind in kinds)),
            list_of([words.CHANGES[kind] for kind in kinds]),
        )
        for code, kinds in by_code.items()
    }
