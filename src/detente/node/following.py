"""Following peers while a node is served: pulling from all of them again and again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from detente.kernel.errors import DetenteError
from detente.node.actors import operator
from detente.node.clock import Clock
from detente.node.node import Node
from detente.node.personal import forget_due
from detente.node.pulling import pull_all

#: How long a stop waits for a pull under way; what was taken in by then stays.
STOP_SECONDS = 10.0


@contextmanager
def following(
    node: Node, clock: Clock, every_seconds: float, troubled: Callable[[DetenteError], None]
) -> Iterator[None]:
    """Pull from every peer at once and then every so many seconds, in a thread, until the block ends.

    One that failed is waited for, longer each time, unless it comes to us before (``exchange/backoff.py``).
    A peer's trouble is kept with the peer; ``troubled`` is told, from that thread, what this machine refuses.
    """
    stop = threading.Event()
    thread = threading.Thread(
        target=_follow, args=(node, clock, every_seconds, troubled, stop), name="following", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS)


def _follow(
    node: Node,
    clock: Clock,
    every_seconds: float,
    troubled: Callable[[DetenteError], None],
    stop: threading.Event,
) -> None:
    while not stop.is_set():
        try:
            pull_all(node, operator(), clock(), due=True)
        except DetenteError as problem:
            troubled(problem)
        stop.wait(every_seconds)


@contextmanager
def forgetting(
    node: Node, clock: Clock, troubled: Callable[[DetenteError], None], every_seconds: float = 600.0
) -> Iterator[None]:
    """Forget people once their time is over, again and again, in a thread, until the block ends."""
    stop = threading.Event()

    def forget() -> None:
        while not stop.wait(every_seconds):
            try:
                forget_due(node, clock())
            except DetenteError as problem:
                troubled(problem)

    thread = threading.Thread(target=forget, name="forgetting", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS)
