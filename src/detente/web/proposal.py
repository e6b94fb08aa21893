"""A proposal of who visits whom, and when: the form that asks for it, and what was found, explained."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement
from detente.assessment.planning import words
from detente.assessment.planning.listing import name_of
from detente.assessment.planning.request import Limits, PlanRequest, PlanState, Wish
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import Instant, Precision, parse_partial_date
from detente.kernel.languages import Text
from detente.messages.wording import Wording
from detente.node.planning import plan_year
from detente.node.quota_book import agreements_with_quotas
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame

_ROWS, _MOST_ROWS = 3, 20
#: So many teams has a state at most, and so many visits does it receive at one time.
MOST_TEAMS = 9
_MOST_NUMBER, _MOST_DAYS, _MOST_STRETCH = 20, 30, 800
#: A page answers in seconds; more work is done by the command line.
PAGE_LIMITS = Limits(whom=1.0, when=2.0, together=2.0, core=1.0)


@dataclass(frozen=True, slots=True)
class Row:
    """A wish as it was typed."""

    guest: str
    host: str
    number: str
    days: str
    agreement: str


@dataclass(frozen=True, slots=True)
class Typed:
    """What holds for all wishes, as it was typed."""

    first: str
    last: str
    spacing: str = "0"
    teams: str = "1"
    at_once: str = "1"
    weekends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What is to be planned, as it was typed, with what can be chosen.

    ``teams`` and ``at_once``: how many visits each state carries out, and receives, at one time.
    """

    first: str
    last: str
    spacing: str
    teams: str
    at_once: str
    weekends: bool
    rows: tuple[Row, ...]
    states: tuple[tuple[str, Text], ...]
    agreements: tuple[tuple[str, Text], ...]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """A visit of the proposal, and why it lies there."""

    arrival: date
    end: date
    guest: Text
    host: Text
    ask_by: Instant | None
    counts: Text
    why: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposalPage:
    """What was found. Without a plan, ``problem`` says what stands against asking for one."""

    frame: Frame
    form: Form
    problem: InputError | None = None
    lines: tuple[PlannedLine, ...] = ()
    unplaced: tuple[tuple[Text, ...], ...] = ()
    contradictions: tuple[tuple[Text, ...], ...] = ()
    remarks: tuple[Text, ...] = ()
    quality: Text | None = None


def routes(desk: Desk) -> list[BaseRoute]:
    """The proposal. It is asked for by address, so that it can be kept and shown again; it changes nothing."""
    return [desk.route(urls.PROPOSAL, show_proposal)]


def empty_form(visit: Visit, year: int) -> Form:
    """A form for the rest of a year."""
    first = max(date(year, 1, 1), min(visit.at.date() + timedelta(days=1), date(year, 12, 31)))
    return _form(visit, Typed(str(first), f"{year}-12-31"), ())


def show_proposal(visit: Visit) -> Response:
    """The proposal for what was asked for."""
    form = _typed(visit)
    page = ProposalPage(frame=visit.frame(urls.VISITS), form=form)
    try:
        request = _request(visit, form)
    except InputError as problem:
        return visit.show("visits/proposal.html", replace(page, problem=problem))
    return visit.show("visits/proposal.html", _planned(visit, page, request))


def _planned(visit: Visit, page: ProposalPage, request: PlanRequest) -> ProposalPage:
    plan = plan_year(visit.node, visit.actor, request, visit.at, PAGE_LIMITS)
    agreements = visit.node.agreements
    return replace(
        page,
        lines=tuple(
            PlannedLine(
                one.arrival,
                one.end,
                name_of(one.guest),
                name_of(one.host),
                one.ask_by,
                words.place_text(one, agreements),
                words.visit_texts(one),
            )
            for one in plan.visits
        ),
        unplaced=tuple(words.unplaced_texts(one, plan.request, agreements) for one in plan.unplaced),
        contradictions=words.contradiction_texts(plan, agreements),
        remarks=words.remarks(plan),
        quality=words.quality_text(plan),
    )


def _typed(visit: Visit) -> Form:
    query = visit.request.query_params
    columns = [query.getlist(name)[:_MOST_ROWS] for name in Row.__slots__]
    length = max(map(len, columns), default=0)
    rows = [
        Row(*(column[number].strip() if number < len(column) else "" for column in columns))
        for number in range(length)
    ]
    kept = tuple(one for one in rows if one.guest)
    typed = Typed(
        visit.asked("first"),
        visit.asked("last"),
        visit.asked("spacing") or "0",
        visit.asked("teams") or "1",
        visit.asked("at_once") or "1",
        weekends=bool(visit.asked("weekends")),
    )
    return _form(visit, typed, kept)


