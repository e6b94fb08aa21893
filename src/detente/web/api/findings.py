"""Findings: what an agreement means for a matter, and which duties are open."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field

from detente.agreements.model import Kind
from detente.assessment import finding as findings
from detente.assessment.finding import Answer, FindingState, Missing
from detente.assessment.wording import finding_sentence, gap_sentence
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import parse_instant
from detente.node import findings as service
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

    ``permille``: declared per thousand of needed. ``near``: under the threshold, but not far.
    """

    measure: str
    needed: int | None
    declared: wire.Amount | None
    reached: Answer
    near: bool
    permille: int | None
    evidence: wire.Evidence


class Gap(wire.Shape):
    """Something that is not known, where a finding is unclear."""

    what: Missing
    about: str
    sentence: wire.Text


class Finding(wire.Shape):
    """What one provision means for one matter and one state. It reports and never accuses.

    ``step`` tells apart duties of one provision, ``other`` is the state a step is towards. ``due`` is the last
    instant in time; ``changes_at`` the next at which time alone may change the state. ``silence``: what no answer
    in time means. ``messages`` are all it rests on, ``counterparts`` other drills it was compared with.
    """

    agreement: str
    provision: str
    article: str
    kind: Kind
    step: str
    bearer: str
    other: str | None
    about: str
    state: FindingState
    sentence: wire.Text
    due: datetime | None
    changes_at: datetime | None
    margins: list[Margin]
    gaps: list[Gap]
    messages: list[str]
    evidence: wire.Evidence
    silence: str | None
    counterparts: list[str]


class Duties(wire.Shape):
    """Open duties as they stand at ``at``, by due date."""

    at: datetime
    findings: list[Finding]


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.get("/findings")(list_open_duties)


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


def finding_of(node: Node, finding: findings.Finding) -> Finding:
    """A finding with its sentences."""
    agreement = node.agreement(finding.agreement)
    gaps = [Gap.of(one, sentence=gap_sentence(one, agreement, node.vocabulary)) for one in finding.gaps]
    return Finding.of(finding, gaps=gaps, sentence=finding_sentence(finding, agreement, node.vocabulary))
