"""Charts of a count along a threshold, as SVG: a staircase, what may be added to it, and marks.

Shapes carry classes and no styles, so that a page's own stylesheet colours them; a file that stands alone
brings a small one with it. Title and description are words that say what the picture shows.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from detente.kernel.languages import Language, format_integer

WIDTH, HEIGHT = 480, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 44, 12, 58, 48
_LINE = 15  # between the labels of two marks
_FEWEST_TICKS, _MOST_TICKS = 4, 6
_HALFWAY = 0.6  # labels right of here stand left of their mark


@dataclass(frozen=True, slots=True)
class Mark:
    """A value to point out. ``style`` ends the name of its class: ``chart-mark-agreed``."""

    value: int
    label: str
    style: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """What is drawn. ``id`` is unlike that of any other on the page; ``values`` rise.

    ``counts`` are certain at each value, ``open`` may come on top of them.
    """

    id: str
    title: str
    description: str
    across: str
    up: str
    values: Sequence[int]
    counts: Sequence[int]
    open: Sequence[int]
    marks: Sequence[Mark] = ()


@dataclass(frozen=True, slots=True)
class _Scale:
    """From values, on a logarithmic scale, and counts to places in the picture."""

    first: int
    last: int
    most: int

    def x(self, value: float) -> float:
        low, high = math.log10(self.first), math.log10(self.last)
        share = (math.log10(min(max(value, self.first), self.last)) - low) / (high - low)
        return _LEFT + share * (WIDTH - _LEFT - _RIGHT)

    def y(self, count: float) -> float:
        return HEIGHT - _BOTTOM - count / self.most * (HEIGHT - _TOP - _BOTTOM)


def draw_chart(chart: Chart, language: Language, *, alone: bool = False) -> str:
    """The chart as one ``<svg>`` element; ``alone``: as a file of its own, with colours."""
    values = [max(value, 1) for value in chart.values]
    last = max(values[-1], values[0] * 10)
    highest = max((one + more for one, more in zip(chart.counts, chart.open, strict=True)), default=0)
    scale = _Scale(values[0], last, max(highest, 1))
    possible = [one + more for one, more in zip(chart.counts, chart.open, strict=True)]
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
            f"lang={quoteattr(language.value)} aria-labelledby={quoteattr(f'{chart.id}.title {chart.id}.desc')}>",
            f"<title id={quoteattr(f'{chart.id}.title')}>{escape(chart.title)}</title>",
            f"<desc id={quoteattr(f'{chart.id}.desc')}>{escape(chart.description)}</desc>",
            f"<style>{_COLOURS}</style>" if alone else "",
            *_rows(scale, language),
            *_columns(scale, language),
            f'<path class="chart-open" d="{_area(scale, values, possible)}"/>',
            f'<path class="chart-area" d="{_area(scale, values, chart.counts)}"/>',
            f'<path class="chart-line" d="{_stairs(scale, values, chart.counts)}"/>',
            *_marks(scale, chart.marks),
            f'<text class="chart-label" x="{_LEFT}" y="13">{escape(chart.up)}</text>',
            f'<text class="chart-label chart-end" x="{WIDTH - _RIGHT}" y="{HEIGHT - 8}">{escape(chart.across)}</text>',
            "</svg>",
        )
    )


def _rows(scale: _Scale, language: Language) -> Iterator[str]:
    """Lines across, each with its count."""
    step = _step(scale.most)
    for count in range(0, scale.most + 1, step):
        y = _number(scale.y(count))
        yield f'<path class="chart-grid" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>'
        yield (
            f'<text class="chart-tick chart-end" x="{_LEFT - 6}" y="{_number(scale.y(count) + 4)}">'
            f"{format_integer(count, language)}</text>"
        )


def _columns(scale: _Scale, language: Language) -> Iterator[str]:
    """Values along the bottom: powers of ten, and twice and five times them where there is room."""
    decades = math.log10(scale.last / scale.first)
    factors = (1, 2, 5) if decades <= _FEWEST_TICKS else (1,)
    power = 10 ** math.floor(math.log10(scale.first))
    while power <= scale.last:
        for value in (power * factor for factor in factors):
            if scale.first <= value <= scale.last:
                x = _number(scale.x(value))
                yield f'<path class="chart-grid" d="M{x} {HEIGHT - _BOTTOM}v4"/>'
                yield (
                    f'<text class="chart-tick chart-middle" x="{x}" y="{HEIGHT - _BOTTOM + 17}">'
                    f"{format_integer(value, language)}</text>"
                )
        power *= 10


def _marks(scale: _Scale, marks: Sequence[Mark]) -> Iterator[str]:
    """Lines first, so that none lies over the words of another."""
    heights = [_TOP - 20 + index * _LINE for index in range(len(marks))]
    for mark, y in zip(marks, heights, strict=True):
        at = _number(scale.x(mark.value))
        yield f'<path class="chart-mark chart-mark-{mark.style}" d="M{at} {y - 9}V{HEIGHT - _BOTTOM}"/>'
    for mark, y in zip(marks, heights, strict=True):
        x, left = scale.x(mark.value), scale.x(mark.value) > WIDTH * _HALFWAY
        yield (
            f'<text class="chart-says{" chart-end" if left else ""}" x="{_number(x - 5 if left else x + 5)}" '
            f'y="{y}">{escape(mark.label)}</text>'
        )


def _stairs(scale: _Scale, values: Sequence[int], counts: Sequence[int]) -> str:
    """A line that is level between two values and falls at the later: the count holds up to its value."""
    path = f"M{_number(scale.x(values[0]))} {_number(scale.y(counts[0]))}"
    for before, count, earlier in zip(values, counts[1:], counts, strict=False):
        if count != earlier:
            path += f"H{_number(scale.x(before))}V{_number(scale.y(count))}"
    return path + f"H{_number(scale.x(values[-1]))}"


def _area(scale: _Scale, values: Sequence[int], counts: Sequence[int]) -> str:
    return f"{_stairs(scale, values, counts)}V{_number(scale.y(0))}H{_number(scale.x(values[0]))}Z"


def _step(most: int) -> int:
    """A round step that cuts the height into few parts."""
    power = 1
    while True:
        for factor in (1, 2, 5):
            if most <= power * factor * _MOST_TICKS:
                return power * factor
        power *= 10


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


_COLOURS = (
    ".chart{font:12px sans-serif;background:#fff}text{fill:#333}.chart-end{text-anchor:end}"
    ".chart-middle{text-anchor:middle}.chart-grid{fill:none;stroke:#ccc}.chart-open{fill:#ddd3ec}"
    ".chart-area{fill:#cfe0f0}.chart-line{fill:none;stroke:#0e4a7f;stroke-width:2}"
    ".chart-says{paint-order:stroke;stroke:#fff;stroke-width:4px}"
    ".chart-mark{fill:none;stroke:#333;stroke-dasharray:4 3}.chart-mark-variant{stroke:#b3470a;stroke-dasharray:none}"
)
