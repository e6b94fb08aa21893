"""Findings: what an agreement means for a matter, and which duties are open."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.exceptions import HTTPException

from detente.agreements.model import Kind
from detente.assessment import finding as findings
from detente.assessment.finding import Answer, FindingState, Missing, Said
from detente.assessment.rules import is_duty_id
from detente.assessment.wording import finding_sentence, gap_sentence
from detente.kernel.identifiers import AgreementId, DutyId, MatterId, ProvisionId, StateCode
from detente.kernel.instants import parse_instant
from detente.messages.references import parse_matter
from detente.node import findings as service
from detente.node.explaining import explain_matter
from detente.node.node import Node
from detente.web.api import values as wire
from detente.web.api.caller import Signed


class DutyQuery(wire.Asked):
    """Whose duties, and which."""

    bearer: Annotated[str, Field(max_length=2, description="Whose duties; all states' if not given.")] = ""
    since: Annotated[wire.Word, Field(description="An instant: none that fell due before it.")] = ""
    size: wire.PageSize = 50


class Margin(wire.Shape):
    """One threshold against what was declared. ``needed`` null: the agreement's number is not available.

    ``permille``: declared per thousand of needed. ``near``: under the threshold, but not far. ``limit``: the number
    is the most there may be, and ``reached`` says whether there is more.
    """

    measure: str
    needed: int | None
    declared: wire.Amount | None
    reached: Answer
    near: bool
    limit: bool
    permille: int | None
    evidence: wire.Evidence


class Gap(wire.Shape):
    """Something that is not known, where a finding is unclear."""

    what: Missing
    about: str
    sentence: wire.Text


class Finding(wire.Shape):
    """What one provision means for one matter or year, and one state or side. It reports and never accuses.

    ``step`` tells apart duties of one provision, ``other`` is the state a step is towards. ``due`` is the last
    instant in time; ``changes_at`` the next at which time alone may change the state. ``silence``: what no answer
    in time means. ``messages`` are all it rests on, ``counterparts`` other matters it was compared with or that
    were counted. ``about`` is a matter, or the name of what is owed in a ``year`` (null elsewhere); ``said``: what
    the answer was, where the step is one.
    """

    agreement: str
    provision: str
    article: str
    kind: Kind
    step: str
    bearer: str
    other: str | None
    about: str
    year: int | None
    state: FindingState
    sentence: wire.Text
    due: datetime | None
    changes_at: datetime | None
    margins: list[Margin]
    gaps: list[Gap]
    messages: list[str]
    evidence: wire.Evidence
    silence: str | None
    said: Said | None
    counterparts: list[str]


class Duties(wire.Shape):
    """Open duties as they stand at ``at``, by due date."""

    at: datetime
    findings: list[Finding]


class ProvisionQuery(wire.Asked):
    """Which findings on a provision; what is not given does not matter."""

    state: Annotated[FindingState | None, Field(description="In that state.")] = None
    about: Annotated[wire.Word, Field(description="On that matter, or on what is owed in that year.")] = ""
    page: wire.PageNumber = 1
    size: wire.PageSize = 50


class ProvisionFindings(wire.Shape):
    """One page of the findings on a provision, newest deadline first, as they stand at ``at``.

    ``counts``: how many there are of each state, whatever was asked for; ``total``: of those asked for.
    """

    at: datetime
    total: int
    counts: dict[FindingState, int]
    findings: list[Finding]


class MatterFindings(wire.Shape):
    """What is meant by one matter; ``years``: findings on years that count it or rest on what was told in it."""

    at: datetime
    findings: list[Finding]
    years: list[Finding]


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.get("/findings")(list_open_duties)
    router.get("/agreements/{agreement}/provisions/{provision}/findings")(list_findings_on)
    router.get("/matters/{matter:path}/findings")(list_findings_about)


def list_open_duties(caller: Signed, asked: Annotated[DutyQuery, Query()]) -> Duties:
    """What is due, upcoming, or was not received in time; of one state, or of all."""
    duties = service.open_duties(
        caller.node,
        caller.actor,
        caller.at,
        StateCode(asked.bearer) if asked.bearer else None,
        asked.size,
        parse_instant(asked.since) if asked.since else None,
    )
    return Duties(at=caller.at, findings=[finding_of(caller.node, one.finding) for one in duties])


def list_findings_on(
    caller: Signed, agreement: str, provision: str, asked: Annotated[ProvisionQuery, Query()]
) -> ProvisionFindings:
    """What one provision means for everything that is known, but where it plainly does not apply."""
    found = caller.node.agreement(AgreementId(agreement))
    if ProvisionId(provision) not in found.provisions:
        raise HTTPException(404)
    about = asked.about
    wanted = service.FindingFilter(
        state=asked.state,
        about=None if not about else DutyId(about) if is_duty_id(about) else MatterId(about),
    )
    page, counts = service.findings_on(
        caller.node, caller.actor, found.id, ProvisionId(provision), caller.at, asked.page, asked.size, wanted
    )
    findings = [finding_of(caller.node, one.finding) for one in page.rows]
    return ProvisionFindings(at=caller.at, total=page.total, counts=counts, findings=findings)


def list_findings_about(caller: Signed, matter: str) -> MatterFindings:
    """What every agreement means for one matter: a drill, a visit, a return, a notice, a meeting ..."""
    name = parse_matter(matter)
    findings = [
        finding_of(caller.node, one.finding)
        for one in explain_matter(caller.node, caller.actor, name, caller.at)
    ]
    years = service.findings_counting(caller.node, caller.actor, name, caller.at)
    return MatterFindings(
        at=caller.at, findings=findings, years=[finding_of(caller.node, one.finding) for one in years]
    )


def finding_of(node: Node, finding: findings.Finding) -> Finding:
    """A finding with its sentences."""
    agreement = node.agreement(finding.agreement)
    gaps = [Gap.of(one, sentence=gap_sentence(one, agreement, node.vocabulary)) for one in finding.gaps]
    return Finding.of(finding, gaps=gaps, sentence=finding_sentence(finding, agreement, node.vocabulary))
