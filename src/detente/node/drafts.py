"""Drafts: from an empty form to what a releaser is asked to approve.

Stages: draft (autosaved, checked as often as wished) → submitted → released (see ``release.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import insert, select, update

from detente.agreements.model import Addressees, Agreement, MessageKind, Party
from detente.assessment.preview import Preview, preview
from detente.kernel.errors import Fault, InputError, Severity
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.ledger.canonical import canonical_bytes, parse_canonical
from detente.messages.amend import draft_cancellation, draft_change
from detente.messages.codec import draft_from_json, draft_to_json
from detente.messages.document import Document, Draft, JsonValue, Origin
from detente.messages.freeze import title_of
from detente.messages.items.files import FILE_HASH, attachments_in
from detente.messages.references import matter_of
from detente.messages.validate import validate
from detente.node import draft_words as words
from detente.node.actors import Actor, Right, require
from detente.node.events import record_event
from detente.node.filestore import is_kept
from detente.node.node import Node
from detente.node.storage.database import AnyRow, from_seconds, to_seconds
from detente.node.storage.documents import documents_of_matter, known_messages, stored_document
from detente.node.storage.record import SqlRecord
from detente.node.storage.schema import draft as draft_table
from detente.record.matters import refer_in_full


@dataclass(frozen=True, slots=True)
class DraftView:
    """A stored draft with what the desk shows beside it. ``revision`` must be given back when saving."""

    id: int
    draft: Draft
    title: str
    stage: str
    author: str
    changed_by: str
    changed_at: Instant
    submitted_by: str | None
    released_by: str | None
    reference: Reference | None
    revision: int


def start_draft(  # noqa: PLR0913 - a draft starts from these
    node: Node,
    actor: Actor,
    agreement_id: AgreementId,
    format_id: FormatId,
    at: Instant,
    *,
    content: Mapping[str, JsonValue] | None = None,
    to: tuple[StateCode, ...] | None = None,
    language: str = "en",
    refers_to: tuple[Reference, ...] = (),
    origin: Origin | None = None,
    nil: bool = False,
) -> int:
    """Begin an original message; addressees are those of the format unless given.

    ``nil``: one that says that there is nothing to report.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: no such agreement or format, this state is no party, or what is given is not put
            together as a draft must be.
    """
    require(actor, Right.DRAFT)
    agreement = node.agreement(agreement_id)
    message_format = agreement.formats.get(format_id)
    if message_format is None:
        raise InputError(
            "format",
            words.NO_FORMAT.fill(format=format_id),
            words.KNOWN.fill(known=", ".join(agreement.formats)),
        )
    if nil and MessageKind.NIL not in message_format.kinds:
        raise InputError("no-nil", words.NO_NIL.fill(format=message_format.title), words.WRITE_IT)
    draft = Draft(
        agreement=agreement_id,
        format=format_id,
        sender=node.settings.state,
        to=addressees(agreement, node.settings.state, message_format.to) if to is None else to,
        kind=MessageKind.NIL if nil else message_format.kinds[0],
        content=dict(content or {}),
        language=language,
        refers_to=refers_to,
        origin=origin or node.default_origin(),
    )
    return _insert(node, actor, draft, at)


def start_change(node: Node, actor: Actor, reference: Reference, kind: MessageKind, at: Instant) -> int:
    """Begin an amendment, correction or cancellation of an own message.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: no such message, it is not ours, or its format has no such kind.
    """
    require(actor, Right.DRAFT)
    with node.reading() as connection:
        earlier = stored_document(connection, reference)
    if earlier.sender != node.settings.state:
        raise InputError("not-ours", words.NOT_OURS.fill(reference=reference), words.ASK_SENDER)
    agreement = node.agreement(earlier.agreement)
    if kind is MessageKind.CANCELLATION:
        draft = draft_cancellation(earlier, agreement)
    else:
        draft = draft_change(earlier, agreement, kind)
    return _insert(node, actor, draft, at)


def addressees(agreement: Agreement, sender: StateCode, to: Addressees) -> tuple[StateCode, ...]:
    """Whom a format goes to when the sender does not choose: for ``one``, nobody yet."""
    own = agreement.party(sender)
    if own is None:
        raise InputError("no-party", words.NO_PARTY.fill(state=sender), words.PARTIES_ONLY)
    if to is Addressees.ONE:
        return ()
    return tuple(
        sorted(party.state for party in agreement.parties if party != own and _reached(party, own, to))
    )


def _reached(party: Party, own: Party, to: Addressees) -> bool:
    return to is not Addressees.OTHER_SIDE or party.side != own.side


def save_draft(
    node: Node,
    actor: Actor,
    draft_id: int,
    revision: int,
    at: Instant,
    *,
    content: Mapping[str, JsonValue],
    to: tuple[StateCode, ...],
) -> int:
    """Keep what was typed, right or wrong; returns the new revision. A submitted draft becomes a draft again.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: released already, someone saved another revision meanwhile, or what is given is not put
            together as a draft must be.
    """
    require(actor, Right.DRAFT)
    view = load_draft(node, draft_id)
    _refuse_released(view)
    if view.revision != revision:
        raise InputError("draft-changed", words.CHANGED.fill(who=view.changed_by), words.RELOAD)
    draft = replace(view.draft, content=dict(content), to=tuple(sorted(to)))
    values = _values(node, actor, draft, at) | {
        "stage": "draft",
        "submitted_by": None,
        "revision": revision + 1,
    }
    with node.writing() as connection:
        changed = connection.execute(
            update(draft_table)
            .where(draft_table.c.id == draft_id, draft_table.c.revision == revision)
            .values(**values)
        )
    if changed.rowcount != 1:
        raise InputError("draft-changed", words.CHANGED.fill(who="?"), words.RELOAD)
    return revision + 1


def load_draft(node: Node, draft_id: int) -> DraftView:
    """A draft as it is kept.

    Raises:
        InputError: there is none of that number.
    """
    with node.reading() as connection:
        row = connection.execute(select(draft_table).where(draft_table.c.id == draft_id)).first()
    if row is None:
        raise InputError("no-draft", words.NO_DRAFT.fill(number=str(draft_id)), words.SEE_LIST)
    return _view(row)


def show_draft(node: Node, actor: Actor, draft_id: int) -> DraftView:
    """A draft, for whoever may draft or release.

    Raises:
        NotAllowed: the actor may do neither.
        InputError: there is none of that number.
    """
    require(actor, Right.RELEASE if actor.may(Right.RELEASE) else Right.DRAFT)
    return load_draft(node, draft_id)


def list_drafts(node: Node, actor: Actor) -> list[DraftView]:
    """All drafts not released yet, newest change first."""
    require(actor, Right.RELEASE if actor.may(Right.RELEASE) else Right.DRAFT)
    query = select(draft_table).where(draft_table.c.stage != "released")
    with node.reading() as connection:
        rows = connection.execute(query.order_by(draft_table.c.changed_at.desc(), draft_table.c.id)).all()
    return [_view(row) for row in rows]


def check_draft(node: Node, actor: Actor, draft_id: int, at: Instant) -> list[Fault]:
    """Every fault of a draft; an empty list means it can be submitted."""
    return faults_of(node, show_draft(node, actor, draft_id).draft, at)


def faults_of(node: Node, draft: Draft, at: Instant) -> list[Fault]:
    """Check a draft against its format and the messages it refers to."""
    agreement = node.agreement(draft.agreement)
    bands = node.bands(draft.agreement, draft.sender)
    faults = validate(draft, agreement, node.vocabulary, earlier_documents(node, draft), bands, at)
    return [*faults, *_missing_files(node, draft)]


def _missing_files(node: Node, draft: Draft) -> list[Fault]:
    """Files that the draft names and that are not here: they could not be sent with it."""
    faults: list[Fault] = []
    for item in node.agreement(draft.agreement).formats[draft.format].items:
        for one in attachments_in({item.id: draft.content.get(item.id)}):
            digest, size = one.get("sha256"), one.get("size")
            known = isinstance(digest, str) and isinstance(size, int) and FILE_HASH.fullmatch(digest)
            if known and not is_kept(node, str(digest), int(str(size))):
                what = words.FILE_MISSING.fill(name=str(one.get("name", ""))[:80])
                faults.append(Fault("file-missing", f"item {item.no}", what, words.ATTACH_IT))
    return faults


def earlier_documents(node: Node, draft: Draft) -> dict[Reference, Document]:
    """The messages of the draft's matter and of those it refers to."""
    matters = {matter for matter in [draft.matter, *_matters(draft.refers_to)] if matter}
    with node.reading() as connection:
        return {
            document.reference: document
            for matter in matters
            for document in documents_of_matter(connection, matter)
        }


