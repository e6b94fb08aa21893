"""Durations, events, and clocks that run between them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model.evidence import Quantity


class TimeUnit(StrEnum):
    """How a clock counts."""

    HOURS = "hours"
    DAYS = "days"
    MONTHS = "months"


@dataclass(frozen=True, slots=True)
class Duration:
    """An amount of time, counted in the unit the article uses."""

    unit: TimeUnit
    amount: Quantity


class Event(StrEnum):
    """What a clock runs from or towards."""

    ACTIVITY_START = "activity.start"
    ACTIVITY_END = "activity.end"
    OBSERVERS_ARRIVAL = "observers.arrival"
    REQUEST = "request"


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
