"""Observers at one drill: whom the article has invited, who answered what, who comes, what is planned and reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.citing import cite_article
from detente.agreements.model import Agreement, Observe
from detente.assessment.finding import Finding, FindingState
from detente.kernel.identifiers import MatterId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.node.visits import drill_steps
from detente.record.activities import Activity, Invitation, ObserversReport, Reply
from detente.record.members import Member, ProgrammeLine
from detente.web import urls
from detente.web.desk import Visit
from detente.web.findings import FindingView, view_finding
from detente.web.visit_page import StepLine, step_lines
from detente.web.visit_words import DUTIES


@dataclass(frozen=True, slots=True)
class Due:
    """A finding on one state, with how strongly its article puts it (None: a reply is a reply).

    ``articles``: of all provisions that say the same. ``path``: the page that says how it follows.
    """

    finding: FindingView
    duty: Text | None
    articles: tuple[Text, ...]
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObserverRow:
    """One state: what each article says of its invitation and its answer, and what was sent.

    ``invitation`` None: it was not invited. ``reply`` None: it has not answered.
    """

    state: Text
    invitations: tuple[Due, ...]
    replies: tuple[Due, ...]
    invitation: Reference | None
    reply: Reply | None
    told: Instant | None


@dataclass(frozen=True, slots=True)
class TeamOf:
    """Those whom one state names."""

    state: Text
    reference: Reference
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class ReportOf:
    """A report of the observers of one state."""

    state: Text
    report: ObserversReport


@dataclass(frozen=True, slots=True, kw_only=True)
class Observers:
    """Everything about observers at a drill. ``voluntary``: findings on whoever may be invited as well.

    ``unclear``: states of which it is not clear whether they are to be invited, and that were not.
    ``coming``: how many observers were named or announced in all. ``papers``: the page that lists them.
    """

    rows: tuple[ObserverRow, ...]
    voluntary: tuple[Due, ...]
    unclear: tuple[ObserverRow, ...]
    coming: int
    accepted: int
    declined: int
    silent: int
    arrivals: tuple[Invitation, ...]
    programme: tuple[ProgrammeLine, ...]
    teams: tuple[TeamOf, ...]
    reports: tuple[ReportOf, ...]
    steps: tuple[StepLine, ...]
    papers: str | None

    @property
    def has_something(self) -> bool:
        """Whether there is anything to show."""
        return bool(self.rows or self.voluntary or self.unclear or self.steps)


def build_observers(
    visit: Visit, activity: Activity, agreement: Agreement, findings: Sequence[Finding]
) -> Observers:
    """Observers at a drill as the reader may see them."""
    every = tuple(_rows(visit, activity, agreement, findings))
    rows = tuple(one for one in every if not _is_unclear(one))
    sent = [one.reply for one in rows if one.reply is not None]
    invited = [one for one in rows if one.invitation is not None]
    matter: MatterId = activity.id
    return Observers(
        rows=rows,
        voluntary=tuple(_dues(visit, (one for one in findings if _is_offer(one) and one.other is None))),
        unclear=tuple(one for one in every if _is_unclear(one)),
        coming=sum(one.observers or len(one.team) for one in sent if one.accepted),
        accepted=sum(one.accepted for one in sent),
        declined=sum(not one.accepted for one in sent),
        silent=sum(one.reply is None for one in invited),
        arrivals=tuple(one for one in activity.invitations if one.arrival or one.departure),
        programme=next((one.programme for one in reversed(activity.invitations) if one.programme), ()),
        teams=tuple(
            TeamOf(agreement.state_name(one.state), one.reference, one.team) for one in sent if one.team
        ),
        reports=tuple(
            ReportOf(agreement.state_name(report.state), report)
            for invitation in activity.invitations
            for report in invitation.reports
        ),
        steps=step_lines(visit, drill_steps(visit.node, visit.actor, matter, visit.at)),
        papers=urls.papers(matter) if activity.invitations else None,
    )


def is_on_observers(finding: Finding) -> bool:
    """Whether it is shown in the table of states, and not among the other findings on the drill.

    Of ten states each has its own: the table keeps them together, and the provision's page says how each follows.
    """
    return (_is_offer(finding) and finding.other is not None) or _is_answer(finding)


def _rows(
    visit: Visit, activity: Activity, agreement: Agreement, findings: Sequence[Finding]
) -> Iterator[ObserverRow]:
    """States that an article has invited, or that were, in the order of their names."""
    invited: dict[StateCode, Invitation] = {}
    replies: dict[StateCode, Reply] = {}
    for invitation in activity.invitations:
        invited |= dict.fromkeys(invitation.to, invitation)
        replies |= {one.state: one for one in invitation.replies}
    named = {StateCode(one.other) for one in findings if _is_offer(one) and one.other is not None}
    states = sorted(named | invited.keys(), key=lambda state: agreement.state_name(state).in_(visit.language))
    for state in states:
        invitation_of = invited.get(state)
        reply = replies.get(state)
        yield ObserverRow(
            state=agreement.state_name(state),
            invitations=tuple(
                _dues(visit, (one for one in findings if _is_offer(one) and one.other == state))
            ),
            replies=tuple(_dues(visit, (one for one in findings if _is_answer(one) and one.bearer == state))),
            invitation=invitation_of.reference if invitation_of else None,
            reply=reply,
            told=reply.told.latest if reply and reply.told else None,
        )


def _is_unclear(row: ObserverRow) -> bool:
    clear = [one for one in row.invitations if one.finding.state is not FindingState.UNCLEAR]
    return row.invitation is None and row.reply is None and not clear


def _is_offer(finding: Finding) -> bool:
    return finding.step == "invitation" and finding.state is not FindingState.NOT_TRIGGERED


def _is_answer(finding: Finding) -> bool:
    return finding.step in ("reply", "observers") and finding.state is not FindingState.NOT_TRIGGERED


def _dues(visit: Visit, findings: Iterable[Finding]) -> Iterator[Due]:
    """One for what several provisions say alike."""
    groups: dict[tuple[object, ...], list[tuple[Finding, Text | None]]] = {}
    for one in findings:
        provision = visit.node.agreement(one.agreement).provisions[one.provision]
        duty = None
        if isinstance(provision, Observe) and _is_offer(one):
            duty = DUTIES.get(provision.duty.value)
        groups.setdefault((one.agreement, one.step, one.state, one.due, duty), []).append((one, duty))
    for group in groups.values():
        first, duty = group[0]
        path = urls.provision(first.agreement, first.provision, about=first.about)
        articles = dict.fromkeys(one.article for one, _ in group)
        yield Due(
            view_finding(visit.node, first), duty, tuple(cite_article(article) for article in articles), path
        )
