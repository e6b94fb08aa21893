"""A million positions against a zone, beside bare shapely: ``python -m benchmarks.zones``.

Bare is one prepared polygon asked for all positions, which gives two answers and knows no distance. Ours gives three,
by exact distance. The positions lie evenly over the zone's bounds, and again all within its reach, the hard case.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import shapely

from detente.geography.ellipsoid import Floats
from detente.geography.reader import read_sample_borders
from detente.geography.zones import Band, build_band
from detente.kernel.identifiers import StateCode

POSITIONS = 1_000_000
ROUNDS = 5
DEPTH_KM = 100
ALLOWED_RATIO = 1.2
PAIRS = tuple((StateCode("CN"), StateCode(other)) for other in ("KG", "KZ", "RU", "TJ"))


@dataclass(frozen=True)
class Row:
    """Medians in seconds for one spread of positions; ``ratio`` is ours by bare."""

    spread: str
    bare: float
    ours: float

    @property
    def ratio(self) -> float:
        """Ours by bare."""
        return self.ours / self.bare


def main() -> float:
    """Measure, print a table, and return the ratio for positions spread over the zone's bounds."""
    band, prepared_seconds = _prepare()
    outline = band.outline()
    shapely.prepare(outline)
    rows = [
        _measure("over its bounds", band, outline, *_over_bounds(outline)),
        _measure("within its reach", band, outline, *_within_reach(outline)),
    ]
    print(f"{POSITIONS:,} positions, zone of {DEPTH_KM} km along {len(PAIRS)} lines; medians of {ROUNDS}")
    print(f"prepared once in {prepared_seconds:.2f} s\n")
    print(f"{'positions':<18}{'bare shapely':>14}{'ours':>10}{'ratio':>8}{'allowed':>9}")
    for row in rows:
        print(f"{row.spread:<18}{row.bare:>12.3f} s{row.ours:>8.3f} s{row.ratio:>8.2f}{ALLOWED_RATIO:>9.2f}")
    return rows[0].ratio


def _prepare() -> tuple[Band, float]:
    borders = read_sample_borders()
    start = time.perf_counter()
    band = build_band(borders, PAIRS, DEPTH_KM)
    band.locate_many([80.0], [45.0])
    return band, time.perf_counter() - start


def _measure(spread: str, band: Band, outline: shapely.Geometry, lons: Floats, lats: Floats) -> Row:
    bare, ours = [], []
    for _ in range(ROUNDS):
        bare.append(_seconds(lambda: shapely.contains_xy(outline, lons, lats)))
        ours.append(_seconds(lambda: band.locate_many(lons, lats)))
    return Row(spread, statistics.median(bare), statistics.median(ours))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _over_bounds(outline: shapely.Geometry) -> tuple[Floats, Floats]:
    left, bottom, right, top = shapely.bounds(outline)
    random = np.random.default_rng(1)
    return random.uniform(left, right, POSITIONS), random.uniform(bottom, top, POSITIONS)


def _within_reach(outline: shapely.Geometry) -> tuple[Floats, Floats]:
    """Positions within about thirty kilometres of the zone or in it, drawn with replacement."""
    lons, lats = _over_bounds(outline)
    wide = outline.simplify(0.02).buffer(0.3)
    shapely.prepare(wide)
    near = shapely.contains_xy(wide, lons, lats)
    chosen = np.random.default_rng(2).choice(np.flatnonzero(near), POSITIONS)
    noise = np.random.default_rng(3).normal(0, 0.01, (2, POSITIONS))
    return lons[chosen] + noise[0], lats[chosen] + noise[1]


if __name__ == "__main__":
    raise SystemExit(main() > ALLOWED_RATIO)
