"""Activities as columns of numbers: each measure read once, whatever is compared with it afterwards."""

from __future__ import annotations

from bisect import bisect_left
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
class Ranked:
    """A column of numbers, and the place of each among the different numbers there are.

    Places are compared in a quarter of the time that the numbers themselves take.
    """

    values: Whole
    steps: Sequence[int]
    places: NDArray[np.uint16] | NDArray[np.uint32]

    def at_least(self, value: int) -> Flags:
        """Which of the numbers reach a value."""
        flags: Flags = self.places >= bisect_left(self.steps, value)
        return flags


@dataclass(frozen=True, slots=True)
class Amounts:
    """One measure of every activity: at least ``low``, at most ``high``; ``shown`` as a margin shows it."""

    low: Ranked
    high: Ranked
    shown: Ranked


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
                _ranked([one.bounds.low for one in told]),
                _ranked([OPEN if one.bounds.high is None else one.bounds.high for one in told]),
                _ranked([NONE if one.amount is None else one.amount.value for one in told]),
            )
        return self._amounts[measure]

    def ask(self, check: Check) -> Answers:
        """What a condition that is not about numbers says of each activity."""
        return np.array([CODES[check(activity).answer] for activity in self.activities], np.int8)

    def needed(self, quantity: Quantity) -> int | Whole:
        """A threshold as it holds for each activity; one number where it was never amended."""
        if len(quantity.versions) == 1:
            value = quantity.versions[0].value
            return NONE if value is None else value
        values = [value_on(quantity, day_in_question(activity)).value for activity in self.activities]
        return np.array([NONE if value is None else value for value in values], np.int64)


def reaches(amounts: Amounts, needed: int | Whole) -> Answers:
    """Whether what was declared reaches what is needed; unclear where that is not known."""
    if isinstance(needed, int):
        if needed < 0:
            return np.full(len(amounts.low.values), UNCLEAR)
        sure, possible = amounts.low.at_least(needed), amounts.high.at_least(needed)
    else:
        sure, possible = amounts.low.values >= needed, amounts.high.values >= needed
    answers: Answers = sure.view(np.int8)
    answers += possible.view(np.int8)
    return answers if isinstance(needed, int) else np.where(needed < 0, UNCLEAR, answers)


def is_near(amounts: Amounts, needed: int | Whole, near_permille: int) -> Flags:
    """Whether the number shown stays under the threshold by little."""
    if isinstance(needed, int):
        if needed < 0:
            return np.zeros(len(amounts.low.values), np.bool_)
        close = amounts.shown.at_least(-(-needed * near_permille // 1000))
        return close & ~amounts.shown.at_least(needed) & ~amounts.low.at_least(needed)
    shown = amounts.shown.values
    close = (needed >= 0) & (shown >= 0) & (shown < needed) & (shown * 1000 >= needed * near_permille)
    flags: Flags = close & (amounts.low.values < needed)
    return flags


def _ranked(numbers: Sequence[int]) -> Ranked:
    values = np.array(numbers, np.int64)
    steps, places = np.unique(values, return_inverse=True)
    small = len(steps) <= np.iinfo(np.uint16).max  # a threshold above all of them is a place more
    ranked = places.astype(np.uint16) if small else places.astype(np.uint32)
    return Ranked(values, steps.tolist(), ranked)
