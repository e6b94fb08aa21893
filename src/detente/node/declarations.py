"""Sealed declarations at a node: committing to one, opening single units of it, and what others opened.

A whole declaration never leaves its node. It is kept in the folder ``declarations``, one file each by its root,
readable by the node's owner alone; who copies the node's folder copies it too.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from detente.agreements.model import Agreement, Format, Purpose
from detente.kernel.errors import InputError, OperatorError
from detente.kernel.identifiers import AgreementId, MatterId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.canonical import JsonValue, canonical_bytes, parse_canonical
from detente.ledger.declarations import (
    SECRET_BYTES,
    Commitment,
    DeclaredBy,
    Opening,
    SealedDeclaration,
    commit,
    open_units,
    smallest_size,
)
from detente.messages.document import Draft
from detente.messages.references import matter_of
from detente.node.actors import Actor, Right, require
from detente.node.drafts import faults_of, load_draft, refuse_faults, start_draft
from detente.node.durable import disk_errors, read_file, sync_path, write_whole
from detente.node.forces_right import all_visible, may_see, require_message
from detente.node.node import Node
from detente.node.storage.documents import known_messages
from detente.node.storage.schema import message
from detente.record.declarations import Declaration, fold_declaration
from detente.record.facts import (
    AS_OF,
    DECLARATION_COMMITMENT,
    DECLARATION_PLACE,
    DECLARATION_PROOF,
    DECLARATION_ROOT,
    DECLARATION_SALT,
    DECLARATION_SIZE,
    DECLARATION_UNIT,
    FORCES_UNITS,
    read_entries,
)

FOLDER = "declarations"
#: A whole declaration of the most units, with names in three languages.
MOST_BYTES = 1 << 26


@dataclass(frozen=True, slots=True)
class DeclarationView:
    """A declaration; ``kept``: the codes of its units, where it is ours and the actor may open some (None: not)."""

    declaration: Declaration
    kept: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Sealed:
    """What was committed to, and the draft of the message that tells it."""

    commitment: Commitment
    units: int
    draft: int


def can_seal(agreement: Agreement) -> bool:
    """Whether an agreement has forms for sealed declarations."""
    purposes = {form.purpose for form in agreement.formats.values()}
    return {Purpose.INFORMATION_COMMITMENT, Purpose.INFORMATION_OPENING} <= purposes


def places_for(node: Node, actor: Actor, draft_id: int) -> int:
    """The smallest number of places for the units in a draft; it tells the most of how many they are.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: the draft lists no units.
    """
    require(actor, Right.DRAFT)
    return smallest_size(len(_declared(node, load_draft(node, draft_id).draft)[1]))


def seal_declaration(node: Node, actor: Actor, draft_id: int, size: int, at: Instant) -> Sealed:
    """Commit to the units in a draft of a return, among so many places; the draft itself is not sent and stays.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: the draft lists no units or has faults, its agreement has no such form, or ``size`` does not do.
        OperatorError: the disk refuses.
    """
    require(actor, Right.DRAFT)
    draft = load_draft(node, draft_id).draft
    form = _form(node, draft.agreement, Purpose.INFORMATION_COMMITMENT)
    refuse_faults(faults_of(node, draft, at))
    as_of, units = _declared(node, draft)
    declaration = SealedDeclaration(
        by=DeclaredBy(node.settings.state, draft.agreement, as_of),
        size=size,
        secret=node.entropy(SECRET_BYTES),
        units=units,
    )
    commitment = commit(declaration)
    _keep(node, declaration, commitment)
    content: dict[str, JsonValue] = {
        _item(form, AS_OF): as_of,
        _item(form, DECLARATION_SIZE): commitment.size,
        _item(form, DECLARATION_ROOT): commitment.root,
    }
    number = start_draft(node, actor, draft.agreement, form.id, at, content=content)
    return Sealed(commitment, len(units), number)


def open_declared(
    node: Node, actor: Actor, reference: Reference, codes: Sequence[str], to: Sequence[StateCode], at: Instant
) -> list[int]:
    """Drafts of messages that each open one unit of an own declaration; returns their numbers.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: no such declaration of ours, or no such unit in it.
        OperatorError: the whole declaration is not kept here, or cannot be read.
    """
    require(actor, Right.DRAFT)
    known = show_declaration(node, actor, matter_of(reference), at).declaration
    if known.state != node.settings.state or known.commitment is None:
        raise InputError("no-declaration", _NOT_OURS.fill(reference=reference), _SEE_DECLARATIONS)
    form = _form(node, known.agreement, Purpose.INFORMATION_OPENING)
    opened = open_units(_kept(node, known.commitment), codes)
    return [
        start_draft(
            node,
            actor,
            known.agreement,
            form.id,
            at,
            content=_opening_content(form, known.reference, one),
            to=tuple(sorted(to)),
            refers_to=(known.reference,),
        )
        for one in opened.values()
    ]


def list_declarations(
    node: Node, actor: Actor, at: Instant, agreement: AgreementId | None = None
) -> list[Declaration]:
    """Every sealed declaration that may be seen, by agreement, state and number.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    found: list[Declaration] = []
    with node.reading() as connection:
        for one in node.in_use.values():
            if agreement in (None, one.id) and can_seal(one):
                found += _known(node, connection, _matters(connection, one))
        return [one for one in found if _may_see(node, connection, actor, one, at)]


