"""``detente bundle``: exchange by files, where no network leads from one node to the other."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, output_of, plain
from detente.kernel.languages import Language

bundle = typer.Typer(help="Exchange by files across an air gap.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.add_typer(bundle, name="bundle")


@bundle.command("export")
def export(
    context: typer.Context,
    folder: FolderArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A new file.")],
    start: Annotated[
        int, typer.Option("--from", min=0, metavar="NUMBER", help="The first entry to take along.")
    ] = 0,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Write what peers would fetch from this node into one file. It holds no secret and no private key."""
    from detente.node.actors import operator
    from detente.node.bundles import export_bundle

    with node_at(folder) as (node, _at):
        made = export_bundle(node, operator(), file, start)
    value: Json = {"file": str(file), "from": made.start, "size": made.size, "blobs": made.blobs}
    said = f"{file} holds entries {made.start} to {made.size}, and {made.blobs} messages."
    output_of(context).result(value, plain(said, "bold green"))


@bundle.command("import")
def import_(
    context: typer.Context,
    folder: FolderArgument,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A bundle of a peer.")],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Verify a peer's bundle and take in what is new. Exit 1 where something could not be taken in."""
    from detente.node.actors import operator
    from detente.node.bundles import import_bundle

    with node_at(folder, writable=True) as (node, at):
        pulled = import_bundle(node, operator(), file, at)
    declined: list[Json] = [{"index": index, "code": code} for index, code in pulled.declined]
    value: Json = {"state": pulled.state, "accepted": list[Json](pulled.accepted), "declined": declined}
    said = f"Of {pulled.state}: {len(pulled.accepted)} taken in, {len(declined)} declined."
    output_of(context).result(value, plain(said, "red" if declined else "green"))
    if declined:
        raise typer.Exit(FOUND)
