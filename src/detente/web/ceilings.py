"""Ceilings: what each side holds by category and sector against what it may, through the years; every figure opens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Evidence, HoldingLimit
from detente.assessment.ceilings import CeilingBook, CeilingLine, CeilingTime, tree_of
from detente.assessment.finding import BearerName, FindingState
from detente.assessment.measured import sum_of
from detente.assessment.strengths import Bounds
from detente.assessment.wording import gap_sentence, measure_name, state_word
from detente.documents.ceilings_chart import CeilingBar, CeilingChart, draw_ceilings
from detente.kernel.identifiers import AgreementId, MeasureId, ProvisionId, Reference, SectorId
from detente.kernel.instants import Interval
from detente.kernel.languages import Text, same_text
from detente.node.ceilings import CeilingsView, agreements_with_ceilings, show_ceilings
from detente.node.forces_right import Right
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame


@dataclass(frozen=True, slots=True)
class PartView:
    """What one state told of one category; ``path``: its newest return (None: it told nothing)."""

    state: Text
    measure: Text
    bounds: Bounds
    as_of: Text | None
    messages: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CellView:
    """One ceiling in one year: a field of the table. ``path`` opens it."""

    line: CeilingLine
    word: Text
    path: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """A category, or several together, in every sector; ``depth``: how deep it lies in others."""

    name: Text
    depth: int
    cells: tuple[CellView | None, ...]


@dataclass(frozen=True, slots=True)
class YearView:
    """The ceiling that is looked at, in one of its years."""

    cell: CellView
    parts: tuple[PartView, ...]
    gaps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class TimeView:
    """A time of exceedance with its clock. ``passed`` days of ``allowed`` (None: not stated, or not seen)."""

    time: CeilingTime
    begins: Interval | None
    ends: Interval | None
    days: int | None
    allowed: int | None
    passed: int | None
    running: bool
    amounts: tuple[tuple[Text, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """One side against one provision."""

    anchor: str
    title: Text
    bearer: Text
    states: tuple[Text, ...]
    article: str
    provision_path: str
    article_path: str
    evidence: Evidence
    sectors: tuple[Text, ...]
    rows: tuple[RowView, ...]
    looked_at: Text | None
    chart: Markup | None
    years: tuple[YearView, ...]
    times: tuple[TimeView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingsPage:
    """The books of an agreement in a year; ``agreement`` None: none in use has ceilings."""

    frame: Frame
    agreement: Agreement | None
    agreements: tuple[tuple[str, Text], ...]
    year: int
    years: tuple[tuple[str, Text], ...]
    books: tuple[BookView, ...]
    right: Right | None


def routes(desk: Desk) -> list[BaseRoute]:
    """The page."""
    return [desk.route(urls.CEILINGS, show_page)]


def show_page(visit: Visit) -> Response:
    """The ceilings of an agreement: the first that has some, and the newest year told of, unless asked otherwise."""
    agreements = agreements_with_ceilings(visit.node)
    known = {one.id: one for one in agreements}
    agreement = known.get(AgreementId(visit.asked("agreement"))) or next(iter(agreements), None)
    found = show_ceilings(visit.node, visit.actor, agreement.id, visit.at) if agreement else None
    years = found.years if found else ()
    year = visit.asked_number("year", _newest_told(found) if found else visit.at.year, 9999)
    year = min(max(year, years[0]), years[-1]) if years else year
    page = CeilingsPage(
        frame=visit.frame(urls.FORCES),
        agreement=agreement,
        agreements=tuple((one.id, one.short_title) for one in agreements),
        year=year,
        years=tuple((str(one), same_text(str(one))) for one in reversed(years)),
        books=tuple(_books(visit, found, year)) if found else (),
        right=found.right if found else None,
    )
    return visit.show("ceilings/ceilings.html", page)


def _newest_told(found: CeilingsView) -> int:
    told = [
        line.year for book in found.books for line in book.lines if any(one.messages for one in line.parts)
    ]
    return max(told, default=found.years[-1])


def _books(visit: Visit, found: CeilingsView, year: int) -> Iterator[BookView]:
    for number, book in enumerate(found.books):
        anchor = f"{book.provision.id}.{book.bearer}"
        yield _book(visit, found.agreement, book, year, anchor, number)


def _book(
    visit: Visit, agreement: Agreement, book: CeilingBook, year: int, anchor: str, number: int
) -> BookView:
    sectors = list(dict.fromkeys(one.sector for one in book.provision.limits))
    limit = _looked_at(visit, book, anchor)
    lines = book.through(limit.id)
    return BookView(
        anchor=anchor,
        title=book.provision.title,
        bearer=_name(agreement, book.bearer),
        states=tuple(agreement.state_name(one) for one in book.states),
        article=book.provision.article,
        provision_path=urls.provision(agreement.id, ProvisionId(book.provision.id)),
        article_path=urls.agreement(agreement.id, book.provision.article),
        evidence=book.provision.evidence,
        sectors=tuple(_sector(agreement, one) for one in sectors),
        rows=tuple(_rows(visit, agreement, book, year, sectors, (anchor, limit))),
        looked_at=_limit_name(visit, agreement, limit),
        chart=_chart(visit, agreement, book, limit, number) if lines else None,
        years=tuple(_year(visit, agreement, book, one, anchor) for one in reversed(lines)),
        times=tuple(_time(visit, agreement, one) for one in reversed(book.times)),
    )


def _looked_at(visit: Visit, book: CeilingBook, anchor: str) -> HoldingLimit:
    """The ceiling that was asked for; otherwise the widest: the first of the tree."""
    limits = {one.id: one for one in book.provision.limits}
    if visit.asked("book") == anchor and visit.asked("limit") in limits:
        return limits[visit.asked("limit")]
    return tree_of(book.provision.limits)[0][1]


def _rows(
    visit: Visit,
    agreement: Agreement,
    book: CeilingBook,
    year: int,
    sectors: Sequence[SectorId | None],
    chosen: tuple[str, HoldingLimit],
) -> Iterator[RowView]:
    """A row for each set of categories, as deep as it lies; its ceilings by sector."""
    anchor, looked_at = chosen
    seen: set[tuple[MeasureId, ...]] = set()
    for depth, limit in tree_of(book.provision.limits):
        if limit.measures in seen:
            continue
        seen.add(limit.measures)
        same = [one for one in book.provision.limits if one.measures == limit.measures]
        by_sector = {one.sector: one for one in same}
        cells = [
            _cell(agreement, book, by_sector[sector], year, anchor, looked_at.id)
            if sector in by_sector
            else None
            for sector in sectors
        ]
        yield RowView(_measures(visit, agreement, limit.measures), depth, tuple(cells))


def _cell(
    agreement: Agreement, book: CeilingBook, limit: HoldingLimit, year: int, anchor: str, looked_at: str
) -> CellView | None:
    line = book.line(limit.id, year)
    if line is None:
        return None
    path = urls.ceilings(agreement.id, year, anchor, limit.id)
    return CellView(line=line, word=state_word(line.state), path=path, chosen=limit.id == looked_at)


def _year(visit: Visit, agreement: Agreement, book: CeilingBook, line: CeilingLine, anchor: str) -> YearView:
    cell = _cell(agreement, book, line.limit, line.year, anchor, line.limit.id)
    assert cell is not None, "a line of a book has its cell"
    parts = tuple(
        PartView(
            state=agreement.state_name(one.state),
            measure=_measures(visit, agreement, (one.measure,)),
            bounds=one.bounds,
            as_of=same_text(one.as_of.text) if one.as_of else None,
            messages=one.messages,
        )
        for one in line.parts
    )
    gaps = tuple(gap_sentence(one, agreement, visit.node.vocabulary) for one in line.gaps)
    return YearView(cell, parts, gaps)


def _time(visit: Visit, agreement: Agreement, time: CeilingTime) -> TimeView:
    notice, length = time.notice, time.length
    begins, ends = notice.happened, notice.ends
    running = begins is not None and begins.earliest <= visit.at and (ends is None or visit.at <= ends.latest)
    return TimeView(
        time=time,
        begins=begins,
        ends=ends,
        days=length.declared.value if length and length.declared else None,
        allowed=length.needed if length else None,
        passed=time.passed_days(visit.at),
        running=running,
        amounts=tuple(
            (_in_sector(visit, agreement, measure, sector), amount.value)
            for sector, amounts in notice.amounts.items()
            for measure, amount in amounts.items()
        ),
    )


def _chart(visit: Visit, agreement: Agreement, book: CeilingBook, limit: HoldingLimit, number: int) -> Markup:
    name = _limit_name(visit, agreement, limit)
    title = _TITLE.fill(bearer=_name(agreement, book.bearer), measure=name)
    chart = CeilingChart(
        id=f"ceilings-{number}",
        title=title.in_(visit.language),
        description=_DESCRIPTION.in_(visit.language),
        up=name.in_(visit.language),
        bars=[_bar(one) for one in book.through(limit.id)],
    )
    return Markup(draw_ceilings(chart, visit.language))


def _bar(line: CeilingLine) -> CeilingBar:
    most = line.most.value
    return CeilingBar(
        year=line.year,
        low=line.bounds.low,
        high=line.bounds.high,
        most=most if line.state is not FindingState.NOT_TRIGGERED else None,
        raised=line.raised if line.covered else None,
        over=most is not None and line.bounds.low > most and line.state is not FindingState.NOT_TRIGGERED,
        told=any(one.messages for one in line.parts),
    )


def _name(agreement: Agreement, bearer: BearerName) -> Text:
    return agreement.state_name(bearer)


def _sector(agreement: Agreement, sector: SectorId | None) -> Text:
    return agreement.sectors[sector].title if sector else _EVERYWHERE


def _measures(visit: Visit, agreement: Agreement, measures: tuple[MeasureId, ...]) -> Text:
    if len(measures) > 1:
        return _TOGETHER.fill(measures=measure_name(sum_of(measures), visit.node.vocabulary, agreement))
    return measure_name(measures[0], visit.node.vocabulary, agreement)


def _limit_name(visit: Visit, agreement: Agreement, limit: HoldingLimit) -> Text:
    name = _measures(visit, agreement, limit.measures)
    return _IN_SECTOR.fill(measure=name, sector=_sector(agreement, limit.sector))


def _in_sector(visit: Visit, agreement: Agreement, measure: MeasureId, sector: SectorId | None) -> Text:
    name = _measures(visit, agreement, (measure,))
    return _IN_SECTOR.fill(measure=name, sector=_sector(agreement, sector)) if sector else name


_EVERYWHERE = Text("all sectors", "все секторы", "全部地段")
_TOGETHER = Text("Together: {measures}", "Вместе: {measures}", "合计：{measures}")
_IN_SECTOR = Text("{measure} · {sector}", "{measure} · {sector}", "{measure} · {sector}")
_TITLE = Text(
    "{bearer}: {measure}, held against the ceiling",
    "{bearer}: {measure} — наличие и предельный уровень",
    "{bearer}：{measure}，持有数与限额",
)
_DESCRIPTION = Text(
    "One bar a year; the line is the ceiling, the dashed line what may be held for a time. The same figures stand "
    "in the table below.",
    "Один столбец на год; линия — предельный уровень, пунктир — временно допустимый. Те же величины даны в таблице "
    "ниже.",
    "每年一柱；实线为限额，虚线为临时可持有的数额。下表列有同样的数字。",
)
