"""Findings of one provision: what they all have in common, put on each."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import Provision
from detente.assessment.finding import Finding, FindingState, Margin
from detente.assessment.standing import Limit, Standing
from detente.assessment.trigger import Outcome
from detente.kernel.identifiers import AgreementId, MatterId, Reference, StateCode
from detente.record.activities import Activity, ActivityStatus

#: What stays of a duty when the activity is called off: what was done, and what was offered.
_SETTLED = frozenset(
    {
        FindingState.MET,
        FindingState.MET_LATE,
        FindingState.OFFERED,
        FindingState.WITHIN,
        FindingState.NEAR,
        FindingState.EXCEEDED,
    }
)
_NOT_TRIGGERED = Standing(FindingState.NOT_TRIGGERED)


@dataclass(frozen=True, slots=True)
class Stamp:
    """One step of one provision of one agreement."""

    agreement: AgreementId
    provision: Provision
    step: str

    def about(
        self,
        activity: Activity,
        outcome: Outcome,
        standing: Standing,
        bearer: StateCode,
        other: StateCode | None = None,
        margins: tuple[Margin, ...] | None = None,
    ) -> Finding:
        """A finding about an activity. When it is called off, its open duties end."""
        if activity.status is ActivityStatus.CANCELLED and standing.state not in _SETTLED:
            standing = _NOT_TRIGGERED
        return self.mark(
            activity.id,
            standing,
            bearer,
            other,
            activity.messages + outcome.messages,
            outcome.margins if margins is None else margins,
            outcome.counterparts,
        )

    def not_triggered(self, activity: Activity, outcome: Outcome, bearer: StateCode) -> Finding:
        """The finding where the provision does not apply."""
        return self.about(activity, outcome, _NOT_TRIGGERED, bearer)

    def unclear(self, activity: Activity, outcome: Outcome, bearer: StateCode, limit: Limit) -> Finding:
        """The finding where it is not clear whether the provision applies, with the deadline it would have."""
        gaps = tuple(dict.fromkeys(outcome.gaps + limit.gaps))
        return self.about(activity, outcome, Standing(FindingState.UNCLEAR, limit.due, gaps=gaps), bearer)

    def mark(
        self,
        matter: MatterId,
        standing: Standing,
        bearer: StateCode,
        other: StateCode | None,
        messages: tuple[Reference, ...],
        margins: tuple[Margin, ...] = (),
        counterparts: tuple[MatterId, ...] = (),
    ) -> Finding:
        """A finding about any matter."""
        provision = self.provision
        return Finding(
            agreement=self.agreement,
            provision=provision.id,
            kind=provision.kind,
            article=provision.article,
            step=self.step,
            bearer=bearer,
            other=other,
            about=matter,
            state=standing.state,
            due=standing.due,
            changes_at=standing.changes_at,
            margins=margins,
            gaps=standing.gaps,
            messages=messages,
            evidence=provision.evidence,
            silence=standing.silence,
            counterparts=counterparts,
        )
