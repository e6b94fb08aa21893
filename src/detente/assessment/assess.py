"""What an agreement means for what is known, at one instant.

The record says what is known and ``at`` what time it is; whatever was told counts, whenever it was. An
agreement is assessed only for activities whose host is a party on the activity's day.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import compress
from operator import attrgetter

import numpy as np

from detente.agreements.model import Agreement
from detente.assessment.finding import Answer, Finding, FindingState
from detente.assessment.outcome import Outcome
from detente.assessment.places import Locator
from detente.assessment.registry import rules_of
from detente.assessment.rules import ActivityRule, MatterSource, Rules, YearDuty
from detente.assessment.scope import NEAR_PERMILLE, Scope
from detente.assessment.sieve import Declarations, Marks
from detente.assessment.triggering import outcomes_of, outcomes_together
from detente.kernel.identifiers import ProvisionId
from detente.kernel.instants import Instant
from detente.record.activities import Activity
from detente.record.record import KnownMatter, Record


def assess(
    agreement: Agreement,
    record: Record,
    at: Instant,
    places: Locator,
    near_permille: int = NEAR_PERMILLE,
    *,
    whole: bool = True,
    since: Instant | None = None,
) -> list[Finding]:
    """Every finding on the whole record: on drills by matter, then on other matters, then on years.

    What was owed before ``since`` is not judged; None: before the first message under the agreement that
    was told, not rebuilt from reports.

    ``whole`` False leaves out findings that say only that a provision does not apply, with no threshold
    near: most of them, and no list shows them.

    Raises:
        PackError: a provision asks for what activities do not have.
    """
    with _collector_paused():
        scope, rules = rules_of(agreement, near_permille)
        findings = _on_activities(scope, rules, record, at, places, whole=whole)
        for known in record.matters():
            findings += _on_matter(rules, known, record, at)
        begins = since or _begins(agreement, record)
        if begins is not None:
            findings += _on_years(rules, record, begins, at, places)
    return findings if whole else [one for one in findings if tells_something(one)]


def _begins(agreement: Agreement, record: Record) -> Instant | None:
    starts = [record.begins(one) for one in agreement.lineage]
    return min((one for one in starts if one is not None), default=None)


def _on_activities(
    scope: Scope, rules: Rules, record: Record, at: Instant, places: Locator, *, whole: bool
) -> list[Finding]:
    bound = [one for one in record.activities.values() if scope.binds(one.host, one)]
    open_ = _open(rules, bound, whole=whole)
    outcomes = [
        outcomes_together(scope, rule.trigger, [*compress(bound, marks.tolist())], places)
        for rule, marks in zip(rules.on_activities, open_.T, strict=True)
    ]
    findings: list[Finding] = []
    rows, columns = np.nonzero(open_)  # as they lie in memory, which is quicker than by matter
    for row, column in zip(rows.tolist(), columns.tolist(), strict=True):
        findings += _findings(rules.on_activities[column], bound[row], next(outcomes[column]), at)
    findings.sort(key=attrgetter("about"))  # those of one matter stay in order of provisions
    return findings


def _open(rules: Rules, activities: Sequence[Activity], *, whole: bool) -> Marks:
    """A row for each activity and a column for each rule: what has to be looked at one by one."""
    open_ = np.ones((len(activities), len(rules.on_activities)), bool)
    if not whole:
        known = Declarations(activities)
        for column, rule in enumerate(rules.on_activities):
            open_[:, column] = ~rule.trigger.plainly_not(known)
    return open_


def tells_something(finding: Finding) -> bool:
    """Whether a finding says more than that a provision does not apply: all but these, and what is near."""
    return finding.state is not FindingState.NOT_TRIGGERED or any(one.near for one in finding.margins)


def assess_activity(
    agreement: Agreement,
    activity: Activity,
    record: MatterSource,
    at: Instant,
    places: Locator,
    near_permille: int = NEAR_PERMILLE,
    provisions: Collection[ProvisionId] | None = None,
) -> list[Finding]:
    """The findings on one activity, the same as ``assess`` gives; none where its host is no party.

    ``provisions``: only those on these, where nothing else is wanted.

    Raises:
        PackError: a provision asks for what activities do not have.
    """
    scope, rules = rules_of(agreement, near_permille)
    if not scope.binds(activity.host, activity):
        return []
    findings: list[Finding] = []
    for rule in rules.on_activities:
        if provisions is not None and rule.stamp.provision.id not in provisions:
            continue
        [outcome] = outcomes_of(scope, rule.trigger, [activity], record, places)
        findings.extend(_findings(rule, activity, outcome, at))
    return findings


def assess_matter(
    agreement: Agreement,
    known: KnownMatter,
    record: MatterSource,
    at: Instant,
    places: Locator,
    near_permille: int = NEAR_PERMILLE,
    provisions: Collection[ProvisionId] | None = None,
) -> list[Finding]:
    """The findings on one matter of any topic, the same as ``assess`` gives; ``provisions``: only on these.

    Raises:
        PackError: a provision asks for what activities do not have.
    """
    if isinstance(known, Activity):
        return assess_activity(agreement, known, record, at, places, near_permille, provisions)
    _, rules = rules_of(agreement, near_permille)
    found = _on_matter(rules, known, record, at)
    return [one for one in found if provisions is None or one.provision in provisions]


def touched_duties(agreement: Agreement, known: KnownMatter, near_permille: int) -> list[YearDuty]:
    """What is owed in years, and may change with this matter."""
    _, rules = rules_of(agreement, near_permille)
    return list(dict.fromkeys(duty for rule in rules.on_duties for duty in rule.touched_by(known)))


def standing_duties(
    agreement: Agreement, since: Instant, at: Instant, near_permille: int = NEAR_PERMILLE
) -> list[YearDuty]:
    """Everything owed in years that is judged at ``at``."""
    _, rules = rules_of(agreement, near_permille)
    return [duty for rule in rules.on_duties for duty in rule.duties(since, at)]


def standing_among(
    agreement: Agreement,
    duties: Collection[YearDuty],
    since: Instant,
    at: Instant,
    near_permille: int = NEAR_PERMILLE,
) -> set[YearDuty]:
    """Those of ``duties`` that are judged at ``at``; only their own provisions are asked."""
    _, rules = rules_of(agreement, near_permille)
    asked = {duty.provision for duty in duties}
    return {
        duty
        for rule in rules.on_duties
        if rule.provision.id in asked
        for duty in rule.duties(since, at)
        if duty in duties
    }


def assess_duty(
    agreement: Agreement,
    duty: YearDuty,
    record: MatterSource,
    at: Instant,
    places: Locator,
    near_permille: int = NEAR_PERMILLE,
) -> list[Finding]:
    """The findings on what is owed in one year, the same as ``assess`` gives."""
    _, rules = rules_of(agreement, near_permille)
    return [
        finding
        for rule in rules.on_duties
        if rule.provision.id == duty.provision
        for finding in rule.findings(duty, record, places, at)
    ]


def _findings(rule: ActivityRule, activity: Activity, outcome: Outcome, at: Instant) -> Iterable[Finding]:
    """What a rule means for an activity: what follows where it applies, otherwise one finding for each bearer."""
    stamp = rule.stamp
    if outcome.answer is Answer.NO:
        return [stamp.not_triggered(activity, outcome, bearer) for bearer in rule.bearers(activity)]
    if outcome.answer is Answer.UNCLEAR:
        return [
            stamp.unclear(activity, outcome, bearer, rule.deadline(activity, None, bearer))
            for bearer in rule.bearers(activity)
        ]
    return rule.findings(activity, outcome, at)


@contextmanager
def _collector_paused() -> Iterator[None]:
    """Keep the cycle collector from walking through all that is known, again and again.

    Findings hold no cycles, and their number makes it run often. Memory that is no longer used is freed all
    the same. Afterwards the findings count as old: the next full collection sees them, and no earlier one.
    """
    was_running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_running:
            _age_all()
            gc.enable()


def _age_all() -> None:
    """Put what is young among the old, unseen; not where a program keeps frozen objects, which it would thaw."""
    if not gc.get_freeze_count():
        gc.freeze()
        gc.unfreeze()


def _on_matter(rules: Rules, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
    for rule in rules.on_matters:
        yield from rule.findings(known, source, at)


def _on_years(
    rules: Rules, source: MatterSource, since: Instant, at: Instant, places: Locator
) -> Iterator[Finding]:
    for rule in rules.on_duties:
        for duty in rule.duties(since, at):
            yield from rule.findings(duty, source, places, at)
