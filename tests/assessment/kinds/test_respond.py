"""Findings of ``respond``, whole."""

from __future__ import annotations

from dataclasses import replace

import pytest

from detente.assessment.assess import assess_matter
from detente.assessment.finding import FindingState, Gap, Missing
from detente.messages.document import Origin
from detente.record.requests import Answered, Request

S = FindingState
QUESTION = "TR30/XA/2030/0001/CQ"
DUE = "2030-05-17T06:00:00Z"


@pytest.fixture
def agreement(build):
    return build.agreement(build.respond(build.after(168, "hours"), build.after(48, "hours")))


@pytest.fixture
def request_(told):
    return Request(
        id=QUESTION,
        agreement="toy",
        format="question",
        reference=f"{QUESTION}/O",
        asker="XA",
        asked=("XB",),
        told=told("2030-05-10T06:00:00Z"),
        flags=(),
        withdrawn=False,
        about=(),
        origin=Origin(),
        answers=(),
        messages=(f"{QUESTION}/O",),
    )


@pytest.fixture
def expected(finding, at):
    def make(state, due=DUE, **changes):
        plain = {
            "state": state,
            "bearer": "XB",
            "other": "XA",
            "about": QUESTION,
            "due": at(due) if due else None,
            "messages": (f"{QUESTION}/O",),
        }
        return finding("respond", "answer", **plain | changes)

    return make


@pytest.fixture
def answers_to(known, located_by):
    """The findings on a request, which looks at nothing else."""
    return lambda agreement, request, when: assess_matter(agreement, request, known(), when, located_by())


@pytest.mark.parametrize(
    ("when", "state", "changes"),
    [
        ("2030-05-10T06:00:00Z", S.DUE, "2030-05-17T06:00:01Z"),
        (DUE, S.DUE, "2030-05-17T06:00:01Z"),
        ("2030-05-17T06:00:01Z", S.MISSED, None),
    ],
)
def test_not_answered(answers_to, agreement, request_, expected, at, when, state, changes):
    found = answers_to(agreement, request_, at(when))
    assert found == [expected(state, changes_at=at(changes) if changes else None)]


def test_an_urgent_request_runs_by_its_own_clock(answers_to, agreement, request_, expected, at):
    urgent = replace(request_, flags=("urgent",))
    found = answers_to(agreement, urgent, at("2030-05-13"))
    assert found == [expected(S.MISSED, "2030-05-12T06:00:00Z")]


@pytest.mark.parametrize(("on", "state"), [(DUE, S.MET), ("2030-05-17T06:00:01Z", S.MET_LATE)])
def test_answered(answers_to, agreement, request_, expected, told, at, on, state):
    other = Answered("XB", "Z", "small-talk", told("2030-05-11"))
    answered = replace(request_, answers=(other, Answered("XB", "A", "answer", told(on))))
    assert answers_to(agreement, answered, at("2030-06-01")) == [expected(state)]


def test_when_it_was_asked_is_not_known(answers_to, agreement, request_, expected, at):
    gap = Gap(Missing.TOLD_DATE, f"{QUESTION}/O")
    found = answers_to(agreement, replace(request_, told=None), at("2030-06-01"))
    assert found == [expected(S.UNCLEAR, None, gaps=(gap,))]


def test_a_withdrawn_request_asks_for_nothing(answers_to, agreement, request_, expected, at):
    found = answers_to(agreement, replace(request_, withdrawn=True), at("2030-06-01"))
    assert found == [expected(S.NOT_TRIGGERED, None)]


@pytest.mark.parametrize("changes", [{"agreement": "other"}, {"format": "other"}, {"asked": ("XZ",)}])
def test_what_is_asked_of_others_or_elsewhere_is_no_finding(answers_to, agreement, request_, at, changes):
    assert answers_to(agreement, replace(request_, **changes), at("2030-06-01")) == []
