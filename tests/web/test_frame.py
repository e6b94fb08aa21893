from __future__ import annotations

import pytest
from starlette.types import Scope

from detente.kernel.languages import Language
from detente.web.frame import Theme, read_cookie, read_language, read_place, read_theme


def scope(cookie: str = "", languages: str = "") -> Scope:
    headers = [(b"cookie", cookie.encode("latin-1")), (b"accept-language", languages.encode())]
    return {"type": "http", "path": "/m", "query_string": b"", "headers": headers}


@pytest.mark.parametrize(
    ("cookie", "languages", "read"),
    [
        ("", "", Language.EN),
        ("", "kk-KZ,ru;q=0.8", Language.RU),
        ("", "zh-CN", Language.ZH),
        ("", "fr, de", Language.EN),
        ("", ";;;,,q=", Language.EN),
        ("detente_language=zh", "ru", Language.ZH),
        ("detente_language=xx", "ru", Language.RU),
    ],
)
def test_the_language_is_chosen_then_asked_for_then_english(
    cookie: str, languages: str, read: Language
) -> None:
    assert read_language(scope(cookie, languages)) is read


@pytest.mark.parametrize(
    ("cookie", "read"),
    [("detente_theme=dark", Theme.DARK), ("detente_theme=pink", Theme.AUTO), ("", Theme.AUTO)],
)
def test_the_ground_is_chosen_or_automatic(cookie: str, read: Theme) -> None:
    assert read_theme(scope(cookie)) is read


@pytest.mark.parametrize("cookie", ["a=b; a[]=c; x", "\xff=1", '"', "=;=", "detente_language"])
def test_cookies_of_any_shape_are_read_or_passed_over(cookie: str) -> None:
    assert read_cookie(scope(cookie), "none") is None


def test_the_place_is_path_and_query() -> None:
    assert read_place(scope()) == "/m"
    assert read_place({**scope(), "query_string": b"page=2&words=%D0%B0"}) == "/m?page=2&words=%D0%B0"
