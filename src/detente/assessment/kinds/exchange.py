"""``exchange``: give information every so many years.

A return is for the year in which its as-of date lies. A side has given it once each of its states has. What
is due for a year is judged by its deadline: nothing whose deadline passed before the record began, or before
the state was bound or after it left. A new party's first return is that of the year in which it joined, or
of the last year for which the others had to give theirs by then (``kinds/exchange_terms.py``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import Duty, Exchange, Provision
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.holdings import is_return, returns_in
from detente.assessment.kinds.exchange_terms import Terms
from detente.assessment.kinds.totals import TotalsRule
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource, Rules, YearDuty, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Standing, standing_of_open, standing_of_told
from detente.assessment.years import YearRule, bearers_of, judged_years, states_under, year_span, years_of
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import Instant
from detente.messages.values import Amount
from detente.record.matters import opened_in
from detente.record.record import KnownMatter
from detente.record.returns import Return

RETURNS = MeasureId("returns")
_Each = tuple[StateCode, Standing]


@dataclass(frozen=True, slots=True)
class ExchangeRule:
    """A duty to give information, or the right to."""

    years: YearRule
    provision: Exchange
    terms: Terms
    stamp: Stamp

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Of each bearer: from the first year whose deadline lies in the record to the next one to come."""
        behind, ahead = self.terms.reach
        for name in bearers_of(self.years.scope, self.provision.bearer):
            for year in judged_years(since, at, behind=behind, ahead=ahead):
                duty = YearDuty(self.provision.id, name, year)
                ends = self._ends(duty)
                if ends is not None and ends >= since:
                    yield duty
                    if ends > at and year >= at.year:
                        break

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The year of a return; for one that does not say which, those around the year of its number."""
        if is_return(known, self.years.scope, self.provision.format):
            for duty in self.years.duties_of([known.state], _years_touched(known)):
                if self._owing(duty):
                    yield duty

    def findings(
        self, duty: YearDuty, source: MatterSource, places: Locator, at: Instant
    ) -> Iterator[Finding]:
        """Where a year's return stands; nothing where none is owed."""
        owing = self._owing(duty)
        if not owing:
            return
        span = year_span(duty.year)
        returns = returns_in(source, self.years.scope, self.provision.format, owing, span)
        mine = [one for one in returns if not one.withdrawn and duty.year in _years_touched(one)]
        given = [one for one in mine if one.as_of is not None]
        each = [(state, self._standing(state, duty.year, mine, at)) for state in owing]
        other, standing = _together(each)
        yield self.stamp.on_year(
            self.years.about(duty),
            duty.year,
            standing if standing.state in _SETTLED else _doubted(standing, self.terms.doubts(duty.year)),
            duty.bearer,
            tuple(message for one in mine for message in one.messages),
            self._margins(owing, given),
            tuple(one.id for one in mine),
            other if other != duty.bearer else None,
        )

    def _owing(self, duty: YearDuty) -> list[StateCode]:
        states = states_under(self.years.scope, duty.bearer)
        return [state for state in states if self.terms.owes(state, duty.year)]

    def _ends(self, duty: YearDuty) -> Instant | None:
        """When the year's duty can no longer be carried out in time; None: it is not owed."""
        limits = [self.terms.limit(state, duty.year) for state in self._owing(duty)]
        ends = [one.last.latest if one.last else year_span(duty.year).latest for one in limits]
        return max(ends, default=None)

    def _standing(self, state: StateCode, year: int, returns: Sequence[Return], at: Instant) -> Standing:
        own = [one for one in returns if one.state == state]
        dated = [one for one in own if one.as_of is not None]
        limit = self.terms.limit(state, year)
        if own and not dated:
            gaps = tuple(Gap(Missing.AS_OF_DATE, one.reference) for one in own)
            return Standing(FindingState.UNCLEAR, limit.due, gaps=gaps)
        if self.provision.duty is Duty.MAY:
            return Standing(FindingState.OFFERED if dated else FindingState.AVAILABLE, limit.due)
        if dated:
            return min((self._given(one, year) for one in dated), key=_rank)
        return standing_of_open(limit, at)

    def _given(self, returned: Return, year: int) -> Standing:
        limit = self.terms.limit(returned.state, year, returned)
        standing = standing_of_told(returned.told, returned.reference, limit)
        silent = returned.nil and self.provision.nil is None
        return _doubted(standing, (Gap(Missing.NIL_RETURN, returned.reference),) if silent else ())

    def _margins(self, owing: Sequence[StateCode], given: Iterable[Return]) -> tuple[Margin, ...]:
        """How many of a side's states have given theirs; nothing where there is but one."""
        if len(owing) == 1:
            return ()
        count = len({one.state for one in given})
        answer = Answer.YES if count == len(owing) else Answer.NO
        evidence = self.provision.evidence
        return (Margin(RETURNS, len(owing), Amount(count), answer, near=False, evidence=evidence),)


def _years_touched(returned: Return) -> range:
    if returned.as_of is not None:
        return years_of(returned.span)
    year = opened_in(returned.id)
    return range(max(year - 1, 1), year + 2)


def _together(each: Sequence[_Each]) -> tuple[StateCode | None, Standing]:
    """The standing of several states as one: that of whoever is furthest behind, and who that is.

    None where all have given theirs in time.
    """
    state, worst = max(each, key=lambda one: (_rank(one[1]), -each.index(one)))
    changes = [one.changes_at for _, one in each if one.changes_at is not None]
    gaps: tuple[Gap, ...] = ()
    if worst.state is FindingState.UNCLEAR:
        gaps = tuple(dict.fromkeys(gap for _, one in each for gap in one.gaps))
    done = worst.state in (FindingState.MET, FindingState.OFFERED)
    return None if done else state, worst._replace(changes_at=min(changes, default=None), gaps=gaps)


def _doubted(standing: Standing, doubts: tuple[Gap, ...]) -> Standing:
    """The standing where it is not sure that the duty is owed, or that it is carried out."""
    if not doubts:
        return standing
    gaps = tuple(dict.fromkeys((*standing.gaps, *doubts)))
    return standing._replace(state=FindingState.UNCLEAR, gaps=gaps)


def _rank(standing: Standing) -> int:
    """How far behind; of several returns of one state, the least counts."""
    return _ORDER.index(standing.state)


#: What holds whether or not the year is one for which information is owed.
_SETTLED = (FindingState.MET, FindingState.OFFERED, FindingState.AVAILABLE)
_ORDER = (
    FindingState.MET,
    FindingState.OFFERED,
    FindingState.AVAILABLE,
    FindingState.UPCOMING,
    FindingState.UNCLEAR,
    FindingState.MET_LATE,
    FindingState.DUE,
    FindingState.MISSED,
)


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of an ``exchange`` provision; none where it names no format in which to give it.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    exchange = as_kind(provision, Exchange)
    if exchange.format is None:
        return Rules()
    years = YearRule(scope, exchange, exchange.bearer)
    stamp = stamp_of(scope.agreement.id, exchange, "return")
    totals = TotalsRule(scope, exchange, stamp_of(scope.agreement.id, exchange, "totals"))
    return Rules(
        on_matters=(totals,), on_duties=(ExchangeRule(years, exchange, Terms(scope, exchange), stamp),)
    )
