"""``detente witness``: a witness that stands alone, and whose cosignatures a node asks for."""

from __future__ import annotations

import os
import secrets
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.lifecycle import HostOption, address_of, listening, serve_until_stopped
from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import Json, JsonOption, LanguageOption, output_of, plain, table
from detente.kernel.errors import InputError
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from detente.ledger.keys import VerifierKey

witness = typer.Typer(help="Witnesses: cosigning logs, and asking for cosignatures.", no_args_is_help=True)
MAX_KEYS_BYTES = 1_000_000

WitnessArgument = Annotated[Path, typer.Argument(metavar="DIR", help="The witness's folder.")]


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.add_typer(witness, name="witness")


@witness.command("init")
def init(
    context: typer.Context,
    folder: WitnessArgument,
    name: Annotated[
        str, typer.Option("--name", metavar="NAME", help="Below which its keys stand, for ever.")
    ],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Make a witness that stands alone: keys, and a memory that must never be copied back."""
    from detente.node.clock import machine_clock
    from detente.node.lone_witness import create_lone_witness, open_lone_witness

    create_lone_witness(folder, name, secrets.token_bytes)
    made = open_lone_witness(folder, os.environ, machine_clock)
    with closing(made.store):
        lines = _policy_lines([signer.key for signer in made.signers], "")
    output_of(context).result(
        {"folder": str(folder), "policy": [*lines]},
        plain(f"A witness is in {folder}.", "bold green"),
        plain(f"Its keys, as policies list them: detente witness show {folder} --lines --url ADDRESS"),
        plain(f"Next: detente witness add {folder} KEYS.txt, then detente witness serve {folder}"),
    )


@witness.command("add")
def add(
    context: typer.Context,
    folder: WitnessArgument,
    keys: Annotated[
        list[Path] | None, typer.Argument(metavar="KEYS", help="A state's public/keys.txt.")
    ] = None,
    key: Annotated[
        list[str] | None, typer.Option("--key", metavar="VKEY", help="The key of a log, as text.")
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Watch these logs from now on. A log is never struck off again: coming back it could have forked."""
    from detente.ledger.keys import Purpose, parse_vkey
    from detente.node.lone_witness import add_logs

    given = [parse_vkey(text, purpose=Purpose.LOG) for text in key or []]
    fresh = add_logs(folder, [*given, *(one for path in keys or [] for one in _log_keys(path))])
    names: list[Json] = [one.name for one in fresh]
    output_of(context).result(
        {"added": names}, *(plain(f"Watched from now on: {one.name} ({one.key.suite.name})") for one in fresh)
    )


@witness.command("serve")
def serve(
    context: typer.Context,
    folder: WitnessArgument,
    host: HostOption = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="Port to listen on; 0: any that is free.")
    ] = 8100,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Cosign what is submitted (C2SP tlog-witness), until stopped with Ctrl-C."""
    from detente.node.clock import machine_clock
    from detente.node.lone_witness import open_lone_witness
    from detente.web.witness import build_witness_app

    output = output_of(context)
    at_work = open_lone_witness(folder, os.environ, machine_clock)
    with closing(at_work.store), listening(host, port) as listener:
        address = address_of(listener)
        if output.as_json:
            output.result({"address": address})
        output.say(f"[bold green]●[/] {at_work.signers[0].key.name}: {address}  [dim](Ctrl-C stops)[/]")
        serve_until_stopped(build_witness_app(lambda: at_work), listener, {})
        output.say("Stopped; everything is kept.")


@witness.command("show")
def show(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="The folder of a witness, or of a node.")],
    lines: Annotated[bool, typer.Option("--lines", help="Only its keys, as lines of a policy.")] = False,
    url: Annotated[
        str, typer.Option("--url", metavar="ADDRESS", help="In those lines, where checkpoints are submitted.")
    ] = "",
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Its keys, what it has cosigned last of each log, and what it has refused to."""
    from detente.kernel.instants import format_instant
    from detente.node.storage.database import from_seconds
    from detente.node.witness import WitnessStore

    keys, memory = _witness_in(folder)
    listed = _policy_lines(keys, url)
    if lines:
        output_of(context).result([*listed], *(plain(line) for line in listed))
        return
    with closing(WitnessStore(memory)) as store:
        held, suspects = store.all(), store.suspects()
    shown = table("Log", "Entries", "Cosigned at", "Refused")
    value: list[Json] = []
    for origin, one in held:
        refused = sum(suspect.origin == origin for suspect in suspects)
        at = format_instant(from_seconds(one.seconds))
        shown.add_row(plain(origin), str(one.size), at, str(refused))
        value.append({"origin": origin, "size": one.size, "cosigned_at": at, "refused": refused})
    output_of(context).result(
        {"policy": [*listed], "logs": value},
        *(plain(f"{key.name}  {key.key.suite.name}  {key.key.key_id[:16]}") for key in keys),
        *([shown] if held else []),
    )


