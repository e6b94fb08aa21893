"""The words all packs share: measures and their units, facts, types of activity."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from detente.agreements.model import TABLE_ROWS, Fact, ItemType, Measure, Vocabulary
from detente.agreements.parts import Part, whole
from detente.agreements.schemas import Schemas
from detente.agreements.shapes import build_text
from detente.agreements.source import read_source
from detente.kernel.errors import Fault, PackError
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text, same_text


def build_vocabulary(measures: bytes, vocabulary: bytes, schemas: Schemas) -> Vocabulary:
    """The words in measures.yaml and vocabulary.yaml.

    Raises:
        PackError: anything is wrong in either; all faults.
    """
    faults: list[Fault] = []
    counted = _read("measures", measures, schemas, faults)
    facts = _read("vocabulary", vocabulary, schemas, faults)
    if counted is None or facts is None:
        raise _error(faults)
    units = {each.at("id").string(): build_text(each.at("name")) for each in _once(counted, "units", faults)}
    known = _unit_check(tuple(units), faults)
    built = Vocabulary(
        measures={
            MeasureId(each.at("id").string()): _build_measure(each, units, known)
            for each in _once(counted, "measures", faults)
        },
        facts={each.at("id").string(): _build_fact(each, known) for each in _once(facts, "facts", faults)},
        activity_types={
            each.at("id").string(): build_text(each.at("name"))
            for each in _once(facts, "activity_types", faults)
        },
        units=units,
        lists=_build_lists(facts, faults),
    )
    if faults:
        raise _error(faults)
    return built


def _build_lists(part: Part, faults: list[Fault]) -> dict[str, dict[str, Text]]:
    """The coded lists of facts other than the type of an activity."""
    lists = part.find("lists")
    if lists is None:
        return {}
    return {
        fact: {each.at("id").string(): build_text(each.at("name")) for each in _once(lists, fact, faults)}
        for fact in lists.keys()  # noqa: SIM118 - a Part is no mapping
    }


def _build_measure(part: Part, units: Mapping[str, Text], known: Callable[[Part], str]) -> Measure:
    category = part.find("register_category")
    return Measure(
        id=MeasureId(part.at("id").string()),
        name=build_text(part.at("name")),
        unit=units.get(known(part.at("unit")), same_text("")),
        register_category=category.string() if category else None,
    )


def _build_fact(part: Part, known: Callable[[Part], str]) -> Fact:
    unit, columns, rows = part.find("unit"), part.find("columns"), part.find("rows")
    return Fact(
        id=part.at("id").string(),
        label=build_text(part.at("label")),
        types=tuple(ItemType(each.string()) for each in part.at("types").parts()),
        unit=known(unit) if unit else None,
        columns=_build_columns(columns) if columns else {},
        rows=(rows.number() if rows else None) or TABLE_ROWS,
    )


def _build_columns(part: Part) -> dict[str, ItemType]:
    return {name: ItemType(part.at(name).string()) for name in part.keys()}  # noqa: SIM118 - a Part is no mapping


def _read(name: str, data: bytes, schemas: Schemas, faults: list[Fault]) -> Part | None:
    before = len(faults)
    source = read_source(f"{name}.yaml", data, faults)
    if source is not None:
        faults += schemas.check(name, source)
    return whole(source) if source is not None and len(faults) == before else None


def _once(part: Part, key: str, faults: list[Fault]) -> tuple[Part, ...]:
    """The entries under ``key``; a fault for an id that stands twice."""
    seen: set[str] = set()
    for each in part.at(key).parts():
        name = each.at("id").string()
        if name in seen:
            faults.append(_fault(each, "duplicate-id", f"“{name}” stands twice.", "Take one away."))
        seen.add(name)
    return part.at(key).parts()


def _unit_check(units: tuple[str, ...], faults: list[Fault]) -> Callable[[Part], str]:
    def known(part: Part) -> str:
        if part.string() not in units:
            what = f"“{part.string()}” is no unit."
            faults.append(_fault(part, "unknown-unit", what, f"Use one of: {', '.join(units)}."))
        return part.string()

    return known


def _fault(part: Part, code: str, what: str, mend: str) -> Fault:
    return Fault(code, part.place, same_text(what), same_text(mend))


def _error(faults: list[Fault]) -> PackError:
    return PackError(
        "vocabulary", "The words all packs share have faults.", "Mend each; all are listed.", faults
    )
