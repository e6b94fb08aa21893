"""What a kind of provision becomes when it is compiled: rules on activities, on other matters, on years, or none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol, TypeVar

from detente.agreements.model import Provision
from detente.assessment.finding import BearerName, Finding
from detente.assessment.occasions import LimitOf
from detente.assessment.outcome import Outcome
from detente.assessment.places import Locator
from detente.assessment.stamp import Stamp
from detente.assessment.trigger import CompiledTrigger
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import DutyId, ProvisionId, SideId, StateCode
from detente.kernel.instants import Instant, Interval
from detente.record.activities import Activity
from detente.record.record import KnownMatter, M

P = TypeVar("P", bound=Provision)


class ActivityRule(Protocol):
    """A provision on activities: what triggers it, whose duty it is, by when, and what follows."""

    @property
    def trigger(self) -> CompiledTrigger:
        """When it applies."""
        ...

    @property
    def stamp(self) -> Stamp:
        """Its first step, which also says that it does not apply, or that this is unclear."""
        ...

    @property
    def deadline(self) -> LimitOf:
        """By when the first step is due."""
        ...

    def bearers(self, activity: Activity) -> tuple[StateCode, ...]:
        """Whose duty it is; at least one state."""
        ...

    def findings(self, activity: Activity, outcome: Outcome, at: Instant) -> Iterator[Finding]:
        """What follows for an activity to which it applies; at least one finding."""
        ...


class MatterSource(Protocol):
    """What else is known, by topic and owner; a record is one."""

    def matters_of(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterable[M]:
        """Matters of a topic that these states own; with ``overlapping``, at least those that may touch it."""
        ...

    def matters_concerning(
        self, topic: type[M], states: Sequence[StateCode], overlapping: Interval | None
    ) -> Iterable[M]:
        """Matters of a topic that others direct at these states; with ``overlapping``, as above."""
        ...


class MatterRule(Protocol):
    """A provision on single matters other than activities: requests, visits, notices, disclosures ..."""

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """What it means for a matter; nothing where it is about others."""
        ...


class YearDuty(NamedTuple):
    """What one state or side (or all parties) owes, or has a right to, in one calendar year."""

    provision: ProvisionId
    bearer: BearerName
    year: int


def duty_id(code: str, duty: YearDuty) -> DutyId:
    """``VD11/DE/2027/exchange.forces``: the agreement's code, whose, which year, which provision."""
    return DutyId(f"{code}/{duty.bearer}/{duty.year}/{duty.provision}")


def is_duty_id(name: str) -> bool:
    """Whether a name is of a duty; the name of a matter has a part more."""
    return name.count("/") == _SLASHES


def parse_duty_id(name: DutyId) -> tuple[str, YearDuty]:
    """The agreement's code, and the duty."""
    code, bearer, year, provision = name.split("/")
    return code, YearDuty(ProvisionId(provision), SideId(bearer), int(year))


_SLASHES = 3


class DutyRule(Protocol):
    """A provision on years: information due, quotas, ceilings, meetings, counts of activities."""

    @property
    def provision(self) -> Provision:
        """The provision."""
        ...

    def duties(self, since: Instant, at: Instant) -> Iterator[YearDuty]:
        """Every duty that is judged at ``at``, from the beginning of the record; the next to come among them."""
        ...

    def touched_by(self, known: KnownMatter) -> Iterator[YearDuty]:
        """The duties whose findings may change with this matter."""
        ...

    def findings(
        self, duty: YearDuty, source: MatterSource, places: Locator, at: Instant
    ) -> Iterator[Finding]:
        """Where a duty stands."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What provisions become; nothing at all for one that is only shown."""

    on_activities: tuple[ActivityRule, ...] = ()
    on_matters: tuple[MatterRule, ...] = ()
    on_duties: tuple[DutyRule, ...] = ()

    def __add__(self, other: Rules) -> Rules:
        return Rules(
            self.on_activities + other.on_activities,
            self.on_matters + other.on_matters,
            self.on_duties + other.on_duties,
        )


def as_kind(provision: Provision, wanted: type[P]) -> P:
    """The provision as the class of its kind.

    Raises:
        DetenteBug: an agreement was built with a provision whose kind and class differ.
    """
    if isinstance(provision, wanted):
        return provision
    raise DetenteBug("kind", f"Provision {provision.id} is not a {wanted.__name__}.")
