"""The numbered notice: what it looks like, that it reads back, and what it says when it does not."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from detente.agreements.load import load_pack
from detente.agreements.model import Agreement, Format, Vocabulary
from detente.agreements.new import new_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Language
from detente.messages.document import Document, JsonValue, Origin, OriginKind
from detente.messages.items.files import attachments_in
from detente.messages.numbered import format_numbered, parse_numbered

SLOW = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}

ENGLISH = """\
Format EX
Three states, Article 3(1)
Invented agreement, for training.
==============================================================================
Reference:     TS24/KZ/2024/0007/EX/A1
Kind:          amendment
From:          Kazakhstan (KZ)
To:            China (CN); Russia (RU)
Date:          2024-04-26 06:30 UTC
Refers to:     TS24/KZ/2024/0007/EX/O
Agreement:     Three states (three-states)
Format:        Format EX (notification)
Language:      English (en)
Audience:      the parties
Origin:        reconstructed from public reports
Sources:       https://example.org/1
               https://example.org/2
Made public:   2024-04
------------------------------------------------------------------------------
1. Designation:
   [en] Steppe-2024
   [ru] Степь-2024
2. Type: live exercise
3. Dates: from 2024-05-12 to 2024-05-20
4. Area:
   (1) Name: Otar
       Position: 43.5400° N, 75.2100° E
       Accuracy: 15 km
   (2) Name: Balkhash: west
5. Participating states: China (CN); Kazakhstan (KZ)
6. Strength:
   Total:
      (1) Personnel: about 13,000
      (2) Battle tanks: 250
   China (CN):
      (2) Battle tanks: 50
   Kazakhstan (KZ):
      (1) Personnel: 12,900
      (2) Battle tanks: 200
7. Purpose:
   Joint command in a counter-terrorist operation.

   Live firing on the last day.
8. Observers: 6 (persons)
------------------------------------------------------------------------------
End of TS24/KZ/2024/0007/EX/A1
"""

CHINESE = """\
格式EX
三国协定，第三条第一款
虚构协定，供训练使用。
==============================================================================
电文编号：  TS24/KZ/2024/0007/EX/A1
电文种类：  修改
发文方：    哈萨克斯坦（KZ）
收文方：    中国（CN）；俄罗斯（RU）
日期：      2024-04-26 06:30 UTC
引用电文：  TS24/KZ/2024/0007/EX/O
协定：      三国协定（three-states）
格式：      格式EX（notification）
语言：      英语（en）
可阅范围：  缔约国
来源：      根据公开报道整理
出处：      https://example.org/1
            https://example.org/2
公布日期：  2024-04
------------------------------------------------------------------------------
1. 名称：
   [en] Steppe-2024
   [ru] Степь-2024
2. 类型：实兵演习
3. 日期：2024-05-12至2024-05-20
4. 地区：
   (1) 名称：Otar
       坐标：北纬43.5400°，东经75.2100°
       精度：15公里
   (2) 名称：Balkhash: west
5. 参加国：中国（CN）；哈萨克斯坦（KZ）
6. 兵力：
   总计：
      (1) 人员：约13,000
      (2) 作战坦克：250
   中国（CN）：
      (2) 作战坦克：50
   哈萨克斯坦（KZ）：
      (1) 人员：12,900
      (2) 作战坦克：200
7. 目的：
   Joint command in a counter-terrorist operation.

   Live firing on the last day.
