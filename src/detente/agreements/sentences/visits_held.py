"""Visits that were agreed: moving them, naming who comes, setting the programme, keeping the log on the spot."""

from __future__ import annotations

import re

from detente.agreements.model import Purpose
from detente.agreements.scalars import Plain
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, STATE, Ground, Meaning, Verb, Whose
from detente.agreements.sentences.visits import PLANNED, read_reason

_OF = rf"(?: the visit(?: (?:of|to) (?P<whose>{STATE}))?)?"
_REASON = r"(?: for (?P<reason>[a-z-]+))?"
_NAMES = r" (?P<names>[^\s,][^,]*?(?:, [^,]+?)*(?: and [^,]+)?)"
_DAYS = r": (?P<days>\S+ [^;]+(?:; \S+ [^;]+)*)"
_LOGGED = (
    ("arrived", r" an arrival at (?P<arrived>\S+?)"),
    ("site", r" the first place named at (?P<site>\S+?)"),
    ("diagrams", r" (?P<diagrams>\d{1,3}) diagrams?"),
    ("handed", r" the report handed over at (?P<handed>\S+?)"),
    ("remarks", r" remarks made at (?P<remarks>\S+?)"),
    ("left", r" a departure at (?P<left>\S+?)"),
)


def _read_move(said: Said) -> Meaning:
    return Meaning(
        facts={
            "visit.arrival": said.date("to_day"),
            "visit.end": said.date("until"),
            "visit.reason": read_reason(said),
        }
    )


def _read_postponement(said: Said) -> Meaning:
    return Meaning(facts={"visit.postponed": True, "visit.reason": read_reason(said)})


def _read_team(said: Said) -> Meaning:
    """The people by name; where the format asks for their number, it goes without saying."""
    names = re.split(r", | and ", said.words["names"])
    people: list[Plain] = [{"person": {"name": {"en": name}}} for name in names]
    return Meaning(facts={"visit.team-list": people}, implied={"visit.team": len(people)})


def _read_programme(said: Said) -> Meaning:
    lines = [line.partition(" ") for line in said.words["days"].split("; ")]
    rows: list[Plain] = [{"day": day, "what": {"en": what}} for day, _, what in lines]
    return Meaning(facts={"visit.programme": rows})


def _read_log(said: Said) -> Meaning:
    facts = {
        "visit.arrived": said.date("arrived"),
        "visit.site-named": said.date("site"),
        "visit.diagrams": said.number("diagrams"),
        "visit.report-handed": said.date("handed"),
        "visit.remarks-made": said.date("remarks"),
        "visit.end": said.date("left"),
    }
    if not any(value is not None for value in facts.values()):
        said.fault("nothing-logged", "Nothing is logged.", "Add: an arrival at 2031-03-11T09:20:00Z.")
    return Meaning(facts=facts)


_ON_A_VISIT = Ground(PLANNED, Whose.EITHER)
VERBS = (
    Verb(
        name="moves",
        after=ON + _OF + r" to (?P<to_day>\S+)(?: until (?P<until>\S+))?" + _REASON,
        form="on DAY the visit of XC to DAY until DAY for REASON",
        purpose=Purpose.VISIT_CHANGE,
        on=_ON_A_VISIT,
        read=_read_move,
    ),
    Verb(
        name="postpones",
        after=ON + _OF + _REASON,
        form="on DAY the visit of XC for REASON",
        purpose=Purpose.VISIT_CHANGE,
        on=_ON_A_VISIT,
        read=_read_postponement,
    ),
    Verb(
        name="names",
        after=ON + rf"(?: for the visit(?: to (?P<whose>{STATE}))?)?" + _NAMES,
        form="on DAY for the visit to XA NAME, NAME and NAME",
        purpose=Purpose.VISIT_TEAM,
        on=_ON_A_VISIT,
        read=_read_team,
    ),
    Verb(
        name="plans",
        after=ON + _OF + _DAYS,
        form="on DAY the visit of XC: DAY WHAT; DAY WHAT",
        purpose=Purpose.VISIT_PROGRAMME,
        on=_ON_A_VISIT,
        read=_read_programme,
    ),
    Verb(
        name="logs",
        after=ON
        + rf"(?: of the visit (?:of|to) (?P<whose>{STATE}))?"
        + "".join(f"(?:,?{pattern})?" for _, pattern in _LOGGED),
        form="on DAY of the visit of XC an arrival at INSTANT, the first place named at INSTANT, NUMBER diagrams",
        purpose=Purpose.VISIT_RECORD,
        on=_ON_A_VISIT,
        read=_read_log,
    ),
)
