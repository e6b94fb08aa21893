"""A node whose record holds many messages, made quickly: what pages are measured on.

The messages are real documents with real signatures and references. They are put into the database without
passing through log and blobs, whose speed ``benchmarks.ledger`` measures.
"""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import insert

from detente.kernel.identifiers import AgreementId, FormatId, StateCode
from detente.ledger.canonical import canonical_bytes, document_id
from detente.ledger.leaf import Leaf
from detente.messages.codec import document_to_json
from detente.messages.document import Draft, JsonValue
from detente.messages.freeze import freeze
from detente.messages.references import ReferenceParts, format_reference, matter_id
from detente.node.ground import Ground
from detente.node.lifecycle import create_node, open_node
from detente.node.node import Node
from detente.node.readmodel import rebuild
from detente.node.release import index_matters, message_columns
from detente.node.settings import Settings
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import message

NOW = datetime(2024, 4, 26, 6, tzinfo=UTC)
SCO = AgreementId("sco-proposal-2024")
STATES = [StateCode(code) for code in ("BY", "CN", "IN", "IR", "KG", "KZ", "PK", "RU", "TJ", "UZ")]


def node_with(folder: Path, count: int, ground: Ground, seed: int = 1) -> Node:
    """A node of Kazakhstan that knows ``count`` notifications of drills over twenty years."""
    create_node(folder, Settings(state=StateCode("KZ"), origin="kz.example/log"))
    node = open_node(folder, {}, NOW, ground=ground)
    chance = random.Random(seed)  # noqa: S311 - the same record in every run
    serials: dict[tuple[StateCode, int], int] = {}
    for start in range(0, count, 2000):
        with node.writing() as connection:
            for index in range(start, min(start + 2000, count)):
                _put(node, connection, chance, serials, index)
    rebuild(node, NOW)
    return node


def _put(node: Node, connection, chance: random.Random, serials: dict[tuple[StateCode, int], int], index: int) -> None:  # type: ignore[no-untyped-def]
    sender = chance.choice(STATES)
    told = NOW - timedelta(minutes=chance.randrange(60 * 24 * 365 * 20))
    serial = serials[sender, told.year] = serials.get((sender, told.year), 0) + 1
    parts = ReferenceParts("SCO24", sender, told.year, serial, "EX", "O")
    draft = Draft(
        agreement=SCO,
        format=FormatId("exercise-notification"),
        sender=sender,
        to=tuple(state for state in STATES if state != sender),
        kind=_original(),
        content=_content(chance, sender, told),
        language="en",
    )
    document = freeze(draft, format_reference(parts), matter_id(parts), told)
    data = canonical_bytes(document_to_json(document))
    leaf = Leaf.of(data)
    own = sender == node.settings.state
    connection.execute(
        insert(message).values(
            **message_columns(node, document, data),
            envelope=data,
            own=own,
            stage="sent" if own else "received",
            known_at=to_seconds(told),
            log_index=index,
            registered_from=to_seconds(told),
            registered_until=to_seconds(told),
            blob_sha256=leaf.commit,
            size_class=leaf.size,
        )
    )
    index_matters(connection, document, document_id(data), told)


def _content(chance: random.Random, sender: StateCode, told: datetime) -> dict[str, JsonValue]:
    start = told + timedelta(days=chance.randrange(5, 90))
    end = start + timedelta(days=chance.randrange(1, 15))
    lon, lat = chance.uniform(70, 130), chance.uniform(40, 55)
    return {
        "designation": {"en": f"Exercise {chance.randrange(10**6)}"},
        "type": chance.choice(["live-exercise", "counter-terrorism-exercise", "naval-exercise"]),
        "dates": {"start": f"{start:%Y-%m-%d}", "end": f"{end:%Y-%m-%d}"},
        "area": [{"name": {"en": "Range"}, "positions": [f"+{lat:07.4f}+{lon:08.4f}/"]}],
        "participants": [sender],
        "strength": {"total": {"personnel": chance.randrange(100, 40_000), "battle-tanks": chance.randrange(300)}},
    }


def _original():  # type: ignore[no-untyped-def]
    from detente.agreements.model import MessageKind

    return MessageKind.ORIGINAL
