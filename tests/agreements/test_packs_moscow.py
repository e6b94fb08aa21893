"""The agreements of 1997 and 2007: every number with its article and how it is known, and the words they use."""

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
    Audience,
    Ceiling,
    Consent,
    Disclose,
    EvidenceLevel,
    Kind,
    Quantity,
    Quota,
    Status,
    YearDay,
)
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text

MOSCOW = AgreementId("moscow-1997")
EXERCISES = AgreementId("sco-joint-exercises-2007")
BOTH = [MOSCOW, EXERCISES]
G, A, D, B = (
    f"{name}-personnel" for name in ("ground-forces", "air-force", "air-defence-aviation", "border-troops")
)

#: Article 5: provision, sector, what is added up, at most, level
CEILINGS = [
    ("ceiling.border-troops", None, (B,), 55_000, "translation"),
    ("ceiling.border-troops", "eastern", (B,), 38_500, "translation"),
    ("ceiling.border-troops", "western", (B,), 16_500, "translation"),
    ("ceiling.personnel", None, (G,), 115_400, "text"),
    ("ceiling.personnel", "eastern", (G,), 104_400, "text"),
    ("ceiling.personnel", "western", (G,), 11_000, "text"),
    ("ceiling.personnel", None, (A,), 14_100, "text"),
    ("ceiling.personnel", "eastern", (A,), 14_100, "text"),
    ("ceiling.personnel", "western", (A,), 0, "text"),
    ("ceiling.personnel", None, (D,), 900, "text"),
    ("ceiling.personnel", "eastern", (D,), 900, "text"),
    ("ceiling.personnel", "western", (D,), 0, "text"),
    ("ceiling.personnel", None, (G, A, D), 130_400, "text"),
    ("ceiling.personnel", "eastern", (G, A, D), 119_400, "text"),
    ("ceiling.personnel", "western", (G, A, D), 11_000, "text"),
    ("ceiling.river-combat-ships", None, ("river-combat-ships",), 0, "text"),
]

#: Every other value: provision, where in it, value (None: not available), level
OTHERS = [
    ("border-100km", "depth_km", 100, "text"),
    ("ceiling.border-troops", "exceedance.length.amount", None, "unknown"),
    ("ceiling.border-troops", "exceedance.percent", None, "unknown"),
    ("ceiling.personnel", "exceedance.length.amount", 90, "translation"),
    ("ceiling.personnel", "exceedance.percent", 35, "translation"),
    ("ceiling.personnel", "exceedance.times_per_year", None, "unknown"),
    ("exchange.information", "as_of", None, "unknown"),
    ("exchange.information", "due.day", None, "unknown"),
    ("exchange.information", "every_years", None, "unknown"),
    ("host.inspections", "area_points", 4, "text"),
    ("host.inspections", "diagrams", 3, "text"),
    ("host.inspections", "first_site.span.amount", 1, "text"),
    ("host.inspections", "lateness.amount", 3, "text"),
    ("host.inspections", "length_at_most.amount", None, "unknown"),
    ("host.inspections", "remarks.span.amount", 2, "text"),
    ("host.inspections", "reply.span.amount", 3, "text"),
    ("host.inspections", "request.span.amount", 10, "text"),
    ("host.inspections", "team", None, "unknown"),
    ("meet.joint-control-group", "extraordinary.clock.span.amount", None, "unknown"),
    ("meet.joint-control-group", "times", 2, "text"),
    ("notice.reduction", "clock.span.amount", 45, "text"),
    ("quota.border-troops", "amount", None, "unknown"),
    ("quota.eastern-sector", "amount", 2, "text"),
    ("quota.eastern-sector", "amount", 3, "text"),
    ("quota.western-sector", "amount", 2, "text"),
    ("quota.western-sector", "amount", 3, "text"),
]

