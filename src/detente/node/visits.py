"""Visits, inspections and evaluations: found by who, when and where they stand; one with all that is known of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, func, or_, select

from detente.agreements.model import Host
from detente.assessment.finding import Finding
from detente.assessment.visiting import kept_until, standing_of
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.kernel.languages import Text
from detente.node.actors import Actor, Right, require
from detente.node.drafts import start_change, start_draft
from detente.node.forces_right import require_message, under_open
from detente.node.messages import COUNT_LIMIT, MessageRow, Page, messages_touching
from detente.node.node import Node
from detente.node.personal import NO_VISIT, SEE_VISITS, has_personal, matters_seen
from detente.node.readmodel import findings_of, matters_now
from detente.node.storage.database import AnyRow, from_seconds, to_seconds
from detente.node.storage.documents import known_messages
from detente.node.storage.schema import visit as visit_table
from detente.node.visit_rows import codes_in, folded, standing_so, status_at
from detente.node.visit_steps import NextStep, steps_of_drill, steps_of_visit
from detente.record.activities import Activity
from detente.record.visits import Visit, VisitStatus

Role = Literal["host", "guest"]
Order = Literal[
    "arrival", "-arrival", "host", "-host", "guest", "-guest", "object", "-object", "told", "-told"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitFilter:
    """Which visits to list; None or empty: any.

    ``state``: one of the states in it, as host or guest, or in the ``role`` named. ``year``: of the arrival, or of
    when it was asked for or offered where no arrival is stated. ``within``: those that touch the interval.
    """

    agreement: AgreementId | None = None
    format: FormatId | None = None
    state: StateCode | None = None
    role: Role | None = None
    status: VisitStatus | None = None
    year: int | None = None
    words: str = ""
    within: Interval | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitRow:
    """One line of the list of visits. ``end_until``: the last instant it may take, where an arrival is known."""

    id: MatterId
    agreement: AgreementId
    format: FormatId
    owner: StateCode
    hosts: tuple[StateCode, ...]
    guests: tuple[StateCode, ...]
    object: str | None
    origin: str
    status: VisitStatus
    arrival: Interval | None
    end_until: Instant | None
    team: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitView:
    """A visit as the actor may see it, where it stands, its messages, every finding, and what can be done next.

    ``withheld``: there is personal data that the actor is not shown, or that was forgotten. ``kept``: until when it
    is kept, and by which provision; None: no agreement says.
    """

    visit: Visit
    status: VisitStatus
    thread: list[MessageRow]
    findings: list[Finding]
    steps: tuple[NextStep, ...]
    withheld: bool
    kept: tuple[Instant, Host] | None


def list_visits(
    node: Node,
    actor: Actor,
    wanted: VisitFilter,
    at: Instant,
    order: Order = "-arrival",
    page: int = 1,
    size: int = 50,
) -> Page[VisitRow]:
    """Visits, one page, with where each stands at ``at``; those without a day of arrival come last.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    chosen = _wanted(wanted, at).where(under_open(node, visit_table.c.agreement, at))
    column: ColumnElement[Any] = _COLUMNS[order.removeprefix("-")]
    if wanted.status is VisitStatus.UNDER_WAY and column is visit_table.c.arrival_from:
        column = column + 0  # keeps SQLite from walking through the past in search of the few
    sorting = column.desc() if order.startswith("-") else column.asc()
    ordered = chosen.order_by(sorting.nulls_last(), visit_table.c.id)
    with node.reading() as connection:
        rows = connection.execute(ordered.limit(size).offset((page - 1) * size)).all()
        counted = chosen.with_only_columns(visit_table.c.id).limit(COUNT_LIMIT + 1).subquery()
        total = connection.execute(select(func.count()).select_from(counted)).scalar_one()
    return Page([_row(row) for row in rows], total, page, size)


def visits_between(
    node: Node,
    actor: Actor,
    within: Interval,
    at: Instant,
    wanted: VisitFilter | None = None,
    most: int = 500,
) -> list[Visit]:
    """Visits that touch the interval, whole, as the actor may see them, by arrival; at most so many.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    asked = wanted or VisitFilter()
    chosen = _touching(_wanted(asked, at), within).with_only_columns(visit_table.c.id)
    chosen = chosen.where(under_open(node, visit_table.c.agreement, at))
    ordered = chosen.order_by(visit_table.c.arrival_from + 0, visit_table.c.id).limit(most)
    with node.reading() as connection:
        matters = list(connection.execute(ordered).scalars())
        known = matters_seen(node, connection, actor, matters)
    return [one for matter in matters if isinstance(one := known.get(matter), Visit)]


def show_visit(node: Node, actor: Actor, matter: MatterId, at: Instant) -> VisitView:
    """One visit, against every agreement in use.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: this node knows no such visit.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        known = matters_now(node, connection, [matter]).get(matter)
        if not isinstance(known, Visit):
            raise InputError("no-visit", NO_VISIT.fill(matter=matter), SEE_VISITS)
        require_message(node, connection, actor, known.messages[0], at)
        seen = matters_seen(node, connection, actor, [matter]).get(matter)
        findings = findings_of(node, connection, known, at)
        documents = [one.document for one in known_messages(connection, [matter])[matter]]
    agreement = node.agreement(known.agreement)
    status = standing_of(known, agreement, at)
    steps = steps_of_visit(known, status, agreement, node.settings.state, documents, findings)
    return VisitView(
        visit=seen if isinstance(seen, Visit) else known,
        status=status,
        thread=messages_touching(node, actor, matter),
        findings=findings,
        steps=steps if actor.may(Right.DRAFT) else (),
        withheld=seen != known and any(has_personal(node, one) for one in documents),
        kept=kept_until(known, agreement),
    )


