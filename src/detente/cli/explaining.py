"""``detente explain``: from the article to the message, for every finding on one matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import Json, JsonOption, LanguageOption, Output, output_of
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from rich.text import Text as Line
    from rich.tree import Tree

    from detente.assessment.sources import Step
    from detente.node.explaining import Explained
    from detente.node.node import Node


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("explain")(explain)


def explain(
    context: typer.Context,
    folder: FolderArgument,
    matter: Annotated[
        str,
        typer.Argument(
            metavar="MATTER",
            help="A drill or other matter, such as SH96/KZ/2024/0007/EX, or what is owed in a year, "
            "such as SCO24/KZ/2027/exchange.leadership.",
        ),
    ],
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Only this agreement; otherwise all.")
    ] = None,
    at: Annotated[
        str | None,
        typer.Option(
            "--at", metavar="INSTANT", help="As seen then, such as 2024-04-26T06:00:00Z; otherwise now."
        ),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """How each finding on a matter or a year follows: article, number, what was declared, message, deadline."""
    from detente.assessment.rules import is_duty_id
    from detente.kernel.identifiers import AgreementId, DutyId
    from detente.kernel.instants import format_instant, parse_instant
    from detente.messages.references import parse_matter
    from detente.node.actors import operator
    from detente.node.explaining import explain_duty, explain_matter

    output = output_of(context)
    chosen = AgreementId(agreement) if agreement else None
    with node_at(folder) as (node, now):
        instant = parse_instant(at) if at else now
        if is_duty_id(matter):
            explained = explain_duty(node, operator(), DutyId(matter), instant)
        else:
            explained = explain_matter(node, operator(), parse_matter(matter), instant, chosen)
        value: Json = {
            "matter": matter,
            "at": format_instant(instant),
            "findings": [_explained_json(output, node, one) for one in explained],
        }
        shown = [_show(output, one) for one in explained]
    output.result(value, *shown)
    if not shown:
        output.say("No finding: no agreement says anything about it.")


def _explained_json(output: Output, node: Node, one: Explained) -> Json:
    from detente.cli.findings import finding_json

    return {"finding": finding_json(output, node, one.finding), "chain": _step_json(output, one.chain)}


def _step_json(output: Output, step: Step) -> Json:
    source = step.evidence.source if step.evidence else None
    return {
        "label": output.text(step.label),
        "says": output.text(step.says),
        "evidence": step.evidence.level.value if step.evidence else None,
        "source": source.title if source else None,
        "message": step.reference,
        "parts": [_step_json(output, part) for part in step.parts],
    }


def _show(output: Output, one: Explained) -> Tree:
    from rich.tree import Tree

    tree = Tree(_line(output, one.chain), guide_style="dim")
    _grow(output, tree, one.chain)
    return tree


def _grow(output: Output, tree: Tree, step: Step) -> None:
    for part in step.parts:
        _grow(output, tree.add(_line(output, part)), part)


def _line(output: Output, step: Step) -> Line:
    from rich.text import Text as Line

    line = Line(f"{output.text(step.label)}: ", style="cyan")
    if step.reference:
        line.append(f"{step.reference} · ", style="bold not cyan")
    line.append(output.text(step.says), style="default")
    if step.evidence:
        source = f": {step.evidence.source.title}" if step.evidence.source else ""
        line.append(f"  [{step.evidence.level.value}{source}]", style="dim")
    return line
