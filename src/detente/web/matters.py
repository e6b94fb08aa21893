"""What a finding is about, by name and page: a drill by its name, another matter by its number, or a year."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.assessment.finding import Finding
from detente.kernel.identifiers import MatterId
from detente.kernel.languages import Language, Text, same_text
from detente.messages.values import FreeText
from detente.node.activities import names_of
from detente.node.explaining import chains_of
from detente.node.findings import OpenDuty, findings_counting
from detente.node.node import Node
from detente.node.visits import objects_of
from detente.record.activities import Activity
from detente.record.record import KnownMatter
from detente.record.visits import Visit as KnownVisit
from detente.web import urls
from detente.web.desk import Visit
from detente.web.findings import FindingView, view_finding


@dataclass(frozen=True, slots=True)
class MatterLink:
    """A matter by name, and the page that tells more of it."""

    name: Text
    path: str
    is_drill: bool = False


@dataclass(frozen=True, slots=True)
class YearLine:
    """A finding on what is owed in a year: of which provision, and the page that tells more of it."""

    name: Text
    path: str
    finding: FindingView


def years_counting(visit: Visit, matter: MatterId, *, explained: bool = False) -> tuple[YearLine, ...]:
    """The findings on years that count this matter or rest on it; ``explained``: with how each follows."""
    found = findings_counting(visit.node, visit.actor, matter, visit.at)
    chains = chains_of(visit.node, visit.actor, found) if explained else {}
    return tuple(
        YearLine(
            year_name(visit.node, one.finding),
            matter_path(one),
            view_finding(visit.node, one.finding, chains.get(one.finding)),
        )
        for one in found
    )


def matter_name(node: Node, duty: OpenDuty) -> Text:
    """What it is called; what is owed in a year by its provision and the year."""
    if duty.matter is None:
        return year_name(node, duty.finding)
    return _name(duty.matter)


def year_name(node: Node, finding: Finding) -> Text:
    """``Annual exchange of military information, 2027``."""
    title = node.agreement(finding.agreement).provisions[finding.provision].title
    return _IN_YEAR.fill(title=title, year=str(finding.year))


def subject_name(duty: OpenDuty) -> Text:
    """What it is called where the provision is known already: the year alone."""
    return same_text(str(duty.finding.year)) if duty.matter is None else _name(duty.matter)


def matter_path(duty: OpenDuty) -> str:
    """The page that tells more of it: of what is owed in a year, its provision's page with that year alone."""
    matter = duty.matter
    if matter is None:
        finding = duty.finding
        return urls.provision(finding.agreement, finding.provision, about=finding.about)
    match matter:
        case Activity():
            return urls.activity(matter.id)
        case KnownVisit():
            return urls.visit(matter.id)
        case _:
            return urls.message(matter.reference)


def link_matters(visit: Visit, matters: Iterable[MatterId]) -> dict[MatterId, MatterLink]:
    """Drills and visits by name, other matters by number, each with its page."""
    asked = list(dict.fromkeys(matters))
    named = link_drills(visit, asked) | link_visits(visit, asked)
    return {one: named.get(one) or MatterLink(same_text(one), _register(one)) for one in asked}


def _register(matter: MatterId) -> str:
    """Its messages in the register."""
    return urls.with_query(urls.MESSAGES, words=matter)


def link_drills(visit: Visit, matters: Iterable[MatterId]) -> dict[MatterId, MatterLink]:
    """Those among these matters that are drills, by name."""
    named = names_of(visit.node, visit.actor, matters)
    return {
        one: MatterLink(_text(name) if name else same_text(one), urls.activity(one), True)
        for one, name in named.items()
    }


def link_visits(visit: Visit, matters: Iterable[MatterId]) -> dict[MatterId, MatterLink]:
    """Those among these matters that are visits, by what is visited."""
    named = objects_of(visit.node, visit.actor, matters)
    return {one: MatterLink(same_text(name or one), urls.visit(one)) for one, name in named.items()}


def _name(matter: KnownMatter) -> Text:
    match matter:
        case Activity() if matter.name is not None:
            return _text(matter.name)
        case KnownVisit() if matter.object:
            return same_text(matter.object)
        case _:
            return same_text(matter.id)


def _text(name: FreeText) -> Text:
    return Text(*(name.in_(language) for language in Language))


_IN_YEAR = Text("{title}, {year}", "{title}, {year}", "{title}，{year}年")
