"""``detente import``: drills known from public reports become messages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.nodes import node_at
from detente.cli.output import (
    FOUND,
    Json,
    JsonOption,
    LanguageOption,
    Output,
    fault_json,
    fault_line,
    output_of,
    plain,
    table,
)
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rich.console import RenderableType

    from detente.kernel.instants import Instant
    from detente.node.node import Node
    from detente.node.reports import RowOutcome


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("import")(import_)


def import_(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A list of public drills.")],
    into: Annotated[
        Path, typer.Option("--into", metavar="DIR", help="A node's folder; or a folder of several nodes.")
    ],
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Under which agreement they are told.")
    ] = None,
    drafts: Annotated[
        bool, typer.Option("--drafts", help="Submit them for release by a person, and tell nothing yet.")
    ] = False,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Tell of drills known from public reports, labelled as such; row by row what was told, or why not.

    A row is told by the node of the first host that is party to the agreement; other rows are passed over with
    the reason. A row taken in before is not taken in again. Exit 1 where a row cannot be read or told as it is.
    """
    from detente.messages.report_rows import MAX_BYTES, parse_reports
    from detente.node.actors import operator
    from detente.node.reports import Telling, import_reports, reader_of_reports

    output = output_of(context)
    rows = parse_reports(read_file(file, MAX_BYTES))
    with _nodes_in(into) as (nodes, at), output.progress("Reading rows", len(rows)) as progress:
        chosen = _agreement(nodes, agreement)
        telling = Telling(reader_of_reports(), None if drafts else operator(), lambda _row: True)
        outcomes = import_reports(
            nodes, rows, chosen, at, telling, lambda one: progress.step(f"Read {one.id}")
        )
    values: list[Json] = [outcome_json(output, outcome) for outcome in outcomes]
    counts = count_fates(outcomes)
    output.result(
        {"agreement": chosen, "counts": counts, "rows": values},
        *show_faults(output, outcomes),
        *show_outcomes(output, outcomes),
    )
    if any(outcome.code in ("row", "faults") for outcome in outcomes):
        raise typer.Exit(FOUND)


@contextmanager
def _nodes_in(folder: Path) -> Iterator[tuple[Mapping[StateCode, Node], Instant]]:
    """The node in the folder, or all nodes in the folders below it."""
    folders = [folder] if _is_node(folder) else sorted(one for one in folder.glob("*") if _is_node(one))
    if not folders:
        raise OperatorError("no-node", f"{folder} holds no node.", "Create one with detente init.")
    with ExitStack() as opened:
        found = [opened.enter_context(node_at(one, writable=True)) for one in folders]
        yield {node.settings.state: node for node, _ in found}, found[0][1]


def _is_node(folder: Path) -> bool:
    from detente.node.settings import FILE_NAME

    return (folder / FILE_NAME).is_file()


def _agreement(nodes: Mapping[StateCode, Node], wanted: str | None) -> AgreementId:
    """The agreement named, or the only one under which these states can tell of a drill."""
    from detente.messages.public_reports import notification_format

    node = next(iter(nodes.values()))
    if wanted is not None:
        return node.agreement(AgreementId(wanted)).id
    able = [
        one
        for one in node.in_use.values()
        if notification_format(one) and any(one.party(state) for state in nodes)
    ]
    widest = max((len(one.parties) for one in able), default=0)
    chosen = [one.id for one in able if len(one.parties) == widest]
    if len(chosen) != 1:
        known = ", ".join(one.id for one in able)
        raise InputError(
            "which-agreement", "It is not said under which agreement.", f"Give --agreement: {known}."
        )
    return chosen[0]


def count_fates(outcomes: Sequence[RowOutcome]) -> dict[str, Json]:
    """How many rows ended in which way."""
    from detente.node.reports import Fate

    return {fate.value: sum(outcome.fate is fate for outcome in outcomes) for fate in Fate}


def outcome_json(output: Output, outcome: RowOutcome) -> Json:
    """What became of one row, for a program."""
    return {
        "row": outcome.row,
        "id": outcome.id,
        "name": outcome.name,
        "fate": outcome.fate.value,
        "host": outcome.host,
        "reference": outcome.reference,
        "draft": outcome.draft,
        "code": outcome.code,
        "reason": output.text(outcome.reason) if outcome.reason else None,
        "faults": [fault_json(fault, output) for fault in outcome.faults],
    }


FATE_STYLES = {"told": "green", "waiting": "yellow", "skipped": "dim"}


def show_outcomes(output: Output, outcomes: Sequence[RowOutcome]) -> list[RenderableType]:
    """A line a row, and the sums below."""
    shown = table(">Row", "Id", "Drill", "Host", "Outcome", "Reference or reason")
    drill = shown.columns[2]
    drill.no_wrap, drill.overflow, drill.max_width = True, "ellipsis", 44
    for outcome in outcomes:
        shown.add_row(
            str(outcome.row),
            plain(outcome.id),
            plain(outcome.name),
            outcome.host or "",
            plain(outcome.fate.value, FATE_STYLES[outcome.fate.value]),
            plain(_last_cell(output, outcome)),
        )
    counts = " · ".join(f"{fate} {count}" for fate, count in count_fates(outcomes).items())
    return [shown, plain(f"{len(outcomes)} rows: {counts}", "bold")]


def show_faults(output: Output, outcomes: Sequence[RowOutcome]) -> list[RenderableType]:
    """Every fault and warning, with the row it is in."""
    return [
        fault_line(replace(fault, where=f"{outcome.id}, {fault.where}"), output)
        for outcome in outcomes
        for fault in outcome.faults
    ]


def _last_cell(output: Output, outcome: RowOutcome) -> str:
    if outcome.reference is not None:
        return outcome.reference
    reason = output.text(outcome.reason) if outcome.reason else ""
    return reason if outcome.draft is None else f"draft {outcome.draft}: {reason}"
