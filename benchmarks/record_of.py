"""A node whose record holds many messages, made quickly: what pages are measured on.

The messages are real documents with real references. They are put into the database without passing through
signing, log and blobs, whose speed ``benchmarks.ledger`` measures.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from sqlalchemy import insert

from detente.agreements.model import MessageKind
from detente.kernel.identifiers import AgreementId, FormatId, StateCode
from detente.ledger.canonical import canonical_bytes
from detente.ledger.leaf import Leaf
from detente.messages.codec import document_to_json
from detente.messages.document import Document, Draft, JsonValue
from detente.messages.freeze import freeze
from detente.messages.references import ReferenceParts, format_reference, matter_id, matter_of
from detente.node.ground import Ground
from detente.node.lifecycle import create_node, open_node
from detente.node.node import Node
from detente.node.readmodel import rebuild
from detente.node.release import message_columns
from detente.node.settings import Settings
from detente.node.storage.database import to_seconds
from detente.node.storage.schema import matter_message, message

BATCH = 2000
NOW = datetime(2024, 4, 26, 6, tzinfo=UTC)
SCO = AgreementId("sco-proposal-2024")
STATES = [StateCode(code) for code in ("BY", "CN", "IN", "IR", "KG", "KZ", "PK", "RU", "TJ", "UZ")]


def node_with(folder: Path, count: int, ground: Ground, seed: int = 1) -> Node:
    """A node of Kazakhstan that knows ``count`` notifications of drills over twenty years."""
    documents = notifications(count, random.Random(seed))
    return node_of(folder, documents, ground, "shanghai-1996,sco-proposal-2024")


def node_of(folder: Path, documents: Iterator[Document], ground: Ground, agreements: str) -> Node:
    """A node of Kazakhstan that knows these documents."""
    create_node(folder, Settings(state=StateCode("KZ"), origin="kz.example/log", agreements=agreements))
    node = open_node(folder, {}, NOW, ground=ground)
    index = 0
    while part := list(islice(documents, BATCH)):
        rows = [_row(node, document, place) for place, document in enumerate(part, index)]
        matters = [
            {"matter": matter, "message": row["id"], "known_at": row["known_at"]}
            for document, row in zip(part, rows, strict=True)
            for matter in {document.matter, *map(matter_of, document.refers_to)}
        ]
        with node.writing() as connection:
            connection.execute(insert(message), rows)
            connection.execute(insert(matter_message), matters)
        index += len(part)
    rebuild(node, NOW)
    return node


def notifications(count: int, chance: random.Random) -> Iterator[Document]:
    """Notifications of made-up drills, told between five and ninety days ahead."""
    serials: Counter[tuple[StateCode, int]] = Counter()
    for _ in range(count):
        sender = chance.choice(STATES)
        told = NOW - timedelta(minutes=chance.randrange(60 * 24 * 365 * 20))
        serials[sender, told.year] += 1
        parts = ReferenceParts("SCO24", sender, told.year, serials[sender, told.year], "EX", "O")
        draft = Draft(
            agreement=SCO,
            format=FormatId("exercise-notification"),
            sender=sender,
            to=tuple(state for state in STATES if state != sender),
            kind=MessageKind.ORIGINAL,
            content=_content(chance, sender, told),
            language="en",
        )
        yield freeze(draft, format_reference(parts), matter_id(parts), told)


def _row(node: Node, document: Document, index: int) -> dict[str, object]:
    data = canonical_bytes(document_to_json(document))
    leaf, told = Leaf.of(data), to_seconds(document.issued_at)
    own = document.sender == node.settings.state
    return {
        **message_columns(node, document, data),
        "envelope": data,
        "own": own,
        "stage": "sent" if own else "received",
        "known_at": told,
        "log_index": index,
        "registered_from": told,
        "registered_until": told,
        "blob_sha256": leaf.commit,
        "size_class": leaf.size,
    }


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
        "strength": {
            "total": {"personnel": chance.randrange(100, 40_000), "battle-tanks": chance.randrange(300)}
        },
    }
