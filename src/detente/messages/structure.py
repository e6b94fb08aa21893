"""Check the structure of forces that a message lists: one place for each unit, no circles, sums that fit.

The numbers of a unit are with all that is subordinate to it, so those at the top add up to the total.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from detente.agreements.model import Format, Item, ItemType
from detente.kernel.errors import Fault
from detente.kernel.identifiers import MeasureId
from detente.messages import structure_wording as wording
from detente.messages.document import JsonValue
from detente.messages.items.context import Context, spoken
from detente.messages.items.measures import build_amount, claimed_bounds, is_amount
from detente.messages.items.shape import is_count
from detente.messages.values import Amount

UNITS = "forces.units"
POSTS = "forces.posts"
_TOTALS = "forces.holdings"
_COUNTED = "return.units"
_PERSONNEL = MeasureId("personnel")
#: Levels of what is counted as a unit; a unit whose level is not given is one as well.
_UNIT_LEVELS = ("regiment", "brigade", None)
#: A circle is named in full up to so many of its members.
_NAMED = 50


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table of units, as far as it can be read. ``number`` counts from 1.

    ``amounts``: its strength as personnel, and its holdings.
    """

    number: int
    code: str
    under: str | None
    level: str | None
    amounts: Mapping[MeasureId, Amount]


@dataclass(frozen=True)
class StructureTable:
    """The rows of a table by code (the first of each) and by superior.

    ``place``: how the place of a cell is written; ``context`` gives names to measures.
    """

    rows: Sequence[Row]
    place: Callable[[Row, str], str]
    context: Context

    @cached_property
    def by_code(self) -> Mapping[str, Row]:
        """The first row of each code."""
        found: dict[str, Row] = {}
        for row in self.rows:
            found.setdefault(row.code, row)
        return found

    @cached_property
    def by_superior(self) -> Mapping[str | None, Sequence[Row]]:
        """The rows directly under each code; None: at the top."""
        found: dict[str | None, list[Row]] = {}
        for row in self.by_code.values():
            found.setdefault(row.under, []).append(row)
        return found


def check_structure(
    content: Mapping[str, JsonValue], message_format: Format, context: Context
) -> Iterator[Fault]:
    """Every fault of the units and posts that a message lists; nothing for one that lists none.

    What cannot be read in a cell is left out: it is a fault of its own.
    """
    for item in message_format.items:
        value = content.get(item.id)
        if item.type is ItemType.TABLE and isinstance(value, list):
            if item.fact == UNITS:
                table = StructureTable([*_rows(value)], _cells_of(item), context)
                yield from _check_codes(table)
                yield from _check_superiors(table)
                yield from _check_circles(table)
                yield from check_parts(table)
                yield from _check_totals(table, content, message_format)
            elif item.fact == POSTS:
                yield from _check_posts(item, value)


def _cells_of(item: Item) -> Callable[[Row, str], str]:
    """``item 2, row 17, 2.4``."""
    numbers = {column.id: column.no for column in item.columns}
    return lambda row, column: f"item {item.no}, row {row.number}, {numbers.get(column, column)}"


def _rows(value: Sequence[JsonValue]) -> Iterator[Row]:
    for number, row in enumerate(value, start=1):
        if isinstance(row, dict) and isinstance(code := row.get("unit"), str):
            yield Row(number, code, _code(row, "under"), _code(row, "level"), _amounts(row))


def _code(row: Mapping[str, JsonValue], column: str) -> str | None:
    value = row.get(column)
    return value if isinstance(value, str) else None


def _amounts(row: Mapping[str, JsonValue]) -> dict[MeasureId, Amount]:
    held, strength = row.get("holdings"), row.get("strength")
    found = _total(held)
    if is_count(strength):
        found[_PERSONNEL] = build_amount(strength)
    return found


def _total(value: JsonValue) -> dict[MeasureId, Amount]:
    total = value.get("total") if isinstance(value, dict) else None
    if not isinstance(total, dict):
        return {}
    return {MeasureId(name): build_amount(amount) for name, amount in total.items() if is_amount(amount)}


def _check_codes(table: StructureTable) -> Iterator[Fault]:
    for row in table.rows:
        first = table.by_code[row.code]
        if first is row:
            continue
        if row.under == first.under:
            where = table.place(row, "unit")
            yield wording.CODE_TWICE.at(where, code=row.code, first=str(first.number))
        else:
            yield wording.TWO_COMMANDS.at(
                table.place(row, "under"),
                code=row.code,
                now=row.under or "—",
                before=first.under or "—",
                first=str(first.number),
            )


