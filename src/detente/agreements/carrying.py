"""Which format of an agreement carries what a scenario's sentence says."""

from __future__ import annotations

from collections.abc import Iterable

from detente.agreements.model import MESSAGES, Format, Item, Told


def facts_of(told: Told) -> tuple[str, ...]:
    """The facts that the message must make known."""
    given = {
        "activity.type": told.type,
        "activity.area": told.place,
        "activity.period": told.start or told.end,
        "activity.strength": told.numbers,
        "observation.arrival": told.arrival,
        "observation.observers": told.observers,
        "clarification.urgent": told.urgent,
    }
    return tuple(fact for fact, value in given.items() if value not in (None, (), False))


def choose_format(formats: Iterable[Format], told: Told) -> Format | None:
    """The first format by name that is for such a message and carries all of it; None: there is none."""
    fitting = [one for one in candidates(formats, told) if not missing_in(one, told)]
    return fitting[0] if fitting else None


def candidates(formats: Iterable[Format], told: Told) -> list[Format]:
    """Formats that are for such a message, by name, whatever they carry."""
    purpose, kind = MESSAGES[told.deed]
    fitting = [one for one in formats if one.purpose is purpose and kind in one.kinds]
    return sorted(fitting, key=lambda one: one.id)


def missing_in(form: Format, told: Told) -> list[str]:
    """What a sentence says and the format has no item for."""
    items = {item.fact: item for item in form.items if item.fact}
    return [
        lack for fact in facts_of(told) for lack in (_lacking(items[fact], told) if fact in items else [fact])
    ]


def _lacking(item: Item, told: Told) -> list[str]:
    if item.fact == "activity.strength":
        return [one.measure for one in told.numbers if one.measure not in item.measures]
    if item.fact == "activity.type":
        return [told.type] if told.type and told.type not in [one.code for one in item.choices] else []
    return []
