"""Promises on information and holdings: the kinds ``exchange``, ``ceiling``, ``notice`` and ``disclose``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model.clocks import Duration, TimeLimit, YearDay
from detente.agreements.model.evidence import Evidence, Quantity
from detente.agreements.model.provisions import Bearer, Duty, Provision
from detente.kernel.identifiers import FormatId, MeasureId, SectorId
from detente.kernel.instants import PartialDate


class NilReturn(StrEnum):
    """What the article says of a state that has nothing to tell."""

    REQUIRED = "required"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange(Provision):
    """Tell every so many years how things stand.

    ``as_of``: the day of the year the information is true for; None: the year as a whole. ``due``: by when
    it is given; None: the article sets no time. ``first``: by when a new party gives its first; None: its
    first is the first whose deadline lies after it became a party. ``nil`` None: the article does not say.
    """

    duty: Duty
    bearer: Bearer
    every_years: Quantity
    as_of: YearDay | None
    due: TimeLimit | None
    first: TimeLimit | None
    nil: NilReturn | None
    format: FormatId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HoldingLimit:
    """At most ``at_most`` of ``measures`` together, in ``sector`` or, where that is None, everywhere.

    A category that counts inside another is listed with it.
    """

    id: str
    sector: SectorId | None
    measures: tuple[MeasureId, ...]
    at_most: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Exceedance:
    """A ceiling may be exceeded by ``percent`` for ``length``, so many times a year (None: not said).

    ``notice``: the format that tells of it; None: the article asks for none.
    """

    percent: Quantity
    length: Duration
    times_per_year: Quantity | None
    notice: FormatId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceiling(Provision):
    """Hold at most so many. ``returns``: the format whose holdings are counted.

    ``since``: the day from which it holds; None with ``since_evidence``: not known; None without: from
    entry into force.
    """

    bearer: Bearer
    returns: FormatId
    since: PartialDate | None
    since_evidence: Evidence | None
    limits: tuple[HoldingLimit, ...]
    exceedance: Exceedance | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A change of ``percent`` or more in any of ``measures`` against the last return in ``returns``."""

    percent: Quantity
    measures: tuple[MeasureId, ...]
    returns: FormatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A change of the units or posts that returns in ``returns`` list, against the last one.

    ``changes``: of units, the kinds that are told of, codes of the vocabulary's ``forces.change``; empty: all.
    """

    returns: FormatId
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice(Provision):
    """Tell of an event in time. ``events``: its codes; empty where it is a ``change`` of holdings.

    ``listed``: such an event shows in two successive returns as well. ``clock`` None: at once, without a number.
    """

    duty: Duty
    bearer: Bearer
    events: tuple[str, ...]
    change: Change | None
    clock: TimeLimit | None
    format: FormatId
    listed: Listed | None = None


class Audience(StrEnum):
    """Who may see what was exchanged, without anybody's consent."""

    PARTIES = "parties"
    OTHER_SIDE = "other-side"


class Consent(StrEnum):
    """Whose consent it takes to pass on what was exchanged."""

    OWNER = "owner"
    OTHER_SIDE = "other-side"
    ALL_PARTIES = "all-parties"


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclose(Provision):
    """Who may see what was exchanged, and whose consent it takes to pass it on.

    ``what`` empty: everything exchanged under the agreement. ``consent`` None: the article knows no way.
    ``outlives``: it holds after the agreement has ended.
    """

    bearer: Bearer
    what: tuple[FormatId, ...]
    to: Audience
    consent: Consent | None
    outlives: bool
    request_format: FormatId | None
    consent_format: FormatId | None
    notice_format: FormatId | None
