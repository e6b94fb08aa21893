"""Drills by month and by year: bars across their days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.kernel.instants import Interval, PartialDate
from detente.kernel.languages import Language, Text, same_text
from detente.node.activities import activities_between
from detente.record.activities import Activity, ActivityStatus
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Dated,
    Month,
    Year,
    build_month,
    build_year,
    end_of,
    last_of_month,
    month_asked,
    start_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """A month of drills."""

    frame: Frame
    month: Month
    today: date
    earlier: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """A year of drills."""

    frame: Frame
    year: Year
    earlier: str
    later: str


def routes(desk: Desk) -> list[BaseRoute]:
    """A month, a year."""
    return [
        desk.route(urls.ACTIVITIES_MONTH, show_month),
        desk.route(urls.ACTIVITIES_YEAR, show_year),
    ]


def show_month(visit: Visit) -> Response:
    """The month asked for, else that of today."""
    first = month_asked(visit.asked("month"), visit.at)
    last = last_of_month(first)
    found = activities_between(visit.node, visit.actor, Interval(start_of(first), end_of(last)))
    page = MonthPage(
        frame=visit.frame(urls.ACTIVITIES),
        month=build_month(first, [dated_drill(one) for one in found], visit.language),
        today=visit.at.date(),
        earlier=_month_link(first - timedelta(days=1)),
        later=_month_link(last + timedelta(days=1)),
    )
    return visit.show("activities/month.html", page)


def show_year(visit: Visit) -> Response:
    """The year asked for, else this one."""
    year = max(visit.asked_number("year", visit.at.year, LAST_YEAR), FIRST_YEAR)
    found = activities_between(visit.node, visit.actor, PartialDate(str(year)).interval)
    page = YearPage(
        frame=visit.frame(urls.ACTIVITIES),
        year=build_year(year, [dated_drill(one) for one in found], visit.at.date(), visit.language),
        earlier=urls.with_query(urls.ACTIVITIES_YEAR, year=year - 1),
        later=urls.with_query(urls.ACTIVITIES_YEAR, year=year + 1),
    )
    return visit.show("activities/year.html", page)


def dated_drill(activity: Activity) -> Dated:
    """A drill as it is drawn."""
    name = activity.name
    return Dated(
        name=Text(*(name.in_(language) for language in Language)) if name else same_text(activity.id),
        period=activity.period,
        path=urls.activity(activity.id),
        cancelled=activity.status is ActivityStatus.CANCELLED,
    )


def _month_link(day: date) -> str:
    return urls.with_query(urls.ACTIVITIES_MONTH, month=f"{day:%Y-%m}")
