from __future__ import annotations

import pytest

from detente.web import urls


@pytest.mark.parametrize("path", ["/", "/messages?page=2", "/messages/SH96/KZ/2024/0007/EX/O", "/a?b=//c"])
def test_a_path_of_this_desk_stays(path: str) -> None:
    assert urls.local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "//evil.example",
        "/\\evil.example",
        "https://evil.example/",
        "messages",
        "javascript:x",
        "/a\nb",
        "\\\\x",
    ],
)
def test_a_way_to_elsewhere_leads_to_the_first_page(path: str) -> None:
    assert urls.local_path(path) == urls.TODAY


def test_a_query_holds_what_is_set_in_order() -> None:
    assert urls.with_query("/m", page=2, words="a b", sender=None, kind="") == "/m?page=2&words=a+b"
    assert urls.with_query("/m", sender=None) == "/m"
