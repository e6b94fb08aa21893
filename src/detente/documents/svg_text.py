"""Words broken into lines for pictures, where nothing else breaks them. Widths are estimated, a little too wide."""

from __future__ import annotations

import re
from unicodedata import east_asian_width

_PIECES = re.compile(
    r"\s*(?:[\u2e80-\U0003ffff][\u3001\u3002\uff0c\uff09\uff1a\uff1b\uff1f\uff01]?|[^\s\u2e80-\U0003ffff]+)"
)
_NARROW, _SMALL, _CAPITAL, _WIDE = 0.32, 0.56, 0.7, 1.0
_THIN = frozenset("iljtfr.,:;'|!()[] -")
_BOLD = 1.06


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of words in a sans-serif of that size."""
    return sum(map(_ems, text)) * size * (_BOLD if bold else 1)


def wrap(text: str, width: float, size: float, most: int, *, bold: bool = False) -> list[str]:
    """At most so many lines, each no wider than ``width``; what does not fit ends in “…”.

    Chinese is broken between characters, other languages between words.
    """
    lines: list[str] = []
    for piece in _PIECES.findall(" ".join(text.split())):
        if lines and text_width(lines[-1] + piece, size, bold=bold) <= width:
            lines[-1] += piece
        else:
            lines.append(piece.strip())
    shown = [_shorten(one, width, size, bold) for one in lines[:most]]
    if len(lines) > most:
        shown[-1] = _shorten(f"{shown[-1].removesuffix('…')}…", width, size, bold)
    return shown


def _shorten(line: str, width: float, size: float, bold: bool) -> str:
    if text_width(line, size, bold=bold) <= width:
        return line
    kept = line.removesuffix("…")
    while kept and text_width(f"{kept}…", size, bold=bold) > width:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _ems(character: str) -> float:
    if character in _THIN:
        return _NARROW
    if east_asian_width(character) in "WF":
        return _WIDE
    return _CAPITAL if character.isupper() or character in "mwшщжюыфМЖШЩЮ—" else _SMALL
