"""Whether a provision that lies over another is at least as strict, wherever the two can be compared.

Thresholds no higher, times before an event no shorter, times after it no longer, limits no higher. What is
not known, or counted in another unit, is not compared.
"""

from __future__ import annotations

from collections.abc import Iterator

from detente.agreements.model import (
    AllOf,
    AnyOf,
    Clock,
    Compare,
    Condition,
    CountLimit,
    Duration,
    Exchange,
    Host,
    Notice,
    Notify,
    Observe,
    Provision,
    Quantity,
    Quota,
    Respond,
    Restrain,
    SimultaneousLimit,
    TimeLimit,
    TimeUnit,
)


def looser_than(own: Provision, below: Provision) -> list[str]:
    """What is looser in ``own``, a sentence each; empty: nothing that could be compared."""
    if own.kind is not below.kind:
        return [f"{own.id} is of kind {own.kind}, and {below.id} of kind {below.kind}."]
    return [*_thresholds(own, below), *_clocks(own, below), *_limits(own, below)]


def _thresholds(own: Provision, below: Provision) -> Iterator[str]:
    lower = dict(_compared(below))
    for measure, needed in _compared(own):
        if measure in lower and needed > lower[measure]:
            yield f"{needed} {measure} is more than the {lower[measure]} below."


def _compared(provision: Provision) -> Iterator[tuple[str, int]]:
    if isinstance(provision, Notify | Observe | Restrain) and provision.when.condition:
        for leaf in _leaves(provision.when.condition):
            if (value := _newest(leaf.at_least)) is not None:
                yield leaf.measure, value


def _leaves(condition: Condition) -> Iterator[Compare]:
    if isinstance(condition, Compare):
        yield condition
    elif isinstance(condition, AllOf | AnyOf):
        for part in condition.parts:
            yield from _leaves(part)


def _clocks(own: Provision, below: Provision) -> Iterator[str]:
    lower = dict(_timed(below))
    for step, limit in _timed(own):
        other = lower.get(step)
        if isinstance(limit, Clock) and isinstance(other, Clock):
            here, there = _hours(limit.span), _hours(other.span)
            if here is None or there is None or (limit.before, limit.after) != (other.before, other.after):
                continue
            if here < there if limit.before else here > there:
                word = "shorter" if limit.before else "longer"
                yield f"The time of {step} is {word} than below."


def _timed(provision: Provision) -> Iterator[tuple[str, TimeLimit | None]]:
    match provision:
        case Notify() | Notice() | Respond():
            yield "clock", provision.clock
        case Observe():
            yield "invitation", provision.invitation
        case Exchange():
            yield "due", provision.due
        case Host():
            yield "invitation", provision.invitation
            yield "request", provision.request
            yield "reply", provision.reply
            yield "report", provision.report
            yield "first_site", provision.first_site
            yield "remarks", provision.remarks
            yield "keep", provision.keep
        case _:
            return


def _hours(span: Duration) -> int | None:
    amount, hours = _newest(span.amount), _HOURS.get(span.unit)
    return None if amount is None or hours is None else amount * hours


def _limits(own: Provision, below: Provision) -> Iterator[str]:
    here, there = _most(own), _most(below)
    if here is not None and there is not None and here > there:
        yield f"{here} are allowed, and {there} below."
    fewest, owed = _owed(own), _owed(below)
    if fewest is not None and owed is not None and fewest < owed:
        yield f"{fewest} must be accepted, and {owed} below."


def _owed(provision: Provision) -> int | None:
    if isinstance(provision, Quota) and isinstance(provision.amount, Quantity):
        return _newest(provision.amount)
    return None


def _most(provision: Provision) -> int | None:
    if isinstance(provision, Restrain) and isinstance(provision.limit, CountLimit | SimultaneousLimit):
        return _newest(provision.limit.at_most)
    return None


def _newest(quantity: Quantity) -> int | None:
    return quantity.versions[-1].value


_HOURS = {TimeUnit.HOURS: 1, TimeUnit.DAYS: 24}
