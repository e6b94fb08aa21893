"""Next year's return on forces begun from the last one, so that only what has changed is typed."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, select

from detente.agreements.model import Format, ItemType, MessageKind, Purpose
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId, Reference
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.messages.document import JsonValue
from detente.node.actors import Actor, Right, require
from detente.node.drafts import start_draft
from detente.node.forces import tells_of_forces
from detente.node.node import Node
from detente.node.storage.documents import stored_document
from detente.node.storage.schema import message

_AS_OF = "return.as-of"
_LEAP_DAY = "02-29"


@dataclass(frozen=True, slots=True)
class LastReturn:
    """The newest return of this state in one format, to begin the next from."""

    agreement: AgreementId
    format: FormatId
    reference: Reference


def last_returns(node: Node, actor: Actor) -> list[LastReturn]:
    """Of each format for returns on forces under the agreements in use, what the next can be begun from.

    Raises:
        NotAllowed: the actor may not draft.
    """
    require(actor, Right.DRAFT)
    found = []
    with node.reading() as connection:
        for agreement in node.in_use.values():
            for form in agreement.formats.values():
                if form.purpose is Purpose.INFORMATION_RETURN and tells_of_forces(form):
                    reference = _newest(connection, agreement.id, form.id)
                    if reference is not None:
                        found.append(LastReturn(agreement.id, form.id, reference))
    return found


def begin_again(
    node: Node, actor: Actor, agreement_id: AgreementId, format_id: FormatId, at: Instant, language: str
) -> int:
    """Begin the next return with all that the last one says, a year later; files are left out.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: no such agreement or format, or this state has sent no return in it.
    """
    require(actor, Right.DRAFT)
    form = node.agreement(agreement_id).formats.get(format_id)
    with node.reading() as connection:
        reference = _newest(connection, agreement_id, format_id)
        if form is None or reference is None:
            raise InputError("no-return", _NONE, _BEGIN_NEW)
        last = stored_document(connection, reference)
    content = {item: value for item, value in last.content.items() if item not in _files(form)}
    for item in form.items:
        if item.fact == _AS_OF and item.id in content:
            content[item.id] = _a_year_later(content[item.id])
    return start_draft(node, actor, agreement_id, format_id, at, content=content, language=language)


def _newest(connection: Connection, agreement: AgreementId, form: FormatId) -> Reference | None:
    """The last version of the last return that was sent and not taken back, but for those that say “no change”."""
    query = (
        select(message.c.reference, message.c.matter, message.c.kind)
        .where(
            message.c.own,
            message.c.agreement == agreement,
            message.c.format == form,
            message.c.kind != MessageKind.NIL.value,
            message.c.log_index.is_not(None),
        )
        .order_by(message.c.matter.desc(), message.c.log_index.desc())
    )
    seen: set[str] = set()
    for row in connection.execute(query):
        if row.matter not in seen and row.kind != MessageKind.CANCELLATION.value:
            return Reference(row.reference)
        seen.add(row.matter)
    return None


def _files(form: Format) -> frozenset[str]:
    return frozenset(item.id for item in form.items if item.type is ItemType.ATTACHMENT)


def _a_year_later(as_of: JsonValue) -> JsonValue:
    if not isinstance(as_of, str):
        return as_of
    year, rest = as_of[:4], as_of[4:]
    return f"{int(year) + 1:04}{rest.replace(_LEAP_DAY, '02-28')}"


_NONE = Text(
    "No return has been sent in this format from which the next could be begun.",
    "По этой форме ещё не отправлялись сведения, с которых можно начать следующие.",
    "尚未按此格式发出通报，无法据以起草下一份。",
)
_BEGIN_NEW = Text("Begin a new one.", "Начните новые сведения.", "请新建一份。")
