from __future__ import annotations

from typing import Any

from tests.web.pages import entries, rows


def test_today_says_what_waits(told: Any) -> None:
    text = told.visit("second").get("/").text
    assert entries(text) == {
        "Due now": "0",
        "Deadline passed": "0",
        "Unread messages": "1",
        "Drills in the next 30 days": "0",
        "Visits in the next 30 days": "0",
    }
    assert rows(text, "Drafts") == [
        ["Aibalta-2024", "Information on an exercise SCO model agreement", DRAFTED, "waits for release"],
        ["Begun", "Information on an exercise SCO model agreement", DRAFTED, "draft"],
    ]
    assert rows(text, "Unread messages") == [
        [
            "<b>Yanshan & sons</b> SCO24/CN/2024/0001/EX/O",
            "China",
            "Information on an exercise original",
            "26 Apr 2024, 04:30 UTC 2 hours ago",
            "no. 0",
            "received",
        ]
    ]


DRAFTED = "26 Apr 2024, 06:30 UTC duty · now"


def test_a_releaser_sees_what_waits_for_release_and_no_open_draft(told: Any) -> None:
    text = told.visit("releaser").get("/").text
    assert [row[0] for row in rows(text, "Drafts")] == ["Aibalta-2024"]


def test_a_reader_is_offered_nothing_to_write(told: Any) -> None:
    text = told.visit("reader").get("/").text
    assert 'href="/drafts"' not in text
    assert ">Drafts<" not in text


def test_the_first_page_in_russian_and_chinese(told: Any) -> None:
    russian, chinese = (told.visit("second", language).get("/").text for language in ("ru", "zh"))
    assert list(entries(russian)) == [
        "Подлежит исполнению",
        "Срок истёк",
        "Непрочитанные сообщения",
        "Учения в ближайшие 30 дней",
        "Посещения в ближайшие 30 дней",
    ]
    assert rows(chinese, "草稿")[0] == [
        "Aibalta-2024",
        "演习通报 上合组织协定范本",
        "2024年4月26日 06:30 UTC duty · 现在",
        "待签发",
    ]
