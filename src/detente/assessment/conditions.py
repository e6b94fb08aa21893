"""Conditions of a pack against what an activity declared: yes, no, or unclear and why.

A condition is compiled once into functions of an activity, and what a threshold says of a number is
kept, since the same numbers are declared again and again; so many activities are compared quickly.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache

from detente.agreements.model import (
    AllOf,
    AnyOf,
    Coded,
    Compare,
    Condition,
    DatedValue,
    Not,
    Quantity,
)
from detente.assessment.finding import Answer, Gap, Margin, Missing
from detente.assessment.logic import all_of, any_of, opposite
from detente.assessment.outcome import PLAIN_NO, PLAIN_YES, Outcome, join_outcomes
from detente.assessment.strengths import NOTHING, Declared, bounds_of, declared
from detente.kernel.errors import PackError
from detente.kernel.identifiers import MeasureId
from detente.kernel.instants import Instant
from detente.messages.values import Amount, Qualifier
from detente.record.activities import Activity
from detente.record.periods import interval_of

#: What a condition says of an activity.
Check = Callable[[Activity], Outcome]

_KEPT = 16_384  # outcomes kept for each threshold


def compile_condition(condition: Condition, near_permille: int) -> Check:
    """The condition as a function of an activity.

    Raises:
        PackError: it asks for a coded fact that activities do not have, or joins no conditions at all.
    """
    match condition:
        case Compare():
            return _compare(condition, near_permille)
        case Coded():
            return compile_coded(condition.fact, condition.one_of)
        case AllOf():
            return _joined(_parts(condition.parts, near_permille), all_of)
        case AnyOf():
            return _joined(_parts(condition.parts, near_permille), any_of)
        case Not():
            return _negated(compile_condition(condition.part, near_permille))


def compile_coded(fact: str, one_of: tuple[str, ...]) -> Check:
    """Whether a coded fact of the activity has one of these values.

    What is not stated may be any of them, so it is unclear, unless the list itself names ``not-stated``.

    Raises:
        PackError: activities have no such fact.
    """
    read = _CODED.get(fact)
    if read is None:
        known = ", ".join(sorted(_CODED))
        raise PackError(
            "coded-fact", f"Activities have no coded fact “{fact}”.", f"Use one of these: {known}."
        )
    wanted = frozenset(one_of)
    not_stated = Outcome(Answer.UNCLEAR, gaps=(Gap(Missing.ACTIVITY_TYPE, fact),))

    def check(activity: Activity) -> Outcome:
        values = read(activity) or _NOT_STATED
        if not wanted.isdisjoint(values):
            return PLAIN_YES
        return not_stated if values == _NOT_STATED else PLAIN_NO

    return check


def value_on(quantity: Quantity, day: Instant | None) -> DatedValue:
    """The version in force on a day; the newest where the day is not known."""
    return quantity.versions[-1] if day is None else quantity.on(day)


def day_in_question(activity: Activity) -> Instant | None:
    """The instant that decides which version of a number holds, and who is a party.

    The activity's declared start; without one, when it was first told of; without that, None.
    """
    if activity.period is not None:
        return interval_of(activity.period.start).earliest
    told = (telling.told for telling in activity.tellings)
    return next((interval.latest for interval in told if interval is not None), None)


def _compare(compare: Compare, near_permille: int) -> Check:
    judges = [_judge(compare.measure, version, near_permille) for version in compare.at_least.versions]
    if len(judges) == 1:
        return judges[0]
    by_version = dict(zip(map(id, compare.at_least.versions), judges, strict=True))
    return lambda activity: by_version[id(value_on(compare.at_least, day_in_question(activity)))](activity)


def _judge(measure: MeasureId, version: DatedValue, near_permille: int) -> Check:
    """One version of a threshold as a function of an activity."""

    @lru_cache(maxsize=_KEPT)
    def of_total(value: int, qualifier: Qualifier) -> Outcome:
        amount = Amount(value, qualifier)
        return _outcome(measure, version, Declared(bounds_of(amount), amount), near_permille)

    of_nothing = _outcome(measure, version, NOTHING, near_permille)

    def check(activity: Activity) -> Outcome:
        total = activity.strength.total.get(measure)
        if total is not None:
            return of_total(total.value, total.qualifier)
        told = declared(activity, measure)
        return of_nothing if told is NOTHING else _outcome(measure, version, told, near_permille)

    return check


def _outcome(measure: MeasureId, version: DatedValue, told: Declared, near_permille: int) -> Outcome:
    needed, amount = version.value, told.amount
    reached = Answer.UNCLEAR if needed is None else told.bounds.reaches(needed)
    near = (
        reached is not Answer.YES
        and needed is not None
        and amount is not None
        and needed * near_permille <= amount.value * 1000 < needed * 1000
    )
    missing = Missing.TREATY_VALUE if needed is None else Missing.STRENGTH
    gaps = (Gap(missing, measure),) if reached is Answer.UNCLEAR else ()
    return Outcome(reached, (Margin(measure, needed, amount, reached, near, version.evidence),), gaps)


def _parts(parts: tuple[Condition, ...], near_permille: int) -> list[Check]:
    if not parts:
        raise PackError("empty-condition", "all: or any: joins no conditions.", "Name at least one.")
    return [compile_condition(part, near_permille) for part in parts]


def _joined(parts: list[Check], join: Callable[[Iterable[Answer]], Answer]) -> Check:
    if len(parts) == 1:
        return parts[0]
    return lambda activity: join_outcomes([part(activity) for part in parts], join)


def _negated(part: Check) -> Check:
    def check(activity: Activity) -> Outcome:
        outcome = part(activity)
        return outcome._replace(answer=opposite(outcome.answer))

    return check


_NOT_STATED = ("not-stated",)
_CODED: dict[str, Callable[[Activity], tuple[str, ...]]] = {
    "activity.type": lambda activity: (activity.type,) if activity.type else (),
    "activity.host": lambda activity: (activity.host,),
    "activity.participants": lambda activity: activity.participants,
    "activity.formation": lambda activity: (activity.formation,) if activity.formation else (),
    "activity.direction": lambda activity: (activity.direction,) if activity.direction else (),
}
