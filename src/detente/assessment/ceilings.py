"""Holdings against ceilings through the years: the figures from which the findings of ``ceiling`` follow, each with
the returns it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from detente.agreements.model import Agreement, Ceiling, DatedValue, HoldingLimit
from detente.assessment.finding import BearerName, FindingState, Gap, Margin
from detente.assessment.holdings import held
from detente.assessment.kinds.ceiling import CeilingRule, Held, YearAccount, build_rules
from detente.assessment.rules import MatterSource, YearDuty
from detente.assessment.scope import NEAR_PERMILLE, Scope, scope_of
from detente.assessment.strengths import Bounds
from detente.assessment.years import bearers_of
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import MeasureId, Reference, StateCode
from detente.kernel.instants import Instant, PartialDate
from detente.record.notices import EventNotice


@dataclass(frozen=True, slots=True)
class CeilingPart:
    """What one state told of one measure, by the newest return for the year; no ``messages``: it told nothing."""

    state: StateCode
    measure: MeasureId
    bounds: Bounds
    as_of: PartialDate | None
    messages: tuple[Reference, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingLine:
    """One ceiling in one year. ``most``: the ceiling; ``raised``: what may be held for a time, where it is above it.

    ``state``: as the findings have it; where what is held falls under an exceedance, of that. ``covered``: it does.
    """

    limit: HoldingLimit
    year: int
    bounds: Bounds
    most: DatedValue
    raised: int | None
    state: FindingState
    covered: bool
    gaps: tuple[Gap, ...]
    parts: tuple[CeilingPart, ...]


@dataclass(frozen=True, slots=True)
class CeilingTime:
    """A time of exceedance as a notice tells it. ``length``: its days against those allowed (None: not stated)."""

    notice: EventNotice
    length: Margin | None

    def passed_days(self, at: Instant) -> int | None:
        """How many days of it have passed at ``at``, the first counting as one; None: it has no first day."""
        begins = self.notice.happened
        if begins is None:
            return None
        until = min(at, self.notice.ends.latest) if self.notice.ends else at
        return max((until.date() - begins.earliest.date()).days + 1, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class CeilingBook:
    """A side, or another bearer, against the ceilings of one provision: a line for each ceiling and year."""

    provision: Ceiling
    bearer: BearerName
    states: tuple[StateCode, ...]
    years: tuple[int, ...]
    lines: tuple[CeilingLine, ...]
    times: tuple[CeilingTime, ...]

    def line(self, limit: str, year: int) -> CeilingLine | None:
        """The line of a ceiling in a year."""
        return next((one for one in self.lines if one.limit.id == limit and one.year == year), None)

    def through(self, limit: str) -> tuple[CeilingLine, ...]:
        """One ceiling through all years, the earliest first."""
        return tuple(one for one in self.lines if one.limit.id == limit)


def ceilings_of(agreement: Agreement) -> tuple[Ceiling, ...]:
    """Its provisions on ceilings, in the pack's order."""
    return tuple(one for one in agreement.provisions.values() if isinstance(one, Ceiling))


def ceiling_books(
    agreement: Agreement,
    source: MatterSource,
    years: Iterable[int],
    near_permille: int = NEAR_PERMILLE,
) -> list[CeilingBook]:
    """The book of every bearer under every ceiling of an agreement, in the years in which it is bound."""
    scope, wanted = scope_of(agreement, near_permille), tuple(years)
    return [
        _book(scope, provision, bearer, source, wanted)
        for provision in ceilings_of(agreement)
        for bearer in bearers_of(scope, provision.bearer)
    ]


def tree_of(limits: Sequence[HoldingLimit]) -> list[tuple[int, HoldingLimit]]:
    """Ceilings with how deep each lies in others: one whose categories all count inside another's stands below it."""
    found: list[tuple[int, HoldingLimit]] = []

    def put(inside: HoldingLimit | None, depth: int) -> None:
        for one in limits:
            if _parent(one, limits) == inside:
                found.append((depth, one))
                put(one, depth + 1)

    put(None, 0)
    return found


def _parent(limit: HoldingLimit, limits: Sequence[HoldingLimit]) -> HoldingLimit | None:
    """The smallest ceiling of the same sector with more categories, all of this one's among them."""
    own = set(limit.measures)
    wider = [one for one in limits if one.sector == limit.sector and own < set(one.measures)]
    return min(wider, key=lambda one: len(one.measures), default=None)


def _book(
    scope: Scope, provision: Ceiling, bearer: BearerName, source: MatterSource, wanted: Sequence[int]
) -> CeilingBook:
    rule = _rule(scope, provision)
    duties = [YearDuty(provision.id, bearer, year) for year in wanted]
    bound = [one for one in duties if rule.years.states_in(one)]
    lines = [line for duty in bound for line in _lines(scope, rule.account(duty, source))]
    times: tuple[CeilingTime, ...] = ()
    if rule.exceedance is not None:
        notices = rule.exceedance.notices(bearer, source)
        times = tuple(CeilingTime(one, rule.exceedance.length(one)) for one in notices)
    states = dict.fromkeys(state for duty in bound for state in rule.years.states_in(duty))
    return CeilingBook(
        provision=provision,
        bearer=bearer,
        states=tuple(states),
        years=tuple(one.year for one in bound),
        lines=tuple(lines),
        times=times,
    )


def _rule(scope: Scope, provision: Ceiling) -> CeilingRule:
    (rule,) = build_rules(scope, provision).on_duties
    if not isinstance(rule, CeilingRule):
        raise DetenteBug("ceiling-rule", f"{provision.id} has another rule than that of ceilings.")
    return rule


def _lines(scope: Scope, account: YearAccount) -> Iterator[CeilingLine]:
    for one in account.held:
        covered = account.barred is None and one.excusable and account.covering is not None
        standing = account.barred or one.standing
        if covered and account.covering is not None:
            standing = account.covering.standing
        margin = one.margins[0]
        yield CeilingLine(
            limit=one.limit,
            year=account.duty.year,
            bounds=one.bounds,
            most=DatedValue(margin.needed, margin.evidence),
            raised=one.margins[1].needed if len(one.margins) > 1 else None,
            state=standing.state,
            covered=covered,
            gaps=tuple(dict.fromkeys((*standing.gaps, *one.gaps))),
            parts=tuple(_parts(scope, account, one)),
        )


def _parts(scope: Scope, account: YearAccount, one: Held) -> Iterator[CeilingPart]:
    sectors = tuple(scope.agreement.sectors)
    for state in account.states:
        returned = account.returns.get(state)
        for measure in one.limit.measures:
            if returned is None:
                yield CeilingPart(state, measure, Bounds(0, None), None, ())
            else:
                bounds = held(returned, one.limit.sector, measure, sectors)
                yield CeilingPart(state, measure, bounds, returned.as_of, returned.messages)