#: number, level, how many provisions, whether something of it is not modelled
ARTICLES = {
    MOSCOW: [
        ("1", "text", 1, True),
        ("2", "secondary", 1, True),
        ("3", "text", 3, True),
        ("4", "text", 1, False),
        ("5", "text", 3, True),
        ("6", "secondary", 1, True),
        ("7", "text", 1, False),
        ("8", "text", 1, False),
        ("9", "text", 3, False),
        ("10", "text", 3, True),
        ("final", "unknown", 0, True),
        ("P-I", "text", 3, True),
        ("P-II", "text", 4, True),
        ("P-III", "text", 1, True),
        ("P-IV.I", "text", 1, False),
        ("P-IV.II", "text", 1, True),
        ("P-IV.III", "text", 2, False),
        ("P-IV.IV", "text", 1, True),
        ("P-IV.V", "text", 1, False),
        ("P-IV.VI", "text", 1, True),
        ("P-IV.VII", "text", 1, False),
        ("P-IV.VIII", "text", 1, False),
        ("P-IV.IX", "text", 1, True),
    ],
    EXERCISES: [
        ("1-4", "unknown", 0, True),
        ("5", "text", 2, False),
        ("6", "text", 1, False),
        ("7", "text", 1, False),
        ("8-26", "unknown", 0, True),
        ("27", "secondary", 1, True),
        ("P-I", "text", 1, True),
    ],
}

#: Forms whose items stand in the text; all others are ours.
SEEN = {
    MOSCOW: {"inspection-notice", "reduction-notice"},
    EXERCISES: {"consultation-record"},
}


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
    for name, one in {**agreement.zones, **agreement.provisions}.items():
        for path, value in inside(one):
            if isinstance(value, Quantity) and path != "limits.at_most":
                found += [(str(name), path, each.value, str(each.evidence.level)) for each in value.versions]
            if isinstance(value, YearDay):
                found.append((str(name), path, value.month_day, str(value.evidence.level)))
    return sorted(found, key=str)


def ceilings(agreement: Agreement) -> list[tuple[str, str | None, tuple[str, ...], int | None, str]]:
    return [
        (str(one.id), limit.sector, limit.measures, version.value, str(version.evidence.level))
        for _, one in sorted(agreement.provisions.items())
        if isinstance(one, Ceiling)
        for limit in one.limits
        for version in limit.at_most.versions
    ]


@pytest.mark.parametrize("agreement_id", BOTH)
def test_the_pack_has_no_fault(agreement_id: AgreementId) -> None:
    assert check_pack(shipped_packs()[agreement_id], read_vocabulary(), agreement_id) == []


def test_the_ceilings_are_those_of_the_table() -> None:
    assert [one for one in ceilings(shipped(MOSCOW)) if one[3] is not None] == CEILINGS


def test_the_table_adds_up() -> None:
    most = {(sector, measures): number for _, sector, measures, number, _ in CEILINGS}
    for sector in (None, "eastern", "western"):
        assert sum(most[sector, (one,)] for one in (G, A, D)) == most[sector, (G, A, D)]
    for measures in ((G,), (A,), (D,), (G, A, D), (B,)):
        assert most["eastern", measures] + most["western", measures] == most[None, measures]


def test_no_ceiling_of_arms_was_seen_and_the_one_reported_stands_in_the_note_alone() -> None:
    provision = shipped(MOSCOW).provisions["ceiling.equipment"]
    assert isinstance(provision, Ceiling)
    assert {version.value for one in provision.limits for version in one.at_most.versions} == {None}
    assert provision.since is None
    assert provision.since_evidence is not None
    notes = {one.id: one.at_most.versions[0].evidence.note for one in provision.limits}
    assert {name for name, note in notes.items() if note and "3,900" in note.en} == {"battle-tanks"}


def test_every_other_number_stands_as_in_its_article() -> None:
    assert values(shipped(MOSCOW)) == OTHERS
    assert values(shipped(EXERCISES)) == []


def test_the_end_of_the_reduction_is_said_to_be_computed() -> None:
    agreement = shipped(MOSCOW)
    personnel, quota = agreement.provisions["ceiling.personnel"], agreement.provisions["quota.eastern-sector"]
    assert isinstance(personnel, Ceiling)
    assert isinstance(quota, Quota)
    assert isinstance(quota.amount, Quantity)
    assert (str(personnel.since), str(quota.amount.versions[1].since)) == ("2001-08-06", "2001-08-06")
    for evidence in (personnel.since_evidence, quota.amount.versions[1].evidence):
        assert evidence
        assert evidence.note
        assert "omputed from two facts, not read" in evidence.note.en


