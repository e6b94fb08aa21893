"""``quota``: so many visits a year, used up by requests; how much by each partner, and of each object."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.agreements.model import Provision, Quantity, Quota
from detente.assessment.conditions import value_on
from detente.assessment.finding import BearerName, Finding, FindingState, Gap, Missing
from detente.assessment.kinds.quota_amounts import Amounts, Size
from detente.assessment.kinds.quota_at_once import AtOnce, years_held
from detente.assessment.kinds.quota_book import Bookkeeper, QuotaBook, Use, quota_years
from detente.assessment.places import Locator
from detente.assessment.rules import MatterSource, Rules, YearDuty, as_kind
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp, stamp_of
from detente.assessment.standing import Standing
from detente.assessment.tallies import VISITS, Tally, measure_limit, measure_right
from detente.assessment.visiting import visit_years
from detente.assessment.years import YearRule, first_instant, years_of
from detente.kernel.instants import Instant
from detente.record.quotas import QuotaMessage
from detente.record.record import KnownMatter
from detente.record.returns import Return
from detente.record.visits import Visit

_STEPS = ("quota", "share", "object", "at-once", "full")
#: As many visits at one time as there may be are no cause for attention.
_NEVER_NEAR = 1001
_FULL = frozenset({FindingState.USED_UP, FindingState.EXCEEDED})


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """A right that others use up, and that its bearer need not grant any further."""

    years: YearRule
    provision: Quota
    amounts: Amounts
    books: Bookkeeper
    stamps: Mapping[str, Stamp]

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Each bearer's years."""
        return self.years.all_duties(since, at)

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The books in which a request, a message on a quota or a return counts."""
        match known:
            case Visit() if self.books.is_request(known):
                yield from self.years.duties_of(known.hosts, self._years_of(known))
            case QuotaMessage() if known.partner is not None and self.books.is_about_quota(known):
                yield from self.years.duties_of((known.partner,), quota_years(known))
            case Return() if known.as_of is not None:
                formula = self.amounts.returns_of()
                if formula is not None and known.format == formula.returns:
                    yield from self.years.duties_of((known.state,), years_of(known.as_of.interval))

    def findings(
        self, duty: YearDuty, source: MatterSource, places: Locator, at: Instant
    ) -> Iterator[Finding]:
        """The whole quota, each partner's share, each object, at one time, and whether all were told it is used up."""
        book, whole = self.books.book(duty, source), self.amounts.whole(duty, source)
        quota = self._measured("quota", duty, book.tally(), whole)
        yield quota
        if self.provision.same_partner is not None:
            for partner in book.partners():
                share = self.amounts.share(whole, partner, book, duty)
                yield self._measured("share", duty, book.tally(partner), share, partner)
        yield from self._objects(duty, book)
        yield from self._at_once(duty, source)
        if self.provision.full_format is not None:
            yield self._told_full(duty, book, quota)

    def _years_of(self, visit: Visit) -> list[int]:
        """The years in which it counts, and, where the article limits what happens at one time, is held."""
        years = set(visit_years(visit))
        if self.provision.at_once is not None:
            years |= set(years_held(visit))
        return sorted(years)

    def _at_once(self, duty: YearDuty, source: MatterSource) -> Iterator[Finding]:
        """The most visits at one time, where the article limits them and there is more than one."""
        limit = self.provision.at_once
        tally = AtOnce(self.books).together(duty, source) if limit is not None else None
        if limit is None or tally is None:
            return
        most = value_on(limit, first_instant(duty.year))
        standing, margin = measure_limit(VISITS, tally.bounds, most, _NEVER_NEAR, tally.gaps)
        yield self.stamps["at-once"].on_year(
            self.years.about(duty),
            duty.year,
            standing,
            duty.bearer,
            tally.messages,
            (margin,),
            tally.counterparts,
        )

    def _objects(self, duty: YearDuty, book: QuotaBook) -> Iterator[Finding]:
        """Each object that was asked for; a request that names none may be for any."""
        limits = self.provision.same_object
        if limits is None:
            return
        names: dict[str, str] = {}
        for one in book.uses:
            if one.object is not None:
                names.setdefault(_same(one.object), one.object)
        for key, name in sorted(names.items()):
            uses = [one for one in book.uses if one.object is None or _same(one.object) == key]
            if limits.per_period is not None:
                yield self._object(duty, name, uses, limits.per_period)
            if limits.same_partner is not None:
                for partner in sorted({one.partner for one in uses if one.object is not None}):
                    own = [one for one in uses if one.partner == partner]
                    yield self._object(duty, name, own, limits.same_partner, partner)

    def _object(
        self, duty: YearDuty, name: str, uses: list[Use], most: Quantity, partner: BearerName | None = None
    ) -> Finding:
        unnamed = Gap(Missing.ACTIVITY_TYPE, "visit.object")
        counted = tuple(
            one.counted if one.object is not None else one.counted.doubted(unnamed) for one in uses
        )
        size = Size(value_on(most, first_instant(duty.year)))
        found = self._measured("object", duty, Tally(counted), size, partner)
        return found._replace(step=f"object.{name}")

    def _measured(
        self, step: str, duty: YearDuty, tally: Tally, size: Size, partner: BearerName | None = None
    ) -> Finding:
        gaps = tuple(dict.fromkeys((*size.gaps, *tally.gaps)))
        near = self.years.scope.near_permille
        standing, margin = measure_right(VISITS, tally.bounds, size.number, near, gaps)
        if size.gaps:  # these say which value is missing
            standing = Standing(standing.state, gaps=gaps)
        return self.stamps[step].on_year(
            self.years.about(duty),
            duty.year,
            standing,
            duty.bearer,
            tuple(dict.fromkeys((*tally.messages, *size.messages))),
            (margin,),
            (*tally.counterparts, *size.counterparts),
            partner,
        )

    def _told_full(self, duty: YearDuty, book: QuotaBook, quota: Finding) -> Finding:
        """All are to be told at once; a message that came before the quota was used up counts as well."""
        standing = Standing(FindingState.NOT_TRIGGERED)
        if quota.state in _FULL or (quota.state is FindingState.UNCLEAR and book.told_full):
            standing = Standing(FindingState.MET if book.told_full else FindingState.DUE)
        elif quota.state is FindingState.UNCLEAR and book.uses:
            standing = Standing(FindingState.UNCLEAR, gaps=quota.gaps)
        messages = (message for one in book.told_full for message in one.messages)
        return self.stamps["full"].on_year(
            self.years.about(duty),
            duty.year,
            standing,
            duty.bearer,
            tuple(dict.fromkeys((*quota.messages, *messages))),
            quota.margins,
            (*quota.counterparts, *(one.id for one in book.told_full)),
        )


def _same(name: str) -> str:
    """The name without what two spellings of it differ in."""
    return " ".join(name.split()).casefold()


def build_rules(scope: Scope, provision: Provision) -> Rules:
    """The rules of a ``quota`` provision.

    Raises:
        DetenteBug: the provision is of another kind.
    """
    quota = as_kind(provision, Quota)
    years = YearRule(scope, quota, quota.bearer)
    stamps = {step: stamp_of(scope.agreement.id, quota, step) for step in _STEPS}
    rule = QuotaRule(years, quota, Amounts(years, quota), Bookkeeper(years, quota), stamps)
    return Rules(on_duties=(rule,))
