"""``detente declarations``: commit to a declaration without showing it, open single units, check what was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.nodes import ActorOption, FolderArgument, actor_named, node_at
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from rich.table import Table

    from detente.record.declarations import Declaration

declarations = typer.Typer(
    help="Sealed declarations: commit to all units, open them one by one.", no_args_is_help=True
)

ReferenceArgument = Annotated[
    str, typer.Argument(metavar="REFERENCE", help="The sealed declaration, such as SCO24/KZ/2026/0001/SD/O.")
]


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.add_typer(declarations, name="declarations")


@declarations.command("commit")
def commit(
    context: typer.Context,
    folder: FolderArgument,
    draft: Annotated[
        int,
        typer.Option(
            "--draft", metavar="N", help="Draft of the return that lists the units; it stays unsent."
        ),
    ],
    size: Annotated[
        int | None,
        typer.Option(
            "--size",
            metavar="N",
            help="Number of places, a power of two; the smallest that will do if left out.",
        ),
    ] = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Commit to the units in a draft; prints the number of the draft that tells the commitment.

    The whole declaration is kept in the node's folder: nothing can be opened without it.
    """
    from detente.node.declarations import places_for, seal_declaration

    output = output_of(context)
    with node_at(folder, writable=True) as (node, at):
        who = actor_named(node, actor, at)
        places = places_for(node, who, draft) if size is None else size
        sealed = seal_declaration(node, who, draft, places, at)
    output.result(
        {
            "draft": sealed.draft,
            "units": sealed.units,
            "size": sealed.commitment.size,
            "root": sealed.commitment.root,
        },
        plain(f"Draft {sealed.draft} commits to {sealed.units} units among {sealed.commitment.size} places."),
        plain("Submit, release and send it like any message; do not send the draft of the return.", "dim"),
    )


@declarations.command("open")
def open_(
    context: typer.Context,
    folder: FolderArgument,
    reference: ReferenceArgument,
    unit: Annotated[
        list[str], typer.Option("--unit", metavar="CODE", help="Unit to open; may stand several times.")
    ],
    to: Annotated[
        list[str], typer.Option("--to", metavar="STATE", help="Who is shown it; may stand several times.")
    ],
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Draft messages that open units of an own declaration, one each; prints their numbers."""
    from detente.kernel.identifiers import Reference, StateCode
    from detente.node.declarations import open_declared

    output = output_of(context)
    with node_at(folder, writable=True) as (node, at):
        who = actor_named(node, actor, at)
        states = [StateCode(one.upper()) for one in to]
        numbers = open_declared(node, who, Reference(reference), unit, states, at)
    output.result(
        {"drafts": list(numbers)},
        *(plain(f"Draft {number} opens {code}.") for number, code in zip(numbers, unit, strict=True)),
    )


@declarations.command("check")
def check(
    context: typer.Context,
    folder: FolderArgument,
    reference: ReferenceArgument,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """What was opened of a declaration, and whether it is what was committed to. Exit 1 where one is not."""
    from detente.kernel.identifiers import Reference
    from detente.messages.references import matter_of
    from detente.node.declarations import show_declaration
    from detente.record.declarations import OpeningStanding

    output = output_of(context)
    with node_at(folder) as (node, at):
        matter = matter_of(Reference(reference))
        known = show_declaration(node, actor_named(node, actor, at), matter, at).declaration
    output.result(_json(known, output), plain(_head(known)), _openings(known, output))
    bad = (OpeningStanding.FAILED, OpeningStanding.CONTRADICTED)
    if any(one.standing in bad for one in known.openings):
        raise typer.Exit(FOUND)


@declarations.command("list")
def list_(
    context: typer.Context,
    folder: FolderArgument,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Sealed declarations that are known, and how many units of each were opened."""
    from detente.node.declarations import list_declarations

    output = output_of(context)
    with node_at(folder) as (node, at):
        found = list_declarations(node, actor_named(node, actor, at), at)
    shown = table("Number", "State", "As of", ">Places", ">Opened")
    for one in found:
        size = str(one.commitment.size) if one.commitment else "—"
        shown.add_row(
            one.reference, one.state, one.as_of.text if one.as_of else "—", size, str(len(one.openings))
        )
    output.result([_json(one, output) for one in found], shown)


def _head(known: Declaration) -> str:
    size = known.commitment.size if known.commitment else "an unknown number of"
    return (
        f"{known.reference}: {known.state}, as of {known.as_of.text if known.as_of else '—'}, {size} places."
    )


def _openings(known: Declaration, output: Output) -> Table:
    shown = table("Opening", "Unit", "Check", "Reason")
    for one in known.openings:
        name = one.unit.name.in_(output.language) if one.unit else "—"
        code = one.unit.code if one.unit else "—"
        reason = output.text(one.reason) if one.reason else ""
        shown.add_row(one.reference, f"{code} {name}", one.standing.value, reason)
    return shown


def _json(known: Declaration, output: Output) -> Json:
    return {
        "reference": known.reference,
        "state": known.state,
        "agreement": known.agreement,
        "as_of": known.as_of.text if known.as_of else None,
        "size": known.commitment.size if known.commitment else None,
        "root": known.commitment.root if known.commitment else None,
        "changed": known.changed,
        "withdrawn": known.withdrawn,
        "openings": [
            {
                "reference": one.reference,
                "unit": one.unit.code if one.unit else None,
                "standing": one.standing.value,
                "reason": output.text(one.reason) if one.reason else None,
            }
            for one in known.openings
        ],
    }
