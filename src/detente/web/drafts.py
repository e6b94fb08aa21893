"""New messages: choose a format, fill in its form, see what it would mean, submit, release."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Format, MessageKind
from detente.assessment.finding import FindingState
from detente.assessment.preview import Preview
from detente.kernel.errors import Fault, InputError, Severity
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Language, Text
from detente.messages.document import Document, Draft, JsonValue
from detente.messages.freeze import freeze
from detente.messages.numbered import format_numbered
from detente.messages.wording import kind_word
from detente.node.actors import Right
from detente.node.drafts import (
    DraftView,
    faults_of,
    list_drafts,
    preview_draft,
    save_draft,
    show_draft,
    start_draft,
    submit_draft,
)
from detente.node.release import release_draft
from detente.node.visit_remarks import remarks_on_draft
from detente.web import urls
from detente.web.attachments import FileField, file_fields
from detente.web.desk import Desk, Visit, go_to
from detente.web.findings import FindingView, rank, view_finding
from detente.web.forms.blocks import Form
from detente.web.forms.form import Pressed, asked_of, build_form, press, read_form, withheld
from detente.web.forms.setting import Setting
from detente.web.frame import Frame
from detente.web.notice import Notice, build_notice
from detente.web.preferences import keep_choice, read_choice

#: The form's id: the switches of language and ground send it along.
FORM_ID = "draft"


@dataclass(frozen=True, slots=True)
class DraftLine:
    """A draft in a list."""

    view: DraftView
    agreement: Text
    format: Text
    stage: Text


@dataclass(frozen=True, slots=True)
class Formats:
    """The formats a state may begin a message in, under one agreement it is party to."""

    agreement: Agreement
    formats: tuple[Format, ...]


@dataclass(frozen=True, slots=True)
class DraftsPage:
    """Open drafts, and what a new message may be."""

    frame: Frame
    drafts: tuple[DraftLine, ...]
    choices: tuple[Formats, ...]
    may_draft: bool


@dataclass(frozen=True, slots=True)
class Addressee:
    """A party that the message may go to."""

    state: StateCode
    name: Text
    chosen: bool


@dataclass(frozen=True, slots=True)
class Foreseen:
    """A finding as it would be if the message were told now."""

    finding: FindingView
    in_time: bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftPage:
    """One draft. ``form`` is empty of faults until it is checked; ``errors`` counts what stands against submitting.

    ``notice`` and ``printed`` (the text in each language) are there once nothing is left to mend. ``conflict``
    says that another person saved meanwhile. ``remarks``: what is worth knowing besides what is foreseen.
    ``second``: the reader may not release what the reader wrote. ``large``: too large to be printed on the page;
    ``files``: it can be filled in by spreadsheet.
    """

    frame: Frame
    view: DraftView
    agreement: Agreement
    format: Format
    kind: Text
    stage: Text
    form: Form
    addressees: tuple[Addressee, ...]
    checked: bool
    errors: int
    foreseen: tuple[Foreseen, ...]
    remarks: tuple[Text, ...]
    notice: Notice | None
    printed: tuple[tuple[Language, str], ...]
    large: bool
    files: bool
    file_fields: tuple[FileField, ...]
    may_draft: bool
    may_release: bool
    second: bool
    conflict: InputError | None


def routes(desk: Desk) -> list[BaseRoute]:
    """Open drafts, one draft."""
    return [
        desk.route(urls.DRAFTS, show_drafts),
        desk.route(urls.DRAFTS, begin, methods=["POST"]),
        desk.route(urls.DRAFT, show_one),
        desk.route(urls.DRAFT, change, methods=["POST"]),
    ]


def show_drafts(visit: Visit) -> Response:
    """What waits, and what can be begun."""
    drafts = list_drafts(visit.node, visit.actor)
    may_draft = visit.actor.may(Right.DRAFT)
    page = DraftsPage(
        frame=visit.frame(urls.DRAFTS),
        drafts=tuple(draft_line(visit, view) for view in drafts),
        choices=_choices(visit) if may_draft else (),
        may_draft=may_draft,
    )
    return visit.show("drafts/drafts.html", page)


def draft_line(visit: Visit, view: DraftView) -> DraftLine:
    """A draft with its words."""
    agreement = visit.node.agreement(view.draft.agreement)
    return DraftLine(
        view, agreement.short_title, agreement.formats[view.draft.format].title, STAGES[view.stage]
    )


def begin(visit: Visit) -> Response:
    """Start an original message, or one that there is nothing to report, and show its form."""
    nil = visit.fields.one("nil")
    agreement, _, message_format = (nil or visit.fields.one("format")).partition("/")
    number = start_draft(
        visit.node,
        visit.actor,
        AgreementId(agreement),
        FormatId(message_format),
        visit.at,
        language=visit.language.value,
        nil=bool(nil),
    )
    return go_to(urls.draft(number))


def show_one(visit: Visit) -> Response:
    """The form, what the message would mean, and how it would be printed."""
    view = show_draft(visit.node, visit.actor, visit.request.path_params["number"])
    if view.reference is not None:
        return go_to(urls.message(view.reference))
    return _show(visit, view, checked=bool(visit.asked("checked")), blank=visit.asked("blank") or None)


def change(visit: Visit) -> Response:
    """Keep what was typed, then do what the button says."""
    number: int = visit.request.path_params["number"]
    does = visit.fields.one("do")
    if does == "release":
        return go_to(urls.message(release_draft(visit.node, visit.actor, number, visit.at)))
    view = show_draft(visit.node, visit.actor, number)
    if view.reference is not None:
        return go_to(urls.message(view.reference))
    pressed = press(does, visit.fields)
    draft = _typed(visit, view, pressed)
    try:
        _save(visit, view, draft)
    except InputError as conflict:
        if conflict.code != "draft-changed":
            raise
        latest = show_draft(visit.node, visit.actor, number)
        return _show(visit, replace(latest, draft=draft), checked=True, conflict=conflict, status=409)
    return _after(visit, number, does, pressed, draft)


def _after(visit: Visit, number: int, does: str, pressed: Pressed, draft: Draft) -> Response:
    if does == "submit" and not _errors(faults_of(visit.node, draft, visit.at)):
        submit_draft(visit.node, visit.actor, number, visit.at)
        return go_to(urls.draft(number))
    checked = "1" if does in ("check", "submit") or visit.fields.one("checked") else None
    place = urls.with_query(urls.draft(number), checked=checked, blank=pressed.blank)
    response = go_to(f"{place}#{pressed.blank}" if pressed.blank else place)
    keep_choice(response, read_choice(visit.fields), secure=visit.request.url.scheme == "https")
    return response


def _typed(visit: Visit, view: DraftView, pressed: Pressed) -> Draft:
    message_format = visit.node.agreement(view.draft.agreement).formats[view.draft.format]
    content: dict[str, JsonValue] = {
        **read_form(asked_of(message_format, view.draft.kind), pressed.fields),
        **withheld(message_format, view.draft.content),
    }
    to = tuple(StateCode(code) for code in sorted(set(pressed.fields.all("to"))))
    return replace(view.draft, content=content, to=to)


def _save(visit: Visit, view: DraftView, draft: Draft) -> None:
    revision = visit.fields.one("revision")
    known = int(revision) if revision.isascii() and revision.isdecimal() else -1
    if draft == view.draft:
        return  # sent twice, by the script and by a button: nobody's words are lost
    save_draft(visit.node, visit.actor, view.id, known, visit.at, content=draft.content, to=draft.to)


def _show(
    visit: Visit,
    view: DraftView,
    *,
    checked: bool,
    blank: str | None = None,
    conflict: InputError | None = None,
    status: int = 200,
) -> Response:
    agreement = visit.node.agreement(view.draft.agreement)
    message_format = agreement.formats[view.draft.format]
    faults = faults_of(visit.node, view.draft, visit.at)
    errors = _errors(faults)
    large = bool(withheld(message_format, view.draft.content))
    document = _as_if_released(agreement, view.draft, visit.at)
    setting = Setting(
        agreement=agreement, vocabulary=visit.node.vocabulary, writing=view.draft.language, blank=blank
    )
    may_draft = visit.actor.may(Right.DRAFT)
    preview = preview_draft(visit.node, visit.actor, view.draft, visit.at)
    page = DraftPage(
        frame=visit.frame(urls.DRAFTS, kept_by=FORM_ID if may_draft else None),
        view=view,
        agreement=agreement,
        format=message_format,
        kind=kind_word(view.draft.kind),
        stage=STAGES[view.stage],
        form=build_form(
            asked_of(message_format, view.draft.kind), view.draft.content, faults if checked else (), setting
        ),
        addressees=_addressees(visit, agreement, view.draft),
        checked=checked,
        errors=errors,
        foreseen=_foreseen(visit, preview),
        remarks=remarks_on_draft(visit.node, visit.actor, view.draft, preview.about, visit.at),
        notice=None if errors else build_notice(document, agreement, visit.node.vocabulary, visit.language),
        printed=() if errors or large else _printed(visit, document, agreement),
        large=large,
        files=view.draft.kind is not MessageKind.NIL,
        file_fields=file_fields(message_format, view.draft) if may_draft else (),
        may_draft=may_draft,
        may_release=visit.actor.may(Right.RELEASE) and view.stage == "submitted",
        second=visit.node.settings.two_person_release
        and visit.actor.name in (view.changed_by, view.submitted_by),
        conflict=conflict,
    )
    return visit.show("drafts/draft.html", page, status)


def _errors(faults: list[Fault]) -> int:
    return sum(fault.severity is Severity.ERROR for fault in faults)


def _addressees(visit: Visit, agreement: Agreement, draft: Draft) -> tuple[Addressee, ...]:
    return tuple(
        Addressee(state, agreement.state_name(state), state in draft.to)
        for state in agreement.states()
        if state != draft.sender
    )


def _foreseen(visit: Visit, preview: Preview) -> tuple[Foreseen, ...]:
    """What applies first; provisions that do not apply are shown where a threshold says how far they are."""
    views = [
        Foreseen(
            view_finding(visit.node, one.finding),
            None if one.time_left is None else one.time_left.total_seconds() >= 0,
        )
        for one in preview.foreseen
        if one.finding.state is not FindingState.NOT_TRIGGERED or one.finding.margins
    ]
    return tuple(sorted(views, key=lambda one: rank(one.finding.state)))


def _as_if_released(agreement: Agreement, draft: Draft, at: Instant) -> Document:
    """The document as it would be; the places of numbers not given yet hold a mark."""
    topic = agreement.formats[draft.format].topic
    matter = draft.matter or MatterId(f"{agreement.code}/{draft.sender}/{at.year:04}/…/{topic}")
    return freeze(draft, Reference(f"{matter}/…"), matter, at)


def _printed(visit: Visit, document: Document, agreement: Agreement) -> tuple[tuple[Language, str], ...]:
    return tuple(
        (language, format_numbered(document, agreement, visit.node.vocabulary, language))
        for language in Language
    )


def _choices(visit: Visit) -> tuple[Formats, ...]:
    state = visit.node.settings.state
    return tuple(
        Formats(agreement, formats)
        for agreement in visit.node.in_use.values()
        if agreement.party(state) is not None and (formats := _originals(agreement))
    )


def _originals(agreement: Agreement) -> tuple[Format, ...]:
    """Formats that begin a matter of their own and answer no earlier message."""
    return tuple(
        one
        for one in agreement.formats.values()
        if one.own_matter and not one.requires and MessageKind.ORIGINAL in one.kinds
    )


STAGES = {
    "draft": Text("draft", "черновик", "草稿"),
    "submitted": Text("waits for release", "ожидает утверждения", "待签发"),
    "released": Text("released", "утверждено", "已签发"),
}
