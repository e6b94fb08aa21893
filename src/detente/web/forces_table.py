"""The structure of one state's forces as a table that is filtered, sorted and paged."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.kernel.languages import Language, Text
from detente.node.messages import Page
from detente.record.forces import Unit
from detente.web import urls
from detente.web.desk import Desk, Visit
from detente.web.forces_shown import Head, Shown, UnitLine, asked_forces, build_head
from detente.web.forces_words import BASIS_MARKS, TOP
from detente.web.frame import Frame

PAGE_SIZE = 80
_Key = Callable[[Unit], tuple[int, int | str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """The filter and order as they were asked for; ``order`` empty: as the state lists them."""

    words: str
    level: str
    under: str
    basis: str
    order: str


@dataclass(frozen=True, slots=True)
class Row:
    """A unit, and its superior by name (None: it is at the top) with the page of it."""

    line: UnitLine
    under: Text | None
    under_path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TablePage:
    """The table; ``sorted_link`` and ``page_link`` give addresses of it in another order or further on.

    ``under``: the unit whose direct subordinates are shown; None: all are.
    """

    frame: Frame
    head: Head
    asked: Asked
    list: Page[Row]
    levels: tuple[tuple[str, Text], ...]
    bases: tuple[tuple[str, Text], ...]
    under: Unit | None
    here: str
    sorted_link: Callable[[str], str]
    page_link: Callable[[int], str]


def routes(desk: Desk) -> list[BaseRoute]:
    """The table."""
    return [desk.route(urls.FORCES_TABLE, show_table)]


def show_table(visit: Visit) -> Response:
    """As the state lists its units, unless asked otherwise."""
    shown = asked_forces(visit)
    asked = Asked(*(visit.asked(name) for name in Asked.__slots__))
    by_code = {one.code: one for one in shown.forces.units}
    found = _sort(shown, [one for one in shown.forces.units if _fits(one, asked)], asked.order, by_code)
    number = visit.asked_number("page", 1)
    some = found[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]
    query = {name: getattr(asked, name) for name in Asked.__slots__}
    page = TablePage(
        frame=visit.frame(urls.FORCES),
        head=build_head(shown, "table"),
        asked=asked,
        list=Page([_row(shown, one, by_code) for one in some], len(found), number, PAGE_SIZE),
        levels=tuple(reversed([*shown.levels.items()])),
        bases=tuple((code, shown.bases[code]) for code in BASIS_MARKS if code in shown.bases),
        under=by_code.get(asked.under),
        here=shown.path("table", year=None),
        sorted_link=lambda wanted: shown.path("table", **{**query, "order": wanted}),
        page_link=lambda wanted: shown.path("table", **query, page=wanted),
    )
    return visit.show("forces/table.html", page)


def _fits(unit: Unit, asked: Asked) -> bool:
    words = asked.words.casefold()
    names = (
        unit.code,
        *unit.name.by_language.values(),
        *(unit.city.name.by_language.values() if unit.city else ()),
    )
    return (
        asked.level in ("", unit.level)
        and asked.under in ("", unit.under)
        and asked.basis in ("", unit.basis)
        and (not words or any(words in one.casefold() for one in names))
    )


def _sort(shown: Shown, units: list[Unit], order: str, by_code: Mapping[str, Unit]) -> list[Unit]:
    key = _keys(shown, by_code).get(order.removeprefix("-"))
    if key is None:
        return units
    known = [one for one in units if key(one)[0] == 0]
    known.sort(key=key, reverse=order.startswith("-"))
    return [*known, *(one for one in units if key(one)[0])]


def _keys(shown: Shown, by_code: Mapping[str, Unit]) -> dict[str, _Key]:
    """What a unit is sorted by; first a 1 where that is not known, which comes last in either order."""
    language: Language = shown.visit.language
    ranks = {code: rank for rank, code in enumerate(shown.levels)}

    def name_of(unit: Unit | None) -> tuple[int, int | str]:
        return (0, unit.name.in_(language).casefold()) if unit else (1, "")

    return {
        "code": lambda one: (0, one.code),
        "name": name_of,
        "level": lambda one: (0, ranks[one.level]) if one.level in ranks else (1, 0),
        "under": lambda one: name_of(by_code.get(one.under or "")),
        "city": lambda one: (0, one.city.name.in_(language).casefold()) if one.city else (1, ""),
        "strength": lambda one: (1, 0) if one.strength is None else (0, one.strength),
    }


def _row(shown: Shown, unit: Unit, by_code: Mapping[str, Unit]) -> Row:
    superior = by_code.get(unit.under or "")
    if superior is None:
        return Row(shown.line(unit), None if unit.under is None else TOP, "")
    return Row(
        shown.line(unit), Text(*(superior.name.in_(one) for one in Language)), shown.history(superior.code)
    )
