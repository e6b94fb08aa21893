"""Drills: telling of one, changing it, calling it off, and what others report of it later."""

from __future__ import annotations

from detente.agreements.model import ACTIVITY_TYPE, Facts, MessageKind, Purpose
from detente.agreements.scalars import Plain
from detente.agreements.sentences.numbers import tables_of
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, STATE, WITH, Ground, Meaning, Verb, Whose

#: In a sentence: a drill whose type is not stated.
NO_TYPE = "drill"
_DIRECTIONS = {
    "towards the other side": "towards-other-side",
    "along the line": "along",
    "away from the other side": "away",
}
_FORCES = rf"(?: by an? (?P<formation>[a-z-]+))?(?: (?P<direction>{'|'.join(_DIRECTIONS)}))?"
_PLACE_AND_TIME = r"(?: at (?P<place>.+?))?(?: from (?P<start>\S+))?(?: to (?P<end>\S+))?"
_DETAILS = _FORCES + _PLACE_AND_TIME + WITH
_FORM = "at PLACE from DAY to DAY with NUMBER MEASURE"


def _read(said: Said) -> Meaning:
    kind, direction = said.word("type"), said.word("direction")
    if kind not in (None, NO_TYPE):
        said.code("type", "type of activity", said.reading.vocabulary.activity_types)
    formations = said.reading.vocabulary.codes_of("activity.formation")
    return Meaning(
        facts={
            ACTIVITY_TYPE: None if kind == NO_TYPE else kind,
            "activity.formation": said.code("formation", "formation", formations),
            "activity.direction": _DIRECTIONS[direction] if direction else None,
            "activity.area": said.place("place"),
            "activity.period": _period(said),
            **_strength(said),
        }
    )


def _read_report(said: Said) -> Meaning:
    return Meaning(
        facts={**_strength(said), "report.source": said.word("source")},
        references={} if said.ground is None else {"report.activity": said.ground},
    )


def _period(said: Said) -> Plain:
    start, end = said.date("start"), said.date("end")
    period: dict[str, Plain] = {}
    if start is not None:
        period["start"] = start
    if end is not None:
        period["end"] = end
    return period or None


def _strength(said: Said) -> Facts:
    return tables_of("activity.strength", said.numbers("numbers", by_sector=False))


_OWN = Ground(("tells",), Whose.OWN)
VERBS = (
    Verb(
        name="tells",
        after=ON + r" of an? (?P<type>[a-z-]+)" + _DETAILS,
        form=f"on DAY of a TYPE {_FORM}",
        purpose=Purpose.ACTIVITY_NOTIFICATION,
        read=_read,
    ),
    Verb(
        name="amends",
        after=ON + _DETAILS,
        form=f"on DAY {_FORM}",
        purpose=Purpose.ACTIVITY_NOTIFICATION,
        kind=MessageKind.AMENDMENT,
        on=_OWN,
        read=_read,
    ),
    Verb(
        name="cancels",
        after=ON,
        form="on DAY",
        purpose=Purpose.ACTIVITY_CANCELLATION,
        kind=MessageKind.CANCELLATION,
        on=_OWN,
    ),
    Verb(
        name="says",
        after=ON
        + rf" of (?P<whose>{STATE})'s drill with (?P<numbers>.+?)(?: according to [\"“](?P<source>.+)[\"”])?",
        form='on DAY of XA\'s drill with NUMBER MEASURE according to "SOURCE"',
        purpose=Purpose.ACTIVITY_REPORT,
        on=Ground(("tells",), Whose.NAMED),
        read=_read_report,
    ),
)
