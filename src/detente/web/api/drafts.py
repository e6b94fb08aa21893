"""Drafts: begin, read, save, check, preview, submit and release."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal, cast

from fastapi import APIRouter, Path
from pydantic import Field, JsonValue

from detente.agreements.model import MessageKind
from detente.kernel.errors import Severity
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.messages import document as messages
from detente.messages.codec import draft_to_json
from detente.node import drafts as service
from detente.node import release as release_service
from detente.web.api import values as wire
from detente.web.api.caller import Signed
from detente.web.api.findings import Finding, finding_of
from detente.web.api.problems import FaultFound

Number = Annotated[int, Path(ge=1, le=wire.LARGEST)]
Content = dict[str, JsonValue]


class NewDraft(wire.Asked):
    """A message to begin. ``to`` null: the addressees of the format. ``refers_to``: what it answers.

    ``nil``: one that says that there is nothing to report, where the format knows such.
    """

    agreement: str
    format: str
    content: Annotated[Content, Field(default_factory=dict)]
    to: list[str] | None = None
    language: str = "en"
    refers_to: Annotated[list[str], Field(default_factory=list)]
    nil: bool = False


class SavedDraft(wire.Asked):
    """A draft as it is to be kept, whole; ``revision`` is the one that was read."""

    revision: Annotated[int, Field(ge=1, le=wire.LARGEST)]
    content: Content
    to: list[str]


class Begun(wire.Shape):
    """The number of a new draft; its revision is 1."""

    id: int


class Saved(wire.Shape):
    """The revision to give back when saving again."""

    id: int
    revision: int


class DraftLine(wire.Shape):
    """A draft in a list. ``reference`` is set once it is released."""

    id: int
    agreement: str
    format: str
    kind: MessageKind
    title: str
    stage: Literal["draft", "submitted", "released"]
    author: str
    changed_by: str
    changed_at: datetime
    submitted_by: str | None
    released_by: str | None
    reference: str | None
    revision: int


class Draft(wire.Shape):
    """One draft: what is known about it, and the draft itself (docs/spec/document.md)."""

    line: DraftLine
    draft: Content


class Checked(wire.Shape):
    """Every fault of a draft; with errors among them it cannot be submitted, with warnings it can."""

    submittable: bool
    faults: list[FaultFound]


class Foreseen(wire.Shape):
    """A finding as it would be. ``seconds_left`` until its deadline; negative: so late; null: no deadline."""

    finding: Finding
    seconds_left: int | None


class Previewed(wire.Shape):
    """What a draft would mean if it were sent at ``at``."""

    at: datetime
    foreseen: list[Foreseen]


class Submitted(wire.Shape):
    """A draft that waits for release."""

    id: int
    stage: Literal["submitted"]


class Released(wire.Shape):
    """The number the message received."""

    reference: str


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.get("/drafts")(list_drafts)
    router.post("/drafts", status_code=201)(start_draft)
    router.get("/drafts/{number}")(show_draft)
    router.put("/drafts/{number}")(save_draft)
    router.post("/drafts/{number}/check")(check_draft)
    router.post("/drafts/{number}/preview")(preview_draft)
    router.post("/drafts/{number}/submit")(submit_draft)
    router.post("/drafts/{number}/release")(release_draft)


def list_drafts(caller: Signed) -> list[DraftLine]:
    """All drafts that are not released, newest change first."""
    return [_line(one) for one in service.list_drafts(caller.node, caller.actor)]


def start_draft(caller: Signed, given: NewDraft) -> Begun:
    """Begin an original message; what is wrong with its content is said when it is checked."""
    number = service.start_draft(
        caller.node,
        caller.actor,
        AgreementId(given.agreement),
        FormatId(given.format),
        caller.at,
        content=_content(given.content),
        to=None if given.to is None else tuple(StateCode(one) for one in given.to),
        language=given.language,
        refers_to=tuple(Reference(one) for one in given.refers_to),
        nil=given.nil,
    )
    return Begun(id=number)


def show_draft(caller: Signed, number: Number) -> Draft:
    """One draft."""
    view = service.show_draft(caller.node, caller.actor, number)
    return Draft.of(view, line=_line(view), draft=draft_to_json(view.draft))


def save_draft(caller: Signed, number: Number, given: SavedDraft) -> Saved:
    """Keep a draft, right or wrong; 409 where someone saved meanwhile. A submitted one becomes a draft again."""
    revision = service.save_draft(
        caller.node,
        caller.actor,
        number,
        given.revision,
        caller.at,
        content=_content(given.content),
        to=tuple(StateCode(one) for one in given.to),
    )
    return Saved(id=number, revision=revision)


def check_draft(caller: Signed, number: Number) -> Checked:
    """Every fault, by item."""
    faults = service.check_draft(caller.node, caller.actor, number, caller.at)
    stopped = any(one.severity is Severity.ERROR for one in faults)
    return Checked(submittable=not stopped, faults=[FaultFound.of(one) for one in faults])


def preview_draft(caller: Signed, number: Number) -> Previewed:
    """What the message would mean: each provision, each threshold, each deadline."""
    draft = service.show_draft(caller.node, caller.actor, number).draft
    preview = service.preview_draft(caller.node, caller.actor, draft, caller.at)
    foreseen = [
        Foreseen(
            finding=finding_of(caller.node, one.finding),
            seconds_left=None if one.time_left is None else int(one.time_left.total_seconds()),
        )
        for one in preview.foreseen
    ]
    return Previewed(at=caller.at, foreseen=foreseen)


def submit_draft(caller: Signed, number: Number) -> Submitted:
    """Ask for release; 400 with every fault where it has errors."""
    service.submit_draft(caller.node, caller.actor, number, caller.at)
    return Submitted(id=number, stage="submitted")


def release_draft(caller: Signed, number: Number) -> Released:
    """Approve a submitted draft: it is frozen, numbered and signed. The second person does it."""
    return Released(reference=release_service.release_draft(caller.node, caller.actor, number, caller.at))


def _line(view: service.DraftView) -> DraftLine:
    draft = view.draft
    return DraftLine.of(view, agreement=draft.agreement, format=draft.format, kind=draft.kind)


def _content(given: Content) -> dict[str, messages.JsonValue]:
    """The same; the body was read without fractions."""
    return cast("dict[str, messages.JsonValue]", given)
