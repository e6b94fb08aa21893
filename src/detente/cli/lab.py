"""``detente lab``: public drills under an agreement and under variants of its thresholds and lead times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.output import Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId, MeasureId
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from detente.agreements.model import Agreement
    from detente.assessment.compare import Comparison, Effect, Reading
    from detente.assessment.laboratory.knobs import Knob, Variant
    from detente.node.ground import Ground
    from detente.record.reported import Reported

#: More columns than this nobody reads side by side.
MOST_VARIANTS = 12
_PERSONNEL = MeasureId("personnel")


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("lab")(lab)


def lab(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A list of public drills.")],
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Which agreement; otherwise the widest.")
    ] = None,
    turned: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PROVISION.MEASURE=VALUE",
            help="Another threshold, or lead time (PROVISION.lead). Values parted by commas: a variant each.",
        ),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="OUT", help="Every drill under every variant.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="OUT.svg", help="The count along the threshold set first."),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Which public drills an agreement would have told of and observed, as it stands and with other numbers.

    Without --set, the numbers that can be set are listed below the table.
    """
    from detente.assessment.compare import compare
    from detente.assessment.laboratory.knobs import Variant, knobs_of
    from detente.messages.report_rows import MAX_BYTES, parse_reports
    from detente.node.ground import load_ground
    from detente.record.reported import reported_activities

    output = output_of(context)
    rows = parse_reports(read_file(file, MAX_BYTES))
    ground = load_ground()
    chosen = _agreement(ground, agreement)
    variants = [Variant(chosen), *_variants(chosen, turned or [])]
    reported = reported_activities(rows, chosen)
    found = compare(variants, reported.activities, ground.places)
    if csv is not None:
        from detente.documents.laboratory import comparison_csv

        _write(csv, comparison_csv(found, output.language))
    if chart is not None:
        _write(chart, _chart(found, _first_knob(chosen, turned or []), ground, output.language))
    output.result(
        _json(found, variants, reported),
        _counts(output, found, chosen),
        _drills(output, found),
        *_named(output, variants),
        *_left_out(reported),
        *(() if turned else _knobs(output, knobs_of(chosen), chosen, ground)),
    )


def _agreement(ground: Ground, wanted: str | None) -> Agreement:
    from detente.assessment.laboratory.knobs import knobs_of

    if wanted is not None:
        return ground.agreement(AgreementId(wanted))
    able = [one for one in ground.agreements.values() if knobs_of(one)]
    if not able:
        raise InputError("no-agreement", "No agreement installed here has a threshold.", "Install a pack.")
    return max(able, key=lambda one: len(one.parties))


def _variants(agreement: Agreement, turned: Sequence[str]) -> Iterator[Variant]:
    """One for each combination of the values given."""
    from detente.assessment.laboratory.knobs import Variant

    given = dict(_parse(agreement, one) for one in turned)
    combinations = list(product(*given.values())) if given else []
    if len(combinations) > MOST_VARIANTS:
        raise InputError(
            "too-many-variants",
            f"These values combine to {len(combinations)} variants.",
            f"Give fewer; up to {MOST_VARIANTS} stand side by side.",
        )
    for values in combinations:
        changes = {knob.key: value for knob, value in zip(given, values, strict=True)}
        yield Variant(agreement, changes=changes)


def _parse(agreement: Agreement, text: str) -> tuple[Knob, list[int]]:
    from detente.assessment.laboratory.knobs import parse_address, parse_number

    address, sign, values = text.partition("=")
    if not sign:
        raise InputError("set", f"“{text}” sets nothing.", "Write --set PROVISION.MEASURE=VALUE.")
    knob = parse_address(agreement, address.strip())
    return knob, [parse_number(knob, value) for value in values.split(",")]


def _first_knob(agreement: Agreement, turned: Sequence[str]) -> Knob:
    """The threshold set first, or the agreement's first."""
    from detente.assessment.laboratory.knobs import knobs_of

    set_ = [_parse(agreement, one)[0] for one in turned]
    thresholds = [knob for knob in (*set_, *knobs_of(agreement)) if knob.measure is not None]
    if not thresholds:
        raise InputError("no-threshold", f"{agreement.id} has no threshold to draw.", "Leave --chart out.")
    return thresholds[0]


def _chart(found: Comparison, knob: Knob, ground: Ground, language: Language) -> str:
    from detente.documents.chart import draw_chart
    from detente.documents.laboratory import marks_of, threshold_chart

    marks = marks_of(found.readings, knob, language)
    chart = threshold_chart(found.readings[0], knob, ground.vocabulary, language, marks)
    return draw_chart(chart, language, alone=True) + "\n"


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8", newline="")
    except OSError as problem:
        raise OperatorError(
            "unwritable", f"{path} cannot be written: {problem.strerror}.", "Check the path and its rights."
        ) from problem


# --- What is printed ------------------------------------------------------------------------------


