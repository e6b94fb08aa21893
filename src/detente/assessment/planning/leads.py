"""The first day on which a visit can begin if it is asked for now, and the last instant to ask for one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from detente.agreements.model import Clock, TimeLimit
from detente.assessment.clocks import deadline
from detente.assessment.finding import Gap, Missing
from detente.assessment.planning.days import Stretch
from detente.assessment.planning.request import Lead
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, Interval, PartialDate


@dataclass(frozen=True, slots=True)
class Earliest:
    """The first number of a day that the clocks allow; the stretch's length where they allow none.

    ``gaps``: what is not known of the clocks; what is not known holds nothing back, and is told.
    """

    number: int
    gaps: tuple[Gap, ...] = ()


def earliest_arrival(
    lead: Lead, guest: StateCode, host: StateCode, today: Instant, stretch: Stretch
) -> Earliest:
    """From which day on a visit can be asked for in time, and answered before it begins."""
    gaps = tuple(
        Gap(Missing.TREATY_VALUE, name)
        for name, limit, bearer in (("request", lead.request, guest), ("reply", lead.reply, host))
        if limit is not None and _last(limit, stretch.first, lead, today, bearer) is None
    )
    low, high = 0, stretch.count
    while low < high:  # later days are never worse
        middle = (low + high) // 2
        if _can_begin(lead, stretch.day(middle), guest, host, today):
            high = middle
        else:
            low = middle + 1
    return Earliest(low, gaps)


def ask_by(lead: Lead, arrival: date, guest: StateCode, today: Instant) -> Instant | None:
    """The last instant at which a visit that begins on a day is asked for in time; None: none is set or known."""
    limit = lead.request
    if limit is None or _is_after(limit):
        return None
    last = _last(limit, arrival, lead, today, guest)
    return last.earliest if last else None


def _can_begin(lead: Lead, arrival: date, guest: StateCode, host: StateCode, today: Instant) -> bool:
    begins = _day(arrival).earliest
    if lead.request is not None and not _is_after(lead.request):
        last = _last(lead.request, arrival, lead, today, guest)
        if last is not None and today > last.earliest:
            return False
    if lead.reply is None:
        return today < begins
    last = _last(lead.reply, arrival, lead, today, host)
    if last is None:
        return today < begins
    return last.latest < begins if _is_after(lead.reply) else today <= last.earliest


def _last(limit: TimeLimit, arrival: date, lead: Lead, today: Instant, bearer: StateCode) -> Interval | None:
    """When a clock ends: it runs towards the arrival, or from a request made now."""
    event = Interval(today, today) if _is_after(limit) else _day(arrival)
    return deadline(limit, event, lead.counting, today, bearer)


def _is_after(limit: TimeLimit) -> bool:
    return isinstance(limit, Clock) and limit.after is not None


def _day(day: date) -> Interval:
    return PartialDate(day.isoformat()).interval
