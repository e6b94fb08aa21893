"""What a kind of provision becomes when it is compiled: rules on activities, rules on requests, or none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol, TypeVar

from detente.agreements.model import Provision
from detente.assessment.finding import Finding
from detente.assessment.occasions import LimitOf
from detente.assessment.outcome import Outcome
from detente.assessment.stamp import Stamp
from detente.assessment.trigger import CompiledTrigger
from detente.kernel.errors import DetenteBug
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.record.activities import Activity
from detente.record.requests import Request

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


class RequestRule(Protocol):
    """A provision on requests."""

    def answers(self, request: Request, at: Instant) -> Iterator[Finding]:
        """What it means for a request; nothing where it is about others."""
        ...


@dataclass(frozen=True, slots=True)
class Rules:
    """What provisions become; nothing at all for one that is only shown."""

    on_activities: tuple[ActivityRule, ...] = ()
    on_requests: tuple[RequestRule, ...] = ()

    def __add__(self, other: Rules) -> Rules:
        return Rules(self.on_activities + other.on_activities, self.on_requests + other.on_requests)


def as_kind(provision: Provision, wanted: type[P]) -> P:
    """The provision as the class of its kind.

    Raises:
        DetenteBug: an agreement was built with a provision whose kind and class differ.
    """
    if isinstance(provision, wanted):
        return provision
    raise DetenteBug("kind", f"Provision {provision.id} is not a {wanted.__name__}.")
