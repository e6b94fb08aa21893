"""Papers as PDF: what stands in them, in three languages, and what they refuse."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import typst

from detente.documents.papers.contents import (
    Attendee,
    BadgeSheet,
    Invitation,
    NamedState,
    Paper,
    PaperKind,
    Programme,
    QuotaSummary,
    ReportForm,
    TeamList,
)
from detente.documents.papers.press import Stationery
from detente.documents.papers.reader import read_stationery
from detente.documents.papers.render import paper_kind, paper_name, render_paper
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.instants import parse_instant, parse_partial_date
from detente.kernel.languages import Language, Text
from detente.messages.document import OriginKind
from detente.messages.values import FreeText, Person
from detente.record.members import Member

Papers = dict[PaperKind, Paper]
TextOf = Callable[[bytes], str]
AT = parse_instant("2027-11-24T16:00:00Z")
EN, RU, ZH = Language

SAID = {
    (PaperKind.INVITATION, EN): [
        "Ministry of Defence",
        "Invitation of observers",
        "On the basis of the Shanghai Agreement of 1996, Article 6(4), we have the honour to invite",
        "12 May 2027, 04:00 UTC",
        "We should be grateful for your reply by 2 May 2027, 23:59 UTC. Where no reply is received by then, the "
        "invitation counts as declined. Participation is voluntary; no reason need be given for declining.",
        "Day 1: Wednesday, 12 May 2027",
        "Annex: programme",
    ],
    (PaperKind.INVITATION, RU): [
        "Приглашение наблюдателей",
        "«Шанхайское соглашение 1996 года» (пункт 4 статьи 6)",
        "Просим направить ответ не позднее 2 мая 2027 г., 23:59 UTC.",
        "Степной щит — 2027",
        "Приложение: программа",
    ],
    (PaperKind.INVITATION, ZH): [
        "观察员邀请函",
        "第六条第四款",
        "届时未收到答复的，视为谢绝邀请。",
        "附件：日程",
    ],
    (PaperKind.TEAM_LIST, EN): ["List of observers", "Wang Xiaoming", "王晓明", "Senior Colonel", "CN-01"],
    (PaperKind.TEAM_LIST, RU): ["Список наблюдателей", "Ван Сяомин", "старший полковник"],
    (PaperKind.TEAM_LIST, ZH): ["观察员名单", "王晓明", "李䶮", "大校"],
    (PaperKind.PROGRAMME, EN): ["Programme of the observation", "43.5402° N, 75.2137° E; good to 5 km"],
    (PaperKind.PROGRAMME, RU): ["Программа наблюдения", "День 2: четверг, 13 мая 2027 г."],
    (PaperKind.PROGRAMME, ZH): ["观察日程", "奥塔尔"],
    (PaperKind.BADGES, EN): ["OBSERVER", "观察员", "Wang Xiaoming", "王晓明", "China"],
    (PaperKind.BADGES, RU): ["НАБЛЮДАТЕЛЬ", "观察员", "Ван Сяомин", "王晓明", "Китай"],
    (PaperKind.BADGES, ZH): ["观察员", "王晓明", "中国"],
    (PaperKind.REPORT_FORM, EN): [
        "TRAINING — not an official paper",
        "6. What was seen",
        "To be filled in by hand",
    ],
    (PaperKind.REPORT_FORM, RU): ["УЧЕБНЫЙ ДОКУМЕНТ", "Заполняется от руки", "От посещающей стороны"],
    (PaperKind.REPORT_FORM, ZH): ["训练用件", "请用正楷手工填写", "该协定为范本"],
    (PaperKind.INSPECTION_NOTICE, EN): [
        "Notice of an inspection",
        "Protocol IV, section III",
        "44.9000° N, 132.1000° E",
        "Dates of birth and passport numbers are left out of this copy.",
    ],
    (PaperKind.INSPECTION_NOTICE, RU): ["раздел III Протокола IV", "44.9000° с. ш., 132.1000° в. д."],
    (PaperKind.INSPECTION_NOTICE, ZH): ["视察通知", "第四议定书第三节"],
    (PaperKind.VISIT_REQUEST, EN): [
        "Request for a visit to a unit",
        "have the honour to ask that our representatives",
        "Area of the visit",
        "the request counts as declined. The answer is free; no reason need be given for declining.",
    ],
    (PaperKind.VISIT_REQUEST, RU): [
        "Просьба о посещении воинской части",
        "Район посещения",
        "Ответ свободен",
    ],
    (PaperKind.VISIT_REQUEST, ZH): ["访问部队的请求", "访问区域", "谢绝无须说明理由"],
    (PaperKind.QUOTA_SUMMARY, EN): ["Summary of quotas, 2027", "not known", "Messages the figures rest on"],
    (PaperKind.QUOTA_SUMMARY, RU): ["Сводка квот, 2027 год", "нет данных"],
    (PaperKind.QUOTA_SUMMARY, ZH): ["配额汇总", "不详"],
}
COUNTS = {
    EN: "The signed message counts; this paper is printed from it.",
    RU: "Силу имеет подписанное сообщение; настоящий документ отпечатан на его основе.",
    ZH: "以经签名的电文为准；本件据该电文印制。",
}
RESTS_ON = {EN: "What this paper rests on", RU: "Основание настоящего документа", ZH: "本件依据"}


def without_blanks(text: str) -> str:
    """Blanks between Chinese and Latin are the setter's own."""
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", PaperKind)
def test_what_it_says(
    kind: PaperKind, language: Language, papers: Papers, stationery: Stationery, text_of: TextOf
) -> None:
    paper = papers[kind]
    text = without_blanks(text_of(render_paper(paper, language, stationery, printed_at=AT)))
    wanted = [
        *SAID[kind, language],
        *paper.basis.references,
        paper.basis.agreement.in_(language),
        paper.basis.article.in_(language),
        COUNTS[language],
        RESTS_ON[language],
    ]
    assert [one for one in wanted if without_blanks(one) not in text] == []


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", PaperKind)
def test_tagged_for_archives_and_the_same_every_time(
    kind: PaperKind, language: Language, papers: Papers, stationery: Stationery
) -> None:
    made = render_paper(papers[kind], language, stationery, printed_at=AT)
    wanted = (
        b"%PDF-1.7",
        b"<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>",
        b"<pdfuaid:part>1</pdfuaid:part>",
        b"/StructTreeRoot",
        b"/Marked true",
        b"<xmp:CreateDate>2027-11-24T16:00:00+00:00</xmp:CreateDate>",
        {EN: b"/Lang(en)", RU: b"/Lang(ru)", ZH: b"/Lang(zh-CN)"}[language],
    )
    assert [one for one in wanted if one not in made] == []
    again = render_paper(papers[kind], language, read_stationery(), printed_at=AT)
    assert again == made


