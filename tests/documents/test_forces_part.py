"""What of a structure is shown: levels as far as there is room, what is left out counted, circles noticed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from detente.documents.forces_part import MOST_BESIDE, Part, take_part
from detente.messages.values import FreeText
from detente.record.forces import Unit


def unit(code: str, under: str | None = None) -> Unit:
    return Unit(code=code, name=FreeText({"en": code}), under=under, holdings={})


def tree(parts: tuple[Part, ...]) -> list[object]:
    """Each unit by code with those under it, how many below and how many hidden."""
    return [(one.unit.code, tree(one.under), one.below, one.hidden) for one in parts]


UNITS = [unit("M"), unit("A", "M"), unit("B", "M"), unit("A1", "A"), unit("A2", "A"), unit("B1", "B")]


def test_all_is_shown_where_there_is_room() -> None:
    found = take_part(UNITS, None, 9, 10)
    assert tree(found.parts) == [
        (
            "M",
            [("A", [("A1", [], 0, 0), ("A2", [], 0, 0)], 2, 0), ("B", [("B1", [], 0, 0)], 1, 0)],
            5,
            0,
        )
    ]
    assert (found.shown, found.levels, found.more_at_top, found.unreached) == (6, 2, 0, 0)


def test_a_level_that_does_not_fit_is_left_out_whole_and_counted() -> None:
    found = take_part(UNITS, None, 9, 5)
    assert tree(found.parts) == [("M", [("A", [], 2, 2), ("B", [], 1, 1)], 5, 0)]
    assert (found.shown, found.levels) == (3, 1)


def test_no_more_levels_than_asked_for() -> None:
    assert tree(take_part(UNITS, None, 0, 10).parts) == [("M", [], 5, 2)]


def test_a_branch_is_shown_from_its_unit_down() -> None:
    assert tree(take_part(UNITS, "A", 9, 10).parts) == [("A", [("A1", [], 0, 0), ("A2", [], 0, 0)], 2, 0)]
    assert take_part(UNITS, "none", 9, 10).parts == ()


def test_many_side_by_side_are_cut_and_counted() -> None:
    units = [unit("M"), *(unit(f"U{number}", "M") for number in range(100))]
    (part,) = take_part(units, None, 9, 500).parts
    assert (len(part.under), part.hidden, part.below) == (MOST_BESIDE, 100 - MOST_BESIDE, 100)
    (part,) = take_part(units, None, 9, 11).parts
    assert (len(part.under), part.hidden) == (10, 90)
    found = take_part(units[1:], None, 9, 30)
    assert (len(found.parts), found.more_at_top) == (30, 70)


def test_a_circle_is_not_shown_but_counted() -> None:
    found = take_part([unit("M"), unit("X", "Y"), unit("Y", "X"), unit("Z", "Z")], None, 9, 10)
    assert tree(found.parts) == [("M", [], 0, 0)]
    assert found.unreached == 3


def test_a_code_that_stands_twice_is_shown_once() -> None:
    found = take_part([unit("M"), unit("A", "M"), unit("B", "M"), unit("A", "B")], None, 9, 10)
    assert tree(found.parts) == [("M", [("A", [], 0, 0), ("B", [], 0, 0)], 2, 0)]


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 14)), max_size=30), st.integers(1, 12))
def test_never_more_than_there_is_room_for_and_none_twice(rows: list[tuple[int, int]], most: int) -> None:
    found = take_part([unit(str(code), str(under)) for code, under in rows], None, 9, most)
    shown: list[str] = []
    waiting = [*found.parts]
    while waiting:
        one = waiting.pop()
        shown.append(one.unit.code)
        waiting += one.under
    assert len(shown) == len(set(shown)) == found.shown <= most
