"""Check from whom a message comes and to whom it goes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from detente.agreements.model import Addressees, Agreement, Format, Party
from detente.kernel.errors import Fault
from detente.kernel.identifiers import StateCode
from detente.kernel.instants import Instant
from detente.kernel.languages import Text
from detente.messages import validate_wording as wording
from detente.messages.document import Draft
from detente.messages.wording import list_of


def check_addressing(
    draft: Draft, message_format: Format, agreement: Agreement, at: Instant | None
) -> Iterator[Fault]:
    """Every fault of sender and addressees.

    ``at``: who is bound then must be addressed; None: whoever has not left the agreement.
    """
    if agreement.party(draft.sender) is None:
        yield wording.SENDER_NO_PARTY.at("from", state=agreement.state_name(draft.sender))
    if not draft.to:
        yield wording.TO_EMPTY.at("to")
        return
    if draft.sender in draft.to:
        yield wording.TO_SENDER.at("to", state=agreement.state_name(draft.sender))
    known = _names(sorted(agreement.states()), agreement)
    for state in draft.to:
        if agreement.party(state) is None:
            yield wording.TO_NO_PARTY.at(f"to, {state}", state=agreement.state_name(state), known=known)
    yield from _check_circle(draft, message_format, agreement, at)


def _check_circle(
    draft: Draft, message_format: Format, agreement: Agreement, at: Instant | None
) -> Iterator[Fault]:
    circle = message_format.to
    if circle is Addressees.ONE and len(draft.to) != 1:
        yield wording.TO_ONE.at("to", count=len(draft.to))
    if circle not in (Addressees.ALL_PARTIES, Addressees.OTHER_SIDE):
        return
    own_side = _own_side(draft, agreement) if circle is Addressees.OTHER_SIDE else frozenset()
    for state in draft.to:
        if state in own_side and state != draft.sender:
            yield wording.TO_OWN_SIDE.at(f"to, {state}", state=agreement.state_name(state))
    wanted = {party.state for party in agreement.parties if _is_bound(party, at)}
    missing = sorted(wanted - own_side - {draft.sender} - set(draft.to))
    if missing:
        yield wording.TO_INCOMPLETE.at("to", missing=_names(missing, agreement))


def _names(states: Sequence[StateCode], agreement: Agreement) -> Text:
    return list_of([agreement.state_name(state) for state in states])


def _own_side(draft: Draft, agreement: Agreement) -> frozenset[StateCode]:
    sender = agreement.party(draft.sender)
    if sender is None or sender.side is None:
        return frozenset()
    return frozenset(party.state for party in agreement.parties if party.side == sender.side)


def _is_bound(party: Party, at: Instant | None) -> bool:
    if at is None:
        return party.until is None
    begun = party.since is None or party.since.interval.earliest <= at
    return begun and (party.until is None or at <= party.until.interval.latest)
