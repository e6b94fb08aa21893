"""Quota books of a year: what a state must still accept, what it may still ask for, and what each figure rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from detente.agreements.model import Agreement, Quota
from detente.assessment.finding import BearerName
from detente.assessment.quota_book import asked_of, entitlements, open_to, quota_book, quota_books
from detente.assessment.quota_views import Entitlement, QuotaBookView
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.scope import scope_of
from detente.assessment.years import bearers_with
from detente.kernel.identifiers import AgreementId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.node.actors import Actor, Right, require
from detente.node.node import Node
from detente.node.storage.record import SqlRecord
from detente.record.record import KnownMatter, M


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaYear:
    """The quotas of one agreement in one year as they concern one state.

    ``passive``: the books of its own quotas, or its side's, which others use up. ``active``: what it, or its side,
    may still ask of each other, and has asked for. Both are empty where the state is no party. ``left_out``: how many
    quotas that it may use, of which it asked for nothing, are not in ``active``.
    """

    agreement: AgreementId
    year: int
    state: StateCode
    passive: tuple[QuotaBookView, ...]
    active: tuple[Entitlement, ...]
    left_out: int = 0


def agreements_with_quotas(node: Node) -> list[Agreement]:
    """The agreements in use that count visits."""
    return [
        one
        for one in node.in_use.values()
        if any(isinstance(provision, Quota) for provision in one.provisions.values())
    ]


def show_quotas(
    node: Node,
    actor: Actor,
    agreement_id: AgreementId,
    year: int,
    state: StateCode,
    at: Instant,
    most_open: int | None = None,
) -> QuotaYear:
    """The books of one state. Costs what there is of that year, however many are known.

    ``most_open``: where more quotas than so many are open to the state, only those are opened of which it has
    asked for something.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node carries no such agreement.
    """
    require(actor, Right.READ)
    agreement = node.agreement(agreement_id)
    with node.reading() as connection:
        record = _Once(SqlRecord(node, connection))
        passive = [
            book
            for duty in _duties(agreement, state, year)
            if (book := quota_book(agreement, record, duty, at)) is not None
        ]
        active, left_out = _active(agreement, record, state, year, at, most_open)
    return QuotaYear(
        agreement=agreement_id,
        year=year,
        state=state,
        passive=tuple(passive),
        active=tuple(active),
        left_out=left_out,
    )


@dataclass(frozen=True, slots=True)
class _Once:
    """A record of which each part is read once: several provisions count the same visits."""

    record: SqlRecord
    kept: dict[tuple[object, ...], Sequence[KnownMatter]] = field(default_factory=dict)

    def matters_of(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterable[M]:
        """As the record has it."""
        key = ("of", topic, tuple(states), overlapping)
        if key not in self.kept:
            self.kept[key] = tuple(self.record.matters_of(topic, states, overlapping))
        return (one for one in self.kept[key] if isinstance(one, topic))

    def matters_concerning(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterable[M]:
        """As the record has it."""
        key = ("concerning", topic, tuple(states), overlapping)
        if key not in self.kept:
            self.kept[key] = tuple(self.record.matters_concerning(topic, states, overlapping))
        return (one for one in self.kept[key] if isinstance(one, topic))


def _active(
    agreement: Agreement, record: MatterSource, state: StateCode, year: int, at: Instant, most: int | None
) -> tuple[list[Entitlement], int]:
    found: list[Entitlement] = []
    left_out = 0
    for partner in _names(agreement, state):
        number = len(open_to(agreement, year, partner))
        if most is None or number <= most:
            found += entitlements(agreement, record, year, at, partner)
        else:
            bearers = asked_of(agreement, record, year, partner)
            opened = entitlements(agreement, record, year, at, partner, bearers)
            asked = [one for one in opened if one.asked.high]
            left_out += number - len(asked)
            found += asked
    return found, left_out


def books_of_year(
    node: Node, actor: Actor, agreement_id: AgreementId, year: int, at: Instant
) -> list[QuotaBookView]:
    """The books of every state or side.

    Raises:
        NotAllowed: the actor may not read.
        InputError: this node carries no such agreement.
    """
    require(actor, Right.READ)
    agreement = node.agreement(agreement_id)
    with node.reading() as connection:
        return quota_books(agreement, _Once(SqlRecord(node, connection)), year, at)


def _duties(agreement: Agreement, state: StateCode, year: int) -> Iterator[YearDuty]:
    scope = scope_of(agreement)
    for provision in agreement.provisions.values():
        if isinstance(provision, Quota):
            for bearer in bearers_with(scope, provision.bearer, state):
                yield YearDuty(provision.id, bearer, year)


def _names(agreement: Agreement, state: StateCode) -> list[BearerName]:
    """Under which names a state uses quotas: its own, or its side's, as the provisions have it."""
    found = [duty.bearer for duty in _duties(agreement, state, 0)]
    return list(dict.fromkeys(found))
