"""What the template of a summary of quotas is given."""

from __future__ import annotations

from detente.documents.papers import sentences, words
from detente.documents.papers.contents import QuotaLine, QuotaSummary
from detente.documents.papers.setting import Setter
from detente.documents.papers.sheets import Sheet, common
from detente.kernel.languages import Text, same_text
from detente.messages.document import JsonValue

_HEAD = (words.STATE, sentences.QUOTA, sentences.AMOUNT, sentences.USED, sentences.RESERVED, sentences.LEFT)
_PARTNERS = (words.STATE, sentences.QUOTA, sentences.VISITING, sentences.USED, sentences.OUT_OF)


def quota_sheet(paper: QuotaSummary, setter: Setter) -> Sheet:
    """The quotas of a year, who used them, and the messages each figure rests on."""
    title = sentences.QUOTA_TITLE.fill(year=same_text(str(paper.year)))
    partners: list[JsonValue] = [row for one in paper.lines for row in _partners(setter, one)]
    quotas: list[JsonValue] = [_line(setter, one) for one in paper.lines]
    figures: list[JsonValue] = [
        [f"{setter.text(one.state.name)}, {setter.text(one.title)}", "\n".join(one.references)]
        for one in paper.lines
        if one.references
    ]
    by_partner: Sheet = {"heading": setter.text(sentences.BY_PARTNER)}
    rests_on: Sheet = {"heading": setter.text(sentences.FIGURES_FROM), "rows": figures}
    own: Sheet = {
        "rows": setter.rows(
            (
                (words.AGREEMENT, setter.text(paper.basis.agreement)),
                (sentences.AS_AT, setter.moment(paper.as_at)),
            )
        ),
        "quotas": _table(setter, _HEAD, quotas),
        "partners": by_partner | _table(setter, _PARTNERS, partners),
        "figures": rests_on,
    }
    return common(setter, title, paper.basis, None) | own


def _table(setter: Setter, head: tuple[Text, ...], rows: list[JsonValue]) -> Sheet:
    return {"head": [setter.text(one) for one in head], "rows": rows}


def _line(setter: Setter, line: QuotaLine) -> JsonValue:
    figures = (line.amount, line.used, line.reserved, line.left)
    return [
        setter.text(line.state.name),
        setter.text(line.title),
        *(_figure(setter, one) for one in figures),
    ]


def _partners(setter: Setter, line: QuotaLine) -> list[JsonValue]:
    return [
        [
            setter.text(line.state.name),
            setter.text(line.title),
            setter.text(one.partner.name),
            _figure(setter, one.used),
            _figure(setter, one.of),
        ]
        for one in line.partners
    ]


def _figure(setter: Setter, figure: int | None) -> str:
    """A figure; one that is not known says so."""
    return setter.text(words.NOT_KNOWN) if figure is None else setter.number(figure)
