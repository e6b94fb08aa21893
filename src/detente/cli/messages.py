"""``detente message``: write, check, release, send and read messages (docs/how-to/write-a-message.md)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli.nodes import ActorOption, FolderArgument, actor_named, node_at
from detente.cli.output import (
    FOUND,
    Json,
    JsonOption,
    LanguageOption,
    Output,
    fault_json,
    fault_line,
    output_of,
    plain,
    table,
)
from detente.kernel.errors import Fault, InputError, Severity
from detente.kernel.identifiers import AgreementId, FormatId, Reference
from detente.kernel.languages import Language

if TYPE_CHECKING:
    from detente.agreements.model import MessageKind
    from detente.assessment.preview import Preview
    from detente.cli.draftfiles import Written
    from detente.kernel.instants import Instant
    from detente.messages.document import JsonValue
    from detente.node.actors import Actor
    from detente.node.drafts import DraftView
    from detente.node.messages import MessageRow, MessageView
    from detente.node.node import Node

messages = typer.Typer(help="Write, check, release, send and read messages.", no_args_is_help=True)

NumberArgument = Annotated[int, typer.Argument(metavar="N", help="The draft's number.")]
ReferenceArgument = Annotated[
    str, typer.Argument(metavar="REFERENCE", help="Such as SH96/KZ/2024/0007/EX/O.")
]


def add_to(app: typer.Typer) -> None:
    """Put this topic's commands into the command line."""
    app.add_typer(messages, name="message")


# --- Drafting -------------------------------------------------------------------------------------


@messages.command("new")
def new(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    file: Annotated[
        Path | None, typer.Option("--file", metavar="FILE", help="JSON, YAML, or numbered text.")
    ] = None,
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Under which agreement.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="ID", help="In which of its formats.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="amendment, correction or cancellation, with --of.")
    ] = None,
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="REFERENCE", help="The message it changes or refers to."),
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="KZ,RU", help="Addressees; otherwise those of the format.")
    ] = None,
    item: Annotated[
        list[str] | None,
        typer.Option("--item", metavar="ID=VALUE", help="One item; the value is JSON, or words."),
    ] = None,
    submit: Annotated[bool, typer.Option("--submit", help="Submit it for release at once.")] = False,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Begin a message, from a file or from options; prints the draft's number and its faults.

    Options go before the file. Exit 1 where the draft has faults; it is kept all the same.
    """
    from detente.node.drafts import check_draft, submit_draft

    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        written = _written(node, file, agreement, format_, kind, of or [], to, item or [])
        number = _start(node, who, written, at)
        faults = check_draft(node, who, number, at)
        if submit and not _has_errors(faults):
            submit_draft(node, who, number, at)
        submitted = submit and not _has_errors(faults)
    _report_faults(output, number, faults, "submitted" if submitted else "draft")


def _written(
    node: Node,
    file: Path | None,
    agreement: str | None,
    format_: str | None,
    kind: str | None,
    of: list[str],
    to: str | None,
    items: list[str],
) -> Written:
    """The file, with the options over it."""
    from detente.cli.draftfiles import Written, parse_items, read_written
    from detente.kernel.states import parse_state

    base = read_written(file, node.agreements, node.vocabulary) if file else Written()
    content = {**(base.content or {}), **parse_items(items)}
    return Written(
        agreement=AgreementId(agreement) if agreement else base.agreement,
        format=FormatId(format_) if format_ else base.format,
        kind=_kind(kind) if kind else base.kind,
        of=tuple(Reference(one) for one in of) or base.of,
        to=tuple(parse_state(one.strip()) for one in to.split(",")) if to else base.to,
        language=base.language,
        content=content,
    )


def _kind(text: str) -> MessageKind:
    from detente.agreements.model import MessageKind

    known = {one.value: one for one in MessageKind}
    if text not in known:
        raise typer.BadParameter(f"“{text}” is none of {', '.join(known)}.", param_hint="--kind")
    return known[text]


def _start(node: Node, actor: Actor, written: Written, at: Instant) -> int:
    from detente.agreements.model import MessageKind
    from detente.node.drafts import start_draft

    if written.kind in (MessageKind.AMENDMENT, MessageKind.CORRECTION, MessageKind.CANCELLATION):
        return _start_change(node, actor, written, written.kind, at)
    if written.agreement is None or written.format is None:
        raise InputError(
            "which-format",
            "It is not said under which agreement and in which format.",
            "Give --agreement and --format.",
        )
    return start_draft(
        node,
        actor,
        written.agreement,
        written.format,
        at,
        content=written.content,
        to=written.to,
        language=written.language,
        refers_to=written.of,
    )


def _start_change(node: Node, actor: Actor, written: Written, kind: MessageKind, at: Instant) -> int:
    """A change keeps what the earlier message said, but for the items given."""
    from detente.node.drafts import load_draft, save_draft, start_change

    if not written.of:
        raise InputError(
            "of-which", f"It is not said which message the {kind.value} is of.", "Give --of REFERENCE."
        )
    number = start_change(node, actor, written.of[0], kind, at)
    begun = load_draft(node, number)
    content = {**begun.draft.content, **(written.content or {})}
    save_draft(node, actor, number, begun.revision, at, content=content, to=written.to or begun.draft.to)
    return number


@messages.command("check")
def check(
    context: typer.Context,
    folder: FolderArgument,
    number: NumberArgument,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Every fault of a draft, by item, and what the message would mean if it were sent now. Exit 1 on errors."""
    from detente.node.drafts import check_draft, preview_draft, show_draft

    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        view = show_draft(node, who, number)
        faults = check_draft(node, who, number, at)
        if not output.as_json and not _has_errors(faults):
            _show_preview(output, node, preview_draft(node, who, view.draft, at))
    _report_faults(output, number, faults, view.stage)