def test_the_kinds(papers: Papers) -> None:
    assert {kind: paper_kind(paper) for kind, paper in papers.items()} == {kind: kind for kind in PaperKind}
    assert paper_name(PaperKind.BADGES).en == "Badge sheet"


@pytest.mark.parametrize("kind", [PaperKind.TEAM_LIST, PaperKind.INSPECTION_NOTICE, PaperKind.BADGES])
def test_personal_data_only_where_it_may_be(
    kind: PaperKind, papers: Papers, stationery: Stationery, text_of: TextOf
) -> None:
    without = text_of(render_paper(papers[kind], EN, stationery, printed_at=AT))
    assert "PE1234567" not in without
    assert "1975" not in without
    with_them = text_of(render_paper(papers[kind], EN, stationery, printed_at=AT, personal=True))
    assert ("PE1234567" in with_them, "2 March 1975" in with_them) == (
        (False, False) if kind is PaperKind.BADGES else (True, True)
    )


def test_a_filled_form_says_what_the_message_says_and_hides_what_is_personal(
    papers: Papers, stationery: Stationery, text_of: TextOf
) -> None:
    empty = papers[PaperKind.REPORT_FORM]
    assert isinstance(empty, ReportForm)
    items = tuple(replace(one, personal=one.id == "host-remarks") for one in empty.format.items)
    filled = replace(
        empty,
        format=replace(empty.format, items=items),
        own_language="ru",
        content={
            "took-place": True,
            "team": 5,
            "findings": {"ru": "Показаны казармы.\nПроведено занятие."},
            "host-remarks": {"ru": "Фамилия дежурного"},
        },
    )
    text = text_of(render_paper(filled, EN, stationery, printed_at=AT))
    assert (
        "1. The visit took place yes 5. Number of visitors 5 (persons) 6. What was seen Показаны казармы."
        in text
    )
    assert "Personal data is left out of this copy." in text
    assert "Фамилия" not in text
    assert "To be filled in" not in text
    assert "Фамилия дежурного" in text_of(render_paper(filled, EN, stationery, printed_at=AT, personal=True))