def _check_superiors(table: StructureTable) -> Iterator[Fault]:
    for row in table.rows:
        if row.under is not None and row.under not in table.by_code:
            yield wording.SUPERIOR_UNKNOWN.at(table.place(row, "under"), under=row.under[:80])


def _check_circles(table: StructureTable) -> Iterator[Fault]:
    """Each circle once, at the first of its rows. Every row is walked over once."""
    settled: set[str] = set()
    for start in table.rows:
        path: dict[str, None] = {}
        row: Row | None = start
        while row is not None and row.code not in settled and row.code not in path:
            path[row.code] = None
            row = table.by_code.get(row.under) if row.under is not None else None
        settled.update(path)
        if row is not None and row.code in path:
            walked = list(path)
            yield _circle(table, walked[walked.index(row.code) :])


def _circle(table: StructureTable, codes: Sequence[str]) -> Fault:
    first = min(range(len(codes)), key=lambda at: table.by_code[codes[at]].number)
    turned = [*codes[first:], *codes[:first]]
    named = turned if len(turned) <= _NAMED else [*turned[:_NAMED], "…"]
    where = table.place(table.by_code[turned[0]], "under")
    return wording.CYCLE.at(where, chain=" → ".join([*named, turned[0]]))


def check_parts(table: StructureTable) -> Iterator[Fault]:
    """No unit has less of a measure than those directly under it together."""
    for row in table.by_code.values():
        below = table.by_superior.get(row.code, ())
        for measure, total in row.amounts.items() if below else ():
            parts = [one.amounts[measure] for one in below if measure in one.amounts]
            if sum(claimed_bounds(one)[0] for one in parts) > claimed_bounds(total)[1]:
                column = "strength" if measure == _PERSONNEL else "holdings"
                yield wording.PARTS_EXCEED.at(
                    table.place(row, column),
                    measure=table.context.measure_name(measure),
                    code=row.code,
                    sum=sum(one.value for one in parts),
                    total=total.value,
                )


def _check_totals(
    table: StructureTable, content: Mapping[str, JsonValue], message_format: Format
) -> Iterator[Fault]:
    """The totals of the message are those of the rows at the top, where each of these gives the measure."""
    for item in message_format.items:
        value, where = content.get(item.id), f"item {item.no}"
        if item.known_as == _TOTALS:
            for measure, total in _total(value).items():
                yield from check_total(table, measure, total, f"{where}, {spoken(measure)}")
        elif item.fact == _COUNTED and isinstance(value, int) and is_count(value):
            yield from check_count(table, value, where)


def check_count(table: StructureTable, counted: int, where: str) -> Iterator[Fault]:
    """No more units are listed than are counted."""
    listed = sum(1 for row in table.by_code.values() if row.level in _UNIT_LEVELS)
    if listed > counted:
        yield wording.MORE_THAN_COUNTED.at(where, listed=listed, counted=counted)


def check_total(table: StructureTable, measure: MeasureId, total: Amount, where: str) -> Iterator[Fault]:
    """The total is that of the rows at the top, where each of them gives the measure."""
    top = table.by_superior.get(None, ())
    parts = [row.amounts[measure] for row in top if measure in row.amounts]
    if not parts or len(parts) < len(top):
        return
    lows, highs = zip(*(claimed_bounds(one) for one in parts), strict=True)
    lowest, highest = claimed_bounds(total)
    if sum(lows) > highest or sum(highs) < lowest:
        yield wording.TOTAL_DIFFERS.at(
            where,
            measure=table.context.measure_name(measure),
            sum=sum(one.value for one in parts),
            total=total.value,
        )


def _check_posts(item: Item, value: Sequence[JsonValue]) -> Iterator[Fault]:
    column = next((one.no for one in item.columns if one.id == "post"), "post")
    first: dict[str, int] = {}
    for number, row in enumerate(value, start=1):
        if isinstance(row, dict) and isinstance(code := row.get("post"), str):
            if code in first:
                where = f"item {item.no}, row {number}, {column}"
                yield wording.POST_TWICE.at(where, code=code, first=str(first[code]))
            first.setdefault(code, number)
