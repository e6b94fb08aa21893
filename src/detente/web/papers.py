"""Papers and calendars to download."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.documents.papers.contents import PaperKind
from detente.kernel.identifiers import AgreementId, MatterId, StateCode
from detente.kernel.instants import Interval
from detente.kernel.languages import Language, Text
from detente.node.calendars import calendar_between, calendar_of
from detente.node.papers import File, paper_of, papers_of, quota_paper
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.matters import link_matters

#: What a calendar holds: from so long ago to so far ahead.
_BEHIND, _AHEAD = timedelta(days=31), timedelta(days=366)


@dataclass(frozen=True, slots=True)
class PaperLine:
    """A paper by name; ``of``: whose or which (None: there is one). ``links``: an address for each language."""

    name: Text
    of: Text | None
    links: tuple[tuple[Language, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PapersPage:
    """The papers of a visit or drill; ``back``: its page."""

    frame: Frame
    name: Text
    back: str
    papers: tuple[PaperLine, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """Papers of a matter, of quotas; calendars."""
    return [
        desk.route(urls.PAPERS, show_papers),
        desk.route(urls.PAPER, give_paper),
        desk.route(urls.QUOTA_PAPER, give_quotas),
        desk.route(urls.CALENDAR, give_calendar),
        desk.route(urls.CALENDAR_OF, give_entry),
    ]


def paper_lines(visit: Visit, matter: MatterId) -> tuple[PaperLine, ...]:
    """The papers of a visit or drill, with where to find each."""
    return tuple(
        PaperLine(
            one.name,
            one.of,
            tuple(
                (language, urls.paper(one.kind.value, matter, one.part, language.value))
                for language in Language
            ),
        )
        for one in papers_of(visit.node, visit.actor, matter, visit.at)
    )


def show_papers(visit: Visit) -> Response:
    """What can be printed of a visit, or of the observers at a drill."""
    matter = visit.matter(visit.request.path_params["matter"])
    found = paper_lines(visit, matter)
    if not found:
        raise HTTPException(404)
    link = link_matters(visit, [matter])[matter]
    section = urls.ACTIVITIES if link.path.startswith(urls.ACTIVITIES) else urls.VISITS
    page = PapersPage(frame=visit.frame(section), name=link.name, back=link.path, papers=found)
    return visit.show("visits/papers.html", page)


def give_paper(visit: Visit) -> Response:
    """A paper as PDF."""
    kind = visit.request.path_params["kind"]
    if kind not in tuple(PaperKind):
        raise HTTPException(404)
    matter = visit.matter(visit.request.path_params["matter"])
    part = visit.asked("part")
    return _give(paper_of(visit.node, visit.actor, matter, PaperKind(kind), _language(visit), visit.at, part))


def give_quotas(visit: Visit) -> Response:
    """The quotas of one state in a year as PDF."""
    asked = visit.request.path_params
    agreement, state = AgreementId(asked["agreement"]), StateCode(asked["state"])
    return _give(
        quota_paper(visit.node, visit.actor, agreement, asked["year"], state, _language(visit), visit.at)
    )


def give_calendar(visit: Visit) -> Response:
    """Visits, drills and own deadlines of a year for a calendar."""
    within = Interval(visit.at - _BEHIND, visit.at + _AHEAD)
    return _give(calendar_between(visit.node, visit.actor, within, visit.language, visit.at))


def give_entry(visit: Visit) -> Response:
    """One visit or drill for a calendar."""
    matter = visit.matter(visit.request.path_params["matter"])
    return _give(calendar_of(visit.node, visit.actor, matter, visit.language, visit.at))


def _language(visit: Visit) -> Language:
    asked = visit.asked("language")
    return Language(asked) if asked in tuple(Language) else visit.language


def _give(file: File) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)
