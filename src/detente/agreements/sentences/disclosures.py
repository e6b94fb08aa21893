"""Passing on what was exchanged: seeking consent, giving or refusing it, and telling that it was passed on."""

from __future__ import annotations

from detente.agreements.model import Facts, Purpose
from detente.agreements.sentences.said import Said, split_states
from detente.agreements.sentences.verbs import ON, STATE, STATES, Ground, Meaning, Verb, Whose

_SUBJECT = "disclosure.subject"
_TO_WHOM = rf"(?: to (?:(?P<public>the public)|(?P<others>{STATE}(?:, {STATE})*(?: and {STATE})?)))?"


def _read(said: Said) -> Meaning:
    """A notice without a message of its own is about what consent was sought for."""
    subject = said.sentence("subject")
    if subject is None and said.builds_on is not None:
        subject = said.builds_on.references.get(_SUBJECT)
    return Meaning(facts=_to_whom(said), references={} if subject is None else {_SUBJECT: subject})


def _to_whom(said: Said) -> Facts:
    others = split_states(said.word("others") or "")
    return {
        "disclosure.public": True if said.word("public") else None,
        "disclosure.to": [*sorted(others)] if others else None,
    }


def _read_consent(_said: Said) -> Meaning:
    return Meaning(facts={"disclosure.agreed": True})


def _read_objection(_said: Said) -> Meaning:
    return Meaning(facts={"disclosure.agreed": False})


_SOUGHT = Ground(("seeks",), Whose.TOWARDS)
VERBS = (
    Verb(
        name="seeks",
        after=rf" consent of {STATES}{ON} to disclose message (?P<subject>\d{{1,3}}){_TO_WHOM}",
        form="consent of XA on DAY to disclose message NUMBER to the public",
        purpose=Purpose.DISCLOSURE_REQUEST,
        read=_read,
    ),
    Verb(
        name="consents",
        after=ON,
        form="on DAY",
        purpose=Purpose.DISCLOSURE_CONSENT,
        on=_SOUGHT,
        read=_read_consent,
    ),
    Verb(
        name="objects",
        after=ON,
        form="on DAY",
        purpose=Purpose.DISCLOSURE_CONSENT,
        on=_SOUGHT,
        read=_read_objection,
    ),
    Verb(
        name="discloses",
        after=rf"(?: message (?P<subject>\d{{1,3}}))?{ON}{_TO_WHOM}",
        form="message NUMBER on DAY to the public",
        purpose=Purpose.DISCLOSURE_NOTICE,
        on=Ground(("seeks",), Whose.OWN, unless="subject"),
        read=_read,
    ),
)
