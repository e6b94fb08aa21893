"""Quota book: what a state must accept and may ask for in a year, and the messages each figure rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Evidence, Rounding
from detente.assessment.finding import BearerName, Gap
from detente.assessment.quota_views import (
    Entitlement,
    Figure,
    PartnerView,
    QuotaBookView,
    QuotaEntry,
    QuotaTransfer,
)
from detente.assessment.wording import gap_sentence, measure_name
from detente.assessment.years import first_instant
from detente.kernel.identifiers import AgreementId, Reference, StateCode
from detente.kernel.languages import Language, Text, same_text
from detente.node.quota_book import agreements_with_quotas, show_quotas
from detente.record import facts
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.frame import Frame
from detente.web.spans import FIRST_YEAR, LAST_YEAR
from detente.web.visit_lines import sector_title
from detente.web.visit_words import STATUS_MARKS, STATUSES, USE_MARKS, USES

#: Of so many entries and more, only those of which something was used are shown.
_MANY = 12


@dataclass(frozen=True, slots=True)
class FigureView:
    """A number, or from how many to how many; ``known`` False: it is not. ``messages``: what it rests on."""

    low: int | None
    high: int | None
    known: bool
    messages: tuple[Reference, ...]
    gaps: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class EntryView:
    """A request in a book."""

    entry: QuotaEntry
    guest: Text
    host: Text | None
    status: Text
    status_mark: tuple[str, str]
    use: Text
    use_mark: tuple[str, str]
    reason: Text | None
    doubts: tuple[Text, ...]
    path: str


@dataclass(frozen=True, slots=True)
class PartnerLine:
    """What one partner may use, and did."""

    partner: Text
    share: FigureView
    used: FigureView
    reserved: FigureView
    left: FigureView


@dataclass(frozen=True, slots=True)
class ObjectLine:
    """How often one object was asked for; ``partner`` None: by all. ``limit`` None: there is none."""

    object: str
    partner: Text | None
    limit: FigureView | None
    used: FigureView


@dataclass(frozen=True, slots=True)
class TransferLine:
    """A part given to another; receiver or amount None: not stated."""

    transfer: QuotaTransfer
    giver: Text
    receiver: Text | None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookView:
    """One book. ``formula``: how the number comes about (None: the agreement names it)."""

    book: QuotaBookView
    bearer: Text
    sector: Text | None
    provision_path: str
    article_path: str
    evidence: Evidence
    formula: Text | None
    amount: FigureView
    used: FigureView
    reserved: FigureView
    left: FigureView
    entries: tuple[EntryView, ...]
    partners: tuple[PartnerLine, ...]
    objects: tuple[ObjectLine, ...]
    transfers: tuple[TransferLine, ...]


@dataclass(frozen=True, slots=True)
class ActiveLine:
    """What may still be asked of one bearer."""

    provision: Text
    bearer: Text
    sector: Text | None
    asked: FigureView
    left: FigureView
    path: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Which books, as they were asked for."""

    agreement: str
    state: str
    year: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotasPage:
    """The books of a year; ``is_party``: the state is bound by the agreement chosen."""

    frame: Frame
    asked: Asked
    agreement: Agreement | None
    state: Text
    is_party: bool
    agreements: tuple[tuple[str, Text], ...]
    states: tuple[tuple[str, Text], ...]
    years: tuple[tuple[str, Text], ...]
    settled: bool
    passive: tuple[BookView, ...]
    active: tuple[ActiveLine, ...]
    active_left_out: int
    papers: tuple[tuple[Language, str], ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The books."""
    return [desk.route(urls.QUOTAS, show_books)]


def show_books(visit: Visit) -> Response:
    """The books of a state, a year and an agreement; this state's and this year's unless asked otherwise."""
    agreements = agreements_with_quotas(visit.node)
    known = {one.id: one for one in agreements}
    agreement = known.get(AgreementId(visit.asked("agreement"))) or _first(visit, agreements)
    year = max(visit.asked_number("year", visit.at.year, LAST_YEAR), FIRST_YEAR)
    states = _states(visit, agreement)
    asked_for = visit.asked("state") or visit.node.settings.state
    state = StateCode(asked_for if asked_for in dict(states) or not states else states[0][0])
    passive: tuple[BookView, ...] = ()
    active: Sequence[Entitlement] = ()
    left_out = 0
    if agreement is not None:
        found = show_quotas(visit.node, visit.actor, agreement.id, year, state, visit.at, _MANY)
        passive = tuple(_book(visit, agreement, one) for one in found.passive)
        active, left_out = found.active, found.left_out
    page = QuotasPage(
        frame=visit.frame(urls.VISITS),
        asked=Asked(agreement.id if agreement else "", state, year),
        agreement=agreement,
        state=agreement.state_name(state) if agreement else same_text(state),
        is_party=agreement is not None and agreement.party(state) is not None,
        agreements=tuple((one.id, one.short_title) for one in agreements),
        states=states,
        years=tuple(
            (str(one), same_text(str(one))) for one in range(max(visit.at.year, year) + 1, year - 8, -1)
        ),
        settled=any(one.book.settled for one in passive),
        passive=passive,
        active=tuple(_active(agreement, one) for one in active) if agreement else (),
        active_left_out=left_out,
        papers=_papers(agreement, state, year, passive),
    )
    return visit.show("visits/quotas.html", page)


def _papers(
    agreement: Agreement | None, state: StateCode, year: int, passive: Sequence[BookView]
) -> tuple[tuple[Language, str], ...]:
    """A summary where there is a message to rest it on."""
    if agreement is None or not any(one.amount.messages or one.used.messages for one in passive):
        return ()
    return tuple(
        (language, urls.quota_paper(agreement.id, state, year, language.value)) for language in Language
    )


def _first(visit: Visit, agreements: Sequence[Agreement]) -> Agreement | None:
    """One that binds this state, else any."""
    own = [one for one in agreements if one.party(visit.node.settings.state) is not None]
    return next(iter([*own, *agreements]), None)


def _states(visit: Visit, agreement: Agreement | None) -> tuple[tuple[str, Text], ...]:
    if agreement is None:
        return ()
    names: dict[str, Text] = {state: agreement.state_name(state) for state in agreement.states()}
    return tuple(sorted(names.items(), key=lambda pair: pair[1].in_(visit.language)))


def _book(visit: Visit, agreement: Agreement, book: QuotaBookView) -> BookView:
    def figure(one: Figure) -> FigureView:
        return _figure(visit, agreement, one)

    return BookView(
        book=book,
        bearer=agreement.state_name(book.bearer),
        sector=sector_title(agreement, book.sector),
        provision_path=urls.provision(agreement.id, book.provision),
        article_path=urls.agreement(agreement.id, book.article),
        evidence=book.grounds.number.evidence,
        formula=_formula(visit, agreement, book),
        amount=figure(book.amount),
        used=figure(book.used),
        reserved=figure(book.reserved),
        left=figure(book.left),
        entries=tuple(_entry(visit, agreement, one) for one in book.entries),
        partners=tuple(_partner(visit, agreement, one) for one in book.partners),
        objects=tuple(
            ObjectLine(
                one.object,
                agreement.state_name(one.partner) if one.partner else None,
                figure(one.limit) if one.limit else None,
                figure(one.used),
            )
            for one in book.objects
        ),
        transfers=tuple(_transfers(agreement, book)),
    )


def _formula(visit: Visit, agreement: Agreement, book: QuotaBookView) -> Text | None:
    """One visit for each so many units declared, and what was declared."""
    grounds = book.grounds
    if grounds.formula is None:
        return None
    formula, day = grounds.formula, first_instant(book.year)
    per = formula.per.on(day).value
    most = formula.at_most.on(day).value if formula.at_most else None
    said = _EACH_PART if formula.rounding is Rounding.UP else _EACH_WHOLE
    return said.fill(
        per=_NOT_AVAILABLE if per is None else per,
        measure=measure_name(formula.of, visit.node.vocabulary, agreement),
        most=_NO_CAP if most is None else _AT_MOST.fill(number=most),
        known=_UNKNOWN if grounds.counted is None else _COUNTED.fill(number=grounds.counted),
    )


def _partner(visit: Visit, agreement: Agreement, one: PartnerView) -> PartnerLine:
    figures = (one.share, one.used, one.reserved, one.left)
    return PartnerLine(
        agreement.state_name(one.partner), *(_figure(visit, agreement, figure) for figure in figures)
    )


def _entry(visit: Visit, agreement: Agreement, one: QuotaEntry) -> EntryView:
    reasons = visit.node.vocabulary.codes_of(facts.VISIT_REASON)
    return EntryView(
        entry=one,
        guest=agreement.state_name(one.guest),
        host=agreement.state_name(one.host) if one.host else None,
        status=STATUSES[one.status],
        status_mark=STATUS_MARKS[one.status],
        use=USES[one.state],
        use_mark=USE_MARKS[one.state],
        reason=reasons.get(one.reason, same_text(one.reason)) if one.reason else None,
        doubts=_gaps(visit, agreement, one.doubts),
        path=urls.visit(one.matter),
    )


def _transfers(agreement: Agreement, book: QuotaBookView) -> Iterator[TransferLine]:
    for one in book.transfers:
        receiver = agreement.state_name(one.receiver) if one.receiver else None
        yield TransferLine(one, agreement.state_name(one.giver), receiver)


def _active(agreement: Agreement, one: Entitlement) -> ActiveLine:
    def figure(found: Figure) -> FigureView:
        return FigureView(found.low, found.high, found.low is not None, found.messages, ())

    return ActiveLine(
        provision=agreement.provisions[one.provision].title,
        bearer=agreement.state_name(one.bearer),
        sector=sector_title(agreement, one.sector),
        asked=figure(one.asked),
        left=figure(one.left),
        path=urls.quotas(agreement.id, one.year, _state_of(agreement, one.bearer)),
    )


def _state_of(agreement: Agreement, bearer: BearerName) -> str:
    """A state whose book it is: the bearer itself, or one of its side."""
    own = [party.state for party in agreement.parties if party.side == bearer]
    return own[0] if own else bearer


def _figure(visit: Visit, agreement: Agreement, one: Figure) -> FigureView:
    return FigureView(one.low, one.high, one.low is not None, one.messages, _gaps(visit, agreement, one.gaps))


def _gaps(visit: Visit, agreement: Agreement, gaps: Sequence[Gap]) -> tuple[Text, ...]:
    return tuple(gap_sentence(one, agreement, visit.node.vocabulary) for one in gaps)


_EACH_PART = Text(
    "One for each {per} or part of that ({measure}){most}; {known}",
    "Одно на каждые полные или неполные {per} ({measure}){most}; {known}",
    "每{per}（{measure}）或其零数一次{most}；{known}",
)
_EACH_WHOLE = Text(
    "One for each full {per} ({measure}){most}; {known}",
    "Одно на каждые полные {per} ({measure}){most}; {known}",
    "每满{per}（{measure}）一次{most}；{known}",
)
_AT_MOST = Text(", at most {number}", ", не более {number}", "，至多{number}次")
_NO_CAP = same_text("")
_COUNTED = Text("{number} declared.", "объявлено: {number}.", "已申报{number}。")
_UNKNOWN = Text("what was declared is not known.", "объявленное неизвестно.", "申报数不详。")
_NOT_AVAILABLE = Text("(not available)", "(нет данных)", "（暂缺）")
