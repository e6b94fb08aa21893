"""One visit in so many years: a part of ``host``.

A duty lies in each year that ends a window of successive years. Windows that begin before the record does
are not judged: what was hosted in them is not all known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import Duty, Host, Purpose, Quantity
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Missing
from detente.assessment.logic import any_of
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Limit, Standing, standing_of_open
from detente.assessment.visiting import acceptance, is_over, took_place, visit_years
from detente.assessment.windows import Windows
from detente.assessment.years import YearRule
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.record.record import KnownMatter
from detente.record.visits import Visit


@dataclass(frozen=True, slots=True)
class HostingRule:
    """At least one visit accepted or carried out in the window."""

    windows: Windows
    provision: Host
    stamp: Stamp

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Each bearer's windows."""
        return self.windows.duties(since, at)

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The windows of whoever hosts it."""
        if isinstance(known, Visit) and self._is_meant(known):
            yield from self.windows.touched(known.hosts, visit_years(known))

    def findings(
        self, duty: YearDuty, source: MatterSource, places: Locator, at: Instant
    ) -> Iterator[Finding]:
        """Where it stands: hosted, still to be, or not."""
        rule = self.windows.years
        window = self.windows.window(duty.year)
        if window is None:
            unknown = Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.TREATY_VALUE, "years"),))
            yield self.stamp.on_year(rule.about(duty), duty.year, unknown, duty.bearer)
            return
        visits = self._visits(duty, window, source)
        standing = self._standing(visits, self.windows.limit(duty.year), at)
        yield self.stamp.on_year(
            rule.about(duty),
            duty.year,
            standing,
            duty.bearer,
            tuple(dict.fromkeys(message for visit, _ in visits for message in visit.messages)),
            counterparts=tuple(visit.id for visit, _ in visits),
        )

    def _standing(self, visits: list[tuple[Visit, Answer]], limit: Limit, at: Instant) -> Standing:
        hosted = any_of(answer for _, answer in visits)
        if hosted is Answer.YES:
            return Standing(FindingState.MET, limit.due)
        if self.provision.duty is Duty.MAY:
            offered = any(visit.opened_by is Purpose.VISIT_INVITATION for visit, _ in visits)
            return Standing(FindingState.OFFERED if offered else FindingState.AVAILABLE)
        if hosted is Answer.UNCLEAR:
            gaps = tuple(Gap(Missing.DIFFERENT_REPORTS, one.id) for one, answer in visits if answer is hosted)
            return Standing(FindingState.UNCLEAR, limit.due, gaps=gaps)
        return standing_of_open(limit, at)

    def _visits(self, duty: YearDuty, window: range, source: MatterSource) -> list[tuple[Visit, Answer]]:
        """Visits of the window that the bearer hosts, with whether each was accepted or carried out."""
        states, span = self.windows.years.states_in(duty), self.windows.span(window)
        known = [*source.matters_of(Visit, states, span), *source.matters_concerning(Visit, states, span)]
        return [
            (one, self._came_about(one, states))
            for one in sorted({one.id: one for one in known}.values(), key=lambda one: one.id)
            if self._is_meant(one)
            and not is_over(one)
            and not set(states).isdisjoint(one.hosts)
            and all(year in window for year in visit_years(one))
        ]

    def _came_about(self, visit: Visit, states: tuple[StateCode, ...]) -> Answer:
        held = took_place(visit)
        if held is not None:
            return held
        asked = visit.opened_by is Purpose.VISIT_REQUEST
        answers = (
            [acceptance(visit, self.provision.reply_format, one) for one in states]
            if asked
            else [acceptance(visit, self.provision.reply_format)]
        )
        return Answer.YES if Answer.YES in answers else Answer.NO

    def _is_meant(self, visit: Visit) -> bool:
        wanted = (self.provision.invitation_format, self.provision.request_format)
        return visit.agreement in self.windows.years.scope.agreement.lineage and visit.format in wanted


def build_hosting_rule(scope: Scope, provision: Host, every_years: Quantity) -> HostingRule:
    """The rule of a visit owed every so many years."""
    windows = Windows(YearRule(scope, provision, provision.bearer), every_years)
    return HostingRule(windows, provision, stamp_of(scope.agreement.id, provision, "hosting"))
