"""The most intervals that share an instant."""

from __future__ import annotations

from collections.abc import Mapping

from detente.assessment.years import years_of
from detente.kernel.identifiers import MatterId
from detente.kernel.instants import Interval
from detente.record.activities import Activity
from detente.record.matters import opened_in
from detente.record.periods import interval_of, possible_span

#: What is declared to last longer is followed for so many years.
LONGEST_YEARS = 10


def years_held(activity: Activity) -> range:
    """The years in which an activity may be taking place.

    One without an end may last into the year after the one in which it begins; one without any date is
    held in the year in which it was numbered, or in the next.
    """
    if activity.period is None:
        year = opened_in(activity.id)
        return range(year, year + 2)
    first = interval_of(activity.period.start).earliest.year
    last = first + 1
    if activity.period.end is not None:
        last = min(years_of(possible_span(activity.period))[-1], first + LONGEST_YEARS)
    return range(first, last + 1)


def deepest(spans: Mapping[MatterId, Interval], within: Interval) -> tuple[MatterId, ...]:
    """The most that share an instant of ``within``; where several instants have as many, those of the first."""
    near = {matter: span for matter, span in spans.items() if span.overlaps(within)}
    starts = sorted(max(span.earliest, within.earliest) for span in near.values())
    ends = sorted(span.latest for span in near.values())
    most, best = 0, within.earliest
    over = 0  # how many have ended: the last instant of one may be the first of another
    for begun, start in enumerate(starts, start=1):
        while ends[over] < start:
            over += 1
        if begun - over > most:
            most, best = begun - over, start
    return tuple(sorted(one for one, span in near.items() if span.earliest <= best <= span.latest))
