"""The register of messages, one message, its text and its evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from starlette.exceptions import HTTPException
from starlette.responses import Response, StreamingResponse
from starlette.routing import BaseRoute

from detente.agreements.model import Addressees, Agreement, Format, Item, MessageKind, Purpose
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.languages import Language, Text, same_text
from detente.messages.numbered import format_numbered
from detente.messages.numbered.values import Printer
from detente.messages.wording import kind_word
from detente.node.actors import Right
from detente.node.attachments import AttachedFile, attachments_of, open_attachment
from detente.node.drafts import start_change, start_draft
from detente.node.explaining import explain_matters
from detente.node.messages import (
    MessageFilter,
    MessageRow,
    MessageView,
    Page,
    export_evidence,
    list_messages,
    mark_all_read,
    read_document,
    show_message,
)
from detente.node.release import send_message
from detente.record.matters import touched_matters
from detente.web import urls
from detente.web.desk import Desk, Visit, go_to
from detente.web.findings import FindingsUnder, by_agreement
from detente.web.frame import Frame
from detente.web.matters import MatterLink, YearLine, link_drills, link_visits, years_counting
from detente.web.notice import Change, Notice, build_changes, build_notice
from detente.web.receipts import DeliveryLine, delivery_lines

_CHANGES = (MessageKind.AMENDMENT, MessageKind.CORRECTION, MessageKind.CANCELLATION)
_ANSWER = "answer:"
PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Line:
    """A message in a list. ``name``: its own words; where it has none, its format's, in the reader's language."""

    row: MessageRow
    name: Text
    agreement: Text
    format: Text
    kind: Text
    sender: Text
    stage: Text


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter as it was typed."""

    agreement: str
    format: str
    sender: str
    stage: str
    words: str
    unread: str


