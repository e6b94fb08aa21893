"""Requests for clarification, and the answers to them."""

from __future__ import annotations

from detente.agreements.model import Purpose
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, STATES, Ground, Meaning, Verb, Whose


def _read_request(said: Said) -> Meaning:
    urgent = "urgent" in said.words
    return Meaning(
        facts={"clarification.urgent": urgent or None},
        implied={"clarification.subject": said.text, "clarification.urgent": urgent},
    )


def _read_answer(said: Said) -> Meaning:
    return Meaning(implied={"clarification.answer": said.text})


VERBS = (
    Verb(
        name="asks",
        after=f" {STATES}{ON}(?P<urgent> urgently)?",
        form="XB on DAY",
        purpose=Purpose.CLARIFICATION_REQUEST,
        read=_read_request,
    ),
    Verb(
        name="answers",
        after=ON,
        form="on DAY",
        purpose=Purpose.CLARIFICATION_REPLY,
        on=Ground(("asks",), Whose.TOWARDS),
        read=_read_answer,
    ),
)
