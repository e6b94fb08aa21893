"""Check a message against the earlier ones it refers to, requires or changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from detente.agreements.model import Agreement, Format, MessageKind
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import MatterId, Reference, StateCode
from detente.kernel.languages import same_text
from detente.messages import validate_wording as wording
from detente.messages.amend import latest
from detente.messages.document import Document, Draft
from detente.messages.references import mark_of, matter_of
from detente.messages.wording import kind_word, list_of

Earlier = Mapping[Reference, Document]
_OPENING = (MessageKind.ORIGINAL, MessageKind.NIL)
_RESTATING = (MessageKind.AMENDMENT, MessageKind.CORRECTION)


def check_thread(
    draft: Draft, message_format: Format, agreement: Agreement, earlier: Earlier
) -> Iterator[Fault]:
    """Every fault of what the message refers to, and of the matter it opens or joins."""
    yield from _check_references(draft, earlier)
    yield from _check_required(draft, message_format, agreement, earlier)
    if draft.kind in _OPENING and message_format.own_matter:
        yield from _check_opening(draft, earlier)
    elif draft.matter is None:
        yield wording.MATTER_MISSING.at("refers to", kind=kind_word(draft.kind))
    else:
        yield from _check_joining(draft, draft.matter, message_format, agreement, earlier)


def _check_references(draft: Draft, earlier: Earlier) -> Iterator[Fault]:
    for reference in draft.refers_to:
        known = earlier.get(reference)
        if known is None:
            yield wording.REFERS_UNKNOWN.at("refers to", reference=reference)
        elif known.agreement != draft.agreement:
            yield wording.REFERS_ELSEWHERE.at("refers to", reference=reference)


def _check_required(
    draft: Draft, message_format: Format, agreement: Agreement, earlier: Earlier
) -> Iterator[Fault]:
    referred = [earlier[reference] for reference in draft.refers_to if reference in earlier]
    for required in message_format.requires:
        if all(document.format != required for document in referred):
            title = (
                agreement.formats[required].title if required in agreement.formats else same_text(required)
            )
            yield wording.REQUIRES.at("refers to", format=title)


def _check_opening(draft: Draft, earlier: Earlier) -> Iterator[Fault]:
    matters = {matter_of(reference) for reference in draft.refers_to}
    if draft.matter is not None and draft.matter not in matters:
        yield wording.MATTER_NOT_WANTED.at("refers to", matter=draft.matter)
    cancelled = {one.matter for one in earlier.values() if one.kind is MessageKind.CANCELLATION}
    for matter in sorted(matters & cancelled):
        yield wording.REFERS_CANCELLED.at("refers to", matter=matter)


def _check_joining(
    draft: Draft, matter: MatterId, message_format: Format, agreement: Agreement, earlier: Earlier
) -> Iterator[Fault]:
    members = {reference: one for reference, one in earlier.items() if one.matter == matter}
    owner = matter.split("/")[1]
    if owner != draft.sender:
        yield wording.MATTER_OF_OTHERS.at(
            "refers to",
            matter=matter,
            owner=agreement.state_name(StateCode(owner)),
            state=agreement.state_name(draft.sender),
        )
    if all(matter_of(reference) != matter for reference in draft.refers_to):
        yield wording.MATTER_NOT_REFERRED.at("refers to", matter=matter)
    if not members:
        yield wording.MATTER_UNKNOWN.at("refers to", matter=matter)
        return
    try:
        mark_of(draft.kind, [reference.rpartition("/")[2] for reference in members])
    except InputError as error:
        yield Fault(error.code, "refers to", error.message, error.mend)
    if message_format.own_matter and all(one.format != message_format.id for one in members.values()):
        yield wording.MATTER_FORMAT.at("refers to", matter=matter)
    yield from _check_against_latest(draft, message_format, agreement, members)


def _check_against_latest(
    draft: Draft, message_format: Format, agreement: Agreement, members: Earlier
) -> Iterator[Fault]:
    told = {state for one in members.values() for state in one.to}
    left_out = sorted(told - set(draft.to) - {draft.sender})
    if left_out:
        names = list_of([agreement.state_name(state) for state in left_out])
        yield wording.TO_LEFT_OUT.at("to", states=names)
    before = latest(members, message_format)
    if draft.kind in _RESTATING and before is not None and before.content == draft.content:
        yield wording.NOTHING_CHANGED.at("kind")