8. 观察员：6（人）
------------------------------------------------------------------------------
电文 TS24/KZ/2024/0007/EX/A1 完
"""


@pytest.fixture
def amended(document: Document) -> Document:
    origin = Origin(
        OriginKind.RECONSTRUCTED,
        ("https://example.org/1", "https://example.org/2"),
        PartialDate("2024-04"),
    )
    return replace(
        document,
        reference=Reference("TS24/KZ/2024/0007/EX/A1"),
        kind=type(document.kind)("amendment"),
        refers_to=(document.reference,),
        origin=origin,
        content={**document.content, "observers": 6},
    )


def test_the_notice_in_english(amended: Document, agreement: Agreement, vocabulary: Vocabulary) -> None:
    assert format_numbered(amended, agreement, vocabulary, Language.EN) == ENGLISH


def test_the_notice_in_chinese(amended: Document, agreement: Agreement, vocabulary: Vocabulary) -> None:
    assert format_numbered(amended, agreement, vocabulary, Language.ZH) == CHINESE


@pytest.mark.parametrize("text", [ENGLISH, CHINESE])
def test_the_notice_reads_back(
    text: str, amended: Document, agreement: Agreement, vocabulary: Vocabulary
) -> None:
    known = {agreement.id: agreement}
    assert parse_numbered(text, known, vocabulary) == amended
    mailed = "\ufeff\n" + text.replace("\n", "  \r\n") + "\r\n"
    assert parse_numbered(mailed, known, vocabulary) == amended


@pytest.mark.parametrize("language", list(Language))
@settings(max_examples=60, **SLOW)
@given(data=st.data())
def test_what_is_printed_reads_back_equal(
    data: st.DataObject,
    language: Language,
    documents: SearchStrategy[Document],
    agreement: Agreement,
    vocabulary: Vocabulary,
) -> None:
    document = data.draw(documents)
    text = format_numbered(document, agreement, vocabulary, language)
    assert parse_numbered(text, {agreement.id: agreement}, vocabulary) == document


@pytest.fixture(scope="module")
def shipped() -> dict[AgreementId, Agreement]:
    vocabulary = read_vocabulary()
    packs = {**shipped_packs(), AgreementId("toy"): new_pack("toy")}
    return {name: load_pack(files, vocabulary) for name, files in packs.items()}


@settings(max_examples=60, **SLOW)
@given(data=st.data())
def test_every_format_of_the_packs_reads_back(
    data: st.DataObject,
    shipped: dict[AgreementId, Agreement],
    contents: Callable[[Format], SearchStrategy[dict[str, JsonValue]]],
    documents: SearchStrategy[Document],
) -> None:
    agreement = data.draw(st.sampled_from(list(shipped.values())))
    message_format = data.draw(st.sampled_from(list(agreement.formats.values())))
    matter = MatterId(f"{agreement.code}/KZ/2024/0007/{message_format.topic}")
    blank = replace(
        data.draw(documents),
        agreement=agreement.id,
        format=message_format.id,
        matter=matter,
        reference=Reference(f"{matter}/O"),
        refers_to=(),
        kind=type(message_format.kinds[0])("original"),
    )
    content = data.draw(contents(message_format))
    document = replace(blank, content=content, attachments=attachments_in(content))
    vocabulary = read_vocabulary()
    text = format_numbered(document, agreement, vocabulary, data.draw(st.sampled_from(Language)))
    assert parse_numbered(text, shipped, vocabulary) == document


# --- What is not a notice ---------------------------------------------------------------------------


def faults_of(text: str, agreement: Agreement, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as raised:
        parse_numbered(text, {agreement.id: agreement}, vocabulary)
    faults = raised.value.faults
    assert all(len({fault.what.en, fault.what.ru, fault.what.zh}) == 3 for fault in faults)
    return [(fault.code, fault.where) for fault in faults]


EDITS: list[tuple[str, str, list[tuple[str, str]]]] = [
    (
        "TS24/KZ/2024/0007/EX/A1\nK",
        "TS24/KZ/2024/7/EX/A1\nK",
        [("reference", "line 5"), ("notice-end", "line 46")],
    ),
    ("Kind:          amendment", "Kind:          change", [("value", "line 6")]),
    ("Kind:          amendment\n", "", [("head-missing", "line 5")]),
    ("Kind:   ", "Sort:   ", [("head-missing", "line 5"), ("head-unknown", "line 6")]),
    ("(KZ)\nTo", "(WW)\nTo", [("state", "line 7")]),
    ("China (CN); Russia (RU)\nD", "Russia (RU); China (CN)\nD", [("to-order", "line 8")]),
    ("2024-04-26 06:30 UTC", "26 April 2024", [("instant", "line 9")]),
    ("(three-states)", "(four-states)", [("agreement", "line 11")]),
    ("(notification)", "(telegram)", [("format", "line 12")]),
    ("(en)\nA", "(english)\nA", [("language-code", "line 13")]),
    ("the parties", "everyone", [("value", "line 14")]),
    ("Made public:   2024-04", "Made public:   April", [("date", "line 18")]),
    ("2. Type: live exercise", "2. Type: parade", [("value", "line 23")]),
    ("2. Type: live exercise", "2. Name: live exercise", [("item-label", "line 23")]),
    ("2. Type: live exercise", "Type: live exercise", [("item-number", "line 23")]),
    ("2. Type: live exercise", "19. Type: live exercise", [("item-number", "line 23")]),
    ("2. Type: live exercise", "2. Type:", [("value-missing", "line 23")]),
    ("2. Type: live", "2. Type: live exercise\n2. Type: live", [("repeated", "line 24")]),
    ("from 2024-05-12 to", "2024-05-12 -", [("value", "line 24")]),
    ("from 2024-05-12", "from 2024-06-12", [("end-before-start", "line 24")]),
    ("from 2024-05-12", "from 12 May 2024", [("date", "line 24, start")]),
    ("   (1) Name: Otar", "   (2) Name: Otar", [("list-number", "line 26")]),
    ("   (1) Name: Otar", "   Otar", [("list-number", "line 26")]),
    ("   (1) Name: Otar", "   (1) Called: Otar", [("label", "line 26")]),
    ("   (2) Name: Balkhash: west", "   (2) Accuracy: 3 km", [("part-missing", "line 29")]),
    ("43.5400° N", "43.5400° W", [("position-form", "line 25, place 1, position 1")]),
    ("15 km", "15 miles", [("value", "line 28")]),
    ("15 km", "0 km", [("accuracy", "line 25, place 1, accuracy")]),
    ("   Total:\n", "   Sum:\n", [("state", "line 31, Sum")]),
    ("about 13,000", "roughly 13,000", [("value", "line 33")]),
    ("about 13,000", "13,000 men", [("value", "line 33")]),
    ("about 13,000", "about 13,000 men", [("value", "line 33")]),
    ("about 13,000", "13,00", [("value", "line 33")]),
    ("      (2) Battle tanks: 50", "      (2) Personnel: 50", [("label", "line 36")]),
    ("      (2) Battle tanks: 50", "      (9) Battle tanks: 50", [("list-number", "line 36")]),
    ("      (2) Battle tanks: 50", "  (2) Battle tanks: 50", [("indentation", "line 36")]),
    ("   Kazakhstan (KZ):", "   China (CN):", [("repeated", "line 37")]),
    ("8. Observers: 6 (persons)", "8. Observers: 6 (days)", [("wrong-unit", "line 44")]),
    ("8. Observers: 6 (persons)", "8. Observers: six", [("value", "line 44")]),
    ("   [ru] Степь", "   [en] Степь", [("repeated", "line 22")]),
    ("   [ru] Степь", "   Степь", [("label", "line 22")]),
    ("End of TS24/KZ/2024/0007/EX/A1\n", "", [("notice-end", "line 45")]),
    ("End of TS24/KZ/2024/0007/EX/A1", "End of TS24/KZ/2024/0007/EX/A2", [("notice-end", "line 46")]),
    ("-" * 78, "", [("notice-rule", "line 46")]),
    ("Reference: ", "Number: ", [("notice-head", "line 1")]),
]


@pytest.mark.parametrize(("old", "new", "expected"), EDITS)
def test_each_fault_names_its_line(
    old: str, new: str, expected: list[tuple[str, str]], agreement: Agreement, vocabulary: Vocabulary
) -> None:
    assert ENGLISH.count(old) >= 1
    assert faults_of(ENGLISH.replace(old, new), agreement, vocabulary) == expected


def test_all_faults_of_a_notice_come_at_once(agreement: Agreement, vocabulary: Vocabulary) -> None:
    text = ENGLISH.replace("live exercise", "parade").replace("15 km", "15").replace("250", "many")
    assert faults_of(text, agreement, vocabulary) == [
        ("value", "line 23"),
        ("value", "line 28"),
        ("value", "line 34"),
    ]


def test_a_fault_says_how_to_write_it(agreement: Agreement, vocabulary: Vocabulary) -> None:
    with pytest.raises(InputError) as raised:
        parse_numbered(ENGLISH.replace("live exercise", "parade"), {agreement.id: agreement}, vocabulary)
    (fault,) = raised.value.faults
    assert str(fault) == (
        "line 23: “parade” is not understood here. "
        "Write it like: live exercise; command-staff exercise; twin-1; twin-2."
    )


def test_a_text_of_the_size_of_a_book_is_not_read(agreement: Agreement, vocabulary: Vocabulary) -> None:
    with pytest.raises(InputError, match="too long"):
        parse_numbered("x" * 1_000_001, {agreement.id: agreement}, vocabulary)


LINES = ENGLISH.split("\n")


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_text_is_a_notice_or_an_input_error(
    data: st.DataObject, agreement: Agreement, vocabulary: Vocabulary
) -> None:
    lines = list(LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        place = data.draw(st.integers(0, len(lines) - 1))
        lines[place] = data.draw(st.text(max_size=20) | st.sampled_from(LINES).map(lambda one: "  " + one))
    for text in ("\n".join(lines), data.draw(st.text())):
        with suppress(InputError):
            parse_numbered(text, {agreement.id: agreement}, vocabulary)


def test_a_message_that_does_not_fit_its_format_is_not_printed(
    document: Document, agreement: Agreement, vocabulary: Vocabulary
) -> None:
    broken = replace(document, content={"type": "parade", "colour": {"en": "red"}})
    with pytest.raises(InputError) as raised:
        format_numbered(broken, agreement, vocabulary, Language.EN)
    assert [(fault.code, fault.where) for fault in raised.value.faults] == [
        ("item-unknown", "item colour"),
        ("choice-unknown", "item 2"),
    ]
    with pytest.raises(InputError, match="has no format"):
        format_numbered(replace(document, format=FormatId("other")), agreement, vocabulary, Language.EN)
