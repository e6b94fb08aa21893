from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.conftest import token_in
from tests.web.pages import fields

from detente.web.csrf import Tokens

TOKENS = Tokens(b"secret")


def test_tokens_differ_and_hold_for_their_visit_alone() -> None:
    one, other = TOKENS.issue("visit"), TOKENS.issue("visit")
    assert one != other
    assert TOKENS.holds(one, "visit")
    assert TOKENS.holds(other, "visit")
    assert not TOKENS.holds(one, "another")
    assert not Tokens(b"other secret").holds(one, "visit")


@given(st.text())
def test_no_text_holds_by_chance(text: str) -> None:
    assert not TOKENS.holds(text, "visit")


@given(st.binary(min_size=64, max_size=64))
def test_no_bytes_hold_by_chance(data: bytes) -> None:
    assert not TOKENS.holds(base64.urlsafe_b64encode(data).decode(), "visit")


def test_a_form_with_its_token_is_taken(client: Any) -> None:
    token = client.get("/").json()["token"]
    answer = client.post("/take", data={"token": token, "words": "a"})
    assert answer.json() == {"fields": {"token": [token], "words": ["a"]}, "files": {}}


@pytest.mark.parametrize("token", ["", "wrong", None])
def test_a_form_without_it_is_refused_and_says_what_to_do(client: Any, token: str | None) -> None:
    client.get("/")
    answer = client.post("/take", data={} if token is None else {"token": token})
    assert answer.status_code == 403
    assert "Go back one page, reload it and send the form again." in answer.text
    assert "Send again" not in answer.text


def test_a_form_of_our_own_page_is_offered_again_as_it_was_sent(client: Any) -> None:
    client.get("/")
    typed = {"words": 'two\n"lines"', "do": "save", "token": "old"}
    answer = client.post("/take?checked=1", data=typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    sent = {**fields(answer.text), "token": [token_in(answer.text)]}
    assert (sent["words"], sent["do"], 'action="/take?checked=1"' in answer.text) == (
        ['two\n"lines"'],
        ["save"],
        True,
    )
    assert client.post("/take", data=sent).json()["fields"] == sent


@pytest.mark.parametrize(
    ("site", "sent"),
    [
        ("cross-site", {"data": {"words": "a"}}),
        ("same-origin", {"data": {"password": "secret"}}),
        ("same-origin", {"data": {"words": "a"}, "files": {"map": ("map.png", b"png", "image/png")}}),
    ],
)
def test_what_came_from_elsewhere_a_password_or_a_file_is_not_offered_again(
    client: Any, site: str, sent: dict[str, Any]
) -> None:
    client.get("/")
    answer = client.post("/take", headers={"Sec-Fetch-Site": site}, **sent)
    assert (answer.status_code, "Send again" in answer.text) == (403, False)


def test_a_token_of_another_visit_is_refused(client: Any) -> None:
    token = client.get("/").json()["token"]
    client.cookies.clear()
    client.get("/")
    assert client.post("/take", data={"token": token}).status_code == 403


def test_a_token_from_before_signing_in_is_refused_after_it(client: Any) -> None:
    token = client.get("/").json()["token"]
    client.cookies.set("detente_session", "signed-in")
    assert client.post("/take", data={"token": token}).status_code == 403


@pytest.mark.parametrize(("site", "status"), [("cross-site", 403), ("same-site", 403), ("same-origin", 200)])
def test_a_form_from_another_site_is_refused_even_with_a_token(client: Any, site: str, status: int) -> None:
    token = client.get("/").json()["token"]
    answer = client.post("/take", data={"token": token}, headers={"Sec-Fetch-Site": site})
    assert answer.status_code == status


def test_the_visit_is_hidden_from_scripts_and_set_once(client: Any) -> None:
    first = client.get("/").headers["set-cookie"]
    assert first.startswith("detente_visit=")
    assert first.endswith("; HttpOnly; Path=/; SameSite=Lax")
    assert "set-cookie" not in client.get("/").headers
