"""Dates and times as an officer reads them: the real date with its zone, and how far away it is.

Babel takes some tenths of a millisecond for one date, and a register shows hundreds, so what was formatted is kept.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal

from babel.dates import format_date, format_interval, format_skeleton, format_timedelta

from detente.kernel.instants import Instant, Interval, PartialDate, Precision, format_instant
from detente.kernel.languages import Language
from detente.messages.values import Period

#: British English writes the day before the month, as the other two do in their own way.
LOCALES = {Language.EN: "en_GB", Language.RU: "ru", Language.ZH: "zh"}
_KEPT = 20_000
_NEVER = 10**9

_Unit = Literal["year", "month", "day", "hour", "minute"]
#: From so many seconds on, count in this unit; each is counted in whole steps of the second number.
_UNITS: tuple[tuple[int, _Unit, int], ...] = (
    (2 * 31_536_000, "year", 31_536_000),
    (60 * 86_400, "month", 2_592_000),
    (2 * 86_400, "day", 86_400),
    (2 * 3_600, "hour", 3_600),
    (0, "minute", 60),
)


@lru_cache(maxsize=_KEPT)
def format_day(day: date, language: Language) -> str:
    """``26 Apr 2024``."""
    return format_skeleton("yMMMd", _at_noon(day), locale=LOCALES[language])


@lru_cache(maxsize=_KEPT)
def format_moment(moment: Instant | PartialDate, language: Language) -> str:
    """A date as closely as it is known; an instant with time and zone: ``26 Apr 2024, 06:30 UTC``."""
    if isinstance(moment, PartialDate):
        return _format_partial(moment, language)
    instant = moment.astimezone(UTC)
    comma = "" if language is Language.ZH else ","
    return f"{format_day(instant.date(), language)}{comma} {instant:%H:%M} UTC"


@lru_cache(maxsize=256)
def format_long_day(day: date, language: Language) -> str:
    """With the day of the week: ``Friday, 26 April 2024``."""
    return format_date(day, "full", locale=LOCALES[language])


@lru_cache(maxsize=_KEPT)
def format_period(period: Period, language: Language) -> str:
    """From the first to the last day: ``12–20 May 2024``; with times where they were declared."""
    start, end = period.start, period.end
    if end is None or end == start:
        return format_moment(start, language)
    if _known_to_the_day(start) and _known_to_the_day(end):
        return str(format_interval(_first(start), _first(end), "yMMMd", locale=LOCALES[language]))
    return f"{format_moment(start, language)} – {format_moment(end, language)}"


@lru_cache(maxsize=_KEPT)
def format_span(start: Interval, end: Instant | None, language: Language) -> str:
    """What a list keeps of a period: when it may have begun, and the last second it may have ended.

    A start that is known to the month or year is shown as such; the end then too.
    """
    precision = _precision(start)
    last = end if end is not None and end > start.latest else start.earliest
    dates = (_cut(start.earliest, precision), _cut(last, precision))
    return format_period(Period(*dates), language)


@lru_cache(maxsize=256)
def format_month(day: date, language: Language) -> str:
    """``April 2024``."""
    return format_skeleton("yMMMM", _at_noon(day), locale=LOCALES[language])


def format_relative(instant: Instant, at: Instant, language: Language) -> str:
    """How far ``instant`` is from ``at``: ``in 3 days``, ``2 hours ago``, empty within the same minute.

    Rounded towards now, so that a deadline is never farther away than it reads.
    """
    seconds = int((instant - at).total_seconds())
    distance = abs(seconds)
    for least, unit, step in _UNITS:
        if distance >= least:
            count = distance // step
            return _format_away(count if seconds > 0 else -count, unit, step, language) if count else ""
    return ""


def machine_time(moment: Instant | PartialDate) -> str:
    """What the ``datetime`` attribute of a ``time`` element takes."""
    return moment.text if isinstance(moment, PartialDate) else format_instant(moment)


@lru_cache(maxsize=4096)
def _format_away(count: int, unit: _Unit, step: int, language: Language) -> str:
    away = timedelta(seconds=count * step)
    return format_timedelta(
        away, granularity=unit, threshold=_NEVER, add_direction=True, locale=LOCALES[language]
    )


def _format_partial(moment: PartialDate, language: Language) -> str:
    first = moment.interval.earliest.date()
    if moment.precision is Precision.DAY:
        return format_day(first, language)
    if moment.precision is Precision.MONTH:
        return format_month(first, language)
    return format_skeleton("y", _at_noon(first), locale=LOCALES[language])


def _precision(interval: Interval) -> Precision:
    for precision in (Precision.YEAR, Precision.MONTH):
        if _cut(interval.earliest, precision).interval == interval:
            return precision
    return Precision.DAY


def _cut(instant: Instant, precision: Precision) -> PartialDate:
    length = {Precision.YEAR: 4, Precision.MONTH: 7, Precision.DAY: 10}[precision]
    return PartialDate(instant.date().isoformat()[:length])


def _known_to_the_day(moment: Instant | PartialDate) -> bool:
    return isinstance(moment, PartialDate) and moment.precision is Precision.DAY


def _first(moment: Instant | PartialDate) -> datetime:
    instant = moment.interval.earliest if isinstance(moment, PartialDate) else moment
    return instant.replace(tzinfo=None)


def _at_noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12)  # noqa: DTZ001 - a calendar day has no zone
