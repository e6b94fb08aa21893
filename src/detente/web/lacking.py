"""What of an agreement has not been seen: the page for someone who has the text."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Article
from detente.assessment.lacking import Lacking, lacking_in, to_write
from detente.kernel.identifiers import AgreementId, ProvisionId
from detente.kernel.languages import Text
from detente.node.agreements import show_agreement
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame


@dataclass(frozen=True, slots=True)
class LackingLine:
    """Something not seen, and what is to be written; ``title`` and ``path``: of its provision, if it has one."""

    lacking: Lacking
    title: Text | None
    path: str
    yaml: str


@dataclass(frozen=True, slots=True)
class LackingGroup:
    """What has not been seen of one article; None: of the agreement as a whole."""

    article: Article | None
    lines: tuple[LackingLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LackingPage:
    """Everything not seen, and the articles that are shown and not computed."""

    frame: Frame
    agreement: Agreement
    total: int
    groups: tuple[LackingGroup, ...]
    not_modelled: tuple[Article, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The page."""
    return [desk.route(urls.LACKING, show_lacking)]


def show_lacking(visit: Visit) -> Response:
    """Everything not seen, article by article."""
    agreement = show_agreement(visit.node, visit.actor, AgreementId(visit.request.path_params["agreement"]))
    found = lacking_in(agreement, visit.node.vocabulary)
    homes = {name: article.no for article in agreement.articles for name in article.provisions}
    by_number = {article.no: article for article in agreement.articles}

    def home(one: Lacking) -> str:
        return homes[one.provision] if one.provision else one.article

    page = LackingPage(
        frame=visit.frame(urls.AGREEMENTS),
        agreement=agreement,
        total=len(found),
        groups=tuple(
            LackingGroup(by_number.get(number), tuple(_line(agreement, one) for one in lines))
            for number, lines in groupby(found, home)
        ),
        not_modelled=tuple(article for article in agreement.articles if article.not_modelled is not None),
    )
    return visit.show("agreements/lacking.html", page)


def _line(agreement: Agreement, lacking: Lacking) -> LackingLine:
    title, path = _provision(agreement, lacking.provision)
    return LackingLine(lacking, title, path, to_write(lacking))


def _provision(agreement: Agreement, name: ProvisionId | None) -> tuple[Text | None, str]:
    if name is None:
        return None, ""
    return agreement.provisions[name].title, urls.provision(agreement.id, name)
