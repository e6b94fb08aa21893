"""``notify``: tell the others of an activity in time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import Notify, Provision
from detente.assessment.conditions import day_in_question
from detente.assessment.finding import Answer, Finding
from detente.assessment.occasions import first_told, occasion_of
from detente.assessment.rules import as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp
from detente.assessment.standing import Limit, Standing, limit_of, standing_of_open, standing_of_told
from detente.assessment.trigger import CompiledTrigger, Outcome, compile_trigger
from detente.kernel.instants import Instant
from detente.record.activities import Activity


@dataclass(frozen=True, slots=True)
class NotifyRule:
    """A duty to tell. What the host told holds for every participant it is a duty of."""

    scope: Scope
    provision: Notify
    trigger: CompiledTrigger
    stamp: Stamp

    def findings(self, activity: Activity, outcome: Outcome, at: Instant) -> Iterator[Finding]:
        """One finding for each bearer."""
        bearers = self.scope.bearers(self.provision.bearer, activity)
        if outcome.answer is Answer.NO:
            for bearer in bearers:
                yield self.stamp.not_triggered(activity, outcome, bearer)
            return
        limit = self._limit(activity)
        if outcome.answer is Answer.UNCLEAR:
            for bearer in bearers:
                yield self.stamp.unclear(activity, outcome, bearer, limit)
            return
        standing = _standing(activity, limit, at)
        for bearer in bearers:
            yield self.stamp.about(activity, outcome, standing, bearer)

    def _limit(self, activity: Activity) -> Limit:
        clock = self.provision.clock
        event = (clock.before or clock.after) if clock else None
        day = day_in_question(activity)
        return limit_of(clock, occasion_of(event, activity), self.scope.counting, day)


def _standing(activity: Activity, limit: Limit, at: Instant) -> Standing:
    if not activity.tellings:
        return standing_of_open(limit, at)
    told = first_told(activity.tellings)
    return standing_of_told(told, activity.tellings[0].reference, limit)


def build_rule(scope: Scope, provision: Provision) -> NotifyRule:
    """The rule of a ``notify`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
        PackError: its condition asks for what activities do not have.
    """
    notify = as_kind(provision, Notify)
    trigger = compile_trigger(notify.when, scope.near_permille)
    return NotifyRule(scope, notify, trigger, Stamp(scope.agreement.id, notify, "notification"))
