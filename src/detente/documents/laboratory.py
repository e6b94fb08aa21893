"""What the laboratory found, to keep: a table of every drill under every variant, and the chart of a threshold."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from detente.agreements.citing import cite_article
from detente.agreements.model import Vocabulary
from detente.assessment.compare import Comparison, Reading
from detente.assessment.finding import Answer
from detente.assessment.laboratory.effects import Effect, effect_of
from detente.assessment.laboratory.knobs import Knob
from detente.assessment.laboratory.phrases import EFFECTS, knob_text, reading_names
from detente.assessment.laboratory.sweeping import Sweep
from detente.assessment.wording import measure_name
from detente.documents.chart import Chart, Mark
from detente.kernel.identifiers import MeasureId
from detente.kernel.instants import Instant, PartialDate, format_instant
from detente.kernel.languages import Language, Text, format_integer
from detente.messages.values import Amount
from detente.record.activities import Activity

if TYPE_CHECKING:  # it takes a quarter of a second to load, and most pages and commands never need it
    import polars

CSV_TYPE = "text/csv; charset=utf-8"
PARQUET_TYPE = "application/vnd.apache.parquet"
#: Values a threshold is moved through.
POINTS = 1_000
_FIRST = 10
_PERSONNEL = MeasureId("personnel")
#: What a spreadsheet would take for a formula.
_FORMULA = "^[=+\\-@\t\r]"


def comparison_csv(comparison: Comparison, language: Language) -> bytes:
    """One row a drill, four columns an effect of a variant: whether, nearly, lead time, what is missing.

    The words are codes, the same in every language; only names of drills are in ``language`` where known.
    UTF-8 with a mark at its beginning, by which spreadsheets know it; words of others never become a formula.
    """
    import polars as pl

    shown = pl.DataFrame([_for_a_spreadsheet(column) for column in _frame(comparison, language)])
    out = io.BytesIO()
    shown.write_csv(out, include_bom=True, line_terminator="\r\n")
    return out.getvalue()


def _for_a_spreadsheet(column: polars.Series) -> polars.Series:
    import polars as pl

    named = column.alias(re.sub(_FORMULA, r"'\g<0>", column.name))
    if named.dtype == pl.Boolean:
        return named.replace_strict({True: "yes", False: "no"}, return_dtype=pl.String)
    return named.str.replace(_FORMULA, "'$0") if named.dtype == pl.String else named


def comparison_parquet(comparison: Comparison, language: Language) -> bytes:
    """The same for programs: numbers as numbers, near as true or false, what is not known as null."""
    out = io.BytesIO()
    _frame(comparison, language).write_parquet(out)
    return out.getvalue()


def _frame(comparison: Comparison, language: Language) -> polars.DataFrame:
    import polars as pl

    facts = [_facts(activity, language) for activity in comparison.activities]
    columns = [
        pl.Series(name, [row[place] for row in facts], pl.Int64 if name == "personnel" else pl.String)
        for place, name in enumerate(_FACTS)
    ]
    for name, reading in zip(reading_names(comparison.readings), comparison.readings, strict=True):
        for effect in reading.effects():
            columns += _effect_columns(f"{name.en}: {effect.value}", reading, effect)
    return pl.DataFrame(columns)


def _effect_columns(head: str, reading: Reading, effect: Effect) -> list[polars.Series]:
    import polars as pl

    found = reading.effect(effect)
    answers = [found.of(index) for index in range(len(found.answers))]
    said = [
        answer.value if bound else "no-party"
        for answer, bound in zip(answers, reading.bound.tolist(), strict=True)
    ]
    leads = [lead.value if lead else None for lead in reading.leads(effect)]
    missing = [
        " ".join(dict.fromkeys(gap.what.value for gap in reading.missing(effect, index))) or None
        if answer is Answer.UNCLEAR
        else None
        for index, answer in enumerate(answers)
    ]
    return [
        pl.Series(head, said, pl.String),
        pl.Series(f"{head} near", found.near.tolist(), pl.Boolean),
        pl.Series(f"{head} lead", leads, pl.String),
        pl.Series(f"{head} missing", missing, pl.String),
    ]


def threshold_chart(
    reading: Reading, knob: Knob, vocabulary: Vocabulary, language: Language, marks: list[Mark]
) -> Chart:
    """How many drills the effect of a threshold reaches, as it moves from ten to more than any drill had."""
    values = sorted({*points_of(reading, knob), *(mark.value for mark in marks)})
    swept = reading.sweep(knob, values)
    effect = effect_of(reading.bench.provisions[knob.provision])
    article = cite_article(reading.agreement.provisions[knob.provision].article)
    measure = (
        measure_name(knob.measure, vocabulary)
        if knob.measure
        else knob_text(knob, reading.agreement, vocabulary)
    )
    title = _TITLE.fill(effect=EFFECTS[effect], article=article, measure=measure)
    return Chart(
        id=f"chart-{knob.address}",
        title=title.in_(language),
        description=_description(swept, marks, language),
        across=_ACROSS.fill(measure=measure).in_(language),
        up=_UP.fill(effect=EFFECTS[effect]).in_(language),
        values=values,
        counts=swept.applies.tolist(),
        open=swept.unclear.tolist(),
        marks=marks,
    )


def points_of(reading: Reading, knob: Knob) -> list[int]:
    """Whole numbers on a logarithmic scale, from ten to a round number above every drill declared."""
    most = reading.largest(knob.measure) if knob.measure else 0
    largest = max(most, knob.agreed.value or 0, _FIRST * 10)
    last = 10 ** len(str(largest)) if str(largest)[0] >= "5" else 5 * 10 ** (len(str(largest)) - 1)
    spread = np.geomspace(_FIRST, last, POINTS)
    return [int(value) for value in np.unique(np.rint(spread).astype(np.int64))]


def marks_of(readings: Sequence[Reading], knob: Knob, language: Language) -> list[Mark]:
    """The threshold in each reading that has it, with a number; one that repeats an earlier number is left out."""
    marks: dict[int, Mark] = {}
    for name, reading in zip(reading_names(readings), readings, strict=True):
        value = reading.number(knob)
        if value is not None and value not in marks:
            label = f"{name.in_(language)}: {format_integer(value, language)}"
            marks[value] = Mark(value, label, "variant" if reading.variant.changes else "agreed")
    return list(marks.values())


def _description(swept: Sweep, marks: list[Mark], language: Language) -> str:
    """The same in words: the counts at the marks, and at both ends."""
    points = sorted({int(swept.values[0]), *(mark.value for mark in marks), int(swept.values[-1])})
    parts = []
    for value in points:
        index = min(int(np.searchsorted(swept.values, value)), len(swept.values) - 1)
        said = _AT.fill(value=value, count=int(swept.applies[index]), unclear=int(swept.unclear[index]))
        parts.append(said.in_(language))
    return ("；" if language is Language.ZH else "; ").join(parts)


_FACTS = ("matter", "name", "host", "type", "start", "end", "personnel", "personnel_qualifier")


def _facts(activity: Activity, language: Language) -> tuple[str | int | None, ...]:
    amount: Amount | None = activity.strength.total.get(_PERSONNEL)
    period = activity.period
    return (
        activity.id,
        activity.name.in_(language) if activity.name else None,
        activity.host,
        activity.type,
        _moment(period.start) if period else None,
        _moment(period.end) if period and period.end else None,
        amount.value if amount else None,
        amount.qualifier.value if amount else None,
    )


def _moment(moment: PartialDate | Instant) -> str:
    return str(moment) if isinstance(moment, PartialDate) else format_instant(moment)


_TITLE = Text(
    "{effect}: count along the threshold of {article}, {measure}",
    "{effect}: число учений в зависимости от порога ({article}, {measure})",
    "{effect}：{article}{measure}门槛变化时的演习数量",
)
_ACROSS = Text("Threshold: {measure}", "Порог: {measure}", "门槛：{measure}")
_UP = Text("{effect}: number of drills", "{effect}: число учений", "{effect}：演习数")
_AT = Text(
    "at {value}: {count}, unclear {unclear}",
    "при {value}: {count}, неясно {unclear}",
    "{value}时：{count}，不明{unclear}",
)
