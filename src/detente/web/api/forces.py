"""Forces: who told of theirs, one state's units and posts, the difference of two years, one unit or post in time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal, TypeVar

from fastapi import APIRouter, Query
from pydantic import Field

from detente.kernel.identifiers import AgreementId, StateCode
from detente.messages.values import FreeText
from detente.messages.values import Place as KnownPlace
from detente.node import forces as service
from detente.record.forces import Forces
from detente.record.forces import Post as KnownPost
from detente.record.forces import Unit as KnownUnit
from detente.record.forces_changes import Change as KnownChange
from detente.record.forces_changes import ChangedValue, ChangeKind
from detente.web.api import values as wire
from detente.web.api.activities import Place
from detente.web.api.caller import Signed

Year = Annotated[int, Field(ge=1950, le=2200)]
_Amounts = dict[str, wire.Amount]
T = TypeVar("T")


class ForcesLine(wire.Shape):
    """What a state has told of its forces under one agreement; ``as_of``: the day of its newest return.

    ``stale``: the agreement wants a newer list of units or posts to be known by now.
    """

    state: str
    agreement: str
    as_of: wire.Moment | None
    years: list[int]
    units: int
    posts: int
    stale: bool


class ForcesList(wire.Shape):
    """Every state that has told of its forces, as they stand at ``at``."""

    at: datetime
    rows: list[ForcesLine]


class Unit(wire.Shape):
    """A formation, unit or body. Strength and holdings are with all that is subordinate to it.

    ``under``: the code of its superior; null: it stands at the top. ``basis`` null: declared by the state.
    """

    code: str
    name: wire.FreeWords
    level: str | None
    under: str | None
    city: Place | None
    strength: int | None
    holdings: _Amounts
    basis: str | None
    source: str | None


class Post(wire.Shape):
    """A post and who holds it (null: vacant, or not told). ``unit``: the code of where it belongs."""

    code: str
    title: wire.FreeWords
    unit: str | None
    holder: wire.FreeWords | None
    rank: wire.FreeWords | None
    since: wire.Moment | None
    basis: str | None
    source: str | None


class UnitPage(wire.Shape):
    """Some of the units, in the order of the return; ``total``: how many fit what was asked for."""

    rows: list[Unit]
    total: int
    number: int
    size: int


class StateForces(wire.Shape):
    """One state's forces now (``year`` null), or as its returns for a year have them.

    ``units_as_of`` and ``posts_as_of``: the day of the return that lists these; null: none does. ``units``: a page
    of them. ``messages``: what it rests on.
    """

    state: str
    agreement: str
    year: int | None
    years: list[int]
    as_of: wire.Moment | None
    units_as_of: wire.Moment | None
    posts_as_of: wire.Moment | None
    units: UnitPage
    posts: list[Post]
    messages: list[str]


class ForceValue(wire.Shape):
    """What stood before or stands after: the one member that fits the change; all null: nothing was told."""

    unit: Unit | None = None
    post: Post | None = None
    words: wire.FreeWords | None = None
    place: Place | None = None
    code: str | None = None
    number: int | None = None
    amounts: _Amounts | None = None


class ForceChange(wire.Shape):
    """One thing that has changed of a unit or post; ``path``: the codes of those above it, the highest first."""

    kind: ChangeKind
    code: str
    path: list[str]
    before: ForceValue
    after: ForceValue


class Differences(wire.Shape):
    """What has changed from the returns of one year to those of another, a page of it; what both rest on."""

    state: str
    agreement: str
    from_year: int
    to_year: int
    rows: list[ForceChange]
    total: int
    number: int
    size: int
    messages_before: list[str]
    messages_after: list[str]


class ForceStage(wire.Shape):
    """A unit or post as told for a year (null: as known now); ``unit`` and ``post`` null: not among those told."""

    year: int | None
    as_of: wire.Moment | None
    unit: Unit | None
    post: Post | None
    changes: list[ForceChange]


class ForceHistory(wire.Shape):
    """One unit or post through the years, the earliest first."""

    state: str
    agreement: str
    code: str
    stages: list[ForceStage]


class ListQuery(wire.Asked):
    """Under which agreement; empty: all."""

    agreement: wire.Word = ""


class ForcesQuery(wire.Asked):
    """In which year (now where none is given), and which units; what is not given does not matter."""

    year: Year | None = None
    under: Annotated[wire.Word, Field(description="Directly under the unit of this code.")] = ""
    level: wire.Word = ""
    page: wire.PageNumber = 1
    size: wire.PageSize = 200


class DifferencesQuery(wire.Asked):
    """Which two years, and changes of which kind."""

    from_year: Year
    to_year: Year
    kind: ChangeKind | Literal[""] = ""
    page: wire.PageNumber = 1
    size: wire.PageSize = 200


class HistoryQuery(wire.Asked):
    """The code of the unit or post."""

    code: wire.Word


def add_to(router: APIRouter) -> None:
    """The endpoints."""
    router.get("/forces")(list_forces)
    router.get("/forces/{agreement}/{state}")(show_forces)
    router.get("/forces/{agreement}/{state}/differences")(compare_forces)
    router.get("/forces/{agreement}/{state}/history")(show_forces_history)


def list_forces(caller: Signed, asked: Annotated[ListQuery, Query()]) -> ForcesList:
    """Which states have told of their forces, under which agreements, for which years."""
    agreement = AgreementId(asked.agreement) if asked.agreement else None
    rows = service.list_forces(caller.node, caller.actor, caller.at, agreement)
    return ForcesList(at=caller.at, rows=[ForcesLine.of(one) for one in rows])


def show_forces(
    caller: Signed, agreement: str, state: str, asked: Annotated[ForcesQuery, Query()]
) -> StateForces:
    """One state's leadership and structure, the units page by page."""
    view = service.show_forces(
        caller.node, caller.actor, StateCode(state), AgreementId(agreement), caller.at, asked.year
    )
    forces: Forces = view.forces
    found = [one for one in forces.units if asked.under in ("", one.under) and asked.level in ("", one.level)]
    page = UnitPage(
        rows=[Unit.of(one) for one in _page(found, asked)],
        total=len(found),
        number=asked.page,
        size=asked.size,
    )
    return StateForces.of(
        forces, year=view.year, years=view.years, units=page, posts=[Post.of(one) for one in forces.posts]
    )


