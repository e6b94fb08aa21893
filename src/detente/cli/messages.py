"""``detente message send``, ``list`` and ``show``: the register of messages; drafting is in ``drafts.py``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import drafts as draft_commands
from detente.cli.draftviews import show_draft_of, show_drafts
from detente.cli.nodes import ActorOption, FolderArgument, actor_named, node_at
from detente.cli.output import Json, JsonOption, LanguageOption, Output, output_of, plain, table
from detente.kernel.identifiers import Reference
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

    from detente.node.deliveries import Delivery
    from detente.node.messages import MessageRow, MessageView
    from detente.node.node import Node

messages = typer.Typer(help="Write, check, release, send and read messages.", no_args_is_help=True)

ReferenceArgument = Annotated[
    str, typer.Argument(metavar="REFERENCE", help="Such as SH96/KZ/2024/0007/EX/O.")
]


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands, and those that draft, into the command line."""
    draft_commands.add_to(messages)
    messages.command("send")(send)
    messages.command("list")(list_)
    messages.command("show")(show)
    messages.command("attach")(attach)
    messages.command("file")(file_)
    app.add_typer(messages, name="message")


def send(
    context: typer.Context,
    folder: FolderArgument,
    reference: ReferenceArgument,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Register a released message in the log, where the other states find it."""
    from detente.node.release import send_message

    output = output_of(context)
    with node_at(folder, writable=True) as (node, at):
        place = send_message(node, actor_named(node, actor, at), Reference(reference), at)
    output.result(
        {"reference": reference, "stage": "sent", "index": place},
        plain(f"{reference} is sent; number {place} in the log.", "green"),
    )


# --- Reading --------------------------------------------------------------------------------------


def list_(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    drafts: Annotated[bool, typer.Option("--drafts", help="Drafts instead of the register.")] = False,
    words: Annotated[
        str, typer.Option("--words", help="Only those whose title or number contains this.")
    ] = "",
    page: Annotated[int, typer.Option("--page", min=1, help="Which page.")] = 1,
    size: Annotated[int, typer.Option("--size", min=1, max=1000, help="Messages on a page.")] = 50,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """The register, newest first; or the drafts."""
    from detente.node.drafts import list_drafts
    from detente.node.messages import MessageFilter, list_messages

    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        if drafts:
            show_drafts(output, list_drafts(node, who))
            return
        found = list_messages(node, who, MessageFilter(words=words), page, size)
    shown = table("Reference", "Title", "From", "Stage", "Origin", ">No.", "Known")
    for row in found.rows:
        shown.add_row(
            row.reference,
            plain(row.title),
            row.sender,
            row.stage,
            row.origin,
            "" if row.log_index is None else str(row.log_index),
            f"{row.known_at:%Y-%m-%d %H:%M}",
        )
    last = (page - 1) * size + len(found.rows)
    output.result(
        {"total": found.total, "page": page, "messages": [_row_json(row) for row in found.rows]},
        shown if found.rows else plain("No messages."),
        plain(f"{last} of {found.total}", "dim") if found.rows else plain(""),
    )


def show(
    context: typer.Context,
    folder: FolderArgument,
    reference: Annotated[
        str, typer.Argument(metavar="REFERENCE|N", help="A message, or the number of a draft.")
    ],
    evidence: Annotated[
        Path | None,
        typer.Option("--evidence", metavar="FILE", help="Also write the message's evidence there."),
    ] = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """A message as it is printed, with its thread and its place in the log; or a draft."""
    from detente.node.deliveries import deliveries_of
    from detente.node.messages import export_evidence, show_message

    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        if reference.isdecimal():
            show_draft_of(output, node, who, int(reference))
            return
        view = show_message(node, who, Reference(reference))
        if evidence is not None:
            evidence.write_bytes(export_evidence(node, who, Reference(reference)))
        _show_message(output, node, view)
        if view.row.log_index is not None:
            _show_deliveries(output, deliveries_of(node, who, Reference(reference)))
    if evidence is not None:
        output.say(f"Evidence: {evidence}; check it with: detente verify {evidence} --keys KEYS.TXT")


def attach(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    draft: Annotated[int, typer.Argument(metavar="N", help="The number of the draft.")],
    item: Annotated[str, typer.Argument(metavar="ITEM", help="The item that the file belongs to.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file.")],
    media_type: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Its media type; otherwise by its name.")
    ] = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Attach a file of any size to a draft. It is sealed and sent with the message."""
    from mimetypes import guess_type

    from detente.node.attachments import attach_file
    from detente.node.filestore import pieces_at

    output = output_of(context)
    kind = media_type or guess_type(file.name)[0] or "application/octet-stream"
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        revision = attach_file(node, who, draft, item, file.name, kind, pieces_at(file), at)
    output.result(
        {"draft": draft, "item": item, "name": file.name, "type": kind, "revision": revision},
        plain(f"{file.name} is attached to draft {draft}.", "green"),
    )


def file_(
    context: typer.Context,
    folder: FolderArgument,
    reference: ReferenceArgument,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The file's name, or the beginning of its SHA-256.")
    ],
    to: Annotated[Path, typer.Option("--to", metavar="FILE", help="Where to write it; must be new.")],
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Write a file that came with a message, once its hash is seen to be the one that the message names."""
    from detente.kernel.errors import InputError
    from detente.node.attachments import attachments_of, open_attachment
    from detente.node.durable import disk_errors

    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        named = attachments_of(node, who, Reference(reference))
        chosen = [one for one in named if one.name == name or one.sha256.startswith(name)]
        if len(chosen) != 1:
            known = ", ".join(f"{one.name} ({one.sha256[:8]})" for one in named) or "none"
            raise InputError("no-file", f"{name} names no one file of the message.", f"Its files: {known}.")
        _, pieces = open_attachment(node, who, Reference(reference), chosen[0].sha256)
        with disk_errors(to), to.open("xb") as file:
            try:
                for piece in pieces:
                    file.write(piece)
            except BaseException:
                to.unlink()
                raise
    output.result(
        {"file": str(to), "name": chosen[0].name, "size": chosen[0].size, "sha256": chosen[0].sha256},
        plain(f"Written: {to} ({chosen[0].size:,} bytes)", "green"),
    )


def _show_message(output: Output, node: Node, view: MessageView) -> None:
    from detente.messages.codec import document_to_json
    from detente.messages.numbered import format_numbered

    if output.as_json:
        output.result({**_row_json(view.row), "document": document_to_json(view.document)})
        return
    agreement = node.agreement(view.document.agreement)
    output.raw(format_numbered(view.document, agreement, node.vocabulary, output.language))
    place = "not sent yet" if view.row.log_index is None else f"number {view.row.log_index}"
    output.result(None, plain(f"In the log of {view.row.sender}: {place}", "dim"))
    if len(view.thread) > 1:
        thread = ", ".join(row.reference for row in view.thread)
        output.result(None, plain(f"Thread: {thread}", "dim"))


def _show_deliveries(output: Output, deliveries: Sequence[Delivery]) -> None:
    if output.as_json:
        return
    for one in deliveries:
        said = [f"{told.answer.value} {told.issued_at:%Y-%m-%d %H:%M}Z" for told in one.answers]
        if one.held_at is not None:
            said.insert(0, f"held since {one.held_at:%Y-%m-%d %H:%M}Z")
        if one.closed:
            said.insert(0, "not sealed to it yet")
        output.result(None, plain(f"{one.state}: {', '.join(said) or 'no receipt yet'}", "dim"))


def _row_json(row: MessageRow) -> dict[str, Json]:
    from detente.kernel.instants import format_instant

    return {
        "id": row.id,
        "reference": row.reference,
        "title": row.title,
        "agreement": row.agreement,
        "format": row.format,
        "kind": row.kind,
        "from": row.sender,
        "stage": row.stage,
        "origin": row.origin,
        "index": row.log_index,
        "issued_at": format_instant(row.issued_at),
        "known_at": format_instant(row.known_at),
    }
