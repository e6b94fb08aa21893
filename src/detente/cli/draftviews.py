"""What a command prints of drafts: one item by item, all of them, their faults, and what they would mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from detente.cli import draft_words as words
from detente.cli.output import FOUND, Json, Output, fault_json, fault_line, plain, table
from detente.kernel.errors import Fault, Severity

if TYPE_CHECKING:
    from detente.assessment.preview import Preview
    from detente.messages.document import JsonValue
    from detente.node.actors import Actor
    from detente.node.drafts import DraftView
    from detente.node.node import Node


def show_draft_of(output: Output, node: Node, actor: Actor, number: int) -> None:
    """Print one draft, item by item."""
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
    """A value in as few signs as tell it; what is nested stays JSON."""
    import json

    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(str(one) for one in value)
    if isinstance(value, dict) and all(isinstance(one, str) for one in value.values()):
        return "\n".join(f"{name}: {one}" for name, one in value.items())
    return json.dumps(value, ensure_ascii=False)


def show_drafts(output: Output, views: list[DraftView]) -> None:
    """Print the drafts that are not released yet."""
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


def show_preview(output: Output, node: Node, preview: Preview) -> None:
    """Print what a message would mean, a line a finding."""
    from detente.assessment.wording import finding_sentence

    for foreseen in preview.foreseen:
        agreement = node.agreement(foreseen.finding.agreement)
        output.result(
            None, plain(f"  · {output.text(finding_sentence(foreseen.finding, agreement, node.vocabulary))}")
        )


def has_errors(faults: list[Fault]) -> bool:
    """Whether one of the faults keeps the draft from being submitted."""
    return any(fault.severity is Severity.ERROR for fault in faults)


def report_faults(output: Output, number: int, faults: list[Fault], stage: str) -> None:
    """Print a draft's faults; leave with 1 where one is an error."""
    errors = sum(fault.severity is Severity.ERROR for fault in faults)
    if errors:
        verdict = plain(output.text(words.HAS_FAULTS.fill(number=str(number), errors=errors)), "bold red")
    else:
        verdict = plain(output.text(words.COMPLETE[stage].fill(number=str(number))), "green")
    output.result(
        {"draft": number, "stage": stage, "faults": [fault_json(fault, output) for fault in faults]},
        *(fault_line(fault, output) for fault in faults),
        verdict,
    )
    if errors:
        raise typer.Exit(FOUND)
