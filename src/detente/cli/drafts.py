"""``detente message new``, ``edit``, ``check``, ``submit`` and ``release``: from a file to a signed message.

How it is done, and who may: docs/how-to/write-a-message.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from detente.cli import draft_words as words
from detente.cli.draftfiles import Written, parse_items, read_written
from detente.cli.draftviews import has_errors, report_faults, show_preview
from detente.cli.nodes import ActorOption, FolderArgument, actor_named, node_at
from detente.cli.output import JsonOption, LanguageOption, output_of, plain
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.languages import Language
from detente.kernel.states import parse_state

if TYPE_CHECKING:
    from detente.agreements.model import MessageKind
    from detente.kernel.instants import Instant
    from detente.node.actors import Actor
    from detente.node.node import Node

NumberArgument = Annotated[int, typer.Argument(metavar="N", help="The draft's number.")]
FileOption = Annotated[
    Path | None, typer.Option("--file", metavar="FILE", help="JSON, YAML, or numbered text.")
]
ToOption = Annotated[
    str | None, typer.Option("--to", metavar="KZ,RU", help="Addressees; otherwise those of the format.")
]
ItemOption = Annotated[
    list[str] | None,
    typer.Option("--item", metavar="ID=VALUE", help="One item; the value is JSON, or a word."),
]


def add_to(group: typer.Typer) -> None:
    """Put this topic's commands into the group of messages."""
    group.command("new")(new)
    group.command("edit")(edit)
    group.command("check")(check)
    group.command("submit")(submit)
    group.command("release")(release)


def new(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    file: FileOption = None,
    agreement: Annotated[
        str | None, typer.Option("--agreement", metavar="ID", help="Under which agreement.")
    ] = None,
    format_: Annotated[
        str | None, typer.Option("--format", metavar="ID", help="In which of its formats.")
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", help="amendment, correction or cancellation, with --of; or nil.")
    ] = None,
    of: Annotated[
        list[str] | None,
        typer.Option("--of", metavar="REFERENCE", help="The message it changes or refers to."),
    ] = None,
    to: ToOption = None,
    item: ItemOption = None,
    submit_too: Annotated[bool, typer.Option("--submit", help="Submit it for release at once.")] = False,
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
        given = Written(
            agreement=AgreementId(agreement) if agreement else None,
            format=FormatId(format_) if format_ else None,
            kind=_kind(kind) if kind else None,
            of=tuple(Reference(one) for one in of or []),
            to=_states(to),
            content=parse_items(item or []),
        )
        number = _start(node, who, _over_file(node, given, file), at)
        faults = check_draft(node, who, number, at)
        submitting = submit_too and not has_errors(faults)
        if submitting:
            submit_draft(node, who, number, at)
    report_faults(output, number, faults, "submitted" if submitting else "draft")


def edit(  # noqa: PLR0913, PLR0917 - options of a command
    context: typer.Context,
    folder: FolderArgument,
    number: NumberArgument,
    file: FileOption = None,
    to: ToOption = None,
    item: ItemOption = None,
    actor: ActorOption = None,
    json: JsonOption = False,
    lang: LanguageOption = Language.EN,
) -> None:
    """Change items of a draft; --item id=null takes one out. A submitted draft becomes a draft again.

    Options go before the file. Exit 1 where the draft has faults; it is kept all the same.
    """
    from detente.node.drafts import check_draft, save_draft, show_draft

    output = output_of(context)
    with node_at(folder) as (node, at):
        who = actor_named(node, actor, at)
        view = show_draft(node, who, number)
        given = _over_file(node, Written(to=_states(to), content=parse_items(item or [])), file)
        changed = {**view.draft.content, **given.content}
        kept = {name: value for name, value in changed.items() if value is not None}
        addressees = view.draft.to if given.to is None else given.to
        save_draft(node, who, number, view.revision, at, content=kept, to=addressees)
        faults = check_draft(node, who, number, at)
    report_faults(output, number, faults, "draft")


def _over_file(node: Node, given: Written, file: Path | None) -> Written:
    """What the options said, over what the file says."""
    if file is None:
        return given
    base = read_written(file, node.agreements, node.vocabulary)
    return Written(
        agreement=given.agreement or base.agreement,
        format=given.format or base.format,
        kind=given.kind or base.kind,
        of=given.of or base.of,
        to=base.to if given.to is None else given.to,
        language=base.language,
        content={**base.content, **given.content},
    )


def _states(text: str | None) -> tuple[StateCode, ...] | None:
    return None if text is None else tuple(parse_state(one.strip()) for one in text.split(","))


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
        nil=written.kind is MessageKind.NIL,
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
    content = {**begun.draft.content, **written.content}
    save_draft(node, actor, number, begun.revision, at, content=content, to=written.to or begun.draft.to)
    return number


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
        if not output.as_json and not has_errors(faults):
            show_preview(output, node, preview_draft(node, who, view.draft, at))
    report_faults(output, number, faults, view.stage)


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
    from detente.node.release import release_draft

    output = output_of(context)
    with node_at(folder, writable=send_too) as (node, at):
        who = actor_named(node, actor, at)
        reference = release_draft(node, who, number, at)
        place = _send_released(node, who, reference, at) if send_too else None
    output.result(
        {"reference": reference, "stage": "released" if place is None else "sent", "index": place},
        plain(reference, "bold"),
        plain("Released." if place is None else f"Released and sent; number {place} in the log.", "green"),
    )


def _send_released(node: Node, actor: Actor, reference: Reference, at: Instant) -> int:
    """Where the machine refuses, the error says what was done already."""
    from detente.node.release import send_message

    try:
        return send_message(node, actor, reference, at)
    except OperatorError as problem:
        message = words.RELEASED_ONLY.fill(reference=reference, problem=problem.message)
        mend = words.SEND_LATER.fill(mend=problem.mend, reference=reference)
        raise OperatorError(problem.code, message, mend, problem.faults) from problem
