"""Events that have happened, and what is reported of them."""

from __future__ import annotations

from detente.agreements.model import Purpose
from detente.agreements.scalars import Plain
from detente.agreements.sentences.numbers import tables_of
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, WITH, Meaning, Verb


def read_amounts(said: Said) -> Meaning:
    """The numbers an event is about."""
    return Meaning(facts=tables_of("event.amounts", said.numbers("numbers", by_sector=True)))


def _read(said: Said) -> Meaning:
    facts = {
        "event.type": said.code("event", "event", said.reading.vocabulary.codes_of("event.type")),
        # where it happened stands in the words of the report
        "event.subject": said.text if said.word("place") else None,
        **read_amounts(said).facts,
    }
    start, end = said.date("start"), said.date("end")
    period = _period(start, end)
    return Meaning(
        facts={**facts, "event.period": period},
        instead={**facts, "event.time": start} if end is None else None,
        implied={"event.subject": said.text},
    )


def _period(start: str | None, end: str | None) -> Plain:
    if start is None:
        return None
    return {"start": start} if end is None else {"start": start, "end": end}


VERBS = (
    Verb(
        name="reports",
        after=ON
        + r" an? (?P<event>[a-z-]+)(?: of (?P<start>\S+)(?: to (?P<end>\S+))?)?(?: at (?P<place>.+?))?"
        + WITH,
        form="on DAY an EVENT of DAY to DAY at PLACE with NUMBER MEASURE in SECTOR",
        purpose=Purpose.EVENT_NOTICE,
        read=_read,
    ),
)
