"""Conditions of a pack against what an activity declared: yes, no, or unclear and why.

A condition is compiled once into closures, so that many activities can be compared quickly. Every
threshold that is looked at leaves a margin; what is missing leaves a gap only where it decides.
"""

from __future__ import annotations

from collections.abc import Callable

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
from detente.assessment.strengths import declared
from detente.kernel.errors import PackError
from detente.kernel.instants import Instant
from detente.messages.values import as_interval
from detente.record.activities import Activity

#: Answers for one activity, and adds the margins and gaps it finds on its way.
Check = Callable[[Activity, list[Margin], list[Gap]], Answer]


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

    def check(activity: Activity, _margins: list[Margin], gaps: list[Gap]) -> Answer:
        values = read(activity) or _NOT_STATED
        if not wanted.isdisjoint(values):
            return Answer.YES
        if values == _NOT_STATED:
            gaps.append(Gap(Missing.ACTIVITY_TYPE, fact))
            return Answer.UNCLEAR
        return Answer.NO

    return check


def compile_quantity(quantity: Quantity) -> Callable[[Activity], DatedValue]:
    """The version of a treaty number that is in force on an activity's day."""
    versions = quantity.versions
    if len(versions) == 1:
        only = versions[0]
        return lambda _activity: only
    return lambda activity: value_on(quantity, day_in_question(activity))


def value_on(quantity: Quantity, day: Instant | None) -> DatedValue:
    """The version in force on a day; the newest where the day is not known."""
    return quantity.versions[-1] if day is None else quantity.on(day)


def day_in_question(activity: Activity) -> Instant | None:
    """The instant that decides which version of a number holds, and who is a party.

    The activity's declared start; without one, when it was first told of; without that, None.
    """
    if activity.period is not None:
        return as_interval(activity.period.start).earliest
    told = (telling.told for telling in activity.tellings)
    return next((interval.earliest for interval in told if interval is not None), None)


def _compare(compare: Compare, near_permille: int) -> Check:
    measure = compare.measure
    current = compile_quantity(compare.at_least)

    def check(activity: Activity, margins: list[Margin], gaps: list[Gap]) -> Answer:
        version = current(activity)
        needed = version.value
        bounds, amount = declared(activity, measure)
        reached = Answer.UNCLEAR if needed is None else bounds.reaches(needed)
        near = (
            reached is not Answer.YES
            and needed is not None
            and amount is not None
            and needed * near_permille <= amount.value * 1000 < needed * 1000
        )
        margins.append(Margin(measure, needed, amount, reached, near, version.evidence))
        if reached is Answer.UNCLEAR:
            missing = Missing.TREATY_VALUE if needed is None else Missing.STRENGTH
            gaps.append(Gap(missing, measure))
        return reached

    return check


def _parts(parts: tuple[Condition, ...], near_permille: int) -> list[Check]:
    if not parts:
        raise PackError("empty-condition", "all: or any: joins no conditions.", "Name at least one.")
    return [compile_condition(part, near_permille) for part in parts]


def _joined(parts: list[Check], join: Callable[[list[Answer]], Answer]) -> Check:
    def check(activity: Activity, margins: list[Margin], gaps: list[Gap]) -> Answer:
        before = len(gaps)
        answer = join([part(activity, margins, gaps) for part in parts])
        if answer is not Answer.UNCLEAR:
            del gaps[before:]
        return answer

    return check


def _negated(part: Check) -> Check:
    def check(activity: Activity, margins: list[Margin], gaps: list[Gap]) -> Answer:
        return opposite(part(activity, margins, gaps))

    return check


_NOT_STATED = ("not-stated",)
_CODED: dict[str, Callable[[Activity], tuple[str, ...]]] = {
    "activity.type": lambda activity: (activity.type,) if activity.type else (),
    "activity.host": lambda activity: (activity.host,),
    "activity.participants": lambda activity: activity.participants,
}
