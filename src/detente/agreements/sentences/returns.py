"""Periodic information: what a state returns of its units and holdings, or that it has nothing to tell."""

from __future__ import annotations

from detente.agreements.model import Purpose
from detente.agreements.sentences.numbers import tables_of
from detente.agreements.sentences.said import Said
from detente.agreements.sentences.verbs import ON, Meaning, Verb

_UNITS = "units"
_HOLDINGS = "forces.holdings"


def read_holdings(said: Said) -> Meaning:
    """Numbers of measures; units of all sectors together have an item of their own, where a format has one."""
    numbers = said.numbers("numbers", by_sector=True)
    apart = next((one for one in numbers if one.of == (_UNITS, None, None) and not one.claim), None)
    tables = tables_of(_HOLDINGS, numbers)
    if apart is None:
        return Meaning(facts=tables)
    others = tables_of(_HOLDINGS, (one for one in numbers if one is not apart))
    return Meaning(facts={"return.units": apart.number, **others}, instead=tables)


def _read(said: Said) -> Meaning:
    dates = {"return.as-of": said.date("as_of"), "budget.approval": said.date("budget")}
    held = read_holdings(said)
    return Meaning(
        facts={**dates, **held.facts},
        instead=None if held.instead is None else {**dates, **held.instead},
        nil=said.word("nothing") is not None,
    )


VERBS = (
    Verb(
        name="returns",
        after=ON
        + r"(?: as of (?P<as_of>[^\s,]+))?(?:, budget approved on (?P<budget>[^\s,]+),?)?"
        + r"(?: with (?:(?P<nothing>nothing)|(?P<numbers>.+)))?",
        form="on DAY as of DAY, budget approved on DAY, with NUMBER MEASURE in SECTOR",
        purpose=Purpose.INFORMATION_RETURN,
        read=_read,
    ),
)
