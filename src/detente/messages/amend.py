"""Messages that change earlier ones, and what two messages differ in."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from detente.agreements.model import Agreement, Format, MessageKind
from detente.kernel.identifiers import Reference
from detente.messages.document import Document, Draft, JsonValue, Origin, OriginKind
from detente.messages.validate_wording import CANNOT_CHANGE, FORMAT_UNKNOWN
from detente.messages.wording import kind_word

_CHANGES = (MessageKind.AMENDMENT, MessageKind.CORRECTION, MessageKind.CANCELLATION)


@dataclass(frozen=True, slots=True)
class ItemChange:
    """One item that differs between two messages; None where a message does not have it."""

    item: str
    before: JsonValue
    after: JsonValue


def draft_change(document: Document, agreement: Agreement, kind: MessageKind) -> Draft:
    """An amendment, correction or cancellation in the document's own format, its content copied whole.

    Raises:
        InputError: ``kind`` changes nothing, or the format has no such kind.
    """
    message_format = _format_of(document, agreement)
    if kind not in _CHANGES or kind not in message_format.kinds:
        raise CANNOT_CHANGE.error(kind=kind_word(kind), format=message_format.title)
    return _follow(document, message_format, message_format, kind)


def draft_cancellation(document: Document, agreement: Agreement) -> Draft:
    """A cancellation: in the format the agreement has for it, else in the document's own.

    A format of its own takes over the items it shares with the document's, by id and type.

    Raises:
        InputError: the agreement knows no cancellation of such a message.
    """
    own = _format_of(document, agreement)
    for candidate in agreement.formats.values():
        if _cancels(candidate, own):
            return _follow(document, candidate, own, MessageKind.CANCELLATION)
    return draft_change(document, agreement, MessageKind.CANCELLATION)


def changed_items(
    before: Document | Draft, after: Document | Draft, message_format: Format | None = None
) -> list[ItemChange]:
    """The items that differ, in the order of the format, then any it does not know by name."""
    order = [item.id for item in message_format.items] if message_format else []
    others = sorted((before.content.keys() | after.content.keys()) - set(order))
    return [
        ItemChange(item, before.content.get(item), after.content.get(item))
        for item in (*order, *others)
        if before.content.get(item) != after.content.get(item)
    ]


def latest(matter: Mapping[Reference, Document], message_format: Format) -> Document | None:
    """The message of one matter that says how things stand: the newest with content in that format."""
    stating = [
        one
        for one in matter.values()
        if one.format == message_format.id and one.kind is not MessageKind.CANCELLATION
    ]
    return max(stating, key=lambda one: (one.issued_at, len(one.reference), one.reference), default=None)


def _follow(document: Document, chosen: Format, own: Format, kind: MessageKind) -> Draft:
    types = {(item.id, item.type) for item in own.items}
    shared = {item.id for item in chosen.items if (item.id, item.type) in types}
    content = {item: value for item, value in document.content.items() if item in shared}
    return Draft(
        agreement=document.agreement,
        format=chosen.id,
        sender=document.sender,
        to=document.to,
        kind=kind,
        content=deepcopy(content),
        language=document.language,
        matter=document.matter,
        refers_to=(document.reference,),
        audience=document.audience,
        origin=_origin_after(document),
    )


def _cancels(candidate: Format, own: Format) -> bool:
    return (
        candidate.id != own.id
        and not candidate.own_matter
        and candidate.topic == own.topic
        and MessageKind.CANCELLATION in candidate.kinds
    )


def _origin_after(document: Document) -> Origin:
    """Training stays training; a message that builds on a reconstructed one is an act of its own."""
    training = document.origin.kind is OriginKind.TRAINING
    return Origin(OriginKind.TRAINING) if training else Origin()


def _format_of(document: Document, agreement: Agreement) -> Format:
    found = agreement.formats.get(document.format)
    if found is None:
        raise FORMAT_UNKNOWN.error(format=document.format, known=", ".join(agreement.formats))
    return found
