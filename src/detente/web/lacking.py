"""What of an agreement has not been seen: the page for someone who has the text."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Article
from detente.assessment.lacking import Lacking, lacking_in
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text
from detente.node.agreements import show_agreement
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame


@dataclass(frozen=True, slots=True)
class LackingLine:
    """Something not seen; ``title``: of the provision it belongs to, where it belongs to one."""

    lacking: Lacking
    title: Text | None


@dataclass(frozen=True, slots=True)
class LackingPage:
    """Everything not seen, and the articles that are shown and not computed."""

    frame: Frame
    agreement: Agreement
    lines: tuple[LackingLine, ...]
    not_modelled: tuple[Article, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The page."""
    return [desk.route(urls.LACKING, show_lacking)]


def show_lacking(visit: Visit) -> Response:
    """Everything not seen, in the order of the articles."""
    agreement = show_agreement(visit.node, visit.actor, AgreementId(visit.request.path_params["agreement"]))
    lines = tuple(
        LackingLine(one, agreement.provisions[one.provision].title if one.provision else None)
        for one in lacking_in(agreement, visit.node.vocabulary)
    )
    shown = tuple(article for article in agreement.articles if article.not_modelled is not None)
    page = LackingPage(visit.frame(urls.AGREEMENTS), agreement, lines, shown)
    return visit.show("agreements/lacking.html", page)
