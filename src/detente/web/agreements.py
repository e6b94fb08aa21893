"""Agreements: what was promised, in which article, and how each number is known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import (
    Agreement,
    Article,
    Evidence,
    EvidenceLevel,
    Format,
    Kind,
    Party,
    Sector,
    Zone,
)
from detente.assessment.lacking import lacking_in
from detente.kernel.identifiers import AgreementId
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Text
from detente.node.agreements import list_agreements, show_agreement
from detente.web import provision_words as words
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.forms.setting import language_name
from detente.web.frame import Frame
from detente.web.provisions import Known, ProvisionView, view_provision
from detente.web.timeline import Timeline, view_timeline


@dataclass(frozen=True, slots=True)
class AgreementLine:
    """An agreement in the list. ``levels`` counts its provisions by how they are known."""

    agreement: Agreement
    status: Text
    party: bool
    computed: int
    levels: tuple[tuple[EvidenceLevel, Text, int], ...]


@dataclass(frozen=True, slots=True)
class AgreementsPage:
    """All agreements this node carries."""

    frame: Frame
    lines: tuple[AgreementLine, ...]


@dataclass(frozen=True, slots=True)
class ArticleView:
    """An article with its provisions; ``anchor`` is where findings lead to, ``cited`` whether it has a number.

    ``computed`` counts the provisions that are not only shown.
    """

    article: Article
    cited: bool
    anchor: str
    level: Text
    computed: int
    provisions: tuple[ProvisionView, ...]


@dataclass(frozen=True, slots=True)
class PartyGroup:
    """Parties on one side (None: there are no sides) that are bound for the same time, known in the same way."""

    side: Text | None
    names: tuple[Text, ...]
    since: PartialDate | None
    until: PartialDate | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SuspensionLine:
    """Two states between which provisions do not run; none named: all."""

    first: Text
    second: Text
    since: PartialDate | None
    until: PartialDate | None
    provisions: tuple[Text, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class ZoneView:
    """A zone with its depth and the lines it lies along."""

    zone: Zone
    depth: tuple[Known, ...]
    lines: tuple[tuple[Text, Text], ...]


@dataclass(frozen=True, slots=True)
class FormatView:
    """A format: what it is for and what it asks."""

    format: Format
    purpose: Text
    to: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreementPage:
    """One agreement. ``not_modelled`` counts articles that are not computed, ``lacking`` what has not been seen.

    A list of more parties than ``most_open`` is folded.
    """

    frame: Frame
    agreement: Agreement
    status: Text
    languages: tuple[Text, ...]
    articles: tuple[ArticleView, ...]
    parties: tuple[PartyGroup, ...]
    most_open: int
    zones: tuple[ZoneView, ...]
    formats: int
    sectors: tuple[Sector, ...]
    timeline: Timeline | None
    suspensions: tuple[SuspensionLine, ...]
    base: Agreement | None
    lacking: int
    not_modelled: int


@dataclass(frozen=True, slots=True)
class FormatsPage:
    """The formats of one agreement."""

    frame: Frame
    agreement: Agreement
    formats: tuple[FormatView, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The list, one agreement, its formats."""
    return [
        desk.route(urls.AGREEMENTS, show_list),
        desk.route(urls.AGREEMENT, show_one),
        desk.route(urls.FORMATS, show_formats),
    ]


def show_list(visit: Visit) -> Response:
    """All agreements, those of this state first."""
    state = visit.node.settings.state
    lines = tuple(
        AgreementLine(
            agreement,
            words.STATUSES[agreement.status],
            agreement.party(state) is not None,
            sum(provision.kind is not Kind.PRINCIPLE for provision in agreement.provisions.values()),
            tuple(_levels(agreement)),
        )
        for agreement in list_agreements(visit.node, visit.actor)
    )
    return visit.show("agreements/list.html", AgreementsPage(visit.frame(urls.AGREEMENTS), lines))


