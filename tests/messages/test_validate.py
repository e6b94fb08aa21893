from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from detente.agreements.model import Agreement, MessageKind, Vocabulary
from detente.geography.zones import Band
from detente.kernel.errors import Fault, Severity
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode, ZoneId
from detente.kernel.instants import PartialDate
from detente.messages.amend import draft_cancellation, draft_change
from detente.messages.document import Document, Draft, JsonValue, Origin, OriginKind
from detente.messages.freeze import freeze, thaw
from detente.messages.validate import validate, validate_document
from detente.messages.where import where_text

KZ, RU, CN = StateCode("KZ"), StateCode("RU"), StateCode("CN")
AT = datetime(2024, 5, 1, tzinfo=UTC)


@pytest.fixture
def check(agreement: Agreement, vocabulary: Vocabulary, bands: dict[ZoneId, Band]):
    """Validate a draft and give code and place of every fault, warnings marked."""

    def run(draft: Draft, *earlier: Document) -> list[tuple[str, str]]:
        known = {one.reference: one for one in earlier}
        faults = validate(draft, agreement, vocabulary, known, bands)
        assert all(said(fault) for fault in faults)
        return [(fault.code + "?" * (fault.severity is Severity.WARNING), fault.where) for fault in faults]

    return run


def said(fault: Fault) -> bool:
    """Whether what is wrong and how to mend it are said in three different languages, each in its own words."""
    return all(len({one.en, one.ru, one.zh}) == 3 for one in (fault.what, fault.mend))


def change(draft: Draft, **items: JsonValue) -> Draft:
    return replace(draft, content={**draft.content, **items})


def test_a_sound_notification_has_no_fault_but_a_place_nobody_can_locate(check, draft: Draft) -> None:
    assert check(draft) == [("zone-no-position?", "item 4, place 2")]


def test_an_empty_draft_lists_every_missing_item_at_once(check, draft: Draft) -> None:
    empty = replace(draft, content={}, to=())
    assert check(empty) == [
        ("to-empty", "to"),
        ("item-missing", "item 1"),
        ("item-missing", "item 2"),
        ("item-missing", "item 3"),
    ]


