"""Numbers, and the table of strengths: the whole and each state against each measure."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from detente.agreements.model import Item
from detente.kernel.identifiers import MeasureId
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.messages.values import Qualifier
from detente.web.forms.blocks import Block, Entry, Grid, GridColumn, GridRow, Width
from detente.web.forms.fields import Fields
from detente.web.forms.setting import ItemForm, Spot, as_object, as_typed, present
from detente.web.forms.states import show_state_pick

#: Digits, also in groups of three.
_NUMBER = re.compile(r"\d+|\d{1,3}(?:[\s,’']\d{3})+", re.ASCII)
_AMOUNT = re.compile(r"(~|≈|>|≤|<=)?\s*(.+)", re.DOTALL)
#: The largest whole number every JSON reader keeps exactly (RFC 7493, 2.2).
_LARGEST = 2**53 - 1
_SIGNS = {
    "~": Qualifier.ABOUT,
    "≈": Qualifier.ABOUT,
    ">": Qualifier.MORE_THAN,
    "≤": Qualifier.UP_TO,
    "<=": Qualifier.UP_TO,
}
_SIGN_OF = {Qualifier.ABOUT: "~", Qualifier.MORE_THAN: ">", Qualifier.UP_TO: "≤"}


def parse_number(typed: str) -> int | str:
    """Digits, grouped or not, to a number; anything else stays as typed."""
    digits = unicodedata.normalize("NFKC", typed).strip()
    if not _NUMBER.fullmatch(digits):
        return typed
    number = int(re.sub(r"\D", "", digits)[:20])
    return number if number <= _LARGEST else typed


def parse_amount(typed: str) -> JsonValue:
    """``1300``, ``~1300``, ``>1300`` or ``≤1300`` to its JSON form; anything else stays as typed."""
    sign, rest = _AMOUNT.fullmatch(typed.strip()).groups() if typed.strip() else (None, "")  # type: ignore[union-attr]
    number = parse_number(rest)
    if isinstance(number, str):
        return typed
    return {_SIGNS[sign].value: number} if sign else number


def type_amount(value: JsonValue) -> str:
    """An amount as it is typed."""
    if isinstance(value, dict) and len(value) == 1:
        ((qualifier, number),) = value.items()
        if qualifier in tuple(Qualifier):
            return _SIGN_OF.get(Qualifier(qualifier), "") + as_typed(number)
    return as_typed(value)


def show_number(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """One field of digits."""
    unit = spot.setting.vocabulary.units.get(spot.item.unit or "")
    entry = Entry(
        spot.name, spot.item.label, as_typed(value), Width.SHORT, numeric=True, spoken=True, unit=unit
    )
    return (entry,)


def read_number(item: Item, name: str, fields: Fields) -> JsonValue:
    """A number, or what was typed instead."""
    typed = fields.one(name)
    return parse_number(typed) if typed else None


def show_measures(spot: Spot, value: JsonValue) -> tuple[Block, ...]:
    """A table: a row for each measure, a column for the whole and one for each state."""
    strength = as_object(value)
    by_state = as_object(strength.get("by_state"))
    states = list(by_state)
    if spot.setting.wants_blank(spot.name, len(states)):
        states.append("")
    columns = [_Column(GridColumn(_WHOLE), f"{spot.name}.total", as_object(strength.get("total")))]
    for number, state in enumerate(states):
        name = f"{spot.name}.{number}"
        pick = show_state_pick(spot, f"{name}.state", state, _STATE, spoken=True)
        columns.append(_Column(GridColumn(pick, name), name, as_object(by_state.get(state))))
    rows = tuple(_row(spot, measure, columns) for measure in spot.item.measures)
    return (Grid(tuple(one.column for one in columns), rows, spot.name, _ADD_STATE, _HOW_TO_WRITE),)


@dataclass(frozen=True, slots=True)
class _Column:
    column: GridColumn
    name: str
    amounts: dict[str, JsonValue]


def _row(spot: Spot, measure: MeasureId, columns: list[_Column]) -> GridRow:
    label = spot.setting.vocabulary.measures[measure].name
    return GridRow(
        label,
        tuple(
            Entry(
                f"{one.name}.{measure}",
                label,
                type_amount(one.amounts.get(measure)),
                Width.SHORT,
                numeric=True,
                spoken=True,
            )
            for one in columns
        ),
    )


def read_measures(item: Item, name: str, fields: Fields) -> JsonValue:
    """The whole and each state that was chosen; two rows of one state become one."""
    by_state: dict[str, JsonValue] = {}
    for row in fields.rows(name):
        amounts = _read_amounts(item, row, fields)
        state = fields.one(f"{row}.state")
        if state or amounts:
            by_state[state or "?"] = {**as_object(by_state.get(state or "?")), **amounts}
    total = _read_amounts(item, f"{name}.total", fields)
    return present({"total": dict(total) or None, "by_state": by_state or None})


def _read_amounts(item: Item, row: str, fields: Fields) -> dict[str, JsonValue]:
    typed = {measure: fields.one(f"{row}.{measure}") for measure in item.measures}
    return {measure: parse_amount(text) for measure, text in typed.items() if text}


NUMBER = ItemForm(show_number, read_number)
MEASURES = ItemForm(show_measures, read_measures)

_WHOLE = Text("In all", "Всего", "合计")
_STATE = Text("State", "Государство", "国家")
_ADD_STATE = Text("Add a state", "Добавить государство", "添加国家")
_HOW_TO_WRITE = Text(
    "Leave empty what is not declared. Write ~ before an approximate number, > for more than, ≤ for up to. "
    "A state that is no party can be chosen once it is named among the participants.",
    "Незаявленное оставьте пустым. Перед числом: ~ — приблизительно, > — более, ≤ — до. Государство, не "
    "участвующее в соглашении, можно выбрать после указания его среди участвующих в учении.",
    "不报的项目留空。数字前写~表示约，写>表示超过，写≤表示至多。非缔约国列入参加国后即可选择。",
)
