"""The node's clock: the machine's time, or a demonstration's time that runs on from a set instant."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

from detente.kernel.instants import Instant
from detente.node.settings import Settings

#: Something that tells the time; passed in, so that tests and demonstrations can set it.
Clock = Callable[[], Instant]


def machine_clock() -> Instant:
    """Now in UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)


def node_clock(settings: Settings, machine: Clock = machine_clock) -> Clock:
    """The clock a node goes by: a set one runs on at normal speed from when it was set."""
    set_clock = settings.demo_clock()
    if set_clock is None:
        return machine
    shown, set_at = set_clock
    return lambda: shown + (machine() - set_at)
