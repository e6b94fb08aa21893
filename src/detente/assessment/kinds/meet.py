"""``meet``: meetings held in a year, or in several, and those that were asked for besides."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import ALL_PARTIES, Bearer, DatedValue, Duty, Extraordinary, Meet, Provision
from detente.assessment.conditions import value_on
from detente.assessment.finding import Answer, BearerName, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource, Rules, YearDuty, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Occasion, Standing, limit_of, standing_of_open, standing_of_told
from detente.assessment.tallies import MEETINGS
from detente.assessment.windows import Windows
from detente.assessment.years import YearRule, bearers_of, first_instant, years_of
from detente.kernel.identifiers import DutyId, Reference
from detente.kernel.instants import Instant
from detente.messages.values import Amount
from detente.record.meetings import Meeting
from detente.record.record import KnownMatter


@dataclass(frozen=True, slots=True)
class MeetRule:
    """So many meetings in a window of years. Those that were asked for besides do not count."""

    windows: Windows
    provision: Meet
    stamp: Stamp

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Each bearer's windows."""
        return self.windows.duties(since, at)

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The windows in which a meeting was held."""
        if isinstance(known, Meeting) and self._counts(known) and known.held is not None:
            states = self.windows.years.scope.agreement.states()
            yield from self.windows.touched(states, years_of(known.held))

    def findings(
        self, duty: YearDuty, source: MatterSource, places: Locator, at: Instant
    ) -> Iterator[Finding]:
        """How many were held, against how many are to be."""
        window = self.windows.window(duty.year)
        if window is None:
            unknown = Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.TREATY_VALUE, "years"),))
            yield self.stamp.on_year(self._about(duty), duty.year, unknown, duty.bearer)
            return
        meetings = self._held(duty, window, source)
        standing, margins = self._standing(len(meetings), duty.year, at)
        yield self.stamp.on_year(
            self._about(duty),
            duty.year,
            standing,
            duty.bearer,
            tuple(dict.fromkeys(message for one in meetings for message in one.messages)),
            margins,
            tuple(one.id for one in meetings),
        )

    def _about(self, duty: YearDuty) -> DutyId:
        return self.windows.years.about(duty)

    def _standing(self, held: int, year: int, at: Instant) -> tuple[Standing, tuple[Margin, ...]]:
        if self.provision.times is None:
            return Standing(FindingState.AVAILABLE), ()
        times = value_on(self.provision.times, first_instant(year))
        limit = self.windows.limit(year)
        if times.value is None:
            unknown = (Gap(Missing.TREATY_VALUE, MEETINGS),)
            return Standing(FindingState.UNCLEAR, limit.due, gaps=unknown), (_margin(held, times),)
        if held >= times.value:
            return Standing(FindingState.MET, limit.due), (_margin(held, times),)
        if self.provision.duty is Duty.MAY:
            return Standing(FindingState.AVAILABLE), (_margin(held, times),)
        return standing_of_open(limit, at), (_margin(held, times),)

    def _held(self, duty: YearDuty, window: range, source: MatterSource) -> list[Meeting]:
        """The meetings held in the window in which the bearer, or a state of it, took part; by name."""
        states, span = self.windows.years.states_in(duty), self.windows.span(window)
        everybody = self.windows.years.scope.agreement.states()
        found = [
            one
            for one in source.matters_of(Meeting, everybody, span)
            if self._counts(one)
            and one.held is not None
            and all(year in window for year in years_of(one.held))
            and (not one.states or not set(states).isdisjoint(one.states))
        ]
        return sorted(found, key=lambda one: one.id)

    def _counts(self, meeting: Meeting) -> bool:
        return (
            meeting.agreement in self.windows.years.scope.agreement.lineage
            and not meeting.withdrawn
            and not meeting.extraordinary
            and self.provision.format in (None, meeting.format)
        )


@dataclass(frozen=True, slots=True)
class ExtraordinaryRule:
    """A meeting that was asked for: to be held within the time the article sets."""

    scope: Scope
    provision: Meet
    extraordinary: Extraordinary
    stamp: Stamp

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """One finding for each bearer; nothing where no meeting was asked for in the article's format."""
        if not isinstance(known, Meeting) or known.agreement not in self.scope.agreement.lineage:
            return
        if known.format == self.extraordinary.request_format and known.requested:
            for bearer in self._bearers(known):
                standing = self._standing(known, known.requested, at)
                yield self.stamp.mark(known.id, standing, bearer, known.owner, known.messages)

    def _bearers(self, meeting: Meeting) -> tuple[BearerName, ...]:
        if self.provision.bearer in (Bearer.EACH_SIDE, Bearer.ALL_PARTIES):
            return bearers_of(self.scope, self.provision.bearer)
        return (ALL_PARTIES,)

    def _standing(self, meeting: Meeting, request: Reference, at: Instant) -> Standing:
        asked = meeting.told if meeting.told and meeting.told.has_beginning else None
        occasion = Occasion(asked, Gap(Missing.TOLD_DATE, request), request)
        day = meeting.told.latest if meeting.told else None
        limit = limit_of(self.extraordinary.clock, occasion, self.scope.counting, day)
        if meeting.held is not None:
            return standing_of_told(meeting.held, meeting.id, limit)
        if meeting.withdrawn:
            return Standing(FindingState.NOT_TRIGGERED)
        return standing_of_open(limit, at)


def _margin(held: int, times: DatedValue) -> Margin:
    reached = Answer.UNCLEAR
    if times.value is not None:
        reached = Answer.YES if held >= times.value else Answer.NO
    return Margin(MEETINGS, times.value, Amount(held), reached, near=False, evidence=times.evidence)


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``meet`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    meet = as_kind(provision, Meet)
    windows = Windows(YearRule(scope, meet, meet.bearer), meet.every_years)
    yearly = Rules(on_duties=(MeetRule(windows, meet, stamp_of(scope.agreement.id, meet, "meeting")),))
    if meet.extraordinary is None:
        return yearly
    stamp = stamp_of(scope.agreement.id, meet, "extraordinary")
    return yearly + Rules(on_matters=(ExtraordinaryRule(scope, meet, meet.extraordinary, stamp),))
