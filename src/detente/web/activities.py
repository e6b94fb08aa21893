"""Drills: the list, and one drill against every threshold of every agreement."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast, get_args

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.assessment.finding import FindingState
from detente.kernel.errors import InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Interval, parse_partial_date
from detente.kernel.languages import Text
from detente.messages.document import OriginKind
from detente.messages.wording import origin_word
from detente.node.activities import (
    ActivityFilter,
    ActivityRow,
    Order,
    list_activities,
    show_activity,
)
from detente.node.explaining import explain_matter
from detente.node.messages import Page
from detente.node.visits import begin_step, drill_steps
from detente.record.activities import Activity, ActivityStatus
from detente.web import activities_map, calendar, urls
from detente.web.desk import Desk, Visit, go_to
from detente.web.findings import FindingsUnder, by_agreement, state_options
from detente.web.frame import Frame
from detente.web.matters import YearLine, years_counting
from detente.web.messages import party_options
from detente.web.observers import Observers, build_observers, is_on_observers
from detente.web.strength import ReportedTable, StrengthTable, build_reported, build_strength

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class RowLine:
    """A drill in the list."""

    row: ActivityRow
    host: Text
    type: Text | None
    cancelled: bool


@dataclass(frozen=True, slots=True)
class ActivityLine:
    """A drill on another page."""

    activity: Activity
    host: Text
    type: Text | None
    cancelled: bool
    path: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter and order as they were asked for."""

    host: str
    type: str
    state: str
    since: str
    until: str
    words: str
    order: str


@dataclass(frozen=True, slots=True)
class ActivitiesPage:
    """The list; ``sorted_link`` and ``page_link`` give addresses of the same list in another order or further on."""

    frame: Frame
    asked: Asked
    problem: InputError | None
    list: Page[RowLine]
    hosts: tuple[tuple[str, Text], ...]
    types: tuple[tuple[str, Text], ...]
    states: tuple[tuple[str, Text], ...]
    sorted_link: Callable[[str], str]
    page_link: Callable[[int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPage:
    """One drill. ``placed``: a position of it is known. ``years``: findings on years that count it."""

    frame: Frame
    placed: bool
    line: ActivityLine
    participants: tuple[Text, ...]
    origin: Text | None
    strength: StrengthTable | None
    reported: ReportedTable | None
    findings: tuple[FindingsUnder, ...]
    years: tuple[YearLine, ...]
    observers: Observers


def routes(desk: Desk) -> list[BaseRoute]:
    """The list, the calendars, the map, one drill."""
    return [
        desk.route(urls.ACTIVITIES, show_list),
        *calendar.routes(desk),
        *activities_map.routes(desk),
        desk.route(urls.ACTIVITY, show_one),
        desk.route(urls.ACTIVITY, begin, methods=["POST"]),
    ]


def show_list(visit: Visit) -> Response:
    """Drills as a table, newest first unless asked otherwise."""
    asked = Asked(*(visit.asked(name) for name in Asked.__slots__))
    order = cast("Order", asked.order) if asked.order in get_args(Order) else "-start"
    problem = None
    try:
        within = _within(asked)
    except InputError as wrong:
        problem, within = wrong, None
    wanted = ActivityFilter(
        host=StateCode(asked.host) if asked.host else None,
        type=asked.type or None,
        within=within,
        words=asked.words,
        state=FindingState(asked.state) if asked.state in tuple(FindingState) else None,
    )
    found = list_activities(visit.node, visit.actor, wanted, order, visit.asked_number("page", 1), PAGE_SIZE)
    query = {name: getattr(asked, name) for name in Asked.__slots__}
    page = ActivitiesPage(
        frame=visit.frame(urls.ACTIVITIES),
        asked=Asked(**{**query, "order": order}),
        problem=problem,
        list=Page([_row_line(visit, row) for row in found.rows], found.total, found.number, found.size),
        hosts=party_options(visit),
        types=tuple(visit.node.vocabulary.activity_types.items()),
        states=state_options(),
        sorted_link=lambda wanted: urls.with_query(urls.ACTIVITIES, **{**query, "order": wanted}),
        page_link=lambda number: urls.with_query(urls.ACTIVITIES, **query, page=number),
    )
    return visit.show("activities/list.html", page)


def _within(asked: Asked) -> Interval | None:
    if not asked.since and not asked.until:
        return None
    first = parse_partial_date(asked.since or "1900").interval.earliest
    last = parse_partial_date(asked.until or "2999").interval.latest
    return Interval(first, last)


def show_one(visit: Visit) -> Response:
    """One drill: what was told, what it means under each agreement, who observes."""
    matter = visit.matter(visit.request.path_params["matter"])
    view = show_activity(visit.node, visit.actor, matter, visit.at)
    activity = view.activity
    explained = explain_matter(visit.node, visit.actor, matter, visit.at)
    agreement = visit.node.agreement(activity.agreement)
    page = ActivityPage(
        frame=visit.frame(urls.ACTIVITIES),
        placed=any(place.positions for place in activity.area),
        line=line_of_activity(visit, activity),
        participants=tuple(agreement.state_name(state) for state in activity.participants),
        origin=_origin(activity.origin.kind),
        strength=build_strength(activity.strength, agreement, visit.node.vocabulary),
        reported=build_reported(activity, agreement, visit.node.vocabulary),
        findings=by_agreement(
            visit.node, {one.finding: one.chain for one in explained if not is_on_observers(one.finding)}
        ),
        years=years_counting(visit, matter),
        observers=build_observers(visit, activity, agreement, view.findings),
    )
    return visit.show("activities/activity.html", page)


def begin(visit: Visit) -> Response:
    """Begin the message about observers that the button names."""
    matter = visit.matter(visit.request.path_params["matter"])
    steps = drill_steps(visit.node, visit.actor, matter, visit.at)
    activity = show_activity(visit.node, visit.actor, matter, visit.at).activity
    does, language = visit.fields.one("do"), visit.language.value
    number = begin_step(visit.node, visit.actor, steps, does, activity.agreement, visit.at, language)
    return go_to(urls.draft(number))


def line_of_activity(visit: Visit, activity: Activity) -> ActivityLine:
    """A drill with its words."""
    return ActivityLine(
        activity=activity,
        host=visit.node.agreement(activity.agreement).state_name(activity.host),
        type=visit.node.vocabulary.activity_types.get(activity.type or ""),
        cancelled=activity.status is ActivityStatus.CANCELLED,
        path=urls.activity(activity.id),
    )


def _row_line(visit: Visit, row: ActivityRow) -> RowLine:
    return RowLine(
        row=row,
        host=visit.node.agreement(row.agreement).state_name(row.host),
        type=visit.node.vocabulary.activity_types.get(row.type or ""),
        cancelled=row.status == ActivityStatus.CANCELLED.value,
    )


def _origin(kind: OriginKind) -> Text | None:
    return None if kind is OriginKind.OFFICIAL else origin_word(kind)
