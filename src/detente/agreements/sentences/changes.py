"""Changes of a message of any topic: correcting its numbers, taking it back."""

from __future__ import annotations

from detente.agreements.model import MessageKind, Purpose
from detente.agreements.sentences.events import read_amounts
from detente.agreements.sentences.returns import read_holdings
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, Ground, Meaning, Verb, Whose


def _read_numbers(said: Said) -> Meaning:
    """Whatever numbers the sentence that is corrected gives."""
    of_event = said.builds_on is not None and said.builds_on.purpose is Purpose.EVENT_NOTICE
    return read_amounts(said) if of_event else read_holdings(said)


VERBS = (
    Verb(
        name="corrects",
        after=ON + " with (?P<numbers>.+)",
        form="on DAY with NUMBER MEASURE in SECTOR",
        purpose=None,
        kind=MessageKind.CORRECTION,
        on=Ground(("returns", "reports"), Whose.OWN),
        read=_read_numbers,
    ),
    Verb(
        name="withdraws",
        after=ON,
        form="on DAY",
        purpose=None,
        kind=MessageKind.CANCELLATION,
        on=Ground(
            (
                "asks",
                "requests",
                "offers",
                "returns",
                "lists",
                "reports",
                "announces",
                "convenes",
                "seeks",
                "transfers",
            ),
            Whose.OWN,
        ),
    ),
)
