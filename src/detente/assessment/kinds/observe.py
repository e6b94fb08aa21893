"""``observe``: invite observers in time, reply in time, and send no more than the article allows.

The host invites: each party it owes an invitation has a finding of its own; where inviting is voluntary
there is one, offered or available. Each invited party's reply has one, and so has the number of observers.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import Duty, Observe, Provision
from detente.assessment.finding import Finding, FindingState, Gap, Missing
from detente.assessment.kinds.observers import observer_findings
from detente.assessment.occasions import LimitOf, compile_clock
from detente.assessment.outcome import Outcome
from detente.assessment.rules import Rules, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import (
    Limit,
    Standing,
    standing_of_open,
    standing_of_told,
)
from detente.assessment.trigger import CompiledTrigger, compile_trigger
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.messages.document import OriginKind
from detente.record.activities import Activity, Invitation


@dataclass(frozen=True, slots=True)
class ObserveRule:
    """A duty to invite, or the right to; with the replies and the number of observers."""

    scope: Scope
    provision: Observe
    trigger: CompiledTrigger
    deadline: LimitOf
    reply_by: LimitOf
    stamp: Stamp
    reply: Stamp
    observers: Stamp

    def bearers(self, activity: Activity) -> tuple[StateCode, ...]:
        """The host: it is the host who invites."""
        return (activity.host,)

    def findings(self, activity: Activity, outcome: Outcome, at: Instant) -> Iterator[Finding]:
        """The findings on invitation, replies and number."""
        limit = self.deadline(activity, None, activity.host)
        if self.provision.duty is Duty.MAY:
            yield self._voluntary(activity, outcome, limit)
        else:
            yield from self._invitations(activity, outcome, limit, at)
        yield from self._replies(activity, outcome, at)
        yield from observer_findings(self.provision, self.observers, activity, outcome)

    def _voluntary(self, activity: Activity, outcome: Outcome, limit: Limit) -> Finding:
        state = FindingState.OFFERED if activity.invitations else FindingState.AVAILABLE
        return self.stamp.about(activity, outcome, Standing(state, limit.due), activity.host)

    def _invitations(
        self, activity: Activity, outcome: Outcome, limit: Limit, at: Instant
    ) -> Iterator[Finding]:
        others = self.scope.others(activity, self.provision.id)
        if not others:
            yield self.stamp.not_triggered(activity, outcome, activity.host)
        for state in others:
            sent = next((one for one in activity.invitations if state in one.to), None)
            if sent is None:
                standing = _uninvited(activity, limit, at)
            else:
                standing = standing_of_told(sent.told, sent.reference, limit)
            yield self.stamp.about(activity, outcome, standing, activity.host, state)

    def _replies(self, activity: Activity, outcome: Outcome, at: Instant) -> Iterator[Finding]:
        newest = {state: one for one in activity.invitations for state in one.to}
        for state in sorted(newest):
            if self.scope.binds(state, activity):
                standing = self._reply_standing(activity, newest[state], state, at)
                yield self.reply.about(activity, outcome, standing, state, activity.host, margins=())

    def _reply_standing(
        self, activity: Activity, invitation: Invitation, state: StateCode, at: Instant
    ) -> Standing:
        limit = self.reply_by(activity, invitation, state)
        replies = (reply for one in activity.invitations for reply in one.replies)
        answer = next((reply for reply in replies if reply.state == state), None)
        if answer is not None:
            return standing_of_told(answer.told, answer.reference, limit)
        clock = self.provision.reply
        return standing_of_open(limit, at, clock.silence if clock else None)


def _uninvited(activity: Activity, limit: Limit, at: Instant) -> Standing:
    """Where no invitation is known. Public reports do not show which messages ministries sent each other."""
    standing = standing_of_open(limit, at)
    if standing.state is FindingState.MISSED and activity.origin.kind is OriginKind.RECONSTRUCTED:
        return Standing(FindingState.UNCLEAR, limit.due, gaps=(Gap(Missing.UNREPORTED, activity.id),))
    return standing


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of an ``observe`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
        PackError: its condition asks for what activities do not have.
    """
    observe = as_kind(provision, Observe)
    trigger = compile_trigger(observe.when, scope.near_permille)
    stamps = (stamp_of(scope.agreement.id, observe, step) for step in ("invitation", "reply", "observers"))
    deadline, reply_by = (
        compile_clock(clock, scope.counting) for clock in (observe.invitation, observe.reply)
    )
    rule = ObserveRule(scope, observe, trigger, deadline, reply_by, *stamps)
    return Rules(on_activities=(rule,))