ONE_PLACE = [{"name": {"en": "Otar"}, "positions": ["+43.5400+075.2100/"]}]
FAULTS: list[tuple[dict[str, JsonValue], list[tuple[str, str]]]] = [
    ({"colour": 1}, [("item-unknown", "item colour")]),
    ({"designation": "Steppe-2024"}, [("text-language", "item 1")]),
    ({"designation": {"Russian": "Степь"}}, [("language-code", "item 1")]),
    ({"designation": {}}, [("text-empty", "item 1")]),
    ({"designation": {"en": "\u200b"}}, [("text-empty", "item 1, en")]),
    ({"designation": {"en": "x" * 301}}, [("text-long", "item 1, en")]),
    ({"designation": {"en": "a\nb"}}, [("text-lines", "item 1, en")]),
    ({"designation": {"en": "a "}}, [("text-edges", "item 1, en")]),
    ({"designation": {"en": "e\u0301"}}, [("text-nfc", "item 1, en")]),
    ({"designation": {"en": "a\u202eb"}}, [("text-control", "item 1, en")]),
    ({"purpose": {"en": "a\x07b"}}, [("text-control", "item 7, en")]),
    ({"purpose": {"en": "a\tb"}}, [("text-control", "item 7, en")]),
    ({"purpose": {"en": "a\ud800"}}, [("text-control", "item 7, en")]),
    ({"purpose": {"en": "x" * 20_001}}, [("text-long", "item 7, en")]),
    ({"purpose": {"en": 5, "ru": "цель"}}, [("wrong-type", "item 7, en")]),
    ({"type": "parade"}, [("choice-unknown", "item 2")]),
    ({"type": True}, [("wrong-type", "item 2")]),
    ({"dates": "2024-05-12"}, [("wrong-type", "item 3")]),
    ({"dates": {"start": "2024-05-12", "end": "2024-05-11"}}, [("end-before-start", "item 3")]),
    ({"dates": {"start": "2024-05-12T06:00:00Z", "end": "2024-05-12"}}, []),
    ({"dates": {"start": "2024-05", "end": "2024-04-30"}}, [("end-before-start", "item 3")]),
    ({"dates": {"start": "2024-02-30"}}, [("date", "item 3, start")]),
    ({"dates": {"end": "2024-05-12"}}, [("member-missing", "item 3")]),
    ({"dates": {"start": "2024", "until": "2025"}}, [("member-unknown", "item 3")]),
    ({"area": []}, [("list-empty", "item 4")]),
    ({"area": ONE_PLACE[0]}, [("wrong-type", "item 4")]),
    ({"area": [{"positions": ["+43.5400+075.2100/"]}]}, [("member-missing", "item 4, place 1")]),
    ({"area": [{**ONE_PLACE[0], "positions": ["+93.5400+075.2100/"]}]},
     [("position-range", "item 4, place 1, position 1")]),
    ({"area": [{**ONE_PLACE[0], "positions": ["43.54 75.21"]}]},
     [("position-form", "item 4, place 1, position 1")]),
    ({"area": [{**ONE_PLACE[0], "positions": ["+43.5+075.2/"] * 2}]},
     [("two-positions", "item 4, place 1, positions")]),
    ({"area": [{**ONE_PLACE[0], "accuracy_km": 0}]}, [("accuracy", "item 4, place 1, accuracy")]),
    ({"area": [{**ONE_PLACE[0], "positions": ["+43.5400+080.2100/"]}]},
     [("outside-zone", "item 4, place 1")]),
    ({"area": [{**ONE_PLACE[0], "positions": ["+43.5400+074.2610/"]}]},
     [("zone-uncertain?", "item 4, place 1")]),
    ({"area": [{**ONE_PLACE[0], "positions": ["+43.5400+074.2200/"], "accuracy_km": 20}]},
     [("zone-uncertain?", "item 4, place 1")]),
    ({"participants": ["KZ", "CN"]}, [("states-order", "item 5")]),
    ({"participants": ["CN", "WW", 7]}, [("state", "item 5"), ("wrong-type", "item 5"),
                                         ("not-participating?", "item 6, KZ")]),
    ({"participants": []}, [("list-empty", "item 5"), ("not-participating?", "item 6, KZ"),
                            ("not-participating?", "item 6, CN")]),
    ({"strength": {}}, [("measures-empty", "item 6")]),
    ({"strength": {"total": {}}}, [("measures-empty", "item 6")]),
    ({"strength": {"total": {"battle-tanks": 5}}}, [("measure-missing", "item 6, personnel")]),
    ({"strength": {"total": {"personnel": 5, "submarines": 1}}}, [("wrong-measure", "item 6, submarines")]),
    ({"strength": {"total": {"personnel": -1}}}, [("number-range", "item 6, personnel")]),
    ({"strength": {"total": {"personnel": 1.5}}}, [("wrong-type", "item 6, personnel")]),
    ({"strength": {"total": {"personnel": True}}}, [("wrong-type", "item 6, personnel")]),
    ({"strength": {"total": {"personnel": {"roughly": 5}}}}, [("wrong-type", "item 6, personnel")]),
    ({"strength": {"by_state": {"KZ": {"battle-tanks": "many", "personnel": 1}}}},
     [("wrong-type", "item 6, KZ, battle tanks")]),
    ({"strength": {"by_state": {"Kazakhstan": {"personnel": 1}}}},
     [("state", "item 6, Kazakhstan"), ("not-participating?", "item 6, Kazakhstan")]),
    ({"strength": {"by_state": {"CN": {"personnel": 1}, "KZ": {"battle-tanks": 1}}}},
     [("measure-missing", "item 6, personnel")]),
    ({"strength": {"total": {"personnel": 100}, "by_state": {"CN": {"personnel": 60}, "KZ": {"personnel": 41}}}},
     [("sum-exceeds?", "item 6, personnel")]),
    ({"strength": {"total": {"personnel": 100}, "by_state": {"CN": {"personnel": 60}, "KZ": {"personnel": 39}}}},
     [("sum-short?", "item 6, personnel")]),
    ({"strength": {"total": {"personnel": {"about": 100}}, "by_state": {"CN": {"personnel": 109}}}}, []),
    ({"strength": {"total": {"personnel": {"more-than": 100}}, "by_state": {"CN": {"personnel": 500}}}}, []),
    ({"strength": {"total": {"personnel": {"up-to": 100}}, "by_state": {"CN": {"personnel": 101}}}},
     [("sum-exceeds?", "item 6, personnel")]),
    ({"observers": 6}, []),
    ({"observers": {"value": 6, "unit": "days"}}, [("wrong-unit", "item 8")]),
    ({"observers": "6 days"}, [("wrong-unit", "item 8")]),
    ({"observers": "six"}, [("wrong-type", "item 8")]),
    ({"observers": -6}, [("number-range", "item 8")]),
    ({"observers": False}, [("wrong-type", "item 8")]),
]  # fmt: skip


@pytest.mark.parametrize(("items", "expected"), FAULTS)
def test_each_fault_of_content(
    check, draft: Draft, items: dict[str, JsonValue], expected: list[tuple[str, str]]
) -> None:
    assert check(change(draft, **{"area": ONE_PLACE, **items})) == expected


