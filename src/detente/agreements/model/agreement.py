"""A whole agreement: parties, sides, articles, zones, provisions, formats."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from detente.agreements.model.evidence import Evidence, Quantity
from detente.agreements.model.formats import Format
from detente.agreements.model.provisions import Provision
from detente.agreements.model.scenarios import ScenarioSet
from detente.kernel.identifiers import AgreementId, FormatId, ProvisionId, SectorId, SideId, StateCode, ZoneId
from detente.kernel.instants import PartialDate
from detente.kernel.languages import Text
from detente.kernel.states import state_name

#: Whose duty it is where it is everybody's.
ALL_PARTIES = SideId("all-parties")
ALL_TOGETHER = Text("all parties together", "все участники вместе", "全体缔约国")


@dataclass(frozen=True, slots=True)
class Side:
    """A party of several states, where quotas and duties are counted per side."""

    id: str
    title: Text


@dataclass(frozen=True, slots=True)
class Party:
    """A state bound by the agreement, from when and, if it left, until when (None: not known or open).

    ``name`` is set for invented states only.
    """

    state: StateCode
    side: str | None
    since: PartialDate | None
    until: PartialDate | None
    evidence: Evidence
    name: Text | None = None

    @property
    def shown_name(self) -> Text:
        """The name in the pack, otherwise that of the CLDR."""
        return self.name or state_name(self.state)


@dataclass(frozen=True, slots=True)
class Article:
    """One article: summary in our own words, the provisions it became, or why none was modelled."""

    no: str
    title: Text
    summary: Text
    provisions: tuple[ProvisionId, ...]
    not_modelled: Text | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Zone:
    """A zone of application: a band of ``depth_km`` on each side of the border lines between states.

    ``lines``: pairs of state codes in alphabetical order. The lines themselves are data agreed by the
    parties (``detente.geography``), never part of a pack.
    """

    id: ZoneId
    title: Text
    depth_km: Quantity
    lines: tuple[tuple[StateCode, StateCode], ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Sector:
    """A part of the zone that is counted by itself."""

    id: SectorId
    title: Text
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Suspension:
    """Between two states (in alphabetical order) these provisions do not run, or none does where it is empty.

    ``since`` and ``until`` None: not known, or open.
    """

    between: tuple[StateCode, StateCode]
    since: PartialDate | None
    until: PartialDate | None
    provisions: tuple[ProvisionId, ...]
    evidence: Evidence


class Status(StrEnum):
    """Where an agreement stands."""

    IN_FORCE = "in-force"
    MODEL = "model"
    INVENTED = "invented"
    ENDED = "ended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """A whole pack. ``code`` begins its references (``SH96``); ``digest`` is the SHA-256 of the pack's files.

    ``evidence_of`` says how each of ``signed``, ``place``, ``in_force``, ``languages`` and
    ``start_day_counts`` is known, where the pack gives it; a key that is not there does not apply. A
    ``start_day_counts`` whose level is ``unknown`` is False and means nothing. ``scenarios``: what its author
    expects to follow from it, in the order of their files. ``base``: the agreement it lies over as a stricter one
    between some of its parties, whose formats, zones and sectors are its own too.
    """

    id: AgreementId
    code: str
    title: Text
    short_title: Text
    status: Status
    signed: PartialDate | None
    place: Text | None
    in_force: PartialDate | None
    languages: tuple[str, ...]
    start_day_counts: bool
    sides: tuple[Side, ...]
    parties: tuple[Party, ...]
    zones: Mapping[ZoneId, Zone]
    articles: tuple[Article, ...]
    provisions: Mapping[ProvisionId, Provision]
    formats: Mapping[FormatId, Format]
    evidence: Evidence
    changes: str
    digest: str
    evidence_of: Mapping[str, Evidence] = field(default_factory=dict)
    scenarios: tuple[ScenarioSet, ...] = ()
    sectors: Mapping[SectorId, Sector] = field(default_factory=dict)
    suspensions: tuple[Suspension, ...] = ()
    base: Agreement | None = None

    @property
    def lineage(self) -> tuple[AgreementId, ...]:
        """Its own id, and those of the agreements it lies over: what is told under any of them counts."""
        return (self.id, *(self.base.lineage if self.base else ()))

    def party(self, state: StateCode) -> Party | None:
        """The party of that state, or None."""
        return next((party for party in self.parties if party.state == state), None)

    def state_name(self, state: StateCode | SideId) -> Text:
        """What a state is called here: as its party in the pack, otherwise as in the CLDR; a side by its title."""
        party = next((one for one in self.parties if one.state == state), None)
        if party:
            return party.shown_name
        side = self.side(state)
        return side.title if side else ALL_TOGETHER if state == ALL_PARTIES else state_name(StateCode(state))

    def side(self, side: str) -> Side | None:
        """The side of that name, or None."""
        return next((one for one in self.sides if one.id == side), None)

    def states_of(self, side: str) -> tuple[StateCode, ...]:
        """Codes of the parties on a side, in the pack's order."""
        return tuple(party.state for party in self.parties if party.side == side)

    def states(self) -> tuple[StateCode, ...]:
        """Codes of all parties, in the pack's order."""
        return tuple(party.state for party in self.parties)
