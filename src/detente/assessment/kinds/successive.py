"""Two successive returns of one state, and the notices of what happened between the days they are true for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from detente.assessment.holdings import newest, returns_in
from detente.assessment.rules import MatterSource
from detente.assessment.scope import Scope
from detente.assessment.years import binds_within
from detente.kernel.identifiers import FormatId, StateCode
from detente.kernel.instants import SECOND, Interval
from detente.record.notices import EventNotice
from detente.record.returns import Return


class Step(NamedTuple):
    """Two successive returns, and the time between the days they are true for."""

    earlier: Return
    later: Return
    between: Interval


def is_bound(scope: Scope, state: StateCode, when: Interval | None) -> bool:
    """Whether the agreement binds a state at that time; a time that is not known does not hinder."""
    return when is None or binds_within(scope, state, when)


def returns_of(state: StateCode, scope: Scope, form: FormatId, source: MatterSource) -> list[Return]:
    """Every return of a state for a time when it was bound, or that does not say for when, even if taken back."""
    returns = returns_in(source, scope, form, [state], None)
    return [one for one in returns if is_bound(scope, state, one.span)]


def step_to(later: Return, others: Sequence[Return]) -> Step | None:
    """From the return for the last day before; None where there is none, or the later one is no return any more."""
    if later.span is None or later.withdrawn:
        return None
    begins = later.span.earliest
    earlier = newest(
        one for one in others if not one.withdrawn and one.span is not None and one.span.latest < begins
    )
    if earlier is None or earlier.span is None:
        return None
    return Step(earlier, later, Interval(earlier.span.latest + SECOND, later.span.latest))


def told_between(notices: Sequence[EventNotice], between: Interval) -> list[EventNotice]:
    """The notices of what happened in that time, or of which it is not known when it happened."""
    return [
        one
        for one in notices
        if not one.withdrawn and (one.happened is None or one.happened.overlaps(between))
    ]