def test_words_are_set_and_never_run(papers: Papers, stationery: Stationery, text_of: TextOf) -> None:
    paper = papers[PaperKind.INVITATION]
    assert isinstance(paper, Invitation)
    hostile = '#panic("x") *bold* $x^2$ #read("/etc/passwd") \\ @ref <label> // no'
    occasion = replace(paper.occasion, object=FreeText({"en": hostile}))
    text = text_of(render_paper(replace(paper, occasion=occasion), EN, stationery, printed_at=AT))
    assert without_blanks(hostile) in without_blanks(text)


def test_every_han_character_of_the_national_standard_can_be_printed(
    papers: Papers, stationery: Stationery, text_of: TextOf
) -> None:
    """GBK has all of GB 2312 and more; names of people are written in it."""
    han = "".join(chr(code) for code in range(0x4E00, 0x9FA6))
    assert han.encode("gbk").decode("gbk") == han
    paper = papers[PaperKind.INVITATION]
    assert isinstance(paper, Invitation)
    occasion = replace(paper.occasion, object=FreeText({"zh": han}))
    assert render_paper(replace(paper, occasion=occasion), ZH, stationery, printed_at=AT)[:5] == b"%PDF-"


def test_letters_of_the_states_that_write_in_latin_and_cyrillic(
    papers: Papers, stationery: Stationery
) -> None:
    paper = papers[PaperKind.INVITATION]
    assert isinstance(paper, Invitation)
    names = "Ұлттық Өскемен Ғ Қ Ң Ү Һ І ӣ ӯ ҳ ҷ ғ қ Ў Ə ə ı Ğ ş Łódź Žižka Őrség Ț ß Å İstanbul Đà Nẵng Αθήνα"
    occasion = replace(paper.occasion, object=FreeText({"en": names}))
    assert render_paper(replace(paper, occasion=occasion), EN, stationery, printed_at=AT)[:5] == b"%PDF-"


def test_a_character_that_no_font_has(papers: Papers, stationery: Stationery) -> None:
    paper = papers[PaperKind.BADGES]
    assert isinstance(paper, BadgeSheet)
    badge = Attendee(Member(Person(FreeText({"en": "ქართლი"}))), paper.badges[0].state)
    with pytest.raises(InputError) as caught:
        render_paper(replace(paper, badges=(badge,)), EN, stationery, printed_at=AT)
    assert caught.value.code == "paper-characters"
    assert "ქ" in caught.value.message.ru


def test_without_the_fonts_that_come_with_it(papers: Papers, stationery: Stationery, tmp_path: Path) -> None:
    none = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(tmp_path)])
    bare = replace(stationery, fonts=none)
    with pytest.raises(OperatorError) as caught:
        render_paper(papers[PaperKind.BADGES], EN, bare, printed_at=AT)
    assert caught.value.code == "paper-fonts"


