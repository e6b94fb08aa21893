"""What has changed between two returns of one state, against a percentage: a part of ``notice``.

Each measure is compared in every sector for which either return gives it, and everywhere together. From
nothing any increase is a change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from detente.agreements.model import Change, DatedValue
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, Gap, Margin, Missing
from detente.assessment.holdings import held
from detente.assessment.logic import any_of
from detente.assessment.measured import change_of
from detente.assessment.strengths import Bounds
from detente.kernel.identifiers import MeasureId, SectorId
from detente.kernel.instants import Instant
from detente.messages.values import Amount, Qualifier
from detente.record.returns import Return

_WHOLE = 100


class Changed(NamedTuple):
    """Whether anything has changed by so much; the changes that have, may have or nearly have; what is missing.

    ``measures``: those that have changed.
    """

    answer: Answer
    margins: tuple[Margin, ...] = ()
    gaps: tuple[Gap, ...] = ()
    measures: tuple[MeasureId, ...] = ()


class _Compared(NamedTuple):
    measure: MeasureId
    sector: SectorId | None
    answer: Answer
    percent: Amount | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """A percentage and measures, under an agreement's sectors."""

    change: Change
    sectors: tuple[SectorId, ...]
    near_permille: int

    def compare(self, earlier: Return, later: Return, day: Instant) -> Changed:
        """The changes from one return to the next; ``day`` decides which version of the percentage holds."""
        version = value_on(self.change.percent, day)
        compared = [*self._each(earlier, later, version.value)]
        margins = [self._margin(one, version) for one in compared]
        answer = any_of([one.answer for one in compared])
        gaps = [
            Gap(Missing.TREATY_VALUE, "percent")
            if version.value is None
            else Gap(Missing.STRENGTH, one.measure)
            for one in compared
            if one.answer is Answer.UNCLEAR
        ]
        return Changed(
            answer,
            tuple(one for one in margins if one.near or one.reached is not Answer.NO),
            tuple(dict.fromkeys(gaps)) if answer is Answer.UNCLEAR else (),
            tuple(dict.fromkeys(one.measure for one in compared if one.answer is Answer.YES)),
        )

    def _each(self, earlier: Return, later: Return, percent: int | None) -> Iterator[_Compared]:
        for measure in self.change.measures:
            for sector in (None, *_told_sectors(measure, earlier, later)):
                before, after = (held(one, sector, measure, self.sectors) for one in (earlier, later))
                answer = _has_changed(before, after, percent)
                yield _Compared(measure, sector, answer, _percent(before, after))

    def _margin(self, one: _Compared, version: DatedValue) -> Margin:
        needed, name = version.value, change_of(one.measure, one.sector)
        near = (
            one.answer is not Answer.YES
            and needed is not None
            and one.percent is not None
            and needed * self.near_permille <= one.percent.value * 1000 < needed * 1000
        )
        return Margin(name, needed, one.percent, one.answer, near, version.evidence)


def _told_sectors(measure: MeasureId, *returns: Return) -> Sequence[SectorId]:
    """The sectors for which one of the returns gives a number of the measure, by name."""
    told = {
        sector for one in returns for sector, amounts in one.holdings.items() if sector and measure in amounts
    }
    return sorted(told)


def _has_changed(before: Bounds, after: Bounds, percent: int | None) -> Answer:
    """Whether a number has risen or fallen by so many per cent of what it was."""
    if before == after and before.high == before.low:
        return Answer.NO
    if percent is None:
        return Answer.UNCLEAR
    return any_of((_has_risen(before, after, percent), _has_fallen(before, after, percent)))


def _has_risen(before: Bounds, after: Bounds, percent: int) -> Answer:
    up = _WHOLE + percent
    if before.high is not None and after.low > before.high and after.low * _WHOLE >= before.high * up:
        return Answer.YES
    if after.high is None:
        return Answer.UNCLEAR
    never = after.high <= before.low or after.high * _WHOLE < before.low * up
    return Answer.NO if never else Answer.UNCLEAR


def _has_fallen(before: Bounds, after: Bounds, percent: int) -> Answer:
    down = _WHOLE - percent
    if after.high is not None and after.high < before.low and after.high * _WHOLE <= before.low * down:
        return Answer.YES
    if before.high is None:
        return Answer.UNCLEAR
    never = after.low >= before.high or after.low * _WHOLE > before.high * down
    return Answer.NO if never else Answer.UNCLEAR


def _percent(before: Bounds, after: Bounds) -> Amount | None:
    """How much it has changed, rounded down; from nothing more than all of it. None: not known exactly."""
    if before.low != before.high or after.low != after.high:
        return None
    if before.low == 0:
        return Amount(_WHOLE, Qualifier.MORE_THAN) if after.low else Amount(0)
    return Amount(abs(after.low - before.low) * _WHOLE // before.low)
