"""To which of many activities a trigger plainly does not apply, looked at one fact at a time.

Of many activities most are small or of another type. Here each fact is one column, and columns are compared
as a whole; what is left is asked one by one (``conditions.py``), so that nothing here need be complete: it
must only never set aside an activity for which a trigger may apply, be unclear, or be near.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import inf

import numpy as np
import numpy.typing as npt

from detente.agreements.model import AllOf, AnyOf, Compare, Condition, Trigger
from detente.kernel.identifiers import MeasureId
from detente.messages.values import Qualifier
from detente.record.activities import Activity

Marks = npt.NDArray[np.bool_]


class Declarations:
    """What many activities declare, each fact as a column in the order given."""

    def __init__(self, activities: Sequence[Activity]) -> None:
        self.count = len(activities)
        self._types = [one.type for one in activities]
        self._most: defaultdict[MeasureId, list[float]] = defaultdict(lambda: [inf] * self.count)
        for row, activity in enumerate(activities):  # each activity once: it is slow to fetch from memory
            for measure, amount in activity.strength.total.items():
                if amount.qualifier is not Qualifier.MORE_THAN:
                    self._most[measure][row] = amount.value

    def may_be(self, types: Iterable[str]) -> Marks:
        """Whether the activity is of one of these types, or its type is not stated."""
        possible = {*types, None, "not-stated"}
        return np.fromiter([one in possible for one in self._types], bool, self.count)

    def most(self, measure: MeasureId) -> npt.NDArray[np.float64]:
        """The most that the declared total allows; infinite where it is open or not declared.

        Numbers up to 2**53 are exact, and no message carries greater ones.
        """
        return np.array(self._most[measure], np.float64)


def plainly_not(trigger: Trigger, near_permille: int, declared: Declarations) -> Marks:
    """Where the answer is no for sure and no threshold near."""
    marks = np.zeros(declared.count, bool)
    if trigger.condition is not None:
        marks |= _far_below(trigger.condition, near_permille, declared)
    if trigger.activity:
        marks |= ~declared.may_be(trigger.activity)
    return marks


def _far_below(condition: Condition, near_permille: int, declared: Declarations) -> Marks:
    """Where every number that a condition compares is too small, so that all and any of its parts are no."""
    match condition:
        case Compare():
            return declared.most(condition.measure) < _near_from(condition, near_permille)
        case AllOf() | AnyOf():
            marks = np.ones(declared.count, bool)
            for part in condition.parts:
                marks &= _far_below(part, near_permille, declared)
            return marks
        case _:  # asked one by one
            return np.zeros(declared.count, bool)


def _near_from(compare: Compare, near_permille: int) -> float:
    """Below this number a threshold is neither reached nor near, whichever version holds; 0 if one is missing."""
    lowest = min(version.value or 0 for version in compare.at_least.versions)
    return lowest * min(near_permille, 1000) / 1000