def _matters(references: tuple[Reference, ...]) -> list[MatterId]:
    return [matter_of(reference) for reference in references]


def preview_draft(node: Node, actor: Actor, draft: Draft, at: Instant) -> Preview:
    """What the message would mean if it were sent at ``at``."""
    require(actor, Right.RELEASE if actor.may(Right.RELEASE) else Right.DRAFT)
    matters = sorted({matter for matter in [draft.matter, *_matters(draft.refers_to)] if matter})
    with node.reading() as connection:
        touching = known_messages(connection, matters)
        return preview(
            node.agreement(draft.agreement),
            draft,
            SqlRecord(node, connection),
            at,
            node.places(draft.agreement),
            [message for matter in matters for message in touching[matter]],
            node.settings.near_permille,
        )


def submit_draft(node: Node, actor: Actor, draft_id: int, at: Instant) -> None:
    """Ask for release.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: it has faults (all given), or is released already.
    """
    require(actor, Right.DRAFT)
    view = load_draft(node, draft_id)
    _refuse_released(view)
    refuse_faults(faults_of(node, view.draft, at))
    with node.writing() as connection:
        connection.execute(
            update(draft_table)
            .where(draft_table.c.id == draft_id)
            .values(stage="submitted", submitted_by=actor.name, changed_at=to_seconds(at))
        )
        record_event(connection, actor, "submitted", f"draft {draft_id}", at)


