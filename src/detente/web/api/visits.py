"""Visits: the list, one visit with every finding about it, the quota books of a year, papers, and plans."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from detente.agreements.model import MessageKind, Purpose
from detente.assessment.finding import Missing
from detente.assessment.quota_views import UseState
from detente.documents.papers.contents import PaperKind
from detente.kernel.identifiers import AgreementId, FormatId, StateCode
from detente.kernel.languages import Language
from detente.messages.document import OriginKind
from detente.messages.references import parse_matter
from detente.node import visits as service
from detente.node.calendars import calendar_of
from detente.node.papers import File, paper_of, papers_of
from detente.node.quota_book import show_quotas
from detente.node.visit_steps import Act
from detente.record.visits import VisitStatus
from detente.web.api import values as wire
from detente.web.api.activities import Place
from detente.web.api.caller import Answers, Signed
from detente.web.api.drafts import Begun
from detente.web.api.findings import Finding, finding_of
from detente.web.api.messages import MessageLine

Year = Annotated[int, Field(ge=1950, le=2200)]


class VisitQuery(wire.Asked):
    """Which visits to list; what is not given does not matter."""

    agreement: wire.Word = ""
    format: wire.Word = ""
    state: Annotated[wire.Word, Field(description="In it as host or guest.")] = ""
    role: Annotated[service.Role | None, Field(description="That state in this role alone.")] = None
    status: Annotated[VisitStatus | None, Field(description="Standing so now.")] = None
    year: Annotated[Year | None, Field(description="Of the arrival, or else of when it was asked for.")] = (
        None
    )
    words: Annotated[wire.Word, Field(description="In what is visited, or the number.")] = ""
    order: Annotated[service.Order, Field(description="Downwards with a minus.")] = "-arrival"
    page: wire.PageNumber = 1
    size: wire.PageSize = 50


class VisitLine(wire.Shape):
    """A visit in a list. ``end_until``: the last instant it may take; null where no arrival is known."""

    id: str
    agreement: str
    format: str
    owner: str
    hosts: list[str]
    guests: list[str]
    object: str | None
    origin: OriginKind
    status: VisitStatus
    arrival: wire.Interval | None
    end_until: datetime | None
    team: int | None


class VisitPage(wire.Shape):
    """One page of the list; undated visits come last. ``total`` stops at 1001, which means “more than 1000”."""

    rows: list[VisitLine]
    total: int
    number: int
    size: int


class Person(wire.Shape):
    """A person by name, and the post held."""

    name: wire.FreeWords
    post: wire.FreeWords | None


class Member(wire.Shape):
    """Somebody who comes; what the message does not say is null."""

    person: Person
    rank: wire.FreeWords | None
    function: wire.FreeWords | None
    passport: str | None
    born: wire.Moment | None


class Team(wire.Shape):
    """Those who come from one guest, for callers who may see personal data."""

    state: str
    reference: str
    members: list[Member]


class ProgrammeLine(wire.Shape):
    """One line of a programme."""

    day: wire.Moment
    time: wire.FreeWords | None
    what: wire.FreeWords | None
    where: Place | None


class VisitReply(wire.Shape):
    """An answer. ``accepted`` null: it does not say."""

    state: str
    reference: str
    told: wire.Interval | None
    accepted: bool | None
    reason: str | None
    arrival: wire.Moment | None
    end: wire.Moment | None
    team: int | None


class Postponement(wire.Shape):
    """The visit was moved, by ``state``; ``after`` null: the new date is to follow."""

    state: str
    reference: str
    before: wire.Moment | None
    after: wire.Moment | None
    reason: str | None


class VisitLog(wire.Shape):
    """What one state logged on the spot; null: not logged."""

    state: str
    references: list[str]
    arrived: datetime | None
    site_named: datetime | None
    report_handed: datetime | None
    remarks_made: datetime | None
    diagrams: int | None
    end: wire.Moment | None


class VisitReport(wire.Shape):
    """What a state reports. ``took_place`` null: it does not say."""

    state: str
    reference: str
    told: wire.Interval | None
    took_place: bool | None
    reason: str | None
    team: int | None
    arrival: wire.Moment | None
    end: wire.Moment | None
    findings: wire.FreeWords | None
    lessons: wire.FreeWords | None
    joint: bool


class Visit(wire.Shape):
    """What is known of one visit after its newest message; any fact may be missing."""

    id: str
    agreement: str
    format: str
    opened_by: Purpose
    owner: str
    hosts: list[str]
    guests: list[str]
    object: str | None
    sector: str | None
    arrival: wire.Moment | None
    end: wire.Moment | None
    team: int | None
    withdrawn: bool
    purpose: wire.FreeWords | None
    area: list[Place]
    entry: Place | None
    exit: Place | None
    interpreters: int | None
    language: str | None
    costs: wire.FreeWords | None
    replies: list[VisitReply]
    postponements: list[Postponement]
    programme: list[ProgrammeLine]
    teams: list[Team]
    logs: list[VisitLog]
    reports: list[VisitReport]
    messages: list[str]


class NextStep(wire.Shape):
    """A message that could be sent next; ``key`` begins its draft. ``due``: by when, where it is owed."""

    key: str
    act: Act
    format: str
    kind: MessageKind
    due: datetime | None


class PaperLine(wire.Shape):
    """A paper that can be printed; ``part`` tells it apart from others of its kind, ``about`` whose or which it is."""

    kind: PaperKind
    part: str
    name: wire.Text
    about: wire.Text | None


class AssessedVisit(wire.Shape):
    """One visit, where it stands at ``at``, and what every agreement means for it.

    ``withheld``: it has personal data that the caller is not shown, or that was forgotten. ``kept_until``: from when
    nobody is shown it any more; null: no agreement says.
    """

    at: datetime
    status: VisitStatus
    visit: Visit
    findings: list[Finding]
    thread: list[MessageLine]
    steps: list[NextStep]
    papers: list[PaperLine]
    withheld: bool
    kept_until: datetime | None


class Chosen(wire.Asked):
    """The key of the step to begin."""

    do: wire.Word


class QuotaQuery(wire.Asked):
    """Whose quotas, under which agreement, in which year."""

    agreement: wire.Word
    state: Annotated[str, Field(min_length=2, max_length=2)]
    year: Year


class Missed(wire.Shape):
    """Something that is not known: what, and what it is about."""

    what: Missing
    about: str


class Figure(wire.Shape):
    """A number, from ``low`` to ``high`` (the same where it is sure; null: not known), and what it rests on."""

    low: int | None
    high: int | None
    messages: list[str]
    gaps: list[Missed]


class QuotaEntry(wire.Shape):
    """A request in the order in which it counts. ``place`` null: it does not."""

    matter: str
    partner: str
    guest: str
    host: str | None
    object: str | None
    arrival: wire.Moment | None
    status: VisitStatus
    state: UseState
    place: int | None
    over: bool
    reason: str | None
    messages: list[str]


class QuotaPartner(wire.Shape):
    """What one partner may use of a quota, and did."""

    partner: str
    share: Figure
    used: Figure
    reserved: Figure
    left: Figure


class QuotaObject(wire.Shape):
    """How often one object was asked for by ``partner`` (null: by all); ``limit`` null: there is none."""

    object: str
    partner: str | None
    limit: Figure | None
    used: Figure


class QuotaTransfer(wire.Shape):
    """A part of a quota that one partner gave to another."""

    giver: str
    receiver: str | None
    amount: int | None
    messages: list[str]


class QuotaBook(wire.Shape):
    """One quota of one state or side in one year."""

    provision: str
    article: str
    title: wire.Text
    bearer: str
    year: int
    sector: str | None
    amount: Figure
    used: Figure
    reserved: Figure
    left: Figure
    over: int
    settled: bool
    entries: list[QuotaEntry]
    partners: list[QuotaPartner]
    objects: list[QuotaObject]
    transfers: list[QuotaTransfer]
    full: list[str]


class Entitlement(wire.Shape):
    """What the state may still ask of ``bearer``, and has asked for."""

    provision: str
    partner: str
    bearer: str
    year: int
    sector: str | None
    asked: Figure
    left: Figure


class QuotaYear(wire.Shape):
    """The quotas of one agreement as they concern one state, as they stand at ``at``."""

    at: datetime
    agreement: str
    year: int
    state: str
    passive: list[QuotaBook]
    active: list[Entitlement]


class PaperQuery(wire.Asked):
    """In which language, and which of several papers of a kind."""

    language: Language = Language.EN
    part: wire.Word = ""


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API; the longer addresses first, since a matter takes all there is."""
    pdf: Answers = {200: {"content": {"application/pdf": {"schema": {"type": "string", "format": "binary"}}}}}
    calendar: Answers = {200: {"content": {"text/calendar": {"schema": {"type": "string"}}}}}
    router.get("/visits")(list_visits)
    one = "/visits/{matter:path}"
    router.get(f"{one}/papers/{{kind}}", response_class=Response, responses=pdf)(print_paper)
    router.get(f"{one}/calendar", response_class=Response, responses=calendar)(give_calendar)
    router.post(f"{one}/steps", status_code=201)(begin_step)
    router.get(one)(show_visit)
    router.get("/quotas")(show_quota_books)


