"""The part of a structure that is shown: from the top or one unit down, level by level, as far as there is room."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from detente.record.forces import Unit, subordinates

#: How many are shown side by side under one unit, where there are more.
MOST_BESIDE = 60
_Under = Mapping[str | None, tuple[Unit, ...]]


@dataclass(frozen=True, slots=True)
class Part:
    """A unit and those shown under it.

    ``below``: how many stand under it on all levels; ``hidden``: how many of those directly under it are not shown.
    """

    unit: Unit
    under: tuple[Part, ...]
    below: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """What is shown of a structure.

    ``shown``: how many units; ``levels``: how many one below another; ``more_at_top``: units beside the first that
    are left out. ``unreached``: units to which no way leads from the top, since their superiors go round in a circle.
    """

    parts: tuple[Part, ...]
    shown: int
    levels: int
    more_at_top: int
    unreached: int


def take_part(units: Sequence[Unit], top: str | None, levels: int, most: int) -> Excerpt:
    """What is shown of ``units`` under ``top`` (None: all): at most ``levels`` below the first, and ``most`` in all.

    A level is shown whole or not at all, but for the first below ``top``, and for what stands beside too many others.
    """
    once = {one.code: one for one in reversed(units)}
    under = subordinates([one for one in units if once[one.code] is one])
    reached = _reached(under)
    below = _count_below(reached)
    first = [one for one in reached if one.code == top] if top is not None else [*under.get(None, ())]
    chosen, depth = _choose(under, first[:most], levels, most)
    return Excerpt(
        parts=tuple(_part(one, chosen, under, below) for one in first[:most]),
        shown=len(first[:most]) + sum(map(len, chosen.values())),
        levels=depth,
        more_at_top=max(len(first) - most, 0),
        unreached=len(once) - len(reached),
    )


def _reached(under: _Under) -> list[Unit]:
    """Those that a way from the top leads to, the nearest first."""
    found: list[Unit] = []
    waiting = deque(under.get(None, ()))
    while waiting:
        found.append(waiting.popleft())
        waiting.extend(under.get(found[-1].code, ()))
    return found


def _count_below(reached: Sequence[Unit]) -> Counter[str]:
    below = Counter[str]()
    for one in reversed(reached):
        if one.under is not None:
            below[one.under] += below[one.code] + 1
    return below


def _choose(
    under: _Under, first: Sequence[Unit], levels: int, most: int
) -> tuple[dict[str, tuple[Unit, ...]], int]:
    """Those shown under each code, and how many levels these are."""
    chosen: dict[str, tuple[Unit, ...]] = {}
    level, room = list(first), most - len(first)
    for depth in range(levels):
        beside = {one.code: under.get(one.code, ())[:MOST_BESIDE] for one in level}
        count = sum(map(len, beside.values()))
        if depth == 0 and count > room:
            beside = _cut(beside, room)
        elif count > room or not count:
            return chosen, depth
        chosen |= {code: some for code, some in beside.items() if some}
        level = [one for some in beside.values() for one in some]
        room -= len(level)
    return chosen, levels


def _cut(beside: Mapping[str, tuple[Unit, ...]], room: int) -> dict[str, tuple[Unit, ...]]:
    cut: dict[str, tuple[Unit, ...]] = {}
    for code, some in beside.items():
        cut[code] = some[: max(room, 0)]
        room -= len(cut[code])
    return cut


def _part(
    unit: Unit, chosen: Mapping[str, tuple[Unit, ...]], under: _Under, below: Mapping[str, int]
) -> Part:
    shown = chosen.get(unit.code, ())
    return Part(
        unit=unit,
        under=tuple(_part(one, chosen, under, below) for one in shown),
        below=below.get(unit.code, 0),
        hidden=len(under.get(unit.code, ())) - len(shown),
    )
