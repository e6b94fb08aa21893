"""Provisions as programs read them: when they apply, by when something is due, each number with its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Annotated, Literal, TypeVar

from pydantic import BeforeValidator, Field

from detente.agreements import model
from detente.agreements.model import (
    AllOf,
    AnyOf,
    Audience,
    Bearer,
    Coded,
    Compare,
    Consent,
    Duty,
    Event,
    Kind,
    NilReturn,
    Not,
    Rounding,
    TimeUnit,
    Together,
)
from detente.web.api import values as wire

T = TypeVar("T")


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


class Duration(wire.Shape):
    """A length of time; ``calendar`` as in a clock."""

    unit: TimeUnit
    amount: Quantity
    calendar: str | None


class YearDay(wire.Shape):
    """A day of every year, ``01-01``; null where it has not been seen."""

    day: str | None
    evidence: wire.Evidence


class ActivityLimit(wire.Shape):
    """How drills are limited: not at all (``forbidden``), in number over ``years``, or at one time."""

    kind: Literal["forbidden", "count", "simultaneous"]
    at_most: Quantity | None = None
    years: Quantity | None = None


class HoldingLimit(wire.Shape):
    """At most so many of ``measures`` together, in ``sector`` or (null) everywhere."""

    id: str
    sector: str | None
    measures: list[str]
    at_most: Quantity


class Exceedance(wire.Shape):
    """A ceiling may be exceeded by ``percent`` for a time; ``notice``: the format that tells of it."""

    percent: Quantity
    length: Duration
    times_per_year: Quantity | None
    notice: str | None


class Ceiling(wire.Shape):
    """``returns``: the format whose holdings are counted; ``since`` null: from entry into force, or not known."""

    returns: str
    since: wire.Moment | None
    since_evidence: wire.Evidence | None
    limits: list[HoldingLimit]
    exceedance: Exceedance | None


class Formula(wire.Shape):
    """One for each ``per`` of a measure in the last return, at most ``at_most``."""

    per: Quantity
    measure: str
    rounding: Rounding
    at_most: Quantity | None
    returns: str


class Share(wire.Shape):
    """A fraction of the amount, and no fewer than ``at_least``."""

    numerator: int
    denominator: int
    rounding: Rounding
    at_least: Quantity | None
    evidence: wire.Evidence


class ObjectLimit(wire.Shape):
    """How often one object may be visited in a year: by all together, and by one partner."""

    per_period: Quantity | None
    same_partner: Quantity | None


class Quota(wire.Shape):
    """So many visits a calendar year: a number (``amount``) or a ``formula``; of one partner a number or a ``share``.

    ``sector`` null: in every sector together. ``exempt``: reasons that free the quota again. ``at_once``: how many
    visits take place at one time.
    """

    sector: str | None
    amount: Quantity | None
    formula: Formula | None
    same_partner: Quantity | None
    share: Share | None
    same_object: ObjectLimit | None
    at_once: Quantity | None
    exempt: list[str]


class Change(wire.Shape):
    """A change of ``percent`` or more in any of ``measures`` against the last return."""

    percent: Quantity
    measures: list[str]
    returns: str


class Disclosure(wire.Shape):
    """Who may see what was exchanged (``what`` empty: everything), and whose consent it takes to pass it on.

    ``consent`` null: the article knows no way. ``outlives``: it holds after the agreement has ended.
    """

    what: list[str]
    to: Audience
    consent: Consent | None
    outlives: bool


class Provision(wire.Shape):
    """One promise.

    ``clocks``, ``dates``, ``numbers``, ``lengths`` and ``formats`` are by what they are for, such as
    ``invitation``. What only one kind has is null or empty elsewhere: ``when`` (notify, observe, restrain),
    ``limit`` (restrain), ``ceiling``, ``quota``, ``events`` and ``change`` (notice), ``as_of`` and ``nil``
    (exchange), ``disclosure`` (disclose), ``who`` and ``where`` (meet), ``urgent_item`` (respond).
    """

    id: str
    kind: Kind
    article: str
    title: wire.Text
    summary: wire.Text | None
    instead_of: str | None
    duty: Duty | None
    bearer: Bearer | None
    when: Trigger | None
    clocks: dict[str, Clock]
    dates: dict[str, FixedDate]
    numbers: dict[str, Quantity]
    lengths: dict[str, Duration]
    formats: dict[str, str]
    limit: ActivityLimit | None
    ceiling: Ceiling | None
    quota: Quota | None
    events: list[str]
    change: Change | None
    as_of: YearDay | None
    nil: NilReturn | None
    disclosure: Disclosure | None
    who: wire.Text | None
    where: wire.Text | None
    urgent_item: str | None
    evidence: wire.Evidence


def provision_of(provision: model.Provision) -> Provision:
    """A provision of any kind, with every number it has."""
    members = {field.name: getattr(provision, field.name) for field in fields(provision)}
    when, as_of = members.get("when"), members.get("as_of")
    apart = isinstance(provision, model.Ceiling | model.Quota)
    numbers = {} if apart else _all_of(members, model.Quantity)
    more = members.get("extraordinary")
    limits = {**members, "extraordinary": more.clock} if more else members
    return Provision.model_validate(
        {
            **dict.fromkeys(_OF_ONE_KIND),
            **members,
            "when": _trigger(when) if when else None,
            "clocks": {name: _clock(one) for name, one in _all_of(limits, model.Clock).items()},
            "dates": {name: _date(one) for name, one in _all_of(limits, model.FixedDate).items()},
            "numbers": numbers,
            "lengths": _all_of(members, model.Duration),
            "formats": _formats(members),
            "limit": _activity_limit(provision),
            "ceiling": provision if isinstance(provision, model.Ceiling) else None,
            "quota": _quota(provision),
            "events": members.get("events", ()),
            "as_of": {"day": _day(as_of), "evidence": as_of.evidence} if as_of else None,
            "disclosure": provision if isinstance(provision, model.Disclose) else None,
        }
    )


def _all_of(members: Mapping[str, object], kind: type[T]) -> dict[str, T]:
    return {name: one for name, one in members.items() if isinstance(one, kind)}


def _formats(members: Mapping[str, object]) -> dict[str, object]:
    named = {name: one for name, one in members.items() if name.endswith("format") and one}
    more = members.get("extraordinary")
    if isinstance(more, model.Extraordinary):
        named["extraordinary"] = more.request_format
    return named


def _activity_limit(provision: model.Provision) -> dict[str, object] | None:
    if not isinstance(provision, model.Restrain):
        return None
    match provision.limit:
        case model.CountLimit(at_most, years):
            return {"kind": "count", "at_most": at_most, "years": years}
        case model.SimultaneousLimit(at_most):
            return {"kind": "simultaneous", "at_most": at_most}
        case model.Forbidden():
            return {"kind": "forbidden"}


def _quota(provision: model.Provision) -> dict[str, object] | None:
    if not isinstance(provision, model.Quota):
        return None
    amount, partner = provision.amount, provision.same_partner
    return {
        "sector": provision.sector,
        "amount": amount if isinstance(amount, model.Quantity) else None,
        "formula": Formula.of(amount, measure=amount.of) if isinstance(amount, model.Formula) else None,
        "same_partner": partner if isinstance(partner, model.Quantity) else None,
        "share": partner if isinstance(partner, model.Share) else None,
        "same_object": provision.same_object,
        "at_once": provision.at_once,
        "exempt": provision.exempt,
    }


def _clock(clock: model.Clock) -> Clock:
    span = clock.span
    return Clock.of(clock, unit=span.unit, amount=span.amount, calendar=span.calendar)


def _date(limit: model.FixedDate) -> FixedDate:
    return FixedDate.of(limit, day=_day(limit.day), evidence=limit.day.evidence)


def _day(day: model.YearDay) -> str | None:
    known = day.month_day
    return f"{known[0]:02}-{known[1]:02}" if known else None


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


_OF_ONE_KIND = ("duty", "bearer", "change", "nil", "who", "where", "urgent_item")