def list_visits(caller: Signed, asked: Annotated[VisitQuery, Query()]) -> VisitPage:
    """Visits, newest arrival first unless asked otherwise."""
    wanted = service.VisitFilter(
        agreement=AgreementId(asked.agreement) if asked.agreement else None,
        format=FormatId(asked.format) if asked.format else None,
        state=StateCode(asked.state) if asked.state else None,
        role=asked.role,
        status=asked.status,
        year=asked.year,
        words=asked.words,
    )
    found = service.list_visits(
        caller.node, caller.actor, wanted, caller.at, asked.order, asked.page, asked.size
    )
    return VisitPage.of(found)


def show_visit(caller: Signed, matter: str) -> AssessedVisit:
    """One visit, with every finding about it, its messages, what can be done next, and its papers."""
    known = parse_matter(matter)
    view = service.show_visit(caller.node, caller.actor, known, caller.at)
    offers = papers_of(caller.node, caller.actor, known, caller.at)
    steps = [
        NextStep(
            key=one.key,
            act=one.act,
            format=one.format.id,
            kind=one.kind,
            due=one.owed.due if one.owed else None,
        )
        for one in view.steps
    ]
    return AssessedVisit(
        at=caller.at,
        status=view.status,
        visit=Visit.of(view.visit),
        findings=[finding_of(caller.node, one) for one in view.findings],
        thread=[MessageLine.of(one) for one in view.thread],
        steps=steps,
        papers=[PaperLine.of(one, about=one.of) for one in offers],
        withheld=view.withheld,
        kept_until=view.kept[0] if view.kept else None,
    )


