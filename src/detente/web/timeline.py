"""Who was party to an agreement when, as bars over the years."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import Agreement, Party
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Text

WIDTH = 1000


@dataclass(frozen=True, slots=True)
class Bar:
    """One party; ``start`` and ``width`` of 1000. ``certain``: the day it became party is known."""

    name: Text
    start: int
    width: int
    certain: bool
    says: Text


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars between the first day of the year ``first`` and the end of the year ``last``."""

    first: int
    last: int
    rows: tuple[Bar, ...]


def view_timeline(agreement: Agreement, at: Instant) -> Timeline | None:
    """The bars of all parties; None where no party's days are known."""
    known = [one for party in agreement.parties for one in (party.since, party.until) if one]
    if not known:
        return None
    years = [one.interval.earliest.year for one in known]
    first, last = min(years), max(at.year, *years)
    return Timeline(first, last, tuple(_bar(party, first, last, at) for party in agreement.parties))


def _bar(party: Party, first: int, last: int, at: Instant) -> Bar:
    start = _place(party.since.interval.earliest, first, last) if party.since else 0
    end = _place(party.until.interval.latest if party.until else at, first, last)
    return Bar(party.shown_name, start, max(end - start, 2), party.since is not None, _says(party))


def _place(instant: Instant, first: int, last: int) -> int:
    days = (instant - instant.replace(year=first, month=1, day=1)).days
    return min(max(round(days * WIDTH / ((last + 1 - first) * 365.25)), 0), WIDTH)


def _says(party: Party) -> Text:
    since, until = _day(party.since), _day(party.until)
    pattern = _FROM_TO if until else _FROM if since else _UNKNOWN
    return pattern.fill(state=party.shown_name, since=since or "?", until=until)


def _day(date: PartialDate | None) -> str:
    return date.text if date else ""


_FROM = Text("{state}: since {since}", "{state}: с {since}", "{state}：自{since}")
_FROM_TO = Text("{state}: {since} to {until}", "{state}: с {since} по {until}", "{state}：{since}至{until}")
_UNKNOWN = Text("{state}: day not known", "{state}: дата неизвестна", "{state}：日期不明")
