"""Papers of visits, of observers at drills and of quotas, as PDF in the language asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.agreements.model import Agreement
from detente.assessment.finding import BearerName
from detente.assessment.quota_views import QuotaBookView
from detente.documents.papers.contents import (
    NamedState,
    Paper,
    PaperKind,
    PartnerUse,
    QuotaLine,
    QuotaSummary,
)
from detente.documents.papers.particulars import basis_of
from detente.documents.papers.render import MEDIA_TYPE, render_paper
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text
from detente.messages.document import OriginKind
from detente.messages.references import matter_of
from detente.node.actors import Actor, Right, require
from detente.node.node import Node
from detente.node.paper_offers import Grounds, PaperOffer, offers_of_drill, offers_of_visit
from detente.node.personal import matters_seen, messages_seen
from detente.node.quota_book import show_quotas
from detente.node.readmodel import findings_of, matters_now
from detente.record.activities import Activity
from detente.record.visits import Visit


@dataclass(frozen=True, slots=True)
class File:
    """Bytes to keep, under a name that says what they are."""

    name: str
    media_type: str
    data: bytes


def papers_of(node: Node, actor: Actor, matter: MatterId, at: Instant) -> tuple[PaperOffer, ...]:
    """The papers of a visit, or of the observers at a drill, that the actor may print; none of other matters.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        known = matters_now(node, connection, [matter]).get(matter)
        seen = matters_seen(node, connection, actor, [matter]).get(matter)
        if not isinstance(known, Visit | Activity):
            return ()
        grounds = Grounds(
            agreement=node.agreement(known.agreement),
            vocabulary=node.vocabulary,
            documents=[one.document for one in messages_seen(node, connection, actor, [matter])[matter]],
            findings=findings_of(node, connection, known, at),
        )
    offers = _offers(seen, grounds)
    return tuple(one for one in offers if actor.may(Right.PERSONAL) or not one.personal)


def paper_of(
    node: Node,
    actor: Actor,
    matter: MatterId,
    kind: PaperKind,
    language: Language,
    at: Instant,
    part: str = "",
) -> File:
    """One of the papers of a matter. ``part``: which, where there are several of a kind; else the first.

    Passports and dates of birth stand in it only for those who may see them.

    Raises:
        NotAllowed: the actor may not read.
        InputError: there is no such paper of it, or it cannot be printed; then with every fault.
        OperatorError: the fonts that come with Détente are missing.
    """
    offers = papers_of(node, actor, matter, at)
    chosen = next((one for one in offers if one.kind is kind and part in ("", one.part)), None)
    if chosen is None:
        raise InputError("no-paper", _NO_PAPER.fill(matter=matter), _SEE_PAPERS)
    name = "-".join(filter(None, (matter.replace("/", "-"), kind.value, _short(chosen.part))))
    return _print(node, actor, chosen.make(language), name, language, at)


def quota_paper(
    node: Node,
    actor: Actor,
    agreement_id: AgreementId,
    year: int,
    state: StateCode,
    language: Language,
    at: Instant,
) -> File:
    """The books of one state's quotas in a year, as they stand at ``at``.

    Raises:
        NotAllowed: the actor may not read.
        InputError: no such agreement, or no message about these quotas yet.
    """
    found = show_quotas(node, actor, agreement_id, year, state, at)
    agreement = node.agreement(agreement_id)
    lines = tuple(_line(agreement, book) for book in found.passive)
    references = [reference for line in lines for reference in line.references]
    if not references:
        raise InputError("no-paper", _NOTHING_COUNTED, _SEE_BOOK)
    article = found.passive[0].article
    paper = QuotaSummary(
        basis=basis_of(agreement, article, references, _origin(node)), year=year, as_at=at, lines=lines
    )
    return _print(node, actor, paper, f"{agreement.code}-{state}-{year}-quotas", language, at)


def _offers(seen: object, grounds: Grounds) -> Iterable[PaperOffer]:
    match seen:
        case Visit():
            return offers_of_visit(seen, grounds)
        case Activity():
            return offers_of_drill(seen, grounds)
        case _:
            return ()


def _print(node: Node, actor: Actor, paper: Paper, name: str, language: Language, at: Instant) -> File:
    personal = actor.may(Right.PERSONAL)
    data = render_paper(paper, language, node.ground.stationery, printed_at=at, personal=personal)
    return File(f"{name}.{language.value}.pdf", MEDIA_TYPE, data)


def _line(agreement: Agreement, book: QuotaBookView) -> QuotaLine:
    figures = (book.amount, book.used, book.reserved)
    return QuotaLine(
        state=_named(agreement, book.bearer),
        title=book.title,
        amount=book.amount.value,
        used=book.used.high or 0,
        reserved=book.reserved.high or 0,
        left=book.left.value,
        partners=tuple(
            PartnerUse(
                partner=_named(agreement, one.partner),
                used=(one.used.high or 0) + (one.reserved.high or 0),
                of=one.share.value,
            )
            for one in book.partners
        ),
        references=tuple(dict.fromkeys(message for one in figures for message in one.messages)),
    )


def _named(agreement: Agreement, bearer: BearerName) -> NamedState:
    return NamedState(StateCode(bearer), agreement.state_name(bearer))


def _origin(node: Node) -> OriginKind:
    return node.default_origin().kind


def _short(part: str) -> str:
    """The part of a name of a file that tells papers of one kind apart."""
    reference, _, state = part.rpartition(":")
    if "/" in state:
        return matter_of(Reference(state)).replace("/", "-")
    return state if reference or part else ""


_NO_PAPER = Text(
    "There is no such paper of {matter}.", "Такого документа по {matter} нет.", "{matter}没有此种文书。"
)
_SEE_PAPERS = Text(
    "Take one of those that its page lists; lists of people are printed for those who may see personal data.",
    "Выберите из перечисленных на его странице; списки людей печатаются для тех, кому доступны персональные данные.",
    "请选取其页面所列的文书；人员名单仅供有权查看个人信息者打印。",
)
_NOTHING_COUNTED = Text(
    "No message counts in these quotas yet.",
    "Ни одно сообщение в этих квотах пока не учтено.",
    "尚无电文计入这些配额。",
)
_SEE_BOOK = Text("Look at the quota book itself.", "См. саму книгу квот.", "请查看配额簿本身。")
