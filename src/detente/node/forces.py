"""Forces: which states told of theirs; one state's now or in a year; what changed; one unit or post in time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, select

from detente.agreements.model import Agreement, Format
from detente.assessment.staleness import stale_from
from detente.kernel.errors import InputError
from detente.kernel.identifiers import AgreementId, MatterId, StateCode
from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Text
from detente.node.actors import Actor, Right, require
from detente.node.forces_right import all_visible, may_see, require_state
from detente.node.node import Node
from detente.node.storage.schema import matter as matter_table
from detente.node.storage.schema import message
from detente.record.facts import (
    FORCES_POST_CHANGES,
    FORCES_POSTS,
    FORCES_UNIT_CHANGES,
    FORCES_UNITS,
    HOLDINGS,
)
from detente.record.forces import Forces, forces_in, forces_of, years_told
from detente.record.forces_changes import Change, Stage, changes_between, history_of
from detente.record.notices import EventNotice
from detente.record.returns import Return

#: What makes a format one on forces.
FACTS = frozenset({FORCES_UNITS, FORCES_POSTS, FORCES_UNIT_CHANGES, FORCES_POST_CHANGES, HOLDINGS})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesRow:
    """What a state has told of its forces under one agreement: how much, and for which years.

    ``as_of``: the day of its newest return; ``forces``: as they are known now. ``stale``: the agreement wants a newer
    list of units or posts to be known by now.
    """

    state: StateCode
    agreement: AgreementId
    as_of: PartialDate | None
    years: tuple[int, ...]
    units: int
    posts: int
    forces: Forces
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesView:
    """A state's forces now (``year`` None), or as its returns for a year have them; ``years``: all told of."""

    forces: Forces
    year: int | None
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesComparison:
    """What has changed from the returns of one year to those of another, and what both rest on."""

    before: Forces
    after: Forces
    from_year: int
    to_year: int
    changes: tuple[Change, ...]
    years: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcesHistory:
    """A unit or post through the years: one stage for each year told of, and the last for now (``year`` None)."""

    state: StateCode
    agreement: AgreementId
    code: str
    stages: tuple[tuple[int | None, Stage], ...]


@dataclass(frozen=True, slots=True)
class _Told:
    """The returns and notices of one state under one agreement."""

    state: StateCode
    agreement: AgreementId
    returns: list[Return]
    notices: list[EventNotice]

    def now(self, at: Instant) -> Forces | None:
        return forces_of(self.returns, self.notices, self.state, self.agreement, at.date())

    def in_year(self, year: int) -> Forces | None:
        return forces_in(self.returns, self.notices, self.state, self.agreement, year)

    @property
    def years(self) -> tuple[int, ...]:
        return years_told(self.returns, self.state, self.agreement)


def list_forces(
    node: Node, actor: Actor, at: Instant, agreement: AgreementId | None = None
) -> list[ForcesRow]:
    """Every state that has told of its forces, by agreement and state; ``agreement``: under that one alone.

    Raises:
        NotAllowed: the actor may not read.
    """
    require(actor, Right.READ)
    rows = []
    with node.reading() as connection:
        for one in node.in_use.values():
            if agreement in (None, one.id):
                for state in one.states():
                    told = _permitted(node, connection, _told(node, connection, state, one), actor, at)
                    forces = told.now(at)
                    if forces is not None:
                        rows.append(_row(told, forces, one, at))
    return rows


def show_forces(
    node: Node,
    actor: Actor,
    state: StateCode,
    agreement: AgreementId,
    at: Instant,
    year: int | None = None,
) -> ForcesView:
    """A state's forces: at ``at``, with what notices told since its returns; or as its returns for a year have them.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: the state has told nothing of them, or nothing for that year.
    """
    told = _seen(node, actor, state, agreement, at)
    forces = told.now(at) if year is None else told.in_year(year)
    if forces is None:
        raise _nothing(node, told, year)
    return ForcesView(forces=forces, year=year, years=told.years)


def compare_forces(
    node: Node,
    actor: Actor,
    state: StateCode,
    agreement: AgreementId,
    from_year: int,
    to_year: int,
) -> ForcesComparison:
    """What has changed between a state's returns of two years.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see it.
        InputError: the state has told nothing for one of the years.
    """
    told = _seen(node, actor, state, agreement)
    before, after = told.in_year(from_year), told.in_year(to_year)
    if before is None or after is None:
        raise _nothing(node, told, from_year if before is None else to_year)
    return ForcesComparison(
        before=before,
        after=after,
        from_year=from_year,
        to_year=to_year,
        changes=changes_between(before, after),
        years=told.years,
    )