def compare_forces(
    caller: Signed, agreement: str, state: str, asked: Annotated[DifferencesQuery, Query()]
) -> Differences:
    """What has changed between a state's returns of two years."""
    view = service.compare_forces(
        caller.node,
        caller.actor,
        StateCode(state),
        AgreementId(agreement),
        asked.from_year,
        asked.to_year,
    )
    found = [one for one in view.changes if asked.kind in ("", one.kind)]
    return Differences(
        state=state,
        agreement=agreement,
        from_year=view.from_year,
        to_year=view.to_year,
        rows=[_change(one) for one in _page(found, asked)],
        total=len(found),
        number=asked.page,
        size=asked.size,
        messages_before=list(view.before.messages),
        messages_after=list(view.after.messages),
    )


def show_forces_history(
    caller: Signed, agreement: str, state: str, asked: Annotated[HistoryQuery, Query()]
) -> ForceHistory:
    """One unit or post through all years told of, and now."""
    found = service.forces_history(
        caller.node, caller.actor, StateCode(state), AgreementId(agreement), asked.code, caller.at
    )
    stages = [
        ForceStage(
            year=year,
            as_of=stage.as_of.text if stage.as_of else None,
            unit=Unit.of(stage.known) if isinstance(stage.known, KnownUnit) else None,
            post=Post.of(stage.known) if isinstance(stage.known, KnownPost) else None,
            changes=[_change(one) for one in stage.changes],
        )
        for year, stage in found.stages
    ]
    return ForceHistory(state=state, agreement=agreement, code=found.code, stages=stages)


def _page(rows: Sequence[T], asked: ForcesQuery | DifferencesQuery) -> Sequence[T]:
    return rows[(asked.page - 1) * asked.size : asked.page * asked.size]


def _change(change: KnownChange) -> ForceChange:
    return ForceChange.of(
        change, path=list(change.path), before=_value(change.before), after=_value(change.after)
    )


def _value(value: ChangedValue) -> ForceValue:
    said = ForceValue()
    match value:
        case None:
            pass
        case KnownUnit():
            said.unit = Unit.of(value)
        case KnownPost():
            said.post = Post.of(value)
        case FreeText():
            said.words = dict(value.by_language)
        case KnownPlace():
            said.place = Place.of(value)
        case int():
            said.number = value
        case str():
            said.code = value
        case _:
            said.amounts = {measure: wire.Amount.of(one) for measure, one in value.items()}
    return said
