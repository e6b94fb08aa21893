"""Activities as columns of numbers: each measure read once, whatever is compared with it afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.agreements.model import Quantity
from detente.assessment.conditions import Check, day_in_question, value_on
from detente.assessment.finding import Answer
from detente.assessment.strengths import declared
from detente.kernel.identifiers import MeasureId
from detente.record.activities import Activity

#: Answers as numbers, so that "all" is the smallest of them and "any" the largest.
Answers = NDArray[np.int8]
Whole = NDArray[np.int64]
Flags = NDArray[np.bool_]

NO, UNCLEAR, YES = np.int8(0), np.int8(1), np.int8(2)
CODES = {Answer.NO: NO, Answer.UNCLEAR: UNCLEAR, Answer.YES: YES}
#: An upper bound that is not known, and a number that was not declared or agreed.
OPEN = int(np.iinfo(np.int64).max)
NONE = -1


@dataclass(frozen=True, slots=True)
class Amounts:
    """One measure of every activity: at least ``low``, at most ``high``; ``shown`` as a margin shows it."""

    low: Whole
    high: Whole
    shown: Whole


class Columns:
    """Activities, and their columns as they are asked for."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self.activities = tuple(activities)
        self._amounts: dict[MeasureId, Amounts] = {}

    def __len__(self) -> int:
        return len(self.activities)

    def amounts(self, measure: MeasureId) -> Amounts:
        """What was declared of a measure."""
        if measure not in self._amounts:
            told = [declared(activity, measure) for activity in self.activities]
            self._amounts[measure] = Amounts(
                np.array([one.bounds.low for one in told], np.int64),
                np.array([OPEN if one.bounds.high is None else one.bounds.high for one in told], np.int64),
                np.array([NONE if one.amount is None else one.amount.value for one in told], np.int64),
            )
        return self._amounts[measure]

    def ask(self, check: Check) -> Answers:
        """What a condition that is not about numbers says of each activity."""
        return np.array([CODES[check(activity).answer] for activity in self.activities], np.int8)

    def needed(self, quantity: Quantity) -> Whole:
        """A threshold as it holds for each activity; one number where it was never amended."""
        if len(quantity.versions) == 1:
            value = quantity.versions[0].value
            return np.array(NONE if value is None else value, np.int64)
        values = [value_on(quantity, day_in_question(activity)).value for activity in self.activities]
        return np.array([NONE if value is None else value for value in values], np.int64)


def reaches(amounts: Amounts, needed: Whole) -> Answers:
    """Whether what was declared reaches what is needed; unclear where that is not known."""
    answers: Answers = np.add(amounts.low >= needed, amounts.high >= needed, dtype=np.int8)
    if needed.min(initial=OPEN) < 0:
        answers = np.where(needed < 0, UNCLEAR, answers)
    return answers


def is_near(amounts: Amounts, needed: Whole, near_permille: int) -> Flags:
    """Whether the number shown stays under the threshold by little."""
    shown = amounts.shown
    close = (needed >= 0) & (shown >= 0) & (shown < needed) & (shown * 1000 >= needed * near_permille)
    flags: Flags = close & (amounts.low < needed)
    return flags