def test_a_fault_names_its_place_in_three_languages(vocabulary: Vocabulary) -> None:
    text = where_text("item 6, KZ, battle tanks", vocabulary)
    assert (text.en, text.ru, text.zh) == (
        "item 6, KZ, Battle tanks",
        "позиция 6, KZ, Боевые танки",
        "第6项，KZ，作战坦克",
    )


def test_a_choice_lists_what_may_be_chosen_and_a_unit_what_is_counted(
    draft: Draft, agreement: Agreement, vocabulary: Vocabulary
) -> None:
    wrong = change(draft, type="parade", observers="6 days", area=ONE_PLACE)
    faults = validate(wrong, agreement, vocabulary, {}, {})
    assert [(fault.what.en, fault.mend.en) for fault in faults] == [
        ("“parade” is not in the list.", "Choose one of: live-exercise, command-staff, twin-1, twin-2."),
        (
            "No border line is loaded here, so the place was not checked against the zone: 100 km zone.",
            "Ask the administrator to load the agreed line.",
        ),
        (
            "The number is given in “days”; this item counts persons.",
            "Convert it, and write the whole number alone.",
        ),
    ]


# --- Who and to whom ------------------------------------------------------------------------------


def test_addressees_must_fit_the_format(check, draft: Draft) -> None:
    draft = change(draft, area=ONE_PLACE)
    assert check(replace(draft, to=(CN,))) == [("to-incomplete", "to")]
    assert check(replace(draft, to=(CN, KZ, RU))) == [("to-sender", "to")]
    assert check(replace(draft, to=(CN, StateCode("IN"), RU))) == [("to-no-party", "to, IN")]
    stranger = replace(draft, sender=StateCode("IN"), to=(CN, KZ, RU))
    assert check(stranger) == [("from-no-party", "from")]


def test_the_other_side_alone(check, draft: Draft) -> None:
    notice = replace(draft, format=FormatId("side-notice"), content={"designation": {"en": "x"}})
    assert check(replace(notice, to=(CN,))) == []
    assert check(replace(notice, to=(CN, RU))) == [("to-own-side", "to, RU")]
    assert check(replace(notice, sender=CN, to=(KZ,))) == [("to-incomplete", "to")]


def test_one_addressee(check, draft: Draft, document: Document) -> None:
    reply = replace(draft, format=FormatId("reply"), content={}, refers_to=(document.reference,), sender=CN)
    assert check(replace(reply, to=(KZ,)), document) == []
    assert check(replace(reply, to=(KZ, RU)), document) == [("to-one", "to")]


def test_who_is_bound_depends_on_the_day(draft: Draft, agreement: Agreement, vocabulary: Vocabulary) -> None:
    left = replace(agreement.parties[2], until=PartialDate("2024-04"))
    joined = replace(agreement.parties[1], since=PartialDate("2024-06"))
    changed = replace(agreement, parties=(agreement.parties[0], joined, left))
    draft = replace(change(draft, area=[{"name": {"en": "Otar"}}]), to=(RU,))

    def codes(at: datetime | None, *to: StateCode) -> list[str]:
        faults = validate(replace(draft, to=to), changed, vocabulary, {}, {}, at)
        return [fault.what.en for fault in faults if fault.where == "to"]

    assert codes(None, RU) == []
    assert codes(datetime(2024, 4, 26, tzinfo=UTC), CN) == []
    assert codes(datetime(2024, 7, 1, tzinfo=UTC), CN) == ["The format goes to more states; missing: Russia."]


def test_the_head(check, draft: Draft) -> None:
    draft = change(draft, area=ONE_PLACE)
    assert check(replace(draft, agreement=AgreementId("other"))) == [("agreement", "agreement")]
    assert check(replace(draft, format=FormatId("other"))) == [("format", "format")]
    assert check(replace(draft, language="Russian")) == [("language-code", "language")]
    assert check(replace(draft, origin=Origin(OriginKind.RECONSTRUCTED))) == [("sources", "origin")]


# --- Earlier messages -------------------------------------------------------------------------------


def told(draft: Draft, mark: str, day: int = 2) -> Document:
    matter = MatterId("TS24/KZ/2024/0007/EX")
    return freeze(draft, Reference(f"{matter}/{mark}"), matter, AT.replace(day=day))


