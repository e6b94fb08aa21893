"""One agreement over many activities at once: what each provision says of all of them.

The answers are those of ``assess``: the same triggers, told apart by the same three values, only that each
comparison is made for every activity in one stroke.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache, reduce
from types import MappingProxyType

import numpy as np

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Coded,
    Compare,
    Condition,
    Duty,
    Not,
    Observe,
    Restrain,
    TimeLimit,
    Trigger,
    Where,
)
from detente.assessment.conditions import compile_coded
from detente.assessment.finding import Answer, FindingState, Gap, Missing
from detente.assessment.laboratory.columns import (
    CODES,
    NO,
    YES,
    Answers,
    Columns,
    Flags,
    Whole,
    is_near,
    reaches,
)
from detente.assessment.laboratory.effects import Effect, effect_of
from detente.assessment.laboratory.knobs import (
    Computed,
    Knob,
    KnobKey,
    change_provision,
    clock_of,
    computed_of,
    knobs_of,
    leaf_names,
    leaves_of,
)
from detente.assessment.laboratory.limits import Hosts, LimitReading, read_limit
from detente.assessment.laboratory.pairs import Pairs
from detente.assessment.occasions import LimitOf, compile_clock, first_told
from detente.assessment.places import Located, Locator
from detente.assessment.registry import rules_of
from detente.assessment.standing import standing_of_told
from detente.assessment.trigger import CompiledTrigger, compile_trigger
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import ProvisionId
from detente.record.activities import Activity, ActivityStatus

#: How the lead time of a provision stands for each activity.
UNTOLD, LATE, UNSURE, KEPT = np.int8(0), np.int8(1), np.int8(2), np.int8(3)
_UNREAD = np.int8(-1)
#: Lead times and limits that a bench remembers as they were turned.
_KEPT = 128
_STANDINGS = {FindingState.MET: KEPT, FindingState.MET_LATE: LATE, FindingState.UNCLEAR: UNSURE}

_AS_AGREED: Mapping[str, int] = MappingProxyType({})

#: What one comparison says of every activity.
AskLeaf = Callable[[Compare], Answers]


@dataclass(frozen=True)
class Judged:
    """One provision: whether it applies to each activity, and whether it nearly does.

    No slots: what is near is looked at only where someone asks, and then kept.
    """

    answers: Answers
    look_near: Callable[[], Flags]

    @cached_property
    def near(self) -> Flags:
        """Whether a threshold is missed by little, where it does not apply."""
        return self.look_near()


@dataclass(frozen=True, slots=True)
class _Plan:
    """A provision with its comparisons in the order they are asked, and what each is called and needs."""

    trigger: Trigger
    leaves: tuple[Compare, ...]
    names: tuple[str, ...]
    needed: tuple[int | Whole, ...]

    def turned(self, values: Mapping[str, int]) -> list[int | Whole]:
        """What each comparison needs, with these numbers instead of the agreement's."""
        return [values.get(name, own) for name, own in zip(self.names, self.needed, strict=True)]


