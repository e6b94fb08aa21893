"""The two shipped packs: their forms against a table, and the words they use."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

import pytest

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Text

SHANGHAI = AgreementId("shanghai-1996")
PROPOSAL = AgreementId("sco-proposal-2024")
BOTH = [SHANGHAI, PROPOSAL]

#: format, topic, purpose, to, kinds, requires, level, required items
FormatRow = tuple[str, str, str, str, str, str, str, str]
CHANGEABLE = "original amendment correction"
SHANGHAI_FORMATS: list[FormatRow] = [
    (
        "clarification-reply",
        "CA",
        "clarification.reply",
        "one",
        CHANGEABLE,
        "clarification-request",
        "model",
        "answer",
    ),
    (
        "clarification-request",
        "CR",
        "clarification.request",
        "one",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "ground question",
    ),
    (
        "cooperation-invitation",
        "CI",
        "visit.invitation",
        "one",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "occasion arrival",
    ),
    (
        "cooperation-reply",
        "CE",
        "visit.reply",
        "one",
        CHANGEABLE,
        "cooperation-invitation",
        "model",
        "accepted",
    ),
    (
        "disaster-notice",
        "ND",
        "event.notice",
        "other-side",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "type time where what",
    ),
    (
        "exercise-cancellation",
        "EX",
        "activity.cancellation",
        "other-side",
        "cancellation",
        "exercise-notification",
        "model",
        "outcome",
    ),
    (
        "exercise-notification",
        "EX",
        "activity.notification",
        "other-side",
        CHANGEABLE,
        "",
        "model",
        "designation type dates area",
    ),
    (
        "incident-notice",
        "IN",
        "event.notice",
        "other-side",
        CHANGEABLE,
        "",
        "model",
        "activity when where what",
    ),
    (
        "meeting-record",
        "MR",
        "meeting.record",
        "all-parties",
        CHANGEABLE,
        "",
        "model",
        "time states",
    ),
    (
        "observation-invitation",
        "OI",
        "observation.invitation",
        "other-side",
        f"{CHANGEABLE} cancellation",
        "exercise-notification",
        "text",
        "exercise programme-length arrival arrival-place departure departure-place equipment conditions",
    ),
    (
        "observation-reply",
        "OR",
        "observation.reply",
        "one",
        CHANGEABLE,
        "observation-invitation",
        "model",
        "accepted",
    ),
    (
        "observers-report",
        "OF",
        "observation.report",
        "one",
        CHANGEABLE,
        "observation-invitation",
        "model",
        "took-place",
    ),
    (
        "river-ship-entry",
        "RS",
        "event.notice",
        "other-side",
        f"{CHANGEABLE} cancellation",
        "",
        "text",
        "entry-purpose ships dates stay",
    ),
    (
        "visit-invitation",
        "VI",
        "visit.invitation",
        "one",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "area arrival",
    ),
    (
        "visit-reply",
        "VR",
        "visit.reply",
        "one",
        CHANGEABLE,
        "visit-invitation",
        "model",
        "accepted",
    ),
]

PROPOSAL_FORMATS: list[FormatRow] = [
    (
        "clarification-reply",
        "CA",
        "clarification.reply",
        "one",
        CHANGEABLE,
        "clarification-request",
        "model",
        "answer",
    ),
    (
        "clarification-request",
        "CR",
        "clarification.request",
        "one",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "question",
    ),
    (
        "disclosure-consent",
        "DC",
        "disclosure.consent",
        "one",
        CHANGEABLE,
        "disclosure-request",
        "model",
        "agreed",
    ),
    ("disclosure-notice", "DN", "disclosure.notice", "one", CHANGEABLE, "", "model", "message"),
    (
        "disclosure-request",
        "DR",
        "disclosure.request",
        "one",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "message",
    ),
    (
        "exercise-cancellation",
        "EX",
        "activity.cancellation",
        "all-parties",
        "cancellation",
        "exercise-notification",
        "model",
        "outcome",
    ),
    (
        "exercise-notification",
        "EX",
        "activity.notification",
        "all-parties",
        CHANGEABLE,
        "",
        "model",
        "designation type dates area",
    ),
    (
        "exercise-plan",
        "XP",
        "information.return",
        "all-parties",
        f"{CHANGEABLE} nil",
        "",
        "model",
        "year exercises",
    ),
    (
        "incident-notice",
        "IN",
        "event.notice",
        "all-parties",
        CHANGEABLE,
        "",
        "model",
        "event when where activity what",
    ),
    ("leadership-change", "LC", "event.notice", "all-parties", CHANGEABLE, "", "model", "event date posts"),
    (
        "leadership-information",
        "LI",
        "information.return",
        "all-parties",
        f"{CHANGEABLE} nil",
        "",
        "model",
        "as-of agency posts",
    ),
    (
        "meeting-record",
        "MR",
        "meeting.record",
        "all-parties",
        CHANGEABLE,
        "",
        "model",
        "time place states subject",
    ),
    (
        "meeting-request",
        "MQ",
        "meeting.request",
        "all-parties",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "subject",
    ),
    (
        "observation-invitation",
        "OI",
        "observation.invitation",
        "all-parties",
        f"{CHANGEABLE} cancellation",
        "exercise-notification",
        "model",
        "programme arrival arrival-place",
    ),
    (
        "observation-reply",
        "OR",
        "observation.reply",
        "one",
        CHANGEABLE,
        "observation-invitation",
        "model",
        "accepted",
    ),
    (
        "observers-report",
        "OF",
        "observation.report",
        "one",
        CHANGEABLE,
        "observation-invitation",
        "model",
        "took-place",
    ),
    (
        "sealed-declaration",
        "SD",
        "information.commitment",
        "all-parties",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "as-of size root",
    ),
    (
        "sealed-opening",
        "SO",
        "information.opening",
        "one",
        "original cancellation",
        "sealed-declaration",
        "model",
        "declaration unit salt place proof",
    ),
    ("structure-change", "SC", "event.notice", "all-parties", CHANGEABLE, "", "model", "event date changes"),
    (
        "structure-information",
        "SI",
        "information.return",
        "all-parties",
        f"{CHANGEABLE} nil",
        "",
        "model",
        "as-of structure",
    ),
    (
        "visit-offer",
        "VO",
        "visit.invitation",
        "one",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "unit arrival end",
    ),
    ("visit-offer-change", "VC", "visit.change", "one", CHANGEABLE, "visit-offer", "model", ""),
    ("visit-offer-programme", "VP", "visit.programme", "one", CHANGEABLE, "visit-offer", "model", "days"),
    ("visit-offer-reply", "VA", "visit.reply", "one", CHANGEABLE, "visit-offer", "model", "accepted"),
    ("visit-offer-report", "VF", "visit.report", "one", CHANGEABLE, "visit-offer", "model", "took-place"),
    ("visit-offer-team", "VM", "visit.team", "one", CHANGEABLE, "visit-offer", "model", "names"),
    (
        "visit-request",
        "VR",
        "visit.request",
        "one",
        f"{CHANGEABLE} cancellation",
        "",
        "model",
        "unit arrival end",
    ),
    ("visit-request-change", "VD", "visit.change", "one", CHANGEABLE, "visit-request", "model", ""),
    ("visit-request-programme", "VQ", "visit.programme", "one", CHANGEABLE, "visit-request", "model", "days"),
    ("visit-request-reply", "VS", "visit.reply", "one", CHANGEABLE, "visit-request", "model", "accepted"),
    ("visit-request-report", "VT", "visit.report", "one", CHANGEABLE, "visit-request", "model", "took-place"),
    ("visit-request-team", "VN", "visit.team", "one", CHANGEABLE, "visit-request", "model", "names"),
]


@cache
def shipped(agreement_id: AgreementId) -> Agreement:
    return load_pack(shipped_packs()[agreement_id], read_vocabulary())


def formats(agreement: Agreement) -> list[FormatRow]:
    return [
        (
            one.id,
            one.topic,
            str(one.purpose),
            str(one.to),
            " ".join(one.kinds),
            " ".join(one.requires),
            str(one.evidence.level),
            " ".join(item.id for item in one.items if item.required),
        )
        for _, one in sorted(agreement.formats.items())
    ]


@pytest.mark.parametrize(
    ("agreement_id", "expected"), [(SHANGHAI, SHANGHAI_FORMATS), (PROPOSAL, PROPOSAL_FORMATS)]
)
def test_every_form_asks_for_what_it_must(agreement_id: AgreementId, expected: list[FormatRow]) -> None:
    assert formats(shipped(agreement_id)) == expected


def texts(value: object) -> Iterator[Text]:
    """Every text inside a loaded pack, wherever it stands."""
    if isinstance(value, Text):
        yield value
    elif isinstance(value, Mapping | tuple):
        parts = value.values() if isinstance(value, Mapping) else value
        yield from chain.from_iterable(texts(part) for part in parts)
    elif hasattr(value, "__dataclass_fields__"):
        yield from chain.from_iterable(texts(getattr(value, name)) for name in value.__dataclass_fields__)


@pytest.mark.parametrize("agreement_id", BOTH)
def test_each_language_is_written_in_its_script(agreement_id: AgreementId) -> None:
    found = list(texts(shipped(agreement_id)))
    wrong = [
        text
        for text in found
        if re.search("[А-яЁё\u4e00-\u9fff]", text.en)
        or not re.search("[а-яё]", text.ru)
        or not re.search("[\u4e00-\u9fff]", text.zh)
        or re.search("[,;?!]", re.sub(r"\d,\d", "", text.zh))
    ]
    assert len(found) > 150
    assert wrong == []


@pytest.mark.parametrize("agreement_id", BOTH)
def test_nobody_is_accused(agreement_id: AgreementId) -> None:
    words = re.compile("violat|breach|нарушени[ея] (соглаш|обяз)|нарушил|违反|违约")
    found = [
        text
        for text in texts(shipped(agreement_id))
        if words.search(f"{text.en} {text.ru} {text.zh}".lower())
    ]
    assert found == []
