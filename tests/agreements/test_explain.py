from __future__ import annotations

import pytest

from detente.agreements.explain import show, show_path, suggest
from detente.agreements.scalars import Plain


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("a", "“a”"),
        (None, "“null”"),
        (True, "“true”"),
        ({"a": [1]}, '“{"a": [1]}”'),
        ("Ж" * 60, f"“{'Ж' * 60}”"),
        ("Ж" * 61, f"“{'Ж' * 60}…”"),
    ],
)
def test_a_value_is_shown_as_its_reader_finds_it(value: Plain, text: str) -> None:
    assert show(value) == text


def test_a_path_reads_from_the_top() -> None:
    assert show_path(()) == "the file"
    assert show_path(("when", "any", 0, "at_least")) == "when.any[0].at_least"
    assert show_path((2, "title")) == "[2].title"


def test_the_nearest_name_is_suggested_or_all_are_listed() -> None:
    assert suggest("battle-tank", ["personnel", "battle-tanks"]) == "Did you mean “battle-tanks”?"
    assert suggest("xyz", ["b", "a"]) == "Use one of: a, b."
    assert suggest("xyz", []) == "There is none to choose from."
