from __future__ import annotations

from typing import Any

import pytest
from tests.web.conftest import PASSWORD, token_in

from detente.node.users import sign_out


def enter(client: Any, name: str, password: str, place: str = "/messages") -> Any:
    token = token_in(client.get("/sign-in").text)
    return client.post("/sign-in", data={"token": token, "name": name, "password": password, "place": place})


@pytest.mark.parametrize("path", ["/", "/messages", "/drafts/1", "/activities/SCO24/KZ/2024/0001/EX"])
def test_nobody_sees_anything_before_signing_in(told: Any, path: str) -> None:
    answer = told.visit().get(path)
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/sign-in?place=" + path.replace("/", "%2F"),
    )


def test_signing_in_leads_where_one_was_going(told: Any) -> None:
    client = told.visit()
    answer = enter(client, "duty", PASSWORD)
    assert (answer.status_code, answer.headers["location"]) == (303, "/messages")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("detente_session=")
    assert {"HttpOnly", "Max-Age=43200", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
    assert client.get("/messages").status_code == 200


def test_never_to_another_host(told: Any) -> None:
    assert enter(told.visit(), "duty", PASSWORD, "//evil.example").headers["location"] == "/"


@pytest.mark.parametrize(
    ("name", "password"), [("duty", "wrong"), ("nobody", PASSWORD), ("duty", PASSWORD + " ")]
)
def test_a_wrong_name_and_a_wrong_password_read_the_same(fresh: Any, name: str, password: str) -> None:
    answer = enter(fresh.visit("", "ru"), name, password)
    assert answer.status_code == 403
    assert "Имя или пароль неверны." in answer.text
    assert "set-cookie" not in answer.headers


def test_signing_out_ends_the_session_on_the_node_too(told: Any) -> None:
    client = told.visit("reader")
    session = client.cookies["detente_session"]
    token = token_in(client.get("/").text)
    assert client.post("/sign-out", data={"token": token}).headers["location"] == "/sign-in"
    client.cookies.set("detente_session", session)
    assert client.get("/").status_code == 303


def test_what_is_sent_after_the_session_ended_is_kept_in_the_page(told: Any) -> None:
    client = told.visit("duty")
    token = token_in(client.get("/drafts").text)
    sign_out(told.node, client.cookies["detente_session"])
    answer = client.post("/drafts", data={"token": token}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403
    assert "What you sent is kept in this page, and nowhere else." in answer.text