@pytest.mark.parametrize("agreement_id", BOTH)
def test_every_article_is_listed(agreement_id: AgreementId) -> None:
    assert [
        (one.no, str(one.evidence.level), len(one.provisions), one.not_modelled is not None)
        for one in shipped(agreement_id).articles
    ] == ARTICLES[agreement_id]


def test_what_each_agreement_is_and_between_whom() -> None:
    moscow, exercises = shipped(MOSCOW), shipped(EXERCISES)
    assert (moscow.code, moscow.status, str(moscow.signed), str(moscow.in_force)) == (
        "MO97",
        Status.IN_FORCE,
        "1997-04-24",
        "1999-08-06",
    )
    assert moscow.evidence_of["in_force"].level is EvidenceLevel.SECONDARY
    assert {side.id: moscow.states_of(side.id) for side in moscow.sides} == {
        "china": ("CN",),
        "joint-party": ("KZ", "KG", "RU", "TJ"),
    }
    assert [*moscow.sectors] == ["eastern", "western"]
    assert (exercises.code, str(exercises.signed), exercises.in_force, exercises.sides) == (
        "JE07",
        "2007-06-27",
        None,
        (),
    )
    assert exercises.states() == ("CN", "KZ", "KG", "RU", "TJ", "UZ")


def test_what_is_exchanged_stays_between_the_parties() -> None:
    one = shipped(MOSCOW).provisions["disclose.exchanged-data"]
    assert isinstance(one, Disclose)
    assert (one.article, one.what, one.to, one.consent, one.outlives, one.evidence.level) == (
        "9(4)",
        (),
        Audience.PARTIES,
        Consent.OTHER_SIDE,
        True,
        EvidenceLevel.TEXT,
    )


@pytest.mark.parametrize("agreement_id", BOTH)
def test_a_form_whose_items_were_not_seen_is_ours(agreement_id: AgreementId) -> None:
    levels = {name: one.evidence.level for name, one in shipped(agreement_id).formats.items()}
    assert {name for name, level in levels.items() if level is EvidenceLevel.TEXT} == SEEN[agreement_id]
    assert {*levels.values()} == {EvidenceLevel.TEXT, EvidenceLevel.MODEL}


@pytest.mark.parametrize("agreement_id", BOTH)
def test_no_two_forms_open_matters_of_one_topic(agreement_id: AgreementId) -> None:
    topics = [one.topic for one in shipped(agreement_id).formats.values() if one.own_matter]
    assert sorted(topics) == sorted(set(topics))


def test_every_kind_that_the_agreement_of_1997_needs_is_there() -> None:
    assert {one.kind for one in shipped(MOSCOW).provisions.values()} == {
        Kind.CEILING,
        Kind.DISCLOSE,
        Kind.EXCHANGE,
        Kind.HOST,
        Kind.MEET,
        Kind.NOTICE,
        Kind.PRINCIPLE,
        Kind.QUOTA,
    }


@pytest.mark.parametrize("agreement_id", BOTH)
def test_each_language_is_written_in_its_script(agreement_id: AgreementId) -> None:
    found = [text for _, text in inside(shipped(agreement_id)) if isinstance(text, Text)]
    wrong = [
        text
        for text in found
        if re.search("[А-яЁё\u4e00-\u9fff]", text.en)
        or not re.search("[а-яё]", text.ru)
        or not re.search("[\u4e00-\u9fff]", text.zh)
        or re.search("[,;?!]", re.sub(r"\d,\d", "", text.zh))
    ]
    assert len(found) > 80
    assert wrong == []


@pytest.mark.parametrize("agreement_id", BOTH)
def test_nobody_is_accused(agreement_id: AgreementId) -> None:
    words = re.compile("violat|breach|нарушени[ея] (соглаш|обяз)|нарушил|违反|违约")
    found = [
        text
        for _, text in inside(shipped(agreement_id))
        if isinstance(text, Text) and words.search(f"{text.en} {text.ru} {text.zh}".lower())
    ]
    assert found == []