class Bench:
    """An agreement and activities, with everything that does not hang on its numbers looked up once.

    Raises:
        PackError: a provision asks for what activities do not have.
    """

    def __init__(self, agreement: Agreement, columns: Columns, places: Locator, near_permille: int) -> None:
        self.agreement = agreement
        self.near_permille = near_permille
        self.columns = columns
        self.provisions = computed_of(agreement)
        found = {key: effect_of(one) for key, one in self.provisions.items()}
        self.by_effect: Mapping[Effect, tuple[ProvisionId, ...]] = {
            effect: tuple(key for key, one in found.items() if one is effect)
            for effect in Effect
            if effect in found.values()
        }
        self.knobs: Mapping[KnobKey, Knob] = {knob.key: knob for knob in knobs_of(agreement)}
        self._places = places
        self._scope, _ = rules_of(agreement, near_permille)
        bound = [self._scope.binds(one.host, one) for one in columns.activities]
        self.bound: Flags = np.array(bound, np.bool_)
        self._typed: dict[tuple[str, ...], Answers] = {}
        self._grounds: dict[tuple[tuple[str, ...], Where | None], Answers] = {}
        self._plans: dict[ProvisionId, _Plan] = {}
        self._judged: dict[ProvisionId, Judged] = {}
        self._inviting: dict[ProvisionId | None, Flags] = {}
        self._told: dict[Coded, Answers] = {}
        self._located: dict[tuple[Where, int], Located] = {}
        self._leads_of = lru_cache(maxsize=_KEPT)(self._unread)
        self._limit_of = lru_cache(maxsize=_KEPT)(self._read_limit)

    def judge(self, provision: ProvisionId, turned: Mapping[str, int] = _AS_AGREED) -> Judged:
        """What a provision says of every activity; ``turned``: with these numbers, by their names."""
        plan = self._plan(provision)
        if not any(name in turned for name in plan.names):
            if provision not in self._judged:
                self._judged[provision] = self._judge(provision, plan, plan.needed)
            return self._judged[provision]
        return self._judge(provision, plan, plan.turned(turned))

    def leads(self, provision: Computed, asked: Flags) -> Answers:
        """Whether the activities asked about were first told of by a provision's deadline, were it to apply.

        For an invitation: whether it was told of early enough to invite in time. Of others it says nothing.
        """
        clock = clock_of(provision)
        if clock is None:
            return np.full(len(self.columns), KEPT)
        leads, limit_of = self._leads_of(clock)
        for index in np.flatnonzero(asked & (leads == _UNREAD)).tolist():
            leads[index] = _stands(self.columns.activities[index], limit_of)
        return leads

    def limit(self, provision: ProvisionId, turned: Mapping[str, int]) -> LimitReading:
        """How a restraint in number stands for every year; ``turned``: with these numbers, by their names."""
        return self._limit_of(provision, frozenset(turned.items()))

    def missing(self, trigger: CompiledTrigger, index: int) -> tuple[Gap, ...]:
        """What is not known of one activity by itself, where a trigger of this agreement is unclear."""
        activity = self.columns.activities[index]
        outcome = trigger.declared(activity)
        if trigger.where is not None and outcome.answer is not Answer.NO:
            located = self._locate(trigger.where, [index])[0]
            outcome = outcome.and_(located.answer, located.gaps)
        if outcome.gaps or trigger.both_sides is None:
            return outcome.gaps
        return (Gap(Missing.TIME_RELATION, activity.id),)

    def compile(self, provision: Computed) -> CompiledTrigger:
        """The trigger of a provision, of this agreement or with other numbers, to be asked of single activities."""
        return compile_trigger(provision.when, self.near_permille)

    def own_answers(self, trigger: Trigger, ask: AskLeaf) -> Answers:
        """Type, numbers and place of each activity by itself; ``ask`` is called in the order of the leaves."""
        ground = self._ground(trigger)
        if trigger.condition is None:
            return ground
        return np.minimum(ground, self._fold(trigger.condition, ask))

    def ask(self, leaf: Compare) -> Answers:
        """What a comparison says of every activity."""
        return reaches(self.columns.amounts(leaf.measure), self.columns.needed(leaf.at_least))

    def with_counterparts(self, trigger: Trigger, own: Answers) -> Answers:
        """The answers once the other side's activities are looked at, where the trigger asks for them."""
        together = trigger.both_sides
        if together is None:
            return own
        answers = np.full(len(own), NO)
        possible = np.flatnonzero(own)
        answers[possible] = self.pairs.paired(possible, together, certain=False)
        sure = possible[own[possible] == YES]
        answers[sure[self.pairs.paired(sure, together, certain=True)]] = YES
        return answers

    def settled(self, provision: Computed, answers: Answers) -> Answers:
        """The answers, where an invitation is owed to nobody, or what is restrained was called off: no."""
        if isinstance(provision, Restrain):
            return np.minimum(answers, self._standing)
        if isinstance(provision, Observe) and provision.duty is not Duty.MAY:
            owed = self._owed(provision.id)
            return answers if owed.all() else np.where((answers == YES) & ~owed, NO, answers)
        return answers

    @cached_property
    def pairs(self) -> Pairs:
        """Activities of opposite sides."""
        return Pairs(self.columns.activities, self.bound, self._scope.opposite)

    @cached_property
    def _standing(self) -> Answers:
        """Yes of every activity that was not called off."""
        stands = [one.status is ActivityStatus.TOLD for one in self.columns.activities]
        return np.where(np.array(stands, np.bool_), YES, NO)

    @cached_property
    def _hosts(self) -> Hosts:
        return Hosts(self.columns.activities)

    def _owed(self, provision: ProvisionId) -> Flags:
        """Whether there is a state to invite."""
        key = provision if self.agreement.suspensions else None
        if key not in self._inviting:
            owed = [bool(self._scope.others(one, provision)) for one in self.columns.activities]
            self._inviting[key] = np.array(owed, np.bool_)
        return self._inviting[key]

    def _plan(self, provision: ProvisionId) -> _Plan:
        if provision not in self._plans:
            trigger = self.provisions[provision].when
            leaves = tuple(leaves_of(trigger.condition))
            needed = tuple(self.columns.needed(leaf.at_least) for leaf in leaves)
            self._plans[provision] = _Plan(trigger, leaves, leaf_names(trigger.condition), needed)
        return self._plans[provision]

    def _judge(self, provision: ProvisionId, plan: _Plan, needed: Sequence[int | Whole]) -> Judged:
        left = iter(needed)
        trigger = plan.trigger
        own = self.own_answers(trigger, lambda leaf: reaches(self.columns.amounts(leaf.measure), next(left)))
        answers = self.settled(self.provisions[provision], self.with_counterparts(trigger, own))
        return Judged(answers, lambda: self._near(plan, needed, answers))

    def _near(self, plan: _Plan, needed: Sequence[int | Whole], answers: Answers) -> Flags:
        near = np.zeros(len(self.columns), np.bool_)
        for leaf, value in zip(plan.leaves, needed, strict=True):
            near |= is_near(self.columns.amounts(leaf.measure), value, self.near_permille)
        near &= (answers == NO) & (self._of_type(plan.trigger.activity) != NO)
        return near

    def _ground(self, trigger: Trigger) -> Answers:
        """Whether type and place are those asked for; of activities that are bound."""
        key = (trigger.activity, trigger.where)
        if key not in self._grounds:
            typed = self._of_type(trigger.activity)
            self._grounds[key] = np.minimum(typed, self._placed(trigger.where, typed))
        return self._grounds[key]

    def _of_type(self, types: tuple[str, ...]) -> Answers:
        if types not in self._typed:
            typed = np.full(len(self.columns), YES)
            if types:
                typed = self.columns.ask(compile_coded("activity.type", types))
            self._typed[types] = np.where(self.bound, typed, NO)
        return self._typed[types]

    def _placed(self, where: Where | None, typed: Answers) -> Answers:
        """Only what is of the type is placed on the map."""
        placed = np.full(len(self.columns), YES)
        if where is not None:
            asked = np.flatnonzero(typed != NO)
            placed[asked] = [CODES[one.answer] for one in self._locate(where, asked.tolist())]
        return placed

    def _read_limit(self, provision: ProvisionId, turned: frozenset[tuple[str, int]]) -> LimitReading:
        values = dict(turned)
        restraint = change_provision(self.provisions[provision], values)
        if not isinstance(restraint, Restrain):
            raise DetenteBug("limit", f"{provision} restrains nothing.")
        counting = np.flatnonzero(self.judge(provision, values).answers).tolist()
        activities = [self.columns.activities[index] for index in counting]
        return read_limit(restraint, self._scope, activities, self._hosts, self._places)

    def _locate(self, where: Where, indexes: Sequence[int]) -> list[Located]:
        new = [index for index in indexes if (where, index) not in self._located]
        found = self._places.locate_all(where, [self.columns.activities[index] for index in new])
        self._located.update(zip([(where, index) for index in new], found, strict=True))
        return [self._located[where, index] for index in indexes]

    def _unread(self, clock: TimeLimit) -> tuple[Answers, LimitOf]:
        return np.full(len(self.columns), _UNREAD), compile_clock(clock, self._scope.counting)

    def _coded(self, condition: Coded) -> Answers:
        if condition not in self._told:
            self._told[condition] = self.columns.ask(compile_coded(condition.fact, condition.one_of))
        return self._told[condition]

    def _fold(self, condition: Condition, ask: AskLeaf) -> Answers:
        match condition:
            case Compare():
                return ask(condition)
            case Coded():
                return self._coded(condition)
            case AllOf():
                return reduce(np.minimum, [self._fold(part, ask) for part in condition.parts])
            case AnyOf():
                return reduce(np.maximum, [self._fold(part, ask) for part in condition.parts])
            case Not():
                return (YES - self._fold(condition.part, ask)).astype(np.int8)


def _stands(activity: Activity, limit_of: LimitOf) -> np.int8:
    if not activity.tellings:
        return UNTOLD
    told, limit = first_told(activity.tellings), limit_of(activity, None, activity.host)
    return _STANDINGS[standing_of_told(told, activity.tellings[0].reference, limit).state]
