"""What two sides hold together: does an activity of another side meet the same trigger?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from detente.agreements.model import Together
from detente.assessment.finding import Answer, Gap, Missing
from detente.assessment.logic import all_of, any_of
from detente.assessment.outcome import Outcome
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Interval
from detente.record.activities import Activity
from detente.record.periods import certain_span, possible_span

#: Activities of these states that may meet the trigger by themselves, each with its own outcome;
#: with an interval, only those whose dates may touch it.
Candidates = Callable[[Sequence[StateCode], Interval | None], Iterable[tuple[Activity, Outcome]]]


def pair(
    activity: Activity,
    outcome: Outcome,
    together: Together,
    opposite: Sequence[StateCode],
    candidates: Candidates,
) -> Outcome:
    """The outcome once the other side's activities are looked at.

    Two activities that overlap for sure count as held by both sides. Where the agreement does not say how
    they must lie in time, others make it unclear.
    """
    if outcome.answer is Answer.NO:
        return outcome
    span = possible_span(activity.period) if activity.period else None
    near = _asked(candidates, opposite, span)
    certain = [one for one in near if _counts(activity, one, together) is Answer.YES]
    if certain:
        return _with(outcome, Answer.YES, certain, ())
    if together is Together.UNKNOWN and span is not None:
        near = _asked(candidates, opposite, None)
    counted = [one for one in near if _counts(activity, one, together) is not Answer.NO]
    answer = any_of(_counts(activity, one, together) for one in counted)
    return _with(outcome, answer, counted, _gaps(activity, counted, together))


def relation(one: Activity, other: Activity, together: Together) -> Answer:
    """Whether two activities lie in time as the agreement asks."""
    if one.period is None or other.period is None:
        return Answer.UNCLEAR
    first, second = certain_span(one.period), certain_span(other.period)
    if first and second and first.overlaps(second):
        return Answer.YES
    apart = not possible_span(one.period).overlaps(possible_span(other.period))
    return Answer.NO if apart and together is Together.OVERLAPPING else Answer.UNCLEAR


def _asked(
    candidates: Candidates, opposite: Sequence[StateCode], near: Interval | None
) -> list[tuple[Activity, Outcome]]:
    """The candidates by name, so that the outcome does not hang on the order in which they come."""
    return sorted(candidates(opposite, near), key=lambda one: one[0].id)


def _counts(activity: Activity, candidate: tuple[Activity, Outcome], together: Together) -> Answer:
    other, outcome = candidate
    return all_of((outcome.answer, relation(activity, other, together)))


def _with(
    outcome: Outcome, answer: Answer, counted: Sequence[tuple[Activity, Outcome]], gaps: Iterable[Gap]
) -> Outcome:
    messages = tuple(reference for other, _ in counted for reference in other.messages)
    counterparts = tuple(other.id for other, _ in counted)
    joined = outcome.and_(answer, gaps)
    return joined._replace(messages=messages, counterparts=counterparts)


def _gaps(activity: Activity, counted: Sequence[tuple[Activity, Outcome]], together: Together) -> list[Gap]:
    """What is missing, once for each kind of thing, with the first activity it is missing of."""
    found: dict[Missing, Gap] = {}
    for other, outcome in counted:
        for gap in (*_relation_gaps(activity, other, together), *outcome.gaps):
            found.setdefault(gap.what, Gap(gap.what, other.id))
    return list(found.values())


def _relation_gaps(activity: Activity, other: Activity, together: Together) -> list[Gap]:
    if relation(activity, other, together) is not Answer.UNCLEAR:
        return []
    if together is Together.UNKNOWN:
        return [Gap(Missing.TIME_RELATION, other.id)]
    undated = activity.period is None or other.period is None
    return [Gap(Missing.START_DATE if undated else Missing.DATE_PRECISION, other.id)]
