"""Meetings: asking for one, and recording that one was held."""

from __future__ import annotations

from detente.agreements.model import Purpose
from detente.agreements.scalars import Plain
from detente.agreements.sentences.said import Said, split_states
from detente.agreements.sentences.verbs import ON, STATE, STATES, Ground, Meaning, Verb, Whose


def _read_request(said: Said) -> Meaning:
    return Meaning(facts={"meeting.time": said.date("time")}, implied={"meeting.subject": said.text})


def _read_record(said: Said) -> Meaning:
    asked_for = {"meeting.extraordinary": True} if said.builds_on else {}
    return Meaning(
        facts={
            "meeting.time": said.date("time"),
            "meeting.place": said.thing("place"),
            "meeting.states": _states(said),
        },
        implied={"meeting.subject": said.text, **asked_for},
    )


def _states(said: Said) -> Plain:
    """Who took part: the states named, and the one that records it."""
    others = split_states(said.word("others") or "")
    return [*sorted({said.state, *others})] if others else None


_HELD = (
    r" of (?P<time>\S+)(?: at (?P<place>.+?))?"
    rf"(?: with (?P<others>{STATE}(?:, {STATE})*(?: and {STATE})?))?"
)
VERBS = (
    Verb(
        name="convenes",
        after=f" {STATES}{ON}" + r"(?: for (?P<time>\S+))?",
        form="XB on DAY for DAY",
        purpose=Purpose.MEETING_REQUEST,
        read=_read_request,
    ),
    Verb(
        name="records",
        after=f"{ON} (?:the|(?P<another>a)) meeting{_HELD}",
        form="on DAY a meeting of DAY at PLACE with XB and XC; or: the meeting, which was asked for",
        purpose=Purpose.MEETING_RECORD,
        on=Ground(("convenes",), Whose.EITHER, unless="another"),
        read=_read_record,
    ),
)
