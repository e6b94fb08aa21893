"""How long to wait for a peer that could not be followed: longer each time, at random, and never for ever.

Full jitter: whoever was cut off by the same outage does not come back at the same instant.
Source: docs/spec/ledger.md §14.8.
"""

from __future__ import annotations

from datetime import timedelta

from detente.kernel.instants import Instant

FIRST_SECONDS = 10
MOST_SECONDS = 15 * 60


def next_try(failures: int, at: Instant, draw: float) -> Instant:
    """When to try again after so many failures in a row, at least one; ``draw`` is from 0 up to, not including, 1."""
    longest = min(MOST_SECONDS, FIRST_SECONDS << min(failures - 1, MOST_SECONDS.bit_length()))
    return at + timedelta(seconds=1 + int(draw * longest))
