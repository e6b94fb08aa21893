"""``ceiling``: hold at most so many.

What counts is what each state told in its newest return for the year; the states of a side are added up. A
year is judged from when it begins. Where the article lets a ceiling be exceeded for a time, and a notice tells
of that, what is above a ceiling but within the percentage is judged once for all ceilings, under the step
``exceedance`` (``kinds/exceedance.py``); everything else stands under the step of its own ceiling.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from detente.agreements.model import Ceiling, DatedValue, HoldingLimit, Provision
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.holdings import add_up, held, is_return, newest, returns_in
from detente.assessment.kinds.exceedance import Covering, ExceedanceRule
from detente.assessment.measured import for_a_time, sum_of
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource, Rules, YearDuty, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Standing
from detente.assessment.strengths import Bounds
from detente.assessment.tallies import measure_limit
from detente.assessment.years import YearRule, binds_within, first_instant, year_span, years_of
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import Instant, Interval, Precision
from detente.record.record import KnownMatter
from detente.record.returns import Return

HOLDINGS = "holdings"
EXCEEDANCE = "exceedance"
_OPEN = Bounds(0, None)


class Held(NamedTuple):
    """What is held against one ceiling. ``excusable``: above it, but no more than is allowed for a time."""

    limit: HoldingLimit
    bounds: Bounds
    standing: Standing
    margins: tuple[Margin, ...]
    gaps: tuple[Gap, ...]
    excusable: bool = False


class _Counted(NamedTuple):
    """What the states have told for a year: the newest return of each, and the days they are true for."""

    states: tuple[StateCode, ...]
    returns: Mapping[StateCode, Return]
    days: tuple[Interval, ...]


class YearAccount(NamedTuple):
    """A year of one bearer against its ceilings: what the findings on it say in short, whole.

    ``barred``: the ceilings do not hold yet, or it is not known whether they do; None: they do. ``covering``: the
    notice of a time of exceedance under which what is excusable falls; None: there is none.
    """

    duty: YearDuty
    states: tuple[StateCode, ...]
    returns: Mapping[StateCode, Return]
    barred: Standing | None
    held: tuple[Held, ...]
    covering: Covering | None


@dataclass(frozen=True, slots=True)
class CeilingRule:
    """At most so many in a year, of each of the limits. ``stamps``: by step."""

    years: YearRule
    provision: Ceiling
    exceedance: ExceedanceRule | None
    stamps: Mapping[str, Stamp]

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Each bearer's years, once they have begun."""
        return self.years.all_duties(since, at, ahead=0)

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The year of a return, and the years that a notice of exceedance may bear on."""
        if is_return(known, self.years.scope, self.provision.returns):
            yield from self.years.duties_of([known.state], years_of(known.span))
        elif self.exceedance is not None:
            yield from self.exceedance.touched_by(known)

    def findings(
        self, duty: YearDuty, source: MatterSource, places: Locator, at: Instant
    ) -> Iterator[Finding]:
        """Each ceiling, and once what exceeds some of them for a time."""
        found = self.account(duty, source)
        if found.barred is not None:
            for one in found.held:
                yield self._finding(_step(one.limit), found, found.barred, ())
            return
        for one in found.held:
            if not one.excusable or found.covering is None:
                yield self._finding(_step(one.limit), found, one.standing, one.margins)
        if found.covering is not None:
            margins = tuple(margin for one in found.held if one.excusable for margin in one.margins)
            margins += found.covering.margins
            yield self._finding(EXCEEDANCE, found, found.covering.standing, margins, found.covering)

    def account(self, duty: YearDuty, source: MatterSource) -> YearAccount:
        """What is held in a year against each ceiling, from the newest returns for it."""
        counted = self._counted(duty, source)
        barred = self._barred(counted.days or (year_span(duty.year),))
        judged = tuple(self._against_raised(one, duty) for one in self._held(duty, counted))
        covering = None
        if barred is None and any(one.excusable for one in judged):
            covering = self._covering(duty, counted, source)
        return YearAccount(duty, counted.states, counted.returns, barred, judged, covering)

    def _counted(self, duty: YearDuty, source: MatterSource) -> _Counted:
        scope, span = self.years.scope, year_span(duty.year)
        states = self.years.states_in(duty)
        told = [
            one
            for one in returns_in(source, scope, self.provision.returns, states, span)
            if not one.withdrawn
            and one.span is not None
            and one.span.overlaps(span)
            and binds_within(scope, one.state, one.span)
        ]
        each = {state: newest(one for one in told if one.state == state) for state in states}
        returns = {state: one for state, one in each.items() if one is not None}
        return _Counted(states, returns, tuple(one.span for one in returns.values() if one.span))

    def _barred(self, days: Sequence[Interval]) -> Standing | None:
        """Where the ceiling does not hold yet, or it is not known whether it does; None where it holds."""
        since = self.provision.since
        if since is None and self.provision.since_evidence is not None:
            return Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.TREATY_VALUE, "since"),))
        since = since or self.years.scope.agreement.in_force
        if since is None:
            return None
        begins = since.interval
        if begins.earliest > max(one.latest for one in days):
            return Standing(FindingState.NOT_TRIGGERED)
        surely = begins.earliest if since.precision is Precision.DAY else begins.latest
        if surely <= min(one.earliest for one in days):
            return None
        return Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.DATE_PRECISION, "since"),))

    def _held(self, duty: YearDuty, counted: _Counted) -> Iterator[Held]:
        for limit in self.provision.limits:
            bounds, gaps = self._add_up(limit, counted)
            most, measure = value_on(limit.at_most, first_instant(duty.year)), sum_of(limit.measures)
            standing, margin = self._measure(measure, bounds, most, gaps)
            yield Held(limit, bounds, standing, (margin,), gaps)

    def _add_up(self, limit: HoldingLimit, counted: _Counted) -> tuple[Bounds, tuple[Gap, ...]]:
        """What all states hold together, and what they have not told."""
        sectors = tuple(self.years.scope.agreement.sectors)
        parts: list[Bounds] = []
        gaps: list[Gap] = []
        for state in counted.states:
            returned = counted.returns.get(state)
            if returned is None:
                parts.append(_OPEN)
                gaps.append(Gap(Missing.RETURN, state))
                continue
            for measure in limit.measures:
                bounds = held(returned, limit.sector, measure, sectors)
                parts.append(bounds)
                gaps += [] if bounds.low == bounds.high else [Gap(Missing.STRENGTH, measure)]
        return add_up(parts), tuple(dict.fromkeys(gaps))

    def _measure(
        self, measure: MeasureId, bounds: Bounds, most: DatedValue, gaps: tuple[Gap, ...]
    ) -> tuple[Standing, Margin]:
        near_permille = self.years.scope.near_permille
        standing, margin = measure_limit(measure, bounds, most, near_permille, gaps)
        return standing, replace(margin, limit=True)

    def _against_raised(self, one: Held, duty: YearDuty) -> Held:
        """Where it is above its ceiling: whether it is within what may be held for a time."""
        most = one.margins[0].needed
        if self.exceedance is None or most is None or one.standing.state is not FindingState.EXCEEDED:
            return one
        raised = self.exceedance.raised(most, duty.year)
        if raised.value is None:
            gap = Gap(Missing.TREATY_VALUE, "percent")
            return one._replace(standing=Standing(FindingState.UNCLEAR, gaps=(gap,)))
        standing, margin = self._measure(for_a_time(one.margins[0].measure), one.bounds, raised, one.gaps)
        margins = (*one.margins, margin)
        if standing.state is FindingState.UNCLEAR:
            return one._replace(standing=standing, margins=margins)
        return one._replace(margins=margins, excusable=margin.reached is Answer.NO)

    def _covering(self, duty: YearDuty, counted: _Counted, source: MatterSource) -> Covering | None:
        return self.exceedance.covering(duty, counted.days, source) if self.exceedance else None

    def _finding(
        self,
        step: str,
        found: YearAccount,
        standing: Standing,
        margins: tuple[Margin, ...],
        covering: Covering | None = None,
    ) -> Finding:
        returns = [found.returns[state] for state in found.states if state in found.returns]
        messages = tuple(message for one in returns for message in one.messages)
        counterparts = tuple(one.id for one in returns)
        if covering is not None:
            messages, counterparts = messages + covering.messages, counterparts + covering.counterparts
        duty = found.duty
        about = self.years.about(duty)
        return self.stamps[step].on_year(
            about, duty.year, standing, duty.bearer, messages, margins, counterparts
        )


def _step(limit: HoldingLimit) -> str:
    return f"{HOLDINGS}.{limit.id}"


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``ceiling`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    ceiling = as_kind(provision, Ceiling)
    years = YearRule(scope, ceiling, ceiling.bearer)
    terms = ceiling.exceedance
    exceedance = ExceedanceRule(years, terms) if terms else None
    steps = (EXCEEDANCE, *map(_step, ceiling.limits))
    stamps = {step: stamp_of(scope.agreement.id, ceiling, step) for step in steps}
    return Rules(on_duties=(CeilingRule(years, ceiling, exceedance, stamps),))
