"""``detente init``, ``serve`` and ``rebuild``: a node's life."""

from __future__ import annotations

import os
import signal
import socket
import ssl
from collections.abc import Mapping
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import JsonOption, LanguageOption, output_of, plain
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.languages import Language, Text

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from detente.cli.output import Output
    from detente.node.clock import Clock
    from detente.node.node import Node
    from detente.node.witness import Witness

HostOption = Annotated[str, typer.Option("--host", help="Address to listen on; 0.0.0.0 for every one.")]
PortOption = Annotated[
    int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0: any that is free.")
]
PullOption = Annotated[
    int,
    typer.Option("--pull-every", min=0, metavar="SECONDS", help="How often to pull from peers; 0: never."),
]


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.command("init")(init)
    app.command("serve")(serve)
    app.command("rebuild")(rebuild)


def init(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A folder that is new or empty.")],
    state: Annotated[str, typer.Option("--state", metavar="KZ", help="The state this node speaks for.")],
    origin: Annotated[
        str, typer.Option("--origin", metavar="NAME", help="Name of the log, for ever; made up if not given.")
    ] = "",
    one_person: Annotated[
        bool, typer.Option("--one-person", help="Let the drafter of a message release it too.")
    ] = False,
    training: Annotated[bool, typer.Option("--training", help="Label every message as training.")] = False,
    agreements: Annotated[
        str,
        typer.Option(
            "--agreements", metavar="IDS", help="Agreements in use; if not given, all the state is party to."
        ),
    ] = "",
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Make a state's node: settings, keys, an empty log, a database."""
    import secrets

    from detente.kernel.instants import format_instant
    from detente.kernel.states import parse_state, state_name
    from detente.node.clock import machine_clock
    from detente.node.lifecycle import create_node
    from detente.node.settings import Settings

    code = parse_state(state.upper())
    settings = Settings(
        state=code,
        origin=origin or f"{code.lower()}-{secrets.token_hex(4)}.detente",
        two_person_release=not one_person,
        training=training,
        agreements=agreements,
        judged_from=format_instant(machine_clock()),
    )
    create_node(folder, settings)
    output = output_of(context)
    keys = str(folder / "public" / "keys.txt")
    output.result(
        {"folder": str(folder), "state": code, "origin": settings.origin, "keys": keys},
        plain(f"A node of {output.text(state_name(code))} is in {folder}.", "bold green"),
        plain(f"Its log is named {settings.origin}, for ever."),
        plain(f"Give peers its public keys: {keys}"),
        plain(f"Next: detente users add {folder} NAME --role drafter, then detente serve {folder}"),
    )


def serve(  # noqa: PLR0913, PLR0917 - one for each option
    context: typer.Context,
    folder: FolderArgument,
    host: HostOption = "127.0.0.1",
    port: PortOption = 8000,
    pull_every: PullOption = 60,
    tls_certificate: Annotated[
        Path | None,
        typer.Option("--tls-certificate", metavar="FILE", help="Serve over TLS, by this certificate."),
    ] = None,
    tls_key: Annotated[
        Path | None,
        typer.Option("--tls-key", metavar="FILE", help="Its key, where it is in a file of its own."),
    ] = None,
    tls_peers: Annotated[
        Path | None,
        typer.Option(
            "--tls-peers",
            metavar="FILE",
            help="Let in only whoever shows a certificate signed by one of these.",
        ),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Serve the node's desk, and its public files to peers, until stopped with Ctrl-C."""
    output = output_of(context)
    tls = tls_options(tls_certificate, tls_key, tls_peers)
    with listening(host, port) as listener:
        if output.as_json:
            output.result({"address": address_of(listener, secure=bool(tls))})
        run_desk(context, folder, listener, pull_every, tls)


def tls_options(certificate: Path | None, key: Path | None, peers: Path | None) -> dict[str, Any]:
    """What the server is told of TLS; empty: it serves without.

    Raises:
        InputError: peers are to show certificates to a server that has none.
    """
    if certificate is None:
        if key or peers:
            raise InputError("tls", "A key or peers' certificates need --tls-certificate.", "Give it too.")
        return {}
    options: dict[str, Any] = {"ssl_certfile": str(certificate), "ssl_keyfile": str(key) if key else None}
    if peers:
        options |= {"ssl_ca_certs": str(peers), "ssl_cert_reqs": ssl.CERT_REQUIRED}
    return options


def run_desk(
    context: typer.Context,
    folder: Path,
    listener: socket.socket,
    pull_every: int,
    tls: Mapping[str, Any] | None = None,
) -> None:
    """Serve the desk of a node on a socket that listens already, until asked to stop; pull from peers meanwhile."""
    from detente.node.clock import node_clock
    from detente.node.following import following, forgetting
    from detente.node.witnessing import witnessing
    from detente.web.app import build_app

    output = output_of(context)
    with ExitStack() as running:
        node, _at = running.enter_context(node_at(folder, writable=True))
        clock = node_clock(node.settings)
        app = build_app(node, clock, _witness_of(node, clock, output, running))
        running.enter_context(forgetting(node, clock, output.error))
        if pull_every:
            running.enter_context(following(node, clock, pull_every, output.error))
            running.enter_context(witnessing(node, clock, output.error))
        address = address_of(listener, secure=bool(tls))
        output.say(f"[bold green]●[/] {node.settings.state}: {address}  [dim](Ctrl-C stops)[/]")
        serve_until_stopped(app, listener, tls or {})
        output.say("Stopped; everything is kept.")


def _witness_of(node: Node, clock: Clock, output: Output, running: ExitStack) -> Witness | None:
    """What this node is to its peers; where its memory is lost it cosigns nothing, and all else goes on."""
    from detente.node.watching import open_witness

    try:
        witness = open_witness(node, clock)
    except OperatorError as problem:
        output.error(problem)
        return None
    if witness is not None:
        running.callback(witness.store.close)
    return witness


def serve_until_stopped(app: ASGIApp, listener: socket.socket, tls: Mapping[str, Any] | None = None) -> None:
    """Asked to stop, the server first answers what it is answering, then passes the signal on to us."""
    import uvicorn

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    config = uvicorn.Config(app, log_level="warning", proxy_headers=False, server_header=False, **(tls or {}))
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[listener])


def address_of(listener: socket.socket, *, secure: bool = False) -> str:
    """Where a browser finds what is served there."""
    host, port = listener.getsockname()[:2]
    scheme = "https" if secure else "http"
    return f"{scheme}://[{host}]:{port}" if ":" in host else f"{scheme}://{host}:{port}"


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens, so that a port in use is known before anything long begins.

    Raises:
        OperatorError: the port is in use, or the address is not this machine's.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind(address)
            listener.listen(128)
        except OSError:
            listener.close()
            raise
    except OSError as problem:
        reason = os.strerror(problem.errno) if problem.errno and problem.errno > 0 else str(problem)
        raise OperatorError(
            "port", _NO_PORT.fill(address=f"{host}:{port}", reason=reason), _OTHER_PORT
        ) from problem
    return listener


def rebuild(
    context: typer.Context,
    folder: FolderArgument,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Delete what can be computed from the messages, and compute it again."""
    from detente.node.readmodel import rebuild as rebuild_models

    output = output_of(context)
    with node_at(folder, writable=True) as (node, at), output.progress("Folding all messages", None):
        count = rebuild_models(node, at)
    output.result({"drills": count}, plain(f"Rebuilt: {count} drills.", "green"))


_NO_PORT = Text(
    "{address} cannot be listened on: {reason}.",
    "Адрес {address} занять нельзя: {reason}.",
    "无法监听 {address}：{reason}。",
)
_OTHER_PORT = Text(
    "Choose another --port, or stop the program that uses this one.",
    "Выберите другой порт (--port) или остановите программу, которая занимает этот.",
    "请用 --port 选择其他端口，或停止占用该端口的程序。",
)
