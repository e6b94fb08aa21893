"""Public reports made messages: each row of a list of drills becomes a message, a waiting draft, or a reason.

Such messages are labelled as reconstructed and tell nobody anything new, so nobody composes them: the
program drafts them from the row, and whoever runs the import approves them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from sqlalchemy import select

from detente.agreements.model import Agreement
from detente.kernel.errors import Fault, Severity
from detente.kernel.identifiers import AgreementId, Reference, StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.ledger.canonical import canonical_bytes, parse_trusted
from detente.messages.codec import document_from_stored, draft_from_json
from detente.messages.document import Document, Draft, OriginKind
from detente.messages.public_reports import Skipped, draft_of
from detente.messages.report_rows import FaultyRow, ReportRow
from detente.messages.report_wording import ROW_FAULTY
from detente.node.actors import Actor, Role
from detente.node.drafts import faults_of, start_draft, submit_draft
from detente.node.node import Node
from detente.node.release import release_draft, send_messages
from detente.node.storage.schema import draft as draft_table
from detente.node.storage.schema import message

#: Who drafts what is read from a list of reports.
READER_NAME = "import"


class Fate(StrEnum):
    """What became of a row."""

    TOLD = "told"
    WAITING = "waiting"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class RowOutcome:
    """What became of one row. ``reason`` is None only where it was told just now.

    ``host`` is the state that tells it, where one does; ``reference`` the message, ``draft`` the number of the
    waiting draft; ``faults`` what is wrong with the row or still missing in the draft.
    """

    row: int
    id: str
    name: str
    fate: Fate
    host: StateCode | None = None
    reference: Reference | None = None
    draft: int | None = None
    code: str | None = None
    reason: Text | None = None
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Telling:
    """Who acts, and what is told now rather than kept as a draft.

    ``releaser`` None: drafts are submitted and wait for a second person.
    """

    drafter: Actor
    releaser: Actor | None
    now: Callable[[ReportRow], bool]


def reader_of_reports() -> Actor:
    """The program as it reads a list of reports: it may draft and nothing else."""
    return Actor(READER_NAME, frozenset({Role.DRAFTER}))


def import_reports(
    nodes: Mapping[StateCode, Node],
    rows: Sequence[ReportRow | FaultyRow],
    agreement_id: AgreementId,
    at: Instant,
    telling: Telling,
    done: Callable[[RowOutcome], None] = lambda _outcome: None,
) -> list[RowOutcome]:
    """Take in every row at the node of the state that tells it; one outcome a row, in the rows' order.

    Rows that were taken in before are not taken in again. ``done`` is called after each row.

    Raises:
        NotAllowed: an actor may not do its part.
        InputError: a node carries no such agreement.
    """
    known = {state: _Known.of(node, agreement_id) for state, node in nodes.items()}
    outcomes = []
    for row in rows:
        outcome = _take_in(nodes, known, row, agreement_id, at, telling)
        done(outcome)
        outcomes.append(outcome)
    for state, node in nodes.items():
        fresh = [
            one.reference
            for one in outcomes
            if one.host == state and one.reference and one.reference not in known[state].sent
        ]
        if fresh and telling.releaser is not None:
            send_messages(node, telling.releaser, fresh, at)
    return outcomes


def _take_in(
    nodes: Mapping[StateCode, Node],
    known: Mapping[StateCode, _Known],
    row: ReportRow | FaultyRow,
    agreement_id: AgreementId,
    at: Instant,
    telling: Telling,
) -> RowOutcome:
    outcome = RowOutcome(row=row.number, id=row.id, name=row.name, fate=Fate.SKIPPED)
    if isinstance(row, FaultyRow):
        return replace(outcome, code="row", reason=ROW_FAULTY, faults=row.faults)
    agreement = _agreement_of(nodes, agreement_id)
    draft = draft_of(row, agreement)
    if isinstance(draft, Skipped):
        return replace(outcome, code=draft.code, reason=draft.reason)
    outcome = replace(outcome, host=draft.sender)
    node = nodes.get(draft.sender)
    if node is None:
        return replace(outcome, code="other-node", reason=_OTHER_NODE.fill(state=draft.sender))
    earlier = known[draft.sender].find(outcome, draft)
    return earlier or _write(node, outcome, draft, at, telling, now=telling.now(row))


def _agreement_of(nodes: Mapping[StateCode, Node], agreement_id: AgreementId) -> Agreement:
    return next(iter(nodes.values())).agreement(agreement_id)


def _write(
    node: Node, outcome: RowOutcome, draft: Draft, at: Instant, telling: Telling, *, now: bool
) -> RowOutcome:
    """Keep the draft and, where it is to be told, submit and release it; one with errors is not kept."""
    faults = tuple(faults_of(node, draft, at))
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    if errors and now:
        return replace(outcome, code="faults", reason=_FAULTS, faults=faults)
    number = start_draft(
        node,
        telling.drafter,
        draft.agreement,
        draft.format,
        at,
        content=draft.content,
        to=draft.to,
        language=draft.language,
        origin=draft.origin,
    )
    waiting = replace(outcome, fate=Fate.WAITING, draft=number, faults=faults)
    if not now:
        return replace(waiting, code="later", reason=_LATER)
    submit_draft(node, telling.drafter, number, at)
    if telling.releaser is None:
        return replace(waiting, code="submitted", reason=_SUBMITTED)
    reference = release_draft(node, telling.releaser, number, at)
    return replace(outcome, fate=Fate.TOLD, reference=reference, faults=faults)


@dataclass(frozen=True, slots=True)
class _Known:
    """What a node holds of this kind already, by what it says."""

    messages: Mapping[bytes, Reference]
    drafts: Mapping[bytes, int]
    sent: frozenset[Reference]

    @classmethod
    def of(cls, node: Node, agreement_id: AgreementId) -> _Known:
        told = select(message.c.reference, message.c.document, message.c.log_index).where(
            message.c.own,
            message.c.agreement == agreement_id,
            message.c.origin == OriginKind.RECONSTRUCTED.value,
        )
        waiting = select(draft_table.c.id, draft_table.c.body).where(
            draft_table.c.agreement == agreement_id, draft_table.c.stage != "released"
        )
        with node.reading() as connection:
            rows = connection.execute(told).all()
            drafts = connection.execute(waiting).all()
        return cls(
            {_said(document_from_stored(parse_trusted(row.document))): row.reference for row in rows},
            {_said(draft_from_json(parse_trusted(row.body))): row.id for row in drafts},
            frozenset(row.reference for row in rows if row.log_index is not None),
        )

    def find(self, outcome: RowOutcome, draft: Draft) -> RowOutcome | None:
        """What became of the same draft earlier; None where it is new."""
        said = _said(draft)
        if said in self.messages:
            reference = self.messages[said]
            reason = _TOLD_BEFORE.fill(reference=reference)
            return replace(outcome, fate=Fate.TOLD, reference=reference, code="told-before", reason=reason)
        if said in self.drafts:
            number = self.drafts[said]
            reason = _DRAFTED_BEFORE.fill(number=str(number))
            return replace(outcome, fate=Fate.WAITING, draft=number, code="drafted-before", reason=reason)
        return None


def _said(message_or_draft: Document | Draft) -> bytes:
    return canonical_bytes({"format": message_or_draft.format, "content": dict(message_or_draft.content)})


_OTHER_NODE = Text(
    "held by {state}, which tells it from its own node",
    "проводит {state}; сообщение направляется с узла этого государства",
    "东道国为 {state}，由其本国节点发送电文",
)
_FAULTS = Text(
    "would have faults, which are listed",
    "были бы ошибки; они перечислены",
    "会有错误，已列出",
)
_LATER = Text(
    "starts later, waits to be told",
    "начнётся позже; сообщение ещё не направляется",
    "尚未开始，待发送电文",
)
_SUBMITTED = Text(
    "submitted, waits for a second person to release it",
    "представлено; ожидает утверждения вторым лицом",
    "已提交，待第二人签发",
)
_TOLD_BEFORE = Text("told before as {reference}", "уже сообщено: {reference}", "此前已发送：{reference}")
_DRAFTED_BEFORE = Text(
    "waits already as draft {number}", "уже есть черновик № {number}", "已有第{number}号草稿"
)
