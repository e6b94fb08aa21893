"""Border lines between states, as data that the parties agree on.

A set of lines is a GeoJSON FeatureCollection with members of its own at the top::

    {"type": "FeatureCollection", "id": "…", "version": "…", "licence": "…", "uncertainty_km": 0.5,
     "title": {"en": "…", "ru": "…", "zh": "…"},
     "features": [{"type": "Feature", "properties": {"states": ["CN", "KZ"], "disputed": false},
                   "geometry": {"type": "LineString", "coordinates": [[80.21, 42.19], …]}}, …]}

Coordinates are WGS 84; between two of them a line runs straight in longitude and latitude. A line with
no position (``"coordinates": []``) may not stand in a set: a line nobody knows is left out, and whoever
asks for it is told so. Members not named here are kept out of the decision and may stand.

Source: RFC 7946, sections 3.1.1, 3.1.4, 6.1.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

import shapely

from detente.geography.borderfile import BorderLine, parse_file
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Text

Pair = tuple[StateCode, StateCode]


@dataclass(frozen=True, slots=True, eq=False)
class BorderSet:
    """Lines between pairs of states; the codes of a pair stand in alphabetical order.

    ``sha256`` is that of the file's bytes, in hex. ``uncertainty_km``: how far a line may be from the
    true one. ``disputed`` holds those parts of ``lines`` that are marked as in dispute.
    """

    id: str
    version: str
    sha256: str
    uncertainty_km: float
    title: Text
    licence: str
    lines: Mapping[Pair, shapely.MultiLineString]
    disputed: Mapping[Pair, shapely.MultiLineString]


def parse_borders(data: bytes) -> BorderSet:
    """A set of border lines from the bytes of its file.

    Raises:
        InputError: the file is not such a set; ``faults`` says every fault with its place and cure.
    """
    parsed = parse_file(data)
    return BorderSet(
        id=parsed.id,
        version=parsed.version,
        sha256=hashlib.sha256(data).hexdigest(),
        uncertainty_km=parsed.uncertainty_km,
        title=parsed.title,
        licence=parsed.licence,
        lines=_by_pair(parsed.lines),
        disputed=_by_pair(tuple(line for line in parsed.lines if line.disputed)),
    )


def pair_of(one: StateCode, other: StateCode) -> Pair:
    """The two codes in the order in which a set of lines keeps them."""
    return (one, other) if one < other else (other, one)


def _by_pair(lines: tuple[BorderLine, ...]) -> dict[Pair, shapely.MultiLineString]:
    collected: defaultdict[Pair, list[shapely.LineString]] = defaultdict(list)
    for line in lines:
        collected[pair_of(*line.states)].extend(shapely.LineString(part) for part in line.parts)
    return {pair: shapely.MultiLineString(collected[pair]) for pair in sorted(collected)}
