"""Message formats from their files."""

from __future__ import annotations

from collections.abc import Sequence

from detente.agreements.model import (
    ACTIVITY_TYPE,
    TABLE_ROWS,
    Addressees,
    Choice,
    Format,
    Item,
    ItemType,
    MessageKind,
    Purpose,
)
from detente.agreements.parts import Part
from detente.agreements.reading import Reading
from detente.agreements.shapes import build_evidence, build_text, find_text
from detente.kernel.identifiers import FormatId, MeasureId, ZoneId


def build_format(part: Part, reading: Reading) -> Format:
    """A format from its file."""
    requires = part.list_at("requires")
    own_matter = part.at("own_matter")
    if not own_matter.flag() and not requires:
        what = "This message joins the matter of another, but `requires` names no format it could refer to."
        reading.fault(
            own_matter, "nothing-to-join", what, "Name one under `requires`, or write own_matter: true."
        )
    for each in requires:
        reading.use_format(each, None)
    return Format(
        id=FormatId(part.at("id").string()),
        topic=part.at("topic").string(),
        purpose=Purpose(part.at("purpose").string()),
        title=build_text(part.at("title")),
        article=part.at("article").string(),
        to=Addressees(part.at("to").string()),
        kinds=tuple(MessageKind(each.string()) for each in part.at("kinds").parts()),
        requires=tuple(FormatId(each.string()) for each in requires),
        own_matter=own_matter.flag(),
        items=_build_items(part.at("items"), reading),
        evidence=build_evidence(part.at("evidence")),
    )


def _build_items(part: Part, reading: Reading) -> tuple[Item, ...]:
    parts = part.parts()
    columns = [column for each in parts for column in each.list_at("columns")]
    reading.check_once([each.at("no") for each in (*parts, *columns)], "item number")
    reading.check_once([each.at("id") for each in parts], "item")
    facts = [fact for each in parts if (fact := each.find("fact")) and not each.find("sector")]
    reading.check_once(facts, "fact in this format")
    return tuple(_build_item(each, reading) for each in parts)


def _build_item(part: Part, reading: Reading) -> Item:
    required_measures = _required_measures(part, reading)
    columns = part.list_at("columns")
    reading.check_once([each.at("id") for each in columns], "column")
    kind = ItemType(part.at("type").string())
    fact = _find_fact(part, kind, reading)
    built = tuple(_build_item(each, reading) for each in columns)
    _check_columns(part, fact, built, reading)
    known = reading.vocabulary.facts.get(fact or "")
    return Item(
        no=part.at("no").string(),
        id=part.at("id").string(),
        type=kind,
        label=build_text(part.at("label")),
        required=bool(required_measures) or _is_required(part),
        fact=fact,
        help=find_text(part, "help"),
        measures=reading.use_measures(part.list_at("measures")),
        required_measures=required_measures,
        unit=_find_unit(part, fact, reading),
        choices=_choices(part, kind, fact, reading),
        columns=built,
        within=_find_zone(part, reading),
        sector=reading.use_sector(part.find("sector")),
        personal=_is_personal(part),
        rows=known.rows if known else TABLE_ROWS,
    )


def _is_personal(part: Part) -> bool:
    personal = part.find("personal")
    return personal is not None and personal.flag()


def _check_columns(part: Part, fact: str | None, columns: Sequence[Item], reading: Reading) -> None:
    """A table that makes something known has columns that can be understood."""
    known = reading.vocabulary.facts.get(fact or "")
    if known is None or not known.columns:
        return
    needed = next(iter(known.columns.values()))
    if needed not in [column.type for column in columns]:
        what = f"A table that carries {fact} needs a column of type {needed}."
        reading.fault(part, "fact-columns", what, f"Add one; understood are {', '.join(known.columns)}.")
    for column in columns:
        wanted = known.columns.get(column.id)
        if wanted not in (None, column.type):
            what = f"The column {column.id} of a table that carries {fact} cannot be of type {column.type}."
            reading.fault(part, "fact-columns", what, f"Use type {wanted}, or another name.")


def _is_required(part: Part) -> bool:
    required = part.find("required")
    return required is not None and required.value is True


def _required_measures(part: Part, reading: Reading) -> tuple[MeasureId, ...]:
    """The measures that must be given: a list under ``required``, for type measures alone."""
    required = part.find("required")
    if required is None or isinstance(required.value, bool):
        return ()
    if part.at("type").string() != ItemType.MEASURES:
        what = "A list under `required` belongs to type measures."
        reading.fault(required, "required-list", what, "Write true or false.")
        return ()
    own = tuple(each.string() for each in part.list_at("measures"))
    return tuple(
        MeasureId(reading.check_known(each, "measure of this item", own)) for each in required.parts()
    )


def _find_fact(part: Part, kind: ItemType, reading: Reading) -> str | None:
    fact = part.find("fact")
    if fact is None:
        return None
    facts = reading.vocabulary.facts
    name = reading.check_known(fact, "fact", tuple(facts))
    if name in facts and kind not in facts[name].types:
        what = f"The fact {name} cannot be carried by an item of type {kind}."
        reading.fault(part.at("type"), "fact-type", what, f"Use type {' or '.join(facts[name].types)}.")
    return name


def _find_unit(part: Part, fact: str | None, reading: Reading) -> str | None:
    unit = part.find("unit")
    if unit is None:
        return None
    name = reading.check_known(unit, "unit", tuple(reading.vocabulary.units))
    known = reading.vocabulary.facts.get(fact or "")
    if known and known.unit not in (None, name):
        what = f"“{name}” is not the unit of the fact {fact}, which is counted in {known.unit}."
        reading.fault(unit, "unit-mismatch", what, f"Write unit: {known.unit}.")
    return name


def _choices(part: Part, kind: ItemType, fact: str | None, reading: Reading) -> tuple[Choice, ...]:
    """The coded list; where the fact has one of all packs, that, unless some of it is chosen here."""
    shared = reading.vocabulary.codes_of(fact or "")
    given = part.list_at("choices")
    codes = [each.at("code") for each in given]
    reading.check_once(codes, "code")
    if shared:
        what = "type of activity" if fact == ACTIVITY_TYPE else f"code of {fact}"
        for code in codes:
            reading.check_known(code, what, tuple(shared))
    if given:
        return tuple(Choice(each.at("code").string(), build_text(each.at("label"))) for each in given)
    if kind is not ItemType.CHOICE:
        return ()
    if not shared:
        what = "An item of type choice has no choices."
        reading.fault(part.at("type"), "no-choices", what, "Add choices: [{code: ..., label: ...}].")
    return tuple(Choice(code, label) for code, label in shared.items())


def _find_zone(part: Part, reading: Reading) -> ZoneId | None:
    zone = part.find("within")
    if zone is None:
        return None
    reading.zones.append(zone)
    return ZoneId(zone.string())
