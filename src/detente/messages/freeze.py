"""From a draft to the document that is signed, and back to a draft that can be checked."""

from __future__ import annotations

from copy import deepcopy

from detente.agreements.model import Format, ItemType
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Language
from detente.messages.document import Document, Draft
from detente.messages.items.files import attachments_in

_TITLE_LIMIT = 120


def freeze(draft: Draft, reference: Reference, matter: MatterId, at: Instant) -> Document:
    """The document of a checked draft, issued at ``at`` (parts of a second are dropped).

    The content is copied, so that later changes of the draft cannot reach it.
    """
    content = deepcopy(dict(draft.content))
    return Document(
        agreement=draft.agreement,
        format=draft.format,
        reference=reference,
        matter=matter,
        sender=draft.sender,
        to=tuple(sorted(draft.to)),
        kind=draft.kind,
        refers_to=draft.refers_to,
        issued_at=at.replace(microsecond=0),
        language=draft.language,
        audience=draft.audience,
        origin=draft.origin,
        content=content,
        attachments=attachments_in(content),
    )


def thaw(document: Document) -> Draft:
    """The draft that a document was frozen from, so that a received document can be checked like one."""
    opens = document.reference.endswith(("/O", "/N"))
    return Draft(
        agreement=document.agreement,
        format=document.format,
        sender=document.sender,
        to=document.to,
        kind=document.kind,
        content=document.content,
        language=document.language,
        matter=None if opens else document.matter,
        refers_to=document.refers_to,
        audience=document.audience,
        origin=document.origin,
    )


def title_of(message: Document | Draft, message_format: Format) -> str:
    """One line to list a message under: its first item of text, else the title of its format.

    In the message's own language, then English, then whichever there is.
    """
    for item in message_format.items:
        words = message.content.get(item.id)
        if item.type is ItemType.TEXT and isinstance(words, dict):
            chosen = words.get(message.language) or words.get("en") or next(iter(words.values()), None)
            if isinstance(chosen, str) and chosen.strip():
                return " ".join(chosen.split())[:_TITLE_LIMIT]
    language = Language(message.language) if message.language in set(Language) else Language.EN
    return message_format.title.in_(language)