@dataclass(frozen=True, slots=True)
class RegisterPage:
    """The register; ``link`` gives the address of another page of the same list."""

    frame: Frame
    asked: Asked
    list: Page[Line]
    agreements: tuple[tuple[str, Text], ...]
    formats: tuple[tuple[str, Text], ...]
    states: tuple[tuple[str, Text], ...]
    stages: tuple[tuple[str, Text], ...]
    link: Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Action:
    """A button: what it does and what it is called."""

    does: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class MessagePage:
    """One message. ``sendable``: it is released and waits to be registered.

    ``drills`` and ``visits`` are those it is about; ``findings`` and ``years``: what is meant by any matter it is
    about but drills. ``withheld``: items with personal data that are not shown; ``provable``: the evidence may be
    downloaded.
    """

    frame: Frame
    row: MessageRow
    name: Text
    stage: Text
    notice: Notice
    thread: tuple[Line, ...]
    changes: tuple[Change, ...]
    checkpoint_size: int | None
    deliveries: tuple[DeliveryLine, ...]
    attachments: tuple[AttachedFile, ...]
    drills: tuple[MatterLink, ...]
    visits: tuple[MatterLink, ...]
    withheld: tuple[Item, ...]
    provable: bool
    findings: tuple[FindingsUnder, ...]
    years: tuple[YearLine, ...]
    sendable: bool
    actions: tuple[Action, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """Register, one message, its text, its evidence."""
    return [
        desk.route(urls.MESSAGES, show_register),
        desk.route(urls.MESSAGES, read_all, methods=["POST"]),
        desk.route(urls.MESSAGE, show_one),
        desk.route(urls.MESSAGE, act, methods=["POST"]),
        desk.route(urls.NOTICE, give_notice),
        desk.route(urls.EVIDENCE, give_evidence),
        desk.route(urls.ATTACHMENT, give_attachment),
    ]


def show_register(visit: Visit) -> Response:
    """The register, newest first."""
    asked = Asked(*(visit.asked(name) for name in Asked.__slots__))
    wanted = MessageFilter(
        agreement=AgreementId(asked.agreement) if asked.agreement else None,
        format=FormatId(asked.format) if asked.format else None,
        sender=StateCode(asked.sender) if asked.sender else None,
        stage=asked.stage or None,
        words=asked.words,
        unread_by=visit.actor.name if asked.unread else None,
    )
    found = list_messages(visit.node, visit.actor, wanted, visit.asked_number("page", 1), PAGE_SIZE)
    agreements = visit.node.in_use.values()
    page = RegisterPage(
        frame=visit.frame(urls.MESSAGES),
        asked=asked,
        list=Page([line_of(visit, row) for row in found.rows], found.total, found.number, found.size),
        agreements=tuple((one.id, one.short_title) for one in agreements),
        formats=_format_options(agreements_chosen(visit, asked.agreement)),
        states=party_options(visit),
        stages=tuple(STAGES.items()),
        link=lambda number: urls.with_query(urls.MESSAGES, **_as_query(asked), page=number),
    )
    return visit.show("messages/register.html", page)


def agreements_chosen(visit: Visit, agreement: str) -> list[Agreement]:
    """The agreement of that id, or all of them."""
    chosen = visit.node.agreements.get(AgreementId(agreement))
    return [chosen] if chosen else list(visit.node.agreements.values())


def party_options(visit: Visit) -> tuple[tuple[str, Text], ...]:
    """Every party to an agreement of this node, by name in the reader's language."""
    names = {
        state: agreement.state_name(state)
        for agreement in visit.node.agreements.values()
        for state in agreement.states()
    }
    return tuple(sorted(names.items(), key=lambda pair: pair[1].in_(visit.language)))


def line_of(visit: Visit, row: MessageRow) -> Line:
    """A message with its words."""
    agreement = visit.node.agreement(row.agreement)
    return Line(
        row=row,
        name=name_of(visit, row),
        agreement=agreement.short_title,
        format=agreement.formats[row.format].title,
        kind=kind_word(MessageKind(row.kind)),
        sender=agreement.state_name(row.sender),
        stage=STAGES[row.stage],
    )


def name_of(visit: Visit, row: MessageRow) -> Text:
    """What a message is called."""
    title = visit.node.agreement(row.agreement).formats[row.format].title
    return title if row.title in (title.en, title.ru, title.zh) else same_text(row.title)


def read_all(visit: Visit) -> Response:
    """Mark everything as read."""
    mark_all_read(visit.node, visit.actor, visit.at)
    return go_to(urls.MESSAGES)


def show_one(visit: Visit) -> Response:
    """One message: what it says, what it changed, what proves it."""
    view = show_message(visit.node, visit.actor, _reference(visit))
    document = view.document
    agreement = visit.node.agreement(document.agreement)
    message_format = agreement.formats[document.format]
    printer = Printer(visit.language, document.language, agreement, visit.node.vocabulary)
    touched = touched_matters(document)
    drills = link_drills(visit, touched)
    visits = link_visits(visit, touched)
    others = [matter for matter in touched if matter not in drills]
    explained = explain_matters(visit.node, visit.actor, others, visit.at)
    page = MessagePage(
        frame=visit.frame(urls.MESSAGES),
        row=view.row,
        name=name_of(visit, view.row),
        stage=STAGES[view.row.stage],
        notice=build_notice(document, agreement, visit.node.vocabulary, visit.language),
        thread=tuple(line_of(visit, row) for row in view.thread),
        changes=build_changes(view.changes, message_format, printer),
        checkpoint_size=view.checkpoint_size,
        deliveries=delivery_lines(visit, view.row.reference) if view.row.log_index is not None else (),
        attachments=tuple(attachments_of(visit.node, visit.actor, view.row.reference)),
        drills=tuple(drills.values()),
        visits=tuple(visits.values()),
        withheld=view.withheld,
        provable=view.row.log_index is not None and (not view.withheld or visit.actor.may(Right.PERSONAL)),
        findings=by_agreement(visit.node, {one.finding: one.chain for one in explained or ()}),
        years=tuple(line for matter in others for line in years_counting(visit, matter, explained=True)),
        sendable=view.row.own and view.row.stage == "released" and visit.actor.may(Right.SEND),
        actions=_actions(visit, view, agreement, message_format),
    )
    return visit.show("messages/message.html", page)


def act(visit: Visit) -> Response:
    """Send it, or begin a message that builds on it."""
    reference, does = _reference(visit), visit.fields.one("do")
    if does == "send":
        send_message(visit.node, visit.actor, reference, visit.at)
        return go_to(urls.message(reference))
    if does.startswith(_ANSWER):
        return go_to(urls.draft(_start_answer(visit, reference, FormatId(does.removeprefix(_ANSWER)))))
    if does in tuple(kind.value for kind in _CHANGES):
        number = start_change(visit.node, visit.actor, reference, MessageKind(does), visit.at)
        return go_to(urls.draft(number))
    raise HTTPException(400)


def give_notice(visit: Visit) -> Response:
    """The numbered text in one language, as a file to keep."""
    document = read_document(visit.node, visit.actor, _reference(visit))
    asked = visit.asked("language")
    language = Language(asked) if asked in tuple(Language) else visit.language
    agreement = visit.node.agreement(document.agreement)
    text = format_numbered(document, agreement, visit.node.vocabulary, language)
    name = f"{document.reference.replace('/', '-')}.{language.value}.txt"
    return Response(text, media_type="text/plain; charset=utf-8", headers=_attachment(name))


def give_evidence(visit: Visit) -> Response:
    """The evidence of a message, which anyone can check without this node."""
    reference = _reference(visit)
    data = export_evidence(visit.node, visit.actor, reference)
    name = f"{reference.replace('/', '-')}.evidence"
    return Response(data, media_type="application/octet-stream", headers=_attachment(name))


def give_attachment(visit: Visit) -> Response:
    """A file that came with a message. Whatever it says it is, the browser only keeps it."""
    reference = _reference(visit)
    found, pieces = open_attachment(visit.node, visit.actor, reference, visit.request.path_params["digest"])
    headers = {
        "Content-Disposition": f"attachment; filename*=UTF-8''{quote(found.name)}",
        "Content-Length": str(found.size),
    }
    return StreamingResponse(pieces, media_type="application/octet-stream", headers=headers)


def _start_answer(visit: Visit, reference: Reference, format_id: FormatId) -> int:
    document = read_document(visit.node, visit.actor, reference)
    message_format = visit.node.agreement(document.agreement).formats.get(format_id)
    to_sender = message_format is not None and message_format.to is Addressees.ONE
    return start_draft(
        visit.node,
        visit.actor,
        document.agreement,
        format_id,
        visit.at,
        to=(document.sender,) if to_sender else None,
        language=visit.language.value,
        refers_to=(reference,),
    )


def _actions(
    visit: Visit, view: MessageView, agreement: Agreement, message_format: Format
) -> tuple[Action, ...]:
    if not visit.actor.may(Right.DRAFT) or view.row.log_index is None:
        return ()
    newest = view.thread[-1].kind != MessageKind.CANCELLATION.value
    actions = [Action(_ANSWER + one.id, one.title) for one in _builds_on(view, agreement)] if newest else []
    if view.row.own and newest:
        kinds = {*message_format.kinds, *_cancelling(agreement, message_format)}
        actions += [Action(kind.value, ACTS[kind]) for kind in _CHANGES if kind in kinds]
    return tuple(actions)


def _builds_on(view: MessageView, agreement: Agreement) -> list[Format]:
    """Formats that answer this one: the sender's own go to all, the others' to the sender alone."""
    answers = [
        one
        for one in agreement.formats.values()
        if view.row.format in one.requires
        and one.own_matter
        and view.row.own == (one.to is not Addressees.ONE)
    ]
    asking = [one for one in agreement.formats.values() if one.purpose is Purpose.CLARIFICATION_REQUEST]
    return answers if view.row.own or view.row.format in {one.id for one in asking} else [*answers, *asking]


def _cancelling(agreement: Agreement, message_format: Format) -> set[MessageKind]:
    cancels = any(
        not one.own_matter and message_format.id in one.requires and MessageKind.CANCELLATION in one.kinds
        for one in agreement.formats.values()
    )
    return {MessageKind.CANCELLATION} if cancels else set()


def _format_options(agreements: list[Agreement]) -> tuple[tuple[str, Text], ...]:
    return tuple(
        {one.id: one.title for agreement in agreements for one in agreement.formats.values()}.items()
    )


def _as_query(asked: Asked) -> dict[str, str]:
    return {name: getattr(asked, name) for name in Asked.__slots__}


def _reference(visit: Visit) -> Reference:
    return Reference(visit.request.path_params["reference"])


def _attachment(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


STAGES = {
    "released": Text("released, not yet sent", "утверждено, ещё не отправлено", "已签发，未发送"),
    "sent": Text("sent", "отправлено", "已发送"),
    "received": Text("received", "получено", "已收到"),
}
ACTS = {
    MessageKind.AMENDMENT: Text("Amend", "Изменить", "修改"),
    MessageKind.CORRECTION: Text("Correct", "Исправить", "更正"),
    MessageKind.CANCELLATION: Text("Cancel", "Отменить", "取消"),
}
