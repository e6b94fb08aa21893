"""``detente keys root`` and key statements: made and signed offline, published by the node."""

from __future__ import annotations

import secrets
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.files import read_file
from detente.cli.nodes import FolderArgument, node_at
from detente.cli.output import JsonOption, LanguageOption, output_of, plain
from detente.kernel.errors import InputError
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from detente.ledger.keystatement import KeyTrouble

root = typer.Typer(help="A state's root keys, which are kept offline.", no_args_is_help=True)

MAX_FILE_BYTES = 1 << 20
OutOption = Annotated[Path, typer.Option("--out", metavar="FILE", help="Where to write it.")]


def add_to(keys: typer.Typer) -> None:
    """Put these commands beside the other ones on keys."""
    keys.add_typer(root, name="root")
    keys.command("draft")(draft)
    keys.command("publish")(publish)


@root.command("init")
def init(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder, away from any network.")],
    name: Annotated[str, typer.Option("--name", help="Name of the keys, such as kz.example/root.")],
    count: Annotated[int, typer.Option("--keys", min=1, max=16, help="How many keys to make.")] = 3,
    threshold: Annotated[int, typer.Option("--threshold", min=1, help="How many must sign together.")] = 2,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Make root keys, one file for each holder, and root.txt, which says how many must sign."""
    from detente.ledger.keys import Ed25519Signer, Purpose
    from detente.node.signers import write_secret

    if threshold > count:
        raise InputError(
            "threshold", f"Of {count} keys {threshold} cannot sign.", "Give a smaller --threshold."
        )
    folder.mkdir(mode=0o700, parents=True)
    lines: list[str] = []
    for number in range(1, count + 1):
        signer = Ed25519Signer.from_seed(f"{name}-{number}", Purpose.ROOT, secrets.token_bytes(32))
        write_secret(folder / f"root-{number}.pem", signer.to_pem())
        lines.append(f"root {signer.vkey()}\n")
    (folder / "root.txt").write_text("".join(lines) + f"threshold {threshold}\n", encoding="utf-8")
    output_of(context).result(
        {"folder": str(folder), "keys": count, "threshold": threshold},
        plain(f"{count} root keys are in {folder}; {threshold} must sign together.", "bold green"),
        plain("Give each file root-N.pem to another person, and delete it here."),
        plain(f"Next: detente keys root adopt NODE {folder / 'root.txt'}"),
    )


@root.command("adopt")
def adopt(
    context: typer.Context,
    folder: FolderArgument,
    roots: Annotated[Path, typer.Argument(metavar="ROOT.TXT", help="As detente keys root init made it.")],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Let these root keys decide on the node's keys from now on. Give peers its public keys anew."""
    from detente.node.actors import operator
    from detente.node.keyring import adopt_root

    with node_at(folder, writable=True) as (node, at):
        first = adopt_root(node, operator(), _text(roots), at)
    output_of(context).result(
        {"keys": len(first.root), "threshold": first.threshold},
        plain(
            f"{first.threshold} of {len(first.root)} root keys now decide on this node's keys.", "bold green"
        ),
        plain(f"Give peers its public keys again: {folder / 'public' / 'keys.txt'}"),
    )


@root.command("sign")
def sign(
    context: typer.Context,
    statement: Annotated[
        Path, typer.Argument(metavar="STATEMENT", help="A statement, signed by others or not.")
    ],
    key: Annotated[Path, typer.Option("--key", metavar="PEM", help="A root key.")],
    name: Annotated[str, typer.Option("--name", help="The key's name.")] = "root",
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Add a root key's signature to a statement. Needs no node and no network."""
    from detente.kernel.errors import ProofError
    from detente.ledger.envelope import add_signature, peek_payload
    from detente.ledger.envelope import sign as sign_first
    from detente.ledger.keys import Purpose
    from detente.ledger.keystatement import KEYS_TYPE, parse_statement
    from detente.ledger.mldsa import signer_from_pem

    data = read_file(statement, MAX_FILE_BYTES)
    signer = signer_from_pem(name, Purpose.ROOT, read_file(key, MAX_FILE_BYTES))
    try:
        shown = parse_statement(peek_payload(data))
        signed = add_signature(data, signer, KEYS_TYPE, Purpose.ROOT)
    except ProofError:
        shown = parse_statement(data)
        signed = sign_first(data, KEYS_TYPE, [signer], Purpose.ROOT)
    statement.write_bytes(signed)
    output_of(context).result(
        {"number": shown.number, "state": shown.keys.state, "signed_by": signer.key.key.key_id},
        plain(f"Signed statement {shown.number} of {shown.keys.state}.", "bold green"),
    )


def draft(
    context: typer.Context,
    folder: FolderArgument,
    out: OutOption,
    new_root: Annotated[
        Path | None,
        typer.Option("--new-root", metavar="ROOT.TXT", help="Root keys in place of the present ones."),
    ] = None,
    revoke: Annotated[
        list[str] | None,
        typer.Option(
            "--revoke", metavar="KEY:INDEX", help="A key's fingerprint, revoked from that entry on."
        ),
    ] = None,
    suspect: Annotated[
        list[str] | None,
        typer.Option("--suspect", metavar="KEY:INDEX", help="The same for a key that is suspect."),
    ] = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Write the next statement of this node's keys, for the holders of its root keys to sign."""
    from detente.node.actors import operator
    from detente.node.keyring import draft_statement

    troubles = [_trouble(text, "revoked") for text in revoke or []]
    troubles += [_trouble(text, "suspect") for text in suspect or []]
    with node_at(folder) as (node, _at):
        roots = _text(new_root) if new_root else ""
        data = draft_statement(node, operator(), roots=roots, troubles=troubles)
    out.write_bytes(data)
    output_of(context).result(
        {"file": str(out)},
        plain(f"The statement is in {out}.", "bold green"),
        plain(f"Next, at each holder: detente keys root sign {out} --key root-N.pem"),
    )


def publish(
    context: typer.Context,
    folder: FolderArgument,
    statement: Annotated[
        Path, typer.Argument(metavar="STATEMENT", help="A statement that enough have signed.")
    ],
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Register a signed statement of keys in the node's log, where peers find it."""
    from detente.node.actors import operator
    from detente.node.keyring import publish_statement

    data = read_file(statement, MAX_FILE_BYTES)
    with node_at(folder, writable=True) as (node, at):
        index = publish_statement(node, operator(), data, at)
    output_of(context).result({"index": index}, plain(f"Registered, number {index}.", "bold green"))


def _text(path: Path) -> str:
    return read_file(path, MAX_FILE_BYTES).decode("utf-8", errors="replace")


def _trouble(text: str, standing: str) -> KeyTrouble:
    from detente.ledger.keystatement import KeyTrouble, Standing

    key_id, _, index = text.partition(":")
    if len(key_id) != 64 or not index.isdecimal():
        raise InputError(
            "key-trouble",
            f"“{text}” names no key and entry.",
            "Write the fingerprint of detente keys list --json, a colon, and the number of the entry.",
        )
    return KeyTrouble(key_id, Standing(standing), int(index))
