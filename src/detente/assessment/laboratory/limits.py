"""Limits in number: how many activities a state or side holds in a year, or at one time, against how many it may.

The findings are those of ``restrain``; here they are asked of the years that some activity is about.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import CountLimit, Restrain, SimultaneousLimit
from detente.assessment.finding import Finding, FindingState
from detente.assessment.kinds.restrained_numbers import build_number_rule
from detente.assessment.kinds.simultaneous import years_held
from detente.assessment.places import Locator
from detente.assessment.scope import Scope
from detente.assessment.trigger import compile_trigger
from detente.assessment.years import year_span
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Interval
from detente.record.activities import Activity
from detente.record.periods import possible_span
from detente.record.record import M


@dataclass(frozen=True, slots=True)
class LimitReading:
    """One limit in number, for every state or side and year in which an activity may count."""

    provision: Restrain
    findings: tuple[Finding, ...]

    def count(self, state: FindingState) -> int:
        """How many of the years stand so."""
        return sum(one.state is state for one in self.findings)


class Hosts:
    """Activities by their host, as a source of what counts."""

    def __init__(self, activities: Iterable[Activity]) -> None:
        self._by_host: dict[StateCode, list[tuple[Activity, Interval | None]]] = {}
        for activity in activities:
            span = possible_span(activity.period) if activity.period else None
            self._by_host.setdefault(activity.host, []).append((activity, span))

    def matters_of(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterator[M]:
        """Those of the states that touch the interval; one without a date may."""
        for state in states:
            for activity, span in self._by_host.get(state, ()):
                touches = span is None or overlapping is None or span.overlaps(overlapping)
                if touches and isinstance(activity, topic):
                    yield activity

    def matters_concerning(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> tuple[M, ...]:
        """Nothing: activities are directed at nobody."""
        return ()


def is_in_number(provision: Restrain) -> bool:
    """Whether it limits how many there are, and does not forbid each."""
    return isinstance(provision.limit, CountLimit | SimultaneousLimit)


def read_limit(
    provision: Restrain, scope: Scope, activities: Iterable[Activity], hosts: Hosts, places: Locator
) -> LimitReading:
    """A limit over ``activities``, those that may count; ``hosts`` has them among all others.

    Years after the last of them are left out, though a limit over several years reaches into them.
    """
    if not isinstance(provision.limit, CountLimit | SimultaneousLimit):
        return LimitReading(provision, ())
    trigger = compile_trigger(provision.when, scope.near_permille)
    rule = build_number_rule(scope, provision, provision.limit, trigger)
    counting = list(activities)
    last = max((years_held(one)[-1] for one in counting), default=0)
    duties = {duty for activity in counting for duty in rule.touched_by(activity) if duty.year <= last}
    findings = [
        finding
        for duty in sorted(duties)
        for finding in rule.findings(duty, hosts, places, year_span(duty.year).latest)
    ]
    return LimitReading(provision, tuple(findings))
