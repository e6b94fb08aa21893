"""Which outcomes a provision's scenarios must show, and why some provisions cannot show some of them.

Every computed provision shows three: that it is kept to, that it is not (or does not apply), and that this is
unclear. Where a value on which it turns is not available, nothing can be said for sure: only what is unclear
is then asked for. A right cannot be missed, and neither can what has no time limit and no number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Ceiling,
    Compare,
    Condition,
    CountLimit,
    Disclose,
    Duty,
    Exchange,
    Formula,
    Host,
    Kind,
    Meet,
    Not,
    Notice,
    Notify,
    Observe,
    Provision,
    Quantity,
    Quota,
    Respond,
    Restrain,
    SimultaneousLimit,
    Together,
    Trigger,
    YearDay,
)


class Outcome(StrEnum):
    """What a scenario shows of a provision."""

    KEPT = "kept"
    NOT_KEPT = "not kept"
    UNCLEAR = "unclear"


Excuses = Mapping[Outcome, str]

NO_TIME = "a right, or a duty without a time or number: it cannot be missed"
_OUTCOMES = {
    "met": Outcome.KEPT,
    "within": Outcome.KEPT,
    "near": Outcome.KEPT,
    "available": Outcome.KEPT,
    "offered": Outcome.KEPT,
    "upcoming": Outcome.KEPT,
    "due": Outcome.KEPT,
    "missed": Outcome.NOT_KEPT,
    "met-late": Outcome.NOT_KEPT,
    "exceeded": Outcome.NOT_KEPT,
    "used-up": Outcome.NOT_KEPT,
    "not-triggered": Outcome.NOT_KEPT,
    "unclear": Outcome.UNCLEAR,
}


def shown(agreement: Agreement, provision: Provision) -> frozenset[Outcome]:
    """What the scenarios of a provision show, by the findings they expect."""
    told = [each for one in agreement.scenarios if one.provision == provision.id for each in one.scenarios]
    states = {line.split(": ")[1].split(";")[0] for each in told for line in each.then}
    found = {_OUTCOMES[state] for state in states}
    if provision.kind is Kind.RESTRAIN and "not-triggered" in states:  # what is forbidden was not done
        found |= {Outcome.KEPT}
        found -= {Outcome.NOT_KEPT} if not states & {"exceeded", "used-up"} else set()
    return frozenset(found)


def excused(agreement: Agreement, provision: Provision) -> Excuses:
    """Outcomes that no scenario can show, each with the reason."""
    if isinstance(provision, Notify | Observe | Restrain):
        return _of_drills(agreement, provision)
    reasons = _REASONS.get(type(provision))
    return reasons(provision) if reasons else dict.fromkeys(Outcome, "is only shown")


def _of_answers(provision: Respond) -> Excuses:
    return _turning_on(provision.clock)


def _of_information(provision: Exchange) -> Excuses:
    if provision.duty is Duty.MAY or provision.due is None:
        return {Outcome.NOT_KEPT: NO_TIME}
    return _turning_on(provision.due) or _turning_on(provision.as_of)


def _of_events(provision: Notice) -> Excuses:
    if provision.change is not None:
        return _turning_on(provision.change.percent) or _turning_on(provision.clock)
    if provision.duty is Duty.MAY or provision.clock is None:
        return {Outcome.NOT_KEPT: NO_TIME, Outcome.UNCLEAR: NO_TIME}
    return _turning_on(provision.clock)


def _of_holdings(provision: Ceiling) -> Excuses:
    if provision.since is None and provision.since_evidence is not None:
        return _neither("since when it holds is not available")
    if provision.exceedance is not None and _unknown(provision.exceedance.percent):
        return {Outcome.NOT_KEPT: "by how much it may be exceeded is not available"}
    return _turning_on(*(one.at_most for one in provision.limits))


def _of_quotas(provision: Quota) -> Excuses:
    return _turning_on(provision.amount.per if isinstance(provision.amount, Formula) else provision.amount)


def _of_visits(provision: Host) -> Excuses:
    limits = [getattr(provision, name) for name in _LIMITS_OF_VISITS]
    if not any(limits):
        return {Outcome.NOT_KEPT: NO_TIME, Outcome.UNCLEAR: NO_TIME}
    return _turning_on(*limits)


def _of_meetings(provision: Meet) -> Excuses:
    """A meeting is recorded as held or it is not: only one that was asked for can be unclear."""
    if provision.extraordinary is not None and provision.extraordinary.clock is not None:
        return _turning_on(provision.times, provision.extraordinary.clock)
    if provision.times is not None and _unknown(provision.times):
        return _turning_on(provision.times)
    if provision.times is None or provision.duty is Duty.MAY:
        return {Outcome.NOT_KEPT: NO_TIME, Outcome.UNCLEAR: NO_TIME}
    return {Outcome.UNCLEAR: "a meeting is recorded or it is not"}


def _of_disclosure(provision: Disclose) -> Excuses:
    return {Outcome.KEPT: "there is no way to pass anything on"} if provision.consent is None else {}


_REASONS: Mapping[type[Provision], Callable[[Any], Excuses]] = {
    Respond: _of_answers,
    Exchange: _of_information,
    Notice: _of_events,
    Ceiling: _of_holdings,
    Quota: _of_quotas,
    Host: _of_visits,
    Meet: _of_meetings,
    Disclose: _of_disclosure,
}
_LIMITS_OF_VISITS = (
    "invitation",
    "request",
    "reply",
    "report",
    "every_years",
    "team",
    "visitors_per_state",
    "length_at_least",
    "length_at_most",
)


def _of_drills(agreement: Agreement, provision: Notify | Observe | Restrain) -> Excuses:
    """A drill of another type, or outside a zone, is not meant, whatever the number.

    What cannot be met for sure, a duty, is not kept then by drills it does not mean; a restraint is kept by them.
    """
    limit = _unknown(_limit_on(provision))
    if limit is not None and isinstance(provision, Restrain):
        return _neither(limit)
    unknown = _unknown_in_trigger(agreement, provision.when) or limit
    if unknown is None:
        return {}
    if not _can_be_denied(agreement, provision.when):
        return _neither(unknown)
    return {Outcome.NOT_KEPT if isinstance(provision, Restrain) else Outcome.KEPT: unknown}


def _limit_on(provision: Notify | Observe | Restrain) -> object:
    match provision:
        case Notify():
            return provision.clock
        case Observe():
            return provision.invitation
        case Restrain(limit=CountLimit() as limit):
            return (limit.at_most, limit.years)
        case Restrain(limit=SimultaneousLimit() as limit):
            return limit.at_most
        case _:
            return None


def _unknown_in_trigger(agreement: Agreement, when: Trigger) -> str | None:
    if when.where is not None and _unknown(agreement.zones[when.where.zone].depth_km):
        return f"the depth of {when.where.zone}"
    if when.both_sides is Together.UNKNOWN:
        return "what both sides together means"
    thresholds = [*_compares(when.condition)] if when.condition else []
    if thresholds and all(_unknown(one.at_least) for one in thresholds):
        return f"the number of {thresholds[0].measure}"
    return None


def _can_be_denied(agreement: Agreement, when: Trigger) -> bool:
    zone = when.where is not None and not _unknown(agreement.zones[when.where.zone].depth_km)
    thresholds = [*_compares(when.condition)] if when.condition else []
    numbers = bool(thresholds) and not all(_unknown(one.at_least) for one in thresholds)
    return bool(when.activity) or zone or numbers


def _compares(condition: Condition) -> Iterator[Compare]:
    match condition:
        case Compare():
            yield condition
        case Not():
            yield from _compares(condition.part)
        case AllOf() | AnyOf():
            for part in condition.parts:
                yield from _compares(part)
        case _:
            pass


def _turning_on(*values: object) -> Excuses:
    """Nothing is sure where every value on which it turns is not available."""
    given = [value for value in values if value is not None]
    return _neither(_unknown(given[0])) if given and all(map(_unknown, given)) else {}


def _neither(reason: str | None) -> Excuses:
    return {} if reason is None else {Outcome.KEPT: reason, Outcome.NOT_KEPT: reason}


def _unknown(value: object) -> str | None:
    """The value in it that is not available, or None where all are."""
    for one in _inside(value):
        if isinstance(one, Quantity) and all(version.value is None for version in one.versions):
            return "a number of the article"
        if isinstance(one, YearDay) and one.month_day is None:
            return "a day of the article"
    return None


def _inside(value: Any) -> Iterator[Any]:
    yield value
    if isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from _inside(getattr(value, name))