@messages.command("submit")
def submit(
    context: typer.Context,
    folder: FolderArgument,
    number: NumberArgument,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Ask for a draft's release."""
    from detente.node.drafts import submit_draft

    output = output_of(context)
    with node_at(folder) as (node, at):
        submit_draft(node, actor_named(node, actor, at), number, at)
    output.result(
        {"draft": number, "stage": "submitted"},
        plain(f"Draft {number} is submitted; a second person releases it.", "green"),
    )


@messages.command("release")
def release(
    context: typer.Context,
    folder: FolderArgument,
    number: NumberArgument,
    send_too: Annotated[bool, typer.Option("--send", help="Send it at once.")] = False,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Approve a submitted draft: it is frozen, numbered and signed.

    With two-person release on, whoever drafted or submitted it cannot; name another with --actor.
    """
    from detente.node.release import release_draft, send_message

    output = output_of(context)
    with node_at(folder, writable=send_too) as (node, at):
        who = actor_named(node, actor, at)
        reference = release_draft(node, who, number, at)
        place = send_message(node, who, reference, at) if send_too else None
    output.result(
        {"reference": reference, "stage": "released" if place is None else "sent", "index": place},
        plain(reference, "bold"),
        plain("Released." if place is None else f"Released and sent; number {place} in the log.", "green"),
    )


@messages.command("send")
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


@messages.command("list")
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
            _show_drafts(output, list_drafts(node, who))
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


@messages.command("show")
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
    from detente.node.messages import export_evidence, show_message

    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        if reference.isdecimal():
            _show_draft(output, node, who, int(reference))
            return
        view = show_message(node, who, Reference(reference))
        if evidence is not None:
            evidence.write_bytes(export_evidence(node, who, Reference(reference)))
        _show_message(output, node, view)
    if evidence is not None:
        output.say(f"Evidence: {evidence}; check it with: detente verify {evidence} --keys KEYS.TXT")


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


def _show_draft(output: Output, node: Node, actor: Actor, number: int) -> None:
    from detente.messages.codec import draft_to_json
    from detente.node.drafts import show_draft

    view = show_draft(node, actor, number)
    message_format = node.agreement(view.draft.agreement).formats[view.draft.format]
    shown = table(">No.", "Item", "Value", title=f"Draft {number}: {view.title} ({view.stage})")
    for item in message_format.items:
        value = view.draft.content.get(item.id)
        shown.add_row(
            item.no, plain(output.text(item.label)), plain("" if value is None else _compact(value))
        )
    output.result({"draft": number, "stage": view.stage, **draft_to_json(view.draft)}, shown)


def _compact(value: JsonValue) -> str:
    import json as json_module

    if isinstance(value, dict) and value and all(isinstance(one, str) for one in value.values()):
        return "\n".join(str(one) for one in value.values())
    return json_module.dumps(value, ensure_ascii=False)


def _show_drafts(output: Output, views: list[DraftView]) -> None:
    shown = table(">No.", "Title", "Agreement", "Format", "Stage", "By", "Changed")
    for view in views:
        shown.add_row(
            str(view.id),
            plain(view.title),
            view.draft.agreement,
            view.draft.format,
            view.stage,
            plain(view.changed_by),
            f"{view.changed_at:%Y-%m-%d %H:%M}",
        )
    values: list[Json] = [
        {"draft": view.id, "title": view.title, "stage": view.stage, "changed_by": view.changed_by}
        for view in views
    ]
    output.result(values, shown if views else plain("No drafts."))


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


def _show_preview(output: Output, node: Node, preview: Preview) -> None:
    from detente.assessment.wording import finding_sentence

    for foreseen in preview.foreseen:
        agreement = node.agreement(foreseen.finding.agreement)
        output.result(
            None, plain(f"  · {output.text(finding_sentence(foreseen.finding, agreement, node.vocabulary))}")
        )


def _has_errors(faults: list[Fault]) -> bool:
    return any(fault.severity is Severity.ERROR for fault in faults)


def _report_faults(output: Output, number: int, faults: list[Fault], stage: str) -> None:
    """Print a draft's faults; leave with 1 where one is an error."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    if errors:
        verdict = plain(f"Draft {number} has faults: {errors}.", "bold red")
    else:
        verdict = plain(f"Draft {number} is complete ({stage}).", "green")
    output.result(
        {"draft": number, "stage": stage, "faults": [fault_json(fault, output) for fault in faults]},
        *(fault_line(fault, output) for fault in faults),
        verdict,
    )
    if errors:
        raise typer.Exit(FOUND)
