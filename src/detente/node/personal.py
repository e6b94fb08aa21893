"""Personal data: who is shown it, and when this node shows it to nobody any more.

Names and passports of those who travel are shown to people who draft or release, as long as they are needed.
Forgetting takes them out of every page, paper, export and answer; the signed bytes stay as they are, sealed and
in the database, for without them nothing could be proven.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, exists, select, tuple_
from sqlalchemy.dialects.sqlite import insert

from detente.kernel.errors import InputError
from detente.kernel.identifiers import MatterId, Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.messages.document import Document
from detente.messages.personal import personal_items, without_personal
from detente.node.actors import Actor, Right, operator, require
from detente.node.events import record_event
from detente.node.node import Node
from detente.node.storage.database import to_seconds
from detente.node.storage.documents import known_messages
from detente.node.storage.schema import forgotten, matter_message, message, visit
from detente.record.message import KnownMessage
from detente.record.record import KnownMatter, fold_matter


def documents_seen(
    node: Node, connection: Connection, actor: Actor, documents: Iterable[Document]
) -> list[Document]:
    """The documents as this person may see them, in the order given."""
    asked = list(documents)
    if not actor.may(Right.PERSONAL):
        return [_bare(node, one) for one in asked]
    gone = _forgotten(connection, [one.reference for one in asked if has_personal(node, one)])
    return [_bare(node, one) if one.reference in gone else one for one in asked]


def messages_seen(
    node: Node, connection: Connection, actor: Actor, matters: Sequence[MatterId]
) -> dict[MatterId, list[KnownMessage]]:
    """The messages that touch each matter and count, as this person may see them."""
    found = known_messages(connection, matters)
    told = [one for messages in found.values() for one in messages]
    documents = documents_seen(node, connection, actor, [one.document for one in told])
    seen = iter([replace(one, document=document) for one, document in zip(told, documents, strict=True)])
    return {matter: [next(seen) for _ in messages] for matter, messages in found.items()}


def matters_seen(
    node: Node, connection: Connection, actor: Actor, matters: Sequence[MatterId]
) -> dict[MatterId, KnownMatter]:
    """These matters, folded from what this person may see; those that are of no topic are left out."""
    folded = {
        matter: fold_matter(matter, messages, node.formats)
        for matter, messages in messages_seen(node, connection, actor, matters).items()
    }
    return {matter: known for matter, known in folded.items() if known is not None}


def has_personal(node: Node, document: Document) -> bool:
    """Whether the message says something of persons."""
    message_format = node.formats.get((document.agreement, document.format))
    return message_format is not None and bool(personal_items(document, message_format))


def forget_visit(node: Node, actor: Actor, matter: MatterId, at: Instant) -> list[Reference]:
    """Show the personal data of one visit to nobody any more; returns the messages that held some.

    A message that comes later is not forgotten with them.

    Raises:
        NotAllowed: the actor may not see personal data.
        InputError: this node knows no such visit.
    """
    require(actor, Right.PERSONAL)
    with node.reading() as connection:
        if not connection.execute(select(exists().where(visit.c.id == matter))).scalar():
            raise InputError("no-visit", NO_VISIT.fill(matter=matter), SEE_VISITS)
    return _forget(node, actor, [matter], at)


def forget_ended(node: Node, actor: Actor, before: Instant, at: Instant) -> list[Reference]:
    """The same for every visit that ended before an instant, however it ended.

    Raises:
        NotAllowed: the actor may not see personal data.
    """
    require(actor, Right.PERSONAL)
    query = select(visit.c.id).where(visit.c.end_until < to_seconds(before)).order_by(visit.c.id)
    with node.reading() as connection:
        matters = [MatterId(one) for one in connection.execute(query).scalars()]
    return _forget(node, actor, matters, at)


def forget_due(node: Node, at: Instant) -> list[Reference]:
    """Forget the people of every visit whose agreement lets its personal data be kept no longer, once that has passed.

    A message that comes afterwards is forgotten when this is done next. Returns the messages that held some.
    """
    personal = [key for key, one in node.formats.items() if any(item.personal for item in one.items)]
    query = (
        select(visit.c.id)
        .join_from(visit, matter_message, matter_message.c.matter == visit.c.id)
        .join(message, message.c.id == matter_message.c.message)
        .where(
            visit.c.keep_until < to_seconds(at),
            tuple_(message.c.agreement, message.c.format).in_(personal),
            ~exists().where(forgotten.c.reference == message.c.reference),
        )
        .distinct()
        .order_by(visit.c.id)
    )
    with node.reading() as connection:
        matters = [MatterId(one) for one in connection.execute(query).scalars()]
    return _forget(node, operator(), matters, at)


def _forget(node: Node, actor: Actor, matters: Sequence[MatterId], at: Instant) -> list[Reference]:
    found: list[Reference] = []
    for start in range(0, len(matters), _BATCH):
        part = matters[start : start + _BATCH]
        with node.writing() as connection:
            held = _holding(node, connection, part)
            found += held
            if held:
                rows = [{"reference": one, "at": to_seconds(at), "actor": actor.name} for one in held]
                connection.execute(insert(forgotten).on_conflict_do_nothing(), rows)
                for one in held:
                    record_event(connection, actor, "forgot", one, at)
    return found


def _holding(node: Node, connection: Connection, matters: Sequence[MatterId]) -> list[Reference]:
    """Messages of these matters with personal data that is not forgotten yet."""
    told: Mapping[MatterId, list[KnownMessage]] = known_messages(connection, matters)
    held = {
        one.document.reference
        for messages in told.values()
        for one in messages
        if has_personal(node, one.document)
    }
    return sorted(held - _forgotten(connection, sorted(held)))


def _forgotten(connection: Connection, references: Sequence[Reference]) -> set[Reference]:
    if not references:
        return set()
    query = select(forgotten.c.reference).where(forgotten.c.reference.in_(references))
    return {Reference(one) for one in connection.execute(query).scalars()}


def _bare(node: Node, document: Document) -> Document:
    message_format = node.formats.get((document.agreement, document.format))
    return without_personal(document, message_format) if message_format else document


_BATCH = 500
NO_VISIT = Text(
    "This node knows no visit {matter}.", "Узлу не известно посещение {matter}.", "本节点没有访问 {matter}。"
)
SEE_VISITS = Text(
    "Check the number in the list of visits.",
    "Проверьте номер в списке посещений.",
    "请在访问列表中核对编号。",
)
