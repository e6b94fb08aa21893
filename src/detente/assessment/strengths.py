"""How much was declared of a measure, as bounds: what it is at least, and at most."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from detente.assessment.finding import Answer
from detente.kernel.identifiers import MeasureId
from detente.messages.values import Amount, Qualifier
from detente.record.activities import Activity


class Bounds(NamedTuple):
    """The declared number lies from ``low`` to ``high``, both included; ``high`` None: open."""

    low: int
    high: int | None

    def reaches(self, needed: int) -> Answer:
        """Whether the number reaches or exceeds ``needed``."""
        if self.low >= needed:
            return Answer.YES
        return Answer.NO if self.high is not None and self.high < needed else Answer.UNCLEAR


class Declared(NamedTuple):
    """Bounds, and the number to show for them (None: nothing was declared)."""

    bounds: Bounds
    amount: Amount | None


NOTHING = Declared(Bounds(0, None), None)


def declared(activity: Activity, measure: MeasureId) -> Declared:
    """The declared total; where there is none, what follows from the numbers by state.

    A state that takes part and gave no number may bring any. "About" counts as the number itself.
    """
    total = activity.strength.total.get(measure)
    if total is not None:
        return Declared(bounds_of(total), total)
    by_state = activity.strength.by_state
    if not by_state:
        return NOTHING
    given = [by_state.get(state, {}).get(measure) for state in activity.participants]
    known = [amount for amount in given if amount is not None]
    return _sum(known, complete=len(known) == len(given)) if known else NOTHING


def bounds_of(amount: Amount) -> Bounds:
    """What one declared number says."""
    if amount.qualifier is Qualifier.MORE_THAN:
        return Bounds(amount.value, None)
    return Bounds(0 if amount.qualifier is Qualifier.UP_TO else amount.value, amount.value)


def _sum(amounts: Iterable[Amount], *, complete: bool) -> Declared:
    amounts = list(amounts)
    low = sum(bounds_of(amount).low for amount in amounts)
    highs = [bounds_of(amount).high for amount in amounts]
    high = sum(one for one in highs if one is not None) if complete and None not in highs else None
    bounds = Bounds(low, high)
    about = any(amount.qualifier is not Qualifier.EXACT for amount in amounts)
    return Declared(bounds, _shown(bounds, Qualifier.ABOUT if about else Qualifier.EXACT))


def _shown(bounds: Bounds, close: Qualifier) -> Amount | None:
    if bounds.high is None:
        return Amount(bounds.low, Qualifier.MORE_THAN) if bounds.low else None
    return Amount(bounds.high, close if bounds.low == bounds.high else Qualifier.UP_TO)
