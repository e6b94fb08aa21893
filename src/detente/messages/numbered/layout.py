"""Lines of a notice: indentation, wrapping that can be undone, and the few characters that need care.

A line's own text never begins or ends with a plain blank, so indentation says what belongs to what: a deeper
line continues the one above. A line is broken where a single blank stood, or between two wide (Chinese)
characters where none stood; joining puts back just that.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

#: Columns of a printed line; words that are longer stay whole.
WIDTH = 78
#: How much deeper what belongs to an entry stands.
STEP = 3

_UNESCAPED = {"\\": "\\", "s": " ", "[": "["}
_ESCAPE = re.compile(r"\\(.)", re.S)
#: Written out rather than taken from a version of Unicode, so that every reader joins as every printer broke.
_WIDE = re.compile(
    "[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97c\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f"
    "\uff01-\uff60\uffe0-\uffe6\U00020000-\U0003fffd]"
)
_NOT_FIRST = frozenset("、。，．：；！？）」』】》〉ー々\u302a\u302b\u302c\u302d\u302e\u302f\u3099\u309a")
_NOT_LAST = frozenset("（「『【《〈")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry to print: ``head`` (``5. Area:``), and either text on the same line or what stands below.

    In ``body`` a plain text is one line of a longer text.
    """

    head: str
    inline: str = ""
    body: Sequence[Entry | str] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """One line as read: its number from 1, its indentation in columns, and its text without either end's blanks."""

    number: int
    indent: int
    text: str


@dataclass(frozen=True, slots=True)
class Block:
    """A line with the deeper lines below it."""

    first: Line
    deeper: tuple[Line, ...]


def render(entry: Entry, indent: int = 0) -> Iterator[str]:
    """The lines of an entry. A list entry such as ``(1)`` shares its line with the first thing in it."""
    pad = " " * indent
    if entry.inline:
        gap = "" if entry.head.endswith("：") else " "
        head = entry.head + gap
        lines = wrap(head + escape(entry.inline), WIDTH - indent, WIDTH - indent - STEP, len(head))
        yield from _indented(lines, indent, indent + STEP)
        return
    marked = entry.head.endswith(")") and bool(entry.body)
    below = indent + (len(entry.head) + 1 if marked else STEP)
    lines = [line for part in entry.body for line in _render_part(part, below)]
    if marked:
        lines[0] = f"{pad}{entry.head} {lines[0].lstrip(' ')}"
    else:
        yield f"{pad}{entry.head}"
    yield from lines


def _render_part(part: Entry | str, indent: int) -> Iterator[str]:
    if isinstance(part, Entry):
        return render(part, indent)
    room = WIDTH - indent
    return _indented(wrap(escape(part), room, room - STEP), indent, indent + STEP)


def _indented(lines: list[str], first: int, others: int) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield " " * (others if number else first) + line if line else ""


def escape(text: str) -> str:
    """One line of text so that its blanks at either end survive and it cannot look like a language's mark."""
    inner = text.strip(" ")
    before, _, after = text.partition(inner) if inner else (text, "", "")
    escaped = inner.replace("\\", "\\\\")
    if escaped.startswith("[") and not before:
        escaped = "\\" + escaped
    return "\\s" * len(before) + escaped + "\\s" * len(after)


def unescape(text: str) -> str:
    """The inverse of ``escape``; an unknown escape stands for itself."""
    return _ESCAPE.sub(lambda found: _UNESCAPED.get(found[1], found[0]), text)


def wrap(text: str, first_room: int, other_room: int, head: int = 0) -> list[str]:
    """Break a line into pieces no wider than there is room, where ``join`` can undo it; never empty.

    The first ``head`` characters, and what follows them directly, stay on the first line.
    """
    pieces: list[str] = []
    start, room, last_break, width = 0, first_room, 0, 0
    breaks = _breaks(text, head)
    position = 0
    while position < len(text):
        width += _columns(text[position])
        if position in breaks:
            last_break = position
        if width > room and last_break > start:
            pieces.append(text[start:last_break])
            start = last_break + (text[last_break] == " ")
            position, room, width = start, other_room, 0
            continue
        position += 1
    pieces.append(text[start:])
    return pieces


def _breaks(text: str, head: int) -> frozenset[int]:
    """Positions a line may be broken before: at a single blank, or between two wide characters."""
    return frozenset(place for place in range(head + 1, len(text)) if _breaks_at(text, place))


def _breaks_at(text: str, place: int) -> bool:
    before, here = text[place - 1], text[place]
    if here != " ":
        return _is_wide(before) and _is_wide(here) and here not in _NOT_FIRST and before not in _NOT_LAST
    after = text[place + 1 : place + 2]
    return before != " " and after not in ("", " ") and not (_is_wide(before) and _is_wide(after))


def join(before: str, after: str) -> str:
    """Two pieces of one line as they stood before ``wrap`` broke it."""
    if before and after and _is_wide(before[-1]) and _is_wide(after[0]):
        return before + after
    return f"{before} {after}"


def columns(text: str) -> int:
    """How many columns a text takes: wide characters take two, combining ones none."""
    return sum(_columns(character) for character in text)


def _columns(character: str) -> int:
    if character < "\u0300":
        return 1
    if unicodedata.combining(character):
        return 0
    return 2 if _is_wide(character) else 1


def _is_wide(character: str) -> bool:
    return _WIDE.fullmatch(character) is not None


def read_lines(text: str) -> list[Line]:
    """The lines of a notice, whatever ends them; blanks at their ends and a byte order mark are dropped."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\t", "    ")
    return [_read_line(number, line) for number, line in enumerate(text.split("\n"), start=1)]


def _read_line(number: int, line: str) -> Line:
    text = line.strip(" ")
    return Line(number, len(line) - len(line.lstrip(" ")) if text else 0, text)


def trim(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Without empty lines at either end."""
    filled = [place for place, line in enumerate(lines) if line.text]
    return tuple(lines[filled[0] : filled[-1] + 1]) if filled else ()
