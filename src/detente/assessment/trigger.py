"""When a provision applies to an activity: its type, its strength, where it lies, and what the other side holds.

The parts are looked at from the cheap to the dear, and no further than the answer needs: an activity of
another type is never placed on the map.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from detente.agreements.model import Together, Trigger, Where
from detente.assessment.conditions import Check, compile_coded, compile_condition
from detente.assessment.finding import Answer, Gap, Margin
from detente.assessment.logic import all_of
from detente.kernel.identifiers import MatterId, Reference
from detente.record.activities import Activity


class Outcome(NamedTuple):
    """Whether a provision applies, with the margins looked at and, where unclear, what is missing.

    ``messages`` and ``counterparts``: of other activities that it was compared with.
    """

    answer: Answer
    margins: tuple[Margin, ...] = ()
    gaps: tuple[Gap, ...] = ()
    messages: tuple[Reference, ...] = ()
    counterparts: tuple[MatterId, ...] = ()

    def and_(self, answer: Answer, gaps: Iterable[Gap]) -> Outcome:
        """The outcome with one more demand."""
        joined = all_of((self.answer, answer))
        kept = tuple(dict.fromkeys((*self.gaps, *gaps))) if joined is Answer.UNCLEAR else ()
        return self._replace(answer=joined, gaps=kept)


class CompiledTrigger(NamedTuple):
    """A trigger ready to be asked: ``declared`` looks at type and strength alone."""

    declared: Callable[[Activity], Outcome]
    where: Where | None
    both_sides: Together | None


OTHER_TYPE = Outcome(Answer.NO)


def compile_trigger(trigger: Trigger, near_permille: int) -> CompiledTrigger:
    """The trigger as functions of an activity.

    Raises:
        PackError: a condition asks for what activities do not have.
    """
    of_type = compile_coded("activity.type", trigger.activity) if trigger.activity else None
    condition = compile_condition(trigger.condition, near_permille) if trigger.condition else None
    return CompiledTrigger(_declared(of_type, condition), trigger.where, trigger.both_sides)


def _declared(of_type: Check | None, condition: Check | None) -> Callable[[Activity], Outcome]:
    def check(activity: Activity) -> Outcome:
        margins: list[Margin] = []
        gaps: list[Gap] = []
        answer = Answer.YES
        if of_type is not None:
            answer = of_type(activity, margins, gaps)
            if answer is Answer.NO:
                return OTHER_TYPE
        if condition is not None:
            answer = all_of((answer, condition(activity, margins, gaps)))
        return Outcome(answer, tuple(margins), tuple(gaps) if answer is Answer.UNCLEAR else ())

    return check
