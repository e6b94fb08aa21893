from __future__ import annotations

from typing import Any

import pytest

from detente.web.csrf import SESSION_COOKIE

PASSWORD = "a long password"


def test_a_session_is_begun_used_and_ended(call_fresh: Any) -> None:
    nobody = call_fresh()
    answer = nobody.post("/session", {"name": "duty", "password": PASSWORD})
    assert answer.status_code == 201
    assert answer.json() == {"token": answer.json()["token"], "expires_at": "2024-04-26T18:30:00Z"}
    bearer = {"Authorization": f"Bearer {answer.json()['token']}"}
    assert nobody.get("/messages", headers=bearer).status_code == 200
    assert nobody.request("DELETE", "/session", headers=bearer).status_code == 204
    assert nobody.get("/messages", headers=bearer).status_code == 401


def test_a_wrong_password_is_refused_and_locks_the_name_in_the_end(call_fresh: Any) -> None:
    nobody = call_fresh()
    answers = [nobody.post("/session", {"name": "duty", "password": "no"}) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert [answers[0].json()["code"], answers[5].json()["code"]] == ["sign-in", "sign-in-locked"]
    assert nobody.post("/session", {"name": "nobody", "password": "no"}).json() == answers[0].json()


@pytest.mark.parametrize("sent", ["", "Bearer", "Bearer wrong", "Basic ZHV0eTpwdw==", "Bearer \u00e9"])
def test_without_a_token_that_holds_nothing_is_answered(call: Any, sent: str) -> None:
    answer = call().get("/messages", headers={"Authorization": sent.encode("latin-1")})
    assert (answer.status_code, answer.json()["code"]) == (401, "no-session")
    assert answer.headers["www-authenticate"] == "Bearer"
    assert set(answer.json()) == {"code", "message", "mend", "faults"}


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/messages"), ("POST", "/drafts/1/submit"), ("POST", "/peers/CN/pull"), ("DELETE", "/session")],
)
def test_a_cookie_is_never_looked_at(call: Any, method: str, path: str) -> None:
    """So that a form of another site, to which a browser adds the cookie, can do nothing here."""
    client = call()
    client.client.cookies.set(SESSION_COOKIE, call("duty").token)
    assert client.client.get("/messages").status_code == 200
    assert client.request(method, path).status_code == 401


def test_every_endpoint_but_two_needs_a_session(call: Any) -> None:
    paths = call().get("/openapi.json").json()["paths"]
    answers = {
        (method, path): call().request(method, path.replace("{number}", "1")).status_code
        for path, methods in paths.items()
        for method in methods
    }
    assert {where for where, status in answers.items() if status not in (400, 401)} == set()
    bodies = {where for where, status in answers.items() if status == 400}
    assert all(method in ("post", "put") for method, _ in bodies)
