"""``detente assess``: what the agreements mean for everything a node knows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table

    from detente.agreements.model import Agreement
    from detente.assessment.finding import Finding, Margin
    from detente.node.node import Node

#: Findings in these states make the exit code 1: somebody may want to ask.
ASKING = ("missed", "met-late", "exceeded")

#: The most pressing first.
_ORDER = (
    *("missed", "exceeded", "met-late", "due", "upcoming", "near", "unclear", "offered", "available"),
    *("used-up", "met", "within", "not-triggered"),
)
_STYLES = {
    "missed": "bold red",
    "met-late": "yellow",
    "exceeded": "bold red",
    "due": "bold yellow",
    "upcoming": "cyan",
    "met": "green",
    "within": "green",
    "near": "yellow",
    "unclear": "magenta",
}


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("assess")(assess)


def assess(
    context: typer.Context,
    folder: FolderArgument,
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
    """Every finding on everything this node knows. Exit 1 where one is missed, late or exceeded.

    A finding reports; it accuses nobody.
    """
    from detente.kernel.identifiers import AgreementId
    from detente.kernel.instants import format_instant, parse_instant
    from detente.node.actors import operator
    from detente.node.findings import assess_all

    output = output_of(context)
    chosen = AgreementId(agreement) if agreement else None
    with node_at(folder) as (node, now):
        instant = parse_instant(at) if at else now
        with output.progress("Assessing", None):
            findings = sorted(assess_all(node, operator(), instant, chosen), key=_pressing)
        values: list[Json] = [finding_json(output, node, one) for one in findings]
        shown = _show(output, node, findings)
    summary = _summary(findings)
    output.result(
        {"at": format_instant(instant), "counts": dict(summary), "findings": values},
        *(shown or [plain("No findings: no provision is triggered by what this node knows.")]),
        plain(" · ".join(f"{state} {count}" for state, count in summary.items()), "bold"),
    )
    if any(finding.state.value in ASKING for finding in findings):
        raise typer.Exit(FOUND)


def _pressing(finding: Finding) -> tuple[int, str, str]:
    """By state, then by due date, those without one last."""
    due = finding.due.isoformat() if finding.due else "9999"
    return _ORDER.index(finding.state.value), due, finding.about


def finding_json(output: Output, node: Node, finding: Finding) -> Json:
    """One finding for a program, with its sentence in the language chosen."""
    from detente.assessment.wording import finding_sentence
    from detente.kernel.instants import format_instant

    agreement = node.agreement(finding.agreement)
    return {
        "agreement": finding.agreement,
        "provision": finding.provision,
        "article": finding.article,
        "kind": finding.kind.value,
        "step": finding.step,
        "bearer": finding.bearer,
        "other": finding.other,
        "about": finding.about,
        "year": finding.year,
        "state": finding.state.value,
        "due": format_instant(finding.due) if finding.due else None,
        "margins": [_margin_json(one) for one in finding.margins],
        "gaps": [{"what": gap.what.value, "about": gap.about} for gap in finding.gaps],
        "messages": list(finding.messages),
        "evidence": finding.evidence.level.value,
        "sentence": output.text(finding_sentence(finding, agreement, node.vocabulary)),
    }


def _margin_json(margin: Margin) -> Json:
    declared = margin.declared
    return {
        "measure": margin.measure,
        "needed": margin.needed,
        "declared": None
        if declared is None
        else {"value": declared.value, "qualifier": declared.qualifier.value},
        "reached": margin.reached.value,
        "near": margin.near,
        "permille": margin.permille,
    }


def _show(output: Output, node: Node, findings: list[Finding]) -> list[RenderableType]:
    """One table an agreement."""
    from detente.assessment.wording import finding_sentence, state_word

    shown: dict[str, Table] = {}
    for finding in findings:
        agreement = node.agreement(finding.agreement)
        if agreement.id not in shown:
            shown[agreement.id] = table(
                "State", "About", "Due", "Finding", title=output.text(agreement.title)
            )
            shown[agreement.id].columns[3].ratio = 1
        shown[agreement.id].add_row(
            plain(output.text(state_word(finding.state)), _STYLES.get(finding.state.value, "")),
            plain(_about(output, agreement, finding)),
            finding.due.strftime("%Y-%m-%d") if finding.due else "",
            plain(output.text(finding_sentence(finding, agreement, node.vocabulary))),
        )
    return list(shown.values())


def _about(output: Output, agreement: Agreement, finding: Finding) -> str:
    """The number of a matter; what is owed in a year by its provision and the year, and under them its number."""
    if finding.year is None:
        return finding.about
    title = output.text(agreement.provisions[finding.provision].title)
    return f"{title}, {finding.year}\n{finding.about}"


def _summary(findings: list[Finding]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding.state.value] = counts.get(finding.state.value, 0) + 1
    return dict(sorted(counts.items()))
