"""When a provision applies: types of activity, zones, and the closed tree of conditions."""

from __future__ import annotations

from collections.abc import Sequence

from detente.agreements.model import (
    ACTIVITY_TYPE,
    AllOf,
    AnyOf,
    Coded,
    Compare,
    Condition,
    Evidence,
    ItemType,
    Not,
    Together,
    Trigger,
    Where,
)
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_quantity
from detente.kernel.identifiers import MeasureId, ZoneId

_OVER_OTHERS = ("all", "any", "not")


def build_trigger(part: Part, inherited: Evidence, reading: Reading) -> Trigger:
    """To which activities a provision applies."""
    where, together = part.find("where"), part.find("both_sides")
    given = [key for key in _OVER_OTHERS if part.find(key)]
    if len(given) > 1:
        what = f"“{'” and “'.join(given)}” stand side by side; whether both must hold is not said."
        reading.fault(part.at(given[1]), "two-conditions", what, "Put them together under one all: or any:.")
    return Trigger(
        activity=_build_types(part.list_at("activity"), reading),
        where=_build_where(where, reading) if where else None,
        condition=_build_over_others(part, given[0], inherited, reading) if given else None,
        both_sides=Together(together.string()) if together else None,
    )


def build_condition(part: Part, inherited: Evidence, reading: Reading) -> Condition:
    """One node of the tree."""
    if part.find("measure"):
        return _build_compare(part, inherited, reading)
    if part.find("fact"):
        return _build_coded(part, reading)
    if part.find("level"):
        return _build_level(part, reading)
    (key,) = part.keys()
    return _build_over_others(part, key, inherited, reading)


def _build_over_others(part: Part, key: str, inherited: Evidence, reading: Reading) -> Condition:
    inner = part.at(key)
    if key == "not":
        return Not(build_condition(inner, inherited, reading))
    parts = tuple(build_condition(each, inherited, reading) for each in inner.parts())
    return AllOf(parts) if key == "all" else AnyOf(parts)


def _build_compare(part: Part, inherited: Evidence, reading: Reading) -> Compare:
    name, unit = part.at("measure"), part.find("unit")
    measure = MeasureId(reading.check_known(name, "measure", tuple(reading.vocabulary.measures)))
    if unit and measure in reading.vocabulary.measures:
        _check_unit(unit, measure, reading)
    return Compare(measure, build_quantity(part.at("at_least"), inherited, reading))


def _check_unit(unit: Part, measure: MeasureId, reading: Reading) -> None:
    known = reading.vocabulary.measures[measure].unit
    if reading.vocabulary.units.get(unit.string()) != known:
        what = f"“{unit.string()}” is not the unit of {measure}, which is counted in {known.en}."
        reading.fault(
            unit, "unit-mismatch", what, "Compare in the measure's own unit, or leave the unit out."
        )


def _build_coded(part: Part, reading: Reading) -> Coded:
    fact, codes = part.at("fact"), part.at("is").parts()
    facts = reading.vocabulary.facts
    coded = tuple(name for name, each in facts.items() if ItemType.CHOICE in each.types)
    name = reading.check_known(fact, "coded fact", coded)
    if name == ACTIVITY_TYPE:
        return Coded(name, _build_types(codes, reading))
    shared = tuple(reading.vocabulary.codes_of(name))
    if shared:
        return Coded(name, tuple(reading.check_known(code, f"code of {name}", shared) for code in codes))
    return Coded(name, tuple(code.string() for code in codes))


def _build_level(part: Part, reading: Reading) -> Coded:
    """A place in an ordered list, and all above it."""
    fact, lowest = part.at("level"), part.at("at_least")
    ordered = tuple(reading.vocabulary.lists)
    order = tuple(reading.vocabulary.codes_of(reading.check_known(fact, "coded fact with an order", ordered)))
    name = reading.check_known(lowest, f"code of {fact.string()}", order) if order else lowest.string()
    above = order[order.index(name) :] if name in order else ()
    return Coded(fact.string(), above, name)


def _build_types(parts: Sequence[Part], reading: Reading) -> tuple[str, ...]:
    known = tuple(reading.vocabulary.activity_types)
    return tuple(reading.check_known(part, "type of activity", known) for part in parts)


def _build_where(part: Part, reading: Reading) -> Where:
    zone = part.at("zone")
    reading.zones.append(zone)
    return Where(ZoneId(zone.string()), part.at("own_side").flag())
