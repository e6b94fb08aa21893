"""The planner: visits, drills and clocks of all agreements with what is in each other's way, and proposals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement
from detente.assessment.finding import Finding
from detente.assessment.planning.conflict_words import conflict_sentence
from detente.assessment.planning.conflicts import Conflict
from detente.assessment.rules import is_duty_id
from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval, PartialDate
from detente.kernel.languages import Text, same_text
from detente.messages.values import as_interval
from detente.node.planning import Planner, look_ahead
from detente.web import proposal, urls
from detente.web.calendar import dated_drill
from detente.web.desk import Desk, Visit
from detente.web.findings import FindingView, view_finding
from detente.web.frame import Frame
from detente.web.matters import MatterLink, link_matters
from detente.web.messages import party_options
from detente.web.spans import FIRST_YEAR, LAST_YEAR, Dated, Year, build_year
from detente.web.visit_lines import dated_visit

_SHOWN_CLOCKS = 60


@dataclass(frozen=True, slots=True)
class ConflictLine:
    """What is in the way of what, in a sentence; ``links``: the visits and drills it is about."""

    says: Text
    sure: bool
    remark: bool
    links: tuple[MatterLink, ...]


@dataclass(frozen=True, slots=True)
class ClockLine:
    """A deadline with the page of what it is about. ``bearers``: all who have it alike."""

    finding: FindingView
    bearers: tuple[Text, ...]
    about: Text
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerPage:
    """A year of all visits and drills.

    ``teams``: how many the state has, as typed. ``beyond``: the list that has all, where more visits are known than
    are looked at. ``clocks_left_out``: how many more lines of deadlines there are.
    """

    frame: Frame
    year: Year
    state: str
    states: tuple[tuple[str, Text], ...]
    teams: str
    conflicts: tuple[ConflictLine, ...]
    clocks: tuple[ClockLine, ...]
    beyond: str | None
    clocks_left_out: int
    earlier: str
    later: str
    form: proposal.Form


def routes(desk: Desk) -> list[BaseRoute]:
    """The planner, a proposal."""
    return [desk.route(urls.PLANNER, show_planner), *proposal.routes(desk)]


def show_planner(visit: Visit) -> Response:
    """The year asked for, else this one."""
    year = max(visit.asked_number("year", visit.at.year, LAST_YEAR), FIRST_YEAR)
    asked = visit.asked("state")
    state = StateCode(asked) if asked in dict(party_options(visit)) else None
    number = visit.asked_number("teams", 0, proposal.MOST_TEAMS)
    teams = {state or visit.node.settings.state: number} if number else {}
    found = look_ahead(visit.node, visit.actor, _whole(year), visit.at, state, teams)
    dated = sorted(_dated(visit, found), key=_by_start)
    clocks = _clocks(visit, found.clocks)
    page = PlannerPage(
        frame=visit.frame(urls.VISITS),
        year=build_year(year, dated, visit.at.date(), visit.language),
        state=asked,
        states=party_options(visit),
        teams=str(number) if number else "",
        conflicts=tuple(_conflicts(visit, found.conflicts)),
        clocks=clocks[:_SHOWN_CLOCKS],
        beyond=urls.with_query(urls.VISITS, year=year, state=asked, order="arrival") if found.more else None,
        clocks_left_out=max(len(clocks) - _SHOWN_CLOCKS, 0),
        earlier=urls.with_query(urls.PLANNER, year=year - 1, state=asked, teams=number or ""),
        later=urls.with_query(urls.PLANNER, year=year + 1, state=asked, teams=number or ""),
        form=proposal.empty_form(visit, year),
    )
    return visit.show("visits/planner.html", page)


def _whole(year: int) -> Interval:
    return PartialDate(f"{year:04}").interval


def _dated(visit: Visit, found: Planner) -> Iterator[Dated]:
    yield from (dated_visit(visit, one) for one in found.visits)
    yield from (dated_drill(one) for one in found.drills)


def _by_start(one: Dated) -> tuple[date, str]:
    first = as_interval(one.period.start).earliest.date() if one.period else date.max
    return first, one.path


def _conflicts(visit: Visit, found: Sequence[Conflict]) -> Iterator[ConflictLine]:
    matters = [MatterId(one) for conflict in found for one in conflict.about if not is_duty_id(one)]
    links = link_matters(visit, matters)
    for one in found:
        about = [links[MatterId(name)] for name in one.about if MatterId(name) in links]
        yield ConflictLine(conflict_sentence(one, visit.node.agreements), one.sure, one.remark, tuple(about))


def _clocks(visit: Visit, found: Sequence[Finding]) -> tuple[ClockLine, ...]:
    """One line for what several states owe alike, by deadline."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for one in found:
        about = one.year or one.about
        key = (about, one.agreement, one.provision, one.step, one.state, one.due)
        groups.setdefault(key, []).append(one)
    links = link_matters(visit, (MatterId(one.about) for one in found if one.year is None))
    return tuple(_clock(visit, group, links) for group in groups.values())


def _clock(visit: Visit, group: Sequence[Finding], links: Mapping[MatterId, MatterLink]) -> ClockLine:
    finding = group[0]
    view, agreement = view_finding(visit.node, finding), visit.node.agreement(finding.agreement)
    names = {one.bearer: agreement.state_name(one.bearer) for one in group}
    bearers = tuple(names.values())
    if finding.year is not None:
        about = finding.about if len(bearers) == 1 else ""
        path = urls.provision(finding.agreement, finding.provision, about=about)
        return ClockLine(view, bearers, _in_year(agreement, finding), path)
    link = links[MatterId(finding.about)]
    return ClockLine(view, bearers, link.name, link.path)


def _in_year(agreement: Agreement, finding: Finding) -> Text:
    title = agreement.provisions[finding.provision].title
    return _IN_YEAR.fill(title=title, year=same_text(str(finding.year)))


_IN_YEAR = Text("{title}, {year}", "{title}, {year}", "{title}，{year}年")
