"""Lines of a picture: broken between words or Chinese characters, shortened, never wider than they may be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.documents.svg_text import text_width, wrap


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Navy", ["Navy"]),
        (
            "Office for International Military Cooperation",
            ["Office for International", "Military Cooperation"],
        ),
        ("Главное управление международного сотрудничества", ["Главное управление", "международного…"]),
        (
            "国际军事合作办公室与其他一些名称很长很长的机构",
            ["国际军事合作办公室与其他", "一些名称很长很长的机构"],
        ),
        ("   ", []),
    ],
)
def test_words_are_broken_into_two_lines(text: str, lines: list[str]) -> None:
    assert wrap(text, 155, 12.5, 2) == lines


@given(st.text(max_size=60), st.integers(1, 3))
def test_no_line_is_too_wide_and_all_words_stand_where_there_is_room(text: str, most: int) -> None:
    lines = wrap(text, 80, 12, most)
    assert len(lines) <= most
    assert all(text_width(line, 12) <= 80 for line in lines)
    assert "".join("".join(wrap(text, 10_000, 12, 1)).split()) == "".join(text.split())
