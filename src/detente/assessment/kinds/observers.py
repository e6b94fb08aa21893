"""How many observers were announced, against the most an article allows: a part of ``observe``."""

from __future__ import annotations

from collections.abc import Iterator

from detente.agreements.model import Observe, Quantity
from detente.assessment.conditions import day_in_question, value_on
from detente.assessment.finding import Answer, Finding, FindingState, Gap, Margin, Missing
from detente.assessment.outcome import Outcome
from detente.assessment.stamp import Stamp
from detente.assessment.standing import Standing
from detente.assessment.strengths import Bounds
from detente.kernel.identifiers import MeasureId, StateCode
from detente.messages.values import Amount, Qualifier
from detente.record.activities import Activity, Reply

OBSERVERS = MeasureId("observers")


def observer_findings(
    provision: Observe, stamp: Stamp, activity: Activity, outcome: Outcome
) -> Iterator[Finding]:
    """The number of all states together under the host, and of each state under its own name.

    Nothing while no state has said that it sends observers.
    """
    coming = _coming(activity)
    if coming and provision.observers_per_activity:
        standing, margin = _compare(provision.observers_per_activity, activity, coming)
        yield stamp.about(activity, outcome, standing, activity.host, margins=(margin,))
    if provision.observers_per_state:
        for reply in coming:
            standing, margin = _compare(provision.observers_per_state, activity, [reply])
            yield stamp.about(activity, outcome, standing, reply.state, activity.host, margins=(margin,))


def _coming(activity: Activity) -> list[Reply]:
    """The newest reply of each state, where it says that observers come; in order of states."""
    newest: dict[StateCode, Reply] = {}
    for invitation in activity.invitations:
        newest |= {reply.state: reply for reply in invitation.replies}
    return [newest[state] for state in sorted(newest) if newest[state].accepted]


def _compare(limit: Quantity, activity: Activity, coming: list[Reply]) -> tuple[Standing, Margin]:
    version = value_on(limit, day_in_question(activity))
    most = version.value
    numbers = [reply.observers for reply in coming]
    known = sum(number for number in numbers if number is not None)
    bounds = Bounds(known, None if None in numbers else known)
    amount = Amount(known, Qualifier.MORE_THAN if bounds.high is None else Qualifier.EXACT)
    above = Answer.UNCLEAR if most is None else bounds.reaches(most + 1)
    margin = Margin(OBSERVERS, most, amount if known else None, above, near=False, evidence=version.evidence)
    missing = Missing.TREATY_VALUE if most is None else Missing.STRENGTH
    gaps = (Gap(missing, OBSERVERS),) if above is Answer.UNCLEAR else ()
    return Standing(_STATES[above], gaps=gaps), margin


_STATES = {
    Answer.YES: FindingState.EXCEEDED,
    Answer.NO: FindingState.WITHIN,
    Answer.UNCLEAR: FindingState.UNCLEAR,
}
