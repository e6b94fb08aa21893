"""Border lines for tests: the sample that ships, and small ones made up here."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from detente.geography.borders import BorderSet, parse_borders
from detente.geography.reader import read_sample_borders

Lines = list[tuple[str, str, bool, list[list[float]]]]


@pytest.fixture(scope="session")
def sample() -> BorderSet:
    return read_sample_borders()


@pytest.fixture(scope="session")
def made_up() -> Callable[[Lines, float], BorderSet]:
    def make(lines: Lines, uncertainty_km: float = 0) -> BorderSet:
        features = [
            {
                "type": "Feature",
                "properties": {"states": [one, other], "disputed": disputed},
                "geometry": {"type": "LineString", "coordinates": points},
            }
            for one, other, disputed, points in lines
        ]
        document = {
            "type": "FeatureCollection",
            "id": "made-up",
            "version": "1",
            "licence": "none",
            "uncertainty_km": uncertainty_km,
            "title": {"en": "Made-up lines", "ru": "Выдуманные линии", "zh": "虚构边界线"},
            "features": features,
        }
        return parse_borders(json.dumps(document).encode())

    return make
