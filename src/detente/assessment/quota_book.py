"""Quota books for those who read them: how much there is, who used it, what is kept free, what is left.

Pure, and costs what there is of one year and one host: a book is made of the requests of that year, however
many years are known. Every figure names the messages it rests on. The same messages give the same book at
every node, whatever their order of arrival (see ``kinds/quota_book.py``).

After the last second of a year its books are settled: what was kept free counts as used, since each request
counts as one, and what is left lapses.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from detente.agreements.model import Agreement, Quantity, Quota
from detente.assessment.conditions import value_on
from detente.assessment.finding import BearerName
from detente.assessment.kinds.quota_amounts import Amounts, Size
from detente.assessment.kinds.quota_book import Bookkeeper, Freed, Given, QuotaBook, Use
from detente.assessment.quota_views import (
    AmountGrounds,
    Entitlement,
    Figure,
    ObjectView,
    PartnerView,
    QuotaBookView,
    QuotaEntry,
    QuotaTransfer,
    UseState,
)
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.scope import Scope, scope_of
from detente.assessment.visiting import only, standing_of
from detente.assessment.years import (
    YearRule,
    bearers_of,
    bearers_with,
    bound_states,
    first_instant,
    year_span,
)
from detente.kernel.identifiers import MatterId
from detente.kernel.instants import Instant
from detente.record.visits import Visit, VisitStatus


def quota_books(agreement: Agreement, source: MatterSource, year: int, at: Instant) -> list[QuotaBookView]:
    """Every quota book of a year, by provision and bearer; one in which nothing stands as well."""
    return [keeper.view(duty, source, at) for keeper, duty in _duties(agreement, year)]


def quota_book(
    agreement: Agreement, source: MatterSource, duty: YearDuty, at: Instant
) -> QuotaBookView | None:
    """One book; None where the agreement has no such quota, or does not bind its bearer in that year."""
    scope = scope_of(agreement)
    provision = agreement.provisions.get(duty.provision)
    if not isinstance(provision, Quota) or not bound_states(scope, duty.bearer, year_span(duty.year)):
        return None
    return _Keeper.of(scope, provision).view(duty, source, at)


def entitlements(
    agreement: Agreement,
    source: MatterSource,
    year: int,
    at: Instant,
    partner: BearerName | None = None,
    bearers: Container[BearerName] | None = None,
) -> list[Entitlement]:
    """The active view: what each partner (or one) may still use, and where; by partner, provision and bearer.

    Nobody may use its own quota, nor that of a state towards which the provision is suspended. ``bearers``: only
    theirs.
    """
    found: list[Entitlement] = []
    for keeper, duty in _duties(agreement, year):
        if bearers is not None and duty.bearer not in bearers:
            continue
        partners = keeper.partners(duty) if partner is None else [partner]
        opened = keeper.opened(duty, source, at)
        found += [opened.entitlement(one) for one in partners if keeper.may_use(one, duty)]
    return sorted(found, key=lambda one: (one.partner, one.provision, one.bearer))


def open_to(agreement: Agreement, year: int, partner: BearerName) -> list[YearDuty]:
    """The quotas that a partner may use in a year, however much of them is left."""
    return [duty for keeper, duty in _duties(agreement, year) if keeper.may_use(partner, duty)]


def asked_of(agreement: Agreement, source: MatterSource, year: int, partner: BearerName) -> set[BearerName]:
    """Whose quotas a partner has asked for in a year, or may have."""
    scope = scope_of(agreement)
    states = bound_states(scope, partner, year_span(year))
    hosts = {host for one in source.matters_of(Visit, states, year_span(year)) for host in one.hosts}
    quotas = [one for one in agreement.provisions.values() if isinstance(one, Quota)]
    return {name for one in quotas for host in hosts for name in bearers_with(scope, one.bearer, host)}


def _duties(agreement: Agreement, year: int) -> Iterator[tuple[_Keeper, YearDuty]]:
    scope = scope_of(agreement)
    for provision in agreement.provisions.values():
        if isinstance(provision, Quota):
            keeper = _Keeper.of(scope, provision)
            for bearer in bearers_of(scope, provision.bearer):
                if bound_states(scope, bearer, year_span(year)):
                    yield keeper, YearDuty(provision.id, bearer, year)


@dataclass(frozen=True, slots=True)
class _Keeper:
    """Makes the views of one provision's books."""

    scope: Scope
    provision: Quota
    amounts: Amounts
    books: Bookkeeper

    @staticmethod
    def of(scope: Scope, provision: Quota) -> _Keeper:
        years = YearRule(scope, provision, provision.bearer)
        return _Keeper(scope, provision, Amounts(years, provision), Bookkeeper(years, provision))

    def opened(self, duty: YearDuty, source: MatterSource, at: Instant) -> _Opened:
        whole, book = self.amounts.whole(duty, source), self.books.book(duty, source)
        settled, counted = at > year_span(duty.year).latest, _count(book.uses)
        by_partner: dict[BearerName, list[Use]] = {}
        for one in book.uses:
            by_partner.setdefault(one.partner, []).append(one)
        visits = [*(one.visit for one in book.uses), *(one.visit for one in book.freed)]
        status = {one.id: standing_of(one, self.scope.agreement, at) for one in visits}
        left = _left(_figure_of(whole), counted)
        return _Opened(self, duty, book, whole, left, settled, status, by_partner)

    def view(self, duty: YearDuty, source: MatterSource, at: Instant) -> QuotaBookView:
        return self.opened(duty, source, at).view(self.amounts.counted(duty, source))

    def partners(self, duty: YearDuty) -> list[BearerName]:
        bearers = bearers_of(self.scope, self.provision.bearer)
        return [one for one in bearers if bound_states(self.scope, one, year_span(duty.year))]

    def may_use(self, partner: BearerName, duty: YearDuty) -> bool:
        day = first_instant(duty.year)
        return partner != duty.bearer and not self.scope.suspended(
            partner, duty.bearer, self.provision.id, day
        )


