"""A message without what it says of persons."""

from __future__ import annotations

from dataclasses import replace

from detente.agreements.model import (
    Addressees,
    Evidence,
    EvidenceLevel,
    Format,
    Item,
    ItemType,
    MessageKind,
    Purpose,
)
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import parse_instant
from detente.kernel.languages import same_text
from detente.messages.document import Audience, Document, JsonValue, Origin
from detente.messages.personal import personal_items, without_personal


def item(
    name: str,
    kind: ItemType,
    *,
    personal: bool = False,
    columns: tuple[Item, ...] = (),
    required: bool = False,
) -> Item:
    return Item(
        no=name,
        id=name,
        type=kind,
        label=same_text(name),
        required=required,
        personal=personal,
        columns=columns,
    )


NAME = item("name", ItemType.TEXT, required=True)
PASSPORT = item("passport", ItemType.TEXT, personal=True)
WHO = item("who", ItemType.TEXT, personal=True, required=True)
FORMAT = Format(
    id=FormatId("f"),
    topic="VR",
    purpose=Purpose.VISIT_TEAM,
    title=same_text("f"),
    article="1",
    to=Addressees.ONE,
    kinds=(MessageKind.ORIGINAL,),
    requires=(),
    own_matter=True,
    items=(
        item("remarks", ItemType.TEXT),
        item("contact", ItemType.TEXT, personal=True),
        item("all", ItemType.TABLE, personal=True, columns=(NAME,)),
        item("some", ItemType.TABLE, columns=(NAME, PASSPORT)),
        item("rows", ItemType.TABLE, columns=(WHO, NAME)),
    ),
    evidence=Evidence(EvidenceLevel.MODEL),
)


def document(**content: JsonValue) -> Document:
    return Document(
        agreement=AgreementId("a"),
        format=FormatId("f"),
        reference=Reference("A/XA/2026/0001/VR/O"),
        matter=MatterId("A/XA/2026/0001/VR"),
        sender=StateCode("XA"),
        to=(StateCode("XB"),),
        kind=MessageKind.ORIGINAL,
        refers_to=(),
        issued_at=parse_instant("2026-01-01T00:00:00Z"),
        language="en",
        audience=Audience.PARTIES,
        origin=Origin(),
        content=content,
    )


def left(**content: JsonValue) -> dict[str, JsonValue]:
    return dict(without_personal(document(**content), FORMAT).content)


def test_a_message_that_says_nothing_of_persons_is_itself() -> None:
    whole = document(remarks={"en": "x"}, some=[{"name": {"en": "A"}}])
    assert without_personal(whole, FORMAT) is whole
    assert personal_items(whole, FORMAT) == ()


def test_personal_items_are_left_out_whole() -> None:
    assert left(remarks={"en": "x"}, contact={"en": "A"}, all=[{"name": {"en": "A"}}]) == {
        "remarks": {"en": "x"}
    }


def test_of_a_table_only_its_personal_columns_are_left_out() -> None:
    rows: JsonValue = [{"name": {"en": "A"}, "passport": {"en": "N1"}}, {"name": {"en": "B"}}]
    assert left(some=rows) == {"some": [{"name": {"en": "A"}}, {"name": {"en": "B"}}]}


def test_a_table_whose_rows_would_be_no_rows_is_left_out_whole() -> None:
    assert left(rows=[{"who": {"en": "A"}, "name": {"en": "A"}}]) == {}
    assert left(some=[{"passport": {"en": "N1"}}]) == {}


def test_the_items_that_say_something_of_persons_are_named() -> None:
    whole = document(
        contact={"en": "A"}, some=[{"name": {"en": "A"}, "passport": {"en": "N1"}}], remarks={"en": "x"}
    )
    assert [one.id for one in personal_items(whole, FORMAT)] == ["contact", "some"]


def test_the_message_itself_is_not_touched() -> None:
    whole = document(contact={"en": "A"})
    before = replace(whole)
    without_personal(whole, FORMAT)
    assert whole == before
