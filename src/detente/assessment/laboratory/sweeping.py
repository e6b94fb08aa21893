"""How many activities an effect has as one threshold moves: a thousand values cost little more than one.

For each activity the answer changes at two values at most: where the threshold passes what was declared at
least, and what was declared at most. So the activities are sorted once by these, and a value is looked up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import count

import numpy as np

from detente.agreements.model import Compare, Together
from detente.assessment.laboratory.bench import Bench
from detente.assessment.laboratory.columns import (
    NO,
    NONE,
    OPEN,
    UNCLEAR,
    YES,
    Answers,
    Whole,
    reaches,
)
from detente.assessment.laboratory.knobs import Computed, leaves_of


@dataclass(frozen=True, slots=True)
class Sweep:
    """At each value of a threshold: to how many activities it applies, and to how many perhaps."""

    values: Whole
    applies: Whole
    unclear: Whole


@dataclass(frozen=True, slots=True)
class Response:
    """What is said of each activity as a threshold moves: up to ``low``, from there to ``high``, and beyond."""

    low: Whole
    high: Whole
    up_to_low: Answers
    up_to_high: Answers
    beyond: Answers


def sweep(
    bench: Bench, provision: Computed, leaf: int, others: Answers, values: Sequence[int] | Whole
) -> Sweep:
    """Move the comparison number ``leaf`` of a provision; ``others`` is what else has the same effect."""
    points = np.asarray(values, np.int64)
    response = _response(bench, provision, leaf)
    if response is None:
        return _point_by_point(bench, provision, leaf, others, points)
    whole = replace(
        response,
        up_to_low=np.maximum(bench.settled(provision, response.up_to_low), others),
        up_to_high=np.maximum(bench.settled(provision, response.up_to_high), others),
        beyond=np.maximum(bench.settled(provision, response.beyond), others),
    )
    return Sweep(points, _count(whole, YES, points), _count(whole, UNCLEAR, points))


def _response(bench: Bench, provision: Computed, leaf: int) -> Response | None:
    """None: the other side is looked at, and a higher threshold may apply to more."""
    trigger = provision.when
    beyond, up_to_high, up_to_low = (
        bench.own_answers(trigger, _fixed(bench, leaf, answer)) for answer in (NO, UNCLEAR, YES)
    )
    compared = list(leaves_of(trigger.condition))[leaf]
    amounts = bench.columns.amounts(compared.measure)
    own = Response(amounts.low.values, amounts.high.values, up_to_low, up_to_high, beyond)
    if trigger.both_sides is None:
        return own
    falls = bool(np.all(beyond <= up_to_high) and np.all(up_to_high <= up_to_low))
    return _paired(bench, own, trigger.both_sides) if falls else None


def _paired(bench: Bench, own: Response, together: Together) -> Response:
    """The two values at which the answer changes once the best counterpart is known."""
    sure, possible = _until(own, YES), _until(own, UNCLEAR)
    sure = np.minimum(sure, bench.pairs.best(sure, together, certain=True))
    possible = np.minimum(possible, bench.pairs.best(possible, together, certain=False))
    size = len(sure)
    return Response(
        sure, np.maximum(sure, possible), np.full(size, YES), np.full(size, UNCLEAR), np.full(size, NO)
    )


def _until(own: Response, least: np.int8) -> Whole:
    """The highest threshold at which the answer is at least this; ``NONE`` where it never is."""
    return np.select(
        [own.beyond >= least, own.up_to_high >= least, own.up_to_low >= least],
        [np.full(len(own.low), OPEN), own.high, own.low],
        NONE,
    )


def _fixed(bench: Bench, leaf: int, answer: np.int8) -> Callable[[Compare], Answers]:
    """Comparisons as they are, except the one that moves, which says this."""
    turn = count()

    def ask(compare: Compare) -> Answers:
        return np.full(len(bench.columns), answer) if next(turn) == leaf else bench.ask(compare)

    return ask


def _moved(bench: Bench, leaf: int, value: int) -> Callable[[Compare], Answers]:
    """Comparisons as they are, except the one that moves, which asks for this number."""
    turn = count()

    def ask(compare: Compare) -> Answers:
        if next(turn) != leaf:
            return bench.ask(compare)
        return reaches(bench.columns.amounts(compare.measure), value)

    return ask


def _count(response: Response, answer: np.int8, points: Whole) -> Whole:
    """How many activities have this answer at each point."""
    low, high, beyond = (
        part == answer for part in (response.up_to_low, response.up_to_high, response.beyond)
    )
    found = np.full(len(points), np.count_nonzero(beyond), np.int64)
    found += _from(response.high, high.astype(np.int64) - beyond, points)
    found += _from(response.low, low.astype(np.int64) - high, points)
    return found


def _from(edges: Whole, weights: Whole, points: Whole) -> Whole:
    """The sum of the weights whose edge is not below each point."""
    used = np.flatnonzero(weights)
    edges, weights = edges[used], weights[used]
    order = np.argsort(edges)
    sums = np.append(np.cumsum(weights[order][::-1])[::-1], 0)
    found: Whole = sums[np.searchsorted(edges[order], points, side="left")]
    return found


def _point_by_point(bench: Bench, provision: Computed, leaf: int, others: Answers, points: Whole) -> Sweep:
    """Every value by itself: slower, and right whatever the condition."""
    trigger = provision.when
    applies, unclear = np.zeros(len(points), np.int64), np.zeros(len(points), np.int64)
    for index, value in enumerate(points.tolist()):
        own = bench.own_answers(trigger, _moved(bench, leaf, value))
        answers = np.maximum(bench.settled(provision, bench.with_counterparts(trigger, own)), others)
        applies[index] = np.count_nonzero(answers == YES)
        unclear[index] = np.count_nonzero(answers == UNCLEAR)
    return Sweep(points, applies, unclear)
