"""Visits, inspections and evaluations: the list, by month, by year, and what may be begun."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import cast, get_args

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Format, MessageKind, Purpose
from detente.kernel.identifiers import AgreementId, FormatId, StateCode
from detente.kernel.instants import Interval, PartialDate
from detente.kernel.languages import Text, same_text
from detente.node.actors import Right
from detente.node.messages import Page
from detente.node.visits import Order, Role, VisitFilter, VisitRow, list_visits, visits_between
from detente.record.visits import VisitStatus
from detente.web import papers, planning, quota_book, urls, visit_page, visits_map
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.messages import party_options
from detente.web.spans import (
    FIRST_YEAR,
    LAST_YEAR,
    Dated,
    Month,
    Year,
    build_month,
    build_year,
    end_of,
    last_of_month,
    month_asked,
    start_of,
)
from detente.web.visit_lines import MOST_DRAWN, dated_visit, format_title
from detente.web.visit_words import STATUS_MARKS, STATUSES, status_options

PAGE_SIZE = 50
_YEAR = re.compile("[12][0-9]{3}", re.A)
_OPENING = (Purpose.VISIT_INVITATION, Purpose.VISIT_REQUEST)


@dataclass(frozen=True, slots=True)
class RowLine:
    """A visit in the list. ``mark``: tone and sign of its status."""

    row: VisitRow
    format: Text
    agreement: Text
    hosts: tuple[Text, ...]
    guests: tuple[Text, ...]
    status: Text
    mark: tuple[str, str]
    path: str


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter and order as they were asked for."""

    words: str
    agreement: str
    format: str
    state: str
    role: str
    status: str
    year: str
    order: str


