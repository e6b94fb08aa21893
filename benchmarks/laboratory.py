"""10,000 drills under 1,000 thresholds and 1,000 variants, beside the bare array comparisons in the same run.

The drills are those of ``benchmarks.assessment``. ``sweep`` counts what one threshold means at each of 1,000
values, for every threshold of an agreement; ``compare`` reads 1,000 variants, each with one other threshold,
whole: every provision on every drill. Reading the columns and placing the drills on the map is done once and
stands in a column of its own. The bare part is two comparisons of two columns with each threshold and the
count of both. Run with ``python -m benchmarks.laboratory [COUNT [VARIANTS]]``.
"""

from __future__ import annotations

import sys

import numpy as np
from rich.console import Console
from rich.table import Table

from benchmarks.assessment import drills, timed
from detente.agreements.load import load_pack
from detente.agreements.reader import read_vocabulary, shipped_packs
from detente.assessment.compare import Reading, compare
from detente.assessment.laboratory.columns import Columns, Whole
from detente.assessment.laboratory.knobs import Knob, Variant, knobs_of
from detente.assessment.places import Places
from detente.geography.reader import read_sample_borders
from detente.kernel.identifiers import MeasureId

COUNT, VARIANTS = 10_000, 1_000
COLUMNS = (
    "agreement",
    "thresholds",
    "reading once",
    "sweeps",
    "bare",
    "sweep / bare",
    "compare",
    "bare",
    "ratio",
)


def main(count: int = COUNT, variants: int = VARIANTS) -> None:
    vocabulary, borders = read_vocabulary(), read_sample_borders()
    activities = list(drills(count))
    table = Table(
        *COLUMNS, title=f"{count:,} drills, {variants:,} values a threshold; seconds of one processor"
    )
    values = np.unique(np.geomspace(1, 100_000, variants * 2).astype(np.int64))[-variants:]
    for agreement_id, files in shipped_packs().items():
        agreement = load_pack(files, vocabulary)
        places = Places(agreement, borders)
        knobs = [knob for knob in knobs_of(agreement) if knob.measure is not None]
        variants_ = [Variant(agreement, "", {knobs[0].key: int(value)}) for value in values]
        first = timed(lambda: compare([agreement], activities, lambda _: places))  # noqa: B023
        [reading] = compare([agreement], activities, lambda _: places).readings  # noqa: B023
        columns = Columns(activities)
        bare = timed(lambda: [_bare(columns, knob.measure, values) for knob in knobs])  # noqa: B023
        swept = timed(lambda: _sweep_all(reading, knobs, values))  # noqa: B023
        whole = timed(lambda: compare(variants_, activities, lambda _: places)) - first  # noqa: B023
        leaves = timed(lambda: _bare(columns, knobs[0].measure, values))  # noqa: B023
        numbers = (first, swept, bare, swept / bare, whole, leaves, whole / leaves)
        table.add_row(agreement_id, str(len(knobs)), *(f"{number:.3f}" for number in numbers))
    Console(width=150).print(table)


def _sweep_all(reading: Reading, knobs: list[Knob], values: Whole) -> None:
    for knob in knobs:
        reading.sweep(knob, values)


def _bare(columns: Columns, measure: MeasureId | None, values: Whole) -> list[tuple[int, int]]:
    """Each threshold against each drill, and nothing else."""
    amounts = columns.amounts(measure or MeasureId("personnel"))
    return [
        (int(np.count_nonzero(amounts.low >= value)), int(np.count_nonzero(amounts.high >= value)))
        for value in values
    ]


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
