from __future__ import annotations

from typing import Any

import pytest

FORM = {"Content-Type": "application/x-www-form-urlencoded"}


@pytest.fixture
def token(client: Any) -> str:
    text: str = client.get("/").json()["token"]
    return text


def test_values_come_in_normal_form_and_order(client: Any, token: str) -> None:
    body = f"token={token}&w=e%CC%81%0D%0Ab&w=%D1%83%D1%87%D0%B5%D0%BD%D0%B8%D0%B5&empty="
    answer = client.post("/take", content=body, headers=FORM)
    assert answer.json()["fields"] == {"token": [token], "w": ["é\nb", "учение"], "empty": [""]}


def test_files_come_with_their_bytes(client: Any, token: str) -> None:
    answer = client.post("/take", data={"token": token, "a": "б"}, files={"f": ("план.pdf", b"%PDF")})
    assert answer.json() == {"fields": {"token": [token], "a": ["б"]}, "files": {"f": 4}}


@pytest.mark.parametrize("value", [b"%ff", b"%d1", b"\xff", b"%ed%a0%80"])
def test_what_is_not_utf_8_is_refused(client: Any, token: str, value: bytes) -> None:
    answer = client.post("/take", content=b"token=" + token.encode() + b"&w=" + value, headers=FORM)
    assert answer.status_code == 400
    assert "Nothing was changed." in answer.text


def test_too_many_fields_are_refused(client: Any, token: str) -> None:
    answer = client.post("/take", content=f"token={token}" + "&a=" * 5000, headers=FORM)
    assert answer.status_code == 400
