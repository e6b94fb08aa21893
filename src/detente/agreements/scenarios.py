"""scenarios/<id>.yaml: what is told in sentences, and what is to follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.agreements.model import Scenario, ScenarioLine, ScenarioSet, Told
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.sentences.said import build_day
from detente.agreements.sentences.told import Story, build_told
from detente.geography.position import parse_position
from detente.kernel.errors import InputError
from detente.kernel.identifiers import ProvisionId, StateCode
from detente.kernel.instants import Instant

#: Bands are made around lines no nearer to a pole than this.
_MAX_LATITUDE = 85


@dataclass(frozen=True, slots=True)
class Around:
    """What a file says for all of its scenarios."""

    places: Mapping[str, str]
    since: Instant | None
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ToldAt:
    """A sentence and where it stands, for what is looked up later."""

    part: Part
    told: Told


def build_scenarios(part: Part, reading: Reading) -> tuple[ScenarioSet, list[list[ToldAt]]]:
    """What one file says, and the sentences of each of its scenarios with their places; none with faults."""
    around = Around(
        _build_places(part.find("places"), reading), _find_since(part, reading), _names(part.list_at("of"))
    )
    stories = part.at("scenarios").parts()
    reading.check_once([each.at("it") for each in stories], "scenario")
    built = [_build_scenario(each, around, reading) for each in stories]
    return (
        ScenarioSet(
            id=part.at("id").string(),
            provision=ProvisionId(part.at("provision").string()),
            borders=tuple(_build_line(each, reading) for each in part.list_at("borders")),
            scenarios=tuple(scenario for scenario, _ in built if scenario is not None),
        ),
        [sentences for _, sentences in built],
    )


def _build_scenario(part: Part, around: Around, reading: Reading) -> tuple[Scenario | None, list[ToldAt]]:
    told: list[Told | None] = []
    parts = part.at("when").parts()
    for each in parts:
        told.append(build_told(each, Story(around.places, told), reading))
    sentences = [ToldAt(each, one) for each, one in zip(parts, told, strict=True) if one is not None]
    at = build_day(part.at("at"), part.at("at").string(), reading)
    since = _find_since(part, reading) or around.since
    if not told and since is None:
        mend = "Tell something, or say since when nothing was told: since: 2031-01-01."
        reading.fault(part.at("when"), "nothing-told", "Nothing is told.", mend)
    if at is None or len(sentences) < len(parts):
        return None, []
    then = tuple(each.string() for each in part.at("then").parts())
    when = tuple(each.told for each in sentences)
    of = _names(part.list_at("of")) or around.of
    return Scenario(part.at("it").string(), when, at, then, part.place, since, of), sentences


def _names(parts: Sequence[Part]) -> tuple[str, ...]:
    return tuple(each.string() for each in parts)


def _find_since(part: Part, reading: Reading) -> Instant | None:
    """The first instant of the day under ``since``, or an instant given there."""
    since = part.find("since")
    if since is None:
        return None
    text = since.string()
    return build_day(since, text if "T" in text else f"{text}T00:00:00Z", reading)


def _build_places(part: Part | None, reading: Reading) -> dict[str, str]:
    if part is None:
        return {}
    places = {name: part.at(name) for name in part.keys()}  # noqa: SIM118 - a Part is no mapping
    for place in places.values():
        _check_position(place, reading)
    return {name: place.string() for name, place in places.items()}


def _build_line(part: Part, reading: Reading) -> ScenarioLine:
    one, other = part.at("states").parts()
    pair = StateCode(one.string()), StateCode(other.string())
    if pair[0] >= pair[1]:
        what = f"[{', '.join(pair)}] is not two states in alphabetical order."
        reading.fault(part.at("states"), "line-order", what, f"Write [{', '.join(sorted(pair))}].")
    line = part.at("line").parts()
    degrees = [_check_position(each, reading) for each in line]
    if any(one and other and abs(one[0] - other[0]) > 180 for one, other in pairwise(degrees)):
        what = "The line jumps across the 180th meridian."
        reading.fault(part.at("line"), "line-jumps", what, "Use positions on one side of it.")
    return ScenarioLine(pair, tuple(each.string() for each in line))


def _check_position(part: Part, reading: Reading) -> tuple[float, float] | None:
    try:
        lon, lat = parse_position(part.string())
    except InputError as error:
        reading.fault(part, "no-such-position", error.message.en, error.mend.en)
        return None
    if abs(lat) > _MAX_LATITUDE:
        what = f"“{part.string()}” is too near to a pole."
        reading.fault(part, "no-such-position", what, f"Stay between {_MAX_LATITUDE} south and north.")
    return lon, lat
