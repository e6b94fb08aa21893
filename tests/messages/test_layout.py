from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.messages.numbered.fields import Field
from detente.messages.numbered.layout import (
    WIDTH,
    Entry,
    columns,
    escape,
    join,
    read_lines,
    render,
    unescape,
    wrap,
)

CHARACTERS = st.sampled_from(list(" abcя中（）。、が한[]\\s:：\u3000\u00a0\u3099\u0301🙂م"))
TEXTS = st.text(CHARACTERS, min_size=1, max_size=120)


@settings(max_examples=500)
@given(TEXTS, st.integers(1, 20), st.integers(1, 20), st.integers(0, 10))
def test_a_broken_line_joins_to_what_it_was(text: str, first: int, others: int, head: int) -> None:
    escaped = escape(text)
    pieces = wrap(escaped, first, others, head)
    joined = pieces[0]
    for piece in pieces[1:]:
        assert piece == piece.strip(" ") != ""
        joined = join(joined, piece)
    assert joined == escaped
    assert unescape(joined) == text


@settings(max_examples=500)
@given(st.lists(TEXTS | st.just(""), min_size=1, max_size=6).map("\n".join))
def test_lines_of_text_survive_printing(text: str) -> None:
    if not text.split("\n", maxsplit=1)[0] or not text.rsplit("\n", maxsplit=1)[-1]:
        text = f"x{text}x"
    lines = text.split("\n")
    entry = Entry("7. Purpose:", text) if len(lines) == 1 else Entry("7. Purpose:", body=lines)
    first, *deeper = read_lines("\n".join(render(entry)))
    rest = first.text.removeprefix("7. Purpose:").lstrip(" ")
    assert Field(1, rest, tuple(deeper)).all_lines() == text


def test_long_lines_keep_within_the_width_and_chinese_breaks_between_characters() -> None:
    text = "联合反恐演习，" * 20
    lines = list(render(Entry("7. 目的：", text)))
    assert all(columns(line) <= WIDTH for line in lines)
    assert len(lines) == 4
    assert not any(line.lstrip(" ").startswith("，") for line in lines)


def test_words_stay_whole() -> None:
    assert wrap("one two three", 7, 5) == ["one two", "three"]
    assert wrap("one https://example.org/a/b/c two", 8, 8) == ["one", "https://example.org/a/b/c", "two"]


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain", "plain"),
        ("  two blanks ", r"\s\stwo blanks\s"),
        ("   ", r"\s\s\s"),
        (r"C:\s", r"C:\\s"),
        ("[en] not a mark", r"\[en] not a mark"),
        (" [en]  ", r"\s[en]\s\s"),
    ],
)
def test_what_is_escaped(text: str, escaped: str) -> None:
    assert (escape(text), unescape(escaped)) == (escaped, text)


def test_any_line_end_and_tabs_are_read() -> None:
    assert [(line.indent, line.text) for line in read_lines("\ufeffa\r\n\tb \rc")] == [
        (0, "a"),
        (4, "b"),
        (0, "c"),
    ]
