"""Peers: whose logs this node follows, and catching up with one of them."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter

from detente.kernel.identifiers import StateCode
from detente.ledger.directory import format_directory
from detente.node import peers as service
from detente.node import pulling
from detente.web.api import values as wire
from detente.web.api.caller import Signed


class Peer(wire.Shape):
    """A state whose log this node follows. ``keys`` is its entry of a key directory (docs/spec/ledger.md).

    ``next_index``: entries before it were taken in. ``trouble``: why the last pull failed, empty if it did not.
    ``stopped``: two histories were proven, nothing more is pulled.
    """

    state: str
    keys: str
    address: str
    next_index: int
    contacted_at: datetime | None
    trouble: str
    stopped: bool


class Declined(wire.Shape):
    """An entry of the peer's log whose message could not be taken in, and the code of why."""

    index: int
    code: str


class Pulled(wire.Shape):
    """What one pull brought."""

    state: str
    accepted: list[str]
    declined: list[Declined]
    caught_up: bool


def add_to(router: APIRouter) -> None:
    """Put this topic's endpoints into the API."""
    router.get("/peers")(list_peers)
    router.post("/peers/{state}/pull")(pull)


def list_peers(caller: Signed) -> list[Peer]:
    """Every peer, by state."""
    peers = service.list_peers(caller.node, caller.actor)
    return [Peer.of(one, keys=format_directory([one.keys])) for one in peers]


def pull(caller: Signed, state: str) -> Pulled:
    """Catch up with one peer's log, verifying before believing; 502 where its log does not hold."""
    found = pulling.pull(caller.node, caller.actor, StateCode(state), caller.at)
    return Pulled.of(found, declined=[Declined(index=index, code=code) for index, code in found.declined])
