"""Whom an agreement binds for one activity: parties of the day, and who stands on the other side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from detente.agreements.model import Agreement, Party, Suspension
from detente.assessment.clocks import Counting, counting_of
from detente.assessment.conditions import day_in_question
from detente.assessment.finding import BearerName
from detente.kernel.identifiers import ProvisionId, StateCode
from detente.kernel.instants import Instant
from detente.record.activities import Activity
from detente.record.periods import interval_of

NEAR_PERMILLE = 900


@dataclass(frozen=True, slots=True)
class Scope:
    """An agreement as the rules use it: its parties by state, how it counts, and what counts as near."""

    agreement: Agreement
    parties: dict[StateCode, Party]
    counting: Counting
    near_permille: int

    def binds(self, state: StateCode, activity: Activity) -> bool:
        """Whether the state is a party on the activity's day; where a day is not known, it is taken as one."""
        party = self.parties.get(state)
        if party is None:
            return False
        if party.since is None and party.until is None:
            return True
        return is_party(party, day_in_question(activity))

    def participants(self, activity: Activity) -> tuple[StateCode, ...]:
        """The states that take part and are parties."""
        return tuple(state for state in activity.participants if self.binds(state, activity))

    def others(self, activity: Activity, provision: ProvisionId | None = None) -> tuple[StateCode, ...]:
        """The parties to whom the host owes its duty: the other side where there are sides, else all.

        States that take part in the activity themselves are not among them, nor those between which and the
        host the provision is suspended.
        """
        return tuple(
            state
            for state in self.opposite(activity.host)
            if state not in activity.participants
            and self.binds(state, activity)
            and not self.suspended(activity.host, state, provision, day_in_question(activity))
        )

    def suspended(
        self, one: BearerName, other: BearerName, provision: ProvisionId | None, day: Instant | None
    ) -> bool:
        """Whether a provision (None: any at all) does not run between two states on that day.

        A day that is not known, or a suspension of which the first day is not known, counts as outside it.
        """
        pair = tuple(sorted((one, other)))
        return any(
            each.between == pair
            and (not each.provisions or provision in each.provisions)
            and _holds_on(each, day)
            for each in self.agreement.suspensions
        )

    def opposite(self, state: StateCode) -> tuple[StateCode, ...]:
        """Every state listed on another side than ``state``; where it has no side, every other."""
        own = self.parties.get(state)
        side = own.side if own else None
        return tuple(
            party.state
            for party in self.parties.values()
            if party.state != state and (side is None or party.side != side)
        )


def scope_of(agreement: Agreement, near_permille: int = NEAR_PERMILLE) -> Scope:
    """The agreement as the rules use it."""
    return Scope(agreement, _by_state(agreement.parties), counting_of(agreement), near_permille)


def is_party(party: Party, day: Instant | None) -> bool:
    """Whether the party may be bound on that day; a day that is not known counts as within."""
    if day is None:
        return True
    begun = party.since is None or interval_of(party.since).earliest <= day
    return begun and (party.until is None or day <= interval_of(party.until).latest)


def _holds_on(suspension: Suspension, day: Instant | None) -> bool:
    if day is None or suspension.since is None or day < interval_of(suspension.since).earliest:
        return False
    return suspension.until is None or day <= interval_of(suspension.until).latest


def _by_state(parties: Iterable[Party]) -> dict[StateCode, Party]:
    return {party.state: party for party in parties}
