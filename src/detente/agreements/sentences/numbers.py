"""Numbers of things in a sentence: ``36,000 personnel, about 310 battle-tanks in eastern and 20 artillery of XA``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.scalars import Plain
from detente.kernel.identifiers import MeasureId, SectorId, StateCode

BETWEEN = re.compile(r" and |, (?=[a-z\d])")
_NUMBER = re.compile(
    r"(?:(?P<claim>about|more than|up to) )?(?P<number>\d{1,3}(?:,\d{3})+|\d{1,12}) (?P<measure>[a-z-]+)"
    r"(?: of (?P<state>[A-Z]{2}))?(?: in (?P<sector>[a-z0-9.-]+))?"
)


class Claim(StrEnum):
    """How a number is declared; the words are those of messages."""

    ABOUT = "about"
    MORE_THAN = "more-than"
    UP_TO = "up-to"


@dataclass(frozen=True, slots=True)
class Declared:
    """A number in a sentence: ``claim`` None: exact; ``state`` and ``sector`` None: of all together."""

    measure: MeasureId
    number: int
    claim: Claim | None = None
    state: StateCode | None = None
    sector: SectorId | None = None

    @property
    def of(self) -> tuple[str, str | None, str | None]:
        """What it is a number of; a sentence gives each once."""
        return self.measure, self.state, self.sector


def parse_number(text: str) -> Declared | None:
    """``about 310 battle-tanks of XA``; None where it is no number of anything."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    return Declared(
        MeasureId(match["measure"]),
        int(match["number"].replace(",", "")),
        Claim(match["claim"].replace(" ", "-")) if match["claim"] else None,
        StateCode(match["state"]) if match["state"] else None,
        SectorId(match["sector"]) if match["sector"] else None,
    )


def tables_of(fact: str, numbers: Iterable[Declared]) -> dict[str, Plain]:
    """Tables of numbers as messages write them, by fact: one for each sector, ``forces.holdings@eastern``."""
    by_sector: dict[SectorId | None, list[Declared]] = {}
    for one in numbers:
        by_sector.setdefault(one.sector, []).append(one)
    return {
        f"{fact}@{sector}" if sector else fact: _table(declared) for sector, declared in by_sector.items()
    }


def _table(numbers: Iterable[Declared]) -> Plain:
    total: dict[str, Plain] = {}
    by_state: dict[str, dict[str, Plain]] = {}
    for one in numbers:
        column = by_state.setdefault(one.state, {}) if one.state else total
        column[one.measure] = {one.claim.value: one.number} if one.claim else one.number
    tables: dict[str, Plain] = {"total": total, "by_state": dict(by_state)}
    return {name: table for name, table in tables.items() if table}
