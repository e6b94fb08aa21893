"""How each value is known, and values that were amended."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from detente.kernel.instants import Instant, PartialDate
from detente.kernel.languages import Text


class EvidenceLevel(StrEnum):
    """How we know a value."""

    TEXT = "text"  # read in the agreement's own text
    TRANSLATION = "translation"  # read in a translation of it
    SECONDARY = "secondary"  # read in press or literature only
    MODEL = "model"  # written by us as a starting point; agreed by no state
    UNKNOWN = "unknown"  # known to exist, value not seen


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value was read."""

    title: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a value is known: level, where it was read, and a remark."""

    level: EvidenceLevel
    source: Source | None = None
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class DatedValue:
    """A number as it holds from a day on; ``since`` is None where it held from the beginning.

    ``value`` is None exactly when the evidence level is ``unknown``.
    """

    value: int | None
    evidence: Evidence
    since: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A treaty number with its amendments, oldest first; never empty."""

    versions: tuple[DatedValue, ...]

    def on(self, at: Instant) -> DatedValue:
        """The version in force at ``at``; before the first dated one, the first."""
        chosen = self.versions[0]
        for version in self.versions[1:]:
            if version.since is not None and version.since.interval.earliest <= at:
                chosen = version
        return chosen
