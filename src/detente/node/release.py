"""Release: a second person approves, the document is frozen, signed and sealed. Then it is sent.

Order, so that a stop at any point loses nothing and doubles nothing:

1. In one durable transaction the draft becomes a message with its reference and signed envelope.
2. Sending seals the envelope, keeps the blob where peers fetch it, and writes its commitment to the message;
   then the commitment is appended to the log, which gives the same place to it however often it is asked.
3. In one transaction its place in the log is written to the message, and it is counted in the record.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, insert, select, update

from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.canonical import canonical_bytes, document_id
from detente.ledger.envelope import PAYLOAD_TYPE, sign
from detente.ledger.leaf import Leaf, format_leaf
from detente.messages.codec import document_to_json
from detente.messages.document import Document, Draft
from detente.messages.freeze import freeze, title_of
from detente.messages.references import ReferenceParts, format_reference, mark_of, matter_id
from detente.node.actors import Actor, Right, require
from detente.node.drafts import faults_of, load_draft, refuse_faults
from detente.node.events import record_event
from detente.node.forces_right import refuse_public
from detente.node.keyring import document_signers
from detente.node.node import Node
from detente.node.policies import policies_in_use
from detente.node.readmodel import count_in
from detente.node.sealing import keep_copies, leaf_of, seal_again, seal_copies, waiting_lists
from detente.node.seen import dated
from detente.node.storage.awaited import await_receipts
from detente.node.storage.database import AnyRow, to_seconds
from detente.node.storage.schema import draft as draft_table
from detente.node.storage.schema import matter_message, message, sealed_copy, serial
from detente.node.times import Times, columns_of
from detente.record.matters import touched_matters


@dataclass(frozen=True, slots=True)
class Released:
    """A document as it was frozen and signed."""

    document: Document
    document_bytes: bytes
    envelope: bytes


def release_draft(node: Node, actor: Actor, draft_id: int, at: Instant) -> Reference:
    """Approve a submitted draft; returns the reference it received.

    Raises:
        NotAllowed: the actor may not release.
        InputError: not submitted, has faults, may not be public, or the same person drafted it and two are required.
    """
    require(actor, Right.RELEASE)
    view = load_draft(node, draft_id)
    if view.stage != "submitted":
        raise InputError("not-submitted", _NOT_SUBMITTED, _SUBMIT)
    if node.settings.two_person_release and actor.name in (view.changed_by, view.submitted_by):
        raise InputError("two-persons", _TWO_PERSONS.fill(name=actor.name), _SECOND)
    refuse_faults(faults_of(node, view.draft, at))
    refuse_public(node.agreement(view.draft.agreement), view.draft.format, view.draft.audience)
    with node.writing() as connection:
        released = prepare(node, connection, view.draft, at)
        store_released(node, connection, released, at)
        changed = connection.execute(
            update(draft_table)
            .where(draft_table.c.id == draft_id, draft_table.c.revision == view.revision)
            .where(draft_table.c.stage == "submitted")
            .values(
                stage="released",
                released_by=actor.name,
                reference=released.document.reference,
                changed_at=to_seconds(at),
            )
        )
        if changed.rowcount != 1:
            raise InputError("draft-changed", _MEANWHILE, _LOOK_AGAIN)
        record_event(connection, actor, "released", released.document.reference, at)
    return released.document.reference


def prepare(node: Node, connection: Connection, draft: Draft, at: Instant) -> Released:
    """Assign the reference, freeze and sign; nothing is stored but the serial number."""
    reference, matter = _assign(node, connection, draft, at)
    document = freeze(draft, reference, matter, at)
    data = canonical_bytes(document_to_json(document))
    envelope = sign(data, PAYLOAD_TYPE, document_signers(node))
    return Released(document, data, envelope)


def store_released(node: Node, connection: Connection, released: Released, at: Instant) -> None:
    """Keep what was released, durably once the transaction ends."""
    document = released.document
    connection.execute(
        insert(message).values(
            **message_columns(node, document, released.document_bytes),
            envelope=released.envelope,
            own=True,
            stage="released",
            known_at=to_seconds(at),
        )
    )
    index_matters(connection, document, document_id(released.document_bytes), at)


def message_columns(node: Node, document: Document, data: bytes) -> dict[str, object]:
    """The columns that come from the document itself."""
    return {
        "id": document_id(data),
        "reference": document.reference,
        "matter": document.matter,
        "agreement": document.agreement,
        "format": document.format,
        "kind": document.kind.value,
        "sender": document.sender,
        "title": _title(node, document),
        "origin": document.origin.kind.value,
        "issued_at": to_seconds(document.issued_at),
        "document": data,
    }


def _title(node: Node, document: Document) -> str:
    message_format = node.formats.get((document.agreement, document.format))
    return title_of(document, message_format) if message_format else document.reference


def index_matters(connection: Connection, document: Document, identity: str, at: Instant) -> None:
    """Note which matters the message touches."""
    rows = [
        {"matter": matter, "message": identity, "known_at": to_seconds(at)}
        for matter in touched_matters(document)
    ]
    connection.execute(insert(matter_message), rows)


def send_message(node: Node, actor: Actor, reference: Reference, at: Instant) -> int:
    """Register a released message in the log; returns its number there.

    Sending again what was sent gives the same number.

    Raises:
        NotAllowed: the actor may not send.
        InputError: no such message of ours.
        OperatorError: the log cannot be written; the message stays released.
    """
    require(actor, Right.SEND)
    return send_messages(node, actor, [reference], at)[0]


def send_messages(node: Node, actor: Actor, references: list[Reference], at: Instant) -> list[int]:
    """Register several released messages in one batch, in the order given."""
    require(actor, Right.SEND)
    # What an addressee could not open yet comes before what may build on it.
    seal_again(node, actor, at)
    leaves = seal_messages(node, references)
    lists = waiting_lists(node, references)
    entries = dated(node, [*lists, *(leaves[reference] for reference in references)])
    logged = node.log.append([format_leaf(leaf) for leaf in entries])
    places = logged[len(lists) :]
    asked = policies_in_use(node)
    with node.writing() as connection:
        for leaf, place in zip(lists, logged[: len(lists)], strict=True):
            same = sealed_copy.c.blob_sha256 == leaf.commit
            connection.execute(update(sealed_copy).where(same).values(log_index=place))
        under = select(message.c.reference, message.c.agreement).where(message.c.reference.in_(references))
        awaited = {row.reference for row in connection.execute(under) if row.agreement in asked}
        for reference, place in zip(references, places, strict=True):
            times = Times(at, None, None, None, awaited=reference in awaited)
            _mark_sent(connection, actor, reference, place, times)
        count_in(node, connection, references, at)
    return places


def seal_messages(node: Node, references: list[Reference]) -> dict[Reference, Leaf]:
    """Seal what is not sealed yet and keep the blobs; each message's log entry, the same whenever asked.

    Raises:
        InputError: one of them is not a released message of this node.
        OperatorError: the node has no sealing keys, or the disk refuses.
    """
    known, fresh = _sealed_already(node, references)
    for reference in references:
        if reference not in known and reference not in fresh:
            raise InputError("not-released", _NOT_RELEASED.fill(reference=reference), _RELEASE_FIRST)
    if fresh:
        copies = seal_copies(node, list(fresh.values()))
        keep_copies(node, copies)
        known |= {reference: copy.leaf for reference, copy in zip(fresh, copies, strict=True)}
    return known


def _sealed_already(
    node: Node, references: list[Reference]
) -> tuple[dict[Reference, Leaf], dict[Reference, AnyRow]]:
    """The log entries of those messages that are sealed, and the rows of those that are not."""
    joined = message.outerjoin(sealed_copy, sealed_copy.c.blob_sha256 == message.c.blob_sha256)
    columns = (message.c.id, message.c.reference, message.c.envelope, message.c.document)
    query = select(*columns, message.c.blob_sha256, message.c.size_class, sealed_copy.c.suite)
    query = query.select_from(joined).where(message.c.own, message.c.reference.in_(references))
    with node.reading() as connection:
        rows = connection.execute(query).all()
    known = {row.reference: leaf_of(row) for row in rows if row.blob_sha256 is not None}
    return known, {row.reference: row for row in rows if row.blob_sha256 is None}


def _mark_sent(connection: Connection, actor: Actor, reference: str, place: int, times: Times) -> None:
    at = times.claimed_at
    blob = select(message.c.blob_sha256).where(message.c.reference == reference).scalar_subquery()
    first = sealed_copy.c.blob_sha256 == blob
    connection.execute(update(sealed_copy).where(first).values(log_index=place))
    changed = connection.execute(
        update(message)
        .where(message.c.reference == reference, message.c.log_index.is_(None))
        .values(stage="sent", log_index=place, **columns_of(times))
    )
    if changed.rowcount:
        sent = select(message.c.id).where(message.c.reference == reference)
        await_receipts(connection, connection.execute(sent).scalar_one(), at)
        record_event(connection, actor, "sent", reference, at)


def _assign(node: Node, connection: Connection, draft: Draft, at: Instant) -> tuple[Reference, MatterId]:
    agreement = node.agreement(draft.agreement)
    if draft.matter is not None:
        marks = _marks_of(connection, draft.matter)
        reference = Reference(f"{draft.matter}/{mark_of(draft.kind, marks)}")
        return reference, draft.matter
    number = _next_serial(connection, draft.agreement, at.year)
    topic = agreement.formats[draft.format].topic
    parts = ReferenceParts(agreement.code, draft.sender, at.year, number, topic, mark_of(draft.kind, ()))
    return format_reference(parts), matter_id(parts)


def _marks_of(connection: Connection, matter: MatterId) -> tuple[str, ...]:
    query = select(message.c.reference).where(message.c.matter == matter)
    return tuple(reference.rpartition("/")[2] for reference in connection.execute(query).scalars())


def _next_serial(connection: Connection, agreement: str, year: int) -> int:
    where = (serial.c.agreement == agreement) & (serial.c.year == year)
    last = connection.execute(select(serial.c.last).where(where)).scalar()
    if last is None:
        connection.execute(insert(serial).values(agreement=agreement, year=year, last=1))
        return 1
    connection.execute(update(serial).where(where).values(last=last + 1))
    return int(last) + 1


_NOT_SUBMITTED = Text(
    "The draft has not been submitted for release.",
    "Черновик не представлен на утверждение.",
    "草稿尚未提交签发。",
)
_SUBMIT = Text(
    "Its drafter must submit it first.",
    "Сначала его должен представить составитель.",
    "须先由起草人提交。",
)
_TWO_PERSONS = Text(
    "{name} wrote or submitted this draft; a second person must release it.",
    "Черновик составлен или представлен пользователем {name}; утвердить его должно другое лицо.",
    "该草稿由 {name} 起草或提交，须由另一人签发。",
)
_SECOND = Text(
    "Let another releaser look at it.",
    "Передайте его другому утверждающему.",
    "请由另一名签发人审阅。",
)
_MEANWHILE = Text(
    "The draft was changed while you looked at it.",
    "Черновик был изменён, пока вы его просматривали.",
    "在您审阅期间草稿已被更改。",
)
_LOOK_AGAIN = Text("Look at it again.", "Просмотрите его ещё раз.", "请重新审阅。")
_NOT_RELEASED = Text(
    "{reference} is not a released message of this node.",
    "Сообщение {reference} не утверждено на этом узле.",
    "{reference} 不是本节点签发的电文。",
)
_RELEASE_FIRST = Text(
    "A draft must be released before it can be sent.",
    "Перед отправкой черновик должен быть утверждён.",
    "草稿须先签发才能发送。",
)
