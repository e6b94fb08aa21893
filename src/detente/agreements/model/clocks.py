"""Durations, events, and clocks that run between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model.evidence import Evidence, Quantity
from detente.kernel.calendars import MONDAY_TO_FRIDAY
from detente.kernel.errors import DetenteBug


class TimeUnit(StrEnum):
    """How a clock counts."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


#: Calendars of working days besides those of states: of whoever has the duty, and one of weekends alone.
BEARER_CALENDAR = "bearer"
WEEKENDS_ONLY = MONDAY_TO_FRIDAY


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time, counted in the unit the article uses.

    ``calendar``: for working days alone; a state's code, ``bearer`` or ``monday-to-friday``.
    """

    unit: TimeUnit
    amount: Quantity
    calendar: str | None = None


class Event(StrEnum):
    """What a clock runs from or towards."""

    ACTIVITY_START = "activity.start"
    ACTIVITY_END = "activity.end"
    OBSERVERS_ARRIVAL = "observers.arrival"
    REQUEST = "request"
    ACCESSION = "accession"
    IN_FORCE = "in-force"
    AS_OF = "as-of"
    PERIOD = "period"
    BUDGET_APPROVAL = "budget.approval"
    EVENT = "event"
    EVENT_END = "event.end"
    VISIT_ARRIVAL = "visit.arrival"
    VISIT_ARRIVED = "visit.arrived"
    VISIT_REPORT_HANDED = "visit.report-handed"
    VISIT_END = "visit.end"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class Clock:
    """At least so long ``before`` an event, or at most so long ``after`` it.

    Exactly one of ``before`` and ``after`` is set. ``silence`` says what no answer in time means
    (``declined``), or is None where the article does not say.
    """

    span: Duration
    before: Event | None = None
    after: Event | None = None
    silence: str | None = None

    @property
    def event(self) -> Event:
        """The event it runs towards or from.

        Raises:
            DetenteBug: it was built with neither.
        """
        event = self.before or self.after
        if event is None:
            raise DetenteBug("clock-without-event", "A clock runs from no event and towards none.")
        return event


@dataclass(frozen=True, slots=True)
class YearDay:
    """A day of every year: month 1 to 12 and day, or None where it is not known."""

    month_day: tuple[int, int] | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class FixedDate:
    """A yearly date: ``day`` in the year of ``of``, moved by ``years``. The day counts whole."""

    day: YearDay
    years: int
    of: Event

    @property
    def event(self) -> Event:
        """The event whose year it lies in, or is counted from."""
        return self.of


TimeLimit = Clock | FixedDate
