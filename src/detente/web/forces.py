"""Forces: which states have told of theirs, under which agreements, for which years."""

from __future__ import annotations

from dataclasses import dataclass

from starlette.responses import Response
from starlette.routing import BaseRoute

from detente.agreements.model import Agreement, Format, MessageKind, Purpose
from detente.kernel.identifiers import AgreementId, FormatId
from detente.kernel.languages import Text
from detente.messages.document import OriginKind
from detente.messages.references import parse_reference
from detente.node.actors import Right
from detente.node.forces import ForcesRow, list_forces, tells_of_forces
from detente.node.forces_again import begin_again, last_returns
from detente.web import (
    forces_chart,
    forces_differences,
    forces_history,
    forces_map,
    forces_posts,
    forces_table,
    forces_tree,
    urls,
)
from detente.web.desk import Desk, Visit, go_to
from detente.web.frame import Frame


@dataclass(frozen=True, slots=True)
class RowLine:
    """A state in the list. ``compared``: the difference of its last two years; None: there is one year or none.

    ``age``: that newer information is to be had by now; None: it is not.
    """

    row: ForcesRow
    state: Text
    agreement: Text
    path: str
    compared: str | None
    reconstructed: bool
    age: Text | None


@dataclass(frozen=True, slots=True)
class Beginning:
    """The returns and notices on forces that may be begun under one agreement.

    ``again``: those that can be begun from the last one, each with the year in which that one was sent.
    """

    agreement: Agreement
    formats: tuple[Format, ...]
    again: tuple[tuple[Format, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """The list. ``beginnings``: what this person may begin; empty for whoever only reads."""

    frame: Frame
    rows: tuple[RowLine, ...]
    beginnings: tuple[Beginning, ...]


def routes(desk: Desk) -> list[BaseRoute]:
    """The list, maps, and every page on one state's forces."""
    return [
        desk.route(urls.FORCES, show_list),
        desk.route(urls.FORCES, begin_from_last, methods=["POST"]),
        *forces_map.routes(desk),
        *forces_chart.routes(desk),
        *forces_tree.routes(desk),
        *forces_table.routes(desk),
        *forces_posts.routes(desk),
        *forces_differences.routes(desk),
        *forces_history.routes(desk),
    ]


def show_list(visit: Visit) -> Response:
    """States by agreement, in the order of their names."""
    rows = [_row_line(visit, row) for row in list_forces(visit.node, visit.actor, visit.at)]
    rows.sort(key=lambda one: (one.row.agreement, one.state.in_(visit.language)))
    page = ListPage(
        frame=visit.frame(urls.FORCES),
        rows=tuple(rows),
        beginnings=_beginnings(visit) if visit.actor.may(Right.DRAFT) else (),
    )
    return visit.show("forces/list.html", page)


def _row_line(visit: Visit, row: ForcesRow) -> RowLine:
    agreement = visit.node.agreement(row.agreement)
    two = len(row.years) > 1
    return RowLine(
        row=row,
        state=agreement.state_name(row.state),
        agreement=agreement.short_title,
        path=urls.forces(row.agreement, row.state),
        compared=urls.forces(row.agreement, row.state, "differences") if two else None,
        reconstructed=any(one.kind is OriginKind.RECONSTRUCTED for one in row.forces.origins),
        age=_NEWER_DUE if row.stale else None,
    )


def begin_from_last(visit: Visit) -> Response:
    """Begin the next return from the last one."""
    agreement, _, form = visit.fields.one("again").partition("/")
    number = begin_again(
        visit.node,
        visit.actor,
        AgreementId(agreement),
        FormatId(form),
        visit.at,
        visit.language.value,
    )
    return go_to(urls.draft(number))


def _beginnings(visit: Visit) -> tuple[Beginning, ...]:
    own, last = visit.node.settings.state, last_returns(visit.node, visit.actor)
    return tuple(
        Beginning(
            one,
            formats,
            tuple(
                (one.formats[each.format], parse_reference(each.reference).year)
                for each in last
                if each.agreement == one.id
            ),
        )
        for one in visit.node.in_use.values()
        if one.party(own) is not None and (formats := tuple(filter(_may_begin, one.formats.values())))
    )


def _may_begin(form: Format) -> bool:
    told = form.purpose in (Purpose.INFORMATION_RETURN, Purpose.EVENT_NOTICE)
    return told and tells_of_forces(form) and not form.requires and MessageKind.ORIGINAL in form.kinds


_NEWER_DUE = Text("newer information not received", "более новые сведения не поступали", "尚未收到更新的情况")
