from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from detente.agreements.model import Agreement, Item, ItemType
from detente.geography.position import Position
from detente.kernel.errors import InputError
from detente.kernel.identifiers import FormatId
from detente.kernel.instants import PartialDate
from detente.messages.document import Document, Draft, JsonValue
from detente.messages.read import read_facts, read_item, write_item
from detente.messages.values import Amount, FreeText, Period, Place, Qualifier, Strength

NUMBERS = st.integers(-5, 2**60) | st.floats()
JSON = st.recursive(
    st.none()
    | st.booleans()
    | NUMBERS
    | st.text(max_size=5)
    | st.sampled_from(["KZ", "2024", "en", "personnel"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["en", "total", "by_state", "KZ", "personnel", "about", "name", "positions", "start", "text"]
            ),
            inner,
            max_size=3,
        )
    ),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(data=st.data())
def test_every_value_is_read_and_written_back(
    data: st.DataObject, items: tuple[Item, ...], values: Callable[[Item], SearchStrategy[JsonValue]]
) -> None:
    item = data.draw(st.sampled_from(items))
    value = data.draw(values(item))
    read = read_item(item, value)
    again = read_item(item, write_item(item, read))
    if item.type in (ItemType.PLACE, ItemType.AREA, ItemType.TABLE):
        assert write_item(item, again) == write_item(item, read)
    else:
        assert write_item(item, read) == value
        assert again == read


@settings(max_examples=300, deadline=None)
@given(data=st.data())
def test_any_json_is_a_value_or_an_input_error(data: st.DataObject, items: tuple[Item, ...]) -> None:
    item = data.draw(st.sampled_from(items))
    value = data.draw(JSON)
    wheres: list[str] = []
    try:
        read = read_item(item, value)
    except InputError as error:
        wheres = [fault.where for fault in error.faults] or ["nowhere"]
    else:
        assert read_item(item, write_item(item, read)) == read
    assert all(where.startswith(f"item {item.no}") for where in wheres)


def test_the_facts_of_a_notification(document: Document, agreement: Agreement) -> None:
    facts = read_facts(document, agreement.formats[document.format])
    tanks, personnel = "battle-tanks", "personnel"
    assert facts == {
        "activity.name": FreeText({"en": "Steppe-2024", "ru": "Степь-2024"}),
        "activity.type": "live-exercise",
        "activity.period": Period(PartialDate("2024-05-12"), PartialDate("2024-05-20")),
        "activity.area": (
            Place(FreeText({"en": "Otar"}), (Position(75.21, 43.54),), 15),
            Place(FreeText({"en": "Balkhash: west"})),
        ),
        "activity.participants": ("CN", "KZ"),
        "activity.strength": Strength(
            {personnel: Amount(13000, Qualifier.ABOUT), tanks: Amount(250)},
            {"KZ": {personnel: Amount(12900), tanks: Amount(200)}, "CN": {tanks: Amount(50)}},
        ),
        "activity.purpose": FreeText(document.content["purpose"]),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [("2024-05-12T06:00:00Z", datetime(2024, 5, 12, 6, tzinfo=UTC)), ("2024-05", PartialDate("2024-05"))],
)
def test_a_period_begins_on_a_date_or_at_an_instant(
    document: Document, agreement: Agreement, text: str, expected: object
) -> None:
    changed = replace(document, content={"dates": {"start": text}})
    facts = read_facts(changed, agreement.formats[document.format])
    assert facts == {"activity.period": Period(expected, None)}


def test_a_document_that_was_never_checked_is_refused_with_its_faults(
    document: Document, agreement: Agreement
) -> None:
    broken = replace(
        document, content={**document.content, "strength": {"total": {"personnel": {"roughly": 5}}}}
    )
    with pytest.raises(InputError) as raised:
        read_facts(broken, agreement.formats[document.format])
    assert [(fault.code, fault.where) for fault in raised.value.faults] == [
        ("wrong-type", "item 6, personnel")
    ]


def test_a_draft_gives_the_facts_that_can_be_read_already(draft: Draft, agreement: Agreement) -> None:
    half = replace(draft, content={**draft.content, "dates": {"start": "2024-5"}, "strength": "13000"})
    facts = read_facts(half, agreement.formats[FormatId("notification")])
    assert set(facts) == {
        "activity.name",
        "activity.type",
        "activity.area",
        "activity.participants",
        "activity.purpose",
    }


def test_reading_facts_is_cheap(document: Document, agreement: Agreement) -> None:
    """About 15 microseconds on an idle core; the bound leaves room for a busy one."""
    message_format = agreement.formats[document.format]
    best = min(_seconds_of_a_thousand(document, message_format) for _ in range(7))
    assert best < 0.04


def _seconds_of_a_thousand(document: Document, message_format: object) -> float:
    start = time.perf_counter()
    for _ in range(1000):
        read_facts(document, message_format)  # type: ignore[arg-type]
    return time.perf_counter() - start
