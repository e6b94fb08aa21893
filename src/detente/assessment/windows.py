"""Windows of successive calendar years, each named by its last year, in which something is owed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.agreements.model import Quantity
from detente.assessment.conditions import value_on
from detente.assessment.rules import YearDuty
from detente.assessment.standing import Limit
from detente.assessment.years import YearRule, first_instant, year_span
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, Interval


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of one provision. ``every_years`` None: each year by itself."""

    years: YearRule
    every_years: Quantity | None

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Those that begin with the record or later, up to the next to end; at least the first of them."""
        for duty in self.years.all_duties(since, at, ahead=self._longest):
            window = self.window(duty.year)
            if window is None:
                if duty.year <= at.year + 1:
                    yield duty
            elif window.start >= since.year and (duty.year <= at.year + 1 or window.start <= since.year):
                yield duty

    def touched(self, states: Iterable[StateCode], years: Iterable[int]) -> Iterator[YearDuty]:
        """Those in which something of these states counts that fell in these years."""
        spans = [range(year, year + self._longest) for year in years]
        return self.years.duties_of(states, dict.fromkeys(year for span in spans for year in span))

    def window(self, year: int) -> range | None:
        """The years that end with ``year``; None: the agreement's number is not available."""
        if self.every_years is None:
            return range(year, year + 1)
        length = value_on(self.every_years, first_instant(year)).value
        return None if length is None else range(max(year - length + 1, 1), year + 1)

    def span(self, window: range) -> Interval:
        """The window as an interval."""
        return Interval(first_instant(window.start), year_span(window[-1]).latest)

    def limit(self, year: int) -> Limit:
        """The end of the window: its last second."""
        last = year_span(year).latest
        return Limit(Interval(last, last))

    @property
    def _longest(self) -> int:
        versions = self.every_years.versions if self.every_years else ()
        return max((one.value or 1 for one in versions), default=1)
