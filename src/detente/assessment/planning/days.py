"""The days of a stretch of time as sets of bits, and its months and weeks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

#: A set of days: bit n stands for the n-th day of the stretch, from 0.
DaySet = int
NO_DAYS: DaySet = 0

_Begins = Callable[[date], date]


class Part(NamedTuple):
    """A month, or a week from Monday, as far as it lies in the stretch."""

    first: date
    days: DaySet


@dataclass(frozen=True, slots=True)
class Stretch:
    """The days from ``first`` to ``last``, both included."""

    first: date
    last: date

    @property
    def count(self) -> int:
        """How many days; none where the last lies before the first."""
        return max((self.last - self.first).days + 1, 0)

    @property
    def whole(self) -> DaySet:
        """Every day."""
        return (1 << self.count) - 1

    def day(self, number: int) -> date:
        """The day of that number."""
        return self.first + timedelta(days=number)

    def number(self, day: date) -> int:
        """The number of a day; below 0 or beyond the last for one outside."""
        return (day - self.first).days

    def days(self, first: date, last: date) -> DaySet:
        """The days from one to another, as far as they lie in the stretch."""
        begin, end = max(self.number(first), 0), min(self.number(last), self.count - 1)
        return NO_DAYS if end < begin else ((1 << (end - begin + 1)) - 1) << begin

    def months(self) -> tuple[Part, ...]:
        """The calendar months it touches."""
        return self._parts(lambda day: day.replace(day=1))

    def weeks(self) -> tuple[Part, ...]:
        """The weeks it touches, each named by its Monday."""
        return self._parts(lambda day: day - timedelta(days=day.weekday()))

    def _parts(self, begins: _Begins) -> tuple[Part, ...]:
        found: dict[date, DaySet] = {}
        for number in range(self.count):
            begin = begins(self.day(number))
            found[begin] = found.get(begin, NO_DAYS) | (1 << number)
        return tuple(Part(begin, days) for begin, days in found.items())


def numbers(days: DaySet) -> Iterator[int]:
    """The numbers of the days in a set, in order."""
    while days:
        lowest = days & -days
        yield lowest.bit_length() - 1
        days ^= lowest


def runs(days: DaySet) -> Iterator[tuple[int, int]]:
    """The runs of successive days in a set: first and last of each, in order."""
    first = last = -2
    for number in numbers(days):
        if number != last + 1:
            if last >= 0:
                yield first, last
            first = number
        last = number
    if last >= 0:
        yield first, last


def touching(days: DaySet, length: int) -> DaySet:
    """The days on which something of ``length`` days may begin that touches one of the set."""
    found = NO_DAYS
    for shift in range(length):
        found |= days >> shift
    return found
