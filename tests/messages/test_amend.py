from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.agreements.model import Agreement, MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import FormatId, MatterId, Reference
from detente.messages.amend import ItemChange, changed_items, draft_cancellation, draft_change
from detente.messages.document import Document, Draft, Origin, OriginKind
from detente.messages.freeze import freeze, thaw, title_of

MATTER = MatterId("TS24/KZ/2024/0007/EX")
AT = datetime(2024, 4, 26, 6, 30, 15, 999, tzinfo=UTC)


def test_a_change_takes_everything_over_and_refers_to_what_it_changes(
    document: Document, agreement: Agreement
) -> None:
    draft = draft_change(document, agreement, MessageKind.CORRECTION)
    assert draft == replace(
        thaw(document), kind=MessageKind.CORRECTION, matter=MATTER, refers_to=(document.reference,)
    )
    strength = draft.content["strength"]
    assert isinstance(strength, dict)
    strength.clear()
    assert document.content["strength"] != {}


@pytest.mark.parametrize("kind", [MessageKind.ORIGINAL, MessageKind.NIL])
def test_only_changes_change(document: Document, agreement: Agreement, kind: MessageKind) -> None:
    with pytest.raises(InputError, match="cannot be changed so"):
        draft_change(document, agreement, kind)


def test_a_format_without_the_kind_cannot_be_changed_so(document: Document, agreement: Agreement) -> None:
    reply = replace(document, format=FormatId("reply"), content={"observers": 6})
    assert draft_change(reply, agreement, MessageKind.AMENDMENT).content == {"observers": 6}
    with pytest.raises(InputError, match="cannot be changed so: cancellation"):
        draft_cancellation(reply, agreement)


def test_a_cancellation_takes_over_what_its_format_shares(document: Document, agreement: Agreement) -> None:
    draft = draft_cancellation(document, agreement)
    assert (draft.format, draft.content) == ("cancellation", {"purpose": document.content["purpose"]})
    everything = replace(document, format=FormatId("everything"), content={"flag": True})
    assert draft_cancellation(everything, agreement).format == "everything"


def test_training_stays_training_and_a_change_of_a_reconstruction_is_official(
    document: Document, agreement: Agreement
) -> None:
    training = replace(document, origin=Origin(OriginKind.TRAINING))
    rebuilt = replace(document, origin=Origin(OriginKind.RECONSTRUCTED, ("https://example.org/",)))
    assert draft_change(training, agreement, MessageKind.AMENDMENT).origin == Origin(OriginKind.TRAINING)
    assert draft_change(rebuilt, agreement, MessageKind.AMENDMENT).origin == Origin()


def test_what_changed_in_the_order_of_the_format(document: Document, agreement: Agreement) -> None:
    message_format = agreement.formats[document.format]
    after = replace(
        document, content={**document.content, "purpose": {"en": "x"}, "observers": 6, "type": "twin-1"}
    )
    del after.content["dates"]  # type: ignore[attr-defined]
    assert changed_items(document, document, message_format) == []
    assert changed_items(document, after, message_format) == [
        ItemChange("type", "live-exercise", "twin-1"),
        ItemChange("dates", {"start": "2024-05-12", "end": "2024-05-20"}, None),
        ItemChange("purpose", document.content["purpose"], {"en": "x"}),
        ItemChange("observers", None, 6),
    ]
    assert [one.item for one in changed_items(document, after)] == ["dates", "observers", "purpose", "type"]


def test_freezing_copies_drops_parts_of_a_second_and_lists_attachments(draft: Draft) -> None:
    one, other = ({"name": name, "type": "image/png", "size": 1, "sha256": name * 64} for name in "ab")
    content = {"table": [{"attachment": other}, {"attachment": one}], "attachment": other}
    draft = replace(draft, content=content, to=("RU", "CN"))
    document = freeze(draft, Reference(f"{MATTER}/O"), MATTER, AT)
    assert document.issued_at == datetime(2024, 4, 26, 6, 30, 15, tzinfo=UTC)
    assert document.attachments == (one, other)
    assert document.to == ("CN", "RU")
    content["attachment"] = None
    other["name"] = "changed"
    assert document.content["attachment"] == {**other, "name": "b"}
    assert thaw(document) == replace(draft, content=document.content, to=("CN", "RU"))


def test_a_message_is_listed_under_its_first_text_or_the_title_of_its_format(
    draft: Draft, agreement: Agreement
) -> None:
    message_format = agreement.formats[draft.format]
    assert title_of(draft, message_format) == "Steppe-2024"
    assert title_of(replace(draft, language="ru"), message_format) == "Степь-2024"
    assert title_of(replace(draft, content={"designation": {"zh": "草原"}}), message_format) == "草原"
    assert title_of(replace(draft, content={"designation": "?"}), message_format) == "Format EX"
    assert title_of(replace(draft, content={}, language="zh"), message_format) == "格式EX"
    assert title_of(replace(draft, content={}, language="kk"), message_format) == "Format EX"
