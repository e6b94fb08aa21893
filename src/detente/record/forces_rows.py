"""Rows of tables on forces: units and posts as a return lists them, and what notices say has changed of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from detente.kernel.identifiers import MeasureId
from detente.kernel.instants import PartialDate
from detente.messages.values import Amount, FreeText, ItemValue, Person, Place, Strength

R = TypeVar("R")
_Row = Mapping[str, ItemValue]
_NONE: Mapping[MeasureId, Amount] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A formation, unit or body. ``strength`` and ``holdings``: with all that is subordinate to it.

    ``level`` and ``basis`` are codes of the vocabulary's lists. ``under``: the code of its superior; None: it
    stands at the top. What was not told is None, or missing in ``holdings``.
    """

    code: str
    name: FreeText
    level: str | None = None
    under: str | None = None
    city: Place | None = None
    strength: int | None = None
    holdings: Mapping[MeasureId, Amount]
    basis: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Post:
    """A post and who holds it (None: vacant, or not told). ``unit``: the code of where it belongs."""

    code: str
    title: FreeText
    unit: str | None = None
    holder: FreeText | None = None
    rank: FreeText | None = None
    since: PartialDate | None = None
    basis: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitChange:
    """What a notice says has changed of a unit; each of the rest None or empty where it says nothing of it.

    ``change``: a code of the vocabulary's list ``forces.change``.
    """

    code: str
    change: str | None
    name: FreeText | None = None
    level: str | None = None
    under: str | None = None
    city: Place | None = None
    strength: int | None = None
    holdings: Mapping[MeasureId, Amount]
    basis: str | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PostChange:
    """What a notice says of a post; ``vacant``: nobody holds it now."""

    code: str
    title: FreeText | None = None
    unit: str | None = None
    holder: FreeText | None = None
    rank: FreeText | None = None
    since: PartialDate | None = None
    vacant: bool = False
    basis: str | None = None
    source: str | None = None


def read_units(value: ItemValue | None) -> tuple[Unit, ...] | None:
    """The units in a table, in its order; rows without a code are left out. None: there is no table."""
    return _read(value, _unit)


def read_posts(value: ItemValue | None) -> tuple[Post, ...] | None:
    """The posts in a table, in its order; rows without a code are left out. None: there is no table."""
    return _read(value, _post)


def read_unit_changes(value: ItemValue | None) -> tuple[UnitChange, ...]:
    """The changes of units in a table, in its order."""
    return _read(value, _unit_change) or ()


def read_post_changes(value: ItemValue | None) -> tuple[PostChange, ...]:
    """The changes of posts in a table, in its order."""
    return _read(value, _post_change) or ()


def code_as_name(code: str) -> FreeText:
    """A code where there is no name, as words of no language."""
    return FreeText({"und": code})


def _read(value: ItemValue | None, build: Callable[[_Row], R | None]) -> tuple[R, ...] | None:
    if not isinstance(value, tuple):
        return None
    return tuple(built for row in _rows(value) if (built := build(row)) is not None)


def _rows(value: tuple[object, ...]) -> Iterator[_Row]:
    for row in value:
        if isinstance(row, Mapping):
            yield row


def _unit(row: _Row) -> Unit | None:
    code = _code(row, "unit")
    if code is None:
        return None
    return Unit(
        code=code,
        name=_text(row, "name") or code_as_name(code),
        level=_code(row, "level"),
        under=_code(row, "under"),
        city=_place(row),
        strength=_number(row),
        holdings=_holdings(row),
        basis=_code(row, "basis"),
        source=_source(row),
    )


def _unit_change(row: _Row) -> UnitChange | None:
    code = _code(row, "unit")
    if code is None:
        return None
    return UnitChange(
        code=code,
        change=_code(row, "change"),
        name=_text(row, "name"),
        level=_code(row, "level"),
        under=_code(row, "under"),
        city=_place(row),
        strength=_number(row),
        holdings=_holdings(row),
        basis=_code(row, "basis"),
        source=_source(row),
    )


def _post(row: _Row) -> Post | None:
    code, person = _code(row, "post"), _person(row)
    if code is None:
        return None
    return Post(
        code=code,
        title=_text(row, "title") or (person and person.post) or code_as_name(code),
        unit=_code(row, "unit"),
        holder=person.name if person else None,
        rank=_text(row, "rank"),
        since=_since(row),
        basis=_code(row, "basis"),
        source=_source(row),
    )


def _post_change(row: _Row) -> PostChange | None:
    code, person = _code(row, "post"), _person(row)
    if code is None:
        return None
    return PostChange(
        code=code,
        title=_text(row, "title") or (person.post if person else None),
        unit=_code(row, "unit"),
        holder=person.name if person else None,
        rank=_text(row, "rank"),
        since=_since(row),
        vacant=row.get("vacant") is True,
        basis=_code(row, "basis"),
        source=_source(row),
    )


def _code(row: _Row, column: str) -> str | None:
    value = row.get(column)
    return value if isinstance(value, str) else None


def _text(row: _Row, column: str) -> FreeText | None:
    value = row.get(column)
    return value if isinstance(value, FreeText) else None


def _place(row: _Row) -> Place | None:
    value = row.get("city")
    return value if isinstance(value, Place) else None


def _number(row: _Row) -> int | None:
    value = row.get("strength")
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _holdings(row: _Row) -> Mapping[MeasureId, Amount]:
    value = row.get("holdings")
    return value.total if isinstance(value, Strength) else _NONE


def _person(row: _Row) -> Person | None:
    value = row.get("holder")
    return value if isinstance(value, Person) else None


def _since(row: _Row) -> PartialDate | None:
    value = row.get("since")
    return value if isinstance(value, PartialDate) else None


def _source(row: _Row) -> str | None:
    value = _text(row, "source")
    return next(iter(value.by_language.values())) if value else None
