"""Drills on the map, beside a table of the same; one drill alone, or all within a time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.geography.picture import NO_POSITION
from detente.geography.position import Position
from detente.kernel.errors import InputError
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import Instant, Interval, parse_partial_date
from detente.kernel.languages import Language, Text, same_text
from detente.messages.values import Place, as_interval
from detente.node.activities import activities_between, show_activity
from detente.record.activities import Activity, ActivityStatus
from detente.web import urls
from detente.web.dates import format_period
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.map import marks_beyond, render_key, render_map, view_around
from detente.web.map_marks import MapMark
from detente.web.map_words import STATUS_WORDS, MarkStatus
from detente.web.messages import party_options

_PERSONNEL = MeasureId("personnel")
#: Unless asked otherwise, drills from so long ago to so far ahead.
_AROUND = timedelta(days=365)
_MOST = 500
_SHORT = re.compile(r"\s*[:;,(：；，（]")
#: From so many kilometres on a position is marked as approximate.
_APPROXIMATE_KM = 10


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be shown, as it was asked for."""

    host: str
    since: str
    until: str


@dataclass(frozen=True, slots=True)
class MapLine:
    """A drill in the table beside the map; ``shown`` is False where no position of it lies on the map."""

    number: int
    activity: Activity
    host: Text
    path: str
    status: Text
    first: date | None
    last: date | None
    shown: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class MapPage:
    """The map as ready markup. ``only`` names the drill where one is shown alone."""

    frame: Frame
    asked: Asked
    problem: InputError | None
    only: Text | None
    map: Markup
    key: Markup
    note: Text
    lines: tuple[MapLine, ...]
    hosts: tuple[tuple[str, Text], ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The map."""
    return [desk.route(urls.ACTIVITIES_MAP, show_map)]


def show_map(visit: Visit) -> Response:
    """All drills of a time and a host, or the one asked for."""
    matter, problem = visit.asked("matter"), None
    asked = Asked(visit.asked("host"), visit.asked("since"), visit.asked("until"))
    if matter:
        drills = [show_activity(visit.node, visit.actor, visit.matter(matter), visit.at).activity]
    else:
        asked, within, problem = asked_within(asked, visit.at)
        found = activities_between(visit.node, visit.actor, within, _MOST)
        drills = [one for one in found if asked.host in ("", one.host)]
    picture = visit.desk.atlas.picture
    marks = [mark for number, one in enumerate(drills, 1) for mark in build_marks(one, number, visit.at)]
    view = view_around(picture, [mark.position for mark in marks]) if matter else None
    drawn = render_map(picture, marks, visit.desk.atlas.zones, visit.language, view)
    beyond = set(marks_beyond(picture, marks))
    page = MapPage(
        frame=visit.frame(urls.ACTIVITIES),
        asked=asked,
        problem=problem,
        only=_name(drills[0]) if matter else None,
        map=Markup(drawn),  # render_map escapes every text it is given
        key=Markup(render_key(visit.language)),  # as above
        note=NO_POSITION,
        lines=tuple(_lines(visit, drills, [mark for mark in marks if mark not in beyond])),
        hosts=party_options(visit),
    )
    return visit.show("activities/map.html", page)


def build_marks(activity: Activity, number: int, at: Instant) -> Iterator[MapMark]:
    """A mark for each place of the drill that has a position."""
    first, last = _days(activity)
    personnel = activity.strength.total.get(_PERSONNEL)
    for place in activity.area:
        if place.positions:
            yield MapMark(
                number=number,
                name=_name(activity),
                href=urls.activity(activity.id),
                position=middle_of(place.positions),
                status=status_at(activity, at),
                personnel=personnel.value if personnel else None,
                approximate=(place.accuracy_km or 0) > _APPROXIMATE_KM,
                place=short_name(place),
                when=_when(activity),
                start=first,
                end=last,
            )


def status_at(activity: Activity, at: Instant) -> MarkStatus:
    """How the drill stands at ``at``; one whose dates are not known counts as planned."""
    if activity.status is ActivityStatus.CANCELLED:
        return MarkStatus.CANCELLED
    if activity.period is None or as_interval(activity.period.start).earliest > at:
        return MarkStatus.PLANNED
    over = as_interval(activity.period.end or activity.period.start).latest < at
    return MarkStatus.ENDED if over else MarkStatus.UNDER_WAY


def _lines(visit: Visit, drills: Sequence[Activity], shown: Sequence[MapMark]) -> Iterator[MapLine]:
    numbers = {mark.number for mark in shown}
    for number, one in enumerate(drills, 1):
        first, last = _days(one)
        yield MapLine(
            number,
            one,
            visit.node.agreement(one.agreement).state_name(StateCode(one.host)),
            urls.activity(one.id),
            STATUS_WORDS[status_at(one, visit.at)],
            first,
            last,
            number in numbers,
        )


def asked_within(asked: Asked, at: Instant) -> tuple[Asked, Interval, InputError | None]:
    """What was asked for with the usual time where none was; what stands against it, if it is no time."""
    usual = Asked(asked.host, (at - _AROUND).strftime("%Y-%m"), (at + _AROUND).strftime("%Y-%m"))
    chosen = Asked(asked.host, asked.since or usual.since, asked.until or usual.until)
    try:
        return chosen, _interval(chosen), None
    except InputError as problem:
        return chosen, _interval(usual), problem


def _interval(asked: Asked) -> Interval:
    return Interval(
        parse_partial_date(asked.since).interval.earliest, parse_partial_date(asked.until).interval.latest
    )


def _days(activity: Activity) -> tuple[date | None, date | None]:
    if activity.period is None:
        return None, None
    end = activity.period.end or activity.period.start
    return as_interval(activity.period.start).earliest.date(), as_interval(end).latest.date()


def middle_of(positions: Sequence[Position]) -> Position:
    """A point, or the middle of a polygon's corners; good enough to put a mark on a map of a continent."""
    return Position(
        sum(one.lon for one in positions) / len(positions), sum(one.lat for one in positions) / len(positions)
    )


def _name(activity: Activity) -> Text:
    name = activity.name
    return Text(*(name.in_(language) for language in Language)) if name else same_text(activity.id)


def short_name(place: Place) -> Text:
    """Short enough to stand beside a mark: what comes before the first comma, colon or bracket."""
    return Text(*(_SHORT.split(place.name.in_(language), maxsplit=1)[0] for language in Language))


def _when(activity: Activity) -> Text | None:
    period = activity.period
    return Text(*(format_period(period, language) for language in Language)) if period else None
