"""Two sides at once: how activities of opposite sides lie to each other in time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from detente.agreements.model import Together
from detente.assessment.laboratory.columns import NONE, OPEN, Flags, Whole
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Interval
from detente.record.activities import Activity, ActivityStatus
from detente.record.periods import certain_span, possible_span

#: Activities by their places.
Places = NDArray[np.intp]

_ROWS = 256  # compared at a time: memory stays small however many there are


class Pairs:
    """Every two activities of opposite sides among those that are bound."""

    def __init__(
        self,
        activities: Sequence[Activity],
        bound: Flags,
        opposite: Callable[[StateCode], Sequence[StateCode]],
    ) -> None:
        hosts = sorted({activity.host for activity in activities})
        number = {host: index for index, host in enumerate(hosts)}
        self._host = np.array([number[activity.host] for activity in activities], np.intp)
        self._opposite = np.array(
            [[other in opposite(host) for other in hosts] for host in hosts], np.bool_
        ).reshape(len(hosts), len(hosts))
        self._stands = bound & np.array([one.status is ActivityStatus.TOLD for one in activities], np.bool_)
        periods = [activity.period for activity in activities]
        self._dated = np.array([period is not None for period in periods], np.bool_)
        self._possible = _seconds([possible_span(period) if period else None for period in periods])
        self._certain = _seconds([certain_span(period) if period else None for period in periods])

    def best(self, values: Whole, together: Together, *, certain: bool) -> Whole:
        """For each activity the largest value among its counterparts, ``NONE`` where it has none.

        ``certain``: only counterparts that lie to it in time as asked for sure; otherwise all that may.
        An activity whose own value is ``NONE`` is not looked at, and is nobody's counterpart.
        """
        best = np.full(len(values), NONE, np.int64)
        asking = np.flatnonzero(values > NONE)
        others = asking[self._stands[asking]]
        for rows in _parts(asking):
            related = self._counterparts(rows, others, together, certain=certain)
            best[rows] = np.where(related, values[others], NONE).max(axis=1, initial=NONE)
        return best

    def paired(self, among: Places, together: Together, *, certain: bool) -> Flags:
        """For each of these activities, by its place, whether another of them is its counterpart."""
        others = among[self._stands[among]]
        if not len(others):
            return np.zeros(len(among), np.bool_)
        found = [
            self._counterparts(rows, others, together, certain=certain).any(axis=1) for rows in _parts(among)
        ]
        return np.concatenate(found)

    def _counterparts(self, rows: Places, others: Places, together: Together, *, certain: bool) -> Flags:
        related: Flags = self._opposite[self._host[rows][:, None], self._host[others][None, :]]
        related &= self._related(rows, others, together, certain=certain)
        return related

    def _related(self, rows: Places, others: Places, together: Together, *, certain: bool) -> Flags:
        if certain:
            return _overlap(self._certain, rows, others)
        if together is Together.UNKNOWN:
            return np.ones((len(rows), len(others)), np.bool_)
        undated = ~(self._dated[rows][:, None] & self._dated[others][None, :])
        return undated | _overlap(self._possible, rows, others)


def _seconds(spans: Sequence[Interval | None]) -> Whole:
    """Starts and ends; what is not there touches nothing."""
    pairs = [
        (OPEN, -OPEN) if span is None else (int(span.earliest.timestamp()), int(span.latest.timestamp()))
        for span in spans
    ]
    return np.array(pairs, np.int64).reshape(-1, 2)


def _parts(places: Places) -> Iterator[Places]:
    for start in range(0, len(places), _ROWS):
        yield places[start : start + _ROWS]


def _overlap(spans: Whole, rows: Places, others: Places) -> Flags:
    one, other = spans[rows][:, None, :], spans[others][None, :, :]
    flags: Flags = (one[..., 0] <= other[..., 1]) & (other[..., 0] <= one[..., 1])
    return flags
