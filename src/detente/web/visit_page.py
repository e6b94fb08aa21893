"""One visit: where it stands, its clocks to the minute, who comes, what is planned, and what can be done next."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Purpose
from detente.assessment.finding import Finding
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Text, same_text
from detente.messages.values import FreeText
from detente.node.explaining import explain_matter
from detente.node.visit_steps import NextStep, is_settled
from detente.node.visits import VisitView, begin_step, show_visit
from detente.record import facts
from detente.record.members import Member, ProgrammeLine
from detente.record.visits import Postponement, VisitLog, VisitReport
from detente.record.visits import Visit as KnownVisit
from detente.web import urls
from detente.web.desk import Desk, Visit, go_to
from detente.web.findings import FindingsUnder, FindingView, by_agreement, view_finding
from detente.web.frame import Frame
from detente.web.matters import YearLine, years_counting
from detente.web.messages import Line, line_of
from detente.web.papers import PaperLine, paper_lines
from detente.web.visit_lines import VisitLine, format_title, line_of_visit, sector_title
from detente.web.visit_words import STEP_ORDER, step_label


@dataclass(frozen=True, slots=True)
class StepLine:
    """A button, and the open finding it would meet. ``again``: it was done before, and would be changed."""

    key: str
    label: Text
    again: bool
    owed: FindingView | None


@dataclass(frozen=True, slots=True)
class ReplyLine:
    """What a state answered. ``reason`` in the words of the vocabulary; ``moved``: other days that it proposes."""

    reference: Reference
    state: Text
    accepted: bool | None
    reason: Text | None
    arrival: PartialDate | Instant | None
    end: PartialDate | Instant | None
    told: Instant | None


@dataclass(frozen=True, slots=True)
class TeamLine:
    """Those who come from one guest."""

    state: Text
    reference: Reference
    members: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class LogRow:
    """One thing that is logged on the spot, as each state has it; None: not logged."""

    label: Text
    cells: tuple[Instant | PartialDate | int | None, ...]


@dataclass(frozen=True, slots=True)
class ReportLine:
    """What a state reports."""

    report: VisitReport
    state: Text
    reason: Text | None


@dataclass(frozen=True, slots=True)
class MoveLine:
    """A postponement, by whom and why."""

    move: Postponement
    state: Text
    reason: Text | None


@dataclass(frozen=True, slots=True)
class KeptLine:
    """Until when personal data is kept, and by which article."""

    until: Instant
    article: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitPage:
    """One visit. ``clocks``: the findings with a deadline, by deadline. ``notes``: facts by their labels.

    ``silences``: findings by which no answer in time counts as one.
    """

    frame: Frame
    line: VisitLine
    format: Text
    agreement: Agreement
    asked: bool
    told: Instant | None
    steps: tuple[StepLine, ...]
    silences: tuple[FindingView, ...]
    clocks: tuple[FindingView, ...]
    findings: tuple[FindingsUnder, ...]
    years: tuple[YearLine, ...]
    replies: tuple[ReplyLine, ...]
    silent: tuple[Text, ...]
    moves: tuple[MoveLine, ...]
    programme: tuple[ProgrammeLine, ...]
    teams: tuple[TeamLine, ...]
    withheld: bool
    kept: KeptLine | None
    log_heads: tuple[tuple[Text, tuple[Reference, ...]], ...]
    log: tuple[LogRow, ...]
    reports: tuple[ReportLine, ...]
    notes: tuple[tuple[Text, FreeText | Text], ...]
    sector: Text | None
    thread: tuple[Line, ...]
    papers: tuple[PaperLine, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """One visit; beginning the next message about it."""
    return [desk.route(urls.VISIT, show_one), desk.route(urls.VISIT, begin, methods=["POST"])]


def show_one(visit: Visit) -> Response:
    """Everything that is known of a visit."""
    matter = visit.matter(visit.request.path_params["matter"])
    view = show_visit(visit.node, visit.actor, matter, visit.at)
    known, agreement = view.visit, visit.node.agreement(view.visit.agreement)
    explained = explain_matter(visit.node, visit.actor, matter, visit.at)
    page = VisitPage(
        frame=visit.frame(urls.VISITS),
        line=line_of_visit(visit, known),
        format=format_title(agreement, known.format),
        agreement=agreement,
        asked=known.opened_by is Purpose.VISIT_REQUEST,
        told=known.told.latest if known.told else None,
        steps=step_lines(visit, view.steps),
        silences=tuple(view_finding(visit.node, one) for one in view.findings if one.silence),
        clocks=_clocks(visit, view.findings),
        findings=by_agreement(visit.node, {one.finding: one.chain for one in explained}),
        years=years_counting(visit, matter),
        replies=tuple(_replies(visit, agreement, known)),
        silent=_silent(agreement, known),
        moves=tuple(
            MoveLine(one, agreement.state_name(one.state), reason_word(visit, one.reason))
            for one in known.postponements
        ),
        programme=known.programme,
        teams=tuple(
            TeamLine(agreement.state_name(one.state), one.reference, one.members) for one in known.teams
        ),
        withheld=view.withheld,
        kept=_kept(agreement, view),
        log_heads=tuple((agreement.state_name(one.state), one.references) for one in known.logs),
        log=tuple(_log(visit, known.logs)),
        reports=tuple(
            ReportLine(one, agreement.state_name(one.state), reason_word(visit, one.reason))
            for one in known.reports
        ),
        notes=tuple(_notes(visit, known)),
        sector=sector_title(agreement, known.sector),
        thread=_thread(visit, view),
        papers=paper_lines(visit, matter),
    )
    return visit.show("visits/visit.html", page)


def begin(visit: Visit) -> Response:
    """Begin the message that the button names, filled in as far as it can be."""
    matter: MatterId = visit.matter(visit.request.path_params["matter"])
    view = show_visit(visit.node, visit.actor, matter, visit.at)
    number = begin_step(
        visit.node,
        visit.actor,
        view.steps,
        visit.fields.one("do"),
        view.visit.agreement,
        visit.at,
        visit.language.value,
    )
    return go_to(urls.draft(number))


def step_lines(visit: Visit, steps: Sequence[NextStep]) -> tuple[StepLine, ...]:
    """What can be done next: first what is owed, then what may be done, last what changes or takes back."""
    ordered = sorted(steps, key=lambda one: (one.owed is None, STEP_ORDER[one.act], one.format.id))
    return tuple(
        StepLine(
            one.key,
            step_label(one),
            is_settled(one),
            view_finding(visit.node, one.owed) if one.owed else None,
        )
        for one in ordered
    )


def reason_word(visit: Visit, code: str | None) -> Text | None:
    """A reason in words; one that is not in the vocabulary as it is written."""
    if code is None:
        return None
    return visit.node.vocabulary.codes_of(facts.VISIT_REASON).get(code, same_text(code))


def _kept(agreement: Agreement, view: VisitView) -> KeptLine | None:
    if view.kept is None:
        return None
    until, provision = view.kept
    return KeptLine(until, provision.article, urls.provision(agreement.id, provision.id))


def _clocks(visit: Visit, findings: Sequence[Finding]) -> tuple[FindingView, ...]:
    timed = sorted((one for one in findings if one.due is not None), key=lambda one: (one.due, one.step))
    return tuple(view_finding(visit.node, one) for one in timed)


def _replies(visit: Visit, agreement: Agreement, known: KnownVisit) -> Iterator[ReplyLine]:
    for one in known.replies:
        yield ReplyLine(
            one.reference,
            agreement.state_name(one.state),
            one.accepted,
            reason_word(visit, one.reason),
            one.arrival if one.arrival != known.arrival else None,
            one.end if one.end != known.end else None,
            one.told.latest if one.told else None,
        )


def _silent(agreement: Agreement, known: KnownVisit) -> tuple[Text, ...]:
    replied = {one.state for one in known.replies}
    return tuple(agreement.state_name(state) for state in known.asked if state not in replied)


def _log(visit: Visit, logs: Sequence[VisitLog]) -> Iterator[LogRow]:
    """What any state has logged."""
    rows = (
        (facts.VISIT_ARRIVED, [one.arrived for one in logs]),
        (facts.VISIT_SITE_NAMED, [one.site_named for one in logs]),
        (facts.VISIT_DIAGRAMS, [one.diagrams for one in logs]),
        (facts.VISIT_REPORT_HANDED, [one.report_handed for one in logs]),
        (facts.VISIT_REMARKS_MADE, [one.remarks_made for one in logs]),
        (facts.VISIT_END, [one.end for one in logs]),
    )
    for fact, cells in rows:
        if any(cell is not None for cell in cells):
            yield LogRow(visit.node.vocabulary.facts[fact].label, tuple(cells))


def _notes(visit: Visit, known: KnownVisit) -> Iterator[tuple[Text, FreeText | Text]]:
    vocabulary = visit.node.vocabulary
    language = vocabulary.codes_of(facts.VISIT_LANGUAGE).get(known.language or "")
    told: tuple[tuple[str, FreeText | Text | None], ...] = (
        (facts.VISIT_PURPOSE, known.purpose),
        (facts.VISIT_ENTRY, known.entry.name if known.entry else None),
        (facts.VISIT_EXIT, known.exit.name if known.exit else None),
        (facts.VISIT_TEAM, _number(known.team)),
        (facts.VISIT_INTERPRETERS, _number(known.interpreters)),
        (facts.VISIT_LANGUAGE, language or (same_text(known.language) if known.language else None)),
        (facts.VISIT_COSTS, known.costs),
    )
    for fact, value in told:
        if value is not None:
            yield vocabulary.facts[fact].label, value


def _number(number: int | None) -> Text | None:
    return None if number is None else same_text(str(number))


def _thread(visit: Visit, view: VisitView) -> tuple[Line, ...]:
    """Its messages as they were issued: other states' may have come later than what builds on them."""
    ordered = sorted(view.thread, key=lambda row: (row.issued_at, row.reference))
    return tuple(line_of(visit, row) for row in ordered)
