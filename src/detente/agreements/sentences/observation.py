"""Observers at a drill: inviting them, and what is replied."""

from __future__ import annotations

from detente.agreements.model import Purpose
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, STATES, Ground, Meaning, Verb, Whose


def _read_invitation(said: Said) -> Meaning:
    return Meaning(facts={"observation.arrival": said.date("arrival")})


def _read_acceptance(said: Said) -> Meaning:
    return Meaning(
        facts={"observation.observers": said.number("observers")}, implied={"observation.accepted": True}
    )


def _read_refusal(_said: Said) -> Meaning:
    return Meaning(implied={"observation.accepted": False})


def _read_account(said: Said) -> Meaning:
    held = said.word("never") is None
    return Meaning(
        facts={"observation.observers": said.number("observers")}, implied={"observation.took-place": held}
    )


_INVITED = Ground(("invites",), Whose.TOWARDS)
VERBS = (
    Verb(
        name="invites",
        after=f" {STATES}{ON}" + r"(?: to arrive on (?P<arrival>\S+))?",
        form="XB on DAY to arrive on DAY",
        purpose=Purpose.OBSERVATION_INVITATION,
        on=Ground(("tells",), Whose.OWN),
        read=_read_invitation,
    ),
    Verb(
        name="accepts",
        after=ON + r"(?: with (?P<observers>\d{1,6}) observers?)?",
        form="on DAY with NUMBER observers",
        purpose=Purpose.OBSERVATION_REPLY,
        on=_INVITED,
        read=_read_acceptance,
    ),
    Verb(
        name="declines",
        after=ON,
        form="on DAY",
        purpose=Purpose.OBSERVATION_REPLY,
        on=_INVITED,
        read=_read_refusal,
    ),
    Verb(
        name="recounts",
        after=ON
        + r"(?: an observation(?P<never> that did not take place)?(?: by (?P<observers>\d{1,6}) observers?)?)?",
        form="on DAY an observation by NUMBER observers",
        purpose=Purpose.OBSERVATION_REPORT,
        on=_INVITED,
        read=_read_account,
    ),
)
