"""Who was party to an agreement when, as bars over the years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from detente.agreements.model import Agreement, Party
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Text
from detente.messages.wording import list_of

WIDTH = 1000
#: So that even a single day can be seen.
_NARROWEST = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """Parties for one time; ``start`` and ``width`` of 1000. ``certain``: the day they became party is known."""

    names: tuple[Text, ...]
    start: int
    width: int
    certain: bool
    says: Text


@dataclass(frozen=True, slots=True)
class Timeline:
    """Bars between the first day of the year ``first`` and the end of the year ``last``.

    ``in_force``: where the entry into force lies, of 1000 (None: not known). ``unsure``: some day is not known.
    """

    first: int
    last: int
    in_force: int | None
    unsure: bool
    rows: tuple[Bar, ...]


def view_timeline(agreement: Agreement, at: Instant) -> Timeline | None:
    """A bar for all parties with the same days, by when they joined; None where no party's days are known.

    Those of whom it is not known come last.
    """
    known = [one for party in agreement.parties for one in (party.since, party.until) if one]
    if not known:
        return None
    in_force = agreement.in_force
    years = [one.interval.earliest.year for one in (*known, in_force) if one]
    first, last = min(years), max(at.year, *years)
    groups: dict[tuple[PartialDate | None, PartialDate | None], list[Party]] = {}
    for party in agreement.parties:
        groups.setdefault((party.since, party.until), []).append(party)
    together = sorted(groups.values(), key=lambda group: (group[0].since is None, _begins(group[0])))
    return Timeline(
        first=first,
        last=last,
        in_force=_place(in_force.interval.earliest, first, last) if in_force else None,
        unsure=any(group[0].since is None for group in together),
        rows=tuple(_bar(group, first, last, at) for group in together),
    )


def _begins(party: Party) -> Instant:
    return party.since.interval.earliest if party.since else _LONG_AGO


def _bar(group: list[Party], first: int, last: int, at: Instant) -> Bar:
    party = group[0]
    start = _place(party.since.interval.earliest, first, last) if party.since else 0
    end = _place(party.until.interval.latest if party.until else at, first, last)
    width = max(end - start, _NARROWEST)
    names = tuple(one.shown_name for one in group)
    return Bar(names, min(start, WIDTH - width), width, party.since is not None, _says(names, party))


def _place(instant: Instant, first: int, last: int) -> int:
    days = (instant - instant.replace(year=first, month=1, day=1)).days
    return min(max(round(days * WIDTH / ((last + 1 - first) * 365.25)), 0), WIDTH)


def _says(names: tuple[Text, ...], party: Party) -> Text:
    since, until = _day(party.since), _day(party.until)
    pattern = _FROM_TO if until else _FROM if since else _UNKNOWN
    return pattern.fill(state=list_of([*names]), since=since or "?", until=until)


def _day(date: PartialDate | None) -> str:
    return date.text if date else ""


_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)
_FROM = Text("{state}: since {since}", "{state}: с {since}", "{state}：自{since}")
_FROM_TO = Text("{state}: {since} to {until}", "{state}: с {since} по {until}", "{state}：{since}至{until}")
_UNKNOWN = Text("{state}: day not known", "{state}: дата неизвестна", "{state}：日期不明")
