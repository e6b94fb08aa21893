"""Counts against what an article allows: within, near, used up, above, or not clear."""

from __future__ import annotations

from dataclasses import dataclass, replace

from detente.agreements.model import DatedValue
from detente.assessment.finding import Answer, FindingState, Gap, Margin, Missing
from detente.assessment.standing import Standing
from detente.assessment.strengths import Bounds
from detente.kernel.identifiers import MatterId, MeasureId, Reference
from detente.messages.values import Amount, Qualifier

#: What is counted that states do not declare as a strength.
ACTIVITIES = MeasureId("activities")
VISITS = MeasureId("visits")
TEAM = MeasureId("team")
MEETINGS = MeasureId("meetings")
DAYS = MeasureId("days")
HOURS = MeasureId("hours")
DAYS_AT_LEAST = MeasureId("days-at-least")
HOURS_AT_LEAST = MeasureId("hours-at-least")
POINTS_AT_LEAST = MeasureId("points-at-least")
DIAGRAMS_AT_LEAST = MeasureId("diagrams-at-least")


@dataclass(frozen=True, slots=True)
class Counted:
    """One matter that is counted, and why it is not sure that it counts (empty: it does)."""

    matter: MatterId
    messages: tuple[Reference, ...]
    doubts: tuple[Gap, ...] = ()

    def doubted(self, gap: Gap) -> Counted:
        """The same with one more doubt."""
        return replace(self, doubts=(*self.doubts, gap))


@dataclass(frozen=True, slots=True)
class Tally:
    """Matters in the order in which they count; a doubtful one may count or not."""

    matters: tuple[Counted, ...]

    @property
    def bounds(self) -> Bounds:
        """How many there are at least, and at most."""
        return Bounds(sum(not one.doubts for one in self.matters), len(self.matters))

    @property
    def counterparts(self) -> tuple[MatterId, ...]:
        """Those that count for sure, in their order, and after them the doubtful."""
        sure = [one.matter for one in self.matters if not one.doubts]
        return (*sure, *(one.matter for one in self.matters if one.doubts))

    @property
    def messages(self) -> tuple[Reference, ...]:
        """Every message of what is counted, each once."""
        return tuple(dict.fromkeys(message for one in self.matters for message in one.messages))

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """Why the number is not sure, each reason once."""
        return tuple(dict.fromkeys(gap for one in self.matters for gap in one.doubts))


def measure_limit(
    measure: MeasureId, bounds: Bounds, most: DatedValue, near_permille: int, gaps: tuple[Gap, ...]
) -> tuple[Standing, Margin]:
    """A number that may not be exceeded. ``gaps``: why the number is not sure."""
    above, near = _above(bounds, most.value), _near(bounds, most.value, near_permille)
    state = _LIMITED[above]
    if state is FindingState.WITHIN and near:
        state = FindingState.NEAR
    return _standing(state, measure, most, gaps), _margin(measure, bounds, most, above, near=near)


def measure_right(
    measure: MeasureId, bounds: Bounds, most: DatedValue, near_permille: int, gaps: tuple[Gap, ...]
) -> tuple[Standing, Margin]:
    """A right that is used up: some left, none left, or more taken than there were."""
    above, near = _above(bounds, most.value), _near(bounds, most.value, near_permille)
    state = FindingState.NEAR if near else FindingState.AVAILABLE
    if above is not Answer.NO or most.value is None:
        state = _LIMITED[above]
    else:
        full = bounds.reaches(most.value)
        if full is not Answer.NO:
            state = _FULL[full]
            near = False
    return _standing(state, measure, most, gaps), _margin(measure, bounds, most, above, near=near)


def _above(bounds: Bounds, most: int | None) -> Answer:
    return Answer.UNCLEAR if most is None else bounds.reaches(most + 1)


def _near(bounds: Bounds, most: int | None, near_permille: int) -> bool:
    if not most or bounds.high is None or bounds.high > most:
        return False
    return bounds.high * 1000 >= most * near_permille


def _standing(state: FindingState, measure: MeasureId, most: DatedValue, gaps: tuple[Gap, ...]) -> Standing:
    if state is not FindingState.UNCLEAR:
        return Standing(state)
    unknown = (Gap(Missing.TREATY_VALUE, measure),) if most.value is None else ()
    return Standing(state, gaps=tuple(dict.fromkeys((*unknown, *gaps))))


def _margin(measure: MeasureId, bounds: Bounds, most: DatedValue, above: Answer, *, near: bool) -> Margin:
    return Margin(measure, most.value, shown(bounds, above), above, near, most.evidence, limit=True)


def shown(bounds: Bounds, above: Answer) -> Amount:
    """The number to show: what is sure where that alone is above, otherwise the most there may be."""
    if above is Answer.YES or bounds.high == bounds.low:
        return Amount(bounds.low)
    if bounds.high is None:
        return Amount(bounds.low, Qualifier.MORE_THAN)
    return Amount(bounds.high, Qualifier.UP_TO)


_LIMITED = {
    Answer.YES: FindingState.EXCEEDED,
    Answer.NO: FindingState.WITHIN,
    Answer.UNCLEAR: FindingState.UNCLEAR,
}
_FULL = {Answer.YES: FindingState.USED_UP, Answer.UNCLEAR: FindingState.UNCLEAR}
