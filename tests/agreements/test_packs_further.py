"""The agreement of India and Pakistan and the UN Register: what was seen, what is only recalled, and what is ours."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import pytest

from detente.agreements.check import check_pack
from detente.agreements.load import load_pack
from detente.agreements.model import (
    Agreement,
    Coded,
    Duty,
    EvidenceLevel,
    Exchange,
    Kind,
    NilReturn,
    Notify,
    Quantity,
    Restrain,
    YearDay,
)
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId, FormatId
from detente.kernel.languages import Text

INDIA_PAKISTAN = AgreementId("india-pakistan-1991")
REGISTER = AgreementId("un-register-of-conventional-arms")
BOTH = [INDIA_PAKISTAN, REGISTER]


@cache
def shipped(agreement_id: AgreementId) -> Agreement:
    return load_pack(shipped_packs()[agreement_id], read_vocabulary())


def inside(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Everything in a loaded pack with the names of the fields that lead to it."""
    yield path, value
    if isinstance(value, Mapping):
        value = tuple(value.values())
    if isinstance(value, tuple):
        for part in value:
            yield from inside(part, path)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from inside(getattr(value, name), f"{path}.{name}" if path else name)


def values(agreement: Agreement) -> list[tuple[str, str, object, str]]:
    found: list[tuple[str, str, object, str]] = []
    named: dict[str, object] = {str(name): one for name, one in agreement.zones.items()}
    named |= {str(name): one for name, one in agreement.provisions.items()}
    for name, one in sorted(named.items()):
        for path, value in inside(one):
            if isinstance(value, Quantity) and path != "every_years":
                found += [(name, path, each.value, str(each.evidence.level)) for each in value.versions]
            if isinstance(value, YearDay):
                found.append((name, path, value.month_day, str(value.evidence.level)))
    return found


@pytest.mark.parametrize("agreement_id", BOTH)
def test_the_pack_has_no_fault(agreement_id: AgreementId) -> None:
    assert check_pack(shipped_packs()[agreement_id], read_vocabulary(), agreement_id) == []


def test_what_the_agreement_of_1991_computes_with_was_seen() -> None:
    assert values(shipped(INDIA_PAKISTAN)) == [
        ("line-of-control-area", "depth_km", None, "unknown"),
        ("notify.above-corps", "clock.span.amount", None, "unknown"),
        ("notify.air", "clock.span.amount", None, "unknown"),
        ("notify.corps", "clock.span.amount", None, "unknown"),
        ("notify.division", "clock.span.amount", None, "unknown"),
        ("notify.naval", "when.condition.parts.at_least", 6, "secondary"),
        ("notify.naval", "clock.span.amount", None, "unknown"),
        ("other-sides-economic-zone", "depth_km", None, "unknown"),
        ("within-5km", "depth_km", 5, "text"),
        ("within-75km", "depth_km", 75, "text"),
    ]


def test_recalled_days_stand_in_the_note_alone() -> None:
    clocks = [
        (one.id, version.evidence.note)
        for one in shipped(INDIA_PAKISTAN).provisions.values()
        if isinstance(one, Notify) and one.clock and hasattr(one.clock, "span")
        for version in one.clock.span.amount.versions
    ]
    assert {
        name: re.sub(r"^Recalled: (.+) \(not seen\)\. Reported: 15 to 90 days by size\.$", r"\1", note.en)
        for name, note in clocks
        if note
    } == {
        "notify.above-corps": "90 days above a corps",
        "notify.air": "15 days for a regional command of the air force",
        "notify.corps": "60 days for a corps",
        "notify.division": "30 days for a division",
        "notify.naval": "30 days for naval exercises",
    }


def test_no_line_is_drawn_and_none_is_taken_for_settled() -> None:
    agreement = shipped(INDIA_PAKISTAN)
    assert {zone.lines for zone in agreement.zones.values()} == {(("IN", "PK"),)}
    where = [one.when.where for one in agreement.provisions.values() if isinstance(one, Notify | Restrain)]
    assert {one.own_side for one in where if one} == {False}
    settled = re.compile(
        r"(?<!International )(?<!international )\bborder line|state border|государственн\w+ границ|国境线"
    )
    assert [
        text
        for _, text in inside(agreement)
        if isinstance(text, Text) and settled.search(f"{text.en} {text.ru} {text.zh}")
    ] == []


def test_the_levels_of_the_agreement_of_1991() -> None:
    text = {
        one.id: [
            (part.fact, part.at_least)
            for _, part in inside(one.when)
            if isinstance(part, Coded) and part.at_least
        ]
        for one in shipped(INDIA_PAKISTAN).provisions.values()
        if isinstance(one, Notify | Restrain)
    }
    level = "activity.formation"
    assert text == {
        "notify.above-corps": [(level, "army")],
        "notify.air": [(level, "command")],
        "notify.corps": [(level, "corps"), (level, "army")],
        "notify.division": [(level, "division"), (level, "corps")],
        "notify.naval": [],
        "restrain.close-exercises": [(level, "division")],
        "restrain.direction-corps": [(level, "corps")],
        "restrain.direction-division": [(level, "division")],
    }


def test_the_register_is_voluntary_and_takes_nil_reports() -> None:
    agreement = shipped(REGISTER)
    (one,) = [one for one in agreement.provisions.values() if one.kind is not Kind.PRINCIPLE]
    assert isinstance(one, Exchange)
    assert (one.duty, one.nil, one.as_of, one.format) == (
        Duty.MAY,
        NilReturn.ACCEPTED,
        None,
        "register-return",
    )
    assert values(agreement) == [("exchange.transfers", "due.day", (5, 31), "secondary")]
    assert {(one.state, one.since) for one in agreement.parties} == {
        (state, None) for state in ("BY", "CN", "IN", "IR", "KZ", "KG", "PK", "RU", "TJ", "UZ")
    }


def test_the_seven_categories_are_measures() -> None:
    measures, form = read_vocabulary().measures, shipped(REGISTER).formats[FormatId("register-return")]
    for name in ("exports", "imports", "holdings", "production"):
        assert [measures[each].register_category for each in form.item(name).measures] == [
            "I",
            "II",
            "III",
            "IV",
            "V",
            "VI",
            "VII",
        ]


@pytest.mark.parametrize("agreement_id", BOTH)
def test_every_form_is_ours(agreement_id: AgreementId) -> None:
    assert {one.evidence.level for one in shipped(agreement_id).formats.values()} == {EvidenceLevel.MODEL}


@pytest.mark.parametrize("agreement_id", BOTH)
def test_each_language_is_written_in_its_script(agreement_id: AgreementId) -> None:
    found = [text for _, text in inside(shipped(agreement_id)) if isinstance(text, Text)]
    wrong = [
        text
        for text in found
        if re.search("[А-яЁё\u4e00-\u9fff]", text.en)
        or not re.search("[а-яё]", text.ru)
        or not re.search("[\u4e00-\u9fff]", text.zh)
        or re.search("[,;?!]", text.zh)
    ]
    assert len(found) > 80
    assert wrong == []
