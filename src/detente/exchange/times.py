"""When a message was registered, as far as it can be shown: an interval, never a point.

A clock is a claim, its owner's included. What narrows a claim: checkpoints of other logs that the entry names, for it
was not written before those were; and cosignatures and keepers, for it existed by then.
Source: docs/spec/ledger.md §5.5, §13.8; docs/explanation/time.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from detente.kernel.instants import Instant, Interval
from detente.ledger.leaf import Seen

#: The earliest instant at which a checkpoint can have been made, as far as is known here; None: nothing is known.
MadeAt = Callable[[Seen], Instant | None]


def not_before(seen: Iterable[Seen], made_at: MadeAt) -> Instant | None:
    """Before when an entry that names these checkpoints was not written; None: nothing shows it.

    What counts is when a checkpoint was made, not when it was cosigned: that may have been later than the entry.
    """
    times = [made for one in seen if (made := made_at(one)) is not None]
    return max(times, default=None)


def registered(claimed: Instant, earliest: Instant | None, existed_by: Sequence[Instant]) -> Interval:
    """When an entry was registered, from its owner's claim and what is shown by others.

    Where a claim is later than what is shown, or than ``earliest`` allows, what shows that it existed holds.

    Args:
        claimed: by its owner's clock.
        earliest: before when it was not written.
        existed_by: each an instant by which it existed; at least one.
    """
    latest = min(existed_by)
    return Interval(min(max(claimed, earliest or claimed), latest), latest)
