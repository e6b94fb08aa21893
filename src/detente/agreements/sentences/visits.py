"""Visits and inspections: asking for one, offering one, answering, and describing what came of it."""

from __future__ import annotations

import re

from detente.agreements.model import Facts, Purpose
from detente.agreements.scalars import Plain
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, STATE, STATES, Ground, Meaning, Verb, Whose

_TIME = r"(?: from (?P<start>\S+))?(?: to (?P<end>\S+))?"
_TEAM = r"(?: with (?P<team>\d{1,6}) visitors?)?"
_VISIT = (
    r" to visit(?: (?P<object>(?!in |from |to |with )\S.*?))?(?: in (?P<sector>[a-z][a-z0-9.-]*))?"
    + r"(?P<several> one after another)?"
    + _TIME
    + _TEAM
)
_AREA = re.compile(r"the area of (?P<places>[^,]+(?:, [^,]+)* and [^,]+)")
_WHOSE = rf"(?: (?:with )?(?P<whose>{STATE}))?"
_REASON = r"(?: for (?P<reason>[a-z-]+))?"
_FORM = "XB on DAY to visit OBJECT in SECTOR from DAY to DAY with NUMBER visitors"


def _read_plan(said: Said) -> Meaning:
    """An object that is a place of the file may be told as an area as well; an area of several is bounded by them."""
    facts: Facts = {
        "visit.sector": said.word("sector"),
        **_time_and_team(said),
        "visit.sequential": True if said.word("several") else None,
    }
    corners = _AREA.fullmatch(said.word("object") or "")
    if corners is not None:
        return Meaning(facts={**facts, "visit.area": _bounded(said, corners["places"])})
    what = said.thing("object")
    is_place = said.word("object") in said.places
    return Meaning(
        facts={**facts, "visit.object": what},
        instead={**facts, "visit.area": what} if is_place else None,
    )


def _bounded(said: Said, names: str) -> Plain:
    """An area with a place of the file at each of its corners."""
    places = re.split(r", | and ", names)
    for one in places:
        said.check(one, "place of this file", said.places)
    return {"name": {"en": names}, "positions": [said.places[one] for one in places if one in said.places]}


def _read_yes(said: Said) -> Meaning:
    return Meaning(facts={"visit.accepted": True, **_time_and_team(said)})


def _read_no(said: Said) -> Meaning:
    return Meaning(facts={"visit.accepted": False, "visit.reason": read_reason(said)})


def _read_report(said: Said) -> Meaning:
    if said.word("never"):
        return Meaning(facts={"visit.took-place": False, "visit.reason": read_reason(said)})
    return Meaning(facts=_time_and_team(said), implied={"visit.took-place": True})


def _time_and_team(said: Said) -> Facts:
    return {
        "visit.arrival": said.date("start"),
        "visit.end": said.date("end"),
        "visit.team": said.number("team"),
    }


def read_reason(said: Said) -> str | None:
    """Why a visit was declined, put off or not held."""
    return said.code("reason", "reason", said.reading.vocabulary.codes_of("visit.reason"))


#: What opens a visit.
PLANNED = ("requests", "offers")
VERBS = (
    Verb(
        name="requests",
        after=f" {STATES}{ON}{_VISIT}",
        form=_FORM,
        purpose=Purpose.VISIT_REQUEST,
        read=_read_plan,
    ),
    Verb(
        name="offers",
        after=f" {STATES}{ON}{_VISIT}",
        form=_FORM,
        purpose=Purpose.VISIT_INVITATION,
        read=_read_plan,
    ),
    Verb(
        name="agrees",
        after=f"{_WHOSE}{ON}(?: to a visit{_TIME}{_TEAM})?",
        form="with XB on DAY to a visit from DAY to DAY",
        purpose=Purpose.VISIT_REPLY,
        on=Ground(PLANNED, Whose.TOWARDS),
        read=_read_yes,
    ),
    Verb(
        name="refuses",
        after=f"{_WHOSE}{ON}{_REASON}",
        form="XB on DAY for REASON",
        purpose=Purpose.VISIT_REPLY,
        on=Ground(PLANNED, Whose.TOWARDS),
        read=_read_no,
    ),
    Verb(
        name="describes",
        after=ON
        + rf"(?: a visit(?: of (?P<whose>{STATE}))?"
        + rf"(?:(?P<never> that did not take place){_REASON}|{_TIME}{_TEAM}))?",
        form="on DAY a visit from DAY to DAY with NUMBER visitors; or: a visit that did not take place for REASON",
        purpose=Purpose.VISIT_REPORT,
        on=Ground(PLANNED, Whose.EITHER),
        read=_read_report,
    ),
)
