"""One provision: what it says, and what it means for everything that is known."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

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
from detente.messages.references import matter_of
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
    """A finding, and what was counted for it or compared with it."""

    finding: FindingView
    counted: tuple[MatterLink, ...]


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings in one state on one matter or year of one bearer, with the name of what they are about.

    ``path`` leads to the page of the matter; it is empty for what is owed in a year, which has none but this.
    """

    about: Text
    path: str
    first: FindingView
    lines: tuple[FindingLine, ...]


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
    groups: tuple[FindingGroup, ...]
    list: Page[OpenDuty]
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
        groups=tuple(_groups(visit, found.rows)),
        list=found,
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


def _groups(visit: Visit, found: list[OpenDuty]) -> Iterator[FindingGroup]:
    chains = chains_of(visit.node, visit.actor, found)
    links = link_matters(visit, (matter for one in found for matter in one.finding.counterparts))
    for _, group in groupby(found, _together):
        duties = list(group)
        lines = tuple(_line(visit, one.finding, chains, links) for one in duties)
        path = matter_path(duties[0]) if duties[0].matter else ""
        yield FindingGroup(subject_name(duties[0]), path, lines[0].finding, lines)


def _together(duty: OpenDuty) -> tuple[object, ...]:
    finding = duty.finding
    return finding.about, finding.bearer, finding.state, finding.due


def _line(
    visit: Visit, finding: Finding, chains: Mapping[Finding, Step], links: Mapping[MatterId, MatterLink]
) -> FindingLine:
    """Matters whose messages are named anyway are not named again."""
    told = {matter_of(reference) for reference in finding.messages}
    counted = tuple(
        links[matter] for matter in finding.counterparts if links[matter].is_drill or matter not in told
    )
    return FindingLine(view_finding(visit.node, finding, chains[finding]), counted)
