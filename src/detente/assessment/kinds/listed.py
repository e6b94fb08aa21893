"""What has changed in the units or posts that two returns list, against the notices told of it: a part of ``notice``.

Every change that the article wants told needs a notice of what happened between the two days, with the same code;
of units, with the same kind of change.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from detente.agreements.model import Duty, Listed, Notice
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.holdings import is_return
from detente.assessment.kinds.successive import Step, is_bound, returns_of, step_to, told_between
from detente.assessment.rules import MatterSource
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp
from detente.assessment.standing import Occasion, Standing, limit_of, standing_of_open
from detente.assessment.years import bearers_with
from detente.kernel.identifiers import MeasureId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.messages.values import Amount
from detente.record.facts import AS_OF
from detente.record.forces_changes import OF_POSTS, Change, post_changes, unit_changes
from detente.record.notices import EventNotice
from detente.record.record import KnownMatter
from detente.record.returns import Return

#: What is counted in the margin: the changes that notices tell of.
LISTED_CHANGES = MeasureId("listed-changes")
_NOT_TRIGGERED = Standing(FindingState.NOT_TRIGGERED)
#: The best notice of each change counts, and of all changes the worst.
_BEST_FIRST = (FindingState.MET, FindingState.UNCLEAR, FindingState.MET_LATE)


class Notices(Protocol):
    """The notices under the provision, and whether each was told in time."""

    def of_state(self, state: StateCode, source: MatterSource) -> list[EventNotice]:
        """Every notice that a state has told, by name."""
        ...

    def standing_of(self, notice: EventNotice, happened: Interval | None) -> Standing:
        """Whether a notice was told in time of what happened then."""
        ...


class _Told(NamedTuple):
    """A change, and the notices that tell of it."""

    change: Change
    notices: tuple[EventNotice, ...]


@dataclass(frozen=True, slots=True)
class ListedRule:
    """A duty to tell of changes of units or posts, as two returns show them."""

    scope: Scope
    provision: Notice
    listed: Listed
    notices: Notices
    stamp: Stamp

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """Where a return stands against the one before it; nothing for other matters."""
        if not is_return(known, self.scope, self.listed.returns):
            return
        if not is_bound(self.scope, known.state, known.span):
            return
        returns = returns_of(known.state, self.scope, self.listed.returns, source)
        others = [one for one in returns if one.id != known.id]
        step = step_to(known, [one for one in others if _lists(one)])
        notices = self.notices.of_state(known.state, source)
        within = [] if step is None else told_between(notices, step.between)
        told = [_Told(one, _telling(one, within)) for one in self._changes(step)]
        standing = self._standing(known, step, told, at)
        used = {one.id: one for each in told for one in each.notices}
        compared: list[Return | EventNotice] = [*([step.earlier] if step else []), *used.values()]
        messages = (*known.messages, *(message for one in compared for message in one.messages))
        counterparts = tuple([one.id for one in others] + [one.id for one in notices])
        for bearer in bearers_with(self.scope, self.provision.bearer, known.state):
            margins = self._margins(told)
            yield self.stamp.mark(known.id, standing, bearer, None, messages, margins, counterparts)

    def _changes(self, step: Step | None) -> list[Change]:
        """What has changed from one to the other, as far as the article wants it told."""
        if step is None:
            return []
        earlier, later = step.earlier, step.later
        found: list[Change] = []
        if earlier.structure is not None and later.structure is not None:
            wanted = self.listed.changes
            found += [
                one
                for one in unit_changes(earlier.structure, later.structure)
                if not wanted or one.kind in wanted
            ]
        if earlier.leadership is not None and later.leadership is not None:
            found += post_changes(earlier.leadership, later.leadership)
        return found

    def _standing(self, known: Return, step: Step | None, told: Sequence[_Told], at: Instant) -> Standing:
        if known.withdrawn:
            return _NOT_TRIGGERED
        if known.as_of is None:
            return Standing(FindingState.UNCLEAR, gaps=(Gap(Missing.AS_OF_DATE, known.reference),))
        if step is None or not told:
            return _NOT_TRIGGERED
        occasion = Occasion(step.between, Gap(Missing.EVENT_DATE, AS_OF), AS_OF)
        limit = limit_of(
            self.provision.clock, occasion, self.scope.counting, step.between.latest, step.later.state
        )
        complete = all(one.notices for one in told)
        if self.provision.duty is Duty.MAY:
            return Standing(FindingState.OFFERED if complete else FindingState.AVAILABLE, limit.due)
        if not complete:
            return standing_of_open(limit, at)
        return max((self._best(one, step) for one in told), key=_rank)

    def _best(self, told: _Told, step: Step) -> Standing:
        found = [self.notices.standing_of(one, one.happened or step.between) for one in told.notices]
        return min(found, key=_rank)

    def _margins(self, told: Sequence[_Told]) -> tuple[Margin, ...]:
        if not told:
            return ()
        count = sum(1 for one in told if one.notices)
        answer = Answer.YES if count == len(told) else Answer.NO
        evidence = self.provision.evidence
        return (Margin(LISTED_CHANGES, len(told), Amount(count), answer, near=False, evidence=evidence),)


def _lists(returned: Return) -> bool:
    return returned.structure is not None or returned.leadership is not None


def _telling(change: Change, notices: Sequence[EventNotice]) -> tuple[EventNotice, ...]:
    return tuple(one for one in notices if _tells(one, change))


def _tells(notice: EventNotice, change: Change) -> bool:
    if change.kind in OF_POSTS:
        return any(one.code == change.code for one in notice.post_changes)
    return any(one.code == change.code and one.change in (None, change.kind) for one in notice.unit_changes)


def _rank(standing: Standing) -> int:
    return _BEST_FIRST.index(standing.state)
