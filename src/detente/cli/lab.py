"""``detente lab``: public drills under agreements and under variants of their thresholds and lead times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.output import JsonOption, LanguageOption, output_of
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from detente.agreements.model import Agreement
    from detente.assessment.compare import Comparison
    from detente.assessment.laboratory.knobs import Knob, Variant
    from detente.node.ground import Ground

#: More columns than this nobody reads side by side.
MOST_VARIANTS = 12


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("lab")(lab)


def lab(  # noqa: PLR0913, PLR0917 - what can be asked for
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A list of public drills.")],
    agreement: Annotated[
        list[str] | None,
        typer.Option("--agreement", metavar="ID", help="Which agreement; several stand side by side."),
    ] = None,
    turned: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            metavar="PROVISION.MEASURE=VALUE",
            help="Another threshold, or lead time (PROVISION.lead), of the first agreement. "
            "Values parted by commas: a variant each.",
        ),
    ] = None,
    csv: Annotated[
        Path | None, typer.Option("--csv", metavar="OUT", help="Every drill under every variant, as CSV.")
    ] = None,
    parquet: Annotated[
        Path | None, typer.Option("--parquet", metavar="OUT", help="The same as Parquet, for programs.")
    ] = None,
    chart: Annotated[
        Path | None,
        typer.Option("--chart", metavar="OUT.svg", help="The count along the threshold set first."),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Which public drills agreements would have told of and observed, as they stand and with other numbers.

    Without --agreement it is the one of which most numbers are known. Without --set, the numbers that
    can be set are listed below the table.
    """
    from detente.assessment.compare import compare
    from detente.cli import lab_shown
    from detente.messages.report_rows import MAX_BYTES, parse_reports
    from detente.node.ground import load_ground
    from detente.record.reported import reported_activities

    output = output_of(context)
    rows = parse_reports(read_file(file, MAX_BYTES))
    ground = load_ground()
    chosen = _agreements(ground, agreement or [])
    variants = _side_by_side(chosen, turned or [])
    reported = reported_activities(rows, max(chosen, key=lambda one: len(one.parties)))
    found = compare(variants, reported.activities, ground.places)
    _keep(found, csv, parquet, output.language)
    if chart is not None:
        _write(chart, _chart(found, _first_knob(chosen[0], turned or []), ground, output.language))
    shown = lab_shown.Shown(output, found, reported)
    knobs = () if turned else shown.knobs(chosen[0], ground.vocabulary)
    output.result(shown.json(), shown.counts(), shown.drills(), *shown.changes(), *shown.left_out(), *knobs)


def _agreements(ground: Ground, wanted: Sequence[str]) -> list[Agreement]:
    from detente.assessment.laboratory.knobs import fullest

    if wanted:
        return [ground.agreement(AgreementId(one)) for one in dict.fromkeys(wanted)]
    first = fullest(list(ground.agreements.values()))
    if first is None:
        raise InputError("no-agreement", "No agreement installed here has a threshold.", "Install a pack.")
    return [first]


def _side_by_side(agreements: Sequence[Agreement], turned: Sequence[str]) -> list[Variant]:
    """The first agreement, its variants, and the other agreements.

    Raises:
        InputError: nothing can be set so, or too many stand side by side.
    """
    from detente.assessment.laboratory.knobs import Variant

    first, *others = (Variant(one) for one in agreements)
    found = [first, *_variants(first.agreement, turned), *others]
    if len(found) > MOST_VARIANTS + 1:
        raise InputError(
            "too-many-variants",
            f"These values combine to {len(found) - 1} variants.",
            f"Give fewer; up to {MOST_VARIANTS} stand side by side.",
        )
    return found


def _variants(agreement: Agreement, turned: Sequence[str]) -> Iterator[Variant]:
    """One for each combination of the values given."""
    from detente.assessment.laboratory.knobs import Variant

    given = dict(_parse(agreement, one) for one in turned)
    if given:
        for values in product(*given.values()):
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


def _keep(found: Comparison, csv: Path | None, parquet: Path | None, language: Language) -> None:
    """Write the files that were asked for."""
    from detente.documents.laboratory import comparison_csv, comparison_parquet

    if csv is not None:
        _write(csv, comparison_csv(found, language))
    if parquet is not None:
        _write(parquet, comparison_parquet(found, language))


def _chart(found: Comparison, knob: Knob, ground: Ground, language: Language) -> bytes:
    from detente.documents.chart import draw_chart
    from detente.documents.laboratory import marks_of, threshold_chart

    marks = marks_of(found.readings, knob, language)
    chart = threshold_chart(found.readings[0], knob, ground.vocabulary, language, marks)
    return (draw_chart(chart, language, alone=True) + "\n").encode()


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise OperatorError(
            "unwritable", f"{path} cannot be written: {problem.strerror}.", "Check the path and its rights."
        ) from problem