@witness.command("policy")
def policy(
    context: typer.Context,
    folder: FolderArgument,
    file: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The new policy (C2SP tlog-policy).")
    ] = None,
    agreement: Annotated[
        str, typer.Option("--agreement", metavar="ID", help="For this agreement alone; else for all others.")
    ] = "",
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Say whose cosignatures this node asks for; without FILE, whether its newest checkpoint has them."""
    from detente.kernel.identifiers import AgreementId
    from detente.ledger.cosignatures import verify_cosignatures
    from detente.ledger.policy import MAX_POLICY_BYTES
    from detente.node.keyring import history_of_state
    from detente.node.policies import policy_of, set_policy
    from detente.node.published import open_published

    output, under = output_of(context), AgreementId(agreement) if agreement else None
    with node_at(folder) as (node, _at):
        if file is not None:
            set_policy(node, under, read_file(file, MAX_POLICY_BYTES))
        found = policy_of(node, under)
        if found is None:
            raise InputError("no-policy", "No witness is asked for.", "Give a FILE with a policy.")
        own = history_of_state(node, node.settings.state).newest
        checkpoint = open_published(node.files_of(node.settings.state), own).checkpoint
    cosigned = verify_cosignatures(checkpoint.note, found.keys)
    answer = found.satisfied(one.key for one in cosigned)
    by = found.existed_by(cosigned)
    size = checkpoint.checkpoint.size
    reasons = [output.text(reason.sentence) for reason in answer.reasons]
    output.result(
        {
            "satisfied": answer.satisfied,
            "size": size,
            "counted": [*answer.counted],
            "reasons": [*reasons],
            "existed_by": by.isoformat() if by else None,
        },
        plain(
            f"Checkpoint of {size} entries: {'a quorum has cosigned' if answer.satisfied else 'no quorum yet'}.",
            "bold green" if answer.satisfied else "bold yellow",
        ),
        *(plain(f"  {reason}") for reason in reasons),
    )


@witness.command("ask")
def ask(
    context: typer.Context,
    folder: FolderArgument,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Submit the node's newest checkpoint to every witness whose turn it is, and show how it stands with each."""
    from detente.node.witnessing import collect_cosignatures, list_witnesses

    output = output_of(context)
    with node_at(folder, writable=True) as (node, at):
        came = collect_cosignatures(node, at)
        standing = list_witnesses(node)
    shown = table("Witness", "Keys", "Entries", "Trouble")
    value: list[Json] = []
    for one in standing:
        shown.add_row(plain(one.url), str(len(one.keys)), str(one.size), plain(one.trouble))
        value.append({"url": one.url, "size": one.size, "trouble": one.trouble})
    output.result({"cosignatures": came, "witnesses": value}, shown)


def _witness_in(folder: Path) -> tuple[list[VerifierKey], Path]:
    from detente.node.clock import machine_clock
    from detente.node.logstore import WITNESS_STORE
    from detente.node.lone_witness import MEMORY, is_lone_witness, open_lone_witness

    if is_lone_witness(folder):
        at_work = open_lone_witness(folder, os.environ, machine_clock)
        with closing(at_work.store):
            return [signer.key for signer in at_work.signers], folder / MEMORY
    with node_at(folder) as (node, _at):
        return [signer.key for signer in node.keys.witness], folder / WITNESS_STORE


def _policy_lines(keys: list[VerifierKey], url: str) -> list[str]:
    """One witness's keys and the group in which any one of them is enough."""
    from detente.ledger.keys import format_vkey

    if not keys:
        return []
    lines = [f"witness {key.name} {format_vkey(key)} {url}".rstrip() for key in keys]
    return [*lines, f"group {keys[0].name}/any any {' '.join(key.name for key in keys)}"]


def _log_keys(path: Path) -> list[VerifierKey]:
    from detente.ledger.directory import parse_directory

    try:
        text = read_file(path, MAX_KEYS_BYTES).decode("utf-8")
    except UnicodeDecodeError:
        raise InputError("keys-not-utf8", f"{path} is not UTF-8 text.", "Give a list of keys.") from None
    return [key for state in parse_directory(text) for key in state.log]
