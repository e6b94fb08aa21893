"""Drills by month and by year: bars across their days."""

from __future__ import annotations

import calendar as days
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from babel.dates import get_day_names, get_month_names
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.kernel.instants import SECOND, Instant, Interval, PartialDate, Precision
from detente.kernel.languages import Language
from detente.messages.values import Period, as_interval
from detente.node.activities import activities_between
from detente.record.activities import Activity
from detente.web import urls
from detente.web.dates import LOCALES
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame

_FIRST_YEAR, _LAST_YEAR = 1950, 2200
#: A month's width in the drawing of a year; a day is a share of its month, so that months stand in equal columns.
MONTH_WIDTH = 100
_NARROWEST = 4


@dataclass(frozen=True, slots=True)
class Span:
    """A drill within one week: its first column from 1 (Monday), and over how many days."""

    activity: Activity
    first: int
    length: int
    began_before: bool
    goes_on: bool
    path: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday, and what lies across them."""

    days: tuple[date, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """A month; ``undated`` are drills known to fall in it, but not on which days."""

    frame: Frame
    first: date
    today: date
    weekdays: tuple[str, ...]
    weeks: tuple[Week, ...]
    undated: tuple[tuple[Activity, str], ...]
    earlier: str
    later: str


@dataclass(frozen=True, slots=True)
class Bar:
    """A drill within the year: where its bar begins and how wide it is; ``vague`` where days are not known."""

    activity: Activity
    start: int
    width: int
    vague: bool
    path: str
    cancelled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """A year; ``now`` is where today stands, None in another year."""

    frame: Frame
    year: int
    months: tuple[str, ...]
    bars: tuple[Bar, ...]
    now: int | None
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
    first = _month(visit.asked("month"), visit.at)
    last = _next_month(first) - timedelta(days=1)
    found = activities_between(visit.node, visit.actor, Interval(_start_of(first), _end_of(last)))
    dated = [one for one in found if one.period and _days_of(one.period)]
    page = MonthPage(
        frame=visit.frame(urls.ACTIVITIES),
        first=first,
        today=visit.at.date(),
        weekdays=tuple(_weekdays(visit.language)),
        weeks=build_weeks(first, dated),
        undated=tuple((one, urls.activity(one.id)) for one in found if one not in dated),
        earlier=_month_link(first - timedelta(days=1)),
        later=_month_link(last + timedelta(days=1)),
    )
    return visit.show("activities/month.html", page)


def show_year(visit: Visit) -> Response:
    """The year asked for, else this one."""
    year = max(visit.asked_number("year", visit.at.year, _LAST_YEAR), _FIRST_YEAR)
    whole = PartialDate(str(year)).interval
    found = activities_between(visit.node, visit.actor, whole)
    names = get_month_names("abbreviated", "stand-alone", LOCALES[visit.language])
    page = YearPage(
        frame=visit.frame(urls.ACTIVITIES),
        year=year,
        months=tuple(str(names[month]) for month in range(1, 13)),
        bars=tuple(_bar(one, year) for one in found if one.period),
        now=place_in_year(visit.at.date(), year) if visit.at.year == year else None,
        earlier=urls.with_query(urls.ACTIVITIES_YEAR, year=year - 1),
        later=urls.with_query(urls.ACTIVITIES_YEAR, year=year + 1),
    )
    return visit.show("activities/year.html", page)


def build_weeks(first: date, activities: Sequence[Activity]) -> tuple[Week, ...]:
    """The weeks that hold the month beginning on ``first``, each with its drills by start."""
    weeks = days.Calendar().monthdatescalendar(first.year, first.month)
    return tuple(
        Week(tuple(week), tuple(span for one in activities if (span := _span(one, week[0]))))
        for week in weeks
    )


def place_in_year(day: date, year: int) -> int:
    """Where a day stands in the drawing of a year: 0 to twelve months' width; other years at the ends."""
    if day.year != year:
        return 0 if day.year < year else 12 * MONTH_WIDTH
    length = days.monthrange(year, day.month)[1]
    return (day.month - 1) * MONTH_WIDTH + (day.day - 1) * MONTH_WIDTH // length


def _span(activity: Activity, monday: date) -> Span | None:
    known = _days_of(activity.period) if activity.period else None
    if known is None:
        return None
    first, last = known
    sunday = monday + timedelta(days=6)
    if last < monday or first > sunday:
        return None
    shown_first, shown_last = max(first, monday), min(last, sunday)
    return Span(
        activity=activity,
        first=(shown_first - monday).days + 1,
        length=(shown_last - shown_first).days + 1,
        began_before=first < monday,
        goes_on=last > sunday,
        path=urls.activity(activity.id),
        cancelled=activity.status == "cancelled",
    )


def _bar(activity: Activity, year: int) -> Bar:
    period = activity.period
    first = as_interval(period.start).earliest.date() if period else date(year, 1, 1)
    last = as_interval(period.end or period.start).latest.date() if period else date(year, 12, 31)
    start = place_in_year(first, year)
    end = place_in_year(last + timedelta(days=1), year)
    return Bar(
        activity=activity,
        start=start,
        width=max(end - start, _NARROWEST),
        vague=period is None or _days_of(period) is None,
        path=urls.activity(activity.id),
        cancelled=activity.status == "cancelled",
    )


def _days_of(period: Period) -> tuple[date, date] | None:
    """First and last day, where both are known to the day; a period without an end is its first day."""
    first, last = period.start, period.end or period.start
    if any(isinstance(one, PartialDate) and one.precision is not Precision.DAY for one in (first, last)):
        return None
    return as_interval(first).earliest.date(), as_interval(last).latest.date()


def _month(asked: str, at: Instant) -> date:
    try:
        first = datetime.strptime(asked, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return at.date().replace(day=1)
    return first if _FIRST_YEAR <= first.year <= _LAST_YEAR else at.date().replace(day=1)


def _next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def _month_link(day: date) -> str:
    return urls.with_query(urls.ACTIVITIES_MONTH, month=f"{day:%Y-%m}")


def _weekdays(language: Language) -> list[str]:
    names = get_day_names("abbreviated", "stand-alone", LOCALES[language])
    return [str(names[day]) for day in range(7)]


def _start_of(day: date) -> Instant:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def _end_of(day: date) -> Instant:
    return _start_of(day) + timedelta(days=1) - SECOND
