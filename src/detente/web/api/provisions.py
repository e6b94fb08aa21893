"""Provisions as programs read them: when they apply, by when something is due, each number with its evidence."""

from __future__ import annotations

from dataclasses import fields
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from detente.agreements import model
from detente.agreements.model import (
    AllOf,
    AnyOf,
    Bearer,
    Coded,
    Compare,
    Duty,
    Event,
    Kind,
    Not,
    TimeUnit,
    Together,
)
from detente.web.api import values as wire


class DatedValue(wire.Shape):
    """A number as it holds from a day on; ``since`` null: from the beginning; ``value`` null: not seen."""

    value: int | None
    since: wire.Moment | None
    evidence: wire.Evidence


def _versions(quantity: object) -> object:
    return quantity.versions if isinstance(quantity, model.Quantity) else quantity


#: A number with its amendments, oldest first.
Quantity = Annotated[list[DatedValue], BeforeValidator(_versions)]


class Clock(wire.Shape):
    """At least so long before an event, or at most so long after it.

    ``calendar``: where working days are counted, the code of a state, ``bearer`` (the state whose duty it is) or
    ``monday-to-friday``. ``silence``: what no answer in time means.
    """

    unit: TimeUnit
    amount: Quantity
    calendar: str | None
    before: Event | None
    after: Event | None
    silence: str | None


class FixedDate(wire.Shape):
    """A day of the year of an event, moved by ``years``; ``day`` is ``12-15``, null where it has not been seen."""

    day: str | None
    years: int
    event: Event
    evidence: wire.Evidence


class Condition(wire.Shape):
    """``all``, ``any`` or ``not`` of its parts; a measure that reaches a number; or a fact with one of some codes."""

    kind: Literal["all", "any", "not", "measure", "fact"]
    parts: Annotated[list[Condition], Field(default_factory=list)]
    measure: str | None = None
    at_least: Quantity | None = None
    fact: str | None = None
    one_of: Annotated[list[str], Field(default_factory=list)]


class Where(wire.Shape):
    """In a zone; ``own_side``: on the host's own side of the line."""

    zone: str
    own_side: bool


class Trigger(wire.Shape):
    """When a provision applies to a drill; ``activity`` empty: of any type."""

    activity: list[str]
    where: Where | None
    condition: Condition | None
    both_sides: Together | None


class Provision(wire.Shape):
    """One promise.

    ``clocks``, ``dates``, ``numbers`` and ``formats`` are by what they are for, such as ``invitation``.
    """

    id: str
    kind: Kind
    article: str
    title: wire.Text
    summary: wire.Text | None
    duty: Duty | None
    bearer: Bearer | None
    when: Trigger | None
    clocks: dict[str, Clock]
    dates: dict[str, FixedDate]
    numbers: dict[str, Quantity]
    formats: dict[str, str]
    evidence: wire.Evidence


def provision_of(provision: model.Provision) -> Provision:
    """A provision of any kind."""
    members = {field.name: getattr(provision, field.name) for field in fields(provision)}
    when = members.get("when")
    return Provision.model_validate(
        {
            "duty": None,
            "bearer": None,
            **members,
            "when": _trigger(when) if when else None,
            "clocks": {name: _clock(one) for name, one in members.items() if isinstance(one, model.Clock)},
            "dates": {name: _date(one) for name, one in members.items() if isinstance(one, model.FixedDate)},
            "numbers": {name: one for name, one in members.items() if isinstance(one, model.Quantity)},
            "formats": {name: one for name, one in members.items() if name.endswith("format") and one},
        }
    )


def _clock(clock: model.Clock) -> Clock:
    span = clock.span
    return Clock.of(clock, unit=span.unit, amount=span.amount, calendar=span.calendar)


def _date(limit: model.FixedDate) -> FixedDate:
    known = limit.day.month_day
    day = f"{known[0]:02}-{known[1]:02}" if known else None
    return FixedDate.of(limit, day=day, evidence=limit.day.evidence)


def _trigger(trigger: model.Trigger) -> Trigger:
    return Trigger.of(trigger, condition=condition_of(trigger.condition) if trigger.condition else None)


def condition_of(condition: model.Condition) -> dict[str, object]:
    """A condition as what :class:`Condition` is made of."""
    match condition:
        case AllOf(parts):
            return {"kind": "all", "parts": [condition_of(part) for part in parts]}
        case AnyOf(parts):
            return {"kind": "any", "parts": [condition_of(part) for part in parts]}
        case Not(part):
            return {"kind": "not", "parts": [condition_of(part)]}
        case Compare(measure, at_least):
            return {"kind": "measure", "measure": measure, "at_least": at_least}
        case Coded(fact, one_of):
            return {"kind": "fact", "fact": fact, "one_of": one_of}
