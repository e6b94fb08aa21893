"""Which format of an agreement carries what a scenario's sentence says, and in which items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.agreements.explain import suggest
from detente.agreements.model import Facts, Format, Item, ItemType, Told
from detente.agreements.reading import Reading
from detente.agreements.scalars import Plain
from detente.agreements.scenarios import ToldAt
from detente.agreements.sentences.grounds import CHANGES

_A_DAY = "2024-05-12"


def choose_formats(formats: Sequence[Format], when: Sequence[Told]) -> list[Format | None]:
    """For each sentence of a story the format it is told in; None: there is none."""
    chosen: list[Format | None] = []
    for told in when:
        about = None if told.ground is None else chosen[told.ground]
        fitting = (one for one in candidates(formats, told, about) if not missing_in(one, told))
        chosen.append(next(fitting, None))
    return chosen


def check_carried(story: Sequence[ToldAt], formats: Sequence[Format], reading: Reading) -> None:
    """A fault for each sentence of a story that no format carries, but where another fault is the reason."""
    faulty = {fault.where for fault in reading.faults}
    chosen = choose_formats(formats, [each.told for each in story])
    for each, form in zip(story, chosen, strict=True):
        ground = each.told.ground
        about = None if ground is None else chosen[ground]
        follows = each.part.place in faulty or (ground is not None and about is None)
        if form is None and not follows:
            reading.fault(each.part, *_explain(each.told, about, formats))


def _explain(told: Told, about: Format | None, formats: Sequence[Format]) -> tuple[str, str, str]:
    """Why no format carries a sentence: code, what, and how to mend it."""
    named = next((one for one in formats if one.id == told.format), None)
    fitting = candidates(formats, told, about)
    if fitting:
        nearest = min(fitting, key=lambda one: len(missing_in(one, told)))
        what = f"The format {nearest.id} has no item for {', '.join(missing_in(nearest, told))}."
        return "not-carried", what, "Say only what the message can say, or add an item."
    if named is not None:
        what = (
            f"The format {named.id} is not for {told.purpose}, or takes no messages of kind {told.kind} here."
        )
        return "format-purpose", what, "Name another, or none."
    if told.format is not None:
        mend = suggest(told.format, [one.id for one in formats])
        return "unknown-format", f"“{told.format}” is no format.", mend
    what = f"No format is for {told.purpose} and takes messages of kind {told.kind}."
    return "no-format", what, "Write such a format, or take the sentence away."


def candidates(formats: Iterable[Format], told: Told, about: Format | None) -> list[Format]:
    """Formats that are for such a message, whatever they carry; the first that carries it all is used.

    What changes a message in its matter keeps its format ``about``; an answer is first tried in formats that
    require what it answers; then they come by name.
    """
    fitting = [one for one in formats if one.purpose is told.purpose and told.kind in one.kinds]
    if told.kind in CHANGES:
        fitting = [one for one in fitting if one == about or not one.own_matter]
    if told.format is not None:
        return [one for one in fitting if one.id == told.format]
    return sorted(fitting, key=lambda one: (about is not None and about.id not in one.requires, one.id))


def missing_in(form: Format, told: Told) -> list[str]:
    """What a sentence says and the format has no item for; empty where it carries it in either way."""
    lacking = _lacking(form, told, told.facts)
    return [] if told.instead is not None and not _lacking(form, told, told.instead) else lacking


def facts_in(form: Format, told: Told) -> Facts:
    """What the message says in a format that carries it, with what goes without saying."""
    instead = told.instead is not None and _lacking(form, told, told.facts)
    return {**told.implied, **(told.instead if instead and told.instead else told.facts)}


def _lacking(form: Format, told: Told, facts: Facts) -> list[str]:
    items = {item.known_as: item for item in form.items if item.known_as}
    absent = [fact.replace("@", " in ") for fact in (*facts, *told.references) if fact not in items]
    unfit = [each for fact, value in facts.items() if fact in items for each in _unfit(items[fact], value)]
    return absent + unfit


def _unfit(item: Item, value: Plain) -> list[str]:
    """What of a value the item cannot hold."""
    if item.type is ItemType.MEASURES and isinstance(value, dict):
        return [name for name in _measures_in(value) if name not in item.measures]
    if item.type is ItemType.CHOICE:
        return [] if value in [one.code for one in item.choices] else [f"{value} in {item.fact}"]
    if item.type is ItemType.INSTANT and isinstance(value, str):
        return [f"{value} in {item.fact}, which wants a day"] if len(value) < len(_A_DAY) else []
    return []


def _measures_in(tables: Mapping[str, Plain]) -> list[str]:
    total, by_state = tables.get("total"), tables.get("by_state")
    columns = [total, *(by_state.values() if isinstance(by_state, dict) else ())]
    return [name for column in columns if isinstance(column, dict) for name in column]
