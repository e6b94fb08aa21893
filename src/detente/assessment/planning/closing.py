"""Why days are closed to visits: holidays, weekends, drills, given days, visits that stand already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from detente.assessment.planning.days import NO_DAYS, DaySet, Stretch
from detente.assessment.planning.request import PlanRequest, PlanState
from detente.kernel.calendars import FreeYear, free_year
from detente.kernel.identifiers import StateCode


class ClosedBy(StrEnum):
    """What closes a day to a visit."""

    CLOCK = "clock"
    WINDOW = "window"
    HOLIDAY = "holiday"
    WEEKEND = "weekend"
    DRILL = "drill"
    GIVEN = "given"
    HOST_BUSY = "host-busy"
    GUEST_BUSY = "guest-busy"


@dataclass(frozen=True, slots=True)
class Closed:
    """Days on which a state is closed. ``hosting``: to visitors alone, not to its own teams.

    ``about``: the drill, the visit, or the words given; empty where nothing more is to be said.
    """

    by: ClosedBy
    state: StateCode
    days: DaySet
    about: str = ""
    hosting: bool = False


@dataclass(frozen=True, slots=True)
class StateDays:
    """What is closed in one state. ``holidays``: with those just outside the stretch; None: not known."""

    closed: tuple[Closed, ...]
    holidays: tuple[date, ...] | None

    def closed_days(self, *, hosting: bool) -> DaySet:
        """The days closed to visitors, or (``hosting`` False) to its own teams."""
        days = NO_DAYS
        for one in self.closed:
            if hosting or not one.hosting:
                days |= one.days
        return days


def closed_days(request: PlanRequest) -> Mapping[StateCode, StateDays]:
    """What is closed in each state, apart from visits; by state."""
    stretch = Stretch(request.first, request.last)
    return {one.code: _of_state(one, request, stretch) for one in request.states}


def _of_state(state: PlanState, request: PlanRequest, stretch: Stretch) -> StateDays:
    years = _free_years(state, request)
    holidays = None if None in years else [day for year in years if year for day in year.possible]
    closed: list[Closed] = []
    if holidays:
        closed.append(Closed(ClosedBy.HOLIDAY, state.code, _set_of(holidays, stretch)))
    if not request.weekends:
        days = [day for year in years if year for day in year.weekends]
        if holidays is None:  # of a calendar that is not known, Saturday and Sunday are supposed
            days = [day for day in map(stretch.day, range(stretch.count)) if day.isoweekday() > _FRIDAY]
        closed.append(Closed(ClosedBy.WEEKEND, state.code, _set_of(days, stretch), hosting=True))
    closed += _told(state.code, request, stretch)
    return StateDays(tuple(closed), None if holidays is None else tuple(holidays))


def _told(state: StateCode, request: PlanRequest, stretch: Stretch) -> Iterator[Closed]:
    for drill in request.drills:
        if drill.host == state:
            days = stretch.days(drill.first, drill.last)
            yield Closed(ClosedBy.DRILL, state, days, drill.id, hosting=True)
    for given in request.closures:
        if given.state == state:
            yield Closed(ClosedBy.GIVEN, state, stretch.days(given.first, given.last), given.why)


def _free_years(state: PlanState, request: PlanRequest) -> list[FreeYear | None]:
    margin = timedelta(days=request.near_days)
    begin, end = (request.first - margin).year, (request.last + margin).year
    return [free_year(state.calendar or state.code, year) for year in range(begin, end + 1)]


def _set_of(days: list[date], stretch: Stretch) -> DaySet:
    found = NO_DAYS
    for day in days:
        found |= stretch.days(day, day)
    return found


_FRIDAY = 5
