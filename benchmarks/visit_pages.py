"""How long the server takes for the pages on visits on a large record, and on one ten times smaller.

The record is one of visits alone: requests of ten states to each other over twenty years, two of three of them
answered. Pages are asked for as in ``benchmarks.pages``. Run with ``python -m benchmarks.visit_pages [COUNT]``.
"""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

from benchmarks.pages import measure, show
from benchmarks.record_of import NOW, STATES, node_of
from detente.agreements.model import MessageKind
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.messages.document import Document, Draft, JsonValue
from detente.messages.freeze import freeze
from detente.messages.references import ReferenceParts, format_reference, matter_id
from detente.node.actors import operator
from detente.node.ground import Ground, load_ground
from detente.node.node import Node
from detente.node.visits import VisitFilter, list_visits
from detente.record.visits import VisitStatus
from detente.web import urls

COUNT = 100_000
SCO = AgreementId("sco-proposal-2024")
UNITS = ("Motor rifle brigade", "Tank battalion", "Air base", "Training centre", "Engineer regiment")
PAGES = {
    "Today": "/",
    "Visits": "/visits",
    "Visits by guest": "/visits?order=guest",
    "Visits of one host": "/visits?state=CN&role=host",
    "Visits that ended": "/visits?status=ended",
    "Visits whose end is not told": "/visits?status=end-not-told",
    "Visits under way": "/visits?status=under-way",
    "Visits of a year": "/visits?year=2015",
    "Visits by words, many": "/visits?words=brigade",
    "Visits by words, one": "/visits?words=base+no.+90099",
    "Visits by words, none": "/visits?words=nowhere",
    "Visits by number": "/visits?words=SCO24/CN/2012/00",
    "A month of visits": "/visits/month?month=2015-06",
    "A year of visits": "/visits/year?year=2015",
    "The map of visits, a month": "/visits/map?since=2015-06&until=2015-06",
    "Planner": "/visits/planner?year=2024",
    "Quota book": "/visits/quotas?agreement=vienna-document-2011&year=2024&state=KZ",
}


def visits(count: int, chance: random.Random) -> Iterator[Document]:
    """Requests between states, and answers within days; ``count`` of both."""
    serials: Counter[tuple[StateCode, int]] = Counter()
    made = 0
    while made < count:
        guest, host = chance.sample(STATES, 2)
        told = NOW - timedelta(minutes=chance.randrange(60 * 24 * 365 * 20))
        request = _said(serials, guest, host, "VR", "visit-request", _wanted(made, chance, told), told)
        made += 1
        yield request
        if made < count and chance.randrange(3):
            answer: dict[str, JsonValue] = {"accepted": chance.randrange(4) > 0}
            later = told + timedelta(days=3)
            yield _said(serials, host, guest, "VS", "visit-request-reply", answer, later, request.reference)
            made += 1


def _said(
    serials: Counter[tuple[StateCode, int]],
    sender: StateCode,
    to: StateCode,
    topic: str,
    name: str,
    content: Mapping[str, JsonValue],
    told: Instant,
    *refers_to: Reference,
) -> Document:
    serials[sender, told.year] += 1
    parts = ReferenceParts("SCO24", sender, told.year, serials[sender, told.year], topic, "O")
    draft = Draft(
        agreement=SCO,
        format=FormatId(name),
        sender=sender,
        to=(to,),
        kind=MessageKind.ORIGINAL,
        content=content,
        language="en",
        refers_to=refers_to,
    )
    return freeze(draft, format_reference(parts), matter_id(parts), told)


def _wanted(number: int, chance: random.Random, told: Instant) -> Mapping[str, JsonValue]:
    arrival = told + timedelta(days=chance.randrange(30, 90))
    content: dict[str, JsonValue] = {
        "unit": {"en": f"{chance.choice(UNITS)} no. {number}"},
        "arrival": f"{arrival:%Y-%m-%d}",
        "team": 3,
    }
    if chance.randrange(10):  # one of ten leaves its end open
        content["end"] = f"{arrival + timedelta(days=2):%Y-%m-%d}"
    return content


def _one_visit(node: Node) -> str:
    """The address of the newest that is agreed, or was."""
    reader = operator()
    (row,) = list_visits(node, reader, VisitFilter(status=VisitStatus.ENDED), NOW, size=1).rows
    return urls.visit(row.id)


def _measure(folder: Path, count: int, ground: Ground) -> dict[str, float]:
    documents = visits(count, random.Random(1))
    node = node_of(folder / str(count), documents, ground, "sco-proposal-2024,vienna-document-2011")
    try:
        return asyncio.run(measure(node, {**PAGES, "A visit": _one_visit(node)}))
    finally:
        node.close()


def main(count: int = COUNT) -> None:
    """Print milliseconds on both records, and how much the larger one costs more."""
    ground = load_ground()
    with tempfile.TemporaryDirectory() as folder:
        small = _measure(Path(folder), count // 10, ground)
        large = _measure(Path(folder), count, ground)
    show(small, large, count)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