def codes(paper: Paper, stationery: Stationery) -> list[tuple[str, str]]:
    with pytest.raises(InputError) as caught:
        render_paper(paper, EN, stationery, printed_at=AT)
    return [(fault.code, fault.where) for fault in caught.value.faults]


def test_bad_letters(papers: Papers, stationery: Stationery) -> None:
    paper = papers[PaperKind.INVITATION]
    assert isinstance(paper, Invitation)
    occasion = replace(paper.occasion, guests=(), end=parse_partial_date("2027-05-11"))
    bad = replace(paper, basis=replace(paper.basis, references=()), occasion=occasion, to=(), team=0)
    assert codes(bad, stationery) == [
        ("paper-basis", "basis"),
        ("paper-states", "occasion"),
        ("paper-dates", "occasion"),
        ("paper-states", "to"),
        ("paper-team", "team"),
    ]


def test_an_end_on_the_day_of_arrival_is_good(papers: Papers, stationery: Stationery) -> None:
    paper = papers[PaperKind.PROGRAMME]
    assert isinstance(paper, Programme)
    occasion = replace(paper.occasion, end=parse_partial_date("2027-05-12"))
    assert render_paper(replace(paper, occasion=occasion), EN, stationery, printed_at=AT)


def test_empty_and_endless_lists(papers: Papers, stationery: Stationery) -> None:
    team, sheet = papers[PaperKind.TEAM_LIST], papers[PaperKind.BADGES]
    assert isinstance(team, TeamList)
    assert isinstance(sheet, BadgeSheet)
    assert codes(replace(team, members=()), stationery) == [("paper-empty", "members")]
    assert codes(replace(sheet, badges=sheet.badges * 1_001), stationery) == [("paper-long", "badges")]


def test_figures_below_nought_and_no_figures(papers: Papers, stationery: Stationery) -> None:
    paper = papers[PaperKind.QUOTA_SUMMARY]
    assert isinstance(paper, QuotaSummary)
    bad = replace(paper, lines=(paper.lines[0], replace(paper.lines[1], used=-1)))
    assert codes(bad, stationery) == [("paper-figure", "line 2")]
    assert codes(replace(paper, lines=()), stationery) == [("paper-empty", "lines")]


@pytest.mark.parametrize(
    ("origin", "mark"),
    [
        (OriginKind.TRAINING, "TRAINING — not an official paper"),
        (OriginKind.RECONSTRUCTED, "RECONSTRUCTED FROM PUBLIC REPORTS — not an official paper"),
    ],
)
def test_what_is_not_official_is_marked(
    origin: OriginKind, mark: str, papers: Papers, stationery: Stationery, text_of: TextOf
) -> None:
    paper = papers[PaperKind.QUOTA_SUMMARY]
    assert isinstance(paper, QuotaSummary)
    marked = replace(paper, basis=replace(paper.basis, origin=origin))
    assert mark in text_of(render_paper(marked, EN, stationery, printed_at=AT))
    assert mark not in text_of(render_paper(paper, EN, stationery, printed_at=AT))


def test_an_invented_state_keeps_its_name(papers: Papers, stationery: Stationery, text_of: TextOf) -> None:
    paper = papers[PaperKind.PROGRAMME]
    assert isinstance(paper, Programme)
    invented = NamedState(paper.sender.code, Text("Quiet River", "Тихая Река", "静河国"))
    text = text_of(render_paper(replace(paper, sender=invented), RU, stationery, printed_at=AT))
    assert text.startswith("Тихая Река")


def test_quick_enough_for_a_page(papers: Papers, stationery: Stationery) -> None:
    render_paper(papers[PaperKind.INVITATION], ZH, stationery, printed_at=AT)
    began = time.perf_counter()
    for kind in PaperKind:
        render_paper(papers[kind], ZH, stationery, printed_at=parse_instant("2027-12-01T00:00:00Z"))
    assert (time.perf_counter() - began) / len(PaperKind) < 1
