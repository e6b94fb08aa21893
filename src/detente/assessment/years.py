"""What provisions on years have in common: whose duty, which years, and whom the agreement binds in them.

A :class:`YearRule` is a :class:`~detente.assessment.rules.DutyRule` without its findings. Its duties are
those of every bearer (:func:`bearers_of`) in every year from the beginning of the record to the next one to
come (:func:`judged_years`) in which the bearer is bound (:func:`bound_states` names no state otherwise): not
before the agreement was in force for it, nor after it left. A kind gives ``duties`` from ``all_duties``,
``touched_by`` from ``duties_of`` with the states and years that a matter is about (:func:`years_of` its span),
and marks its findings with ``about``::

    years = YearRule(scope, provision, provision.bearer)
    years.all_duties(since, at)                         # duties
    years.duties_of([known.owner], years_of(known.span))  # touched_by
    stamp.on_year(years.about(duty), duty.year, standing, duty.bearer, messages)

A duty that a matter touches may lie before the record begins, or in years to come: it is judged only where
``duties`` has it too. Where an amendment moves a matter to another year, both what was known of it before
and what is known after have to be asked which duties they touch.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, UTC, datetime

from detente.agreements.model import ALL_PARTIES, Bearer, Party, Provision
from detente.assessment.finding import BearerName
from detente.assessment.rules import YearDuty, duty_id
from detente.assessment.scope import Scope
from detente.kernel.identifiers import DutyId, SideId, StateCode
from detente.kernel.instants import Instant, Interval


@dataclass(frozen=True, slots=True)
class YearRule:
    """The years of one provision."""

    scope: Scope
    provision: Provision
    bearer: Bearer

    def about(self, duty: YearDuty) -> DutyId:
        """The name of the duty, as findings carry it."""
        return duty_id(self.scope.agreement.code, duty)

    def all_duties(
        self, since: Instant, at: Instant, *, behind: int = 0, ahead: int = 1
    ) -> Iterator[YearDuty]:
        """The duties of every bearer in the years to be judged, by bearer and then by year."""
        for name in bearers_of(self.scope, self.bearer):
            yield from self._bound(name, judged_years(since, at, behind=behind, ahead=ahead))

    def duties_of(self, states: Iterable[StateCode], years: Iterable[int]) -> Iterator[YearDuty]:
        """The duties that are about any of these states, in these years."""
        span = tuple(years)
        names = [name for state in states for name in bearers_with(self.scope, self.bearer, state)]
        for name in dict.fromkeys(names):
            yield from self._bound(name, span)

    def states_in(self, duty: YearDuty) -> tuple[StateCode, ...]:
        """The states whose duty it is: those bound at some time of the year."""
        return bound_states(self.scope, duty.bearer, year_span(duty.year))

    def _bound(self, name: BearerName, years: Iterable[int]) -> Iterator[YearDuty]:
        for year in years:
            if MINYEAR <= year <= MAXYEAR and bound_states(self.scope, name, year_span(year)):
                yield YearDuty(self.provision.id, name, year)


def bearers_of(scope: Scope, bearer: Bearer) -> tuple[BearerName, ...]:
    """Whose duty a provision on years is: each side, all parties together, otherwise each state."""
    match bearer:
        case Bearer.EACH_SIDE:
            return tuple(SideId(side.id) for side in scope.agreement.sides)
        case Bearer.ALL_PARTIES:
            return (ALL_PARTIES,)
        case _:
            return scope.agreement.states()


def bearers_with(scope: Scope, bearer: Bearer, state: StateCode) -> tuple[BearerName, ...]:
    """The bearers whose duty what this state does is about; none where it is no party."""
    party = scope.parties.get(state)
    if party is None:
        return ()
    match bearer:
        case Bearer.EACH_SIDE:
            return (SideId(party.side),) if party.side else ()
        case Bearer.ALL_PARTIES:
            return (ALL_PARTIES,)
        case _:
            return (state,)


def states_under(scope: Scope, name: BearerName) -> tuple[StateCode, ...]:
    """The states that a bearer stands for, bound or not, in the agreement's order."""
    if name == ALL_PARTIES:
        return scope.agreement.states()
    if scope.agreement.side(name):
        return scope.agreement.states_of(name)
    return (StateCode(name),)


def bound_states(scope: Scope, name: BearerName, when: Interval) -> tuple[StateCode, ...]:
    """The states under a bearer that the agreement binds at some time of ``when``."""
    return tuple(state for state in states_under(scope, name) if binds_within(scope, state, when))


def binds_within(scope: Scope, state: StateCode, when: Interval) -> bool:
    """Whether the agreement binds the state at some time of ``when``; a date that is not known does not hinder."""
    party = scope.parties.get(state)
    if party is None:
        return False
    begins = begins_for(scope, party)
    ended = party.until is not None and party.until.interval.latest < when.earliest
    return not ended and (begins is None or begins.earliest <= when.latest)


def begins_for(scope: Scope, party: Party) -> Interval | None:
    """From when the agreement binds a party: its own date, and not before the entry into force; None: not known."""
    known = [one.interval for one in (party.since, scope.agreement.in_force) if one is not None]
    return max(known, key=lambda one: one.earliest, default=None)


def judged_years(since: Instant, at: Instant, *, behind: int = 0, ahead: int = 1) -> range:
    """The years from the beginning of the record to the next to come.

    ``ahead`` 0: to the present one alone. ``behind``: so many before the record begins, where what is owed
    for a year is due in a later one.
    """
    return range(max(since.year - behind, MINYEAR), min(at.year + ahead, MAXYEAR) + 1)


def years_of(span: Interval | None) -> range:
    """The years that a matter falls in, or may; none where it is not known when it is."""
    return range(span.earliest.year, span.latest.year + 1) if span else range(0)


def year_span(year: int) -> Interval:
    """The calendar year, in UTC."""
    last = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
    return Interval(first_instant(year), last)


def first_instant(year: int) -> Instant:
    """The first second of a year, in UTC; at the ends of the calendar it stays there."""
    return datetime(min(max(year, MINYEAR), MAXYEAR), 1, 1, tzinfo=UTC)


def day_of(year: int, month: int, day: int) -> Interval:
    """A day of a year, in UTC; 29 February is the 28th where there is none."""
    last = min(day, monthrange(year, month)[1])
    start = datetime(year, month, last, tzinfo=UTC)
    return Interval(start, start.replace(hour=23, minute=59, second=59))


def is_within(moment: Interval, year: int) -> bool:
    """Whether something that happened within ``moment`` surely fell in the year."""
    return moment.earliest.year == moment.latest.year == year
