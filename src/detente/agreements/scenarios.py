"""scenarios/<id>.yaml: what is told in sentences, and what is to follow from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.agreements.model import Deed, Scenario, ScenarioLine, ScenarioSet, Told
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.sentences import build_day, build_told
from detente.geography.position import parse_position
from detente.kernel.errors import InputError
from detente.kernel.identifiers import ProvisionId, StateCode

#: Bands are made around lines no nearer to a pole than this.
_MAX_LATITUDE = 85


@dataclass(frozen=True, slots=True)
class ToldAt:
    """A sentence and where it stands, for what is looked up later."""

    part: Part
    told: Told


def build_scenarios(part: Part, reading: Reading) -> tuple[ScenarioSet, list[ToldAt]]:
    """What one file says, and its sentences with their places."""
    places = _build_places(part.find("places"), reading)
    stories = part.at("scenarios").parts()
    reading.check_once([each.at("it") for each in stories], "scenario")
    sentences: list[ToldAt] = []
    scenarios = [_build_scenario(each, places, sentences, reading) for each in stories]
    return (
        ScenarioSet(
            id=part.at("id").string(),
            provision=ProvisionId(part.at("provision").string()),
            borders=tuple(_build_line(each, reading) for each in part.list_at("borders")),
            scenarios=tuple(each for each in scenarios if each is not None),
        ),
        sentences,
    )


def _build_scenario(
    part: Part, places: Mapping[str, str], sentences: list[ToldAt], reading: Reading
) -> Scenario | None:
    told: list[Told] = []
    for each in part.at("when").parts():
        before = len(reading.faults)
        sentence = build_told(each, places, reading)
        if sentence is not None and len(reading.faults) == before:
            _check_ground(each, sentence, told, reading)
            sentences.append(ToldAt(each, sentence))
            told.append(sentence)
    at = build_day(part.at("at"), part.at("at").string(), reading)
    if at is None:
        return None
    then = tuple(each.string() for each in part.at("then").parts())
    return Scenario(part.at("it").string(), tuple(told), at, then, part.place)


def _check_ground(part: Part, told: Told, earlier: Sequence[Told], reading: Reading) -> None:
    """What amends, cancels, invites or replies needs something before it."""
    if told.deed not in GROUNDS:
        return
    ground = next((index for index, one in reversed([*enumerate(earlier)]) if builds_on(told, one)), None)
    if ground is None:
        needed, own = GROUNDS[told.deed]
        before = f"{told.state} {needed}" if own else f"another state {needed} {told.state}"
        what = f"Nothing stands before this that {told.state} {told.deed}."
        reading.fault(part, "nothing-before", what, f"First say that {before} …")
    elif told.deed in CHANGES and any(
        one.deed in (Deed.CANCELS, Deed.WITHDRAWS)
        and builds_on(one, earlier[ground])
        and one.state == told.state
        for one in earlier[ground + 1 :]
    ):
        what = f"What {told.state} {told.deed} here was called off before."
        reading.fault(part, "called-off", what, f"Put a new {GROUNDS[told.deed][0]} before it.")


def builds_on(told: Told, earlier: Told) -> bool:
    """Whether ``told`` can be about what was done with ``earlier``."""
    needed, own = GROUNDS[told.deed]
    return earlier.deed is needed and (told.state == earlier.state if own else told.state in earlier.to)


#: What a deed is about: the deed before it, and whether that is the same state's (otherwise one towards it).
GROUNDS: Mapping[Deed, tuple[Deed, bool]] = {
    Deed.AMENDS: (Deed.TELLS, True),
    Deed.CANCELS: (Deed.TELLS, True),
    Deed.INVITES: (Deed.TELLS, True),
    Deed.ACCEPTS: (Deed.INVITES, False),
    Deed.DECLINES: (Deed.INVITES, False),
    Deed.ANSWERS: (Deed.ASKS, False),
    Deed.WITHDRAWS: (Deed.ASKS, True),
}

#: Deeds in the matter of what they are about; they end with it.
CHANGES = frozenset({Deed.AMENDS, Deed.CANCELS, Deed.WITHDRAWS})


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
