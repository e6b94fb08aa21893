"""What must be done, by when, under which article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select

from detente.agreements.model import ALL_PARTIES
from detente.assessment.assess import assess
from detente.assessment.finding import Finding, FindingState, Subject
from detente.assessment.rules import is_duty_id
from detente.kernel.identifiers import AgreementId, DutyId, MatterId, ProvisionId, StateCode
from detente.kernel.instants import Instant
from detente.node.actors import Actor, Right, require
from detente.node.forces_right import closed_agreements, under_open
from detente.node.judging import duties_on, judge_duties, record_begins
from detente.node.messages import COUNT_LIMIT, Page
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


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingFilter:
    """Which findings on a provision; None: any. ``about``: a matter, or what is owed in a year."""

    state: FindingState | None = None
    about: Subject | None = None


ANY_FINDING = FindingFilter()


def open_duties(
    node: Node,
    actor: Actor,
    at: Instant,
    bearer: StateCode | None = None,
    most: int = 30,
    since: Instant | None = None,
    until: Instant | None = None,
) -> list[OpenDuty]:
    """Findings that are due, upcoming or not received in time, by due date; of one state, or of all.

    Of a state are its own, those of its side, and those of all parties together where it is one. Those that
    fell due before ``since`` are left out, and those that fall due after ``until``.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    refresh_changed(node, at)
    states = [state.value for state in OPEN_STATES]
    query = select(finding.c.about, finding.c.agreement, finding.c.provision, finding.c.step)
    query = query.add_columns(finding.c.bearer, finding.c.other).where(finding.c.state.in_(states))
    query = query.where(under_open(node, finding.c.agreement, at))
    if bearer is not None:
        query = query.where(_borne_by(node, bearer))
    if since is not None:
        query = query.where(finding.c.due >= to_seconds(since))
    if until is not None:
        query = query.where(finding.c.due <= to_seconds(until))
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
    wanted: FindingFilter = ANY_FINDING,
) -> tuple[Page[OpenDuty], dict[FindingState, int]]:
    """The findings on one provision that say more than that it does not apply, newest deadline first.

    Beside them: how many of each state there are, whatever was asked for. Counting stops at ``COUNT_LIMIT`` + 1
    of a state, which means "more than".

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    refresh_changed(node, at)
    shown = under_open(node, finding.c.agreement, at)
    own = (finding.c.agreement == agreement, finding.c.provision == provision, shown)
    columns = (finding.c.about, finding.c.agreement, finding.c.provision, finding.c.step)
    query = select(*columns, finding.c.bearer, finding.c.other).where(*own, *_asked(wanted))
    # Steps of one duty stay as they were assessed: in the order of the article.
    query = query.order_by(finding.c.due.desc().nulls_last(), finding.c.about.desc(), finding.c.bearer)
    with node.reading() as connection:
        counts = _counts(connection, own)
        rows = connection.execute(query.limit(size).offset((page - 1) * size)).all()
        total = _how_many(counts, wanted)
        if total is None:
            counted = select(finding.c.about).where(*own, *_asked(wanted)).limit(COUNT_LIMIT + 1)
            total = connection.execute(select(func.count()).select_from(counted.subquery())).scalar_one()
    return Page(_duties(node, [tuple(row) for row in rows], at), total, page, size), counts


def findings_counting(node: Node, actor: Actor, matter: MatterId, at: Instant) -> list[OpenDuty]:
    """The findings on years that count this matter, or rest on what was told in it, by provision and year.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    with node.reading() as connection:
        known = matters_now(node, connection, [matter]).get(matter)
        if known is None:
            return []
        told = frozenset(known.messages)
        found = judge_duties(node, connection, duties_on(node, known), at)
    return [
        OpenDuty(one, None)
        for one in sorted(found, key=lambda one: (one.agreement, one.article, one.year or 0, one.step))
        if matter in one.counterparts or not told.isdisjoint(one.messages)
    ]


def _counts(connection: Connection, own: Sequence[ColumnElement[bool]]) -> dict[FindingState, int]:
    """State by state, so that a number which is shown as "more than" costs no more than one that is not."""
    counts = {}
    for state in FindingState:
        of_it = select(finding.c.about).where(*own, finding.c.state == state.value).limit(COUNT_LIMIT + 1)
        count = connection.execute(select(func.count()).select_from(of_it.subquery())).scalar_one()
        if count:
            counts[state] = count
    return counts


def _asked(wanted: FindingFilter) -> list[ColumnElement[bool]]:
    asked = []
    if wanted.state is not None:
        asked.append(finding.c.state == wanted.state.value)
    if wanted.about is not None:
        asked.append(finding.c.about == wanted.about)
    return asked


def _how_many(counts: dict[FindingState, int], wanted: FindingFilter) -> int | None:
    """How many there are of what was asked for, as far as the counts say."""
    if wanted.about is not None:
        return None
    return sum(counts.values()) if wanted.state is None else counts.get(wanted.state, 0)


def _borne_by(node: Node, state: StateCode) -> ColumnElement[bool]:
    """Duties of a state, of its side, and of all parties together where it is one of them."""
    shared = [
        and_(finding.c.agreement == agreement.id, finding.c.bearer.in_(_together(party.side)))
        for agreement in node.in_use.values()
        if (party := agreement.party(state)) is not None
    ]
    return or_(finding.c.bearer == state, *shared)


def _together(side: str | None) -> list[str]:
    return [ALL_PARTIES, side] if side else [ALL_PARTIES]


def _duties(node: Node, keys: list[tuple[str, ...]], at: Instant) -> list[OpenDuty]:
    matters = sorted({MatterId(key[0]) for key in keys if not is_duty_id(key[0])})
    years = sorted({DutyId(key[0]) for key in keys if is_duty_id(key[0])})
    wanted: dict[str, dict[AgreementId, set[ProvisionId]]] = {}
    for about, agreement, provision, *_ in keys:
        by_agreement = wanted.setdefault(about, {})
        by_agreement.setdefault(AgreementId(agreement), set()).add(ProvisionId(provision))
    found: dict[tuple[str, ...], OpenDuty] = {}
    with node.reading() as connection:
        for one in judge_duties(node, connection, years, at):
            found[_key(one)] = OpenDuty(one, None)
        for known in matters_now(node, connection, matters).values():
            for one in findings_of(node, connection, known, at, wanted[known.id]):
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
    asked = [node.agreement(agreement_id)] if agreement_id else list(node.in_use.values())
    closed = closed_agreements(node, at)
    chosen = [one for one in asked if one.id not in closed]
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
