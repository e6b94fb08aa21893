"""Where a slider stops: round numbers, close together where numbers are small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count
from types import MappingProxyType

from detente.agreements.model import TimeUnit
from detente.assessment.laboratory.knobs import Knob

#: Within each power of ten, in tenths of it.
_TENTHS = (10, 12, 15, 20, 25, 30, 35, 40, 45, 50, 60, 70, 80, 90)
_DAYS = (
    *range(11),
    12,
    14,
    15,
    18,
    20,
    21,
    25,
    28,
    30,
    35,
    40,
    42,
    45,
    50,
    56,
    60,
    70,
    80,
    90,
    120,
    150,
    180,
)
_TIMES: Mapping[TimeUnit, tuple[int, ...]] = MappingProxyType(
    {
        TimeUnit.HOURS: (0, 1, 2, 3, 4, 6, 8, 12, 18, 24, 36, 48, 60, 72, 96, 120, 168, 240),
        TimeUnit.DAYS: (*_DAYS, 270, 365),
        TimeUnit.WORKING_DAYS: _DAYS,
        TimeUnit.MONTHS: (*range(13), 15, 18, 24, 36),
        TimeUnit.YEARS: tuple(range(11)),
    }
)
_COUNTS = (*range(11), 12, 15, 20, 25, 30)


def stops_of(knob: Knob, largest: int) -> tuple[int, ...]:
    """The values a slider offers, rising: from 0 to a round one above ``largest``.

    ``largest``: the most that any activity declared of a threshold's measure.
    """
    if knob.measure is not None:
        return (0, *_round_numbers(max(largest, 10)))
    return _COUNTS if knob.unit is None else _TIMES[knob.unit]


def _round_numbers(largest: int) -> Iterator[int]:
    """Every round number up to the first that is larger than ``largest``."""
    for power in count():
        for tenths in _TENTHS:
            number, rest = divmod(10**power * tenths, 10)
            if rest == 0 and number:
                yield number
                if number > largest:
                    return
