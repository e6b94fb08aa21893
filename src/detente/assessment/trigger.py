"""When a provision applies to an activity: its type, its strength, where it lies, and what the other side holds.

The parts are looked at from the cheap to the dear, and no further than the answer needs: an activity of
another type is never placed on the map.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import NamedTuple

from detente.agreements.model import Together, Trigger, Where
from detente.assessment.conditions import Check, compile_coded, compile_condition
from detente.assessment.finding import Answer
from detente.assessment.logic import all_of
from detente.assessment.outcome import PLAIN_NO, PLAIN_YES, Outcome, join_outcomes
from detente.assessment.sieve import Declarations, Marks, plainly_not
from detente.record.activities import Activity


class CompiledTrigger(NamedTuple):
    """A trigger ready to be asked: ``declared`` looks at type and strength alone.

    ``plainly_not``: of many activities, where the answer is no for sure and no threshold near.
    """

    declared: Check
    where: Where | None
    both_sides: Together | None
    plainly_not: Callable[[Declarations], Marks]


def compile_trigger(trigger: Trigger, near_permille: int) -> CompiledTrigger:
    """The trigger as functions of an activity.

    Raises:
        PackError: a condition asks for what activities do not have.
    """
    condition = compile_condition(trigger.condition, near_permille) if trigger.condition else None
    declared = condition or (lambda _activity: PLAIN_YES)
    if trigger.activity:
        declared = _of_type(trigger.activity, declared)
    sift = partial(plainly_not, trigger, near_permille)
    return CompiledTrigger(declared, trigger.where, trigger.both_sides, sift)


def _of_type(types: tuple[str, ...], condition: Check) -> Check:
    """The condition for activities of these types; of another type, nothing is compared."""
    wanted = frozenset(types)
    of_type = compile_coded("activity.type", types)

    def check(activity: Activity) -> Outcome:
        if activity.type in wanted:  # the answer for most, at once
            return condition(activity)
        typed = of_type(activity)
        if typed.answer is Answer.NO:
            return PLAIN_NO
        return join_outcomes((typed, condition(activity)), all_of)

    return check
