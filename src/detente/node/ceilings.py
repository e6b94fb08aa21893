"""Ceilings at a node: what each side holds against them through the years, for those who may see it."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model import Agreement
from detente.assessment.ceilings import CeilingBook, ceiling_books, ceilings_of
from detente.assessment.rules import MatterSource
from detente.kernel.identifiers import AgreementId
from detente.kernel.instants import Instant
from detente.node.actors import Actor, Right, require
from detente.node.forces_right import Right as SeeingRight
from detente.node.forces_right import may_see, require_state
from detente.node.node import Node
from detente.node.storage.record import SqlRecord
from detente.record.returns import Return

#: Years shown at most, the newest.
MOST_YEARS = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingsView:
    """Every book of an agreement. ``years``: those told of and the present one, rising.

    ``right``: by which article the reader sees what another told, and what passing it on would take.
    """

    agreement: Agreement
    years: tuple[int, ...]
    books: tuple[CeilingBook, ...]
    right: SeeingRight


def agreements_with_ceilings(node: Node) -> list[Agreement]:
    """The agreements in use that have ceilings."""
    return [one for one in node.in_use.values() if ceilings_of(one)]


def show_ceilings(node: Node, actor: Actor, agreement_id: AgreementId, at: Instant) -> CeilingsView:
    """What each bearer of an agreement's ceilings holds, in the newest years told of.

    Raises:
        NotAllowed: the actor may not read, or the agreement does not let this state see what others told.
        InputError: this node carries no such agreement.
    """
    require(actor, Right.READ)
    agreement = node.agreement(agreement_id)
    others = [state for state in agreement.states() if state != node.settings.state]
    for state in others:
        require_state(node, actor, state, agreement_id, at)
    with node.reading() as connection:
        source = SqlRecord(node, connection)
        years = _years(agreement, source, at)
        books = ceiling_books(agreement, source, years, node.settings.near_permille)
    right = may_see(node, actor, (others or agreement.states())[0], agreement_id, at)
    return CeilingsView(agreement=agreement, years=years, books=tuple(books), right=right)


def _years(agreement: Agreement, source: MatterSource, at: Instant) -> tuple[int, ...]:
    """From the first year told of to the present one, without gaps."""
    forms = {one.returns for one in ceilings_of(agreement)}
    told = [
        one.span.earliest.year
        for one in source.matters_of(Return, agreement.states(), None)
        if one.agreement in agreement.lineage and one.format in forms and not one.withdrawn and one.span
    ]
    first = min([one for one in told if one <= at.year], default=at.year)
    last = max(told, default=at.year)
    return tuple(range(max(first, at.year - MOST_YEARS + 1), min(max(last, at.year), at.year + 1) + 1))