@dataclass(frozen=True, slots=True)
class _Opened:
    """One book with the amount it is about, what is left of it, and where each of its visits stands."""

    keeper: _Keeper
    duty: YearDuty
    book: QuotaBook
    whole: Size
    left: Figure
    settled: bool
    status: Mapping[MatterId, VisitStatus]
    by_partner: Mapping[BearerName, list[Use]]

    def view(self, counted: int | None) -> QuotaBookView:
        provision, uses, most = self.keeper.provision, self.book.uses, self.whole.number.value
        sure = sum(not one.counted.doubts for one in uses)
        return QuotaBookView(
            provision=provision.id,
            article=provision.article,
            title=provision.title,
            bearer=self.duty.bearer,
            year=self.duty.year,
            sector=provision.sector,
            grounds=AmountGrounds(
                number=self.whole.number,
                formula=self.keeper.amounts.returns_of(),
                counted=counted,
                returns=self.whole.counterparts,
            ),
            amount=_figure_of(self.whole),
            used=self._total(uses, UseState.USED),
            reserved=self._total(uses, UseState.RESERVED),
            left=self.left,
            over=0 if most is None else max(sure - most, 0),
            settled=self.settled,
            entries=tuple(self._entries(most)),
            partners=tuple(map(self.partner, self.book.partners())),
            objects=tuple(self._objects()),
            transfers=tuple(map(_transfer, self.book.given)),
            full=tuple(message for one in self.book.told_full for message in one.messages),
        )

    def partner(self, partner: BearerName) -> PartnerView:
        own = self.by_partner.get(partner, [])
        share = _figure_of(self.keeper.amounts.share(self.whole, partner, self.book, self.duty))
        return PartnerView(
            partner=partner,
            share=share,
            used=self._total(own, UseState.USED),
            reserved=self._total(own, UseState.RESERVED),
            left=_smaller(_left(share, _count(own)), self.left),
        )

    def entitlement(self, partner: BearerName) -> Entitlement:
        view = self.partner(partner)
        return Entitlement(
            provision=self.keeper.provision.id,
            partner=partner,
            bearer=self.duty.bearer,
            year=self.duty.year,
            sector=self.keeper.provision.sector,
            asked=_count(self.by_partner.get(partner, [])),
            left=view.left,
        )

    def _entries(self, most: int | None) -> Iterator[QuotaEntry]:
        """Those that count with their places, then those that do not, each in the order told."""
        for place, one in enumerate(self.book.uses, start=1):
            over = most is not None and place > most and not one.counted.doubts
            yield self._entry(one.visit, one.partner, self._state(one), place, over=over, use=one)
        for freed in self.book.freed:
            yield self._entry(freed.visit, freed.partner, UseState.FREED, None, over=False, freed=freed)

    def _entry(
        self,
        visit: Visit,
        partner: BearerName,
        state: UseState,
        place: int | None,
        *,
        over: bool,
        use: Use | None = None,
        freed: Freed | None = None,
    ) -> QuotaEntry:
        return QuotaEntry(
            matter=visit.id,
            reference=visit.reference,
            partner=partner,
            guest=visit.owner,
            host=only(visit.hosts),
            object=visit.object,
            told=visit.told,
            arrival=visit.arrival,
            status=self.status[visit.id],
            state=state,
            place=place,
            over=over,
            reason=freed.reason if freed else None,
            doubts=use.counted.doubts if use else (),
            messages=visit.messages,
        )

    def _state(self, use: Use) -> UseState:
        """Used once the year is over, the visit has begun, or it came to nothing without freeing the quota."""
        reserved = not self.settled and self.status[use.visit.id] in _OPEN
        return UseState.RESERVED if reserved else UseState.USED

    def _total(self, uses: Iterable[Use], state: UseState) -> Figure:
        return _count([one for one in uses if self._state(one) is state])

    def _objects(self) -> Iterator[ObjectView]:
        limits, named = self.keeper.provision.same_object, [one for one in self.book.uses if one.object]
        by_name: dict[str, list[Use]] = {}
        for one in named:
            by_name.setdefault(" ".join((one.object or "").split()).casefold(), []).append(one)
        for _, uses in sorted(by_name.items()):
            name = uses[0].object or ""
            most = self._limit(limits.per_period) if limits else None
            yield ObjectView(object=name, partner=None, limit=most, used=_count(uses))
            for partner in sorted({one.partner for one in uses}):
                most = self._limit(limits.same_partner) if limits else None
                own = [one for one in uses if one.partner == partner]
                yield ObjectView(object=name, partner=partner, limit=most, used=_count(own))

    def _limit(self, most: Quantity | None) -> Figure | None:
        if most is None:
            return None
        number = value_on(most, first_instant(self.duty.year)).value
        return Figure(number, number)


