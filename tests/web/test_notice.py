"""A message on its page: tables that are longer than a page are shown in part, and what differs in them."""

from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from detente.agreements.model import MessageKind
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.languages import Language
from detente.messages.amend import ItemChange
from detente.messages.document import Audience, Document, JsonValue, Origin
from detente.messages.numbered.layout import Entry
from detente.messages.numbered.values import Printer
from detente.node.ground import Ground
from detente.web.notice import MOST_LINES, build_changes, build_notice

SCO, STRUCTURE = AgreementId("sco-proposal-2024"), FormatId("structure-information")


def rows(count: int) -> list[JsonValue]:
    return [{"unit": str(each), "name": {"en": f"Unit {each}"}, "level": "army"} for each in range(count)]


def structure(count: int) -> Document:
    return Document(
        agreement=SCO,
        format=STRUCTURE,
        reference=Reference("SCO24/KZ/2025/0001/SI/O"),
        matter=MatterId("SCO24/KZ/2025/0001/SI"),
        sender=StateCode("KZ"),
        to=(StateCode("CN"),),
        kind=MessageKind.ORIGINAL,
        refers_to=(),
        issued_at=datetime(2025, 12, 10, tzinfo=UTC),
        language="en",
        audience=Audience.PARTIES,
        origin=Origin(),
        content={"as-of": "2026-01-01", "structure": rows(count)},
    )


@pytest.mark.parametrize(("count", "lines"), [(MOST_LINES, MOST_LINES), (20_000, MOST_LINES + 1)])
def test_a_long_table_is_shown_in_part(count: int, lines: int, ground: Ground) -> None:
    notice = build_notice(structure(count), ground.agreement(SCO), ground.vocabulary, Language.EN)
    entry = notice.items[1].entry
    assert entry is not None
    assert (entry.head, len(entry.body)) == ("2. Structure:", lines)
    if count > MOST_LINES:
        assert entry.body[-1] == Entry("", "… and 19,800 more, which are not shown here")


def test_what_differs_in_a_long_table_is_found_at_once(ground: Ground) -> None:
    agreement = ground.agreement(SCO)
    printer = Printer(Language.EN, "en", agreement, ground.vocabulary)
    before, after = rows(10_000), rows(10_000)
    after[7] = {"unit": "7", "name": {"en": "Guards"}, "level": "army"}
    form = agreement.formats[STRUCTURE]
    began = time.process_time()
    (change,) = build_changes([ItemChange("structure", before, after)], form, printer)
    assert (change.no, change.before, change.after) == ("2", "2.2. Name: Unit 7", "2.2. Name: Guards")
    (change,) = build_changes([ItemChange("structure", before, rows(1))], form, printer)
    assert change.before is not None
    assert change.before.count("; ") == MOST_LINES
    assert time.process_time() - began < 5
