"""Visits as other pages show them: by what is visited, who goes to whom, and where each stands."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import Agreement
from detente.assessment.visiting import standing_of
from detente.kernel.identifiers import FormatId, SectorId
from detente.kernel.languages import Language, Text, same_text
from detente.messages.values import Period
from detente.record.visits import Visit as KnownVisit
from detente.record.visits import VisitStatus
from detente.web import urls
from detente.web.desk import Visit
from detente.web.spans import Dated, Sort
from detente.web.visit_words import STATUS_MARKS, STATUSES

_OFF = (VisitStatus.DECLINED, VisitStatus.WITHDRAWN)
_OPEN = (VisitStatus.ASKED, VisitStatus.OFFERED, VisitStatus.POSTPONED)


#: No more visits than this are drawn on one page; beyond, it says so.
MOST_DRAWN = 250


@dataclass(frozen=True, slots=True)
class VisitLine:
    """A visit on another page. ``period`` None: no day of arrival is known."""

    visit: KnownVisit
    name: Text
    hosts: tuple[Text, ...]
    guests: tuple[Text, ...]
    standing: VisitStatus
    status: Text
    mark: tuple[str, str]
    period: Period | None
    path: str


def dated_visit(visit: Visit, known: KnownVisit) -> Dated:
    """A visit as it is drawn: what is visited, and who goes to whom."""
    line = line_of_visit(visit, known)
    return Dated(
        name=line.name,
        period=line.period,
        path=line.path,
        cancelled=line.standing in _OFF,
        open=line.standing in _OPEN,
        sort=Sort.VISIT,
        note=line.status,
    )


def line_of_visit(visit: Visit, known: KnownVisit) -> VisitLine:
    """A visit with its words."""
    agreement = visit.node.agreement(known.agreement)
    status = standing_of(known, agreement, visit.at)
    hosts = tuple(agreement.state_name(state) for state in known.hosts)
    guests = tuple(agreement.state_name(state) for state in known.guests)
    return VisitLine(
        visit=known,
        name=_name(agreement, known),
        hosts=hosts,
        guests=guests,
        standing=status,
        status=STATUSES[status],
        mark=STATUS_MARKS[status],
        period=Period(known.arrival, known.end) if known.arrival else None,
        path=urls.visit(known.id),
    )


def _name(agreement: Agreement, known: KnownVisit) -> Text:
    """What is visited; of a challenge inspection, its area; where neither is told, how it was asked for or offered."""
    if known.object:
        return same_text(known.object)
    if known.area:
        return Text(*(known.area[0].name.in_(language) for language in Language))
    return format_title(agreement, known.format)


def format_title(agreement: Agreement, wanted: FormatId) -> Text:
    """What a format is called; one that is not known by its name."""
    return agreement.formats[wanted].title if wanted in agreement.formats else same_text(wanted)


def sector_title(agreement: Agreement, wanted: SectorId | None) -> Text | None:
    """What a sector is called; None where there is none."""
    sector = agreement.sectors.get(wanted) if wanted else None
    return sector.title if sector else None
