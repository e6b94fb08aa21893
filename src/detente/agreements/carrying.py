"""Which format of an agreement carries what a scenario's sentence says, and in which items."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from detente.agreements.model import Facts, Format, Item, ItemType, Told
from detente.agreements.scalars import Plain

_A_DAY = "2024-05-12"


def choose_formats(formats: Sequence[Format], when: Sequence[Told]) -> list[Format | None]:
    """For each sentence of a story the format it is told in; None: there is none."""
    chosen: list[Format | None] = []
    for told in when:
        about = None if told.ground is None else chosen[told.ground]
        fitting = (one for one in candidates(formats, told, about) if not missing_in(one, told))
        chosen.append(next(fitting, None))
    return chosen


def candidates(formats: Iterable[Format], told: Told, about: Format | None) -> list[Format]:
    """Formats that are for such a message, whatever they carry; the first that carries it all is used.

    What changes a message keeps its format ``about``, where it can; an answer is first tried in formats that
    require what it answers; then they come by name.
    """
    fitting = [one for one in formats if one.purpose is told.purpose and told.kind in one.kinds]
    if told.format is not None:
        return [one for one in fitting if one.id == told.format]

    def strangeness(one: Format) -> tuple[bool, bool, str]:
        answers = about is not None and about.id in one.requires
        return one != about, about is not None and not answers, one.id

    return sorted(fitting, key=strangeness)


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
        return [str(value)] if value not in [one.code for one in item.choices] else []
    if item.type is ItemType.INSTANT and isinstance(value, str):
        return [f"“{value}”"] if len(value) < len(_A_DAY) else []
    return []


def _measures_in(tables: Mapping[str, Plain]) -> list[str]:
    total, by_state = tables.get("total"), tables.get("by_state")
    columns = [total, *(by_state.values() if isinstance(by_state, dict) else ())]
    return [name for column in columns if isinstance(column, dict) for name in column]
