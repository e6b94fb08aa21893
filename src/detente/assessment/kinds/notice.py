"""``notice``: tell of an event in time.

What happened is known from the notice itself, so a notice is compared with the time it says it is about. A
change of holdings is known from two successive returns of a state as well: it lies between the days they are
true for, and where it is as great as the article says, a notice is due for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import Change, Duty, Event, Notice, Provision
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Missing
from detente.assessment.holdings import is_return
from detente.assessment.kinds.changes import Changed, Comparison
from detente.assessment.kinds.listed import ListedRule
from detente.assessment.kinds.successive import Step, is_bound, returns_of, step_to, told_between
from detente.assessment.rules import MatterRule, MatterSource, Rules, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import (
    Limit,
    Occasion,
    Standing,
    limit_of,
    standing_of_open,
    standing_of_told,
)
from detente.assessment.years import bearers_with
from detente.kernel.identifiers import FormatId, MatterId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.record.facts import AS_OF, EVENT_TYPE
from detente.record.notices import EventNotice
from detente.record.record import KnownMatter
from detente.record.returns import Return

_NOT_TRIGGERED = Standing(FindingState.NOT_TRIGGERED)


@dataclass(frozen=True, slots=True)
class NoticeRule:
    """A duty to tell of events, as the notices themselves show it."""

    scope: Scope
    provision: Notice
    stamp: Stamp

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """Where a notice of such an event stands; nothing for others."""
        if not isinstance(known, EventNotice) or not self.is_about(known):
            return
        counterparts = self._returns_around(known, source)
        for bearer in bearers_with(self.scope, self.provision.bearer, known.state):
            standing = self._standing(known)
            yield self.stamp.mark(known.id, standing, bearer, None, known.messages, counterparts=counterparts)

    def is_about(self, notice: EventNotice) -> bool:
        """Whether a party's notice is in the provision's format, and of an event it names or does not say which."""
        if notice.agreement not in self.scope.agreement.lineage or notice.format != self.provision.format:
            return False
        if not is_bound(self.scope, notice.state, notice.happened or notice.told):
            return False
        return not self.provision.events or notice.event is None or notice.event in self.provision.events

    def of_state(self, state: StateCode, source: MatterSource) -> list[EventNotice]:
        """Every notice that a state has told, by name."""
        found = [one for one in source.matters_of(EventNotice, [state], None) if self.is_about(one)]
        return sorted(found, key=lambda one: one.id)

    def standing_of(self, notice: EventNotice, happened: Interval | None) -> Standing:
        """Whether a notice was told in time of what happened then."""
        return standing_of_told(notice.told, notice.reference, self.limit(notice, happened))

    def limit(self, notice: EventNotice, happened: Interval | None) -> Limit:
        """By when a notice was due."""
        clock = self.provision.clock
        ends = clock is not None and clock.event is Event.EVENT_END
        when = notice.ends if ends else happened
        unknown = Gap(Missing.EVENT_DATE, notice.reference)
        day = happened.earliest if happened else None
        occasion = Occasion(when, unknown, notice.reference)
        return limit_of(clock, occasion, self.scope.counting, day, notice.state)

    def _standing(self, notice: EventNotice) -> Standing:
        if notice.withdrawn:
            return _NOT_TRIGGERED
        if self._not_said_which(notice):
            return Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.ACTIVITY_TYPE, EVENT_TYPE),))
        if self.provision.duty is Duty.MAY:
            return Standing(FindingState.OFFERED, self.limit(notice, notice.happened).due)
        return self.standing_of(notice, notice.happened)

    def _not_said_which(self, notice: EventNotice) -> bool:
        """Whether it could have said which event it is about, and did not."""
        form = self.scope.agreement.formats.get(self.provision.format)
        asks = form is not None and any(item.fact == EVENT_TYPE for item in form.items)
        return bool(self.provision.events) and notice.event is None and asks

    def _returns_around(self, notice: EventNotice, source: MatterSource) -> tuple[MatterId, ...]:
        """The returns whose findings may change with this notice: those of its state."""
        compared = self._compared()
        if compared is None:
            return ()
        returns = returns_of(notice.state, self.scope, compared, source)
        return tuple(one.id for one in returns)

    def _compared(self) -> FormatId | None:
        """The format of the returns that show of themselves what has changed."""
        change = self.provision.change or self.provision.listed
        return change.returns if change else None


@dataclass(frozen=True, slots=True)
class ChangeRule:
    """A duty to tell of a change of holdings, as two returns show it."""

    scope: Scope
    provision: Notice
    change: Change
    notices: NoticeRule
    comparison: Comparison
    stamp: Stamp

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """Where a return stands against the one before it; nothing for other matters."""
        if not is_return(known, self.scope, self.change.returns):
            return
        if not is_bound(self.scope, known.state, known.span):
            return
        returns = returns_of(known.state, self.scope, self.change.returns, source)
        others = [one for one in returns if one.id != known.id]
        step = step_to(known, others)
        notices = self.notices.of_state(known.state, source)
        told = [] if step is None else told_between(notices, step.between)
        changed = self._compare(step)
        standing = self._standing(known, step, changed, told, at)
        compared: list[Return | EventNotice] = [*([step.earlier] if step else []), *told]
        messages = (*known.messages, *(message for one in compared for message in one.messages))
        # Any other may come to lie between the two days.
        counterparts = tuple([one.id for one in others] + [one.id for one in notices])
        for bearer in bearers_with(self.scope, self.provision.bearer, known.state):
            yield self.stamp.mark(known.id, standing, bearer, None, messages, changed.margins, counterparts)

    def _compare(self, step: Step | None) -> Changed:
        if step is None:
            return Changed(Answer.NO)
        return self.comparison.compare(step.earlier, step.later, step.between.latest)

    def _standing(
        self,
        known: Return,
        step: Step | None,
        changed: Changed,
        told: Sequence[EventNotice],
        at: Instant,
    ) -> Standing:
        if known.withdrawn:
            return _NOT_TRIGGERED
        if known.as_of is None:
            return Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.AS_OF_DATE, known.reference),))
        if step is None or changed.answer is Answer.NO:
            return _NOT_TRIGGERED
        if changed.answer is Answer.UNCLEAR:
            return Standing(FindingState.UNCLEAR, gaps=changed.gaps)
        return self._of_change(step, changed, told, at)

    def _of_change(self, step: Step, changed: Changed, told: Sequence[EventNotice], at: Instant) -> Standing:
        """The best that a notice of it gives, of what has changed or without numbers; without one, it is open."""
        counted = [one for one in told if _may_be_of(one, changed)]
        standings = [self.notices.standing_of(one, one.happened or step.between) for one in counted]
        occasion = Occasion(step.between, Gap(Missing.EVENT_DATE, AS_OF), AS_OF)
        limit = limit_of(
            self.provision.clock, occasion, self.scope.counting, step.between.latest, step.later.state
        )
        if self.provision.duty is Duty.MAY:
            return Standing(FindingState.OFFERED if counted else FindingState.AVAILABLE, limit.due)
        if not standings:
            return standing_of_open(limit, at)
        return min(standings, key=lambda one: _BEST_FIRST.index(one.state))


def _may_be_of(notice: EventNotice, changed: Changed) -> bool:
    """Whether a notice may be of what has changed: it gives a number of it, or none at all."""
    told = {measure for amounts in notice.amounts.values() for measure in amounts}
    return not told or any(measure in told for measure in changed.measures)


_BEST_FIRST = (FindingState.MET, FindingState.UNCLEAR, FindingState.MET_LATE)


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``notice`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    notice = as_kind(provision, Notice)
    notices = NoticeRule(scope, notice, stamp_of(scope.agreement.id, notice, "notice"))
    rules: list[MatterRule] = [notices]
    if notice.change is not None:
        comparison = Comparison(notice.change, tuple(scope.agreement.sectors), scope.near_permille)
        stamp = stamp_of(scope.agreement.id, notice, "change")
        rules.append(ChangeRule(scope, notice, notice.change, notices, comparison, stamp))
    if notice.listed is not None:
        stamp = stamp_of(scope.agreement.id, notice, "change")
        rules.append(ListedRule(scope, notice, notice.listed, notices, stamp))
    return Rules(on_matters=tuple(rules))
