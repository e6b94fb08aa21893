"""Whether what a return says adds up: a part of ``exchange``. Where it does not, it is unclear what was told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from detente.agreements.model import Exchange
from detente.assessment.finding import Finding, FindingState, Gap, Missing
from detente.assessment.holdings import is_return
from detente.assessment.rules import MatterSource
from detente.assessment.scope import Scope
from detente.assessment.stamp import Stamp
from detente.assessment.standing import Standing
from detente.assessment.years import bearers_with
from detente.kernel.instants import Instant
from detente.record.forces_sums import sums_of
from detente.record.record import KnownMatter

#: How many of the units whose numbers do not add up are named.
NAMED = 5


@dataclass(frozen=True, slots=True)
class TotalsRule:
    """The numbers of the return that a provision asks for."""

    scope: Scope
    provision: Exchange
    stamp: Stamp

    def findings(self, known: KnownMatter, source: MatterSource, at: Instant) -> Iterator[Finding]:
        """What does not add up in a return; nothing for one that does, and for other matters."""
        del source, at
        if not is_return(known, self.scope, self.provision.format) or known.withdrawn:
            return
        places = dict.fromkeys(fault.where for fault in sums_of(known))
        if not places:
            return
        gaps = tuple(Gap(Missing.SUMS, place) for place in [*places][:NAMED])
        standing = Standing(FindingState.UNCLEAR, gaps=gaps)
        for bearer in bearers_with(self.scope, self.provision.bearer, known.state):
            yield self.stamp.mark(known.id, standing, bearer, None, known.messages)
