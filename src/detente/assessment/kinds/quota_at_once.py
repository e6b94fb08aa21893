"""How many visits of one quota take place with its bearer at one time: a part of ``quota``."""

from __future__ import annotations

from dataclasses import dataclass

from detente.assessment.finding import Answer, Gap, Missing
from detente.assessment.kinds.quota_book import Bookkeeper
from detente.assessment.kinds.simultaneous import LONGEST_YEARS, deepest
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.tallies import Counted, Tally
from detente.assessment.visiting import acceptance, arrival_of, end_of, is_over, took_place
from detente.assessment.years import year_span, years_of
from detente.messages.values import Period
from detente.record.periods import certain_span, possible_span
from detente.record.visits import Visit


@dataclass(frozen=True, slots=True)
class AtOnce:
    """Counts visits that were accepted, or took place; one that is only asked for may still be moved."""

    books: Bookkeeper

    def together(self, duty: YearDuty, source: MatterSource) -> Tally | None:
        """The most that share an instant of the year; those whose time is not sure are doubtful.

        None: fewer than two were accepted.
        """
        held = {
            one.id: one
            for one in self.books.requests(duty, source)
            if _is_held(one) and time_of(one) is not None
        }
        if len(held) < 2:
            return None
        times = {matter: time for matter, one in held.items() if (time := time_of(one)) is not None}
        certain = {matter: span for matter, time in times.items() if (span := certain_span(time)) is not None}
        within = year_span(duty.year)
        most = deepest({matter: possible_span(time) for matter, time in times.items()}, within)
        sure = deepest(certain, within)
        if len(sure) == len(most):
            return Tally(tuple(Counted(one, held[one].messages) for one in sure))
        # So many are sure to share an instant; of the others in question any may or may not.
        ordered = sorted(most, key=lambda one: (one not in sure, one))
        known = [Counted(one, held[one].messages) for one in ordered]
        doubtful = [one.doubted(Gap(Missing.DATE_PRECISION, one.matter)) for one in known[len(sure) :]]
        return Tally((*known[: len(sure)], *doubtful))


def years_held(visit: Visit) -> range:
    """The years in which it may be taking place; none where no day is known."""
    time = time_of(visit)
    if time is None:
        return range(0)
    years = years_of(possible_span(time))
    return range(years[0], min(years[-1], years[0] + LONGEST_YEARS) + 1)


def time_of(visit: Visit) -> Period | None:
    """When it takes place, as told last; one whose end nobody told is on the day of arrival."""
    arrival = arrival_of(visit)
    return None if arrival is None else Period(arrival, end_of(visit) or arrival)


def _is_held(visit: Visit) -> bool:
    if is_over(visit):
        return False
    return acceptance(visit, None) is Answer.YES or took_place(visit) is Answer.YES
