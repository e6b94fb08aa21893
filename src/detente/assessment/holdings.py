"""Returns of states for a year, and how much of a measure they hold by them: in a sector, or everywhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeGuard

from detente.assessment.rules import MatterSource
from detente.assessment.scope import Scope
from detente.assessment.strengths import Bounds, bounds_of
from detente.kernel.identifiers import FormatId, MeasureId, SectorId, StateCode
from detente.kernel.instants import FIRST_INSTANT, Instant, Interval
from detente.record.record import KnownMatter
from detente.record.returns import Return

_NOTHING = Bounds(0, 0)
_OPEN = Bounds(0, None)


def is_return(known: KnownMatter, scope: Scope, form: FormatId | None) -> TypeGuard[Return]:
    """Whether a matter is a return in a format of the agreement."""
    return isinstance(known, Return) and known.agreement in scope.agreement.lineage and known.format == form


def returns_in(
    source: MatterSource,
    scope: Scope,
    form: FormatId | None,
    states: Sequence[StateCode],
    span: Interval | None,
) -> list[Return]:
    """Their returns about a time (None: about any), by name; undated ones and those taken back among them."""
    found = [one for one in source.matters_of(Return, states, span) if is_return(one, scope, form)]
    return sorted(found, key=lambda one: one.id)


def newest(returns: Iterable[Return]) -> Return | None:
    """The return for the latest day; of several for one day, that told last."""
    return max(returns, key=_age, default=None)


def held(
    returned: Return, sector: SectorId | None, measure: MeasureId, sectors: Iterable[SectorId]
) -> Bounds:
    """How much of a measure a state holds by its return: in a sector, or everywhere (None).

    What is not stated may be any number; a return that there is nothing to tell says none. Without a number
    for everywhere, those of all ``sectors`` together are one; a sector without its own holds no more than
    everywhere together.
    """
    if returned.nil:
        return _NOTHING
    own = _stated(returned, sector, measure)
    if own is not None:
        return own
    if sector is not None:
        everywhere = _stated(returned, None, measure)
        return Bounds(0, everywhere.high) if everywhere else _OPEN
    parts = [_stated(returned, one, measure) for one in sectors]
    known = [one for one in parts if one is not None]
    return add_up(known) if known and len(known) == len(parts) else Bounds(add_up(known).low, None)


def add_up(parts: Iterable[Bounds]) -> Bounds:
    """Several numbers together; open where one of them is."""
    listed = list(parts)
    highs = [one.high for one in listed if one.high is not None]
    return Bounds(sum(one.low for one in listed), sum(highs) if len(highs) == len(listed) else None)


def sectors_of(scope: Scope) -> tuple[SectorId, ...]:
    """The sectors that are counted by themselves under an agreement, those of the one it lies over among them."""
    return tuple(scope.agreement.sectors)


def _stated(returned: Return, sector: SectorId | None, measure: MeasureId) -> Bounds | None:
    amount = returned.holdings.get(sector, {}).get(measure)
    return None if amount is None else bounds_of(amount)


def _age(returned: Return) -> tuple[Instant, Instant, str]:
    as_of, told = returned.span, returned.told
    return (
        as_of.earliest if as_of else FIRST_INSTANT,
        told.latest if told else FIRST_INSTANT,
        returned.id,
    )
