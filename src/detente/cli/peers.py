"""``detente peers`` and ``detente pull``: the other states' nodes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import FOUND, Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.errors import InputError, PeerError
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
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="The file the peer's node wrote (peers introduce), or its public/keys.txt."
        ),
    ],
    address: Annotated[
        str,
        typer.Option(
            "--address",
            metavar="URL|DIR",
            help="Where its public files are, if not where the file says: http(s) or a folder.",
        ),
    ] = "",
    token: Annotated[
        str, typer.Option("--token", help="What lets us fetch what is addressed to us, if not in the file.")
    ] = "",
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Believe a peer's keys from now on. Compare the fingerprint that is shown with the peer by another way."""
    from detente.ledger.directory import format_directory
    from detente.node.actors import operator
    from detente.node.peers import add_peer
    from detente.node.trust import read_introduction

    text = read_file(file, MAX_KEYS_BYTES).decode("utf-8", errors="replace")
    output = output_of(context)
    with node_at(folder) as (node, at):
        found, mark = read_introduction(node, operator(), text)
        where = address or found.address
        if not where:
            raise InputError("peer-address", _NO_ADDRESS, _GIVE_ADDRESS)
        keys = format_directory([found.keys])
        state = add_peer(node, operator(), keys, _whole(where), at, token or found.token)
    output.result(
        {"state": state, "address": where, "fingerprint": mark},
        plain(f"{state} is followed, at {where}.", "green"),
        plain(f"Compare by telephone or in person: the fingerprint of its keys is {mark}"),
    )


@peers.command("introduce")
def introduce(
    context: typer.Context,
    folder: FolderArgument,
    address: Annotated[
        str,
        typer.Option("--address", metavar="URL|DIR", help="The address by which the peer reaches this node."),
    ],
    file: Annotated[Path, typer.Option("--file", metavar="FILE", help="Where to write it.")],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Write the file by which another ministry adds this node. It holds the exchange token: hand it over directly."""
    from detente.node.actors import operator
    from detente.node.durable import disk_errors
    from detente.node.trust import introduce as write_introduction
    from detente.node.trust import show_trust

    output = output_of(context)
    with node_at(folder) as (node, at):
        text = write_introduction(node, operator(), _whole(address), at)
        mark = show_trust(node, operator()).own.fingerprint
    with disk_errors(file):
        file.touch(mode=0o600)
        file.write_text(text, encoding="utf-8")
    output.result(
        {"file": str(file), "fingerprint": mark},
        plain(f"Written: {file}", "green"),
        plain(f"Read to the peer by telephone or in person: the fingerprint of our keys is {mark}"),
    )


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


_NO_ADDRESS = Text(
    "The file does not say where the peer's public files are.",
    "В файле не указано, где находятся открытые файлы другого узла.",
    "该文件未说明对方节点的公开文件所在。",
)
_GIVE_ADDRESS = Text(
    "Give --address with a URL or a folder.",
    "Укажите --address: URL или папку.",
    "请用 --address 给出网址或文件夹。",
)
_VERIFIED = Text("verified", "проверено", "已核验")
