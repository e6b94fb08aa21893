"""Drills: military activities as they are known after their newest message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import orjson
from sqlalchemy import Select, exists, func, or_, select

from detente.assessment.finding import Finding, FindingState
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, MatterId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.kernel.languages import Text
from detente.messages.values import FreeText
from detente.node.actors import Actor, Right, require
from detente.node.forces_right import require_message, under_open
from detente.node.messages import COUNT_LIMIT, Page
from detente.node.node import Node
from detente.node.personal import matters_seen
from detente.node.readmodel import findings_of, matters_now
from detente.node.storage.database import AnyRow, from_seconds, to_seconds
from detente.node.storage.schema import activity, finding
from detente.record.activities import Activity

Order = Literal["start", "-start", "host", "-host", "personnel", "-personnel", "name", "-name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityFilter:
    """Which drills to list; None or empty: any. ``within``: those that touch the interval, by their dates."""

    host: StateCode | None = None
    type: str | None = None
    within: Interval | None = None
    words: str = ""
    state: FindingState | None = None
    undated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityRow:
    """One line of the list of drills."""

    id: MatterId
    agreement: AgreementId
    host: StateCode
    status: str
    origin: str
    type: str | None
    name: FreeText | None
    start: Interval | None
    end_until: Instant | None
    personnel: int | None
    observers_invited: int


@dataclass(frozen=True, slots=True)
class ActivityView:
    """A drill with every finding about it."""

    activity: Activity
    findings: list[Finding]


def list_activities(
    node: Node,
    actor: Actor,
    wanted: ActivityFilter,
    order: Order = "-start",
    page: int = 1,
    size: int = 50,
) -> Page[ActivityRow]:
    """Drills, one page; undated ones come last.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    chosen = _wanted(wanted).where(under_open(node, activity.c.agreement))
    column = _COLUMNS[order.removeprefix("-")]
    sorting = column.desc() if order.startswith("-") else column.asc()
    ordered = chosen.order_by(sorting.nulls_last(), activity.c.id)
    with node.reading() as connection:
        rows = connection.execute(ordered.limit(size).offset((page - 1) * size)).all()
        counted = chosen.with_only_columns(activity.c.id).limit(COUNT_LIMIT + 1).subquery()
        total = connection.execute(select(func.count()).select_from(counted)).scalar_one()
    return Page([_row(row) for row in rows], total, page, size)


def activities_between(node: Node, actor: Actor, within: Interval, most: int = 500) -> list[Activity]:
    """Drills that touch the interval, whole, by start; at most so many.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    asked = _wanted(ActivityFilter(within=within)).where(under_open(node, activity.c.agreement))
    chosen = asked.with_only_columns(activity.c.id)
    with node.reading() as connection:
        ordered = chosen.order_by(activity.c.start_from + 0, activity.c.id).limit(most)
        matters = list(connection.execute(ordered).scalars())
        known = matters_seen(node, connection, actor, matters)
    return [one for matter in matters if isinstance(one := known.get(matter), Activity)]


def show_activity(node: Node, actor: Actor, matter: MatterId, at: Instant) -> ActivityView:
    """One drill against every agreement its host is party to.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: this node knows no such drill.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        known = matters_now(node, connection, [matter]).get(matter)
        if not isinstance(known, Activity):
            raise InputError("no-activity", _NO_ACTIVITY.fill(matter=matter), _SEE_LIST)
        require_message(node, connection, actor, known.messages[0], at)
        seen = matters_seen(node, connection, actor, [matter]).get(matter)
        shown = seen if isinstance(seen, Activity) else known
        return ActivityView(shown, findings_of(node, connection, known, at))


def names_of(node: Node, actor: Actor, matters: Iterable[MatterId]) -> dict[MatterId, FreeText | None]:
    """What those among these matters that are drills are called (None: no name was given).

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    query = select(activity.c.id, activity.c.name).where(activity.c.id.in_(sorted(set(matters))))
    with node.reading() as connection:
        rows = connection.execute(query).all()
    named = {row.id: orjson.loads(row.name) for row in rows}
    return {matter: FreeText(name) if name else None for matter, name in named.items()}


_COLUMNS = {
    "start": activity.c.start_from,
    "host": activity.c.host,
    "personnel": activity.c.personnel,
    "name": activity.c.name,
}


def _wanted(wanted: ActivityFilter) -> Select[Any]:
    query = select(activity)
    if wanted.host:
        query = query.where(activity.c.host == wanted.host)
    if wanted.type:
        query = query.where(activity.c.type == wanted.type)
    if wanted.words:
        like = f"%{wanted.words.replace('%', '')}%"
        query = query.where(or_(activity.c.name.ilike(like), activity.c.id.ilike(like)))
    if wanted.within:
        query = query.where(
            activity.c.end_until >= to_seconds(wanted.within.earliest),
            # The addition keeps SQLite from walking through the past by the other index.
            activity.c.start_from + 0 <= to_seconds(wanted.within.latest),
        )
    if wanted.undated:
        query = query.where(activity.c.start_from.is_(None))
    if wanted.state:
        same = (finding.c.about == activity.c.id) & (finding.c.state == wanted.state.value)
        query = query.where(exists().where(same))
    return query


def _row(row: AnyRow) -> ActivityRow:
    name = orjson.loads(row.name)
    start = None
    if row.start_from is not None:
        start = Interval(from_seconds(row.start_from), from_seconds(row.start_until))
    return ActivityRow(
        id=row.id,
        agreement=row.agreement,
        host=row.host,
        status=row.status,
        origin=row.origin,
        type=row.type,
        name=FreeText(name) if name else None,
        start=start,
        end_until=None if row.end_until is None else from_seconds(row.end_until),
        personnel=row.personnel,
        observers_invited=row.observers_invited,
    )


_NO_ACTIVITY = Text(
    "This node knows no drill {matter}.", "Узлу не известно учение {matter}.", "本节点没有演习 {matter}。"
)
_SEE_LIST = Text(
    "Check the number in the list of drills.",
    "Проверьте номер в списке учений.",
    "请在演习列表中核对编号。",
)