def begin_step(caller: Signed, matter: str, given: Chosen) -> Begun:
    """Begin the draft of one of the steps of a visit, filled in as far as it can be."""
    view = service.show_visit(caller.node, caller.actor, parse_matter(matter), caller.at)
    number = service.begin_step(
        caller.node, caller.actor, view.steps, given.do, view.visit.agreement, caller.at, "en"
    )
    return Begun(id=number)


def print_paper(
    caller: Signed, matter: str, kind: PaperKind, asked: Annotated[PaperQuery, Query()]
) -> Response:
    """A paper of a visit, or of the observers at a drill, as PDF."""
    known = parse_matter(matter)
    return _give(paper_of(caller.node, caller.actor, known, kind, asked.language, caller.at, asked.part))


def give_calendar(caller: Signed, matter: str, language: Language = Language.EN) -> Response:
    """A visit or drill with its open deadlines as iCalendar."""
    return _give(calendar_of(caller.node, caller.actor, parse_matter(matter), language, caller.at))


def show_quota_books(caller: Signed, asked: Annotated[QuotaQuery, Query()]) -> QuotaYear:
    """What others may ask of a state in a year, and what it may ask of others."""
    found = show_quotas(
        caller.node,
        caller.actor,
        AgreementId(asked.agreement),
        asked.year,
        StateCode(asked.state),
        caller.at,
    )
    return QuotaYear.of(found, at=caller.at)


def _give(file: File) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"'}
    return Response(file.data, media_type=file.media_type, headers=headers)
