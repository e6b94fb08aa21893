"""Requests for clarification out of messages, whole."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from detente.kernel.instants import Interval
from detente.messages.document import Origin
from detente.record.record import fold_matter
from detente.record.requests import Answered, Request

QUESTION = "TR30/XA/2030/0001/CQ"
ANSWER = "TR30/XB/2030/0001/CA/O"
DRILL = "TR30/XB/2030/0009/EX"


def day(number):
    moment = datetime(2030, 1, 1, tzinfo=UTC) + timedelta(days=number)
    return Interval(moment, moment)


def asked(post):
    return post.send(f"{QUESTION}/O", "question", {"urgent": True}, (f"{DRILL}/O",), to=("XB", "XC"))


def request(**changes):
    plain = {
        "id": QUESTION,
        "agreement": "toy",
        "format": "question",
        "reference": f"{QUESTION}/O",
        "asker": "XA",
        "asked": ("XB", "XC"),
        "told": day(1),
        "flags": ("urgent",),
        "withdrawn": False,
        "about": (DRILL,),
        "origin": Origin(),
        "answers": (),
        "messages": (f"{QUESTION}/O",),
    }
    return Request(**plain | changes)


def test_a_request_and_its_answers(post, formats):
    messages = [
        asked(post),
        post.send(ANSWER, "answer", {}, (f"{QUESTION}/O",), to=("XA",)),
        post.send("TR30/XD/2030/0001/CA/O", "answer", {}, (f"{QUESTION}/O",), to=("XA",)),
    ]
    assert fold_matter(QUESTION, messages, formats) == request(
        answers=(Answered("XB", ANSWER, "answer", day(2)),),
        messages=(f"{QUESTION}/O", ANSWER, "TR30/XD/2030/0001/CA/O"),
    )


def test_an_amendment_can_take_the_urgency_back(post, formats):
    messages = [asked(post), post.send(f"{QUESTION}/A1", "question", {}, (f"{QUESTION}/O",))]
    assert fold_matter(QUESTION, messages, formats) == request(
        flags=(), messages=(f"{QUESTION}/O", f"{QUESTION}/A1")
    )


def test_a_request_is_withdrawn_only_by_its_asker(post, formats):
    first = asked(post)
    other = post.send("TR30/XB/2030/0002/CQ/X", "question", {}, (f"{QUESTION}/O",))
    own = post.send(f"{QUESTION}/X", "question", {}, (f"{QUESTION}/O",))
    assert not fold_matter(QUESTION, [first, other], formats).withdrawn
    assert fold_matter(QUESTION, [first, own], formats).withdrawn


def test_a_request_is_not_the_matter_it_asks_about(post, formats):
    assert fold_matter(DRILL, [asked(post)], formats) is None