def _form(visit: Visit, typed: Typed, rows: tuple[Row, ...]) -> Form:
    agreements = agreements_with_quotas(visit.node)
    names = {state: one.state_name(state) for one in agreements for state in one.states()}
    blank = Row("", "", "1", "3", "")
    return Form(
        first=typed.first,
        last=typed.last,
        spacing=typed.spacing,
        teams=typed.teams,
        at_once=typed.at_once,
        weekends=typed.weekends,
        rows=(*rows, *([blank] * max(_ROWS - len(rows), 1))),
        states=tuple(sorted(names.items(), key=lambda pair: pair[1].in_(visit.language))),
        agreements=tuple((one.id, one.short_title) for one in agreements),
    )


def _request(visit: Visit, form: Form) -> PlanRequest:
    """What the form asks to be planned.

    Raises:
        InputError: something in it cannot be taken; with every fault.
    """
    faults: list[Fault] = []
    first, last = _day(form.first, faults), _day(form.last, faults)
    if first and last and not 0 <= (last - first).days < _MOST_STRETCH:
        faults.append(_STRETCH.at("days", most=_MOST_STRETCH))
    spacing = _number(form.spacing, 0, _MOST_DAYS, faults)
    teams = _number(form.teams, 1, MOST_TEAMS, faults)
    at_once = _number(form.at_once, 1, MOST_TEAMS, faults)
    wishes = tuple(_wish(one, faults) for one in form.rows if one.guest)
    if not wishes:
        faults.append(_NO_WISH.at("wishes"))
    if faults or first is None or last is None:
        raise InputError("proposal", _CANNOT, _MEND, faults)
    return PlanRequest(
        first=first,
        last=last,
        today=visit.at,
        states=tuple(PlanState(code=state, teams=teams, at_once=at_once) for state in _states(visit)),
        quotas=(),
        wishes=wishes,
        spacing_days=spacing,
        weekends=form.weekends,
    )


def _wish(row: Row, faults: list[Fault]) -> Wish:
    return Wish(
        guest=StateCode(row.guest),
        number=_number(row.number, 1, _MOST_NUMBER, faults),
        days=_number(row.days, 1, _MOST_DAYS, faults),
        hosts=(StateCode(row.host),) if row.host else (),
        agreement=AgreementId(row.agreement) if row.agreement else None,
    )


def _states(visit: Visit) -> Iterator[StateCode]:
    found: dict[StateCode, None] = {}
    agreements: list[Agreement] = agreements_with_quotas(visit.node)
    for one in agreements:
        found |= dict.fromkeys(one.states())
    yield from sorted(found)


def _day(text: str, faults: list[Fault]) -> date | None:
    try:
        known = parse_partial_date(text)
    except InputError as problem:
        faults += problem.faults or [_NO_DAY.at("days", text=text[:20])]
        return None
    if known.precision is not Precision.DAY:
        faults.append(_NO_DAY.at("days", text=text[:20]))
        return None
    return known.interval.earliest.date()


def _number(text: str, least: int, most: int, faults: list[Fault]) -> int:
    if text.isascii() and text.isdecimal() and len(text) <= len(str(most)) and least <= int(text) <= most:
        return int(text)
    faults.append(_NO_NUMBER.at("wishes", text=text[:20], least=least, most=most))
    return least


_CANNOT = Text("This cannot be planned.", "Составить план по этим данным нельзя.", "无法据此制订计划。")
_MEND = Text("Mend what is said below.", "Исправьте указанное ниже.", "请更正以下各项。")
_NO_WISH = Wording(
    "no-wish",
    Text("No visit is wished for.", "Не указано ни одного посещения.", "未填写任何访问。"),
    Text(
        "Choose a guest in at least one row.",
        "Выберите гостя хотя бы в одной строке.",
        "请至少在一行选择访问国。",
    ),
)
_NO_DAY = Wording(
    "no-day",
    Text("“{text}” is not a day.", "«{text}» не является днём.", "“{text}”不是日期。"),
    Text("Write it as 2027-05-12.", "Запишите в виде 2027-05-12.", "请写作2027-05-12。"),
)
_NO_NUMBER = Wording(
    "no-number",
    Text("“{text}” does not do here.", "«{text}» здесь не подходит.", "“{text}”不适用。"),
    Text(
        "Write a whole number from {least} to {most}.",
        "Запишите целое число от {least} до {most}.",
        "请填写{least}至{most}的整数。",
    ),
)
_STRETCH = Wording(
    "stretch",
    Text("This stretch is empty or too long.", "Отрезок пуст или слишком длинен.", "时段为空或过长。"),
    Text("Take 1 to {most} days.", "Возьмите от 1 до {most} дней.", "请取1至{most}天。"),
)
