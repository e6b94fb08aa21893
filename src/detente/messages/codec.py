"""Documents and drafts as JSON objects, and back (docs/spec/document.md)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import cast

from detente.agreements.model import MessageKind
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import PartialDate, format_instant, parse_instant, parse_partial_date
from detente.kernel.states import parse_state_or_invented
from detente.messages import codec_wording as wording
from detente.messages.document import Audience, Document, Draft, JsonValue, Origin, OriginKind
from detente.messages.items.files import attachments_in
from detente.messages.items.texts import LANGUAGE_CODE
from detente.messages.members import Members
from detente.messages.references import format_reference, matter_of, parse_matter, parse_reference
from detente.messages.wording import MEND_EACH, kind_word

VERSION = 1

_DOCUMENT = (
    "v",
    "agreement",
    "format",
    "reference",
    "matter",
    "from",
    "to",
    "kind",
    "refers_to",
    "issued_at",
    "language",
    "audience",
    "origin",
    "content",
    "attachments",
)
_DRAFT_REQUIRED = ("v", "agreement", "format", "from", "to", "kind", "language", "content")
_DRAFT_OPTIONAL = ("matter", "refers_to", "audience", "origin")
_IDENTIFIER = re.compile(r"[a-z0-9]+([.-][a-z0-9]+)*", re.A)
_IDENTIFIER_LIMIT = 80
_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f-\x9f]{1,2000}")


def document_to_json(document: Document) -> dict[str, JsonValue]:
    """The JSON object that is made canonical and signed."""
    return {
        "v": VERSION,
        "agreement": document.agreement,
        "format": document.format,
        "reference": document.reference,
        "matter": document.matter,
        "from": document.sender,
        "to": list(document.to),
        "kind": document.kind.value,
        "refers_to": list(document.refers_to),
        "issued_at": format_instant(document.issued_at),
        "language": document.language,
        "audience": document.audience.value,
        "origin": _origin_to_json(document.origin),
        "content": dict(document.content),
        "attachments": [dict(attachment) for attachment in document.attachments],
    }


def document_from_json(value: JsonValue) -> Document:
    """A document of unknown descent; whether its content fits its format is for ``validate`` to say.

    Raises:
        InputError: its structure is wrong; it carries every fault found.
    """
    members = _members(value)
    members.refuse_others(_DOCUMENT)
    members.require("audience", "origin")
    kind, content = _check_common(members)
    sender = _check_addressees(members)
    _check_thread(members, kind, sender)
    members.take_parsed("issued_at", parse_instant)
    _check_attachments(members, content)
    _refuse(members)
    return document_from_stored(value)


def document_from_stored(value: JsonValue) -> Document:
    """A document this node checked before it stored it: read without checking again."""
    known = cast("dict[str, str]", value)
    lists = cast("dict[str, list[str]]", value)
    objects = cast("dict[str, dict[str, JsonValue]]", value)
    return Document(
        agreement=AgreementId(known["agreement"]),
        format=FormatId(known["format"]),
        reference=Reference(known["reference"]),
        matter=MatterId(known["matter"]),
        sender=StateCode(known["from"]),
        to=cast("tuple[StateCode, ...]", tuple(lists["to"])),
        kind=MessageKind(known["kind"]),
        refers_to=cast("tuple[Reference, ...]", tuple(lists["refers_to"])),
        issued_at=datetime.fromisoformat(known["issued_at"]),
        language=known["language"],
        audience=Audience(known["audience"]),
        origin=_origin_from_stored(objects["origin"]),
        content=objects["content"],
        attachments=cast("tuple[Mapping[str, JsonValue], ...]", tuple(lists["attachments"])),
    )


def draft_to_json(draft: Draft) -> dict[str, JsonValue]:
    """A draft as it is stored and as command files hold it."""
    written: dict[str, JsonValue] = {
        "v": VERSION,
        "agreement": draft.agreement,
        "format": draft.format,
        "from": draft.sender,
        "to": list(draft.to),
        "kind": draft.kind.value,
        "refers_to": list(draft.refers_to),
        "language": draft.language,
        "audience": draft.audience.value,
        "origin": _origin_to_json(draft.origin),
        "content": dict(draft.content),
    }
    return written if draft.matter is None else {**written, "matter": draft.matter}


def draft_from_json(value: JsonValue) -> Draft:
    """A draft; what is written in it may still be wrong, its structure may not.

    ``matter``, ``refers_to``, ``audience`` and ``origin`` may be absent; ``to`` may come in any order.

    Raises:
        InputError: its structure is wrong; it carries every fault found.
    """
    members = _members(value)
    members.refuse_others((*_DRAFT_REQUIRED, *_DRAFT_OPTIONAL))
    _check_common(members)
    members.take_parsed("from", parse_state_or_invented)
    to = members.take_all_parsed("to", parse_state_or_invented)
    if members.has("matter"):
        members.take_parsed("matter", parse_matter)
    if members.has("refers_to"):
        members.take_all_parsed("refers_to", _check_reference)
    _refuse(members)
    known = cast("dict[str, str]", value)
    objects = cast("dict[str, dict[str, JsonValue]]", value)
    return Draft(
        agreement=AgreementId(known["agreement"]),
        format=FormatId(known["format"]),
        sender=StateCode(known["from"]),
        to=tuple(sorted(set(to or ()))),
        kind=MessageKind(known["kind"]),
        content=objects["content"],
        language=known["language"],
        matter=MatterId(known["matter"]) if "matter" in known else None,
        refers_to=cast("tuple[Reference, ...]", tuple(known.get("refers_to", ()))),
        audience=Audience(known.get("audience", Audience.PARTIES)),
        origin=_origin_from_stored(objects["origin"]) if "origin" in objects else Origin(),
    )


def _members(value: JsonValue) -> Members:
    if not isinstance(value, dict):
        raise wording.NO_OBJECT.error()
    return Members(value)


def _refuse(members: Members) -> None:
    if members.faults:
        raise InputError("structure", wording.STRUCTURE, MEND_EACH, members.faults)


def _check_common(members: Members) -> tuple[MessageKind | None, dict[str, JsonValue] | None]:
    """What documents and drafts have in common; gives kind and content."""
    _check_version(members)
    members.take_parsed("agreement", _check_identifier)
    members.take_parsed("format", _check_identifier)
    members.take_parsed("language", _check_language)
    if members.has("audience"):
        members.take_kind("audience", Audience)
    if members.has("origin"):
        _check_origin(members)
    return members.take_kind("kind", MessageKind), members.take_object("content")


def _check_version(members: Members) -> None:
    version = members.take_whole("v")
    if version is not None and version != VERSION:
        members.faults.append(wording.VERSION_UNKNOWN.at("v", version=str(version), known=str(VERSION)))


def _check_origin(members: Members) -> None:
    value = members.take_object("origin")
    if value is None:
        return
    origin = Members(value, "origin")
    kind = origin.take_kind("kind", OriginKind)
    reconstructed = kind in (None, OriginKind.RECONSTRUCTED)
    origin.refuse_others(("kind", "sources", "told_on") if reconstructed else ("kind",))
    if reconstructed and origin.has("sources"):
        sources = origin.take_all_parsed("sources", _check_address)
        if sources is not None and (not sources or len(set(sources)) < len(sources)):
            origin.faults.append(wording.SOURCES_REPEATED.at("origin.sources"))
    if reconstructed and origin.has("told_on"):
        origin.take_parsed("told_on", parse_partial_date)
    members.faults += origin.faults


def _check_addressees(members: Members) -> StateCode | None:
    """``to``, in order and without the sender; gives the sender."""
    sender = members.take_parsed("from", parse_state_or_invented)
    to = members.take_all_parsed("to", parse_state_or_invented)
    if to is None:
        return sender
    if not to:
        members.faults.append(wording.TO_EMPTY.at("to"))
    if list(to) != sorted(set(to)):
        members.faults.append(wording.TO_UNSORTED.at("to", sorted=", ".join(sorted(set(to)))))
    if sender in to:
        members.faults.append(wording.TO_SENDER.at("to", state=sender))
    return sender


def _check_thread(members: Members, kind: MessageKind | None, sender: StateCode | None) -> None:
    """The reference against sender, matter and kind, and the references it builds on."""
    matter = members.take_parsed("matter", parse_matter)
    parts = members.take_parsed("reference", parse_reference)
    refers_to = members.take_all_parsed("refers_to", _check_reference)
    if parts is None or matter is None or refers_to is None or kind is None or sender is None:
        return
    reference = format_reference(parts)
    if parts.state != sender:
        members.faults.append(wording.REFERENCE_SENDER.at("reference", state=parts.state, sender=sender))
    if matter_of(reference) != matter:
        members.faults.append(wording.REFERENCE_MATTER.at("reference", matter=matter))
    if parts.kind is not kind:
        members.faults.append(wording.REFERENCE_KIND.at("reference", mark=parts.mark, kind=kind_word(kind)))
    if len(set(refers_to)) < len(refers_to) or reference in refers_to:
        members.faults.append(wording.REFERS_REPEATED.at("refers_to"))
    opens = kind in (MessageKind.ORIGINAL, MessageKind.NIL)
    if not opens and all(matter_of(one) != matter for one in refers_to):
        members.faults.append(wording.REFERS_NOWHERE.at("refers_to", kind=kind_word(kind)))


def _check_attachments(members: Members, content: dict[str, JsonValue] | None) -> None:
    attachments = members.take_list("attachments")
    if attachments is None or content is None:
        return
    if attachments != [dict(one) for one in attachments_in(content)]:
        members.faults.append(wording.ATTACHMENTS_DIFFER.at("attachments"))


def _check_identifier(text: str) -> str:
    if len(text) > _IDENTIFIER_LIMIT or not _IDENTIFIER.fullmatch(text):
        raise wording.IDENTIFIER.error(value=text[:_IDENTIFIER_LIMIT])
    return text


def _check_language(text: str) -> str:
    if not LANGUAGE_CODE.fullmatch(text):
        raise wording.LANGUAGE.error(value=text[:40])
    return text


def _check_address(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise wording.ADDRESS.error(value=text[:80])
    return text


def _check_reference(text: str) -> Reference:
    return format_reference(parse_reference(text))


def _origin_to_json(origin: Origin) -> dict[str, JsonValue]:
    written: dict[str, JsonValue] = {"kind": origin.kind.value}
    if origin.sources:
        written["sources"] = list(origin.sources)
    if origin.told_on is not None:
        written["told_on"] = origin.told_on.text
    return written


def _origin_from_stored(value: Mapping[str, JsonValue]) -> Origin:
    kind = OriginKind(cast("str", value["kind"]))
    if kind is not OriginKind.RECONSTRUCTED:
        return Origin(kind)
    told_on = cast("str | None", value.get("told_on"))
    return Origin(
        kind,
        tuple(cast("list[str]", value.get("sources", ()))),
        None if told_on is None else PartialDate(told_on),
    )
