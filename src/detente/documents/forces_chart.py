"""A chart of command as SVG: boxes tied to their superiors, and the same cut into sheets of paper.

Shapes carry classes and no styles, so that a page's own stylesheet colours them; a file that stands alone brings a
small one with it. What a box says by its outline or colour, it says in words too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import escape

from detente.documents import forces_chart_words as words
from detente.documents.forces_layout import Box, Cell, Layout, lay_out
from detente.documents.forces_part import Excerpt, Part
from detente.documents.svg_text import wrap
from detente.kernel.languages import Language, Text, format_integer
from detente.messages.values import FreeText

#: Of a column and a row of the grid, and what of it is the gap left of and above a box.
ACROSS, DOWN = 200, 88
_SIDE, _ABOVE = 20, 20
_WIDTH, _HEIGHT = ACROSS - _SIDE - 4, DOWN - _ABOVE
_PAD, _LINE = 8, 15
_NAME_SIZE, _SMALL_SIZE = 12.5, 11.0
#: Columns and rows on one sheet of A4 across; the second, smaller, where it saves sheets.
SHEETS = ((5, 7), (6, 8))
_TIE = 8  # how far left of a stack its line runs
#: What a script shows first, about as large as it is drawn; a little smaller where all then fits.
_SEEN, _SEEN_WHOLE, _SEEN_HIGH = 1040, 1250, 620


@dataclass(frozen=True, slots=True)
class Sign:
    """What is said of a unit beside its name. ``style`` ends the name of its class: ``force-raised``."""

    style: str
    sign: str
    says: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesChart:
    """What is drawn. ``id`` is unlike that of any other on the page.

    ``levels``: names of levels by code. ``holders``: who holds the first post of a unit, by the unit's code. ``link``:
    the page of a unit; ``open_link``: the chart from a unit down; None: boxes lead nowhere.
    """

    id: str
    title: Text
    excerpt: Excerpt
    levels: Mapping[str, Text]
    holders: Mapping[str, FreeText] = field(default_factory=dict)
    signs: Mapping[str, Sign] = field(default_factory=dict)
    link: Callable[[str], str] | None = None
    open_link: Callable[[str], str] | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A part of the chart on one sheet of paper: its markup, and where it lies, from 1."""

    markup: str
    column: int
    row: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """The whole as one ``<svg>`` element of so many pixels, and the sheets, which take their lines from it."""

    markup: str
    width: int
    height: int
    sheets: tuple[Sheet, ...]


def draw_forces(chart: ForcesChart, language: Language, *, alone: bool = False) -> Drawing:
    """The chart; ``alone``: as a file of its own, with colours."""
    layout = lay_out(chart.excerpt.parts)
    width, height = max(layout.columns, 1) * ACROSS + 4, max(layout.rows, 1) * DOWN + 4
    ties = "".join(_ties(layout))
    boxes = "".join(_box(chart, box, language) for box in layout.boxes)
    drawn = f'<g id="{chart.id}.drawn"><path class="force-tie" d="{ties}"/>{boxes}</g>'
    says = words.SUMMARY.fill(count=chart.excerpt.shown, levels=chart.excerpt.levels + 1)
    markup = (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="forces-chart" id="{chart.id}" lang="{language.value}" '
        f'role="group" aria-labelledby="{chart.id}.title {chart.id}.desc" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"{"" if alone else _for_script(width, height, layout, language)}>'
        f'<title id="{chart.id}.title">{escape(chart.title.in_(language))}</title>'
        f'<desc id="{chart.id}.desc">{escape(says.in_(language))}</desc>'
        f"{f'<style>{_COLOURS}</style>' if alone else ''}{drawn}</svg>"
    )
    return Drawing(markup, width, height, tuple(_sheets(chart.id, layout)))


def _for_script(width: int, height: int, layout: Layout, language: Language) -> str:
    """What the script that moves and zooms needs: the size, the part shown first, words for its buttons."""
    high = min(height, _SEEN_HIGH)
    top = layout.boxes[0].cell.column * ACROSS + ACROSS // 2 if layout.boxes else 0
    wide = max(width, _SEEN) if width <= _SEEN_WHOLE else _SEEN
    left = (width - wide) // 2 if width <= wide else min(max(top - wide // 2, 0), width - wide)
    said = "".join(
        f' data-{name}="{escape(text.in_(language))}"' for name, text in words.SCRIPT_WORDS.items()
    )
    return f' data-map="{width} {height}" data-map-first="{left} 0 {wide} {high}"{said}'