def _counts(output: Output, found: Comparison, agreement: Agreement) -> RenderableType:
    """Effects down, variants across."""
    from detente.assessment.compare import Lead
    from detente.assessment.laboratory import phrases
    from detente.documents.laboratory import variant_text

    names = [output.text(variant_text(one, number)) for number, one in enumerate(found.readings)]
    title = f"{output.text(agreement.short_title)} ({agreement.id}): {len(found.activities)}"
    shown = table("", *(f">{name}" for name in names), title=title)
    for effect in found.readings[0].effects():
        read = [reading.effect(effect) for reading in found.readings]
        shown.add_row(
            plain(output.text(phrases.EFFECTS[effect]), "bold"), *(str(one.applies) for one in read)
        )
        for lead in Lead:
            counts = [reading.leads(effect).count(lead) for reading in found.readings]
            if any(counts):
                shown.add_row(output.text(phrases.LEAD_COUNTS[lead]), *map(str, counts))
        shown.add_row(output.text(phrases.NEAR), *(str(one.nearly) for one in read))
        shown.add_row(output.text(phrases.UNCLEAR_EFFECTS[effect]), *(str(one.unclear) for one in read))
    return shown


def _drills(output: Output, found: Comparison) -> RenderableType:
    """Every drill with a sign for each effect and variant: what applies, nearly, or perhaps."""
    from detente.assessment.compare import Effect
    from detente.documents.laboratory import variant_text

    signs = {Effect.TOLD: "T", Effect.MAY_BE_TOLD: "t", Effect.OBSERVED: "O", Effect.MAY_BE_OBSERVED: "o"}
    names = [output.text(variant_text(one, number)) for number, one in enumerate(found.readings)]
    legend = "T told, O observers must be invited, o may be; ? unclear, ~ nearly, — host no party"
    shown = table("Drill", "Host", "Start", ">Personnel", *names, title=legend)
    shown.columns[0].no_wrap, shown.columns[0].overflow, shown.columns[0].max_width = True, "ellipsis", 44
    effects = [{effect: one.effect(effect) for effect in one.effects()} for one in found.readings]
    for index, activity in enumerate(found.activities):
        amount = activity.strength.total.get(_PERSONNEL)
        cells = []
        for reading, read in zip(found.readings, effects, strict=True):
            marks = (
                _sign(signs[effect], one.of(index).value, near=bool(one.near[index]))
                for effect, one in read.items()
            )
            cells.append(" ".join(filter(None, marks)) if reading.bound[index] else "—")
        shown.add_row(
            plain(activity.name.in_(output.language) if activity.name else activity.id),
            activity.host,
            str(activity.period.start)[:10] if activity.period else "",
            f"{amount.value:,}" if amount else "",
            *cells,
        )
    return shown


def _sign(letter: str, answer: str, *, near: bool) -> str:
    return {"yes": letter, "unclear": f"{letter}?"}.get(answer, f"{letter}~" if near else "")


def _named(output: Output, variants: Sequence[Variant]) -> Iterator[RenderableType]:
    """What each variant changes."""
    from detente.documents.laboratory import variant_name

    for number, variant in enumerate(variants):
        changes = ", ".join(
            f"{provision}.{name} = {value:,}" for (provision, name), value in variant.changes.items()
        )
        if changes:
            yield plain(f"{output.text(variant_name(variant.name, number))}: {changes}")


def _left_out(reported: Reported) -> Iterator[RenderableType]:
    if reported.skipped or reported.faulty:
        counts = f"{len(reported.skipped)} cannot be told under the agreement, {len(reported.faulty)} cannot be read"
        yield plain(f"Rows left out: {counts}.", "yellow")


def _knobs(
    output: Output, knobs: Sequence[Knob], agreement: Agreement, ground: Ground
) -> Iterator[RenderableType]:
    from detente.assessment.laboratory.phrases import knob_text

    shown = table("--set", "What", ">Now", "How it is known")
    for knob in knobs:
        value = knob.agreed.value
        shown.add_row(
            knob.address,
            output.text(knob_text(knob, agreement, ground.vocabulary)),
            "?" if value is None else f"{value:,}",
            knob.agreed.evidence.level.value,
        )
    yield shown


def _json(found: Comparison, variants: Sequence[Variant], reported: Reported) -> Mapping[str, Json]:
    return {
        "agreement": variants[0].agreement.id,
        "drills": len(found.activities),
        "left_out": {"not_told": len(reported.skipped), "unreadable": len(reported.faulty)},
        "variants": [
            {
                "changes": {
                    f"{provision}.{name}": value for (provision, name), value in variant.changes.items()
                },
                "effects": {
                    effect.value: _effect_json(reading, effect, reported) for effect in reading.effects()
                },
            }
            for variant, reading in zip(variants, found.readings, strict=True)
        ],
    }


def _effect_json(reading: Reading, effect: Effect, reported: Reported) -> Mapping[str, Json]:
    from detente.assessment.compare import Lead

    read, leads = reading.effect(effect), reading.leads(effect)
    ids = [row.id for row in reported.rows]
    answers = [read.of(index).value for index in range(len(ids))]
    return {
        "applies": [one for one, answer in zip(ids, answers, strict=True) if answer == "yes"],
        "unclear": [one for one, answer in zip(ids, answers, strict=True) if answer == "unclear"],
        "near": [one for one, near in zip(ids, read.near.tolist(), strict=True) if near],
        "leads": {lead.value: leads.count(lead) for lead in Lead},
    }
