"""Three-valued logic: what is certain stays certain, whatever else is not known (Kleene)."""

from __future__ import annotations

from collections.abc import Iterable

from detente.assessment.finding import Answer

YES, NO, UNCLEAR = Answer.YES, Answer.NO, Answer.UNCLEAR


def all_of(answers: Iterable[Answer]) -> Answer:
    """No where one is no; otherwise unclear where one is unclear; yes where there is none."""
    result = YES
    for answer in answers:
        if answer is NO:
            return NO
        if answer is UNCLEAR:
            result = UNCLEAR
    return result


def any_of(answers: Iterable[Answer]) -> Answer:
    """Yes where one is yes; otherwise unclear where one is unclear; no where there is none."""
    result = NO
    for answer in answers:
        if answer is YES:
            return YES
        if answer is UNCLEAR:
            result = UNCLEAR
    return result


def opposite(answer: Answer) -> Answer:
    """The answer to the contrary; unclear stays unclear."""
    return _OPPOSITES[answer]


_OPPOSITES = {YES: NO, NO: YES, UNCLEAR: UNCLEAR}
