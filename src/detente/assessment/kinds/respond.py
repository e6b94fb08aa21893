"""``respond``: answer a request within a clock."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import Clock, Provision, Respond
from detente.assessment.finding import Finding, FindingState, Gap, Missing
from detente.assessment.rules import MatterSource, Rules, as_kind
from detente.assessment.scope import Scope, is_party
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Occasion, Standing, limit_of, standing_of_open, standing_of_told
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.record.record import KnownMatter
from detente.record.requests import Answered, Request


@dataclass(frozen=True, slots=True)
class RespondRule:
    """A duty to answer. A request that is withdrawn unanswered asks for nothing any more."""

    scope: Scope
    provision: Respond
    stamp: Stamp

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """One finding for each party that was asked; nothing for requests in another format."""
        if (
            isinstance(known, Request)
            and known.agreement in self.scope.agreement.lineage
            and known.format == self.provision.request_format
        ):
            yield from self._answers(known, at)

    def _answers(self, request: Request, at: Instant) -> Iterator[Finding]:
        for state in request.asked:
            if self._binds(state, request):
                standing = self._standing(request, state, at)
                yield self.stamp.mark(request.id, standing, state, request.asker, request.messages)

    def _binds(self, state: StateCode, request: Request) -> bool:
        party, day = self.scope.parties.get(state), request.told.latest if request.told else None
        if self.scope.suspended(state, request.asker, self.provision.id, day):
            return False
        return party is not None and is_party(party, day)

    def _standing(self, request: Request, state: StateCode, at: Instant) -> Standing:
        clock = self._clock(request)
        asked = request.told if request.told and request.told.has_beginning else None
        occasion = Occasion(asked, Gap(Missing.TOLD_DATE, request.reference), request.reference)
        day = request.told.latest if request.told else None
        limit = limit_of(clock, occasion, self.scope.counting, day, state)
        answer = self._answer(request, state)
        if answer is not None:
            return standing_of_told(answer.told, answer.reference, limit)
        if request.withdrawn:
            return Standing(FindingState.NOT_TRIGGERED)
        return standing_of_open(limit, at, clock.silence)

    def _clock(self, request: Request) -> Clock:
        urgent = self.provision.urgent_clock
        marked = self.provision.urgent_item in request.flags
        return urgent if urgent is not None and marked else self.provision.clock

    def _answer(self, request: Request, state: StateCode) -> Answered | None:
        wanted = self.provision.reply_format
        return next((one for one in request.answers if (one.state, one.format) == (state, wanted)), None)


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``respond`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    respond = as_kind(provision, Respond)
    rule = RespondRule(scope, respond, stamp_of(scope.agreement.id, respond, "answer"))
    return Rules(on_matters=(rule,))
