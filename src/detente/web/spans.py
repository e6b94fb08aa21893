"""Things with dates drawn across their days: in the weeks of a month, along a year. Drills, visits, clocks."""

from __future__ import annotations

import calendar as days
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from babel.dates import get_day_names, get_month_names

from detente.kernel.instants import SECOND, Instant, PartialDate, Precision
from detente.kernel.languages import Language, Text
from detente.messages.values import Period, as_interval
from detente.web.dates import LOCALES

FIRST_YEAR, LAST_YEAR = 1950, 2200
#: A month's width in the drawing of a year; a day is a share of its month, so that months stand in equal columns.
MONTH_WIDTH = 100
_NARROWEST = 4


class Sort(StrEnum):
    """What is drawn; each is a class of the stylesheet."""

    DRILL = "drill"
    VISIT = "visit"
    CLOCK = "clock"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated:
    """Something by name, with the page that tells more. ``period`` None: its dates are not known.

    ``cancelled``: it does not take place; ``open``: it is not agreed yet. ``note``: what else is said of it (None:
    nothing).
    """

    name: Text
    period: Period | None
    path: str
    cancelled: bool = False
    open: bool = False
    sort: Sort = Sort.DRILL
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Something within one week: its first column from 1 (Monday), and over how many days."""

    what: Dated
    first: int
    length: int
    began_before: bool
    goes_on: bool


@dataclass(frozen=True, slots=True)
class Week:
    """Seven days from Monday, and what lies across them."""

    days: tuple[date, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """Something within the year: where its bar begins and how wide it is; ``vague`` where days are not known."""

    what: Dated
    start: int
    width: int
    vague: bool


@dataclass(frozen=True, slots=True)
class Month:
    """A month by weeks. ``undated``: known to fall in it, but not on which days."""

    first: date
    weekdays: tuple[str, ...]
    weeks: tuple[Week, ...]
    undated: tuple[Dated, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """A year by bars; ``now`` is where today stands, None in another year."""

    year: int
    months: tuple[str, ...]
    bars: tuple[Bar, ...]
    now: int | None


def build_month(first: date, found: Sequence[Dated], language: Language) -> Month:
    """The month beginning on ``first``."""
    placed = [(one, known_days(one.period) if one.period else None) for one in found]
    dated = [(one, known) for one, known in placed if known is not None]
    return Month(
        first=first,
        weekdays=tuple(_weekdays(language)),
        weeks=_weeks(first, dated),
        undated=tuple(one for one, known in placed if known is None),
    )


def build_year(year: int, found: Sequence[Dated], today: date, language: Language) -> Year:
    """A year, one bar for each that has dates."""
    names = get_month_names("abbreviated", "stand-alone", LOCALES[language])
    return Year(
        year=year,
        months=tuple(str(names[month]) for month in range(1, 13)),
        bars=tuple(_bar(one, one.period, year) for one in found if one.period),
        now=place_in_year(today, year) if today.year == year else None,
    )


def build_weeks(first: date, found: Sequence[Dated]) -> tuple[Week, ...]:
    """The weeks that hold the month beginning on ``first``, each with what lies across it."""
    return build_month(first, found, Language.EN).weeks


def _weeks(first: date, found: Sequence[tuple[Dated, tuple[date, date]]]) -> tuple[Week, ...]:
    weeks = days.Calendar().monthdatescalendar(first.year, first.month)
    return tuple(
        Week(tuple(week), tuple(span for one, known in found if (span := _span(one, known, week[0]))))
        for week in weeks
    )


def place_in_year(day: date, year: int) -> int:
    """Where a day stands in the drawing of a year: 0 to twelve months' width; other years at the ends."""
    if day.year != year:
        return 0 if day.year < year else 12 * MONTH_WIDTH
    length = days.monthrange(year, day.month)[1]
    return (day.month - 1) * MONTH_WIDTH + (day.day - 1) * MONTH_WIDTH // length


def known_days(period: Period) -> tuple[date, date] | None:
    """First and last day, where both are known to the day; a period without an end is its first day."""
    first, last = period.start, period.end or period.start
    if any(isinstance(one, PartialDate) and one.precision is not Precision.DAY for one in (first, last)):
        return None
    return as_interval(first).earliest.date(), as_interval(last).latest.date()


def month_asked(asked: str, at: Instant) -> date:
    """The first day of the month written as ``2024-05``; of that of ``at`` where it is no month."""
    try:
        first = datetime.strptime(asked, "%Y-%m").replace(tzinfo=UTC).date()
    except ValueError:
        return at.date().replace(day=1)
    return first if FIRST_YEAR <= first.year <= LAST_YEAR else at.date().replace(day=1)


def last_of_month(first: date) -> date:
    """Its last day."""
    return first.replace(day=days.monthrange(first.year, first.month)[1])


def start_of(day: date) -> Instant:
    """Its first second."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def end_of(day: date) -> Instant:
    """Its last second."""
    return start_of(day) + timedelta(days=1) - SECOND


def _span(what: Dated, known: tuple[date, date], monday: date) -> Span | None:
    first, last = known
    sunday = monday + timedelta(days=6)
    if last < monday or first > sunday:
        return None
    shown_first, shown_last = max(first, monday), min(last, sunday)
    return Span(
        what=what,
        first=(shown_first - monday).days + 1,
        length=(shown_last - shown_first).days + 1,
        began_before=first < monday,
        goes_on=last > sunday,
    )


def _bar(what: Dated, period: Period, year: int) -> Bar:
    start = place_in_year(as_interval(period.start).earliest.date(), year)
    last = as_interval(period.end or period.start).latest.date()
    end = place_in_year(last + timedelta(days=1), year)
    return Bar(
        what=what,
        start=start,
        width=max(end - start, _NARROWEST),
        vague=known_days(period) is None,
    )


def _weekdays(language: Language) -> list[str]:
    names = get_day_names("abbreviated", "stand-alone", LOCALES[language])
    return [str(names[day]) for day in range(7)]
