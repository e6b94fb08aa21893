from __future__ import annotations

import logging
import re
from typing import Any

import pytest

SAID = re.compile(r"<dd[^>]*>(.*?)</dd>", re.DOTALL)


def said(text: str) -> list[str]:
    return [" ".join(re.sub(r"<[^>]+>", " ", part).split()) for part in SAID.findall(text)]


@pytest.mark.parametrize(
    ("language", "happened", "kept"),
    [
        ("en", "Nothing stands at this address.", "Nothing was changed."),
        ("ru", "По этому адресу ничего нет.", "Ничего не изменено."),
        ("zh", "此地址没有内容。", "未作任何更改。"),
    ],
)
def test_an_unknown_address_says_so_in_the_readers_language(
    client: Any, language: str, happened: str, kept: str
) -> None:
    answer = client.get("/none", headers={"Accept-Language": f"{language},en;q=0.5"})
    assert (answer.status_code, answer.headers["content-language"]) == (404, language)
    assert said(answer.text)[:2] == [happened, kept]


def test_our_own_errors_speak_for_themselves(client: Any) -> None:
    answer = client.get("/fail/input", headers={"Accept-Language": "ru"})
    assert answer.status_code == 404
    assert said(answer.text) == ["Нет.", "Ничего не изменено.", "См."]


def test_a_right_that_is_missing_is_403(client: Any) -> None:
    answer = client.get("/fail/right")
    assert answer.status_code == 403
    assert said(answer.text) == ["You may not.", "Nothing was changed.", "Ask."]


def test_a_wrong_method_is_405(client: Any) -> None:
    answer = client.request("DELETE", "/preferences")
    assert answer.status_code in (403, 405)
    assert client.get("/preferences").status_code == 405


@pytest.mark.parametrize(("how", "status"), [("disk", 503), ("bug", 500)])
def test_trouble_on_our_side_is_logged_under_the_number_shown(
    client: Any, caplog: pytest.LogCaptureFixture, how: str, status: int
) -> None:
    with caplog.at_level(logging.ERROR, logger="detente.web"):
        answer = client.get(f"/fail/{how}")
    number = said(answer.text)[-1]
    assert answer.status_code == status
    assert re.fullmatch("[0-9a-f]{8}", number)
    assert [record.getMessage() for record in caplog.records] == [f"incident {number}"]
    assert "unforeseen" not in answer.text


def test_a_known_reader_keeps_the_way_about(client: Any) -> None:
    assert 'class="spine"' in client.get("/none").text
    assert 'class="spine"' not in client.get("/fail/disk").text
