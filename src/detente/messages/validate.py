"""Check a message against its agreement before it is sent, or when it is received: every fault at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from detente.agreements.model import Agreement, Format, Vocabulary
from detente.geography.zones import Band
from detente.kernel.errors import Fault, Severity
from detente.kernel.identifiers import Reference, ZoneId
from detente.kernel.instants import Instant
from detente.messages import validate_wording as wording
from detente.messages.addressing import check_addressing
from detente.messages.content import check_content
from detente.messages.document import Document, Draft, OriginKind
from detente.messages.freeze import thaw
from detente.messages.items.context import Context
from detente.messages.items.texts import LANGUAGE_CODE
from detente.messages.references import parse_reference
from detente.messages.thread import check_thread
from detente.messages.wording import kind_word, list_of

#: A recipient need not have seen what the sender refers to: to it these are no errors.
_SENDERS_ALONE = (wording.REFERS_UNKNOWN.code, wording.MATTER_UNKNOWN.code, wording.REQUIRES.code)


def validate(
    draft: Draft,
    agreement: Agreement,
    vocabulary: Vocabulary,
    earlier: Mapping[Reference, Document],
    bands: Mapping[ZoneId, Band],
    at: Instant | None = None,
) -> list[Fault]:
    """Every fault and warning of a draft; an empty list means it may be sent as it is.

    Args:
        draft: what is to be sent.
        agreement: the agreement it is sent under.
        vocabulary: names of measures, for the sentences.
        earlier: at least the messages of the matters the draft joins or refers to.
        bands: the zones on the ground, as far as their lines are loaded.
        at: when it is to be sent, which decides who is bound and must be addressed; None: whoever has
            not left the agreement.
    """
    if draft.agreement != agreement.id:
        return [wording.OTHER_AGREEMENT.at("agreement", given=draft.agreement, agreement=agreement.id)]
    message_format = agreement.formats.get(draft.format)
    if message_format is None:
        known = ", ".join(agreement.formats)
        return [wording.FORMAT_UNKNOWN.at("format", format=draft.format, known=known)]
    context = Context("", agreement, vocabulary, bands)
    return [
        *_check_head(draft, message_format),
        *check_addressing(draft, message_format, agreement, at),
        *check_thread(draft, message_format, agreement, earlier),
        *check_content(draft, message_format, context),
    ]


def validate_document(
    document: Document,
    agreement: Agreement,
    vocabulary: Vocabulary,
    earlier: Mapping[Reference, Document],
    bands: Mapping[ZoneId, Band],
) -> list[Fault]:
    """Every fault and warning of a document received from another state.

    It may build on messages that were never addressed to this state; that is a warning.
    """
    others = {reference: one for reference, one in earlier.items() if reference != document.reference}
    faults = validate(thaw(document), agreement, vocabulary, others, bands, document.issued_at)
    return [*_check_reference(document, agreement), *(_as_recipient(fault) for fault in faults)]


def _as_recipient(fault: Fault) -> Fault:
    return replace(fault, severity=Severity.WARNING) if fault.code in _SENDERS_ALONE else fault


def _check_head(draft: Draft, message_format: Format) -> Iterator[Fault]:
    if draft.kind not in message_format.kinds:
        known = list_of([kind_word(kind) for kind in message_format.kinds])
        yield wording.KIND_NOT_ALLOWED.at("kind", kind=kind_word(draft.kind), known=known)
    if not LANGUAGE_CODE.fullmatch(draft.language):
        yield wording.LANGUAGE_WRONG.at("language", value=draft.language[:40])
    if draft.origin.kind is OriginKind.RECONSTRUCTED and not draft.origin.sources:
        yield wording.NO_SOURCES.at("origin")


def _check_reference(document: Document, agreement: Agreement) -> Iterator[Fault]:
    parts = parse_reference(document.reference)
    message_format = agreement.formats.get(document.format)
    if parts.code != agreement.code:
        yield wording.REFERENCE_CODE.at("reference", given=parts.code, code=agreement.code)
    if message_format is not None and parts.topic != message_format.topic:
        yield wording.REFERENCE_TOPIC.at("reference", given=parts.topic, topic=message_format.topic)
