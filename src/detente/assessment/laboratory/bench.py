"""One agreement over many activities at once: what each provision says of all of them.

The answers are those of ``assess``: the same triggers, told apart by the same three values, only that each
comparison is made for every activity in one stroke.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from detente.agreements.model import (
    Agreement,
    AllOf,
    AnyOf,
    Clock,
    Coded,
    Compare,
    Condition,
    Duty,
    Not,
    Observe,
    Trigger,
    Where,
)
from detente.assessment.conditions import compile_coded
from detente.assessment.finding import Answer, FindingState, Gap, Missing
from detente.assessment.laboratory.columns import (
    CODES,
    NO,
    NONE,
    YES,
    Answers,
    Columns,
    Flags,
    Whole,
    is_near,
    reaches,
)
from detente.assessment.laboratory.knobs import Computed, clock_of, leaves_of
from detente.assessment.laboratory.pairs import Pairs
from detente.assessment.occasions import LimitOf, compile_clock, first_told
from detente.assessment.places import Locator
from detente.assessment.registry import rules_of
from detente.assessment.standing import standing_of_told
from detente.assessment.trigger import compile_trigger
from detente.kernel.identifiers import ProvisionId
from detente.record.activities import Activity

#: How the lead time of a provision stands for each activity.
UNTOLD, LATE, UNSURE, KEPT = np.int8(0), np.int8(1), np.int8(2), np.int8(3)
_UNREAD = np.int8(-1)
_STANDINGS = {FindingState.MET: KEPT, FindingState.MET_LATE: LATE, FindingState.UNCLEAR: UNSURE}

#: What one comparison says of every activity.
AskLeaf = Callable[[Compare], Answers]


@dataclass(frozen=True, slots=True)
class Judged:
    """One provision: whether it applies to each activity, and whether it nearly does."""

    answers: Answers
    near: Flags


class Bench:
    """An agreement and activities, with everything that does not hang on its numbers looked up once.

    Raises:
        PackError: a provision asks for what activities do not have.
    """

    def __init__(self, agreement: Agreement, columns: Columns, places: Locator, near_permille: int) -> None:
        self.agreement = agreement
        self.columns = columns
        self._places = places
        self._scope, _ = rules_of(agreement, near_permille)
        bound = [self._scope.binds(one.host, one) for one in columns.activities]
        self.bound: Flags = np.array(bound, np.bool_)
        self._grounds: dict[tuple[tuple[str, ...], Where | None], tuple[Answers, Answers]] = {}
        self._judged: dict[ProvisionId, Judged] = {}
        self._leads: dict[Clock, tuple[Answers, LimitOf]] = {}
        self._pairs: Pairs | None = None
        self._owed: Flags | None = None

    def judge(self, provision: Computed) -> Judged:
        """What a provision, this agreement's own or with other numbers, says of every activity."""
        if provision is not self.agreement.provisions[provision.id]:
            return self._judge(provision)
        if provision.id not in self._judged:
            self._judged[provision.id] = self._judge(provision)
        return self._judged[provision.id]

    def leads(self, provision: Computed, asked: Flags) -> Answers:
        """Whether the activities asked about were first told of by a provision's deadline, were it to apply.

        For an invitation: whether it was told of early enough to invite in time. Of others it says nothing.
        """
        clock = clock_of(provision)
        if clock is None:
            return np.full(len(self.columns), KEPT)
        if clock not in self._leads:
            unread = np.full(len(self.columns), _UNREAD)
            self._leads[clock] = unread, compile_clock(clock, self._scope.counting)
        leads, limit_of = self._leads[clock]
        for index in np.flatnonzero(asked & (leads == _UNREAD)).tolist():
            leads[index] = _stands(self.columns.activities[index], limit_of)
        return leads

    def missing(self, provision: Computed, index: int) -> tuple[Gap, ...]:
        """What is not known of one activity by itself, where a provision is unclear."""
        trigger = compile_trigger(provision.when, self._scope.near_permille)
        activity = self.columns.activities[index]
        outcome = trigger.declared(activity)
        if trigger.where is not None and outcome.answer is not Answer.NO:
            [located] = self._places.locate_all(trigger.where, [activity])
            outcome = outcome.and_(located.answer, located.gaps)
        if outcome.gaps or trigger.both_sides is None:
            return outcome.gaps
        return (Gap(Missing.TIME_RELATION, activity.id),)

    def own_answers(self, trigger: Trigger, ask: AskLeaf) -> Answers:
        """Type, numbers and place of each activity by itself; ``ask`` is called in the order of the leaves."""
        typed, placed = self._ground(trigger)
        answers = np.minimum(typed, placed)
        if trigger.condition is None:
            return answers
        return np.minimum(answers, self._fold(trigger.condition, ask))

    def ask(self, leaf: Compare) -> Answers:
        """What a comparison says of every activity."""
        return reaches(self.columns.amounts(leaf.measure), self.columns.needed(leaf.at_least))

    def with_counterparts(self, trigger: Trigger, own: Answers) -> Answers:
        """The answers once the other side's activities are looked at, where the trigger asks for them."""
        together = trigger.both_sides
        if together is None:
            return own
        sure = np.where(own == YES, 1, NONE)
        possible = np.where(own != NO, 1, NONE)
        sure = np.minimum(sure, self.pairs.best(sure, together, certain=True))
        possible = np.minimum(possible, self.pairs.best(possible, together, certain=False))
        answers: Answers = np.add(sure > 0, (possible > 0) | (sure > 0), dtype=np.int8)
        return answers

    def settled(self, provision: Computed, answers: Answers) -> Answers:
        """The answers, where an invitation is owed to nobody: it does not apply."""
        if isinstance(provision, Observe) and provision.duty is not Duty.MAY:
            return np.where((answers == YES) & ~self.owed, NO, answers)
        return answers

    @property
    def pairs(self) -> Pairs:
        """Activities of opposite sides."""
        if self._pairs is None:
            self._pairs = Pairs(self.columns.activities, self.bound, self._scope.opposite)
        return self._pairs

    @property
    def owed(self) -> Flags:
        """Whether there is a state to invite."""
        if self._owed is None:
            owed = [bool(self._scope.others(activity)) for activity in self.columns.activities]
            self._owed = np.array(owed, np.bool_)
        return self._owed

    def _judge(self, provision: Computed) -> Judged:
        trigger = provision.when
        own = self.own_answers(trigger, self.ask)
        answers = self.settled(provision, self.with_counterparts(trigger, own))
        near = np.zeros(len(self.columns), np.bool_)
        for leaf in leaves_of(trigger.condition):
            near |= self._near(leaf)
        typed, _ = self._ground(trigger)
        return Judged(answers, near & (answers == NO) & (typed != NO))

    def _near(self, leaf: Compare) -> Flags:
        needed: Whole = self.columns.needed(leaf.at_least)
        return is_near(self.columns.amounts(leaf.measure), needed, self._scope.near_permille)

    def _ground(self, trigger: Trigger) -> tuple[Answers, Answers]:
        """Whether the type is one asked for, and whether the place is; of activities that are bound."""
        key = (trigger.activity, trigger.where)
        if key not in self._grounds:
            typed = np.full(len(self.columns), YES)
            if trigger.activity:
                typed = self.columns.ask(compile_coded("activity.type", trigger.activity))
            typed = np.where(self.bound, typed, NO)
            self._grounds[key] = typed, self._placed(trigger.where, typed)
        return self._grounds[key]

    def _placed(self, where: Where | None, typed: Answers) -> Answers:
        """Only what is of the type is placed on the map."""
        placed = np.full(len(self.columns), YES)
        if where is not None:
            asked = np.flatnonzero(typed != NO)
            located = self._places.locate_all(where, [self.columns.activities[index] for index in asked])
            placed[asked] = [CODES[one.answer] for one in located]
        return placed

    def _fold(self, condition: Condition, ask: AskLeaf) -> Answers:
        match condition:
            case Compare():
                return ask(condition)
            case Coded():
                return self.columns.ask(compile_coded(condition.fact, condition.one_of))
            case AllOf():
                lowest: Answers = np.minimum.reduce([self._fold(part, ask) for part in condition.parts])
                return lowest
            case AnyOf():
                highest: Answers = np.maximum.reduce([self._fold(part, ask) for part in condition.parts])
                return highest
            case Not():
                return (YES - self._fold(condition.part, ask)).astype(np.int8)


def _stands(activity: Activity, limit_of: LimitOf) -> np.int8:
    if not activity.tellings:
        return UNTOLD
    told, limit = first_told(activity.tellings), limit_of(activity, None)
    return _STANDINGS[standing_of_told(told, activity.tellings[0].reference, limit).state]
