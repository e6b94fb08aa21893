"""One provision: what it says, and what it means for everything that is known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement
from detente.assessment.finding import Finding, FindingState, Subject
from detente.assessment.rules import is_duty_id
from detente.assessment.sources import Step
from detente.assessment.wording import state_word
from detente.kernel.identifiers import AgreementId, DutyId, MatterId, ProvisionId
from detente.kernel.languages import Text
from detente.node.agreements import show_agreement
from detente.node.explaining import chains_of
from detente.node.findings import FindingFilter, OpenDuty, findings_on
from detente.node.messages import Page
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.findings import FindingView, rank, view_finding
from detente.web.frame import Frame
from detente.web.matters import MatterLink, link_matters, matter_path, subject_name
from detente.web.provisions import ProvisionView, view_provision

#: Each comes with how it follows, so a page holds few.
_SIZE = 12


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the name of what it is about, and what was counted for it.

    ``path`` leads to the page of the matter; it is empty for what is owed in a year, which has none but this.
    """

    about: Text
    path: str
    finding: FindingView
    counted: tuple[MatterLink, ...]


@dataclass(frozen=True, slots=True)
class StateChoice:
    """A state that some findings are in: how many, and the address of the list with them alone."""

    state: FindingState
    word: Text
    count: int
    path: str
    chosen: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionPage:
    """One provision. ``states``: the most pressing first; ``total``: of all states together.

    ``narrowed``: only some of the findings are shown; ``path``: of the page with all of them.
    """

    frame: Frame
    agreement: Agreement
    view: ProvisionView
    in_use: bool
    states: tuple[StateChoice, ...]
    total: int
    narrowed: bool
    path: str
    lines: Page[FindingLine]
    link: Callable[[int], str]


def routes(desk: Desk) -> list[BaseRoute]:
    """The page of a provision."""
    return [desk.route(urls.PROVISION, show_provision)]


def show_provision(visit: Visit) -> Response:
    """What a provision says and means."""
    agreement = show_agreement(visit.node, visit.actor, AgreementId(visit.request.path_params["agreement"]))
    name = ProvisionId(visit.request.path_params["provision"])
    provision = agreement.provisions.get(name)
    if provision is None:
        raise HTTPException(404)
    wanted, number = _wanted(visit), visit.asked_number("page", 1)
    found, counts = findings_on(visit.node, visit.actor, agreement.id, name, visit.at, number, _SIZE, wanted)
    about, state = wanted.about or "", wanted.state.value if wanted.state else ""
    page = ProvisionPage(
        frame=visit.frame(urls.AGREEMENTS),
        agreement=agreement,
        view=view_provision(provision, agreement, visit.node.vocabulary),
        in_use=agreement.id in visit.node.in_use,
        states=tuple(
            StateChoice(
                one,
                state_word(one),
                counts[one],
                urls.provision(agreement.id, name, state=one.value),
                one is wanted.state,
            )
            for one in sorted(counts, key=rank)
        ),
        total=sum(counts.values()),
        narrowed=bool(about or state),
        path=urls.provision(agreement.id, name),
        lines=Page(_lines(visit, found.rows), found.total, found.number, found.size),
        link=lambda page_number: urls.provision(agreement.id, name, about, state, page_number),
    )
    return visit.show("agreements/provision.html", page)


def _wanted(visit: Visit) -> FindingFilter:
    state, about = visit.asked("state"), visit.asked("about")
    return FindingFilter(
        state=FindingState(state) if state in tuple(FindingState) else None,
        about=_subject(about) if about else None,
    )


def _subject(name: str) -> Subject:
    return DutyId(name) if is_duty_id(name) else MatterId(name)


def _lines(visit: Visit, found: list[OpenDuty]) -> list[FindingLine]:
    chains = chains_of(visit.node, visit.actor, found)
    links = link_matters(visit, (matter for one in found for matter in one.finding.counterparts))
    return [_line(visit, one, chains, links) for one in found]


def _line(
    visit: Visit, duty: OpenDuty, chains: Mapping[Finding, Step], links: Mapping[MatterId, MatterLink]
) -> FindingLine:
    return FindingLine(
        about=subject_name(duty),
        path=matter_path(duty) if duty.matter else "",
        finding=view_finding(visit.node, duty.finding, chains[duty.finding]),
        counted=tuple(links[matter] for matter in duty.finding.counterparts),
    )