def refuse_faults(faults: list[Fault]) -> None:
    """Let warnings pass.

    Raises:
        InputError: at least one fault is an error; it carries all faults.
    """
    if any(fault.severity is Severity.ERROR for fault in faults):
        raise InputError("faults", words.FAULTS.fill(count=len(faults)), words.MEND_FAULTS, faults)


def _refuse_released(view: DraftView) -> None:
    if view.stage == "released":
        raise InputError("released", words.RELEASED.fill(reference=str(view.reference)), words.AMEND)


def _insert(node: Node, actor: Actor, draft: Draft, at: Instant) -> int:
    # Whoever reads the answer to an invitation must find the drill by it, so it names both.
    draft = replace(draft, refers_to=refer_in_full(draft.refers_to, earlier_documents(node, draft)))
    values = _values(node, actor, draft, at) | {"stage": "draft", "author": actor.name, "revision": 1}
    with node.writing() as connection:
        result = connection.execute(insert(draft_table).values(**values))
        key = result.inserted_primary_key
        number = int(key[0]) if key else 0
        record_event(connection, actor, "drafted", f"draft {number}", at)
    return number


def _values(node: Node, actor: Actor, draft: Draft, at: Instant) -> dict[str, object]:
    message_format = node.agreement(draft.agreement).formats[draft.format]
    written = draft_to_json(draft)
    draft_from_json(written)  # what could not be read back is refused now, not when the drafts are listed
    return {
        "agreement": draft.agreement,
        "format": draft.format,
        "title": title_of(draft, message_format),
        "body": canonical_bytes(written),
        "changed_by": actor.name,
        "changed_at": to_seconds(at),
    }


def _view(row: AnyRow) -> DraftView:
    return DraftView(
        id=row.id,
        draft=draft_from_json(parse_canonical(row.body)),
        title=row.title,
        stage=row.stage,
        author=row.author,
        changed_by=row.changed_by,
        changed_at=from_seconds(row.changed_at),
        submitted_by=row.submitted_by,
        released_by=row.released_by,
        reference=row.reference,
        revision=row.revision,
    )
