"""Opening a node from the command line, and who acts there.

Whoever can read a node's keys can act for the node: the command line acts as ``operator``, who holds every
role. Two-person release binds the operator as it binds everyone: what the operator drafted or submitted
another person must release, named with ``--actor`` and proven by that user's password.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from detente.kernel.instants import Instant
    from detente.node.actors import Actor
    from detente.node.node import Node

PASSWORD = "DETENTE_PASSWORD"

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The node's folder.", show_default=False)]
ActorOption = Annotated[
    str | None,
    typer.Option(
        "--actor",
        metavar="NAME",
        help=f"Act as this user of the node; asks for the password, or takes it from {PASSWORD}.",
    ),
]


@contextmanager
def node_at(folder: Path, *, writable: bool = False) -> Iterator[tuple[Node, Instant]]:
    """The node in ``folder``, with the instant its clock shows; ``writable`` where the log is written to.

    Raises:
        OperatorError: no node there, or, to write, another process has it open.
    """
    from detente.node.clock import machine_clock, node_clock
    from detente.node.lifecycle import open_node
    from detente.node.settings import load_settings

    at = node_clock(load_settings(folder, os.environ))()
    node = open_node(folder, os.environ, at, writable=writable)
    try:
        yield node, node_clock(node.settings, machine_clock)()
    finally:
        node.close()


def actor_named(node: Node, name: str | None, at: Instant) -> Actor:
    """The operator, or the user of that name once the password is right.

    Raises:
        InputError: unknown name, wrong password, or locked.
    """
    from detente.kernel.errors import DetenteBug
    from detente.node.actors import operator
    from detente.node.users import actor_of_session, sign_in, sign_out

    if name is None:
        return operator()
    token = sign_in(node, name, password_of(name), at)
    actor = actor_of_session(node, token, at)
    sign_out(node, token)
    if actor is None:
        raise DetenteBug("session", f"{name} signed in, and yet no session is known.")
    return actor


def password_of(name: str, *, new: bool = False) -> str:
    """The password from the environment, else asked for at the terminal."""
    given = os.environ.get(PASSWORD)
    if given is not None:
        return given
    answer: str = typer.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=new, err=True)
    return answer