def test_an_amendment_is_sound_and_one_that_changes_nothing_is_noticed(
    check, document: Document, agreement: Agreement
) -> None:
    draft = draft_change(document, agreement, MessageKind.AMENDMENT)
    nothing = [("nothing-changed?", "kind"), ("zone-no-position?", "item 4, place 2")]
    assert check(draft, document) == nothing
    amended = change(draft, designation={"en": "Steppe-2025"}, area=ONE_PLACE)
    assert check(amended, document) == []
    again = replace(amended, refers_to=(Reference("TS24/KZ/2024/0007/EX/A1"),))
    assert check(again, document, told(amended, "A1")) == [("nothing-changed?", "kind")]


def test_nothing_is_added_to_a_cancelled_matter(check, document: Document, agreement: Agreement) -> None:
    cancelled = told(draft_cancellation(document, agreement), "X")
    draft = change(draft_change(document, agreement, MessageKind.AMENDMENT), area=ONE_PLACE)
    assert check(draft, document, cancelled) == [("matter-cancelled", "refers to")]


def test_a_cancellation_in_a_format_of_its_own(check, document: Document, agreement: Agreement) -> None:
    draft = draft_cancellation(document, agreement)
    assert (draft.format, draft.kind, draft.matter) == (
        "cancellation",
        MessageKind.CANCELLATION,
        document.matter,
    )
    assert check(draft, document) == []
    assert check(draft) == [
        ("refers-unknown", "refers to"),
        ("requires", "refers to"),
        ("matter-unknown", "refers to"),
    ]
    assert check(replace(draft, matter=None), document) == [("matter-missing", "refers to")]
    assert check(replace(draft, kind=MessageKind.AMENDMENT), document) == [("kind", "kind")]


def test_a_nil_return_and_a_cancellation_need_not_be_complete(
    check, draft: Draft, document: Document, agreement: Agreement
) -> None:
    assert check(replace(draft, kind=MessageKind.NIL, content={})) == []
    bare = replace(draft_change(document, agreement, MessageKind.CANCELLATION), content={})
    assert check(bare, document) == []


def test_only_its_sender_changes_a_matter_and_only_in_its_format(
    check, document: Document, agreement: Agreement
) -> None:
    draft = change(draft_change(document, agreement, MessageKind.CORRECTION), area=ONE_PLACE)
    assert check(replace(draft, sender=RU, to=(CN, KZ)), document) == [("matter-sender", "refers to")]
    everything = replace(draft, format=FormatId("everything"), content={})
    assert check(everything, document) == [("matter-format", "refers to")]
    assert check(replace(draft, refers_to=()), document) == [("matter-not-referred", "refers to")]
    assert check(replace(draft, to=(CN,)), document) == [("to-incomplete", "to"), ("to-left-out?", "to")]


def test_an_answer_refers_to_what_it_answers(check, document: Document, agreement: Agreement) -> None:
    draft = Draft(
        agreement=agreement.id,
        format=FormatId("reply"),
        sender=CN,
        to=(document.sender,),
        kind=MessageKind.ORIGINAL,
        content={},
        language="en",
        refers_to=(document.reference,),
    )
    assert check(draft, document) == []
    assert check(replace(draft, refers_to=())) == [("requires", "refers to")]
    assert check(replace(draft, matter=MatterId("TS24/CN/2024/0001/OR")), document) == [
        ("matter-foreign", "refers to")
    ]
    cancelled = told(draft_cancellation(document, agreement), "X")
    assert check(draft, document, cancelled) == [("refers-cancelled?", "refers to")]
    elsewhere = replace(document, agreement=AgreementId("other"))
    assert check(draft, elsewhere) == [("refers-elsewhere", "refers to")]


# --- As the recipient ------------------------------------------------------------------------------


def test_a_received_document_is_checked_like_a_draft(
    document: Document, agreement: Agreement, vocabulary: Vocabulary, bands: dict[ZoneId, Band]
) -> None:
    known = {document.reference: document}
    faults = validate_document(document, agreement, vocabulary, known, bands)
    assert [fault.code for fault in faults] == ["zone-no-position"]
    foreign = replace(document, reference=Reference("SH96/KZ/2024/0007/OR/O"))
    codes = [fault.code for fault in validate_document(foreign, agreement, vocabulary, {}, bands)]
    assert codes == ["reference-code", "reference-topic", "zone-no-position"]


def test_what_the_recipient_never_received_is_a_warning_to_it(
    document: Document, agreement: Agreement, vocabulary: Vocabulary, bands: dict[ZoneId, Band]
) -> None:
    amendment = told(change(draft_change(document, agreement, MessageKind.AMENDMENT), area=ONE_PLACE), "A1")
    faults = validate_document(amendment, agreement, vocabulary, {}, bands)
    assert [(fault.code, fault.severity) for fault in faults] == [
        ("refers-unknown", Severity.WARNING),
        ("matter-unknown", Severity.WARNING),
    ]
    assert thaw(amendment).matter == document.matter
