"""What the laboratory found, to keep: a CSV of every drill under every variant, and the chart of a threshold."""

from __future__ import annotations

import csv
import io

import numpy as np

from detente.agreements.model import Notify, Observe, Vocabulary
from detente.assessment.compare import Comparison, Effect, Reading, effect_of
from detente.assessment.finding import Answer
from detente.assessment.laboratory.knobs import Knob, knobs_of
from detente.assessment.laboratory.phrases import AS_AGREED, EFFECTS, knob_text
from detente.assessment.laboratory.sweeping import Sweep
from detente.assessment.wording import measure_name
from detente.documents.chart import Chart, Mark
from detente.kernel.identifiers import MeasureId
from detente.kernel.instants import Instant, PartialDate, format_instant
from detente.kernel.languages import Language, Text, format_integer, same_text
from detente.messages.values import Amount
from detente.record.activities import Activity

CSV_TYPE = "text/csv; charset=utf-8"
#: Values a threshold is moved through.
POINTS = 1_000
_FIRST = 10
_PERSONNEL = MeasureId("personnel")
#: What a spreadsheet would take for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_FACTS = ("matter", "name", "host", "type", "start", "end", "personnel", "personnel_qualifier")


def comparison_csv(comparison: Comparison, language: Language) -> str:
    """One row a drill, four columns an effect of a variant: whether, nearly, lead time, what is missing.

    The words are codes, the same in every language; only names of drills are in ``language`` where known.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    effects = [(number, effect) for number, one in enumerate(comparison.readings) for effect in one.effects()]
    heads = [
        f"{variant_text(comparison.readings[number], number).en}: {effect.value}{suffix}"
        for number, effect in effects
        for suffix in ("", " near", " lead", " missing")
    ]
    writer.writerow([*_FACTS, *map(_cell, heads)])
    leads = {(number, effect): comparison.readings[number].leads(effect) for number, effect in effects}
    told = {(number, effect): comparison.readings[number].effect(effect) for number, effect in effects}
    for index, activity in enumerate(comparison.activities):
        row = _facts(activity, language)
        for number, effect in effects:
            reading, found = comparison.readings[number], told[number, effect]
            lead = leads[number, effect][index]
            missing = reading.missing(effect, index) if found.of(index) is Answer.UNCLEAR else ()
            answer = found.of(index).value if reading.bound[index] else "no-party"
            near = "yes" if found.near[index] else "no"
            gaps = " ".join(dict.fromkeys(gap.what.value for gap in missing))
            row += [answer, near, lead.value if lead else "", gaps]
        writer.writerow([_cell(one) for one in row])
    return out.getvalue()


def threshold_chart(
    reading: Reading, knob: Knob, vocabulary: Vocabulary, language: Language, marks: list[Mark]
) -> Chart:
    """How many drills the effect of a threshold reaches, as it moves from ten to more than any drill had."""
    values = sorted({*points_of(reading, knob), *(mark.value for mark in marks)})
    swept = reading.sweep(knob, values)
    effect = _effect(reading, knob)
    article = reading.agreement.provisions[knob.provision].article
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
    shown = reading.bench.columns.amounts(knob.measure).shown if knob.measure else np.zeros(0, np.int64)
    largest = max(int(shown.max(initial=0)), knob.agreed.value or 0, _FIRST * 10)
    last = 10 ** len(str(largest)) if str(largest)[0] >= "5" else 5 * 10 ** (len(str(largest)) - 1)
    spread = np.geomspace(_FIRST, last, POINTS)
    return [int(value) for value in np.unique(np.rint(spread).astype(np.int64))]


def _effect(reading: Reading, knob: Knob) -> Effect:
    provision = reading.agreement.provisions[knob.provision]
    return effect_of(provision) if isinstance(provision, Notify | Observe) else Effect.TOLD


def marks_of(readings: tuple[Reading, ...], knob: Knob, language: Language) -> list[Mark]:
    """The threshold in each reading, where it has a number; one that repeats an earlier number is left out."""
    marks: dict[int, Mark] = {}
    for number, reading in enumerate(readings):
        value = next(one for one in knobs_of(reading.agreement) if one.key == knob.key).agreed.value
        if value is not None and value not in marks:
            name = variant_text(reading, number).in_(language)
            label = f"{name}: {format_integer(value, language)}"
            marks[value] = Mark(value, label, "variant" if number else "agreed")
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


def variant_text(reading: Reading, number: int) -> Text:
    """What the variant of a reading is called, standing at that place."""
    return variant_name(reading.name, number)


def variant_name(name: str, number: int) -> Text:
    """A variant's own name, else its place; the first is the agreement as it stands."""
    if name:
        return same_text(name)
    return _VARIANT.fill(number=number) if number else AS_AGREED


def _facts(activity: Activity, language: Language) -> list[str]:
    amount: Amount | None = activity.strength.total.get(_PERSONNEL)
    period = activity.period
    return [
        activity.id,
        activity.name.in_(language) if activity.name else "",
        activity.host,
        activity.type or "",
        _moment(period.start) if period else "",
        _moment(period.end) if period and period.end else "",
        str(amount.value) if amount else "",
        amount.qualifier.value if amount else "",
    ]


def _moment(moment: PartialDate | Instant) -> str:
    return str(moment) if isinstance(moment, PartialDate) else format_instant(moment)


def _cell(text: str) -> str:
    """Words of others never become a formula in whoever's spreadsheet opens the file."""
    return f"'{text}" if text.startswith(_FORMULA) else text


_VARIANT = Text("Variant {number}", "Вариант {number}", "方案{number}")
_TITLE = Text(
    "{effect}: count along the threshold of Article {article}, {measure}",
    "{effect}: число учений в зависимости от порога статьи {article}, {measure}",
    "{effect}：第{article}条{measure}门槛变化时的演习数量",
)
_ACROSS = Text("Threshold: {measure}", "Порог: {measure}", "门槛：{measure}")
_UP = Text("{effect}: number of drills", "{effect}: число учений", "{effect}：演习数")
_AT = Text(
    "at {value}: {count}, unclear {unclear}",
    "при {value}: {count}, неясно {unclear}",
    "{value}时：{count}，不明{unclear}",
)
