"""``host``: offer or accept visits, in time, answer what is asked, report, and keep to size and length."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.agreements.model import Clock, Duty, Event, Host, Provision, Purpose, TimeLimit
from detente.assessment.clocks import just_after
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Missing, Said
from detente.assessment.kinds.hosting import build_hosting_rule
from detente.assessment.kinds.visit_conduct import VisitConduct
from detente.assessment.kinds.visit_numbers import VisitNumbers
from detente.assessment.rules import MatterSource, Rules, as_kind
from detente.assessment.scope import Scope, is_party
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import (
    Limit,
    Occasion,
    Standing,
    limit_of,
    standing_of_open,
    standing_of_told,
)
from detente.assessment.visiting import acceptance, end_of, is_over, only, others_of, replies_of, took_place
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant, Interval
from detente.record.periods import interval_of
from detente.record.record import KnownMatter
from detente.record.visits import Visit

_STEPS = ("visit-invitation", "visit-request", "visit-reply", "visit-report")
_TOLD = frozenset({FindingState.MET, FindingState.MET_LATE, FindingState.OFFERED})
_ENDED = Standing(FindingState.NOT_TRIGGERED)


@dataclass(frozen=True, slots=True)
class HostRule:
    """What an invitation to a visit, or a request for one, brings with it."""

    scope: Scope
    provision: Host
    stamps: Mapping[str, Stamp]
    numbers: VisitNumbers
    conduct: VisitConduct

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """The findings on a visit in the provision's formats; nothing on others."""
        wanted = (self.provision.invitation_format, self.provision.request_format)
        if not isinstance(known, Visit) or known.agreement not in self.scope.agreement.lineage:
            return
        runs = any(self._runs(known, known.owner, other) for other in others_of(known))
        if known.format in wanted and runs and self._binds(known.owner, known):
            yield self._opening(known)
            yield from self._replies(known, at)
            yield from self._reports(known, at)
            yield from self.numbers.findings(known)
            yield from self.conduct.findings(known, at)

    def _binds(self, state: StateCode, visit: Visit) -> bool:
        party = self.scope.parties.get(state)
        return party is not None and is_party(party, _day_of(visit))

    def _runs(self, visit: Visit, one: StateCode, other: StateCode) -> bool:
        """Whether the provision is not suspended between the two."""
        return not self.scope.suspended(one, other, self.provision.id, _day_of(visit))

    def _opening(self, visit: Visit) -> Finding:
        """The invitation, or the request: told early enough before the visitors arrive."""
        invited = visit.opened_by is Purpose.VISIT_INVITATION
        step, clock = (
            ("visit-invitation", self.provision.invitation)
            if invited
            else ("visit-request", self.provision.request)
        )
        standing = standing_of_told(visit.told, visit.reference, self._limit(clock, visit, visit.owner))
        if invited and clock is None and self.provision.duty is Duty.MAY:
            standing = Standing(FindingState.OFFERED)
        if visit.withdrawn and standing.state not in _TOLD:
            standing = _ENDED
        return self._mark(step, visit, standing, visit.owner, only(others_of(visit)))

    def _replies(self, visit: Visit, at: Instant) -> Iterator[Finding]:
        """The reply of each state that was asked or invited, where the article knows replies."""
        if self.provision.reply is None and self.provision.reply_format is None:
            return
        for state in others_of(visit):
            if self._binds(state, visit) and self._runs(visit, visit.owner, state):
                standing, said = self._reply(visit, state, at)
                yield self._mark("visit-reply", visit, standing, state, visit.owner)._replace(said=said)

    def _reply(self, visit: Visit, state: StateCode, at: Instant) -> tuple[Standing, Said | None]:
        """By when the first reply came, and what the newest says; a refusal is a reply."""
        clock = self.provision.reply
        limit = self._limit(clock, visit, state)
        replies = replies_of(visit, self.provision.reply_format, state)
        if replies:
            free = self.provision.duty is Duty.MAY
            declined = Said.DECLINED_FREELY if free else Said.DECLINED
            said = {True: Said.ACCEPTED, False: declined, None: None}[replies[-1].accepted]
            return standing_of_told(replies[0].told, replies[0].reference, limit), said
        if is_over(visit):
            return _ENDED, None
        silence = clock.silence if isinstance(clock, Clock) else None
        return standing_of_open(limit, at, silence), None

    def _reports(self, visit: Visit, at: Instant) -> Iterator[Finding]:
        """The report of each guest, from when the visit is to take place; none where it did not."""
        if self.provision.report_format is None or is_over(visit) or self._came_too_late(visit):
            return
        for state in visit.guests:
            told = [
                one
                for one in visit.reports
                if (one.state, one.format) == (state, self.provision.report_format)
            ]
            limit = self._limit(self.provision.report, visit, state)
            if told:
                standing = standing_of_told(told[0].told, told[0].reference, limit)
            elif self._is_owed(visit, state):
                standing = _after_the_end(standing_of_open(limit, at), visit, at)
            else:
                continue
            if self._binds(state, visit) and any(self._runs(visit, state, one) for one in visit.hosts):
                yield self._mark("visit-report", visit, standing, state, only(visit.hosts))

    def _came_too_late(self, visit: Visit) -> bool:
        """Whether the article has it that the visit does not take place, and nobody reports that it did."""
        return took_place(visit) is None and self.conduct.is_too_late(visit)

    def _is_owed(self, visit: Visit, guest: StateCode) -> bool:
        """Whether this guest comes: it took place, or it was agreed and it is known when it ends."""
        if took_place(visit) is not None:
            return True
        invited = visit.opened_by is Purpose.VISIT_INVITATION
        answer = acceptance(visit, self.provision.reply_format, guest if invited else None)
        agreed = answer is Answer.YES or (answer is None and self.provision.reply_format is None)
        return agreed and end_of(visit) is not None

    def _limit(self, clock: TimeLimit | None, visit: Visit, bearer: StateCode) -> Limit:
        if clock is None:
            return limit_of(None, _NOT_LOOKED_AT, self.scope.counting, None)
        return limit_of(clock, _occasion(clock.event, visit), self.scope.counting, _day_of(visit), bearer)

    def _mark(
        self, step: str, visit: Visit, standing: Standing, bearer: StateCode, other: StateCode | None
    ) -> Finding:
        return self.stamps[step].mark(visit.id, standing, bearer, other, visit.messages)


