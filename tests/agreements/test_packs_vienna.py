"""The Vienna Document's pack: what it computes with was seen, and what is only recalled has no value."""

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
    Evidence,
    EvidenceLevel,
    ItemType,
    Kind,
    Quantity,
    Quota,
    Share,
    Status,
    YearDay,
)
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId, ProvisionId
from detente.kernel.languages import Text

VIENNA = AgreementId("vienna-document-2011")

#: Every value that is known: provision, where in it, value, level. All others are recalled, and null.
KNOWN = [
    ("exchange.forces", "as_of", (1, 1), "secondary"),
    ("exchange.forces", "due.day", (12, 15), "secondary"),
    ("meet.assessment", "times", 1, "secondary"),
    ("notify.no-notice", "when.condition.parts.at_least", 9_000, "secondary"),
    ("notify.personnel", "when.condition.parts.at_least", 9_000, "secondary"),
    ("observe.personnel", "when.condition.parts.at_least", 13_000, "secondary"),
    ("quota.evaluation", "amount.at_most", 15, "secondary"),
    ("quota.evaluation", "amount.per", 60, "secondary"),
    ("quota.evaluation", "at_once", 1, "secondary"),
    ("quota.evaluation", "same_object.per_period", 2, "secondary"),
    ("quota.evaluation", "same_object.same_partner", 1, "secondary"),
    ("quota.evaluation", "same_partner.at_least", 1, "secondary"),
    ("respond.unusual-activity", "clock.span.amount", 48, "secondary"),
]

#: chapter, level, how many provisions, whether something of it is not modelled
CHAPTERS = [
    ("C-I", "secondary", 4, False),
    ("C-II", "secondary", 2, False),
    ("C-III", "secondary", 5, False),
    ("C-IV", "secondary", 3, False),
    ("C-V", "secondary", 10, False),
    ("C-VI", "secondary", 5, False),
    ("C-VII", "secondary", 2, False),
    ("C-VIII", "secondary", 5, False),
    ("C-IX", "secondary", 9, False),
    ("C-X", "secondary", 1, False),
    ("C-XI", "secondary", 1, False),
    ("C-XII", "secondary", 2, False),
    ("A-I", "secondary", 0, True),
]

TOPICS = {
    "airbase-invitation": "AV",
    "airbase-reply": "AR",
    "annual-calendar": "AC",
    "annual-return": "FI",
    "defence-planning-return": "PD",
    "demonstration-invitation": "WD",
    "demonstration-reply": "WR",
    "deployment-plans": "DP",
    "evaluation-change": "EH",
    "evaluation-log": "EW",
    "evaluation-programme": "EG",
    "evaluation-quota-full": "QE",
    "evaluation-reply": "EA",
    "evaluation-report": "EP",
    "evaluation-request": "EQ",
    "evaluation-team": "ET",
    "exercise-cancellation": "EX",
    "exercise-notification": "EX",
    "explanation-reply": "UA",
    "explanation-request": "UR",
    "incident-notice": "HI",
    "information": "IN",
    "inspection-change": "IH",
    "inspection-log": "IW",
    "inspection-quota-full": "QI",
    "inspection-reply": "IA",
    "inspection-report": "IP",
    "inspection-request": "IQ",
    "inspection-team": "IT",
    "meeting-record": "MR",
    "meeting-request": "MQ",
    "observation-invitation": "OI",
    "observation-reply": "OR",
    "observers-report": "OF",
    "temporary-increase": "TI",
}


@cache
def vienna() -> Agreement:
    return load_pack(shipped_packs()[VIENNA], read_vocabulary())


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


def values() -> Iterator[tuple[str, str, object, Evidence]]:
    """Every value of every provision, known or not.

    That returns are yearly is the language's default and no value of the pack.
    """
    for one in vienna().provisions.values():
        for path, value in inside(one):
            if isinstance(value, Quantity) and not (one.kind is Kind.EXCHANGE and path == "every_years"):
                yield from ((one.id, path, each.value, each.evidence) for each in value.versions)
            if isinstance(value, YearDay):
                yield one.id, path, value.month_day, value.evidence


def test_the_pack_has_no_fault() -> None:
    assert check_pack(shipped_packs()[VIENNA], read_vocabulary(), VIENNA) == []


def test_what_is_computed_with_was_seen() -> None:
    known = [(name, path, value, str(how.level)) for name, path, value, how in values() if value is not None]
    assert sorted(known) == KNOWN