def objects_of(node: Node, actor: Actor, matters: Iterable[MatterId]) -> dict[MatterId, str | None]:
    """What is visited, by name, of those among these matters that are visits (None: not stated).

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    query = select(visit_table.c.id, visit_table.c.object).where(visit_table.c.id.in_(sorted(set(matters))))
    with node.reading() as connection:
        return {MatterId(row.id): row.object for row in connection.execute(query)}


def drill_steps(node: Node, actor: Actor, matter: MatterId, at: Instant) -> tuple[NextStep, ...]:
    """What this state can do about observers at a drill.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        known = matters_now(node, connection, [matter]).get(matter)
        if not isinstance(known, Activity) or not actor.may(Right.DRAFT):
            return ()
        findings = findings_of(node, connection, known, at)
        documents = [one.document for one in known_messages(connection, [matter])[matter]]
    return steps_of_drill(known, node.agreement(known.agreement), node.settings.state, documents, findings)


def begin_step(
    node: Node,
    actor: Actor,
    steps: Sequence[NextStep],
    key: str,
    agreement: AgreementId,
    at: Instant,
    language: str,
) -> int:
    """Begin the draft of one of the steps; returns its number.

    Raises:
        NotAllowed: the actor may not draft.
        InputError: there is no such step any more.
    """
    require(actor, Right.DRAFT)
    step = next((one for one in steps if one.key == key), None)
    if step is None:
        raise InputError("no-step", _NO_STEP, _LOOK_AGAIN)
    if step.changes is not None:
        return start_change(node, actor, step.changes, step.kind, at)
    return start_draft(
        node,
        actor,
        agreement,
        step.format.id,
        at,
        content=step.content,
        to=step.to,
        language=language,
        refers_to=step.refers_to,
    )


_COLUMNS = {
    "arrival": visit_table.c.arrival_from,
    "host": visit_table.c.hosts,
    "guest": visit_table.c.guests,
    "object": visit_table.c.object,
    "told": visit_table.c.told,
}


def _wanted(wanted: VisitFilter, at: Instant) -> Select[Any]:
    query = select(visit_table, status_at(at).label("status"))
    if wanted.agreement:
        query = query.where(visit_table.c.agreement == wanted.agreement)
    if wanted.format:
        query = query.where(visit_table.c.format == wanted.format)
    if wanted.state:
        query = query.where(or_(*_in_role(wanted.state, wanted.role)))
    if wanted.status:
        query = query.where(standing_so(wanted.status, at))
    if wanted.year:
        query = query.where(visit_table.c.year == wanted.year)
    if wanted.words:
        for word in folded(wanted.words).split():
            query = query.where(visit_table.c.words.contains(word, autoescape=True))
    return _touching(query, wanted.within) if wanted.within else query


def _in_role(state: StateCode, role: Role | None) -> list[Any]:
    columns = {"host": visit_table.c.hosts, "guest": visit_table.c.guests}
    chosen = [columns[role]] if role else list(columns.values())
    return [column.contains(f" {state} ", autoescape=True) for column in chosen]


def _touching(query: Select[Any], within: Interval) -> Select[Any]:
    return query.where(
        visit_table.c.end_until >= to_seconds(within.earliest),
        # The addition keeps SQLite from walking through the past by the other index.
        visit_table.c.arrival_from + 0 <= to_seconds(within.latest),
    )


def _row(row: AnyRow) -> VisitRow:
    arrival = None
    if row.arrival_from is not None:
        arrival = Interval(from_seconds(row.arrival_from), from_seconds(row.arrival_until))
    return VisitRow(
        id=row.id,
        agreement=row.agreement,
        format=row.format,
        owner=row.owner,
        hosts=codes_in(row.hosts),
        guests=codes_in(row.guests),
        object=row.object,
        origin=row.origin,
        status=VisitStatus(row.status),
        arrival=arrival,
        end_until=None if row.end_until is None else from_seconds(row.end_until),
        team=row.team,
    )


_NO_STEP = Text(
    "This can no longer be done about it.", "Это действие больше не доступно.", "此项操作已不可行。"
)
_LOOK_AGAIN = Text("Look at it again.", "Откройте страницу снова.", "请重新查看。")
