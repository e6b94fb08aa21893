"""Quotas and visits as the record knows them, made ready for planning."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from detente.agreements.model import Agreement, Bearer, Host, Quantity, Quota
from detente.assessment.clocks import counting_of
from detente.assessment.conditions import value_on
from detente.assessment.finding import BearerName
from detente.assessment.kinds.quota_amounts import Amounts, Size
from detente.assessment.kinds.quota_book import Bookkeeper, QuotaBook
from detente.assessment.planning.conflicts import Cited
from detente.assessment.planning.request import (
    DrillDays,
    Lead,
    ObjectUse,
    PassiveQuota,
    PlanRequest,
    StandingVisit,
)
from detente.assessment.planning.stays import DrillTime, FormatKey, Stay, drill_time, stays_of
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.scope import Scope, scope_of
from detente.assessment.years import (
    YearRule,
    bearers_of,
    bearers_with,
    bound_states,
    first_instant,
    year_span,
)
from detente.kernel.identifiers import StateCode
from detente.record.record import Record
from detente.record.visits import Visit


def passive_quotas(agreement: Agreement, source: MatterSource, year: int) -> tuple[PassiveQuota, ...]:
    """What each bearer must still accept in a year, under every quota of an agreement, by provision and bearer.

    What was asked for counts as used; what may count or not is taken as used. A number that is not known
    stays so, with its gaps.
    """
    scope = scope_of(agreement)
    return tuple(
        found
        for provision in agreement.provisions.values()
        if isinstance(provision, Quota)
        for found in _of_provision(scope, provision, source, year)
    )


def with_record(request: PlanRequest, agreements: Iterable[Agreement], record: Record) -> PlanRequest:
    """The request with the quotas, visits and drills of a record beside its own.

    Quotas are those of the year in which the stretch begins; those of a provision that the request has quotas
    of itself are left out. Of visits and drills those count whose states are planned for.
    """
    planned = {one.code for one in request.states}
    own = {(one.agreement, one.provision) for one in request.quotas}
    found = [
        quota
        for agreement in agreements
        for quota in passive_quotas(agreement, record, request.first.year)
        if (quota.agreement, quota.provision) not in own
    ]
    stays = [stay for visit in record.all_of(Visit).values() for stay in stays_of(visit)]
    drills = [time for one in record.activities.values() if (time := drill_time(one)) is not None]
    standing = [one for one in standing_visits(stays) if {one.host, one.guest} & planned]
    return replace(
        request,
        quotas=(*request.quotas, *found),
        standing=(*request.standing, *(one for one in standing if _lies_in(one, request))),
        drills=(
            *request.drills,
            *(one for one in drill_days(drills) if one.host in planned and _lies_in(one, request)),
        ),
    )


def _lies_in(known: StandingVisit | DrillDays, request: PlanRequest) -> bool:
    return known.first <= request.last and request.first <= known.last


def one_at_a_time(agreements: Iterable[Agreement], year: int) -> dict[FormatKey, Cited]:
    """Where agreements say that no more than one visit takes place with a state at one time."""
    return {
        (agreement.id, one.request_format): Cited(agreement.id, one.id, one.article)
        for agreement in agreements
        for one in agreement.provisions.values()
        if isinstance(one, Quota) and one.at_once is not None and _most(one.at_once, year) == 1
    }


def lead_of(agreement: Agreement, quota: Quota) -> Lead:
    """The clocks of the requests that use up a quota: those of the provision on visits in the same format."""
    for provision in agreement.provisions.values():
        if isinstance(provision, Host) and provision.request_format == quota.request_format:
            return Lead(request=provision.request, reply=provision.reply, counting=counting_of(agreement))
    return Lead(counting=counting_of(agreement))


def standing_visits(stays: Iterable[Stay]) -> tuple[StandingVisit, ...]:
    """Visits that are planned around, on every day they may take."""
    return tuple(
        StandingVisit(one.id, one.host, one.guest, one.possible.earliest.date(), one.possible.latest.date())
        for one in stays
    )


def drill_days(drills: Iterable[DrillTime]) -> tuple[DrillDays, ...]:
    """Drills that are planned around, on every day they may take."""
    return tuple(
        DrillDays(one.id, one.host, one.possible.earliest.date(), one.possible.latest.date())
        for one in drills
    )


def _of_provision(scope: Scope, provision: Quota, source: MatterSource, year: int) -> Iterator[PassiveQuota]:
    years = YearRule(scope, provision, provision.bearer)
    objects = provision.same_object
    amounts, books = Amounts(years, provision), Bookkeeper(years, provision)
    for bearer in bearers_of(scope, provision.bearer):
        duty = YearDuty(provision.id, bearer, year)
        hosts = years.states_in(duty)
        if hosts:
            book, size = books.book(duty, source), amounts.whole(duty, source)
            partners = dict(_partners(scope, provision.bearer, hosts, year))
            yield PassiveQuota(
                agreement=scope.agreement.id,
                provision=provision.id,
                article=provision.article,
                bearer=bearer,
                hosts=hosts,
                partners=partners,
                left=_left(size, len(book.tally().matters)),
                shares=_shares(amounts, provision, size, book, duty, partners),
                sector=provision.sector,
                per_object=_most(objects.per_period, year) if objects else None,
                per_object_partner=_most(objects.same_partner, year) if objects else None,
                object_uses=_object_uses(book),
                lead=lead_of(scope.agreement, provision),
                gaps=size.gaps,
            )


def _partners(
    scope: Scope, bearer: Bearer, hosts: tuple[StateCode, ...], year: int
) -> Iterator[tuple[StateCode, BearerName]]:
    """The states bound in the year that may use the quota, and under whose name."""
    for state in scope.agreement.states():
        if state not in hosts and bound_states(scope, state, year_span(year)):
            yield from ((state, name) for name in bearers_with(scope, bearer, state)[:1])


def _shares(
    amounts: Amounts,
    provision: Quota,
    whole: Size,
    book: QuotaBook,
    duty: YearDuty,
    partners: Mapping[StateCode, BearerName],
) -> dict[BearerName, int | None]:
    """What is left to each partner; without a rule on partners nobody has a share of its own."""
    if provision.same_partner is None:
        return {}
    return {
        name: _left(amounts.share(whole, name, book, duty), len(book.tally(name).matters))
        for name in dict.fromkeys(partners.values())
    }


def _left(size: Size, used: int) -> int | None:
    return None if size.number.value is None else max(size.number.value - used, 0)


def _object_uses(book: QuotaBook) -> tuple[ObjectUse, ...]:
    """The visits counted, where they name an object."""
    return tuple(
        ObjectUse(partner=one.partner, object=one.object) for one in book.uses if one.object is not None
    )


def _most(number: Quantity | None, year: int) -> int | None:
    return None if number is None else value_on(number, first_instant(year)).value
