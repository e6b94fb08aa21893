"""What a condition or a trigger says of one activity: the answer, the numbers looked at, what is missing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from detente.assessment.finding import Answer, Gap, Margin
from detente.assessment.logic import all_of
from detente.kernel.identifiers import MatterId, Reference


class Outcome(NamedTuple):
    """An answer with the margins looked at and, only where it is unclear, the gaps that make it so.

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


PLAIN_YES = Outcome(Answer.YES)
PLAIN_NO = Outcome(Answer.NO)


def join_outcomes(outcomes: Sequence[Outcome], join: Callable[[Iterable[Answer]], Answer]) -> Outcome:
    """Several outcomes as one; what is missing counts only where the whole is unclear."""
    answer = join([one.answer for one in outcomes])
    margins = tuple([margin for one in outcomes for margin in one.margins])
    if answer is not Answer.UNCLEAR:
        return Outcome(answer, margins)
    return Outcome(answer, margins, tuple(dict.fromkeys([gap for one in outcomes for gap in one.gaps])))