def _after_the_end(standing: Standing, visit: Visit, at: Instant) -> Standing:
    """A report is not due before the visit is over, however short the time for it."""
    end = end_of(visit)
    if end is None or took_place(visit) is not None or standing.state is not FindingState.DUE:
        return standing
    last = interval_of(end).latest
    if at > last:
        return standing
    return Standing(FindingState.UPCOMING, standing.due, just_after(last))


def _occasion(event: Event, visit: Visit) -> Occasion:
    match event:
        case Event.VISIT_ARRIVAL:
            moment, name = visit.arrival, "visit.arrival"
        case Event.VISIT_END:
            moment, name = end_of(visit), "visit.end"
        case _:
            asked = visit.told if visit.told and visit.told.has_beginning else None
            return Occasion(asked, Gap(Missing.TOLD_DATE, visit.reference), visit.reference)
    when: Interval | None = None if moment is None else interval_of(moment)
    return Occasion(when, Gap(Missing.START_DATE, name), name)


def _day_of(visit: Visit) -> Instant | None:
    """What decides which version of a number holds, and who is a party: when it was told of."""
    return visit.told.latest if visit.told else None


_NOT_LOOKED_AT = Occasion(None, Gap(Missing.START_DATE, "visit.arrival"), "visit.arrival")


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``host`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    host = as_kind(provision, Host)
    stamps = {step: stamp_of(scope.agreement.id, host, step) for step in _STEPS}
    numbers = VisitNumbers(
        scope,
        host,
        stamp_of(scope.agreement.id, host, "team"),
        stamp_of(scope.agreement.id, host, "length"),
    )
    on_visits = Rules(on_matters=(HostRule(scope, host, stamps, numbers, VisitConduct(scope, host)),))
    if host.every_years is None:
        return on_visits
    return on_visits + Rules(on_duties=(build_hosting_rule(scope, host, host.every_years),))
