"""``detente peers`` and ``detente pull``: the other states' nodes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.errors import PeerError
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from rich.console import RenderableType

    from detente.kernel.identifiers import StateCode
    from detente.kernel.instants import Instant
    from detente.node.node import Node

peers = typer.Typer(help="The other states' nodes.", no_args_is_help=True)

MAX_KEYS_BYTES = 65_536


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.add_typer(peers, name="peers")
    app.command("pull")(pull)


@peers.command("add")
def add(
    context: typer.Context,
    folder: FolderArgument,
    keys: Annotated[
        Path, typer.Argument(metavar="KEYS.TXT", help="The peer's public keys, received by a way you trust.")
    ],
    address: Annotated[
        str,
        typer.Option("--address", metavar="URL|DIR", help="Where its public files are: http(s) or a folder."),
    ],
    token: Annotated[str, typer.Option("--token", help="What lets us fetch what is addressed to us.")] = "",
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Believe a peer's keys from now on. Compare the card's keys with the peer by another way first."""
    from detente.node.actors import operator
    from detente.node.peers import add_peer

    text = read_file(keys, MAX_KEYS_BYTES).decode("utf-8", errors="replace")
    output = output_of(context)
    with node_at(folder) as (node, at):
        state = add_peer(node, operator(), text, _whole(address), at, token)
    output.result({"state": state, "address": address}, plain(f"{state} is followed, at {address}.", "green"))


def _whole(address: str) -> str:
    """A folder's address does not depend on where the command was run."""
    return address if address.startswith(("http://", "https://")) else str(Path(address).resolve())


@peers.command("list")
def list_(
    context: typer.Context,
    folder: FolderArgument,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Every peer, how far we have followed it, and any alarm."""
    from detente.kernel.instants import format_instant
    from detente.node.actors import operator
    from detente.node.peers import list_peers

    output = output_of(context)
    with node_at(folder) as (node, _at):
        known = list_peers(node, operator())
    shown = table("State", "Log", ">Entries", "Last contact", "Trouble", "Address")
    values: list[Json] = []
    for peer in known:
        contacted = format_instant(peer.contacted_at) if peer.contacted_at else ""
        trouble = plain(peer.trouble, "bold red" if peer.stopped else "red")
        origin = peer.keys.origin
        shown.add_row(
            peer.state, plain(origin), str(peer.next_index), contacted, trouble, plain(peer.address)
        )
        values.append(
            {
                "state": peer.state,
                "origin": origin,
                "entries": peer.next_index,
                "contacted_at": contacted or None,
                "trouble": peer.trouble or None,
                "stopped": peer.stopped,
                "address": peer.address,
            }
        )
    output.result(values, shown if values else plain("No peers yet; add one with detente peers add."))
    if any(peer.trouble for peer in known):
        raise typer.Exit(FOUND)


def pull(
    context: typer.Context,
    folder: FolderArgument,
    state: Annotated[
        str | None, typer.Argument(metavar="[STATE]", help="Only this peer; otherwise all.")
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Fetch what peers have told, verify it, and take it in. Exit 1 where a peer could not be followed."""
    from detente.kernel.states import parse_state
    from detente.node.actors import operator
    from detente.node.peers import list_peers

    output = output_of(context)
    with node_at(folder, writable=True) as (node, at):
        states = [parse_state(state)] if state else [peer.state for peer in list_peers(node, operator())]
        values: list[Json] = []
        with output.progress("Pulling", len(states)) as progress:
            for one in states:
                values.append(_pull_one(output, node, one, at))
                progress.step(f"Pulled {one}")
    output.result(
        values,
        _show_pulls(output, values) if values else plain("No peers yet; add one with detente peers add."),
    )
    if any(isinstance(value, dict) and (value["problem"] or value["declined"]) for value in values):
        raise typer.Exit(FOUND)


def _pull_one(output: Output, node: Node, state: StateCode, at: Instant) -> Json:
    """One peer's trouble does not keep the others waiting."""
    from detente.node.actors import operator
    from detente.node.pulling import pull as pull_peer

    try:
        pulled = pull_peer(node, operator(), state, at)
    except PeerError as trouble:
        problem = f"{output.text(trouble.message)} {output.text(trouble.mend)}".strip()
        return {"state": state, "accepted": [], "declined": [], "problem": problem}
    declined: list[Json] = [{"index": index, "code": code} for index, code in pulled.declined]
    return {"state": state, "accepted": list(pulled.accepted), "declined": declined, "problem": None}


def _show_pulls(output: Output, values: list[Json]) -> RenderableType:
    shown = table("State", ">Taken in", ">Declined", "Outcome")
    for value in values:
        assert isinstance(value, dict)
        accepted, declined, problem = value["accepted"], value["declined"], value["problem"]
        outcome = plain(str(problem), "red") if problem else plain(output.text(_VERIFIED), "green")
        shown.add_row(str(value["state"]), str(_count(accepted)), str(_count(declined)), outcome)
    return shown


def _count(value: Json) -> int:
    return len(value) if isinstance(value, list) else 0


_VERIFIED = Text("verified", "проверено", "已核验")
