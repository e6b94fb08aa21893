"""``detente keys``: which keys a node has and where they are, and locking them by a passphrase."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import Json, JsonOption, LanguageOption, output_of, plain, table
from detente.cli.rootkeys import add_to as add_root_to
from detente.kernel.errors import InputError
from detente.kernel.languages import Language

keys = typer.Typer(help="This node's keys.", no_args_is_help=True)
SHORTEST_PASSPHRASE = 12


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    add_root_to(keys)
    app.add_typer(keys, name="keys")


@keys.command("list")
def list_(
    context: typer.Context,
    folder: FolderArgument,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Every key of the node: what it is for, its kind, and the key as others are given it."""
    output = output_of(context)
    with node_at(folder) as (node, _at):
        public = node.keys.public(node.settings.state)
    rows = [
        (key.purpose.value, key.key.suite.name, key.name, key.key.key_id)
        for key in (*public.log, *public.document, *public.mirror, *public.witness)
    ]
    rows += [("sealing", key.suite, key.text[:20] + "…", "") for key in public.seal]
    shown = table("Purpose", "Kind", "Name", "Fingerprint")
    for purpose, kind, name, fingerprint in rows:
        shown.add_row(purpose, kind, plain(name), fingerprint[:16])
    value: list[Json] = [
        {"purpose": purpose, "kind": kind, "name": name, "fingerprint": fingerprint or None}
        for purpose, kind, name, fingerprint in rows
    ]
    output.result(value, shown)


@keys.command("lock")
def lock(
    context: typer.Context,
    folder: FolderArgument,
    passphrase: Annotated[
        str | None,
        typer.Option("--passphrase-from", metavar="NAME", help="Take it from this environment variable."),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Lock the node's key files by a passphrase, which it then needs in DETENTE_KEYS_PASSPHRASE to open."""
    from detente.node.keys import FOLDER
    from detente.node.signers import PASSPHRASE, lock_keys

    secret = os.environ.get(passphrase or PASSPHRASE, "")
    if not secret and passphrase is None:
        secret = typer.prompt("Passphrase", hide_input=True, confirmation_prompt=True, err=True)
    if len(secret) < SHORTEST_PASSPHRASE:
        raise InputError(
            "passphrase",
            f"A passphrase has at least {SHORTEST_PASSPHRASE} characters.",
            "Choose a longer one.",
        )
    # Opened for writing: nobody else may be signing meanwhile.
    with node_at(folder, writable=True):
        names = lock_keys(folder / FOLDER, secret)
    output_of(context).result(
        {"locked": list[Json](names)},
        plain(f"Locked: {', '.join(names)}.", "bold green"),
        plain(f"Set {PASSPHRASE} wherever the node is started. Without the passphrase the keys are lost."),
    )