def forces_history(
    node: Node, actor: Actor, state: StateCode, agreement: AgreementId, code: str, at: Instant
) -> ForcesHistory:
    """One unit or post of a state through all years, with what changed from each to the next.

    Raises:
        NotAllowed: the actor may not read.
        InputError: no return of the state names that code.
    """
    told = _seen(node, actor, state, agreement, at)
    through: list[tuple[int | None, Forces | None]] = [(year, told.in_year(year)) for year in told.years]
    through.append((None, told.now(at)))
    known = [(year, forces) for year, forces in through if forces is not None]
    stages = history_of(code, (forces for _, forces in known))
    if not stages:
        raise InputError("no-code", _NO_CODE.fill(code=code[:80]), _SEE_FORCES)
    years = [year for year, _ in known][len(known) - len(stages) :]
    return ForcesHistory(
        state=state, agreement=agreement, code=code, stages=tuple(zip(years, stages, strict=True))
    )


def tells_of_forces(form: Format) -> bool:
    """Whether messages of a format tell of forces."""
    return any(item.fact in FACTS for item in form.items)


def _seen(
    node: Node, actor: Actor, state: StateCode, agreement: AgreementId, at: Instant | None = None
) -> _Told:
    require(actor, Right.READ)
    with node.reading() as connection:
        told = _told(node, connection, state, node.agreement(agreement))
        permitted = _permitted(node, connection, told, actor, at)
    if not permitted.returns and not permitted.notices:
        require_state(node, actor, state, agreement, at)
    return permitted


def _permitted(node: Node, connection: Connection, told: _Told, actor: Actor, at: Instant | None) -> _Told:
    """What of it this state may see: all of it as a party, else those messages to which consent was told."""
    if may_see(node, actor, told.state, told.agreement, at).allowed:
        return told
    return _Told(
        told.state,
        told.agreement,
        [one for one in told.returns if all_visible(node, connection, one.messages, at)],
        [one for one in told.notices if all_visible(node, connection, one.messages, at)],
    )


def _told(node: Node, connection: Connection, state: StateCode, agreement: Agreement) -> _Told:
    matters = _matters(connection, state, agreement)
    known = node.forces_kept.fold(connection, matters, node.formats)
    return _Told(
        state,
        agreement.id,
        [one for one in known if isinstance(one, Return)],
        [one for one in known if isinstance(one, EventNotice)],
    )


def _matters(connection: Connection, state: StateCode, agreement: Agreement) -> list[MatterId]:
    """The returns and notices of a state in formats on forces."""
    forms: Iterable[str] = (form.id for form in agreement.formats.values() if tells_of_forces(form))
    query = (
        select(matter_table.c.id)
        .join_from(matter_table, message, message.c.matter == matter_table.c.id)
        .where(
            matter_table.c.topic.in_((Return.__name__, EventNotice.__name__)),
            matter_table.c.owner == state,
            matter_table.c.agreement == agreement.id,
            message.c.format.in_(sorted(forms)),
        )
        .distinct()
        .order_by(matter_table.c.id)
    )
    return [MatterId(one) for one in connection.execute(query).scalars()]


def _row(told: _Told, forces: Forces, agreement: Agreement, at: Instant) -> ForcesRow:
    stale = stale_from(agreement, forces)
    return ForcesRow(
        state=told.state,
        agreement=told.agreement,
        as_of=forces.as_of,
        years=told.years,
        units=len(forces.units),
        posts=len(forces.posts),
        forces=forces,
        stale=stale is not None and stale <= at,
    )


def _nothing(node: Node, told: _Told, year: int | None) -> InputError:
    agreement = node.agreement(told.agreement)
    state = agreement.state_name(told.state)
    if year is None:
        return InputError("no-forces", _NO_FORCES.fill(state=state), _SEE_FORCES)
    known = ", ".join(map(str, told.years)) or "—"
    return InputError("no-forces", _NO_YEAR.fill(state=state, year=str(year)), _SEE_YEARS.fill(years=known))


_NO_FORCES = Text(
    "{state} has told nothing of its forces under this agreement.",
    "Сведений о вооружённых силах по этому соглашению не поступало: {state}.",
    "{state}未依据该协定通报武装力量情况。",
)
_NO_YEAR = Text(
    "{state} has told nothing of its forces for {year}.",
    "Сведений о вооружённых силах за {year} год не поступало: {state}.",
    "{state}未通报{year}年的武装力量情况。",
)
_SEE_YEARS = Text("Told are: {years}.", "Имеются сведения за: {years}.", "已通报的年份：{years}。")
_NO_CODE = Text(
    "No return names “{code}”.", "Ни в одном сообщении нет кода «{code}».", "各次通报中均无代码“{code}”。"
)
_SEE_FORCES = Text(
    "See which states told of their forces in the list.",
    "Посмотрите в списке, какие государства сообщили сведения.",
    "请在列表中查看已通报的国家。",
)
