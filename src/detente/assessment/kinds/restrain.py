"""``restrain``: activities that are not to be held, or only so many of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from detente.agreements.model import (
    AllOf,
    AnyOf,
    Bearer,
    Compare,
    Condition,
    Forbidden,
    Provision,
    Quantity,
    Restrain,
    Trigger,
)
from detente.assessment.conditions import Check
from detente.assessment.finding import Answer, Finding, FindingState, Margin
from detente.assessment.kinds.restrained_numbers import build_number_rule
from detente.assessment.occasions import LimitOf, compile_clock
from detente.assessment.outcome import Outcome
from detente.assessment.rules import Rules, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Limit, Standing
from detente.assessment.tallies import ACTIVITIES
from detente.assessment.trigger import CompiledTrigger, compile_trigger
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.messages.values import Amount
from detente.record.activities import Activity, ActivityStatus


@dataclass(frozen=True, slots=True)
class RestraintStamp(Stamp):
    """The stamp of a restraint: what is only near a threshold is not unclear, wherever it lies."""

    declared: Check

    def unclear(self, activity: Activity, outcome: Outcome, bearer: StateCode, limit: Limit) -> Finding:
        """The finding where it is not clear whether the provision applies."""
        if self.declared(activity).answer is Answer.NO:
            return Stamp.not_triggered(self, activity, outcome, bearer)
        return Stamp.unclear(self, activity, outcome, bearer, limit)


@dataclass(frozen=True, slots=True)
class ForbiddenRule:
    """An activity that is not to be held. It also looks at those near a threshold, and says so."""

    scope: Scope
    provision: Restrain
    trigger: CompiledTrigger
    deadline: LimitOf
    stamp: RestraintStamp

    def bearers(self, activity: Activity) -> tuple[StateCode, ...]:
        """Each participant where the article says so, otherwise the host."""
        if self.provision.bearer is Bearer.EACH_PARTICIPANT:
            return self.scope.participants(activity)
        return (activity.host,)

    def findings(self, activity: Activity, outcome: Outcome, at: Instant) -> Iterator[Finding]:
        """One finding for each bearer."""
        state, margins = FindingState.NEAR, outcome.margins
        if self.stamp.declared(activity).answer is not Answer.NO:
            evidence = self.provision.evidence
            held = Margin(ACTIVITIES, 0, Amount(1), Answer.YES, near=False, evidence=evidence, limit=True)
            state, margins = FindingState.EXCEEDED, (*margins, held)
        for bearer in self.bearers(activity):
            if activity.status is ActivityStatus.CANCELLED:
                yield self.stamp.not_triggered(activity, outcome, bearer)
            else:
                yield self.stamp.about(activity, outcome, Standing(state), bearer, margins=margins)


def lowered(condition: Condition, near_permille: int) -> Condition:
    """The condition with each threshold where a number begins to be near it; those under a ``not`` stay."""
    match condition:
        case Compare():
            versions = tuple(
                one if one.value is None else replace(one, value=-(-one.value * near_permille // 1000))
                for one in condition.at_least.versions
            )
            return replace(condition, at_least=Quantity(versions))
        case AllOf() | AnyOf():
            return replace(condition, parts=tuple(lowered(one, near_permille) for one in condition.parts))
        case _:
            return condition


def _with_near(trigger: Trigger, plain: CompiledTrigger, near_permille: int) -> CompiledTrigger:
    """The trigger, which lets through what is near as well, so that it is placed on the map.

    Not where it takes an activity of another side: that one would have to meet the trigger itself.
    """
    if trigger.condition is None or trigger.both_sides is not None:
        return plain
    low = replace(trigger, condition=lowered(trigger.condition, near_permille))
    nearly = compile_trigger(low, near_permille).declared

    def declared(activity: Activity) -> Outcome:
        outcome = plain.declared(activity)
        if outcome.answer is Answer.NO and nearly(activity).answer is Answer.YES:
            return outcome._replace(answer=Answer.YES)
        return outcome

    return plain._replace(declared=declared)


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``restrain`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
        PackError: its condition asks for what activities do not have.
    """
    restrain = as_kind(provision, Restrain)
    plain = compile_trigger(restrain.when, scope.near_permille)
    if not isinstance(restrain.limit, Forbidden):
        return Rules(on_duties=(build_number_rule(scope, restrain, restrain.limit, plain),))
    trigger = _with_near(restrain.when, plain, scope.near_permille)
    head = stamp_of(scope.agreement.id, restrain, "restraint").head
    stamp = RestraintStamp(restrain, head, plain.declared)
    deadline = compile_clock(None, scope.counting)
    return Rules(on_activities=(ForbiddenRule(scope, restrain, trigger, deadline, stamp),))
