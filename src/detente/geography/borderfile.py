"""The file of a set of border lines: read strictly, with every fault named by place and cure."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeGuard, TypeVar

from detente.geography import borderwords as words
from detente.geography.position import Position
from detente.kernel.errors import Fault, InputError
from detente.kernel.identifiers import StateCode
from detente.kernel.languages import Language, Text
from detente.kernel.states import parse_state

MAX_BYTES = 64_000_000
MAX_FAULTS = 100
MAX_UNCERTAINTY_KM = 100
#: Buffers on the ellipsoid are made around lines no nearer to a pole than this.
MAX_LATITUDE = 85
#: Members of any name and value: what the JSON reader gives before it is checked.
Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class BorderLine:
    """One feature: the states it lies between, whether it is in dispute, and its parts (two positions or more)."""

    states: tuple[StateCode, StateCode]
    disputed: bool
    parts: tuple[tuple[Position, ...], ...]


@dataclass(frozen=True, slots=True)
class BorderFile:
    """All that the program uses of a file."""

    id: str
    version: str
    licence: str
    uncertainty_km: float
    title: Text
    lines: tuple[BorderLine, ...]


class _RefusedError(Exception):
    """One value cannot be read; carries its fault."""

    def __init__(self, code: str, where: str, what: Text, mend: Text) -> None:
        super().__init__(code)
        self.fault = Fault(f"borders-{code}", where, what, mend)


@dataclass(slots=True)
class _Faults:
    """Faults found so far; reading goes on after each, so that all are reported at once."""

    found: list[Fault] = field(default_factory=list)

    def attempt(self, read: Callable[[Json, str], Value], value: Json, where: str) -> Value | None:
        try:
            return read(value, where)
        except _RefusedError as refused:
            self.found.append(refused.fault)
            return None


def parse_file(data: bytes) -> BorderFile:
    """The file's content.

    Raises:
        InputError: not JSON (``borders-json``), too large, or anything else wrong, with the faults
            (the first hundred) in ``faults``.
    """
    document = _read_json(data)
    faults = _Faults()
    head = _read_head(document, faults)
    features = faults.attempt(_read_features, document.get("features"), "features") or []
    lines = [_read_feature(feature, f"features[{i}]", faults) for i, feature in enumerate(features)]
    if faults.found or head is None:
        raise InputError("borders", words.BAD_FILE, words.MEND_FILE, faults.found[:MAX_FAULTS])
    return BorderFile(*head, tuple(line for line in lines if line is not None))


def _read_json(data: bytes) -> dict[str, Json]:
    if len(data) > MAX_BYTES:
        raise InputError("borders-size", words.TOO_LARGE.fill(limit=MAX_BYTES), words.MEND_SIZE)
    try:
        document: Json = json.loads(
            data.decode("utf-8"), object_pairs_hook=_no_repeats, parse_constant=_refuse_constant
        )
    except (ValueError, RecursionError) as error:
        raise InputError("borders-json", words.NOT_JSON.fill(reason=str(error)), words.MEND_JSON) from error
    if not isinstance(document, dict) or document.get("type") != "FeatureCollection":
        raise InputError("borders-collection", words.NO_COLLECTION, words.MEND_COLLECTION)
    return document


def _no_repeats(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        repeated = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"member {repeated!r} stands twice in one object")
    return members


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is not a JSON number")


def _read_head(document: dict[str, Json], faults: _Faults) -> tuple[str, str, str, float, Text] | None:
    identity, version, licence = (
        faults.attempt(_read_text, document.get(name), name) for name in ("id", "version", "licence")
    )
    uncertainty = faults.attempt(_read_uncertainty, document.get("uncertainty_km"), "uncertainty_km")
    title = faults.attempt(_read_title, document.get("title"), "title")
    if identity is None or version is None or licence is None or uncertainty is None or title is None:
        return None
    return identity, version, licence, uncertainty, title


def _read_text(value: Json, where: str) -> str:
    if _is_words(value):
        return value
    raise _RefusedError("text", where, words.NO_TEXT, words.MEND_TEXT)


def _read_uncertainty(value: Json, where: str) -> float:
    if _is_number(value) and 0 <= value <= MAX_UNCERTAINTY_KM:
        return float(value)
    raise _RefusedError("uncertainty", where, words.BAD_UNCERTAINTY, words.MEND_UNCERTAINTY)


def _read_title(value: Json, where: str) -> Text:
    if isinstance(value, dict):
        texts = [text for language in Language if _is_words(text := value.get(language.value))]
        if len(texts) == len(Language):
            return Text(*texts)
    raise _RefusedError("title", where, words.NO_TITLE, words.MEND_TITLE)


def _read_features(value: Json, where: str) -> list[Json]:
    if isinstance(value, list) and value:
        return value
    raise _RefusedError("features", where, words.NO_FEATURES, words.MEND_FEATURES)


def _read_feature(feature: Json, where: str, faults: _Faults) -> BorderLine | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(feature, dict) or feature.get("type") != "Feature" or not isinstance(properties, dict):
        faults.found.append(Fault("borders-feature", where, words.NO_FEATURE, words.MEND_FEATURE))
        return None
    place = f"{where}.properties"
    states = faults.attempt(_read_states, properties.get("states"), f"{place}.states")
    disputed = faults.attempt(_read_flag, properties.get("disputed", False), f"{place}.disputed")
    parts = faults.attempt(_read_geometry, feature.get("geometry"), f"{where}.geometry")
    if states is None or disputed is None or parts is None:
        return None
    return BorderLine(states, disputed, parts)


def _read_flag(value: Json, where: str) -> bool:
    if isinstance(value, bool):
        return value
    raise _RefusedError("disputed", where, words.BAD_DISPUTED, words.MEND_DISPUTED)


def _read_states(value: Json, where: str) -> tuple[StateCode, StateCode]:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(code, str) for code in value):
        raise _RefusedError("states", where, words.BAD_STATES, words.MEND_STATES)
    try:
        one, other = (parse_state(str(code)) for code in value)
    except InputError as error:
        raise _RefusedError("states", where, error.message, error.mend) from error
    if one >= other:
        raise _RefusedError("states", where, words.STATES_ORDER, words.MEND_STATES)
    return one, other


def _read_geometry(value: Json, where: str) -> tuple[tuple[Position, ...], ...]:
    kind = value.get("type") if isinstance(value, dict) else None
    coordinates = value.get("coordinates") if isinstance(value, dict) else None
    if kind not in {"LineString", "MultiLineString"} or not isinstance(coordinates, list):
        raise _RefusedError("geometry", where, words.BAD_GEOMETRY, words.MEND_GEOMETRY)
    place = f"{where}.coordinates"
    if kind == "LineString":
        return (_read_line(coordinates, place),)
    if not coordinates:
        raise _RefusedError("short", place, words.SHORT_LINE, words.MEND_SHORT)
    return tuple(_read_line(part, f"{place}[{i}]") for i, part in enumerate(coordinates))


def _read_line(value: Json, where: str) -> tuple[Position, ...]:
    if not isinstance(value, list):
        raise _RefusedError("geometry", where, words.BAD_GEOMETRY, words.MEND_GEOMETRY)
    positions = [_read_position(point, where, i) for i, point in enumerate(value)]
    for i, (here, there) in enumerate(pairwise(positions)):
        if abs(there.lon - here.lon) > 180:
            raise _RefusedError("antimeridian", f"{where}[{i + 1}]", words.CROSSES, words.MEND_CROSSES)
    if len(set(positions)) < 2:
        raise _RefusedError("short", where, words.SHORT_LINE, words.MEND_SHORT)
    return tuple(positions)


def _read_position(value: Json, where: str, index: int) -> Position:
    if isinstance(value, list) and len(value) == 2:
        lon, lat = value
        if _is_number(lon) and _is_number(lat) and abs(lon) <= 180 and abs(lat) <= MAX_LATITUDE:
            return Position(float(lon), float(lat))
    raise _RefusedError("position", f"{where}[{index}]", words.BAD_POSITION, words.MEND_POSITION)


def _is_number(value: Json) -> TypeGuard[int | float]:
    """Whether it is a number and no flag; an infinite one fails every range check that follows."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_words(value: Json) -> TypeGuard[str]:
    """Whether it is text that can be shown: not blank, no control characters, no lone surrogates."""
    return isinstance(value, str) and bool(value.strip()) and value.isprintable()
