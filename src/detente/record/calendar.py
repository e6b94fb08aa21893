"""Which matters may fall in an interval, by state: finding costs what it finds, however much is known."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from detente.kernel.identifiers import MatterId, StateCode
from detente.kernel.instants import Interval

_LONGEST_MONTHS = 24  # what lasts longer, or has no dates, is looked at every time


class Calendar:
    """Matters of each state in the months they may touch: those it hosts, or those that concern it."""

    def __init__(self) -> None:
        self._spans: dict[MatterId, tuple[Collection[StateCode], Interval | None]] = {}
        self._months: dict[tuple[StateCode, int], set[MatterId]] = {}
        self._loose: dict[StateCode, set[MatterId]] = {}
        self._whole: dict[StateCode, set[MatterId]] = {}

    def put(self, matter: MatterId, states: Collection[StateCode], span: Interval | None) -> None:
        """Enter a matter under these states, or move it; ``span`` None: dates not known."""
        self.drop(matter)
        self._spans[matter] = (states, span)
        for state in states:
            for shelf in self._shelves(state, span):
                shelf.add(matter)

    def drop(self, matter: MatterId) -> None:
        """Take a matter out; one that is not in is passed over."""
        if matter in self._spans:
            states, span = self._spans.pop(matter)
            for state in states:
                for shelf in self._shelves(state, span):
                    shelf.discard(matter)

    def find(self, states: Iterable[StateCode], overlapping: Interval | None) -> list[MatterId]:
        """Matters of these states, in order of name; with ``overlapping``, those that may touch it."""
        found: set[MatterId] = set()
        for state in states:
            if overlapping is None:
                found |= self._whole.get(state, set())
            else:
                found.update(self._near(state, overlapping))
        return sorted(found)

    def _shelves(self, state: StateCode, span: Interval | None) -> Iterator[set[MatterId]]:
        yield self._whole.setdefault(state, set())
        months = _months(span) if span else ()
        if not 0 < len(months) <= _LONGEST_MONTHS:
            yield self._loose.setdefault(state, set())
            return
        for month in months:
            yield self._months.setdefault((state, month), set())

    def _near(self, state: StateCode, wanted: Interval) -> Iterator[MatterId]:
        months = _months(wanted)
        shelves = [self._loose.get(state, set())]
        if len(months) > _LONGEST_MONTHS:
            shelves = [self._whole.get(state, set())]
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
