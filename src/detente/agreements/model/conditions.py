"""When a provision applies: a closed, declarative tree."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model.evidence import Quantity
from detente.kernel.identifiers import MeasureId, ZoneId


@dataclass(frozen=True, slots=True)
class Compare:
    """The declared strength in ``measure`` reaches or exceeds ``at_least``."""

    measure: MeasureId
    at_least: Quantity


@dataclass(frozen=True, slots=True)
class Coded:
    """The coded fact ``fact`` has one of the values ``one_of``.

    ``at_least``: where these are all that stand at this place of an ordered list or above it.
    """

    fact: str
    one_of: tuple[str, ...]
    at_least: str | None = None


@dataclass(frozen=True, slots=True)
class AllOf:
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Compare | Coded | AllOf | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Where:
    """The activity lies, wholly or in part, in ``zone``; ``own_side``: on the host's own side of the line."""

    zone: ZoneId
    own_side: bool


class Together(StrEnum):
    """Which activities of two sides count as held by both."""

    OVERLAPPING = "overlapping-periods"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Trigger:
    """When a provision applies to an activity: its type, where it is, and a condition on its facts.

    ``activity`` empty: any type. ``both_sides``: only when an activity of another side meets the same
    trigger, related in time as it says; None: no such demand.
    """

    activity: tuple[str, ...] = ()
    where: Where | None = None
    condition: Condition | None = None
    both_sides: Together | None = None
