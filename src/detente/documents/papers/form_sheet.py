"""What the template of a report form is given: a format's items, filled from a message or with room to write."""

from __future__ import annotations

from collections.abc import Iterable

from detente.agreements.citing import cite_article
from detente.agreements.model import Item, ItemType
from detente.documents.papers import sentences, words
from detente.documents.papers.contents import ReportForm
from detente.documents.papers.setting import Setter
from detente.documents.papers.sheets import Sheet, common
from detente.messages.document import JsonValue
from detente.messages.numbered.layout import Entry
from detente.messages.numbered.values import Printer, measure_word
from detente.messages.numbered.words import one_line, unit_word

#: Empty rows of a table to be filled by hand.
_ROWS = 8
#: Lines to write on, by type of item; a type that is not here has one.
_LINES = {ItemType.LONG_TEXT: 7, ItemType.AREA: 5, ItemType.PLACE: 2, ItemType.STATES: 2, ItemType.PERSON: 2}


def form_sheet(paper: ReportForm, setter: Setter) -> Sheet:
    """The form: every item with its number, and what is to sign it."""
    kind = paper.occasion.kind
    form = _Form(paper, setter)
    return common(setter, paper.format.title, paper.basis, None) | {
        "rows": setter.rows(
            (
                (words.AGREEMENT, setter.text(paper.agreement.short_title)),
                (words.ARTICLE, setter.text(cite_article(paper.format.article))),
                *setter.occasion(paper.occasion),
            )
        ),
        "note": None if paper.content else setter.text(sentences.BY_HAND),
        "privacy": setter.text(words.WITHHELD_ITEMS) if form.withheld else None,
        "items": list[JsonValue](form.items()),
        "signatures": [
            {
                "for": setter.text(one),
                "signature": setter.text(words.SIGNATURE),
                "name": setter.text(sentences.NAME_AND_DATE),
            }
            for one in (sentences.FOR_VISITORS[kind], sentences.FOR_THE_HOST)
        ],
    }


class _Form:
    """Items of one form, as the template takes them."""

    def __init__(self, paper: ReportForm, setter: Setter) -> None:
        self._content = paper.content
        self._setter = setter
        self._all = paper.format.items
        self._printer = Printer(setter.language, paper.own_language, paper.agreement, paper.vocabulary)

    @property
    def withheld(self) -> bool:
        """Whether something personal that the message holds is left out."""
        filled = [one for one in self._all if one.id in self._content]
        return any(len(self._shown(one.columns)) < len(one.columns) for one in filled) or (
            len(self._shown(filled)) < len(filled)
        )

    def items(self) -> list[Sheet]:
        """Filled items where there is a message, even one that says little; otherwise room to write."""
        if self._content:
            return [self._filled(item) for item in self._shown(self._all) if item.id in self._content]
        return [self._empty(item) for item in self._all]

    def _shown(self, items: Iterable[Item]) -> list[Item]:
        """All of them on an empty form, for it holds no data yet."""
        may = self._setter.personal or not self._content
        return [one for one in items if may or not one.personal]

    def _head(self, item: Item) -> Sheet:
        unit = unit_word(item.unit, self._printer.vocabulary, self._setter.language) if item.unit else ""
        return {
            "no": f"{item.no}.",
            "label": one_line(self._setter.text(item.label)),
            "unit": unit,
            "help": one_line(self._setter.text(item.help)) if item.help else None,
        }

    def _filled(self, item: Item) -> Sheet:
        value = self._content[item.id]
        if item.type is ItemType.TABLE and isinstance(value, list):
            columns = self._shown(item.columns)
            rows: list[JsonValue] = [
                [self._cell(column, row) for column in columns] for row in value if isinstance(row, dict)
            ]
            heads: list[JsonValue] = [one_line(self._setter.text(one.label)) for one in columns]
            return self._head(item) | {
                "help": None,
                "unit": "",
                "shape": "table",
                "head": heads,
                "rows": rows,
            }
        entry = self._printer.item(item, value)
        return self._head(item) | {
            "help": None,
            "unit": "",
            "shape": "said",
            "lines": list[JsonValue](_lines(entry)),
        }

    def _cell(self, column: Item, row: dict[str, JsonValue]) -> str:
        if column.id not in row:
            return "—"
        lines = _lines(self._printer.item(column, row[column.id]))
        return "\n".join(str(line[1]) for line in lines)

    def _empty(self, item: Item) -> Sheet:
        setter, head = self._setter, self._head(item)
        match item.type:
            case ItemType.FLAG:
                return head | {"shape": "choice", "choices": [setter.text(words.YES), setter.text(words.NO)]}
            case ItemType.CHOICE:
                choices: list[JsonValue] = [one_line(setter.text(one.label)) for one in item.choices]
                return head | {"shape": "choice", "choices": choices}
            case ItemType.TABLE:
                heads: list[JsonValue] = [
                    one_line(setter.text(one.label)) for one in self._shown(item.columns)
                ]
                rows: list[JsonValue] = [["" for _ in heads] for _ in range(_ROWS)]
                return head | {"shape": "table", "head": heads, "rows": rows}
            case ItemType.MEASURES:
                named: list[JsonValue] = [
                    [measure_word(self._printer, measure), ""] for measure in item.measures
                ]
                columns = [setter.text(sentences.CATEGORY), setter.text(sentences.UNITS_OF)]
                return head | {"shape": "table", "head": list[JsonValue](columns), "rows": named}
            case _:
                return head | {"shape": "lines", "count": _LINES.get(item.type, 1)}


def _lines(entry: Entry, depth: int = 0) -> list[list[JsonValue]]:
    """What an entry says, line by line with its depth; the item's own label is printed by the template."""
    if entry.inline:
        return [[depth, entry.inline]]
    found: list[list[JsonValue]] = []
    for part in entry.body:
        if isinstance(part, str):
            found.append([depth, part])
        elif part.inline:
            found.append([depth, f"{part.head} {part.inline}"])
        else:
            found += [[depth, part.head], *_lines(part, depth + 1)]
    return found
