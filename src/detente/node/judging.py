"""What is owed in years: from when it is judged, which findings hang on which matter, what time brings.

Findings on years (information due, quotas, ceilings, meetings, counts of drills) are kept beside those on
matters. A matter is stored with the years its provisions make it count in; when it changes, just those are
judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from detente.agreements.model import Agreement
from detente.assessment.assess import assess_duty, standing_among, standing_duties, touched_duties
from detente.assessment.finding import Finding
from detente.assessment.rules import YearDuty, duty_id, parse_duty_id
from detente.kernel.identifiers import DutyId
from detente.kernel.instants import Instant
from detente.messages.document import OriginKind
from detente.node.node import Node
from detente.node.storage.database import from_seconds, to_seconds
from detente.node.storage.record import SqlRecord
from detente.node.storage.schema import judged, message
from detente.record.record import KnownMatter


def record_begins(node: Node, connection: Connection, agreement: Agreement) -> Instant | None:
    """From when what is owed under an agreement is judged; None: nothing is, yet.

    As the settings say, or from the first message under it that was told, whichever is earlier.
    """
    told = [one.value for one in OriginKind if one is not OriginKind.RECONSTRUCTED]
    query = select(func.min(message.c.registered_from)).where(
        message.c.agreement.in_(agreement.lineage), message.c.origin.in_(told)
    )
    first = connection.execute(query).scalar()
    starts = [node.settings.begins(), None if first is None else from_seconds(first)]
    return min((one for one in starts if one is not None), default=None)


def duties_on(node: Node, known: KnownMatter) -> list[DutyId]:
    """What is owed in years and hangs on a matter, under every agreement in use."""
    near = node.settings.near_permille
    return [
        duty_id(agreement.code, duty)
        for agreement in node.in_use.values()
        for duty in touched_duties(agreement, known, near)
    ]


def judge_duties(node: Node, connection: Connection, duties: Iterable[DutyId], at: Instant) -> list[Finding]:
    """The findings on these, as far as they are judged at ``at``."""
    by_code = {agreement.code: agreement for agreement in node.in_use.values()}
    wanted: dict[str, list[YearDuty]] = {}
    for one in dict.fromkeys(duties):
        code, duty = parse_duty_id(one)
        if code in by_code:
            wanted.setdefault(code, []).append(duty)
    found: list[Finding] = []
    for code, asked in wanted.items():
        found += _judge(node, connection, by_code[code], asked, at)
    return found


def _judge(
    node: Node, connection: Connection, agreement: Agreement, asked: Sequence[YearDuty], at: Instant
) -> list[Finding]:
    since = record_begins(node, connection, agreement)
    if since is None:
        return []
    near, places = node.settings.near_permille, node.places(agreement.id)
    standing = standing_among(agreement, set(asked), since, at, near)
    record = SqlRecord(node, connection)
    return [
        finding
        for duty in asked
        if duty in standing
        for finding in assess_duty(agreement, duty, record, at, places, near)
    ]


def newly_standing(node: Node, connection: Connection, at: Instant) -> list[DutyId]:
    """What has come to be judged since this was last asked; asking again gives nothing until more has."""
    found: list[DutyId] = []
    near = node.settings.near_permille
    for agreement in node.in_use.values():
        since = record_begins(node, connection, agreement)
        if since is None:
            continue
        row = connection.execute(select(judged).where(judged.c.agreement == agreement.id)).first()
        seconds = (to_seconds(since), to_seconds(at))
        if row is not None and (row.since, row.until // _DAY) == (seconds[0], seconds[1] // _DAY):
            continue
        before: set[YearDuty] = set()
        if row is not None and row.since == seconds[0]:
            before = set(standing_duties(agreement, since, from_seconds(row.until), near))
        found += [
            duty_id(agreement.code, duty)
            for duty in standing_duties(agreement, since, at, near)
            if duty not in before
        ]
        _remember(connection, agreement, *seconds)
    return found


def forget_judged(connection: Connection) -> None:
    """As if nothing had been judged yet."""
    connection.execute(delete(judged))


def _remember(connection: Connection, agreement: Agreement, since: int, until: int) -> None:
    row = {"agreement": agreement.id, "since": since, "until": until}
    query = upsert(judged).values(row)
    connection.execute(query.on_conflict_do_update(index_elements=[judged.c.agreement], set_=row))


_DAY = 86_400
