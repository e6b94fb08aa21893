"""What a state can do next about a visit, or about observers at its drill: the message, to whom, on what it builds.

Nothing is decided here that the packs do not say: a step is there where the agreement has a format for it, and
where it is this state that sends it. What is owed, and by when, the findings say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from detente.agreements.model import Addressees, Agreement, Format, Item, ItemType, MessageKind, Purpose
from detente.assessment.finding import Finding, FindingState
from detente.kernel.identifiers import FormatId, Reference, StateCode
from detente.kernel.instants import Instant, PartialDate
from detente.messages.document import Document, JsonValue
from detente.record import facts
from detente.record.activities import Activity, ActivityStatus, Invitation
from detente.record.visits import Visit, VisitStatus


class Act(StrEnum):
    """What is done."""

    INVITE = "invite"
    REPLY = "reply"
    TEAM = "team"
    PROGRAMME = "programme"
    CHANGE = "change"
    LOG = "log"
    REPORT = "report"
    AMEND = "amend"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """One message that could be sent next.

    ``kind`` amendment, correction or cancellation: it changes ``changes``, an own message. Otherwise it begins
    with ``content``, names ``refers_to`` and goes to ``to`` (None: to whom the format goes). ``owed``: the open
    finding it would meet.
    """

    act: Act
    format: Format
    kind: MessageKind = MessageKind.ORIGINAL
    changes: Reference | None = None
    refers_to: tuple[Reference, ...] = ()
    to: tuple[StateCode, ...] | None = None
    content: Mapping[str, JsonValue] | None = None
    owed: Finding | None = None

    @property
    def key(self) -> str:
        """What tells it apart among the steps of one matter."""
        return f"{self.act.value}:{self.format.id}"


def steps_of_visit(
    visit: Visit,
    status: VisitStatus,
    agreement: Agreement,
    state: StateCode,
    documents: Sequence[Document],
    findings: Iterable[Finding],
) -> tuple[NextStep, ...]:
    """What ``state`` can do about a visit. ``documents``: its messages, in the order they became known."""
    owed = _owed(findings, state)
    found: list[NextStep] = []
    for act, purpose in _PURPOSES.items():
        if status not in _WHILE[act] or state not in _senders(act, visit):
            continue
        for one in agreement.formats.values():
            if one.purpose is purpose and visit.format in one.requires:
                others = _receivers(act, visit, state)
                found += _steps(act, one, state, others, documents, _known(act, visit), owed)
    opening = agreement.formats.get(visit.format)
    if opening is not None and state == visit.owner and status in _CHANGEABLE:
        found += _of_own(opening, state, documents)
    return tuple(found)


def steps_of_drill(
    activity: Activity,
    agreement: Agreement,
    state: StateCode,
    documents: Sequence[Document],
    findings: Iterable[Finding],
) -> tuple[NextStep, ...]:
    """What ``state`` can do about observers at a drill: invite, reply, report."""
    if activity.status is ActivityStatus.CANCELLED:
        return ()
    owed = _owed(findings, state)
    found: list[NextStep] = []
    for one in agreement.formats.values():
        if one.purpose is Purpose.OBSERVATION_INVITATION and state == activity.host:
            found += _steps(Act.INVITE, one, state, (), documents, {}, owed)
        for invitation in activity.invitations if state != activity.host else ():
            if state in invitation.to:
                found += _answers(one, invitation, activity, state, documents, owed)
    return tuple(found)


def is_settled(step: NextStep) -> bool:
    """Whether it was done once already, and would be done again."""
    return step.kind is MessageKind.AMENDMENT


def _answers(
    one: Format,
    invitation: Invitation,
    activity: Activity,
    state: StateCode,
    documents: Sequence[Document],
    owed: Mapping[str, Finding],
) -> Iterator[NextStep]:
    act = {Purpose.OBSERVATION_REPLY: Act.REPLY, Purpose.OBSERVATION_REPORT: Act.REPORT}.get(one.purpose)
    accepted = any(reply.accepted for reply in invitation.replies if reply.state == state)
    if act is Act.REPLY or (act is Act.REPORT and accepted):
        about = [doc for doc in documents if _belongs(doc, invitation, state)]
        yield from _steps(act, one, state, (activity.host,), about, {}, owed, (invitation.reference,))


def _belongs(document: Document, invitation: Invitation, state: StateCode) -> bool:
    """Of several invitations each has its own answers; what is no answer of this state belongs to all."""
    return document.sender != state or invitation.reference in document.refers_to


def _steps(
    act: Act,
    one: Format,
    state: StateCode,
    others: tuple[StateCode, ...],
    documents: Sequence[Document],
    known: Mapping[str, object],
    owed: Mapping[str, Finding],
    first: tuple[Reference, ...] = (),
) -> Iterator[NextStep]:
    """The message in that format, or an amendment where this state has sent one already."""
    own = _newest(documents, one.id, state)
    finding = next((owed[step] for step in _FINDINGS.get(act, ()) if step in owed), None)
    if own is not None and MessageKind.AMENDMENT in one.kinds and act is not Act.INVITE:
        yield NextStep(act=act, format=one, kind=MessageKind.AMENDMENT, changes=own.reference, owed=finding)
        return
    refers_to = _required(one, documents, first)
    if refers_to is not None:
        yield NextStep(
            act=act,
            format=one,
            refers_to=refers_to,
            to=None if one.to is not Addressees.ONE or not others else others,
            content=_content(one, known),
            owed=finding,
        )


def _of_own(opening: Format, state: StateCode, documents: Sequence[Document]) -> Iterator[NextStep]:
    own = _newest(documents, opening.id, state)
    if own is None:
        return
    for act, kind in ((Act.AMEND, MessageKind.AMENDMENT), (Act.WITHDRAW, MessageKind.CANCELLATION)):
        if kind in opening.kinds:
            yield NextStep(act=act, format=opening, kind=kind, changes=own.reference)


def _required(
    one: Format, documents: Sequence[Document], first: tuple[Reference, ...]
) -> tuple[Reference, ...] | None:
    """The newest message in each format that must have been told before; None: one is not known."""
    found = list(first)
    told = {document.reference: document for document in documents}
    for wanted in one.requires:
        if any(reference in told and told[reference].format == wanted for reference in found):
            continue
        newest = [
            document
            for document in documents
            if document.format == wanted and document.kind is not MessageKind.CANCELLATION
        ]
        if not newest:
            return None
        found.append(newest[-1].reference)
    return tuple(found)


def _newest(documents: Sequence[Document], wanted: FormatId, state: StateCode) -> Document | None:
    """The newest of this state in that format, unless it was taken back."""
    own = [one for one in documents if one.format == wanted and one.sender == state]
    return own[-1] if own and own[-1].kind is not MessageKind.CANCELLATION else None


def _owed(findings: Iterable[Finding], state: StateCode) -> dict[str, Finding]:
    """The open findings of this state by step, the one due first of each."""
    found: dict[str, Finding] = {}
    for one in findings:
        is_open = one.bearer == state and one.state in _OPEN and one.due is not None
        first = found.get(one.step)
        if is_open and (first is None or (first.due and one.due and one.due < first.due)):
            found[one.step] = one
    return found


def _senders(act: Act, visit: Visit) -> Collection[StateCode]:
    match act:
        case Act.REPLY:
            return visit.asked
        case Act.TEAM:
            return visit.guests
        case Act.PROGRAMME:
            return visit.hosts
        case _:
            return visit.hosts + visit.guests


def _receivers(act: Act, visit: Visit, state: StateCode) -> tuple[StateCode, ...]:
    match act:
        case Act.REPLY:
            others: tuple[StateCode, ...] = (visit.owner,)
        case Act.TEAM:
            others = visit.hosts
        case Act.PROGRAMME:
            others = visit.guests
        case _:
            others = visit.hosts + visit.guests
    return tuple(one for one in others if one != state)


def _known(act: Act, visit: Visit) -> dict[str, object]:
    """What a message of that kind most likely repeats."""
    if act is Act.REPORT:
        return {
            facts.VISIT_ARRIVAL: visit.arrived.earliest if visit.arrived else visit.arrival,
            facts.VISIT_END: visit.end,
            facts.VISIT_TEAM: visit.team,
        }
    return {}


def _content(one: Format, known: Mapping[str, object]) -> dict[str, JsonValue]:
    found: dict[str, JsonValue] = {}
    for item in one.items:
        value = _fit(item, known.get(item.fact)) if item.fact else None
        if value is not None:
            found[item.id] = value
    return found


def _fit(item: Item, value: object) -> JsonValue:
    """The value in the form of the item; None where it does not fit."""
    match item.type, value:
        case ItemType.NUMBER, int():
            return value
        case ItemType.DATE, PartialDate():
            return value.text
        case ItemType.DATE, datetime():
            return value.astimezone(UTC).date().isoformat()
        case ItemType.INSTANT, datetime():
            return _machine(value)
        case _:
            return None


def _machine(instant: Instant) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_OPEN = frozenset({FindingState.DUE, FindingState.UPCOMING, FindingState.MISSED, FindingState.AVAILABLE})
_PURPOSES = {
    Act.REPLY: Purpose.VISIT_REPLY,
    Act.TEAM: Purpose.VISIT_TEAM,
    Act.PROGRAMME: Purpose.VISIT_PROGRAMME,
    Act.CHANGE: Purpose.VISIT_CHANGE,
    Act.LOG: Purpose.VISIT_RECORD,
    Act.REPORT: Purpose.VISIT_REPORT,
}
_FINDINGS = {
    Act.INVITE: ("invitation",),
    Act.REPLY: ("visit-reply", "reply"),
    Act.LOG: ("visit-first-site", "visit-remarks"),
    Act.REPORT: ("visit-report",),
}
_CHANGEABLE = frozenset(
    {VisitStatus.ASKED, VisitStatus.OFFERED, VisitStatus.AGREED, VisitStatus.POSTPONED, VisitStatus.DECLINED}
)
_STANDING = _CHANGEABLE - {VisitStatus.DECLINED} | {VisitStatus.UNDER_WAY, VisitStatus.END_NOT_TOLD}
_AFTER = frozenset({VisitStatus.UNDER_WAY, VisitStatus.END_NOT_TOLD, VisitStatus.ENDED, VisitStatus.REPORTED})
_WHILE: Mapping[Act, frozenset[VisitStatus]] = {
    Act.REPLY: _CHANGEABLE,
    Act.TEAM: _STANDING,
    Act.PROGRAMME: _STANDING,
    Act.CHANGE: _STANDING,
    Act.LOG: frozenset({VisitStatus.AGREED, VisitStatus.POSTPONED}) | _AFTER,
    Act.REPORT: frozenset({VisitStatus.AGREED, VisitStatus.POSTPONED}) | _AFTER,
}
