"""Promises on visits, inspections and meetings: the kinds ``host``, ``quota`` and ``meet``."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.agreements.model.clocks import Duration, TimeLimit
from detente.agreements.model.evidence import Evidence, Quantity
from detente.agreements.model.provisions import Bearer, Duty, Provision
from detente.kernel.identifiers import FormatId, MeasureId, SectorId
from detente.kernel.languages import Text


class Rounding(StrEnum):
    """What becomes of a part of one."""

    UP = "up"
    DOWN = "down"


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula:
    """One for each ``per`` of ``of`` in the last return in ``returns``, at most ``at_most`` (None: no cap)."""

    per: Quantity
    of: MeasureId
    rounding: Rounding
    at_most: Quantity | None
    returns: FormatId


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """``numerator`` / ``denominator`` of the amount, and no fewer than ``at_least`` (None: nothing)."""

    numerator: int
    denominator: int
    rounding: Rounding
    at_least: Quantity | None
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectLimit:
    """How often one object may be visited in a year: by all together, and by the same partner."""

    per_period: Quantity | None
    same_partner: Quantity | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quota(Provision):
    """So many visits a calendar year, which the bearer must accept; each ``request_format`` counts as one.

    ``sector`` None: in every sector together. ``exempt``: reasons that free the quota again. ``at_once``: how many
    take place with the bearer at one time (None: the article does not say).
    """

    bearer: Bearer
    sector: SectorId | None
    amount: Quantity | Formula
    same_partner: Quantity | Share | None
    same_object: ObjectLimit | None
    exempt: tuple[str, ...]
    request_format: FormatId
    reply_format: FormatId | None
    transfer_format: FormatId | None
    full_format: FormatId | None
    at_once: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Host(Provision):
    """Offer or accept visits. ``every_years``: one in so many years is owed; None: as each wishes.

    Each clock, limit and format is None where the article sets none. ``first_site``: by when the team names the
    first of several places; ``remarks``: by when the escort may add its remarks to the report; ``keep``: how long
    personal data of those who came is kept; ``lateness``: how
    late a team may come for the visit to take place; ``area_points`` and ``diagrams``: at least so many.
    """

    duty: Duty
    bearer: Bearer
    every_years: Quantity | None
    invitation_format: FormatId | None
    request_format: FormatId | None
    reply_format: FormatId | None
    report_format: FormatId | None
    invitation: TimeLimit | None
    request: TimeLimit | None
    reply: TimeLimit | None
    report: TimeLimit | None
    team: Quantity | None
    visitors_per_state: Quantity | None
    length_at_least: Duration | None
    length_at_most: Duration | None
    change_format: FormatId | None = None
    team_format: FormatId | None = None
    programme_format: FormatId | None = None
    record_format: FormatId | None = None
    first_site: TimeLimit | None = None
    remarks: TimeLimit | None = None
    keep: TimeLimit | None = None
    lateness: Duration | None = None
    area_points: Quantity | None = None
    diagrams: Quantity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraordinary:
    """A meeting besides: asked for in ``request_format``, to be held within ``clock`` (None: no time set)."""

    request_format: FormatId
    clock: TimeLimit | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Meet(Provision):
    """Meet at least ``times`` in ``every_years`` calendar years; ``times`` None: no fixed frequency."""

    duty: Duty
    bearer: Bearer
    times: Quantity | None
    every_years: Quantity | None
    who: Text | None
    where: Text | None
    format: FormatId | None
    extraordinary: Extraordinary | None
