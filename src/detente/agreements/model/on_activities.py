"""Limits on activities: the kind ``restrain``."""

from __future__ import annotations

from dataclasses import dataclass

from detente.agreements.model.conditions import Trigger
from detente.agreements.model.evidence import Quantity
from detente.agreements.model.provisions import Bearer, Provision


@dataclass(frozen=True, slots=True)
class Forbidden:
    """No activity that meets the trigger may be held."""


@dataclass(frozen=True, slots=True)
class CountLimit:
    """At most ``at_most`` such activities in any ``years`` successive calendar years."""

    at_most: Quantity
    years: Quantity


@dataclass(frozen=True, slots=True)
class SimultaneousLimit:
    """At most ``at_most`` such activities at any one time."""

    at_most: Quantity


ActivityLimit = Forbidden | CountLimit | SimultaneousLimit


@dataclass(frozen=True, slots=True, kw_only=True)
class Restrain(Provision):
    """Activities that meet ``when`` are limited: altogether, in number, or at one time.

    A distance from the line is a zone of ``when``, a direction a coded fact in it.
    """

    bearer: Bearer
    when: Trigger
    limit: ActivityLimit