def show_one(visit: Visit) -> Response:
    """One agreement, article by article."""
    agreement = show_agreement(visit.node, visit.actor, AgreementId(visit.request.path_params["agreement"]))
    page = AgreementPage(
        frame=visit.frame(urls.AGREEMENTS),
        agreement=agreement,
        status=words.STATUSES[agreement.status],
        languages=tuple(language_name(code) for code in agreement.languages),
        articles=tuple(_article(visit, agreement, article) for article in agreement.articles),
        parties=tuple(_parties(visit, agreement)),
        most_open=_MOST_OPEN,
        zones=tuple(_zone(agreement, zone) for zone in agreement.zones.values()),
        formats=len(agreement.formats),
        sectors=tuple(agreement.sectors.values()),
        timeline=view_timeline(agreement, visit.at),
        suspensions=tuple(_suspensions(agreement)),
        base=agreement.base,
        lacking=len(lacking_in(agreement, visit.node.vocabulary)),
        not_modelled=sum(article.not_modelled is not None for article in agreement.articles),
    )
    return visit.show("agreements/agreement.html", page)


def show_formats(visit: Visit) -> Response:
    """What the messages of an agreement ask, item by item."""
    agreement = show_agreement(visit.node, visit.actor, AgreementId(visit.request.path_params["agreement"]))
    views = tuple(
        FormatView(one, words.PURPOSES[one.purpose], words.ADDRESSEES[one.to])
        for one in agreement.formats.values()
    )
    return visit.show("agreements/formats.html", FormatsPage(visit.frame(urls.AGREEMENTS), agreement, views))


def _levels(agreement: Agreement) -> Iterator[tuple[EvidenceLevel, Text, int]]:
    for level in EvidenceLevel:
        count = sum(one.evidence.level is level for one in agreement.provisions.values())
        if count:
            yield level, words.EVIDENCE[level], count


def _article(visit: Visit, agreement: Agreement, article: Article) -> ArticleView:
    return ArticleView(
        article,
        article.no[0].isdigit() or article.no[0].isupper(),
        urls.article_anchor(article.no),
        words.EVIDENCE[article.evidence.level],
        sum(agreement.provisions[one].kind is not Kind.PRINCIPLE for one in article.provisions),
        tuple(
            view_provision(agreement.provisions[one], agreement, visit.node.vocabulary)
            for one in article.provisions
        ),
    )


def _parties(visit: Visit, agreement: Agreement) -> Iterator[PartyGroup]:
    """Side by side, the larger groups of a side first."""
    for side in (*agreement.sides, None):
        groups: dict[tuple[object, ...], list[Party]] = {}
        for party in agreement.parties:
            if party.side == (side.id if side else None):
                groups.setdefault((party.since, party.until, party.evidence), []).append(party)
        for parties in sorted(groups.values(), key=len, reverse=True):
            names = sorted((one.shown_name for one in parties), key=lambda one: one.in_(visit.language))
            title = side.title if side and names != [side.title] else None
            first = parties[0]
            yield PartyGroup(title, tuple(names), first.since, first.until, first.evidence)


def _suspensions(agreement: Agreement) -> Iterator[SuspensionLine]:
    for one in agreement.suspensions:
        first, second = one.between
        titles = tuple(agreement.provisions[name].title for name in one.provisions)
        names = agreement.state_name(first), agreement.state_name(second)
        yield SuspensionLine(*names, one.since, one.until, titles, one.evidence)


def _zone(agreement: Agreement, zone: Zone) -> ZoneView:
    return ZoneView(
        zone,
        tuple(
            Known(
                _DEPTH,
                None if version.value is None else _KILOMETRES.fill(number=version.value),
                version.evidence,
                version.since,
            )
            for version in zone.depth_km.versions
        ),
        tuple((agreement.state_name(one), agreement.state_name(other)) for one, other in zone.lines),
    )


#: Longer lists of parties are folded.
_MOST_OPEN = 12
_DEPTH = Text("Depth on each side of the line", "Глубина по каждую сторону линии", "界线每侧纵深")
_KILOMETRES = Text("{number} km", "{number} км", "{number}公里")
