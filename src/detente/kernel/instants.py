"""Instants, intervals and dates known only in part.

All instants are time-zone aware UTC with whole seconds. A date that is known to the day, month or
year is an interval of instants, never a guessed instant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from detente.kernel.errors import InputError
from detente.kernel.languages import Text

Instant = datetime

_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", re.ASCII)
_PARTIAL = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
SECOND = timedelta(seconds=1)
#: The first instant there is: where something is known only to have happened by some time.
FIRST_INSTANT = datetime.min.replace(tzinfo=UTC)


class Precision(StrEnum):
    """How closely a date is known."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Interval:
    """Something happened, or will, within these two instants, both included."""

    earliest: Instant
    latest: Instant

    @property
    def has_beginning(self) -> bool:
        """False where it is known only by when something had happened."""
        return self.earliest != FIRST_INSTANT

    def overlaps(self, other: Interval) -> bool:
        """Whether the two share an instant."""
        return self.earliest <= other.latest and other.earliest <= self.latest


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date known to the day, the month or the year: ``2024-05-12``, ``2024-05``, ``2024``.

    Source: ISO 8601-1, reduced precision.
    """

    text: str

    @property
    def precision(self) -> Precision:
        """How closely the date is known."""
        return (Precision.YEAR, Precision.MONTH, Precision.DAY)[self.text.count("-")]

    @property
    def interval(self) -> Interval:
        """From the first to the last second it may mean, in UTC."""
        year, month, day, *_ = *(int(part) for part in self.text.split("-")), 1, 1
        start = datetime(year, month, day, tzinfo=UTC)
        return Interval(start, _next(start, self.precision) - SECOND)

    def __str__(self) -> str:
        """The ISO text."""
        return self.text


def _next(start: Instant, precision: Precision) -> Instant:
    if precision is Precision.DAY:
        return start + timedelta(days=1)
    if precision is Precision.YEAR or start.month == 12:
        return start.replace(year=start.year + 1, month=1)
    return start.replace(month=start.month + 1)


def parse_instant(text: str) -> Instant:
    """``2024-04-26T06:30:00Z`` to an instant.

    Raises:
        InputError: not of that form, or no such day or time.
    """
    if _INSTANT.fullmatch(text):
        try:
            return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        except ValueError:
            pass
    raise InputError("instant", _BAD_INSTANT.fill(value=text), _MEND_INSTANT)


def format_instant(instant: Instant) -> str:
    """An instant as ``2024-04-26T06:30:00Z``; parts of a second are dropped."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def parse_partial_date(text: str) -> PartialDate:
    """``2024-05-12``, ``2024-05`` or ``2024``.

    Raises:
        InputError: not of that form, or no such day.
    """
    if _PARTIAL.fullmatch(text):
        date = PartialDate(text)
        try:
            _ = date.interval
        except (ValueError, OverflowError):
            pass
        else:
            return date
    raise InputError("date", _BAD_DATE.fill(value=text), _MEND_DATE)


_BAD_INSTANT = Text(
    "“{value}” is not an instant.", "«{value}» не является моментом времени.", "“{value}”不是有效的时刻。"
)
_MEND_INSTANT = Text(
    "Write it in UTC as 2024-04-26T06:30:00Z.",
    "Запишите по UTC в виде 2024-04-26T06:30:00Z.",
    "请按协调世界时书写，如 2024-04-26T06:30:00Z。",
)
_BAD_DATE = Text("“{value}” is not a date.", "«{value}» не является датой.", "“{value}”不是有效的日期。")
_MEND_DATE = Text(
    "Write 2024-05-12; where the day or month is not known, 2024-05 or 2024.",
    "Запишите в виде 2024-05-12; если неизвестен день или месяц — 2024-05 или 2024.",
    "请写作 2024-05-12；日或月不详时，写作 2024-05 或 2024。",
)