def _sheets(chart_id: str, layout: Layout) -> Iterator[Sheet]:
    """Parts of whole cells, so that no box is cut; those with nothing on them are left out."""
    taken_by = {
        size: {(box.cell.column // size[0], box.cell.row // size[1]) for box in layout.boxes}
        for size in SHEETS
    }
    (columns, rows), taken = min(taken_by.items(), key=lambda one: len(one[1]))
    for column, row in sorted(taken, key=lambda one: (one[1], one[0])):
        x, y = column * columns * ACROSS, row * rows * DOWN
        yield Sheet(
            f'<svg class="forces-sheet-chart" viewBox="{x} {y} {columns * ACROSS + 4} '
            f'{rows * DOWN + 4}" aria-hidden="true"><use href="#{chart_id}.drawn"/></svg>',
            column + 1,
            row + 1,
        )


def _corner(cell: Cell) -> tuple[int, int]:
    return cell.column * ACROSS + _SIDE, cell.row * DOWN + _ABOVE


def _ties(layout: Layout) -> Iterator[str]:
    """From each superior down to a line across, and from it to each that stands under it."""
    for box in layout.boxes:
        if box.over is None:
            continue
        over_x, over_y = _corner(box.over)
        x, y = _corner(box.cell)
        bottom, middle = over_y + _HEIGHT, over_x + _WIDTH // 2
        across = bottom + _ABOVE // 2
        if box.stacked:
            yield f"M{middle} {bottom}V{across}H{x - _TIE}V{y + _HEIGHT // 2}H{x}"
        else:
            yield f"M{middle} {bottom}V{across}H{x + _WIDTH // 2}V{y}"


def _box(chart: ForcesChart, box: Box, language: Language) -> str:
    """A box around its own corner: name, what it is and where, who leads it."""
    part, (x, y) = box.part, _corner(box.cell)
    unit, sign = part.unit, chart.signs.get(part.unit.code)
    classes = f"force force-{unit.basis or 'declared'}" + (f" force-{sign.style}" if sign else "")
    lines = "".join(_lines(chart, part, language))
    says = escape(describe(chart, part, language))
    body = f'<title>{says}</title><rect width="{_WIDTH}" height="{_HEIGHT}" rx="3"/>{lines}'
    if sign:
        body += f'<text class="force-sign" x="{_WIDTH - 5}" y="13">{escape(sign.sign)}</text>'
    elif doubt := words.BASIS_SIGNS.get(unit.basis or ""):
        body += f'<text class="force-sign" x="{_WIDTH - 5}" y="13">{doubt}</text>'
    if chart.link:
        body = f'<a href="{escape(chart.link(unit.code))}">{body}</a>'
    return f'<g class="{classes}" transform="translate({x} {y})">{body}{_more(chart, part, language)}</g>'


def _lines(chart: ForcesChart, part: Part, language: Language) -> Iterator[str]:
    unit, room = part.unit, _WIDTH - 2 * _PAD
    y = _LINE + 1
    for line in wrap(unit.name.in_(language), room - 8, _NAME_SIZE, 2, bold=True):
        yield f'<text class="force-name" x="{_PAD}" y="{y}">{escape(line)}</text>'
        y += _LINE
    city = unit.city.name.in_(language) if unit.city else None
    level = _said(chart.levels, unit.level, language)
    holder = chart.holders.get(unit.code)
    strength = _strength(part, language)
    if holder:
        rest = (words.DOT.join(one for one in (city or level, strength) if one), holder.in_(language))
    else:
        rest = (city or level or "", strength)
    for text in rest:
        if text:
            for line in wrap(text, room - (34 if part.hidden and y > 3 * _LINE else 0), _SMALL_SIZE, 1):
                yield f'<text x="{_PAD}" y="{y}">{escape(line)}</text>'
            y += _LINE - 1


def _strength(part: Part, language: Language) -> str:
    strength = part.unit.strength
    return "" if strength is None else words.STRENGTH.fill(count=strength).in_(language)


def _more(chart: ForcesChart, part: Part, language: Language) -> str:
    """How many below are not shown, and the way to them."""
    if not part.hidden:
        return ""
    count = part.below if not part.under else part.hidden
    text = f"+{format_integer(count, language)}"
    says = escape(words.HIDDEN.fill(count=count, name=part.unit.name.in_(language)).in_(language))
    wide = 12 + 7 * len(text)
    tag = (
        f'<title>{says}</title><rect class="force-more" x="{_WIDTH - wide - 3}" y="{_HEIGHT - 27}" width="{wide}" '
        f'height="24" rx="12"/><text class="force-more-count" x="{_WIDTH - wide / 2 - 3:g}" y="{_HEIGHT - 11}">'
        f"{text}</text>"
    )
    return f'<a href="{escape(chart.open_link(part.unit.code))}">{tag}</a>' if chart.open_link else tag


def describe(chart: ForcesChart, part: Part, language: Language) -> str:
    """All that a box says, in words."""
    unit, sign = part.unit, chart.signs.get(part.unit.code)
    holder = chart.holders.get(unit.code)
    facts = (
        unit.name.in_(language),
        _said(chart.levels, unit.level, language),
        unit.city.name.in_(language) if unit.city else None,
        words.STRENGTH.fill(count=unit.strength).in_(language) if unit.strength is not None else None,
        words.BELOW.fill(count=part.below).in_(language) if part.below else None,
        holder.in_(language) if holder else None,
        _said(words.BASIS, unit.basis, language),
        sign.says.in_(language) if sign else None,
    )
    return words.SEPARATOR.in_(language).join(fact for fact in facts if fact)


def _said(names: Mapping[str, Text], code: str | None, language: Language) -> str | None:
    name = names.get(code or "")
    return name.in_(language) if name else None


_COLOURS = (
    ".forces-chart{font:11px sans-serif;background:#fff}text{fill:#333}.force-name{font-size:12.5px;font-weight:600}"
    ".force rect{fill:#fff;stroke:#555}.force-tie{fill:none;stroke:#777;shape-rendering:crispEdges}"
    ".force-sign{text-anchor:end;font-weight:700}"
    ".force-general-knowledge rect{stroke-dasharray:6 4}.force-public-source rect{stroke-dasharray:1.5 2.5}"
    ".force-more-count{text-anchor:middle}.force rect.force-more{stroke-dasharray:none;fill:#eee}"
    "a{text-decoration:none}"
)
