"""Holdings against a ceiling through the years, as SVG: bars, the ceiling as a line, and what is allowed for a time.

Shapes carry classes and no styles, so that a page's own stylesheet colours them; a file that stands alone brings a
small one with it. What a bar says by its colour it says by a sign too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from detente.kernel.languages import Language, format_integer

WIDTH, HEIGHT = 640, 250
_LEFT, _RIGHT, _TOP, _BOTTOM = 66, 12, 30, 30
_BAR = 0.56  # of a year's width
_MOST_TICKS = 5
_HEADROOM = 1.12
_MOST_LABELS = 8  # numbers above bars are left out where there are more


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingBar:
    """One year. ``high`` None: it is not known how many at most; ``most`` None: the ceiling is not known.

    ``raised``: what may be held for a time (None: nothing more). ``over``: more is held than the ceiling;
    ``told``: something was told of the year.
    """

    year: int
    low: int
    high: int | None
    most: int | None
    raised: int | None
    over: bool
    told: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingChart:
    """What is drawn. ``id`` is unlike that of any other on the page; ``bars`` by year, without gaps."""

    id: str
    title: str
    description: str
    up: str
    bars: Sequence[CeilingBar]


@dataclass(frozen=True, slots=True)
class _Scale:
    count: int
    most: float

    def x(self, place: float) -> float:
        return _LEFT + place / max(self.count, 1) * (WIDTH - _LEFT - _RIGHT)

    def y(self, amount: float) -> float:
        return HEIGHT - _BOTTOM - amount / self.most * (HEIGHT - _TOP - _BOTTOM)


def draw_ceilings(chart: CeilingChart, language: Language, *, alone: bool = False) -> str:
    """The chart as one ``<svg>`` element; ``alone``: as a file of its own, with colours."""
    numbers = [n for bar in chart.bars for n in (bar.low, bar.high, bar.most, bar.raised) if n is not None]
    scale = _Scale(len(chart.bars), max([*numbers, 1]) * _HEADROOM)
    name = quoteattr(f"{chart.id}.title {chart.id}.desc")
    return "".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart chart-years" viewBox="0 0 {WIDTH} {HEIGHT}" '
            f'role="img" lang={quoteattr(language.value)} aria-labelledby={name}>',
            f"<title id={quoteattr(f'{chart.id}.title')}>{escape(chart.title)}</title>",
            f"<desc id={quoteattr(f'{chart.id}.desc')}>{escape(chart.description)}</desc>",
            f"<style>{_COLOURS}</style>" if alone else "",
            *_rows(scale, language),
            *(part for place, bar in enumerate(chart.bars) for part in _bar(scale, place, bar)),
            *_line(scale, chart.bars),
            *(part for place, bar in enumerate(chart.bars) for part in _says(scale, place, bar, language)),
            f'<text class="chart-label" x="{_LEFT}" y="14">{escape(chart.up)}</text>',
            "</svg>",
        )
    )


def _rows(scale: _Scale, language: Language) -> Iterator[str]:
    step = _step(int(scale.most))
    for amount in range(0, int(scale.most) + 1, step):
        y = _number(scale.y(amount))
        yield f'<path class="chart-grid" d="M{_LEFT} {y}H{WIDTH - _RIGHT}"/>'
        yield (
            f'<text class="chart-tick chart-end" x="{_LEFT - 6}" y="{_number(scale.y(amount) + 4)}">'
            f"{format_integer(amount, language)}</text>"
        )


def _bar(scale: _Scale, place: int, bar: CeilingBar) -> Iterator[str]:
    left, right = scale.x(place + (1 - _BAR) / 2), scale.x(place + (1 + _BAR) / 2)
    high = scale.most if bar.high is None else bar.high
    if not bar.told:
        return
    if high > bar.low:
        yield _rect("chart-open", left, right, scale.y(high), scale.y(bar.low))
    if bar.low:
        yield _rect(
            f"chart-bar{' chart-over' if bar.over else ''}", left, right, scale.y(bar.low), scale.y(0)
        )


def _line(scale: _Scale, bars: Sequence[CeilingBar]) -> Iterator[str]:
    """The ceiling of each year; and above it, dashed, what may be held for a time."""
    for place, bar in enumerate(bars):
        left, right = _number(scale.x(place)), _number(scale.x(place + 1))
        if bar.most is not None:
            yield f'<path class="chart-ceiling" d="M{left} {_number(scale.y(bar.most))}H{right}"/>'
        if bar.raised is not None:
            yield f'<path class="chart-raised" d="M{left} {_number(scale.y(bar.raised))}H{right}"/>'


def _says(scale: _Scale, place: int, bar: CeilingBar, language: Language) -> Iterator[str]:
    x = _number(scale.x(place + 0.5))
    yield f'<text class="chart-tick chart-middle" x="{x}" y="{HEIGHT - _BOTTOM + 18}">{bar.year}</text>'
    if not bar.told:
        yield f'<text class="chart-says chart-middle" x="{x}" y="{_number(scale.y(0) - 6)}">?</text>'
    elif scale.count <= _MOST_LABELS:
        sign = "▲ " if bar.over else ""
        more = "" if bar.high == bar.low else " +"
        words = f"{sign}{format_integer(bar.low, language)}{more}"
        y = _number(scale.y(bar.low) - 6)
        yield f'<text class="chart-says chart-middle" x="{x}" y="{y}">{words}</text>'


def _rect(style: str, left: float, right: float, top: float, bottom: float) -> str:
    return (
        f'<rect class="{style}" x="{_number(left)}" y="{_number(top)}" width="{_number(right - left)}" '
        f'height="{_number(bottom - top)}"/>'
    )


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
    ".chart-bar{fill:#9dbbd8}.chart-over{fill:#e0a58b}.chart-ceiling{fill:none;stroke:#333;stroke-width:2}"
    ".chart-raised{fill:none;stroke:#b3470a;stroke-width:2;stroke-dasharray:5 3}"
    ".chart-says{paint-order:stroke;stroke:#fff;stroke-width:4px}"
)
