"""Visits on the map by the place where the guests enter, beside a table of the same. Units are never placed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.geography.picture import NO_POSITION
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language, Text
from detente.messages.values import Place, as_interval
from detente.node.visits import VisitFilter, visits_between
from detente.record.visits import Visit as KnownVisit
from detente.record.visits import VisitStatus
from detente.web import urls
from detente.web.activities_map import Asked, asked_within, middle_of, short_name
from detente.web.dates import format_period
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.map import marks_beyond, render_key, render_map
from detente.web.map_marks import MapMark
from detente.web.map_words import VISITS_SUMMARY, VISITS_TITLE, MarkStatus
from detente.web.messages import party_options
from detente.web.visit_lines import MOST_DRAWN, VisitLine, line_of_visit

_APPROXIMATE_KM = 10


@dataclass(frozen=True, slots=True)
class MapLine:
    """A visit in the table beside the map; ``where`` None: no place is stated. ``shown``: it lies on the map."""

    number: int
    line: VisitLine
    where: Place | None
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The map as ready markup. ``beyond``: the list that has all, where more are known than are drawn."""

    frame: Frame
    asked: Asked
    problem: InputError | None
    map: Markup
    key: Markup
    note: Text
    lines: tuple[MapLine, ...]
    hosts: tuple[tuple[str, Text], ...]
    beyond: str | None


def routes(desk: Desk) -> list[BaseRoute]:
    """The map."""
    return [desk.route(urls.VISITS_MAP, show_map)]


def show_map(visit: Visit) -> Response:
    """All visits of a time and a host."""
    asked = Asked(visit.asked("host"), visit.asked("since"), visit.asked("until"))
    asked, within, problem = asked_within(asked, visit.at)
    host = StateCode(asked.host) if asked.host else None
    wanted = VisitFilter(state=host, role="host" if host else None)
    known = visits_between(visit.node, visit.actor, within, visit.at, wanted, MOST_DRAWN + 1)
    found = known[:MOST_DRAWN]
    rest = urls.with_query(urls.VISITS, state=asked.host, role="host" if host else "", order="arrival")
    picture = visit.desk.atlas.picture
    marks = [mark for number, one in enumerate(found, 1) for mark in _marks(visit, one, number)]
    drawn = render_map(
        picture,
        marks,
        (),
        visit.language,
        title=VISITS_TITLE,
        summary=VISITS_SUMMARY,
        list_href="#visited",
    )
    beyond = set(marks_beyond(picture, marks))
    page = MapPage(
        frame=visit.frame(urls.VISITS),
        asked=asked,
        problem=problem,
        map=Markup(drawn),  # render_map escapes every text it is given
        key=Markup(render_key(visit.language, sized=False)),  # as above
        note=NO_POSITION,
        lines=tuple(_lines(visit, found, {mark.number for mark in marks if mark not in beyond})),
        hosts=party_options(visit),
        beyond=rest if len(known) > MOST_DRAWN else None,
    )
    return visit.show("visits/map.html", page)


def place_of(known: KnownVisit) -> Place | None:
    """Where the guests enter; where no position of it is told, the area it is for."""
    area = known.area[0] if known.area else None
    if known.entry is None or (area is not None and area.positions and not known.entry.positions):
        return area
    return known.entry


def status_on_map(status: VisitStatus) -> MarkStatus:
    """How it is marked."""
    match status:
        case VisitStatus.DECLINED | VisitStatus.WITHDRAWN:
            return MarkStatus.CANCELLED
        case VisitStatus.UNDER_WAY:
            return MarkStatus.UNDER_WAY
        case VisitStatus.ENDED | VisitStatus.REPORTED | VisitStatus.END_NOT_TOLD:
            return MarkStatus.ENDED
        case _:
            return MarkStatus.PLANNED


def _marks(visit: Visit, known: KnownVisit, number: int) -> Iterator[MapMark]:
    place, line = place_of(known), line_of_visit(visit, known)
    if place is None or not place.positions:
        return
    period = line.period
    yield MapMark(
        number=number,
        name=line.name,
        href=line.path,
        position=middle_of(place.positions),
        status=status_on_map(line.standing),
        approximate=(place.accuracy_km or 0) > _APPROXIMATE_KM,
        place=short_name(place),
        when=Text(*(format_period(period, language) for language in Language)) if period else None,
        start=as_interval(period.start).earliest.date() if period else None,
        end=as_interval(period.end or period.start).latest.date() if period else None,
        sized=False,
    )


def _lines(visit: Visit, found: Sequence[KnownVisit], shown: set[int]) -> Iterator[MapLine]:
    for number, one in enumerate(found, 1):
        yield MapLine(number, line_of_visit(visit, one), place_of(one), number in shown)
