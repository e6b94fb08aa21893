"""What a message that has not been sent would mean if it were told now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from detente.agreements.model import Agreement, Format, MessageKind
from detente.assessment.assess import assess_matter
from detente.assessment.finding import Finding
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource
from detente.assessment.scope import NEAR_PERMILLE
from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Instant, Interval
from detente.messages.document import Draft, JsonValue
from detente.messages.freeze import freeze
from detente.messages.read import read_item
from detente.record.facts import formats_of
from detente.record.matters import touched_matters
from detente.record.message import KnownMessage
from detente.record.record import KnownMatter, fold_matter


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A finding as it would be. ``time_left`` until its deadline; negative: so late; None: no deadline."""

    finding: Finding
    time_left: timedelta | None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the message would make known (None: nothing the agreement assesses), and what follows."""

    about: KnownMatter | None
    foreseen: tuple[Foreseen, ...]


def preview(
    agreement: Agreement,
    draft: Draft,
    record: MatterSource,
    at: Instant,
    places: Locator,
    earlier: Sequence[KnownMessage] = (),
    near_permille: int = NEAR_PERMILLE,
) -> Preview:
    """The findings as if the draft were sent at ``at``; what is not written yet is a gap.

    A reconstruction is told when the public report says, as always.

    ``earlier``: the messages that touch the matters the draft builds on. A draft that changes or answers
    an earlier message needs them; an original of its own does not.

    Raises:
        PackError: a provision asks for what activities do not have.
    """
    message = _as_if_told(agreement, draft, at)
    known = _subject(agreement, message, earlier)
    findings = assess_matter(agreement, known, record, at, places, near_permille) if known else []
    return Preview(known, tuple(Foreseen(one, one.due - at if one.due else None) for one in findings))


def _as_if_told(agreement: Agreement, draft: Draft, at: Instant) -> KnownMessage:
    """The draft as a message, last in its sender's log, without the items that cannot be read yet."""
    readable = replace(draft, content=_readable(draft, agreement.formats[draft.format]))
    matter = draft.matter or _new_matter(agreement, draft, at)
    reference = Reference(f"{matter}/{_MARKS.get(draft.kind, 'O')}")
    return KnownMessage(freeze(readable, reference, matter, at), _LAST_INDEX, Interval(at, at))


def _readable(draft: Draft, message_format: Format) -> dict[str, JsonValue]:
    content = {}
    for item in message_format.items:
        if item.id in draft.content:
            try:
                read_item(item, draft.content[item.id])
            except InputError:
                continue
            content[item.id] = draft.content[item.id]
    return content


def _subject(
    agreement: Agreement, message: KnownMessage, earlier: Sequence[KnownMessage]
) -> KnownMatter | None:
    """What the message is about: the newest matter it names of which something is known, or its own."""
    formats = formats_of([agreement])
    for matter in reversed(touched_matters(message.document)):
        touching = [one for one in earlier if matter in touched_matters(one.document)]
        known = fold_matter(matter, [*touching, message], formats)
        if known is not None:
            return known
    return None


def _new_matter(agreement: Agreement, draft: Draft, at: Instant) -> MatterId:
    """A matter no message has: serial numbers begin with 1."""
    topic = agreement.formats[draft.format].topic
    return MatterId(f"{agreement.code}/{draft.sender}/{at.year:04}/0000/{topic}")


_LAST_INDEX = 2**53
_MARKS = {
    MessageKind.ORIGINAL: "O",
    MessageKind.NIL: "N",
    MessageKind.AMENDMENT: "A9999",
    MessageKind.CORRECTION: "C9999",
    MessageKind.CANCELLATION: "X",
}