def test_what_is_recalled_has_its_number_in_the_note_alone() -> None:
    recalled = [(name, how) for name, _, value, how in values() if value is None]
    assert len(recalled) > 60
    for name, how in recalled:
        assert how.level is EvidenceLevel.UNKNOWN, name
        assert how.note is not None, name
        assert re.fullmatch(r"Recalled: .+ \((paragraphs? [0-9. to]+; )?not seen\)\.", how.note.en), (
            how.note.en
        )
        assert re.fullmatch(r"По памяти: .+текст нам недоступен\)\.", how.note.ru), how.note.ru
        assert re.fullmatch(r"据记忆为.+未能见到）。", how.note.zh), how.note.zh


def test_the_rounding_of_one_fifth_is_said_to_be_our_reading() -> None:
    quota = vienna().provisions[ProvisionId("quota.evaluation")]
    assert isinstance(quota, Quota)
    assert isinstance(quota.same_partner, Share)
    note = quota.same_partner.evidence.note
    assert note is not None
    assert "our reading" in note.en


def test_every_chapter_is_listed() -> None:
    assert [
        (one.no, str(one.evidence.level), len(one.provisions), one.not_modelled is not None)
        for one in vienna().articles
    ] == CHAPTERS


def test_fifty_seven_states_take_part_without_sides_zones_or_suspensions() -> None:
    agreement = vienna()
    assert (agreement.code, agreement.status, str(agreement.signed), str(agreement.in_force)) == (
        "VD11",
        Status.IN_FORCE,
        "2011-11-30",
        "2011-12-01",
    )
    assert (len({one.state for one in agreement.parties}), len(agreement.parties)) == (57, 57)
    assert {one.state for one in agreement.parties if str(one.since) != "2011-12-01"} == {"MN"}
    assert (agreement.sides, agreement.zones) == ((), {})
    assert agreement.evidence_of["start_day_counts"].level is EvidenceLevel.UNKNOWN


def test_the_zone_is_left_to_the_officer_wherever_an_activity_is_judged() -> None:
    provisions = vienna().provisions.values()
    judged = [one for one in provisions if one.kind in {Kind.NOTIFY, Kind.OBSERVE, Kind.RESTRAIN}]
    silent = [one.id for one in judged if not one.evidence.note or "Urals" not in one.evidence.note.en]
    assert len(judged) == 11
    assert silent == []


def test_the_forms_are_ours_and_bear_letters_of_our_own() -> None:
    formats = vienna().formats
    assert {name: one.topic for name, one in formats.items()} == TOPICS
    assert {one.evidence.level for one in formats.values()} == {EvidenceLevel.MODEL}
    assert [
        text.en for _, text in inside(formats) if isinstance(text, Text) and re.search(r"\bF\d", text.en)
    ] == []


def test_only_a_free_message_makes_nothing_known() -> None:
    without = [
        one.id
        for one in vienna().formats.values()
        if not any(item.fact for item in one.items if item.type is not ItemType.TABLE)
    ]
    assert without == ["information"]


#: What no text of the language may hold, and what every one must.
SCRIPTS = {
    "en": ("[А-яЁё\u4e00-\u9fff]", "[a-zA-Z]"),
    "ru": ("[\u4e00-\u9fff]", "[а-яё]"),
    "zh": ("[А-яЁё,;?!]", "[\u4e00-\u9fff]"),
}


@pytest.mark.parametrize("language", SCRIPTS)
def test_each_language_is_written_in_its_script(language: str) -> None:
    barred, needed = SCRIPTS[language]
    found = [getattr(text, language) for _, text in inside(vienna()) if isinstance(text, Text)]
    assert len(found) > 500
    assert [text for text in found if re.search(barred, text) or not re.search(needed, text)] == []


def test_nobody_is_accused() -> None:
    words = re.compile("violat|breach|нарушени[ея] (соглаш|обяз)|нарушил|违反|违约")
    texts = [text for _, text in inside(vienna()) if isinstance(text, Text)]
    assert [text for text in texts if words.search(f"{text.en} {text.ru} {text.zh}".lower())] == []


def test_a_request_that_a_quota_counts_asks_one_state() -> None:
    files = dict(shipped_packs()[VIENNA])
    path = "formats/evaluation-request.yaml"
    files[path] = files[path].replace(b"to: one", b"to: all-parties")
    assert [str(one) for one in check_pack(files, read_vocabulary())] == [
        "provisions/quota.evaluation.yaml:18: The format evaluation-request goes to all-parties; what a quota counts "
        "asks one state, or one side. Write to: one in it; others can be told in a message of their own."
    ]