#: Requests that nothing has come of yet: a place is kept free for them.
_OPEN = frozenset({VisitStatus.ASKED, VisitStatus.OFFERED, VisitStatus.AGREED, VisitStatus.POSTPONED})


_NONE = Figure(0, 0)


def _figure_of(size: Size) -> Figure:
    return Figure(size.number.value, size.number.value, size.messages, size.gaps)


def _count(uses: Sequence[Use]) -> Figure:
    """How many requests count for sure, and how many may."""
    if not uses:
        return _NONE
    doubtful = [one.counted.doubts for one in uses if one.counted.doubts]
    messages = tuple(dict.fromkeys(chain.from_iterable([one.counted.messages for one in uses])))
    doubts = tuple(dict.fromkeys(chain.from_iterable(doubtful)))
    return Figure(len(uses) - len(doubtful), len(uses), messages, doubts)


def _left(amount: Figure, taken: Figure) -> Figure:
    """What is left of an amount: nothing where more was taken; not known where the amount is not."""
    messages = tuple(dict.fromkeys((*amount.messages, *taken.messages)))
    gaps = tuple(dict.fromkeys((*amount.gaps, *taken.gaps)))
    if amount.value is None or taken.low is None or taken.high is None:
        return Figure(None, None, messages, gaps)
    return Figure(max(amount.value - taken.high, 0), max(amount.value - taken.low, 0), messages, gaps)


def _smaller(one: Figure, other: Figure) -> Figure:
    """The smaller of two, and what it rests on; both where neither is smaller for sure."""
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return one if one.low is None else other
    if one.high <= other.low or other.high <= one.low:
        return one if one.high <= other.low else other
    messages = tuple(dict.fromkeys((*one.messages, *other.messages)))
    gaps = tuple(dict.fromkeys((*one.gaps, *other.gaps)))
    return Figure(min(one.low, other.low), min(one.high, other.high), messages, gaps)


def _transfer(given: Given) -> QuotaTransfer:
    return QuotaTransfer(
        giver=given.giver,
        receiver=given.receiver,
        amount=given.amount,
        matter=given.message.id,
        messages=given.message.messages,
    )
