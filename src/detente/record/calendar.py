"""Which matters may fall in an interval, by host: finding costs what it finds, however much is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval

_LONGEST_MONTHS = 24  # what lasts longer, or has no dates, is looked at every time


class Calendar:
    """Matters of each host in the months they may touch."""

    def __init__(self) -> None:
        self._spans: dict[MatterId, tuple[StateCode, Interval | None]] = {}
        self._months: dict[tuple[StateCode, int], set[MatterId]] = {}
        self._loose: dict[StateCode, set[MatterId]] = {}
        self._hosted: dict[StateCode, set[MatterId]] = {}

    def put(self, matter: MatterId, host: StateCode, span: Interval | None) -> None:
        """Enter a matter, or move it; ``span`` None: dates not known."""
        self.drop(matter)
        self._spans[matter] = (host, span)
        for shelf in self._shelves(host, span):
            shelf.add(matter)

    def drop(self, matter: MatterId) -> None:
        """Take a matter out; one that is not in is passed over."""
        if matter in self._spans:
            for shelf in self._shelves(*self._spans.pop(matter)):
                shelf.remove(matter)

    def find(self, states: Iterable[StateCode], overlapping: Interval | None) -> list[MatterId]:
        """Matters these states host, in order of name; with ``overlapping``, those that may touch it."""
        found: set[MatterId] = set()
        for state in states:
            if overlapping is None:
                found |= self._hosted.get(state, set())
            else:
                found.update(self._near(state, overlapping))
        return sorted(found)

    def _shelves(self, host: StateCode, span: Interval | None) -> Iterator[set[MatterId]]:
        yield self._hosted.setdefault(host, set())
        months = _months(span) if span else ()
        if not 0 < len(months) <= _LONGEST_MONTHS:
            yield self._loose.setdefault(host, set())
            return
        for month in months:
            yield self._months.setdefault((host, month), set())

    def _near(self, state: StateCode, wanted: Interval) -> Iterator[MatterId]:
        months = _months(wanted)
        shelves = [self._loose.get(state, set())]
        if len(months) > _LONGEST_MONTHS:
            shelves = [self._hosted.get(state, set())]
        else:
            shelves += [self._months.get((state, month), set()) for month in months]
        for shelf in shelves:
            for matter in shelf:
                span = self._spans[matter][1]
                if span is None or span.overlaps(wanted):
                    yield matter


def _months(span: Interval) -> Sequence[int]:
    first, last = span.earliest, span.latest
    return range(first.year * 12 + first.month, last.year * 12 + last.month + 1)
