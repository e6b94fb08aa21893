"""``detente users``: who may do what at a node."""

from __future__ import annotations

from typing import Annotated

import typer

from detente.cli.nodes import PASSWORD, FolderArgument, node_at, password_of
from detente.cli.output import JsonOption, LanguageOption, output_of, plain
from detente.kernel.languages import Language

users = typer.Typer(help="Who may do what at a node.", no_args_is_help=True)


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.add_typer(users, name="users")


@users.command("add")
def add(
    context: typer.Context,
    folder: FolderArgument,
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")],
    role: Annotated[
        list[str],
        typer.Option("--role", help="reader, drafter, releaser or administrator; give it again for more."),
    ],
    language: Annotated[
        Language | None,
        typer.Option(
            "--language", help="The language of this user's desk; if not given, as the browser asks."
        ),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Add a user, or give one a new password and roles."""
    from detente.node.actors import Role, operator
    from detente.node.users import add_user

    known = {one.value: one for one in Role}
    unknown = [one for one in role if one not in known]
    if unknown:
        raise typer.BadParameter(f"“{unknown[0]}” is none of {', '.join(known)}.", param_hint="--role")
    roles = frozenset(known[one] for one in role)
    output = output_of(context)
    with node_at(folder) as (node, at):
        add_user(node, operator(), name, password_of(name, new=True), roles, at, language)
    output.result(
        {"name": name, "roles": sorted(roles), "language": language.value if language else None},
        plain(f"{name} may sign in as {', '.join(sorted(roles))}.", "green"),
    )


add.__doc__ = f"{add.__doc__} The password is asked for, or taken from {PASSWORD}."
