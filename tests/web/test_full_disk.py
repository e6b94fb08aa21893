"""A disk that is full, as the desk shows it: what was typed is kept in the page, what was released stays."""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from tests.web.conftest import token_in
from tests.web.pages import entries, fields
from tests.web.test_drafts import TYPED, begin, press, send

from detente.node.drafts import load_draft

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs limits of the system")

FROM_HERE = {"Sec-Fetch-Site": "same-origin"}


@contextmanager
def no_room() -> Iterator[None]:
    """No file of this process may grow beyond one byte."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    before = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, before)


@pytest.mark.parametrize(
    ("language", "kept"),
    [
        ("en", "kept in this page, and nowhere else: leave it open."),
        ("ru", "хранится только на этой странице: не закрывайте её."),
        ("zh", "本次提交的内容仅保留在本页面中：请勿关闭。"),
    ],
)
def test_what_was_typed_is_kept_in_the_page_and_sent_again(fresh: Any, language: str, kept: str) -> None:
    duty = fresh.visit("duty", language)
    path = begin(duty)
    typed = {**fields(duty.get(path).text, "draft"), **TYPED, "do": ["save"]}
    with no_room():
        answer = duty.post(path, data=typed, headers=FROM_HERE)
    assert answer.status_code == 503
    assert kept in list(entries(answer.text).values())[1]
    assert load_draft(fresh.node, 1).draft.content == {}
    offered = {**fields(answer.text), "token": [token_in(answer.text)]}
    assert duty.post(path, data=offered, headers=FROM_HERE).status_code == 303
    assert load_draft(fresh.node, 1).draft.content["strength"] == {"total": {"personnel": 4800}}


def test_a_message_that_could_not_be_sent_stays_released_and_is_sent_later(fresh: Any) -> None:
    duty, releaser = fresh.visit("duty"), fresh.visit("releaser")
    path = begin(duty)
    send(duty, path, "submit", **TYPED)
    message = press(releaser, path, "release")
    sending = {"token": token_in(duty.get(message).text), "do": "send"}
    with no_room():
        answer = duty.post(message, data=sending, headers=FROM_HERE)
        assert "released, not yet sent" in duty.get(message).text
    told = entries(answer.text)
    assert (answer.status_code, told["What to do now"]) == (
        503,
        "Free space, then try again; nothing was lost.",
    )
    assert told["What happened"].startswith("There is no room on the disk to write ")
    again = {**fields(answer.text), "token": [token_in(answer.text)]}
    assert duty.post(message, data=again).status_code == 303
    assert fresh.node.log.size == 1
    assert press(duty, message, "send") == message
    assert fresh.node.log.size == 1
