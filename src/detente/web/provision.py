"""One provision: what it says, and what it means for everything that is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement
from detente.assessment.finding import FindingState
from detente.assessment.wording import state_word
from detente.kernel.identifiers import AgreementId, ProvisionId
from detente.kernel.languages import Text
from detente.node.agreements import show_agreement
from detente.node.findings import OpenDuty, findings_on
from detente.node.messages import Page
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.findings import FindingView, rank, view_finding
from detente.web.frame import Frame
from detente.web.matters import matter_name, matter_path
from detente.web.provisions import ProvisionView, view_provision

_SIZE = 25


@dataclass(frozen=True, slots=True)
class FindingLine:
    """A finding with the name of what it is about; ``path`` empty where no page tells more."""

    about: Text
    path: str
    finding: FindingView


@dataclass(frozen=True, slots=True, kw_only=True)
class ProvisionPage:
    """One provision. ``counts``: how many findings of each state, the most pressing first."""

    frame: Frame
    agreement: Agreement
    view: ProvisionView
    in_use: bool
    counts: tuple[tuple[str, Text, int], ...]
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
    number = visit.asked_number("page", 1)
    found, counts = findings_on(visit.node, visit.actor, agreement.id, name, visit.at, number, _SIZE)
    path = urls.provision(agreement.id, name)
    page = ProvisionPage(
        frame=visit.frame(urls.AGREEMENTS),
        agreement=agreement,
        view=view_provision(provision, agreement, visit.node.vocabulary),
        in_use=agreement.id in visit.node.in_use,
        counts=tuple(
            (state.value, state_word(state), counts[state]) for state in sorted(counts, key=_pressing)
        ),
        lines=Page([_line(visit, one) for one in found.rows], found.total, found.number, found.size),
        link=lambda page_number: urls.with_query(path, page=page_number),
    )
    return visit.show("agreements/provision.html", page)


def _pressing(state: FindingState) -> int:
    return rank(state)


def _line(visit: Visit, duty: OpenDuty) -> FindingLine:
    return FindingLine(matter_name(duty), matter_path(duty), view_finding(visit.node, duty.finding))
