"""Read models: what the pages list, kept beside the messages and rebuilt from them at will.

A message touches one matter or two; counting it in folds just those matters again and assesses just
them and the years they count in, so its cost does not depend on how much is known already.
``rebuild`` folds everything and must give the same rows (a test holds this).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, islice
from typing import NamedTuple

import orjson
from sqlalchemy import Connection, Table, delete, insert, select

from detente.assessment.assess import assess, assess_matter, tells_something
from detente.assessment.finding import Finding
from detente.assessment.rules import is_duty_id
from detente.kernel.identifiers import AgreementId, DutyId, MatterId, MeasureId, ProvisionId, Reference
from detente.kernel.instants import Instant
from detente.messages.values import as_interval
from detente.node.judging import duties_on, forget_judged, judge_duties, newly_standing, record_begins
from detente.node.node import Node
from detente.node.storage.database import to_seconds
from detente.node.storage.documents import all_known_messages, known_messages
from detente.node.storage.record import SqlRecord
from detente.node.storage.schema import activity as activity_table
from detente.node.storage.schema import concern as concern_table
from detente.node.storage.schema import finding as finding_table
from detente.node.storage.schema import matter as matter_table
from detente.node.storage.schema import matter_message, message
from detente.node.storage.schema import visit as visit_table
from detente.node.visit_rows import visit_row
from detente.record.activities import Activity
from detente.record.periods import possible_span
from detente.record.record import KnownMatter, concerned_by, fold, fold_matter, owner_of, span_of
from detente.record.visits import Visit

#: Matters folded, or rows inserted, at a time.
_BATCH = 500
PERSONNEL = MeasureId("personnel")


def count_in(node: Node, connection: Connection, references: Sequence[Reference], at: Instant) -> None:
    """Fold and assess the matters that these messages touch, in the transaction that made them known.

    So a stop can never leave a message known and not counted.
    """
    query = (
        select(matter_message.c.matter)
        .join_from(message, matter_message, matter_message.c.message == message.c.id)
        .where(message.c.reference.in_(references))
        .distinct()
    )
    matters = sorted(connection.execute(query).scalars())
    for start in range(0, len(matters), _BATCH):
        _refresh(node, connection, matters[start : start + _BATCH], at)


def refresh(node: Node, matters: Sequence[MatterId], at: Instant) -> None:
    """Fold and assess these matters again, in batches, and those whose findings depend on them."""
    for start in range(0, len(matters), _BATCH):
        with node.writing() as connection:
            _refresh(node, connection, matters[start : start + _BATCH], at)


def _refresh(node: Node, connection: Connection, matters: Sequence[MatterId], at: Instant) -> None:
    again = _refresh_batch(node, connection, matters, at)
    more = _refresh_batch(node, connection, sorted(again.matters - set(matters)), at)
    duties = again.duties | more.duties | {*newly_standing(node, connection, at)}
    _judge_again(node, connection, duties, at)


def _judge_again(node: Node, connection: Connection, duties: Collection[DutyId], at: Instant) -> None:
    """Put the findings on these years in the place of those that were kept."""
    waiting = iter(sorted(duties))
    while part := list(islice(waiting, _BATCH)):
        connection.execute(delete(finding_table).where(finding_table.c.about.in_(part)))
        findings = filter(tells_something, judge_duties(node, connection, part, at))
        _insert(connection, finding_table, map(_finding_row, findings))


def fill_visits(node: Node, at: Instant) -> int:
    """Count in the visits known before there was a list of them; returns how many there were."""
    listed = select(visit_table.c.id).where(visit_table.c.id == matter_table.c.id)
    query = select(matter_table.c.id).where(matter_table.c.topic == Visit.__name__, ~listed.exists())
    with node.reading() as connection:
        missing = [MatterId(one) for one in connection.execute(query).scalars()]
    refresh(node, missing, at)
    return len(missing)


def refresh_changed(node: Node, at: Instant, most: int = 5000) -> int:
    """Assess again what the passing of time may have changed by ``at``; returns how many matters and years."""
    # Ordered, so that the index on the instant is used, and not the one on the matter for telling them apart.
    changed = finding_table.c.changes_at
    query = select(finding_table.c.about).where(changed <= to_seconds(at)).order_by(changed).limit(most)
    with node.reading() as connection:
        about = sorted(set(connection.execute(query).scalars()))
    duties = [DutyId(one) for one in about if is_duty_id(one)]
    matters = [MatterId(one) for one in about if not is_duty_id(one)]
    refresh(node, matters, at)
    with node.writing() as connection:
        standing = newly_standing(node, connection, at)
        _judge_again(node, connection, {*duties, *standing}, at)
    return len(about) + len(standing)


def rebuild(node: Node, at: Instant) -> int:
    """Delete every read model and make it anew from all messages; returns the number of drills.

    Unlike ``refresh`` it holds the whole record in memory; its time grows with the number of messages.
    """
    with node.reading() as connection:
        record = fold(all_known_messages(connection), node.formats)
    with node.writing() as connection:
        for table in (finding_table, activity_table, visit_table, matter_table, concern_table):
            connection.execute(delete(table))
        forget_judged(connection)
        _insert(connection, activity_table, map(_activity_row, record.activities.values()))
        visits = record.all_of(Visit).values()
        _insert(connection, visit_table, (visit_row(one, node.agreement(one.agreement)) for one in visits))
        for known in chain(record.activities.values(), record.matters()):
            _keep(node, connection, [known])
        newly_standing(node, connection, at)
        for agreement in node.in_use.values():
            begins = record_begins(node, connection, agreement)
            findings = assess(
                agreement,
                record,
                at,
                node.places(agreement.id),
                node.settings.near_permille,
                whole=False,
                since=begins,
            )
            _insert(connection, finding_table, map(_finding_row, findings))
    return len(record.activities)


def _insert(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    waiting = iter(rows)
    while part := list(islice(waiting, _BATCH)):
        connection.execute(insert(table), part)


def matters_now(
    node: Node, connection: Connection, matters: Sequence[MatterId]
) -> dict[MatterId, KnownMatter]:
    """Fold these matters from their messages; those that are of no topic are left out."""
    formats = node.formats
    found: dict[MatterId, KnownMatter] = {**node.forces_kept.find(connection, matters)}
    others = [one for one in matters if one not in found]
    for matter, messages in known_messages(connection, others).items():
        known = fold_matter(matter, messages, formats)
        if known is not None:
            found[matter] = known
            node.forces_kept.keep(connection, known)
    return {matter: found[matter] for matter in matters if matter in found}


def findings_of(
    node: Node,
    connection: Connection,
    known: KnownMatter,
    at: Instant,
    wanted: Mapping[AgreementId, Collection[ProvisionId]] | None = None,
) -> list[Finding]:
    """What every agreement means for one matter at ``at``; ``wanted``: only these provisions."""
    record = SqlRecord(node, connection)
    found: list[Finding] = []
    for agreement in node.in_use.values():
        if wanted is None or agreement.id in wanted:
            found += assess_matter(
                agreement,
                known,
                record,
                at,
                node.places(agreement.id),
                node.settings.near_permille,
                None if wanted is None else wanted[agreement.id],
            )
    return found


class _Again(NamedTuple):
    """What has to be looked at besides, since something it hangs on has changed."""

    matters: set[MatterId]
    duties: set[DutyId]


def _refresh_batch(node: Node, connection: Connection, matters: Sequence[MatterId], at: Instant) -> _Again:
    if not matters:
        return _Again(set(), set())
    before, duties = _counterparts(connection, matters), _duties_kept(connection, matters)
    connection.execute(delete(activity_table).where(activity_table.c.id.in_(matters)))
    connection.execute(delete(visit_table).where(visit_table.c.id.in_(matters)))
    connection.execute(delete(matter_table).where(matter_table.c.id.in_(matters)))
    connection.execute(delete(concern_table).where(concern_table.c.matter.in_(matters)))
    connection.execute(delete(finding_table).where(finding_table.c.about.in_(matters)))
    known = matters_now(node, connection, matters)
    activities = [_activity_row(one) for one in known.values() if isinstance(one, Activity)]
    _insert(connection, activity_table, activities)
    visits = [
        visit_row(one, node.agreement(one.agreement)) for one in known.values() if isinstance(one, Visit)
    ]
    _insert(connection, visit_table, visits)
    duties |= _keep(node, connection, known.values())
    findings = [finding for one in known.values() for finding in findings_of(node, connection, one, at)]
    told = filter(tells_something, findings)
    _insert(connection, finding_table, map(_finding_row, told))
    return _Again(before | {matter for finding in findings for matter in finding.counterparts}, duties)


def _keep(node: Node, connection: Connection, known: Iterable[KnownMatter]) -> set[DutyId]:
    """Store where matters are found again; returns what is owed in years and hangs on them."""
    rows: list[dict[str, object]] = []
    concerned: list[dict[str, object]] = []
    all_duties: set[DutyId] = set()
    for one in known:
        duties, span = duties_on(node, one), span_of(one)
        all_duties.update(duties)
        times: dict[str, object] = {
            "topic": type(one).__name__,
            "span_from": _seconds(span.earliest) if span else None,
            "span_until": _seconds(span.latest) if span else None,
        }
        kept: dict[str, object] = {
            "id": one.id,
            "agreement": one.agreement,
            "owner": owner_of(one),
            "duties": " ".join(duties),
        }
        rows.append(kept | times)
        concerned += [{"matter": one.id, "state": state} | times for state in concerned_by(one)]
    _insert(connection, matter_table, rows)
    _insert(connection, concern_table, concerned)
    return all_duties


def _duties_kept(connection: Connection, matters: Sequence[MatterId]) -> set[DutyId]:
    """What hung on these matters as they were kept."""
    query = select(matter_table.c.duties).where(matter_table.c.id.in_(matters), matter_table.c.duties != "")
    return {DutyId(one) for row in connection.execute(query).scalars() for one in row.split()}


def _counterparts(connection: Connection, matters: Sequence[MatterId]) -> set[MatterId]:
    """The matters that findings about these looked at besides, as they were kept."""
    query = select(finding_table.c.counterparts).where(finding_table.c.about.in_(matters))
    kept = connection.execute(query.where(finding_table.c.counterparts != "")).scalars()
    return {MatterId(matter) for row in kept for matter in row.split()}


def _finding_row(finding: Finding) -> Mapping[str, object]:
    return {
        "about": finding.about,
        "agreement": finding.agreement,
        "provision": finding.provision,
        "step": finding.step,
        "bearer": finding.bearer,
        "other": finding.other or "",
        "state": finding.state.value,
        "due": _seconds(finding.due),
        "changes_at": _seconds(finding.changes_at),
        "counterparts": " ".join(finding.counterparts),
    }


def _activity_row(known: Activity) -> Mapping[str, object]:
    start = as_interval(known.period.start) if known.period else None
    end = as_interval(known.period.end) if known.period and known.period.end else start
    personnel = known.strength.total.get(PERSONNEL)
    return {
        "id": known.id,
        "agreement": known.agreement,
        "host": known.host,
        "status": known.status.value,
        "origin": known.origin.kind.value,
        "type": known.type,
        "name": orjson.dumps(dict(known.name.by_language) if known.name else {}).decode(),
        "start_from": _seconds(start.earliest if start else None),
        "start_until": _seconds(start.latest if start else None),
        "end_until": _seconds(end.latest if end else None),
        "may_last_until": _seconds(possible_span(known.period).latest if known.period else None),
        "personnel": personnel.value if personnel else None,
        "observers_invited": len(known.invitations),
    }


def _seconds(instant: Instant | None) -> int | None:
    return None if instant is None else to_seconds(instant)
