"""From when what a state told of its forces is older than the agreement wants it to be."""

from __future__ import annotations

from collections.abc import Iterator

from detente.agreements.model import Agreement, Duty, Exchange
from detente.assessment.years import day_of
from detente.kernel.instants import Instant, PartialDate
from detente.record.facts import FORCES_POSTS, FORCES_UNITS
from detente.record.forces import Forces


def stale_from(agreement: Agreement, forces: Forces) -> Instant | None:
    """From when a newer list of units or posts is to be had: so many years after the day of the last.

    None: the agreement does not ask for such a list again, or how often is not known.
    """
    return min(_each(agreement, forces), default=None)


def _each(agreement: Agreement, forces: Forces) -> Iterator[Instant]:
    told = ((FORCES_UNITS, forces.units_as_of), (FORCES_POSTS, forces.posts_as_of))
    for fact, as_of in told:
        if as_of is not None:
            for exchange in _asking(agreement, fact):
                at = _next(exchange, as_of)
                if at is not None:
                    yield at


def _asking(agreement: Agreement, fact: str) -> Iterator[Exchange]:
    """The provisions by which a list is owed again and again."""
    for provision in agreement.provisions.values():
        if (
            isinstance(provision, Exchange)
            and provision.duty is not Duty.MAY
            and provision.format is not None
        ):
            form = agreement.formats.get(provision.format)
            if form is not None and any(item.fact == fact for item in form.items):
                yield provision


def _next(exchange: Exchange, as_of: PartialDate) -> Instant | None:
    begins = as_of.interval.earliest
    every = exchange.every_years.on(begins).value
    return None if every is None else day_of(begins.year + every, begins.month, begins.day).earliest
