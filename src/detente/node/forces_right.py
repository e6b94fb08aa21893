"""Who may see what a state told: the ``disclose`` provisions of an agreement, held against whose node this is.

A node belongs to one state, and whoever is signed in sees as that state. What an agreement gives to its parties is
hidden at the node of a state that is none: all but its own messages, those told while it was a party, and those to
which consent was told.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, or_, select, true

from detente.agreements.model import Agreement, Disclose
from detente.assessment.disclosing import DisclosureAnswer, may_disclose, may_make_public, may_see_of
from detente.assessment.finding import Answer
from detente.assessment.scope import is_party
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.messages.document import Audience
from detente.messages.references import matter_of
from detente.node.actors import Actor, NotAllowed, require
from detente.node.actors import Right as RoleRight
from detente.node.clock import node_clock
from detente.node.node import Node
from detente.node.storage.database import from_seconds
from detente.node.storage.record import SqlRecord
from detente.node.storage.schema import message
from detente.record.matters import host_of


@dataclass(frozen=True, slots=True)
class Right:
    """Whether something may be seen, why, and by which provision (None: none is about it)."""

    allowed: bool
    reason: Text
    agreement: Agreement
    provision: Disclose | None

    @property
    def article(self) -> str | None:
        """The article that says so."""
        return self.provision.article if self.provision else None


def may_see(
    node: Node, actor: Actor, state: StateCode, agreement: AgreementId, at: Instant | None = None
) -> Right:
    """Whether this actor may see what a state tells under an agreement, all of it and without anybody's consent.

    ``at`` None: now, by the node's clock.

    Raises:
        NotAllowed: the actor may not read at all.
        InputError: this node carries no such agreement.
    """
    require(actor, RoleRight.READ)
    known = node.agreement(agreement)
    answer = may_see_of(known, state, node.settings.state, frozenset(known.formats), _now(node, at))
    return _right(known, answer)


def may_see_message(
    node: Node, connection: Connection, actor: Actor, reference: Reference, at: Instant | None = None
) -> Right:
    """Whether this actor may see one message: as a party, or since consent to it was told.

    Raises:
        NotAllowed: the actor may not read at all.
        InputError: its agreement is not known here.
    """
    require(actor, RoleRight.READ)
    known = _agreement_of(node, reference)
    answer = _answer(node, connection, known, reference, _now(node, at))
    return _right(known, answer)


def require_message(
    node: Node, connection: Connection, actor: Actor, reference: Reference, at: Instant | None = None
) -> None:
    """Let the actor see a message, or not.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
    """
    right = may_see_message(node, connection, actor, reference, at)
    if not right.allowed:
        raise refusal(right, host_of(matter_of(reference)))


def require_state(
    node: Node, actor: Actor, state: StateCode, agreement: AgreementId, at: Instant | None = None
) -> None:
    """Let the actor see everything a state tells under an agreement, or not.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: this node carries no such agreement.
    """
    right = may_see(node, actor, state, agreement, at)
    if not right.allowed:
        raise refusal(right, state)


def closed_agreements(node: Node, at: Instant | None = None) -> frozenset[AgreementId]:
    """The agreements whose messages this state may not see as a party: it is none, or no longer."""
    own, now = node.settings.state, _now(node, at)
    return frozenset(
        name
        for name, one in node.agreements.items()
        if _guards(one) and ((party := one.party(own)) is None or not is_party(party, now))
    )


def visible(node: Node, connection: Connection, at: Instant | None = None) -> ColumnElement[bool]:
    """The condition on ``message`` that leaves out what this state may not see."""
    closed = closed_agreements(node, at)
    if not closed:
        return true()
    own, now = node.settings.state, _now(node, at)
    query = select(message.c.reference, message.c.agreement).where(
        message.c.agreement.in_(closed), message.c.sender != own
    )
    shown = [
        row.reference
        for row in connection.execute(query)
        if _answer(node, connection, node.agreement(row.agreement), row.reference, now).answer is Answer.YES
    ]
    return or_(
        message.c.agreement.not_in(closed),
        message.c.sender == own,
        and_(message.c.reference.in_(shown)),
    )


def under_open(node: Node, agreement: ColumnElement[str], at: Instant | None = None) -> ColumnElement[bool]:
    """The condition on a column of agreements that leaves out those whose messages this state may not see."""
    closed = closed_agreements(node, at)
    return agreement.not_in(closed) if closed else true()


def all_visible(
    node: Node, connection: Connection, references: Iterable[Reference], at: Instant | None = None
) -> bool:
    """Whether this state may see every one of these messages."""
    now = _now(node, at)
    return all(
        _answer(node, connection, _agreement_of(node, one), one, now).answer is Answer.YES
        for one in references
    )


def refuse_public(agreement: Agreement, form: FormatId, audience: Audience) -> None:
    """Keep a message from being made public where its agreement asks for consents that nobody can have given yet.

    Raises:
        InputError: it may not be public.
    """
    if audience is not Audience.PUBLIC:
        return
    answer = may_make_public(agreement, form)
    if answer.answer is not Answer.YES and answer.provision is not None:
        raise InputError(
            "not-public",
            _NOT_PUBLIC.fill(agreement=agreement.short_title, article=answer.provision.article),
            _TELL_PARTIES,
        )


def refusal(right: Right, state: StateCode) -> NotAllowed:
    """What is said where something may not be seen."""
    agreement = right.agreement
    place = _ARTICLE.fill(article=right.article) if right.article else _NO_ARTICLE
    what = _REFUSED.fill(state=agreement.state_name(state), agreement=agreement.short_title, article=place)
    return NotAllowed("not-entitled", _joined(what, right.reason), _ASK_CONSENT)


def _answer(
    node: Node, connection: Connection, known: Agreement, reference: Reference, at: Instant
) -> DisclosureAnswer:
    own, owner, forms = node.settings.state, host_of(matter_of(reference)), frozenset(known.formats)
    answer = may_see_of(known, owner, own, forms, at)
    if answer.answer is Answer.YES:
        return answer
    told = connection.execute(
        select(message.c.registered_from).where(message.c.reference == reference)
    ).scalar()
    if (
        told is not None
        and (then := may_see_of(known, owner, own, forms, from_seconds(told))).answer is Answer.YES
    ):
        return then
    return may_disclose(known, SqlRecord(node, connection), reference, own, at)


def _agreement_of(node: Node, reference: Reference) -> Agreement:
    code = reference.partition("/")[0]
    found = next((one for one in node.agreements.values() if one.code == code), None)
    return found or node.agreement(AgreementId(code))


def _guards(agreement: Agreement) -> bool:
    return any(isinstance(one, Disclose) for one in agreement.provisions.values())


def _right(known: Agreement, answer: DisclosureAnswer) -> Right:
    return Right(answer.answer is Answer.YES, answer.reason, known, answer.provision)


def _now(node: Node, at: Instant | None) -> Instant:
    return node_clock(node.settings)() if at is None else at


def _joined(one: Text, other: Text) -> Text:
    return Text(f"{one.en} {other.en}", f"{one.ru} {other.ru}", f"{one.zh}{other.zh}")


_REFUSED = Text(
    "What {state} told under the {agreement} is not shown here ({article}).",
    "Сообщённое по соглашению «{agreement}» здесь не показывается: {state} ({article}).",
    "{state}依据{agreement}通报的内容在此不予显示（{article}）。",
)
_ARTICLE = Text("Article {article}", "статья {article}", "第{article}条")
_NO_ARTICLE = Text("no article provides for it", "ни одна статья этого не предусматривает", "条文未作规定")
_ASK_CONSENT = Text(
    "Ask for consent under that article; a message to which consent was told is then shown.",
    "Запросите согласие по этой статье; сообщение, на которое получено согласие, будет показано.",
    "请依该条文征求同意；获得同意的电文将予显示。",
)
_NOT_PUBLIC = Text(
    "Under the {agreement} this is told to the parties alone; making it public takes consent (Article {article}).",
    "По соглашению «{agreement}» это сообщается только участникам; для опубликования нужно согласие "
    "(статья {article}).",
    "依据{agreement}，该内容仅向缔约方通报；公开须经同意（第{article}条）。",
)
_TELL_PARTIES = Text(
    "Tell it to the parties first, then ask for consent to publish it.",
    "Сначала сообщите участникам, затем запросите согласие на опубликование.",
    "请先向缔约方通报，再就公开征求同意。",
)
