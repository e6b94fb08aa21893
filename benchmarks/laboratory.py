"""10,000 drills under 1,000 thresholds and 1,000 variants, beside the bare array comparisons in the same run.

The drills are those of ``benchmarks.assessment``. Two ways to ask, both on one processor:

- *sweep*: how many drills one threshold reaches at each of 1,000 values, for every threshold of the agreement;
- *compare*: 1,000 variants whole, each with another number in every threshold; every provision is judged on every
  drill, and each effect is counted.

The bare part does the same number of comparisons and nothing else: for every threshold and every value, what was
declared at least and at most against it, and the count of both. Reading the drills and placing them on the map
happens once and stands in a column of its own. Run with ``python -m benchmarks.laboratory [COUNT [VARIANTS]]``.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.assessment import drills, timed
from detente.agreements.load import load_pack
from detente.agreements.model import Agreement
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.compare import Reading, Workbench
from detente.assessment.laboratory.columns import Columns, Whole
from detente.assessment.laboratory.knobs import Knob, Variant, knobs_of
from detente.assessment.places import Places
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import MeasureId
from detente.record.activities import Activity

COUNT, VARIANTS = 10_000, 1_000
TOGETHER = 100
COLUMNS = (
    "agreement",
    "thresholds",
    "reading once",
    "sweeps",
    "compare",
    "bare",
    "sweep rate",
    "compare rate",
)


def main(count: int = COUNT, variants: int = VARIANTS) -> None:
    vocabulary, borders = read_vocabulary(), read_sample_borders()
    activities = list(drills(count))
    title = (
        f"{count:,} drills x {variants:,} values of every threshold; seconds of one processor, best of three"
    )
    table = Table(*COLUMNS, title=title, caption="rate: of the bare comparisons, 100 % being as fast as they")
    values = np.unique(np.geomspace(1, 100_000, variants * 2).astype(np.int64))[-variants:]
    for agreement_id, files in shipped_packs().items():
        agreement = load_pack(files, vocabulary)
        if any(knob.measure is not None for knob in knobs_of(agreement)):
            measured = _measure(agreement, activities, Places(agreement, borders), values)
            table.add_row(agreement_id, *measured)
    Console(width=130).print(table)


def _measure(
    agreement: Agreement, activities: Sequence[Activity], places: Places, values: Whole
) -> list[str]:
    """What a row of the table says."""
    knobs = [knob for knob in knobs_of(agreement) if knob.measure is not None]
    variants = [
        Variant(agreement, "", {knob.key: value + place for place, knob in enumerate(knobs)})
        for value in values.tolist()
    ]
    first = timed(lambda: _read(Workbench(activities, lambda _: places), [Variant(agreement)]))
    bench, columns = Workbench(activities, lambda _: places), Columns(activities)
    [reading] = bench.compare([agreement]).readings
    swept = timed(lambda: _sweep_all(reading, knobs, values))
    whole = timed(lambda: _read(bench, variants))
    bare = timed(lambda: [_bare(columns, knob.measure, values) for knob in knobs])
    seconds = [f"{number:.3f}" for number in (first, swept, whole, bare)]
    return [str(len(knobs)), *seconds, f"{bare / swept:.0%}", f"{bare / whole:.0%}"]


def _read(bench: Workbench, variants: Sequence[Variant]) -> list[list[tuple[int, int]]]:
    """Each effect of each variant, counted; so many side by side at a time."""
    return [
        [(read.applies, read.unclear) for read in map(reading.effect, reading.effects())]
        for start in range(0, len(variants), TOGETHER)
        for reading in bench.compare(variants[start : start + TOGETHER]).readings
    ]


def _sweep_all(reading: Reading, knobs: Sequence[Knob], values: Whole) -> None:
    for knob in knobs:
        reading.sweep(knob, values)


def _bare(columns: Columns, measure: MeasureId | None, values: Whole) -> list[tuple[int, int]]:
    """Each threshold against each drill, and nothing else."""
    amounts = columns.amounts(measure or MeasureId("personnel"))
    low, high = amounts.low.values, amounts.high.values
    return [(int(np.count_nonzero(low >= value)), int(np.count_nonzero(high >= value))) for value in values]


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
