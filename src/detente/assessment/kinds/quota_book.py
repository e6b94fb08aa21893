"""The book of one quota: which requests use it up, in their order, and what was given away: a part of ``quota``.

Two requests may cross on their way. The order by when each was told, and then by number, is the same at
every node, and so is the one that is over the number.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.agreements.model import Purpose, Quota
from detente.assessment.clocks import LAST_INSTANT
from detente.assessment.finding import Answer, BearerName, Gap, Missing
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.scope import Scope
from detente.assessment.tallies import Counted, Tally
from detente.assessment.visiting import freeing_reason, uses_up, visit_years
from detente.assessment.years import YearRule, bearers_with, year_span, years_of
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.record.matters import opened_in
from detente.record.quotas import QuotaMessage
from detente.record.visits import Visit


@dataclass(frozen=True, slots=True)
class Use:
    """A request that uses the quota up, or may: by whom, and of what object (None: not stated)."""

    partner: BearerName
    object: str | None
    counted: Counted
    visit: Visit


@dataclass(frozen=True, slots=True)
class Given:
    """A part of the quota that one partner gave to another. ``amount`` None: how much is not stated."""

    giver: BearerName
    receiver: BearerName | None
    amount: int | None
    message: QuotaMessage


@dataclass(frozen=True, slots=True)
class Freed:
    """A request that uses nothing up: by whom, and for which reason (None: it was withdrawn)."""

    partner: BearerName
    reason: str | None
    visit: Visit


@dataclass(frozen=True, slots=True)
class QuotaBook:
    """What is known of one bearer's quota in one year; ``uses`` and ``freed`` in the order in which they count."""

    uses: tuple[Use, ...]
    given: tuple[Given, ...]
    told_full: tuple[QuotaMessage, ...]
    freed: tuple[Freed, ...] = ()

    def tally(self, partner: BearerName | None = None) -> Tally:
        """The requests of a partner; None: of all."""
        return Tally(tuple(one.counted for one in self.uses if partner in (None, one.partner)))

    def partners(self) -> tuple[BearerName, ...]:
        """Those who used some of it, gave some away or received some, by name."""
        names = {one.partner for one in self.uses} | {one.giver for one in self.given}
        return tuple(sorted(names | {one.receiver for one in self.given if one.receiver is not None}))


@dataclass(frozen=True, slots=True)
class Bookkeeper:
    """Opens the books of one provision: a book costs what there is of its host and year."""

    years: YearRule
    provision: Quota

    def book(self, duty: YearDuty, source: MatterSource) -> QuotaBook:
        """The book of one bearer and year."""
        states, span = self.years.states_in(duty), year_span(duty.year)
        visits = [one for one in self.requests(duty, source) if duty.year in visit_years(one)]
        messages = [
            *source.matters_of(QuotaMessage, states, span),
            *source.matters_concerning(QuotaMessage, states, span),
        ]
        about = [
            one
            for one in {one.id: one for one in messages}.values()
            if self.is_about_quota(one) and one.partner in states and duty.year in quota_years(one)
        ]
        about.sort(key=lambda one: one.id)
        uses, freed = self._entered(sorted(visits, key=_order))
        return QuotaBook(
            uses=uses,
            given=tuple(self._given(about)),
            told_full=tuple(one for one in about if one.purpose is Purpose.QUOTA_FULL),
            freed=freed,
        )

    def requests(self, duty: YearDuty, source: MatterSource) -> list[Visit]:
        """The requests to a bearer that touch a year, whatever became of them."""
        states = self.years.states_in(duty)
        return [
            one
            for one in source.matters_concerning(Visit, states, year_span(duty.year))
            if self.is_request(one) and self._is_for(one, states)
        ]

    def is_request(self, visit: Visit) -> bool:
        """Whether the request counts under this provision, or may, were it not for what became of it."""
        if visit.agreement not in self._scope.agreement.lineage:
            return False
        return visit.format == self.provision.request_format and (
            self.provision.sector is None or visit.sector in (None, self.provision.sector)
        )

    def is_about_quota(self, message: QuotaMessage) -> bool:
        """Whether it gives away some of this quota, or says that it is used up."""
        wanted = (self.provision.transfer_format, self.provision.full_format)
        return (
            message.agreement in self._scope.agreement.lineage
            and message.format in wanted
            and not message.withdrawn
        )

    def partner_of(self, state: StateCode) -> BearerName | None:
        """Under whose name a state uses the quota: its side's where sides have quotas. None: it is no party."""
        return next(iter(bearers_with(self._scope, self.provision.bearer, state)), None)

    @property
    def _scope(self) -> Scope:
        return self.years.scope

    def _is_for(self, visit: Visit, states: tuple[StateCode, ...]) -> bool:
        """Whether others ask these states: a state's own side takes none of its quota."""
        day = visit.told.latest if visit.told else None
        return visit.owner not in states and any(
            not self._scope.suspended(visit.owner, host, self.provision.id, day)
            for host in visit.hosts
            if host in states
        )

    def _entered(self, visits: Iterable[Visit]) -> tuple[tuple[Use, ...], tuple[Freed, ...]]:
        """What uses the quota up, or may, and what does not."""
        uses, freed = [], []
        for visit in visits:
            partner = self.partner_of(visit.owner)
            answer, gaps = uses_up(visit, self.provision.exempt, self.provision.reply_format)
            if partner is None:
                continue
            if answer is Answer.NO:
                freed.append(Freed(partner, freeing_reason(visit), visit))
            else:
                counted = Counted(visit.id, visit.messages, (*gaps, *self._doubts(visit)))
                uses.append(Use(partner, visit.object, counted, visit))
        return tuple(uses), tuple(freed)

    def _doubts(self, visit: Visit) -> Iterator[Gap]:
        if len(visit_years(visit)) > 1:
            yield Gap(Missing.DATE_PRECISION, visit.id)
        if self.provision.sector is not None and visit.sector is None:
            yield Gap(Missing.ACTIVITY_TYPE, "visit.sector")

    def _given(self, messages: Iterable[QuotaMessage]) -> Iterator[Given]:
        for one in messages:
            giver = self.partner_of(one.owner)
            if one.purpose is Purpose.QUOTA_TRANSFER and giver is not None:
                yield Given(giver, self._receiver(one), one.amount, one)

    def _receiver(self, message: QuotaMessage) -> BearerName | None:
        """Who receives: whom it is addressed to besides the state whose quota it is; None: more than one, or none."""
        others = [self.partner_of(state) for state in message.to if state != message.partner]
        names = dict.fromkeys(one for one in others if one is not None)
        return next(iter(names)) if len(names) == 1 else None


def quota_years(message: QuotaMessage) -> range:
    """The years a message about a quota is for; where none is stated, those in which it was told."""
    if message.year is not None:
        return years_of(message.year.interval)
    if message.told is not None and message.told.has_beginning:
        return years_of(message.told)
    year = opened_in(message.id)
    return range(year, year + 1)


def _order(visit: Visit) -> tuple[Instant, Instant, str]:
    """By when it was told, as far as it is known, and then by number."""
    told = visit.told
    if told is None:
        return (LAST_INSTANT, LAST_INSTANT, visit.reference)
    return (told.earliest if told.has_beginning else told.latest, told.latest, visit.reference)
