"""Declared strengths: numbers by measure, of the whole and of each participating state."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import cast

from detente.agreements.model import Item
from detente.kernel.errors import Fault
from detente.kernel.identifiers import MeasureId, StateCode
from detente.messages.document import JsonValue
from detente.messages.items import wording
from detente.messages.items.context import Context, spoken
from detente.messages.items.scalars import check_code
from detente.messages.items.shape import LARGEST, check_members, is_count, wrong_form, wrong_type
from detente.messages.values import Amount, ItemValue, Qualifier, Strength
from detente.messages.wording import list_of

_QUALIFIERS = {one.value: one for one in Qualifier if one is not Qualifier.EXACT}
#: "About" a number is taken to mean within a tenth of it, when sums are compared with totals.
_ABOUT_PART = 10


def check_measures(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    """Every fault of a table of measures; sums that do not fit the total are warnings."""
    if not isinstance(value, dict):
        yield wrong_type(item.type, value, context)
        return
    faults = list(check_members(value, (), ("total", "by_state"), context))
    if "total" not in value and "by_state" not in value:
        faults.append(wording.MEASURES_EMPTY.at(context.where))
    if "total" in value:
        faults += _check_column(item, value["total"], context)
    if "by_state" in value:
        faults += _check_states(item, value["by_state"], context)
    yield from faults
    if not faults:
        strength = build_measures(item, value)
        yield from _check_required(item, strength, context)
        yield from _check_sums(item, strength, context)


def _check_states(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield wrong_type(item.type, value, context)
        return
    if not value:
        yield wording.MEASURES_EMPTY.at(context.where)
    for state, column in value.items():
        inner = context.at(state[:10])
        yield from check_code(state, inner)
        yield from _check_column(item, column, inner)


def _check_column(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    if not isinstance(value, dict):
        yield wrong_type(item.type, value, context)
        return
    if not value:
        yield wording.MEASURES_EMPTY.at(context.where)
    for measure, amount in value.items():
        inner = context.at(spoken(measure[:60]))
        if measure not in item.measures:
            known = list_of([context.measure_name(one) for one in item.measures])
            name = context.measure_name(measure[:60])
            yield wording.MEASURE_UNKNOWN.at(inner.where, measure=name, known=known)
        yield from _check_amount(item, amount, inner)


def is_amount(value: JsonValue) -> bool:
    """Whether it is a declared number, with or without what it claims to be."""
    return is_count(_number_in(value))


def _number_in(value: JsonValue) -> JsonValue:
    if isinstance(value, dict) and len(value) == 1 and (only := next(iter(value))) in _QUALIFIERS:
        return value[only]
    return value


def _check_amount(item: Item, value: JsonValue, context: Context) -> Iterator[Fault]:
    number = _number_in(value)
    if is_count(number):
        return
    if isinstance(number, int) and not isinstance(number, bool):
        yield wording.NUMBER_RANGE.at(context.where, value=str(number))
    else:
        yield wrong_form(wording.AMOUNT, number, context)


def _check_required(item: Item, strength: Strength, context: Context) -> Iterator[Fault]:
    for measure in item.required_measures:
        columns = strength.by_state.values()
        by_all = bool(columns) and all(measure in column for column in columns)
        if measure not in strength.total and not by_all:
            inner = context.at(spoken(measure))
            yield wording.MEASURE_MISSING.at(inner.where, measure=context.measure_name(measure))


def _check_sums(item: Item, strength: Strength, context: Context) -> Iterator[Fault]:
    for measure, total in strength.total.items():
        parts = [column[measure] for column in strength.by_state.values() if measure in column]
        if not parts:
            continue
        lowest, highest = claimed_bounds(total)
        at_least = sum(claimed_bounds(part)[0] for part in parts)
        at_most = sum(claimed_bounds(part)[1] for part in parts)
        if at_least > highest or at_most < lowest:
            fault = wording.SUM_EXCEEDS if at_least > highest else wording.SUM_FALLS_SHORT
            yield fault.at(
                context.at(spoken(measure)).where,
                measure=context.measure_name(measure),
                sum=sum(part.value for part in parts),
                total=total.value,
            )


def claimed_bounds(amount: Amount) -> tuple[int, int]:
    """The least and the most that a declared number can mean."""
    value = amount.value
    if amount.qualifier is Qualifier.ABOUT:
        return value - value // _ABOUT_PART, value + value // _ABOUT_PART
    if amount.qualifier is Qualifier.MORE_THAN:
        return value, LARGEST
    return (0, value) if amount.qualifier is Qualifier.UP_TO else (value, value)


def build_measures(_item: Item, value: JsonValue) -> Strength:
    """A checked value as a strength."""
    known = cast("Mapping[str, Mapping[str, JsonValue]]", value)
    by_state = cast("Mapping[StateCode, Mapping[MeasureId, JsonValue]]", known.get("by_state", _NONE))
    total = cast("Mapping[MeasureId, JsonValue]", known.get("total", _NONE))
    return Strength(
        {measure: build_amount(amount) for measure, amount in total.items()},
        {
            state: {measure: build_amount(amount) for measure, amount in column.items()}
            for state, column in by_state.items()
        },
    )


_NONE: Mapping[str, JsonValue] = {}


def build_amount(value: JsonValue) -> Amount:
    """A checked number with what it claims to be."""
    if isinstance(value, dict):
        ((qualifier, number),) = value.items()
        return _amount(cast("int", number), _QUALIFIERS[qualifier])
    return _amount(cast("int", value))


@lru_cache(maxsize=65_536, typed=True)
def _amount(number: int, qualifier: Qualifier = Qualifier.EXACT) -> Amount:
    """Round numbers come again and again: each is made once."""
    return Amount(number, qualifier)


def write_measures(value: ItemValue) -> JsonValue:
    """The JSON form."""
    assert isinstance(value, Strength)
    written: dict[str, JsonValue] = {}
    if value.total:
        written["total"] = _write_column(value.total)
    if value.by_state:
        written["by_state"] = {state: _write_column(column) for state, column in value.by_state.items()}
    return written


def _write_column(column: Mapping[MeasureId, Amount]) -> dict[str, JsonValue]:
    return {measure: write_amount(amount) for measure, amount in column.items()}


def write_amount(amount: Amount) -> JsonValue:
    """The JSON form of one declared number."""
    exact = amount.qualifier is Qualifier.EXACT
    return amount.value if exact else {amount.qualifier.value: amount.value}