@dataclass(frozen=True, slots=True)
class Beginning:
    """The messages that begin a visit under one agreement."""

    agreement: Agreement
    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitsPage:
    """The list; ``sorted_link`` and ``page_link`` give addresses of the same list in another order or further on.

    ``narrowed``: something was asked for, so that more may be known than is listed. ``beginnings``: what this person
    may begin; empty for whoever only reads.
    """

    frame: Frame
    asked: Asked
    narrowed: bool
    list: Page[RowLine]
    agreements: tuple[tuple[str, Text], ...]
    formats: tuple[tuple[str, Text], ...]
    states: tuple[tuple[str, Text], ...]
    roles: tuple[tuple[str, Text], ...]
    statuses: tuple[tuple[str, Text], ...]
    years: tuple[tuple[str, Text], ...]
    beginnings: tuple[Beginning, ...]
    sorted_link: Callable[[str], str]
    page_link: Callable[[int], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """A month of visits. ``beyond``: the list that has all, where more are known than are drawn."""

    frame: Frame
    month: Month
    today: date
    beyond: str | None
    earlier: str
    later: str


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPage:
    """A year of visits; ``beyond`` as of a month."""

    frame: Frame
    year: Year
    beyond: str | None
    earlier: str
    later: str


def routes(desk: Desk) -> list[BaseRoute]:
    """The list, the calendars, the map, quotas, the planner, papers, one visit."""
    return [
        desk.route(urls.VISITS, show_list),
        desk.route(urls.VISITS_MONTH, show_month),
        desk.route(urls.VISITS_YEAR, show_year),
        *visits_map.routes(desk),
        *quota_book.routes(desk),
        *planning.routes(desk),
        *papers.routes(desk),
        *visit_page.routes(desk),
    ]


def show_list(visit: Visit) -> Response:
    """Visits as a table, newest first unless asked otherwise."""
    asked = Asked(*(visit.asked(name) for name in Asked.__slots__))
    order = cast("Order", asked.order) if asked.order in get_args(Order) else "-arrival"
    found = list_visits(
        visit.node, visit.actor, _wanted(asked), visit.at, order, visit.asked_number("page", 1), PAGE_SIZE
    )
    query = {name: getattr(asked, name) for name in Asked.__slots__}
    agreements = _agreements(visit)
    page = VisitsPage(
        frame=visit.frame(urls.VISITS),
        asked=Asked(**{**query, "order": order}),
        narrowed=any(value for name, value in query.items() if name != "order"),
        list=Page([_row_line(visit, row) for row in found.rows], found.total, found.number, found.size),
        agreements=tuple((one.id, one.short_title) for one in agreements),
        formats=_formats(agreements, asked.agreement),
        states=party_options(visit),
        roles=(("host", _HOST), ("guest", _GUEST)),
        statuses=status_options(),
        years=tuple((str(year), same_text(str(year))) for year in _years(visit)),
        beginnings=_beginnings(visit, agreements) if visit.actor.may(Right.DRAFT) else (),
        sorted_link=lambda wanted: urls.with_query(urls.VISITS, **{**query, "order": wanted}),
        page_link=lambda number: urls.with_query(urls.VISITS, **query, page=number),
    )
    return visit.show("visits/list.html", page)


def show_month(visit: Visit) -> Response:
    """The month asked for, else that of today."""
    first = month_asked(visit.asked("month"), visit.at)
    last = last_of_month(first)
    found, beyond = _drawn(visit, Interval(start_of(first), end_of(last)), first.year)
    page = MonthPage(
        frame=visit.frame(urls.VISITS),
        month=build_month(first, found, visit.language),
        today=visit.at.date(),
        beyond=beyond,
        earlier=_month_link(first - timedelta(days=1)),
        later=_month_link(last + timedelta(days=1)),
    )
    return visit.show("visits/month.html", page)


def show_year(visit: Visit) -> Response:
    """The year asked for, else this one."""
    year = max(visit.asked_number("year", visit.at.year, LAST_YEAR), FIRST_YEAR)
    found, beyond = _drawn(visit, PartialDate(str(year)).interval, year)
    page = YearPage(
        frame=visit.frame(urls.VISITS),
        year=build_year(year, found, visit.at.date(), visit.language),
        beyond=beyond,
        earlier=urls.with_query(urls.VISITS_YEAR, year=year - 1),
        later=urls.with_query(urls.VISITS_YEAR, year=year + 1),
    )
    return visit.show("visits/year.html", page)


def _drawn(visit: Visit, within: Interval, year: int) -> tuple[list[Dated], str | None]:
    """The first visits of a time, and where the rest are listed."""
    found = visits_between(visit.node, visit.actor, within, visit.at, most=MOST_DRAWN + 1)
    beyond = urls.with_query(urls.VISITS, year=year, order="arrival") if len(found) > MOST_DRAWN else None
    return [dated_visit(visit, one) for one in found[:MOST_DRAWN]], beyond


def _row_line(visit: Visit, row: VisitRow) -> RowLine:
    agreement = visit.node.agreement(row.agreement)
    return RowLine(
        row=row,
        format=format_title(agreement, row.format),
        agreement=agreement.short_title,
        hosts=tuple(agreement.state_name(state) for state in row.hosts),
        guests=tuple(agreement.state_name(state) for state in row.guests),
        status=STATUSES[row.status],
        mark=STATUS_MARKS[row.status],
        path=urls.visit(row.id),
    )


def _wanted(asked: Asked) -> VisitFilter:
    return VisitFilter(
        agreement=AgreementId(asked.agreement) if asked.agreement else None,
        format=FormatId(asked.format) if asked.format else None,
        state=StateCode(asked.state) if asked.state else None,
        role=cast("Role", asked.role) if asked.role in get_args(Role) else None,
        status=VisitStatus(asked.status) if asked.status in tuple(VisitStatus) else None,
        year=int(asked.year) if _YEAR.fullmatch(asked.year) else None,
        words=asked.words,
    )


def _agreements(visit: Visit) -> list[Agreement]:
    """The agreements in use that know visits."""
    return [one for one in visit.node.in_use.values() if _opening(one)]


def _opening(agreement: Agreement) -> tuple[Format, ...]:
    return tuple(one for one in agreement.formats.values() if one.purpose in _OPENING)


def _formats(agreements: list[Agreement], chosen: str) -> tuple[tuple[str, Text], ...]:
    found = [one for agreement in agreements if chosen in ("", agreement.id) for one in _opening(agreement)]
    return tuple({one.id: one.title for one in found}.items())


def _beginnings(visit: Visit, agreements: list[Agreement]) -> tuple[Beginning, ...]:
    own = visit.node.settings.state
    return tuple(
        Beginning(one, formats)
        for one in agreements
        if one.party(own) is not None
        and (
            formats := tuple(
                each for each in _opening(one) if not each.requires and MessageKind.ORIGINAL in each.kinds
            )
        )
    )


def _years(visit: Visit) -> range:
    return range(visit.at.year + 1, visit.at.year - 10, -1)


def _month_link(day: date) -> str:
    return urls.with_query(urls.VISITS_MONTH, month=f"{day:%Y-%m}")


_HOST = Text("as host", "как принимающее", "作为东道国")
_GUEST = Text("as guest", "как посещающее", "作为访问国")
