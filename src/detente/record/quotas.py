"""Messages about quotas: transfers, and that a quota is used up, folded from messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from detente.agreements.model import Purpose
from detente.kernel.identifiers import AgreementId, FormatId, MatterId, Reference, StateCode
from detente.kernel.instants import Interval, PartialDate
from detente.messages.document import Origin
from detente.record.facts import QUOTA_AMOUNT, QUOTA_PARTNER, QUOTA_YEAR, Entry, fact
from detente.record.message import KnownMessage
from detente.record.threads import read_thread


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaMessage:
    """What a state says about a quota of ``year``: that it gives ``amount`` away, or that its own is used up.

    ``partner``: whose quota it is (for ``quota.full`` the sender's own); ``to``: who is told, and, where it
    is a transfer, who receives.
    """

    id: MatterId
    agreement: AgreementId
    format: FormatId
    purpose: Purpose
    owner: StateCode
    to: tuple[StateCode, ...]
    reference: Reference
    told: Interval | None
    partner: StateCode | None
    year: PartialDate | None
    amount: int | None
    withdrawn: bool
    origin: Origin
    messages: tuple[Reference, ...]

    @property
    def span(self) -> Interval | None:
        """The time it is about."""
        return self.year.interval if self.year else self.told


def fold_quota_message(
    matter: MatterId, messages: Sequence[KnownMessage], entries: Sequence[Entry]
) -> QuotaMessage | None:
    """What is known of the message of ``matter``; None where it is about no quota."""
    thread = read_thread(matter, entries, {Purpose.QUOTA_TRANSFER, Purpose.QUOTA_FULL})
    if thread is None:
        return None
    document, purpose = thread.first.document, thread.first.format.purpose
    partner = fact(thread.facts, QUOTA_PARTNER, str)
    own = thread.owner if purpose is Purpose.QUOTA_FULL else None
    return QuotaMessage(
        id=matter,
        agreement=document.agreement,
        format=document.format,
        purpose=purpose,
        owner=thread.owner,
        to=document.to,
        reference=document.reference,
        told=thread.told,
        partner=StateCode(partner) if partner else own,
        year=fact(thread.facts, QUOTA_YEAR, PartialDate),
        amount=fact(thread.facts, QUOTA_AMOUNT, int),
        withdrawn=thread.withdrawn,
        origin=document.origin,
        messages=tuple(one.document.reference for one in messages),
    )