def show_declaration(node: Node, actor: Actor, matter: MatterId, at: Instant) -> DeclarationView:
    """One sealed declaration with what was opened of it.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: this node knows no such declaration.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        found = _known(node, connection, [matter])
        if not found:
            raise InputError("no-declaration", _NONE.fill(matter=matter), _SEE_DECLARATIONS)
        require_message(node, connection, actor, found[0].reference, at)
    return DeclarationView(found[0], _codes_kept(node, actor, found[0]))


def _may_see(node: Node, connection: Connection, actor: Actor, known: Declaration, at: Instant) -> bool:
    if may_see(node, actor, known.state, known.agreement, at).allowed:
        return True
    return all_visible(node, connection, known.messages, at)


def _matters(connection: Connection, agreement: Agreement) -> list[MatterId]:
    forms = [one.id for one in agreement.formats.values() if one.purpose is Purpose.INFORMATION_COMMITMENT]
    query = select(message.c.matter).where(
        message.c.agreement == agreement.id, message.c.format.in_(forms), message.c.log_index.is_not(None)
    )
    return [
        MatterId(one) for one in connection.execute(query.distinct().order_by(message.c.matter)).scalars()
    ]


def _known(node: Node, connection: Connection, matters: Sequence[MatterId]) -> list[Declaration]:
    found = []
    for matter, told in known_messages(connection, matters).items():
        declaration = fold_declaration(matter, told, read_entries(told, node.formats))
        if declaration is not None:
            found.append(declaration)
    return found


def _codes_kept(node: Node, actor: Actor, known: Declaration) -> tuple[str, ...] | None:
    if known.state != node.settings.state or known.commitment is None or not actor.may(Right.DRAFT):
        return None
    if not _path(node, known.commitment.root).is_file():
        return None
    return tuple(_kept(node, known.commitment).units)


def _declared(node: Node, draft: Draft) -> tuple[str, dict[str, Mapping[str, JsonValue]]]:
    """The day and the units of a draft, as they stand in it."""
    form = node.agreement(draft.agreement).formats[draft.format]
    items = {item.fact: item.id for item in form.items if item.fact}
    as_of = draft.content.get(items.get(AS_OF, ""))
    rows = draft.content.get(items.get(FORCES_UNITS, ""))
    if not isinstance(as_of, str) or not isinstance(rows, list):
        raise InputError("no-units", _NO_UNITS, _DRAFT_RETURN)
    units = {str(row["unit"]): row for row in rows if isinstance(row, dict) and "unit" in row}
    return as_of, dict(units)


def _opening_content(form: Format, reference: Reference, opening: Opening) -> dict[str, JsonValue]:
    return {
        _item(form, DECLARATION_COMMITMENT): reference,
        _item(form, DECLARATION_UNIT): [dict(opening.unit)],
        _item(form, DECLARATION_SALT): opening.salt,
        _item(form, DECLARATION_PLACE): str(opening.place),
        _item(form, DECLARATION_PROOF): [{"hash": one} for one in opening.proof],
    }


def _form(node: Node, agreement: AgreementId, purpose: Purpose) -> Format:
    known = node.agreement(agreement)
    found = next((one for one in known.formats.values() if one.purpose is purpose), None)
    if found is None:
        raise InputError("no-sealing", _NO_FORM.fill(agreement=known.short_title), _DRAFT_RETURN)
    return found


def _item(form: Format, fact: str) -> str:
    found: Iterable[str] = (item.id for item in form.items if item.fact == fact)
    name = next(iter(found), None)
    if name is None:
        raise InputError("no-item", _NO_ITEM.fill(format=form.title, fact=fact), _MEND_PACK)
    return name


def _keep(node: Node, declaration: SealedDeclaration, commitment: Commitment) -> None:
    """Keep it whole and durably before anything is told of it."""
    by = declaration.by
    units: list[JsonValue] = [dict(one) for one in declaration.units.values()]
    value: JsonValue = {
        "v": 1,
        "state": by.state,
        "agreement": by.agreement,
        "as_of": by.as_of,
        "size": declaration.size,
        "secret": declaration.secret.hex(),
        "units": units,
    }
    path = _path(node, commitment.root)
    with disk_errors(path):
        path.parent.mkdir(mode=0o700, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            write_whole(descriptor, canonical_bytes(value, MOST_BYTES), 0)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
        sync_path(path.parent)


def _kept(node: Node, commitment: Commitment) -> SealedDeclaration:
    path = _path(node, commitment.root)
    data = read_file(path)
    if data is None:
        raise OperatorError("declaration-lost", _LOST.fill(path=str(path)), _FIND_COPY)
    match parse_canonical(data, MOST_BYTES):
        case {
            "state": str(state),
            "agreement": str(agreement),
            "as_of": str(as_of),
            "size": int(size),
            "secret": str(secret),
            "units": list(units),
        }:
            found = SealedDeclaration(
                by=DeclaredBy(StateCode(state), AgreementId(agreement), as_of),
                size=size,
                secret=bytes.fromhex(secret),
                units={str(row["unit"]): row for row in units if isinstance(row, dict)},
            )
            if commit(found) == commitment:
                return found
    raise OperatorError("declaration-lost", _LOST.fill(path=str(path)), _FIND_COPY)


def _path(node: Node, root: str) -> Path:
    return node.folder / FOLDER / f"{root}.json"


_NONE = Text(
    "This node knows no sealed declaration {matter}.",
    "Узлу не известна закрытая декларация {matter}.",
    "本节点没有封存申报 {matter}。",
)
_NOT_OURS = Text(
    "{reference} is no sealed declaration of this state.",
    "{reference} — не закрытая декларация этого государства.",
    "{reference} 不是本国的封存申报。",
)
_SEE_DECLARATIONS = Text(
    "See the list of sealed declarations.", "Посмотрите список закрытых деклараций.", "请查看封存申报列表。"
)
_NO_UNITS = Text(
    "The draft holds no day for which it is true, or no units.",
    "В проекте нет даты, на которую верны сведения, или нет частей.",
    "草稿中没有资料截止日期或没有单位。",
)
_DRAFT_RETURN = Text(
    "Draft the return on structure first, then seal it.",
    "Сначала составьте проект сведений о структуре, затем закройте его.",
    "请先起草编成情况通报，再予封存。",
)
_NO_FORM = Text(
    "The {agreement} has no form for sealed declarations.",
    "В соглашении «{agreement}» нет формы закрытой декларации.",
    "{agreement}没有封存申报的格式。",
)
_NO_ITEM = Text(
    "The form “{format}” has no item for {fact}.",
    "В форме «{format}» нет позиции для {fact}.",
    "格式“{format}”中没有{fact}一项。",
)
_MEND_PACK = Text("Mend the pack.", "Исправьте пакет соглашения.", "请修正协定包。")
_LOST = Text(
    "The whole declaration is not kept here, or is not the one that was committed to: {path}.",
    "Полная декларация здесь не хранится или не совпадает с закреплённой: {path}.",
    "此处未保存完整申报，或与所承诺的不符：{path}。",
)
_FIND_COPY = Text(
    "Put back the file from a copy of the node's folder. Without it nothing can be opened.",
    "Верните файл из копии папки узла. Без него ничего раскрыть нельзя.",
    "请从节点文件夹的副本中恢复该文件；没有它便无法披露任何单位。",
)
