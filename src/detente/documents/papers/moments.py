"""Dates and times as letters write them: the day in full, times in UTC to the minute."""

from __future__ import annotations

from datetime import UTC, date
from functools import cache

from babel.dates import format_date, format_skeleton

from detente.kernel.instants import Instant, PartialDate, Precision
from detente.kernel.languages import Language, Text
from detente.messages.values import Period

#: British English writes the day before the month, as the other two do in their own way.
_LOCALES = {Language.EN: "en_GB", Language.RU: "ru", Language.ZH: "zh"}
_SKELETONS = {Precision.YEAR: "y", Precision.MONTH: "yMMMM"}
_INSTANT = Text("{day}, {time} UTC", "{day}, {time} UTC", "{day} {time}（协调世界时）")
_PERIOD = Text("{start} to {end}", "{start} — {end}", "{start}至{end}")


def write_moment(moment: Instant | PartialDate, language: Language) -> str:
    """``12 May 2027``; an instant with its time: ``12 May 2027, 09:00 UTC``."""
    if isinstance(moment, PartialDate):
        first = moment.interval.earliest.date()
        if moment.precision is Precision.DAY:
            return write_day(first, language)
        return format_skeleton(_SKELETONS[moment.precision], first, locale=_LOCALES[language])
    at = moment.astimezone(UTC)
    return _INSTANT.in_(language).format(day=write_day(at.date(), language), time=f"{at:%H:%M}")


def write_period(period: Period, language: Language) -> str:
    """From the first to the last moment; the first alone where no end is declared."""
    start = write_moment(period.start, language)
    if period.end is None or period.end == period.start:
        return start
    return _PERIOD.in_(language).format(start=start, end=write_moment(period.end, language))


@cache
def write_day(day: date, language: Language) -> str:
    """``12 May 2027``, «12 мая 2027 г.», “2027年5月12日”."""
    return format_date(day, "long", locale=_LOCALES[language])


@cache
def write_weekday(day: date, language: Language) -> str:
    """With the day of the week: ``Wednesday, 12 May 2027``."""
    return format_date(day, "full", locale=_LOCALES[language])
