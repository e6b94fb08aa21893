from __future__ import annotations

import json
import logging
import re
from typing import Any

import pytest
from tests.web.api.conftest import Program, calls_of
from tests.web.conftest import Served

from detente.kernel.errors import DetenteBug, InputError, OperatorError, PackError, PeerError, ProofError
from detente.web.api.problems import Problems, problem_status
from detente.web.app import build_app


@pytest.mark.parametrize(
    ("problem", "status"),
    [
        (InputError("any", "No."), 400),
        (InputError("no-session", "No."), 401),
        (InputError("sign-in", "No."), 401),
        (InputError("no-message", "No."), 404),
        (InputError("no-activity", "No."), 404),
        (InputError("no-draft", "No."), 404),
        (InputError("no-agreement", "No."), 404),
        (InputError("no-peer", "No."), 404),
        (InputError("draft-changed", "No."), 409),
        (PeerError("any", "No."), 502),
        (ProofError("any", "No."), 502),
        (OperatorError("disk", "No."), 503),
        (PackError("any", "No."), 500),
        (DetenteBug("any", "No."), 500),
        (ValueError("no"), 500),
    ],
)
def test_the_status_says_whose_fault_it_is(problem: Exception, status: int) -> None:
    assert problem_status(problem) == status


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/none", 404, "no-address"),
        ("GET", "/", 404, "no-address"),
        ("GET", "/docs", 404, "no-address"),
        ("GET", "/redoc", 404, "no-address"),
        ("PATCH", "/messages", 405, "no-method"),
    ],
)
def test_an_address_that_is_none_answers_in_json(
    call: Any, method: str, path: str, status: int, code: str
) -> None:
    answer = call("duty").request(method, path)
    assert (answer.status_code, answer.json()["code"], answer.json()["faults"]) == (status, code, [])
    assert answer.headers["content-type"] == "application/json"


def test_a_wrong_method_says_which_are_right(call: Any) -> None:
    assert call().request("PATCH", "/messages").headers["allow"] == "GET"


def test_a_body_too_large_is_refused(call: Any) -> None:
    headers = {"Content-Type": "application/json"}
    answer = call("duty").request("POST", "/drafts", content=b" " * 3_000_000, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_trouble_on_our_side_says_nothing_but_its_number(told: Any, caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Any:
        raise ValueError("unforeseen, with a secret")

    program = Program(Served(told.node, build_app(told.node, broken), told.runner).visit(), told.node)
    with caplog.at_level(logging.ERROR, logger="detente.web"):
        answer = program.post("/session", {"name": "duty", "password": "a long password"})
    number = re.findall("[0-9a-f]{8}", answer.json()["mend"]["ru"])
    assert (answer.status_code, answer.json()["code"], answer.json()["faults"]) == (500, "internal", [])
    assert [record.getMessage() for record in caplog.records] == [f"incident {number[0]}"]
    assert "unforeseen" not in answer.text


def test_what_the_machine_refuses_is_said_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        raise NotImplementedError

    with caplog.at_level(logging.ERROR, logger="detente.web"):
        answer = Problems(app).respond({}, OperatorError("disk", "The disk is full.", "Make room."))
    same = {
        name: dict.fromkeys(("en", "ru", "zh"), words)
        for name, words in (("message", "The disk is full."), ("mend", "Make room."))
    }
    assert (answer.status_code, json.loads(answer.body)) == (503, {"code": "disk", **same, "faults": []})
    assert len(caplog.records) == 1


def test_the_answers_are_guarded_as_pages_are(call: Any) -> None:
    answer = call("duty").get("/messages")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "set-cookie" not in answer.headers
    assert "access-control-allow-origin" not in answer.headers


def test_pages_keep_their_own_errors(told: Any) -> None:
    answer = told.visit().get("/api/v2/messages")
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("address", ["/messages/a%0Ab", "/messages/%00", "/peers/%0A/pull", "/%0A"])
def test_any_signs_in_an_address_are_answered(call: Any, told: Any, address: str) -> None:
    answer = call("duty").get(address)
    assert (answer.status_code, answer.json()["code"]) in [
        (404, "no-address"),
        (404, "no-message"),
        (405, "no-method"),
    ]
    assert told.visit("duty").get(f"/x{address}").status_code == 404


def test_a_form_of_a_page_still_needs_its_token(told: Any) -> None:
    assert told.visit("duty").post("/drafts", data={"format": "x/y"}).status_code == 403


def test_sentences_are_whole_in_every_language(call: Any) -> None:
    faults = call("duty").get("/messages", params={"size": "many", "x": 1}).json()["faults"]
    assert [(one["where"], one["what"]) for one in faults] == [
        (
            "query.size",
            {"en": "This is no whole number.", "ru": "Это не целое число.", "zh": "这不是整数。"},
        ),
        (
            "query.x",
            {"en": "This is not known here.", "ru": "Это здесь неизвестно.", "zh": "此处没有这一项。"},
        ),
    ]


def test_calls_of_gives_each_name_one_session(told: Any) -> None:
    call = calls_of(told)
    assert call("duty").token == call("duty").token != call("reader").token
