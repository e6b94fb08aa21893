"""Working days of states, year by year, as the library ``holidays`` computes them from public rules.

It is computation alone: nothing is looked up elsewhere. Weekends are those of the state and the year;
working days that a state has moved to a weekend count as such.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache, lru_cache
from threading import Lock
from typing import TYPE_CHECKING

from detente.kernel.states import is_invented

if TYPE_CHECKING:
    from holidays import HolidayBase

#: The calendar in which only Saturdays and Sundays are free.
MONDAY_TO_FRIDAY = "monday-to-friday"

_KEPT_YEARS = 1024
_WARNINGS = Lock()  # held while warnings are caught, which concerns the whole process
_ONE_DAY = timedelta(days=1)
_SATURDAY = 5
_CODE_LENGTH = 2


@dataclass(frozen=True, slots=True)
class WorkingYear:
    """The working days of one year, in order.

    ``possible`` has besides ``sure`` those that hang on a feast of which only an estimate is known, such as
    those that follow the sighting of the moon: it may fall on that day, or on the one before or after.
    """

    sure: tuple[date, ...]
    possible: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class FreeYear:
    """The days of one year on which nobody works, in order.

    ``possible`` has besides ``holidays`` those that are only estimated, with the days beside them (see
    :class:`WorkingYear`). A holiday may fall on a weekend; ``weekends`` are those without.
    """

    holidays: tuple[date, ...]
    possible: tuple[date, ...]
    weekends: tuple[date, ...]


@cache
def has_calendar(code: str) -> bool:
    """Whether working days are known of a state (ISO 3166-1 alpha-2), or of ``monday-to-friday``."""
    return code == MONDAY_TO_FRIDAY or _holidays(code) is not None


@lru_cache(maxsize=_KEPT_YEARS)
def working_year(code: str, year: int) -> WorkingYear | None:
    """The working days of a year in the calendar of a state, or ``monday-to-friday``.

    None: no such calendar, or the library knows nothing of this year.
    """
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if code == MONDAY_TO_FRIDAY:
        days = tuple(day for day in _days_of(year) if day.weekday() < _SATURDAY)
        return WorkingYear(days, days)
    free = _holidays_around(code, year)
    if free is None:
        return None
    estimated = _estimated(free)
    beside = {each + shift for each in estimated for shift in (-_ONE_DAY, timedelta(), _ONE_DAY)}
    worked = [day for day in _days_of(year) if free.is_working_day(day)]
    sure = tuple(day for day in worked if day not in beside)
    estimated_weekdays = (day for day in estimated if day.year == year and not free.is_weekend(day))
    return WorkingYear(sure, tuple(sorted({*worked, *estimated_weekdays})))


@lru_cache(maxsize=_KEPT_YEARS)
def free_year(code: str, year: int) -> FreeYear | None:
    """Public holidays and weekends of a year in the calendar of a state, or ``monday-to-friday``.

    None: no such calendar, or the library knows nothing of this year.
    """
    if not MINYEAR <= year <= MAXYEAR:
        return None
    if code == MONDAY_TO_FRIDAY:
        return FreeYear((), (), tuple(day for day in _days_of(year) if day.weekday() >= _SATURDAY))
    free = _holidays_around(code, year)
    if free is None:
        return None
    estimated = _estimated(free)
    beside = {each + shift for each in estimated for shift in (-_ONE_DAY, timedelta(), _ONE_DAY)}
    named = {day for day in _days_of(year) if day in free}
    weekends = tuple(day for day in _days_of(year) if day not in free and not free.is_working_day(day))
    possible = named | {day for day in beside if day.year == year}
    return FreeYear(tuple(sorted(named - estimated)), tuple(sorted(possible)), weekends)


def _days_of(year: int) -> list[date]:
    first, last = date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal()
    return [date.fromordinal(number) for number in range(first, last + 1)]


def _holidays_around(code: str, year: int) -> HolidayBase | None:
    """What is free in a year and, since that may move a working day into it, in those beside it where known."""
    known = _holidays(code)
    if known is None or not known.start_year <= year <= known.end_year:
        return None
    beside = [one for one in (year - 1, year + 1) if known.start_year <= one <= known.end_year]
    alone, around = _holidays(code, (year,)), _holidays(code, (year, *beside))
    return around if alone is not None and around is not None else alone


def _holidays(code: str, years: Iterable[int] = ()) -> HolidayBase | None:
    """What is free in a state in these years; None: the library does not know it, or warns that it knows a part."""
    # Takes a while to import; most agreements count no working days.
    from holidays import country_holidays

    if len(code) != _CODE_LENGTH or is_invented(code):  # the library has longer names as well
        return None
    with _WARNINGS, warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = country_holidays(code, years=years, expand=False)
        except NotImplementedError:
            return None
    return None if caught else found


def _estimated(free: HolidayBase) -> frozenset[date]:
    """The days that are free by an estimate; the library marks their names, in whatever language it has."""
    labels = (getattr(free, name, None) for name in ("estimated_label", "observed_estimated_label"))
    marks = tuple(free.tr(label).replace("%s", "").strip() for label in labels if isinstance(label, str))
    return frozenset(day for day, name in free.items() if any(mark in name for mark in marks))
