"""Whether a trigger applies to activities: one alone, many together, each looked at no further than needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.assessment.finding import Answer
from detente.assessment.outcome import Outcome
from detente.assessment.pairing import Candidates, pair
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource
from detente.assessment.scope import Scope
from detente.assessment.trigger import CompiledTrigger
from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval
from detente.record.activities import Activity, ActivityStatus
from detente.record.calendar import Calendar
from detente.record.periods import possible_span


def outcomes_together(
    scope: Scope, trigger: CompiledTrigger, activities: Sequence[Activity], places: Locator
) -> Iterator[Outcome]:
    """Whether the trigger applies to each activity, the others among them standing as candidates.

    Those it plainly does not apply to may be left out: they are nobody's candidates.
    """
    if trigger.where is None and trigger.both_sides is None:
        return map(trigger.declared, activities)
    outcomes = _placed(trigger, activities, places)
    if trigger.both_sides is None:
        return iter(outcomes)
    candidates = _candidates_among(activities, outcomes)
    return (
        pair(activity, outcome, trigger.both_sides, scope.opposite(activity.host), candidates)
        for activity, outcome in zip(activities, outcomes, strict=True)
    )


def outcomes_of(
    scope: Scope,
    trigger: CompiledTrigger,
    activities: Sequence[Activity],
    source: MatterSource,
    places: Locator,
) -> list[Outcome]:
    """Whether the trigger applies to each of a few activities; candidates are asked for only if they matter."""
    outcomes = _placed(trigger, activities, places)
    together = trigger.both_sides
    if together is None:
        return outcomes

    def candidates(states: Sequence[StateCode], near: Interval | None) -> Iterator[tuple[Activity, Outcome]]:
        others = [one for one in source.matters_of(Activity, states, near) if scope.binds(one.host, one)]
        return _standing(others, _placed(trigger, others, places))

    return [
        pair(activity, outcome, together, scope.opposite(activity.host), candidates)
        for activity, outcome in zip(activities, outcomes, strict=True)
    ]


def _placed(trigger: CompiledTrigger, activities: Sequence[Activity], places: Locator) -> list[Outcome]:
    """Type, strength and place; only what the first two do not decide is placed on the map."""
    outcomes = [trigger.declared(activity) for activity in activities]
    if trigger.where is None:
        return outcomes
    open_ = [index for index, outcome in enumerate(outcomes) if outcome.answer is not Answer.NO]
    located = places.locate_all(trigger.where, [activities[index] for index in open_])
    for index, one in zip(open_, located, strict=True):
        outcomes[index] = outcomes[index].and_(one.answer, one.gaps)
    return outcomes


def _standing(
    activities: Sequence[Activity], outcomes: Sequence[Outcome]
) -> Iterator[tuple[Activity, Outcome]]:
    """The activities that are not called off and may meet the trigger."""
    for activity, outcome in zip(activities, outcomes, strict=True):
        if outcome.answer is not Answer.NO and activity.status is ActivityStatus.TOLD:
            yield activity, outcome


def _candidates_among(activities: Sequence[Activity], outcomes: Sequence[Outcome]) -> Candidates:
    calendar = Calendar()
    known: dict[MatterId, tuple[Activity, Outcome]] = {}
    for activity, outcome in _standing(activities, outcomes):
        known[activity.id] = (activity, outcome)
        span = possible_span(activity.period) if activity.period else None
        calendar.put(activity.id, (activity.host,), span)
    return lambda states, near: (known[matter] for matter in calendar.find(states, near))
