"""``notify``: tell the others of an activity in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import Bearer, Notify, Provision
from detente.assessment.finding import Finding
from detente.assessment.occasions import LimitOf, compile_clock, first_told
from detente.assessment.outcome import Outcome
from detente.assessment.rules import Rules, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Limit, Standing, standing_of_open, standing_of_told
from detente.assessment.trigger import CompiledTrigger, compile_trigger
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.record.activities import Activity


@dataclass(frozen=True, slots=True)
class NotifyRule:
    """A duty to tell. What the host told holds for every participant it is a duty of."""

    scope: Scope
    provision: Notify
    trigger: CompiledTrigger
    deadline: LimitOf
    stamp: Stamp

    def bearers(self, activity: Activity) -> tuple[StateCode, ...]:
        """Each participant where the article says so, otherwise the host."""
        if self.provision.bearer is Bearer.EACH_PARTICIPANT:
            return self.scope.participants(activity)
        return (activity.host,)

    def findings(self, activity: Activity, outcome: Outcome, at: Instant) -> Iterator[Finding]:
        """One finding for each bearer."""
        for bearer in self.bearers(activity):
            standing = _standing(activity, self.deadline(activity, None, bearer), at)
            yield self.stamp.about(activity, outcome, standing, bearer)


def _standing(activity: Activity, limit: Limit, at: Instant) -> Standing:
    if not activity.tellings:
        return standing_of_open(limit, at)
    told = first_told(activity.tellings)
    return standing_of_told(told, activity.tellings[0].reference, limit)


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``notify`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
        PackError: its condition asks for what activities do not have.
    """
    notify = as_kind(provision, Notify)
    trigger = compile_trigger(notify.when, scope.near_permille)
    deadline = compile_clock(notify.clock, scope.counting)
    rule = NotifyRule(scope, notify, trigger, deadline, stamp_of(scope.agreement.id, notify, "notification"))
    return Rules(on_activities=(rule,))
