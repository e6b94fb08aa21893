"""What is to be planned: states, quotas, wishes, and what already stands in the year.

A node fills it from its quota books (``books.py``), the command line from a file (``reading.py``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from detente.agreements.model import TimeLimit
from detente.assessment.clocks import Counting
from detente.assessment.finding import BearerName, Gap
from detente.kernel.identifiers import AgreementId, ProvisionId, SectorId, StateCode
from detente.kernel.instants import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanState:
    """A state as the planner sees it.

    ``teams``: visits it can carry out at one time. ``at_once``: visits it receives at one time. ``calendar``:
    whose calendar holds there (a state's code or ``monday-to-friday``); None: its own.
    """

    code: StateCode
    teams: int = 1
    at_once: int = 1
    calendar: str | None = None


_EXCLUSIVE = Counting((0,))  # the day on which something is told is not the first of the days


@dataclass(frozen=True, slots=True, kw_only=True)
class Lead:
    """The clocks of a request: told so long before arrival, answered within so long. None: none is set."""

    request: TimeLimit | None = None
    reply: TimeLimit | None = None
    counting: Counting = _EXCLUSIVE


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectUse:
    """Visits to one object in the year that are already counted."""

    partner: BearerName
    object: str
    number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PassiveQuota:
    """What one state, or one side, must still accept in the year under one provision.

    ``hosts``: the states whose quota it is together. ``left``: how many may still be asked for; None: the
    article sets no number or, with ``gaps``, it is not known. ``partners``: which states may use it, and under
    whose name. ``shares``: how many are left to a partner (None: not known); one without an entry has no share
    of its own. ``per_object``: visits to one object, by all and by one partner (None: not limited).
    """

    agreement: AgreementId
    provision: ProvisionId
    article: str
    bearer: BearerName
    hosts: tuple[StateCode, ...]
    partners: Mapping[StateCode, BearerName]
    left: int | None
    shares: Mapping[BearerName, int | None] = field(default_factory=lambda: MappingProxyType({}))
    sector: SectorId | None = None
    per_object: int | None = None
    per_object_partner: int | None = None
    object_uses: tuple[ObjectUse, ...] = ()
    lead: Lead = Lead()
    gaps: tuple[Gap, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it can be planned with: a number, or none set."""
        return self.left is not None or not self.gaps


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """So many visits that a state wants to carry out: its active share.

    ``hosts`` empty: of any state. ``agreement``, ``provision``, ``sector`` None: under any. ``object_class``:
    what sort of object, in the writer's own word; ``object``: one by name. ``first`` and ``last``: arrival no
    sooner, and end no later.
    """

    guest: StateCode
    number: int
    days: int
    hosts: tuple[StateCode, ...] = ()
    agreement: AgreementId | None = None
    provision: ProvisionId | None = None
    sector: SectorId | None = None
    object_class: str | None = None
    object: str | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class StandingVisit:
    """A visit that stands already: it is not moved, and occupies host and team. ``id``: its matter or name."""

    id: str
    host: StateCode
    guest: StateCode
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which a state receives nobody and sends nobody. ``why``: in the writer's own words."""

    state: StateCode
    first: date
    last: date
    why: str


@dataclass(frozen=True, slots=True)
class DrillDays:
    """Days on which a state holds a drill, and receives nobody. ``id``: its matter or name."""

    id: str
    host: StateCode
    first: date
    last: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What one of each costs, against the others; a visit that is not placed costs more than all together.

    ``repeated``: a visit more by one state to the same other; ``uneven``: a visit received above the fair
    share; ``crowded``: a visit more in a month of one guest, one host, or all; ``near``: a visit within
    ``near_days`` of a public holiday of guest or host.
    """

    repeated: int = 10
    uneven: int = 6
    crowded: int = 3
    near: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRequest:
    """What is to be planned between ``first`` and ``last``, as seen at ``today``.

    ``spacing_days``: free days between two visits to one host. ``weekends``: whether visits may lie on them.
    """

    first: date
    last: date
    today: Instant
    states: tuple[PlanState, ...]
    quotas: tuple[PassiveQuota, ...]
    wishes: tuple[Wish, ...]
    standing: tuple[StandingVisit, ...] = ()
    drills: tuple[DrillDays, ...] = ()
    closures: tuple[Closure, ...] = ()
    spacing_days: int = 0
    near_days: int = 2
    weekends: bool = False
    weights: Weights = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much work may be spent, in the solver's own units (about seconds), the same on every machine.

    ``most_options``: up to so many pairings of a wish with a host and quota are weighed together with their
    days; beyond, those first chosen and the next best. ``core``: for why not everything can be placed.
    """

    whom: float = 4.0
    when: float = 8.0
    together: float = 8.0
    core: float = 4.0
    most_options: int = 400
