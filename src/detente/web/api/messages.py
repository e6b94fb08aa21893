"""The register of messages, one message, its text and its evidence; sending, and beginning a change."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Query
from pydantic import Field, JsonValue
from starlette.responses import Response

from detente.agreements.model import MessageKind
from detente.exchange.receipts import ReceiptCode
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.languages import Language
from detente.messages.codec import document_to_json
from detente.messages.document import OriginKind
from detente.messages.numbered import format_numbered
from detente.node import drafts as draft_service
from detente.node import messages as service
from detente.node import release as release_service
from detente.node.deliveries import deliveries_of
from detente.web.api import values as wire
from detente.web.api.caller import Answers, Signed
from detente.web.api.drafts import Begun

Stage = Literal["released", "sent", "received"]


class MessageQuery(wire.Asked):
    """Which messages to list; what is not given does not matter."""

    agreement: wire.Word = ""
    format: wire.Word = ""
    sender: wire.Word = ""
    stage: Stage | None = None
    words: Annotated[wire.Word, Field(description="In the title or the reference.")] = ""
    unread: Annotated[bool, Field(description="Received, and not read by the caller.")] = False
    page: wire.PageNumber = 1
    size: wire.PageSize = 50


class MessageLine(wire.Shape):
    """A message in a list. ``id`` is the SHA-256 of its signed bytes, ``log_index`` its place in the sender's log."""

    id: str
    reference: str
    matter: str
    agreement: str
    format: str
    kind: MessageKind
    sender: str
    own: bool
    title: str
    origin: OriginKind
    issued_at: datetime
    known_at: datetime
    stage: Stage
    log_index: int | None
    registered: wire.Interval | None
    unread: bool


class MessagePage(wire.Shape):
    """One page of the register, newest first. ``total`` stops at 1001, which means “more than 1000”."""

    rows: list[MessageLine]
    total: int
    number: int
    size: int


class ItemChange(wire.Shape):
    """An item that differs from the message before it; null where a message does not have it."""

    item: str
    before: JsonValue
    after: JsonValue


class Proof(wire.Shape):
    """What proves the message: the signed envelope as it is (DSSE), and where its log stands.

    ``envelope`` is null where it holds personal data that the caller is not shown. ``checkpoint_size`` is the size
    of the newest checkpoint; null before the message is registered.
    """

    envelope: str | None
    log_index: int | None
    checkpoint_size: int | None


class Told(wire.Shape):
    """A receipt, or the sender's notice that none came: ``index`` is its place in the log of ``sender``."""

    sender: str
    to: str
    answer: ReceiptCode
    issued_at: datetime
    index: int | None


class Delivery(wire.Shape):
    """How far a message has come at one addressee.

    ``closed``: it could not be sealed to it yet. ``held_at``: since when its node says that it holds the registration.
    """

    state: str
    closed: bool
    held_at: datetime | None
    answers: list[Told]


class Message(wire.Shape):
    """One message: its document (docs/spec/document.md), its matter, what it changed, what proves it.

    ``deliveries``: by addressee, once it is registered; of a peer's message, what we answered.
    ``withheld``: items, by id, with personal data that the caller is not shown.
    """

    line: MessageLine
    document: dict[str, JsonValue]
    thread: list[MessageLine]
    changes: list[ItemChange]
    deliveries: list[Delivery]
    withheld: list[str]
    proof: Proof


class Sent(wire.Shape):
    """A message that is registered, and its place in the log."""

    reference: str
    log_index: int


class NewChange(wire.Asked):
    """What a message that builds on another does to it."""

    kind: Literal["amendment", "correction", "cancellation"]


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API; the longer addresses first, since a reference takes all there is."""
    plain: Answers = {200: {"content": {"text/plain": {"schema": {"type": "string"}}}}}
    packed: Answers = {
        200: {"content": {"application/zip": {"schema": {"type": "string", "format": "binary"}}}}
    }
    router.get("/messages")(list_messages)
    one = "/messages/{reference:path}"
    router.get(f"{one}/text", response_class=Response, responses=plain)(print_message)
    router.get(f"{one}/evidence", response_class=Response, responses=packed)(export_evidence)
    router.post(f"{one}/send")(send_message)
    router.post(f"{one}/changes", status_code=201)(start_change)
    router.get(one)(show_message)


def list_messages(caller: Signed, asked: Annotated[MessageQuery, Query()]) -> MessagePage:
    """The register, newest first."""
    wanted = service.MessageFilter(
        agreement=AgreementId(asked.agreement) if asked.agreement else None,
        format=FormatId(asked.format) if asked.format else None,
        sender=StateCode(asked.sender) if asked.sender else None,
        stage=asked.stage,
        words=asked.words,
        unread_by=caller.actor.name if asked.unread else None,
    )
    found = service.list_messages(caller.node, caller.actor, wanted, asked.page, asked.size)
    return MessagePage.of(found)


def show_message(caller: Signed, reference: str) -> Message:
    """One message; it counts as read by the caller from then on."""
    view = service.show_message(caller.node, caller.actor, Reference(reference))
    proof = Proof(
        envelope=view.envelope.decode("ascii") if view.envelope else None,
        log_index=view.row.log_index,
        checkpoint_size=view.checkpoint_size,
    )
    withheld = [item.id for item in view.withheld]
    document = document_to_json(view.document)
    registered = view.row.log_index is not None
    deliveries = deliveries_of(caller.node, caller.actor, Reference(reference)) if registered else []
    return Message.of(
        view, line=view.row, document=document, withheld=withheld, proof=proof, deliveries=deliveries
    )


def print_message(caller: Signed, reference: str, language: Language = Language.EN) -> Response:
    """The numbered text of one message (docs/reference/numbered-text.md)."""
    document = service.read_document(caller.node, caller.actor, Reference(reference))
    agreement = caller.node.agreement(document.agreement)
    text = format_numbered(document, agreement, caller.node.vocabulary, language)
    return Response(text, media_type="text/plain; charset=utf-8")


def export_evidence(caller: Signed, reference: str) -> Response:
    """The evidence of one message, which anyone can check with ``detente verify`` and the public keys."""
    data = service.export_evidence(caller.node, caller.actor, Reference(reference))
    name = f"{reference.replace('/', '-')}.evidence"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type="application/zip", headers=headers)


def send_message(caller: Signed, reference: str) -> Sent:
    """Register a released message in the log, where the others find it; sending again gives the same place."""
    place = release_service.send_message(caller.node, caller.actor, Reference(reference), caller.at)
    return Sent(reference=reference, log_index=place)


def start_change(caller: Signed, reference: str, given: NewChange) -> Begun:
    """Begin a draft that amends, corrects or cancels an own message, with that message's content."""
    kind = MessageKind(given.kind)
    number = draft_service.start_change(caller.node, caller.actor, Reference(reference), kind, caller.at)
    return Begun(id=number)
