"""Headquarters cities on the map, beside a table of the same. No unit is placed anywhere but in its city."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.geography.picture import NO_POSITION
from detente.geography.position import Position
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Language, Text
from detente.messages.values import FreeText
from detente.node.forces import list_forces
from detente.record.forces import Forces, Unit
from detente.web import urls
from detente.web.activities_map import middle_of
from detente.web.desk import Desk, Visit
from detente.web.forces_shown import Head, as_words, asked_forces, build_head
from detente.web.forces_words import HEADQUARTERS, MAP_SUMMARY, MAP_TITLE
from detente.web.frame import Frame
from detente.web.map import marks_beyond, render_lines_key, render_map, view_around
from detente.web.map_marks import MapMark
from detente.web.map_words import MarkStatus

#: How many cities, and how many units of one, stand in the table.
_MOST_CITIES, _MOST_NAMED = 200, 8


@dataclass(frozen=True, slots=True)
class UnitLink:
    """A unit, and its page."""

    unit: Unit
    path: str


@dataclass(frozen=True, slots=True)
class City:
    """A city, numbered as on the map. ``more``: units beyond those named. ``shown``: it lies on the map."""

    number: int
    name: FreeText
    state: Text
    units: tuple[UnitLink, ...]
    more: int
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The map as ready markup. ``head`` None: of all states. ``placeless``: units of which no city is told.

    ``left_out``: cities beyond those in the table.
    """

    frame: Frame
    head: Head | None
    map: Markup
    key: Markup
    note: Text
    cities: tuple[City, ...]
    left_out: int
    placeless: int


@dataclass(frozen=True, slots=True)
class _Place:
    """Where units of one state have their headquarters."""

    name: FreeText
    position: Position | None
    forces: Forces
    units: tuple[Unit, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The map of one state, and that of all."""
    return [desk.route(urls.FORCES_MAP, show_all), desk.route(urls.FORCES_CITIES, show_one)]


def show_all(visit: Visit) -> Response:
    """Cities of every state that has told of its forces, under one agreement or all."""
    asked = visit.asked("agreement")
    known = list_forces(visit.node, visit.actor, visit.at, AgreementId(asked) if asked else None)
    return _show(visit, [one.forces for one in known], None)


def show_one(visit: Visit) -> Response:
    """Cities of one state."""
    shown = asked_forces(visit)
    return _show(visit, [shown.forces], build_head(shown, "map"))


def _show(visit: Visit, known: Sequence[Forces], head: Head | None) -> Response:
    picture = visit.desk.atlas.picture
    places = [place for forces in known for place in _places(forces)]
    marks = [mark for number, one in enumerate(places[:_MOST_CITIES], 1) for mark in _marks(one, number)]
    view = view_around(picture, [mark.position for mark in marks]) if head else None
    drawn = render_map(
        picture, marks, (), visit.language, view, title=MAP_TITLE, list_href="#cities", summary=MAP_SUMMARY
    )
    beyond = {mark.number for mark in marks_beyond(picture, marks)}
    on_map = {mark.number for mark in marks} - beyond
    page = MapPage(
        frame=visit.frame(urls.FORCES),
        head=head,
        map=Markup(drawn),  # render_map escapes every text it is given
        key=Markup(render_lines_key(visit.language)),  # as above
        note=NO_POSITION,
        cities=tuple(_cities(visit, places[:_MOST_CITIES], on_map)),
        left_out=max(len(places) - _MOST_CITIES, 0),
        placeless=sum(one.city is None for forces in known for one in forces.units),
    )
    return visit.show("forces/map.html", page)


def _places(forces: Forces) -> list[_Place]:
    """The cities of a state, those with most headquarters first; one name or one position is one city."""
    by_city: dict[object, list[Unit]] = {}
    for unit in forces.units:
        if unit.city is not None:
            by_city.setdefault(unit.city.positions or unit.city.name.in_(Language.EN), []).append(unit)
    places = [
        _Place(city.name, middle_of(city.positions) if city.positions else None, forces, tuple(units))
        for units in by_city.values()
        if (city := units[0].city) is not None
    ]
    return sorted(places, key=lambda one: -len(one.units))


def _marks(place: _Place, number: int) -> Iterator[MapMark]:
    if place.position is None:
        return
    first = place.units[0]
    yield MapMark(
        number=number,
        name=as_words(place.name),
        href=f"#city-{number}",
        position=place.position,
        status=MarkStatus.ENDED,
        place=as_words(place.name),
        sized=False,
        says=HEADQUARTERS.fill(count=len(place.units)) if len(place.units) > 1 else as_words(first.name),
    )


def _cities(visit: Visit, places: Iterable[_Place], on_map: set[int]) -> Iterator[City]:
    for number, one in enumerate(places, 1):
        forces = one.forces
        yield City(
            number=number,
            name=one.name,
            state=visit.node.agreement(forces.agreement).state_name(forces.state),
            units=tuple(
                UnitLink(unit, urls.forces(forces.agreement, forces.state, "history", code=unit.code))
                for unit in one.units[:_MOST_NAMED]
            ),
            more=max(len(one.units) - _MOST_NAMED, 0),
            shown=number in on_map,
        )
