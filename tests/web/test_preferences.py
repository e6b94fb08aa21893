from __future__ import annotations

from typing import Any

import pytest


def change(client: Any, **fields: str) -> tuple[int, str, dict[str, str]]:
    token = client.get("/").json()["token"]
    answer = client.post("/preferences", data={"token": token, **fields})
    kept = {name: value for name, value in answer.cookies.items() if name != "detente_visit"}
    return answer.status_code, answer.headers["location"], kept


def test_a_choice_is_kept_and_leads_back_to_the_same_page(client: Any) -> None:
    assert change(client, language="ru", place="/messages?page=2") == (
        303,
        "/messages?page=2",
        {"detente_language": "ru"},
    )
    assert change(client, theme="dark", place="/") == (303, "/", {"detente_theme": "dark"})


@pytest.mark.parametrize("fields", [{"language": "xx"}, {"theme": "pink"}, {}])
def test_an_unknown_choice_leaves_things_as_they_are(client: Any, fields: dict[str, str]) -> None:
    assert change(client, place="/a", **fields) == (303, "/a", {})


def test_it_never_leads_elsewhere(client: Any) -> None:
    assert change(client, language="ru", place="//evil.example")[1] == "/"
