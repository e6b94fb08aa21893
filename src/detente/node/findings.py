"""What must be done, by when, under which article."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from detente.assessment.assess import assess
from detente.assessment.finding import Finding, FindingState
from detente.assessment.rules import is_duty_id
from detente.kernel.identifiers import AgreementId, DutyId, MatterId, ProvisionId, StateCode
from detente.kernel.instants import Instant
from detente.node.actors import Actor, Right, require
from detente.node.judging import judge_duties, record_begins
from detente.node.messages import Page
from detente.node.node import Node
from detente.node.readmodel import findings_of, matters_now, refresh_changed
from detente.node.storage.database import to_seconds
from detente.node.storage.documents import all_known_messages
from detente.node.storage.schema import finding
from detente.record.record import KnownMatter, fold

#: States that ask somebody to do something, the most pressing first.
OPEN_STATES = (
    FindingState.MISSED,
    FindingState.DUE,
    FindingState.UPCOMING,
)


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """A finding that asks somebody to do something; ``matter`` None: it is about what is owed in a year."""

    finding: Finding
    matter: KnownMatter | None


def open_duties(
    node: Node,
    actor: Actor,
    at: Instant,
    bearer: StateCode | None = None,
    most: int = 30,
    since: Instant | None = None,
) -> list[OpenDuty]:
    """Findings that are due, upcoming or not received in time, by due date; of one state, or of all.

    Those that fell due before ``since`` are left out.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    refresh_changed(node, at)
    states = [state.value for state in OPEN_STATES]
    query = select(finding.c.about, finding.c.agreement, finding.c.provision, finding.c.step)
    query = query.add_columns(finding.c.bearer, finding.c.other).where(finding.c.state.in_(states))
    if bearer is not None:
        query = query.where(finding.c.bearer == bearer)
    if since is not None:
        query = query.where(finding.c.due >= to_seconds(since))
    with node.reading() as connection:
        rows = connection.execute(query.order_by(finding.c.due, finding.c.about).limit(most)).all()
    keys = [tuple(row) for row in rows]
    return _duties(node, keys, at)


def findings_on(
    node: Node,
    actor: Actor,
    agreement: AgreementId,
    provision: ProvisionId,
    at: Instant,
    page: int,
    size: int,
) -> tuple[Page[OpenDuty], dict[FindingState, int]]:
    """The findings on one provision that say more than that it does not apply, newest deadline first; how many of each.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    refresh_changed(node, at)
    own = (finding.c.agreement == agreement, finding.c.provision == provision)
    counting = select(finding.c.state, func.count()).where(*own).group_by(finding.c.state)
    columns = (finding.c.about, finding.c.agreement, finding.c.provision, finding.c.step)
    query = select(*columns, finding.c.bearer, finding.c.other).where(*own)
    query = query.order_by(finding.c.due.desc().nulls_last(), finding.c.about.desc(), finding.c.bearer)
    with node.reading() as connection:
        counts = {FindingState(state): count for state, count in connection.execute(counting)}
        rows = connection.execute(query.limit(size).offset((page - 1) * size)).all()
    duties = _duties(node, [tuple(row) for row in rows], at)
    return Page(duties, sum(counts.values()), page, size), counts


def _duties(node: Node, keys: list[tuple[str, ...]], at: Instant) -> list[OpenDuty]:
    matters = sorted({MatterId(key[0]) for key in keys if not is_duty_id(key[0])})
    years = sorted({DutyId(key[0]) for key in keys if is_duty_id(key[0])})
    found: dict[tuple[str, ...], OpenDuty] = {}
    with node.reading() as connection:
        for one in judge_duties(node, connection, years, at):
            found[_key(one)] = OpenDuty(one, None)
        for known in matters_now(node, connection, matters).values():
            for one in findings_of(node, connection, known, at):
                found[_key(one)] = OpenDuty(one, known)
    return [found[key] for key in keys if key in found]


def _key(one: Finding) -> tuple[str, ...]:
    return (one.about, one.agreement, one.provision, one.step, one.bearer, one.other or "")


def assess_all(
    node: Node, actor: Actor, at: Instant, agreement_id: AgreementId | None = None
) -> list[Finding]:
    """Every finding worth keeping on the whole record, of one agreement or of all. Linear in the record.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node carries no such agreement.
    """
    require(actor, Right.READ)
    chosen = [node.agreement(agreement_id)] if agreement_id else list(node.in_use.values())
    with node.reading() as connection:
        record = fold(all_known_messages(connection), node.formats)
        begins = {agreement.id: record_begins(node, connection, agreement) for agreement in chosen}
    return [
        one
        for agreement in chosen
        for one in assess(
            agreement,
            record,
            at,
            node.places(agreement.id),
            node.settings.near_permille,
            whole=False,
            since=begins[agreement.id],
        )
    ]
