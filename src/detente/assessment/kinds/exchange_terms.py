"""For which years a state owes information, and by when: a part of ``exchange``."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import Event, Exchange, FixedDate, Party, TimeLimit
from detente.assessment.conditions import value_on
from detente.assessment.finding import Gap, Missing
from detente.assessment.scope import Scope
from detente.assessment.standing import Limit, Occasion, limit_of
from detente.assessment.years import begins_for, binds_within, day_of, first_instant, year_span
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Interval
from detente.record.returns import Return


@dataclass(frozen=True, slots=True)
class Terms:
    """The years and deadlines of one provision."""

    scope: Scope
    provision: Exchange

    @property
    def reach(self) -> tuple[int, int]:
        """How many years back a return may still be due, and how many ahead one may come to be due."""
        due = self.provision.due
        moved = due.years if isinstance(due, FixedDate) else 0
        every = max((one.value or 1 for one in self.provision.every_years.versions), default=1)
        return max(moved, 0) + 1, max(-moved, 0) + every

    def doubts(self, year: int) -> tuple[Gap, ...]:
        """Why it is not known whether a year is one of those for which information is owed."""
        every = self._every(year)
        if every is None:
            return (Gap(Missing.TREATY_VALUE, "every_years"),)
        unknown = every > 1 and self.scope.agreement.in_force is None
        return (Gap(Missing.TREATY_VALUE, "in_force"),) if unknown else ()

    def owes(self, state: StateCode, year: int) -> bool:
        """Whether a state owes the information for a year, as far as is known.

        It must be bound in that year, and neither join after the deadline nor leave before it.
        """
        party = self.scope.parties.get(state)
        if party is None or not binds_within(self.scope, state, year_span(year)):
            return False
        first = self._first_year(party)
        if first is not None and year <= first:
            return year == first
        last = self._regular(state, year, None).last
        return self._in_turn(year) and (last is None or self._bound_at(party, last))

    def is_first(self, state: StateCode, year: int) -> bool:
        """Whether it is a new party's first, for which the article sets a time of its own."""
        party = self.scope.parties.get(state)
        return party is not None and self.provision.first is not None and self._first_year(party) == year

    def limit(self, state: StateCode, year: int, returned: Return | None = None) -> Limit:
        """By when a state gives the information for a year; ``returned``: what it gave, where it has."""
        party = self.scope.parties[state]
        if self.provision.first is not None and self.is_first(state, year):
            begins = begins_for(self.scope, party)
            occasion = Occasion(begins, Gap(Missing.START_DATE, Event.ACCESSION), Event.ACCESSION)
            return self._limit(self.provision.first, occasion, state, year)
        return self._regular(state, year, returned)

    def _regular(self, state: StateCode | None, year: int, returned: Return | None) -> Limit:
        due = self.provision.due
        if due is None:
            return Limit()
        return self._limit(due, self._occasion(due.event, year, returned), state, year)

    def _limit(self, limit: TimeLimit, occasion: Occasion, state: StateCode | None, year: int) -> Limit:
        return limit_of(limit, occasion, self.scope.counting, first_instant(year), state)

    def _occasion(self, event: Event, year: int, returned: Return | None) -> Occasion:
        match event:
            case Event.BUDGET_APPROVAL:
                known = returned.budget_approved if returned else None
                about = returned.reference if returned else str(event)
                return Occasion(known.interval if known else None, Gap(Missing.BUDGET_DATE, about), event)
            case Event.AS_OF:
                unknown = Gap(Missing.TREATY_VALUE, "as_of")
                return Occasion(self._as_of(year), unknown, "as_of")
            case _:  # the year in question
                begins = first_instant(year)
                return Occasion(Interval(begins, begins), Gap(Missing.START_DATE, event), event)

    def _as_of(self, year: int) -> Interval | None:
        """The day that the information is true for; the year as a whole where the article names none."""
        day = self.provision.as_of
        if day is None:
            return year_span(year)
        return day_of(year, *day.month_day) if day.month_day else None

    def _every(self, year: int) -> int | None:
        return value_on(self.provision.every_years, first_instant(year)).value

    def _in_turn(self, year: int) -> bool:
        every, in_force = self._every(year), self.scope.agreement.in_force
        if every is None or every <= 1 or in_force is None:
            return True
        return (year - in_force.interval.earliest.year) % every == 0

    def _first_year(self, party: Party) -> int | None:
        """The year of a new party's first return; None where the article sets none, or it is an original one.

        The year in which it joined, or the last of those whose deadline had passed by then.
        """
        begins, in_force = begins_for(self.scope, party), self.scope.agreement.in_force
        if self.provision.first is None or party.since is None or begins is None:
            return None
        if in_force is not None and party.since.interval.earliest <= in_force.interval.latest:
            return None
        year = begins.earliest.year
        while (last := self._regular(party.state, year + 1, None).last) and last.latest < begins.earliest:
            year += 1
        return year

    def _bound_at(self, party: Party, last: Interval) -> bool:
        begins, until = begins_for(self.scope, party), party.until
        joined_after = begins is not None and last.latest < begins.earliest
        left_before = until is not None and until.interval.latest < last.earliest
        return not joined_after and not left_before
