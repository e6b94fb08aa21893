"""Findings of one provision: what they all have in common, put on each."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import Kind, Provision
from detente.assessment.finding import BearerName, Finding, FindingState, Margin, Subject
from detente.assessment.outcome import Outcome
from detente.assessment.standing import Limit, Standing
from detente.kernel.identifiers import AgreementId, DutyId, MatterId, ProvisionId, Reference, StateCode
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
    """One step of one provision of one agreement; ``head`` holds the first fields of its findings."""

    provision: Provision
    head: tuple[AgreementId, ProvisionId, Kind, str, str]

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
        if activity.status is ActivityStatus.CANCELLED and _is_open(standing):
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
        return self.mark(
            activity.id,
            _NOT_TRIGGERED,
            bearer,
            None,
            activity.messages + outcome.messages,
            outcome.margins,
        )

    def unclear(self, activity: Activity, outcome: Outcome, bearer: StateCode, limit: Limit) -> Finding:
        """The finding where it is not clear whether the provision applies, with the deadline it would have."""
        gaps = tuple(dict.fromkeys(outcome.gaps + limit.gaps)) if limit.gaps else outcome.gaps
        return self.about(activity, outcome, Standing(FindingState.UNCLEAR, limit.due, gaps=gaps), bearer)

    def on_year(
        self,
        duty: DutyId,
        year: int,
        standing: Standing,
        bearer: BearerName,
        messages: tuple[Reference, ...] = (),
        margins: tuple[Margin, ...] = (),
        counterparts: tuple[MatterId, ...] = (),
        other: BearerName | None = None,
    ) -> Finding:
        """A finding about what is owed in a year."""
        return self.mark(duty, standing, bearer, other, messages, margins, counterparts, year)

    def mark(
        self,
        about: Subject,
        standing: Standing,
        bearer: BearerName,
        other: BearerName | None,
        messages: tuple[Reference, ...],
        margins: tuple[Margin, ...] = (),
        counterparts: tuple[MatterId, ...] = (),
        year: int | None = None,
    ) -> Finding:
        """A finding about any matter, or about a year."""
        state, due, changes_at, gaps, silence = standing
        return Finding(
            *self.head,
            bearer,
            other,
            about,
            state,
            due,
            changes_at,
            margins,
            gaps,
            messages,
            self.provision.evidence,
            silence,
            counterparts,
            year,
        )


def stamp_of(agreement: AgreementId, provision: Provision, step: str) -> Stamp:
    """The stamp of one step."""
    return Stamp(provision, (agreement, provision.id, provision.kind, provision.article, step))


def _is_open(standing: Standing) -> bool:
    return standing.silence is not None or standing.state not in _SETTLED
